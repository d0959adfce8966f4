package explain_test

import (
	"strings"
	"testing"

	"corsplain/explain"
)

func TestDisagreementSaysWhatEachBrowserDoes(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`Chrome follows no redirect with a password in it, in any mode.
-- request --
GET https://api.example/me
origin: https://app.example
mode: no-cors
probes: none
-- response https://api.example/me --
302 Found
Location: https://user:secret@api.example/you
-- response --
200 OK
`, "the Standard hides the response from the page, Chrome blocks it."},
		{`Without Location there is nothing to follow, and Chrome and Safari take it as it is.
-- request --
GET https://api.example/me
origin: https://app.example
redirect: error
-- response --
302 Found
Access-Control-Allow-Origin: *
`, "the Standard blocks it, Chrome and Safari allow it."},
	} {
		parsed, diagnosis, _ := diagnoseCase(t, []byte(test.text))
		found := ""
		for _, warning := range diagnosis.Warnings {
			if warning.Code == explain.EnginesDiffer {
				found = warning.Summary
			}
		}
		if !strings.HasSuffix(found, test.want) {
			t.Errorf("%s\ngot %q, want %q", parsed.Comment, found, test.want)
		}
	}
}
