package fetchspec_test

import (
	"context"
	"fmt"
	"time"

	"corsplain/fetchspec"
)

func ExampleCORSCheck() {
	page, _ := fetchspec.ParseURL("https://app.example/")
	api, _ := fetchspec.ParseURL("https://api.example/")
	request := &fetchspec.Request{Origin: page.Origin(), URLList: []*fetchspec.URL{api}}
	for _, value := range []string{"*", "https://app.example", "https://app.example/"} {
		response := &fetchspec.Response{HeaderList: fetchspec.HeaderList{{Name: "Access-Control-Allow-Origin", Value: value}}}
		if failed := fetchspec.CORSCheck(request, response); failed != nil {
			fmt.Println(value, "fails:", failed)
			continue
		}
		fmt.Println(value, "passes")
	}
	// Output:
	// * passes
	// https://app.example passes
	// https://app.example/ fails: CORS check, step 4
}

// silentServer allows nothing.
type silentServer struct{}

func (silentServer) Exchange(context.Context, *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	return &fetchspec.HTTPResponse{HTTPVersion: "2", Status: 200}, nil
}

func ExampleUserAgent_Fetch() {
	page, _ := fetchspec.ParseURL("https://app.example/")
	request, _, failed := fetchspec.NewRequest(fetchspec.RequestInit{
		URL:    "https://api.example/users/7",
		Method: "DELETE",
		Client: &fetchspec.Client{URL: page, Origin: page.Origin(), TopLevelOrigin: page.Origin()},
	})
	if failed != nil {
		fmt.Println("fetch() throws:", failed)
		return
	}
	ua := &fetchspec.UserAgent{Network: silentServer{}, Now: time.Now}
	response, trace := ua.Fetch(context.Background(), request)
	fmt.Println(response.Type, "at", response.Failure)
	for _, exchange := range trace.Exchanges {
		fmt.Println(exchange.Kind, exchange.Request.Method, exchange.Request.URL)
	}
	// Output:
	// error at CORS check, step 2
	// preflight OPTIONS https://api.example/users/7
}
