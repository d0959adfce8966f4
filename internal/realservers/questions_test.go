//go:build unix

package realservers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/network"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// pageOrigin is where the page of the broken requests comes from.
const pageOrigin = "https://app.example.com"

// sameSiteOrigin is one whose pages get cookies sent to the servers here.
const sameSiteOrigin = "http://127.0.0.1:5173"

// foreignOrigins look like allowed ones to checks that are not exact.
func foreignOrigins() []string {
	return []string{
		"https://evil.example",
		"https://app.example.com.evil.example",
		"https://evil-app.example.com",
		"https://appxexample.com",
		"https://app.example.com:8443",
		"http://app.example.com",
		"null",
	}
}

// get and put are what a page asks for: a request that needs no preflight, and
// one that needs it for its method, its Content-Type and a header of the API's
// own.
func get(url, origin string) simulate.Call {
	return simulate.Call{URL: url, Origin: origin}
}

func put(url, origin string) simulate.Call {
	return simulate.Call{
		URL: url, Origin: origin, Method: http.MethodPut, Body: []byte(`{"name": "Ada"}`),
		Headers: []simulate.HeaderField{{Name: "Content-Type", Value: "application/json"}, {Name: "X-Api-Key", Value: "k"}},
	}
}

// withCredentials sends a cookie along, from pages of the same site.
func withCredentials(call simulate.Call) simulate.Call {
	call.Credentials = string(fetchspec.CredentialsInclude)
	call.Cookies = []string{"sid=1"}
	return call
}

// An outcome is what came of a call.
type outcome struct {
	diagnosis explain.Diagnosis
	trace     *fetchspec.Trace
	response  *fetchspec.Response
	report    *report.Report
}

// ask makes a call as a new browser would, and explains what came of it.
func ask(t *testing.T, call simulate.Call) *outcome {
	t.Helper()
	client, err := network.New(network.Options{
		Getenv: func(string) string { return "" },
		// A redirect to another host leads nowhere.
		Resolve: []string{"*:80:127.0.0.1", "*:443:127.0.0.1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	browser := &simulate.Browser{Network: client}
	result, err := browser.Do(t.Context(), call)
	if err != nil {
		t.Fatal(err)
	}
	diagnosis := explain.Diagnoser{Probe: client}.Diagnose(t.Context(), result.Response, result.Trace)
	return &outcome{
		diagnosis: diagnosis,
		trace:     result.Trace,
		response:  result.Response,
		report: report.New(result, diagnosis, report.Options{
			Fix: explain.FixFor(explain.AnyStack, &diagnosis, result.Trace),
		}),
	}
}

// exchanges are the call's exchanges, and then those that the diagnosis made.
func (outcome *outcome) exchanges() []fetchspec.Exchange {
	return slices.Concat(outcome.trace.Exchanges, outcome.diagnosis.Probes)
}

func isAboutCORS(name string) bool {
	switch strings.ToLower(name) {
	case "origin", "cookie", "access-control-request-method", "access-control-request-headers":
		return true
	}
	return false
}

// describe writes down what went over the wire, for a test that fails.
func (outcome *outcome) describe() string {
	var text strings.Builder
	for _, exchange := range outcome.exchanges() {
		text.WriteString("  " + string(exchange.Kind) + ": " + exchange.Request.Method + " " + exchange.Request.URL.String() + "\n")
		for _, header := range exchange.Request.HeaderList {
			if isAboutCORS(header.Name) {
				text.WriteString("    > " + header.Name + ": " + header.Value + "\n")
			}
		}
		if exchange.Response == nil {
			text.WriteString("    no answer\n")
			continue
		}
		fmt.Fprintf(&text, "    < %d\n", exchange.Response.Status)
		for _, header := range exchange.Response.HeaderList {
			text.WriteString("    < " + header.Name + ": " + header.Value + "\n")
		}
		body := exchange.Response.Body.Bytes
		text.WriteString("    < " + string(body[:min(len(body), 300)]) + "\n")
	}
	for _, layer := range outcome.diagnosis.Layers {
		text.WriteString("  layer: " + layer.Stack + " " + layer.Confidence + "\n")
	}
	for _, blocker := range outcome.diagnosis.Blockers {
		text.WriteString("  blocker: " + string(blocker.Code) + ": " + blocker.Summary + "\n")
	}
	return text.String()
}
