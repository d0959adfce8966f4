package explain_test

import (
	"context"
	"fmt"
	"net/http"

	"corsplain/explain"
	"corsplain/simulate"
)

func ExampleDiagnose() {
	server := http.HandlerFunc(func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header().Set("Access-Control-Allow-Origin", "https://app.example/")
	})
	browser := &simulate.Browser{Network: simulate.Handler{Handler: server}}
	result, err := browser.Do(context.Background(), simulate.Call{URL: "https://api.example/", Origin: "https://app.example"})
	if err != nil {
		fmt.Println(err)
		return
	}
	diagnosis := explain.Diagnose(result.Response, result.Trace)
	fmt.Println(diagnosis.Verdict)
	for _, blocker := range diagnosis.Blockers {
		fmt.Println(blocker.Code)
		fmt.Println(blocker.Summary)
	}
	for _, remedy := range diagnosis.Remedies {
		fmt.Println(remedy.Text, "Proven:", remedy.Proven)
	}
	// Output:
	// blocked
	// allow-origin-trailing-slash
	// The server at api.example allows https://app.example/, with a slash at the end that no origin has.
	// Remove the slash: Access-Control-Allow-Origin: https://app.example Proven: true
}
