package explain_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// HTTP-network fetch, step 8.3, gives up before anything is sent: there is no
// exchange that a browser could print anything about.
func TestAStreamThatWasNeverSentIsDiagnosedForEveryBrowser(t *testing.T) {
	page, err := fetchspec.ParseURL("http://app.test/")
	if err != nil {
		t.Fatal(err)
	}
	network := exchangerFunc(func(*fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureStreamOverHTTP1, Err: errors.New("HTTP/1.1")}
	})
	for _, engine := range []fetchspec.Engine{fetchspec.Standard(), fetchspec.Chrome(), fetchspec.Firefox(), fetchspec.Safari()} {
		request := &fetchspec.Request{
			Method: "POST", Body: &fetchspec.Body{Stream: true}, URLList: []*fetchspec.URL{page}, Origin: page.Origin(),
			Client: &fetchspec.Client{URL: page, Origin: page.Origin(), TopLevelOrigin: page.Origin()},
			Mode:   fetchspec.ModeCORS, CredentialsMode: fetchspec.CredentialsSameOrigin, RedirectMode: fetchspec.RedirectFollow,
		}
		ua := &fetchspec.UserAgent{Network: network, Now: time.Now, Engine: engine}
		response, trace := ua.Fetch(context.Background(), request)
		diagnosis := explain.Diagnose(response, trace)
		if len(diagnosis.Blockers) != 1 || diagnosis.Blockers[0].Code != explain.StreamNeedsHTTP2 {
			t.Errorf("%s: %+v", engine.Name, diagnosis.Blockers)
		}
	}
}
