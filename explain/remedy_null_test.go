package explain_test

import (
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// "null" is the origin of every sandboxed page and local file: whatever the
// server has meant to say, no remedy says it.
func TestNoRemedyAllowsNull(t *testing.T) {
	for name, list := range map[string]fetchspec.HeaderList{
		"twice":      {{Name: "Access-Control-Allow-Origin", Value: "null"}, {Name: "Access-Control-Allow-Origin", Value: "null"}},
		"misspelled": {{Name: "Access-Control-Allow-Orgin", Value: "null"}},
		"alone":      {{Name: "Access-Control-Allow-Origin", Value: "null"}},
		"absent":     {},
	} {
		for _, credentials := range []string{"omit", "include"} {
			for _, origin := range []string{"null", "http://app.test"} {
				network := exchangerFunc(func(*fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
					return &fetchspec.HTTPResponse{Status: 200, HeaderList: list}, nil
				})
				result := do(t, &simulate.Browser{Network: network}, simulate.Call{URL: "http://api.test/", Origin: origin, Credentials: credentials})
				for _, remedy := range explain.Diagnose(result.Response, result.Trace).Remedies {
					for _, change := range remedy.Change {
						if change.Value == "null" {
							t.Errorf("%s, credentials %s, origin %s: %+v", name, credentials, origin, remedy)
						}
					}
				}
			}
		}
	}
}

// Methods are compared letter by letter (CORS-preflight fetch, step 7.5), so
// the spelling that other pages use has to stay in the list.
func TestAllowingAMethodsSpellingKeepsTheOther(t *testing.T) {
	network := exchangerFunc(func(*fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		return &fetchspec.HTTPResponse{Status: 200, HeaderList: fetchspec.HeaderList{
			{Name: "Access-Control-Allow-Origin", Value: "http://app.test"}, {Name: "Access-Control-Allow-Methods", Value: "PUT, PATCH"},
		}}, nil
	})
	result := do(t, &simulate.Browser{Network: network}, simulate.Call{URL: "http://api.test/", Origin: "http://app.test", Method: "patch"})
	for _, remedy := range explain.Diagnose(result.Response, result.Trace).Remedies {
		if remedy.Target == explain.TargetPreflight && remedy.Change[0].Value != "PUT, PATCH, patch" {
			t.Errorf("got %+v", remedy)
		}
	}
}
