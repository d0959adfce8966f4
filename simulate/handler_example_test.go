package simulate_test

import (
	"context"
	"fmt"
	"net/http"

	"corsplain/simulate"
)

// A server's CORS policy is tested without a socket: the page at
// https://app.example sends a PUT, which its server has to allow in the
// answer to a preflight first.
func ExampleHandler() {
	users := http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		writer.Header().Set("Access-Control-Allow-Origin", "https://app.example")
		writer.Header().Set("Vary", "Origin")
		if request.Method == http.MethodOptions {
			writer.Header().Set("Access-Control-Allow-Methods", "PUT")
			writer.WriteHeader(http.StatusNoContent)
			return
		}
		fmt.Fprint(writer, "saved")
	})
	browser := &simulate.Browser{Network: simulate.Handler{Handler: users}}
	for _, method := range []string{"PUT", "DELETE"} {
		result, err := browser.Do(context.Background(), simulate.Call{
			URL:    "https://api.example/users/7",
			Origin: "https://app.example",
			Method: method,
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		if failure := result.Response.Failure; failure != nil {
			fmt.Printf("%s: blocked by %s\n", method, failure.Step)
			continue
		}
		fmt.Printf("%s: %s\n", method, result.Response.Body.Bytes)
	}
	// Output:
	// PUT: saved
	// DELETE: blocked by CORS-preflight fetch, step 7.5
}
