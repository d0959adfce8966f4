package audit

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"corsplain/fetchspec"
)

// scripted answers each request from text: lines "Name: value" in which
// {origin}, {method} and {headers} stand for what was sent; a line with a
// number alone is the status; a line "? SUBSTRING" applies what follows only to
// requests that have it somewhere.
func scripted(text string) fetchspec.Exchanger {
	lines := strings.Split(text, "\n")
	return exchangerFunc(func(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		response := &fetchspec.HTTPResponse{HTTPVersion: "1.1", Status: 200}
		origin, _ := request.HeaderList.Get("Origin")
		method, _ := request.HeaderList.Get("Access-Control-Request-Method")
		headers, _ := request.HeaderList.Get("Access-Control-Request-Headers")
		fill := strings.NewReplacer("{origin}", origin, "{method}", method, "{headers}", headers)
		applies := true
		for _, line := range lines {
			if part, conditional := strings.CutPrefix(line, "? "); conditional {
				applies = strings.Contains(request.Method+" "+request.URL.String()+" "+origin, part)
				continue
			}
			if !applies {
				continue
			}
			if status, err := strconv.Atoi(line); err == nil && 200 <= status && status <= 599 {
				response.Status = status
				continue
			}
			name, value, found := strings.Cut(line, ": ")
			if found {
				response.HeaderList = append(response.HeaderList, fetchspec.Header{Name: name, Value: fill.Replace(value)})
			}
		}
		return response, nil
	})
}

func scripts() []string {
	return []string{
		"Access-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Credentials: true",
		"Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true\nVary: Origin, *",
		"? null\nAccess-Control-Allow-Origin: null\nAccess-Control-Allow-Credentials: true",
		"? https://app.example.net\nAccess-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Credentials: true\nX-Cache: HIT",
		"301\nLocation: /elsewhere\nAccess-Control-Allow-Origin: {origin}",
		"302\nLocation: http://[::1/\nAccess-Control-Allow-Origin: {origin}",
		"401\nWWW-Authenticate: Basic\nAccess-Control-Allow-Origin: *",
		"? OPTIONS\n204\nAccess-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Methods: {method}, TRACE\nAccess-Control-Allow-Headers: {headers}\nAccess-Control-Max-Age: 99999999999999999999\n? GET\nAllow: GET",
		"Access-Control-Allow-Origin: https://\x1b[31mapp\nAccess-Control-Expose-Headers: \"\nSet-Cookie: sid=; HttpOnly",
		"Access-Control-Allow-Origin: \xff\xfe, \xe9\nVary: ,,*,\nAge: 1",
		"Access-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Credentials: true, true",
	}
}

// A two-line oracle for what a browser asks of an answer with credentials.
func letsInWithCredentials(evidence Evidence) bool {
	origin, _ := evidence.RequestHeaders.Get("Origin")
	allowed, _ := evidence.ResponseHeaders.Get("Access-Control-Allow-Origin")
	credentials, _ := evidence.ResponseHeaders.Get("Access-Control-Allow-Credentials")
	return origin != "" && allowed == origin && credentials == "true"
}

func FuzzHighMeansThatSomeoneElseIsLetInWithCredentials(f *testing.F) {
	for _, script := range scripts() {
		f.Add(script)
	}
	f.Fuzz(func(t *testing.T, script string) {
		report, err := Run(t.Context(), staged{}.options(t), scripted(script))
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range report.Findings {
			entry, known := Lookup(finding.Code)
			if !known || finding.Severity.rank() == 0 || finding.Severity.rank() > entry.Worst.rank() {
				t.Errorf("%s %s", finding.Severity, finding.Code)
			}
			if finding.Severity == SeverityHigh && !slices.ContainsFunc(finding.Evidence, letsInWithCredentials) {
				t.Errorf("%s: no answer lets anyone in: %+v", finding.Code, finding.Evidence)
			}
		}
		if report.Requests > DefaultMaxRequests {
			t.Errorf("%d requests", report.Requests)
		}
	})
}

func TestHostileAnswersAreJudged(t *testing.T) {
	for _, script := range scripts() {
		if _, err := Run(t.Context(), staged{}.options(t), scripted(script)); err != nil {
			t.Errorf("%q: %v", script, err)
		}
	}
	long := "Access-Control-Allow-Origin: https://" + strings.Repeat("a", 1<<20) + "\nAccess-Control-Allow-Methods: " + strings.Repeat("a,", 1<<18)
	if _, err := Run(t.Context(), staged{}.options(t), scripted(long)); err != nil {
		t.Error(err)
	}
}
