package fetchspec_test

import (
	"context"
	"testing"

	"corsplain/fetchspec"
)

func BenchmarkCORSCheck(b *testing.B) {
	url, err := fetchspec.ParseURL(apiOrigin)
	if err != nil {
		b.Fatal(err)
	}
	request := &fetchspec.Request{
		Origin: page(b, pageOrigin).Origin, CredentialsMode: fetchspec.CredentialsInclude, URLList: []*fetchspec.URL{url},
	}
	response := &fetchspec.Response{HeaderList: fetchspec.HeaderList{
		{Name: "Content-Type", Value: "application/json"},
		{Name: "Access-Control-Allow-Origin", Value: pageOrigin},
		{Name: "Access-Control-Allow-Credentials", Value: "true"},
	}}
	b.ReportAllocs()
	for b.Loop() {
		if failure := fetchspec.CORSCheck(request, response); failure != nil {
			b.Fatal(failure)
		}
	}
}

// A whole fetch with a preflight, its answers canned: no connection.
func BenchmarkPreflightedFetch(b *testing.B) {
	server := answering(
		"OPTIONS https://api.example/", noContent(allowPage, "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: content-type", "Access-Control-Max-Age: 0"),
		"PUT https://api.example/", ok(allowPage))
	ua := browserOver(server, newClock())
	request, _, failure := fetchspec.NewRequest(fetchspec.RequestInit{
		URL: apiOrigin, Client: page(b, pageOrigin), Method: "PUT",
		Headers: headers("Content-Type: application/json"), Body: &fetchspec.BodyInit{Bytes: []byte(`{"name":"Ada"}`)},
	})
	if failure != nil {
		b.Fatal(failure)
	}
	b.ReportAllocs()
	for b.Loop() {
		server.seen = server.seen[:0]
		if response, _ := ua.Fetch(context.Background(), request); response.Failure != nil {
			b.Fatal(response.Failure)
		}
	}
}
