package explain_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// An answer from the HTTP cache belongs to no exchange of the fetch that it
// fails (HTTP-network-or-cache fetch, step 8.26), and is explained all the
// same.
func TestAnswersFromTheHTTPCacheAreExplained(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer fetchspec.HTTPResponse
		call   simulate.Call
		want   explain.Code
	}{
		{"no Allow-Origin", moved("http://other.test/"),
			simulate.Call{Origin: "http://app.test"}, explain.BrowserCacheWithoutAllowOrigin},
		{"HTTP fetch, step 6.3[1].1", moved("http://other.test/"),
			simulate.Call{Origin: "http://api.test", Redirect: "error"}, explain.RedirectModeError},
		{"HTTP-redirect fetch, step 5", moved("http://["),
			simulate.Call{Origin: "http://api.test"}, explain.LocationInvalid},
		{"HTTP-redirect fetch, step 6", moved("ftp://other.test/"),
			simulate.Call{Origin: "http://api.test"}, explain.LocationSchemeNotHTTP},
		{"HTTP-redirect fetch, step 9", moved("http://u:p@other.test/"),
			simulate.Call{Origin: "http://api.test"}, explain.LocationWithCredentials},
		{"main fetch, step 12[3]", moved("http://other.test/"),
			simulate.Call{Origin: "http://api.test", Mode: "same-origin"}, explain.SameOriginModeRedirectedAway},
		{"main fetch, step 20", fetchspec.HTTPResponse{Status: 200, HeaderList: fetchspec.HeaderList{
			{Name: "Content-Type", Value: "text/csv"}, {Name: "Cache-Control", Value: "max-age=1000"},
		}}, simulate.Call{Origin: "http://app.test", Mode: "no-cors", Destination: "script"}, explain.MIMETypeBlocked},
	} {
		t.Run(test.name, func(t *testing.T) {
			browser := &simulate.Browser{
				Network: once(&test.answer),
				Now:     func() time.Time { return time.Unix(1e9, 0) },
			}
			test.call.URL, test.call.Page = "http://api.test/", test.call.Origin+"/page"
			first := simulate.Call{URL: test.call.URL, Page: test.call.Page, Mode: "no-cors"}
			do(t, browser, first)
			result := do(t, browser, test.call)
			diagnosis := explain.Diagnose(result.Response, result.Trace)
			if len(diagnosis.Blockers) == 0 {
				t.Fatalf("no blockers, verdict %s", diagnosis.Verdict)
			}
			blocker := diagnosis.Blockers[0]
			if diff := cmp.Diff([2]any{test.want, -1}, [2]any{blocker.Code, blocker.Exchange}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func moved(location string) fetchspec.HTTPResponse {
	return fetchspec.HTTPResponse{Status: 301, HeaderList: fetchspec.HeaderList{
		{Name: "Location", Value: location}, {Name: "Cache-Control", Value: "max-age=1000"},
	}}
}

func do(t *testing.T, browser *simulate.Browser, call simulate.Call) *simulate.Result {
	t.Helper()
	result, err := browser.Do(context.Background(), call)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// once gives its answer to the first request, and none to later ones.
func once(answer *fetchspec.HTTPResponse) fetchspec.Exchanger {
	return exchangerFunc(func(request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		given := answer
		answer = nil
		if given == nil {
			return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureClosed, Err: context.Canceled}
		}
		return given, nil
	})
}

type exchangerFunc func(*fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error)

func (f exchangerFunc) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	return f(request)
}
