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

// HTTP-redirect fetch, step 13, keeps Authorization from the origin that a
// redirect leads to, and a redirected preflight is never followed. A probe must
// not carry there what a browser would not.
func TestProbesCarryNoSecretWhereARedirectLeads(t *testing.T) {
	for _, test := range []struct {
		name     string
		location string
		header   simulate.HeaderField
		want     []string // what other hosts, or the target, were asked in probes
	}{
		{"Authorization to another host", "https://other.test/", simulate.HeaderField{Name: "Authorization", Value: "Bearer secret"},
			[]string{"OPTIONS https://other.test/"}},
		{"an API key to another host", "https://other.test/", simulate.HeaderField{Name: "X-API-Key", Value: "secret"},
			[]string{"OPTIONS https://other.test/"}},
		{"Authorization to the same host over plain http", "http://api.test/x", simulate.HeaderField{Name: "Authorization", Value: "Bearer secret"},
			[]string{"OPTIONS http://api.test/x"}},
		{"Content-Type to another host", "https://other.test/", simulate.HeaderField{Name: "Content-Type", Value: "application/json"},
			[]string{"OPTIONS https://other.test/", "GET https://other.test/"}},
		{"Authorization to the same host", "https://api.test/x/", simulate.HeaderField{Name: "Authorization", Value: "Bearer secret"},
			[]string{"OPTIONS https://api.test/x/", "GET https://api.test/x/"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var probed []string
			network := exchangerFunc(func(request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
				if request.Kind == fetchspec.ExchangeProbe {
					probed = append(probed, request.Method+" "+request.URL.String())
				}
				if request.URL.String() == "https://api.test/x" {
					return &fetchspec.HTTPResponse{Status: 302, HeaderList: fetchspec.HeaderList{{Name: "Location", Value: test.location}}}, nil
				}
				return &fetchspec.HTTPResponse{Status: 200, HeaderList: fetchspec.HeaderList{
					{Name: "Access-Control-Allow-Origin", Value: "http://app.test"},
					{Name: "Access-Control-Allow-Headers", Value: test.header.Name},
				}}, nil
			})
			browser := &simulate.Browser{Network: network, Now: func() time.Time { return time.Unix(1e9, 0) }}
			result := do(t, browser, simulate.Call{URL: "https://api.test/x", Origin: "http://app.test", Headers: []simulate.HeaderField{test.header}})
			explain.Diagnoser{Probe: network}.Diagnose(context.Background(), result.Response, result.Trace)
			if diff := cmp.Diff(test.want, probed); diff != "" {
				t.Error(diff)
			}
		})
	}
}
