package intake_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/internal/intake"
	"corsplain/simulate"
)

func TestFilesAreReadOnlyWhenThatIsAllowed(t *testing.T) {
	files := map[string]string{
		"body": "a=1\r\nb=2\n", "headers": "X-A: 1\n\nX-B: 2\n",
		"cookies": "api.example.com\tFALSE\t/\tTRUE\t0\tsid\tabc\nother.example\tFALSE\t/\tTRUE\t0\tno\tno\n",
	}
	read := func(name string) ([]byte, error) {
		content, exists := files[name]
		if !exists {
			return nil, errors.New("there is no file " + name)
		}
		return []byte(content), nil
	}
	const url = " https://api.example.com/x"
	for command, want := range map[string]string{
		"curl -d @body" + url:            `{"method":"POST","headers":[["Content-Type","application/x-www-form-urlencoded"]],"body":"a=1b=2"`,
		"curl --data-binary @body" + url: `{"method":"POST","headers":[["Content-Type","application/x-www-form-urlencoded"]],"body":"a=1\r\nb=2\n"`,
		"curl -T body" + url:             `{"method":"PUT","bodyType":"blob","body":"a=1\r\nb=2\n"`,
		"curl -H @headers" + url:         `{"method":"GET","headers":[["X-A","1"],["X-B","2"]]`,
		"curl -b cookies" + url:          `{"method":"GET","credentials":"include","cookies":["sid=abc; Path=/; Secure; SameSite=None"]`,
	} {
		options := intake.Options{Origin: "https://app.example.com", ReadFile: read}
		_, err := intake.ParseCurl(command, options)
		var fault *intake.SyntaxError
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v, want a refusal", command, err)
		}
		options.AllowFiles = true
		imported, err := intake.ParseCurl(command, options)
		if err != nil {
			t.Errorf("%s: %v", command, err)
			continue
		}
		diffCalls(t, want+`,"url":"https://api.example.com/x","origin":"https://app.example.com"}`, imported.Calls[0].Call)
	}
	options := intake.Options{Origin: "https://app.example.com", ReadFile: read, AllowFiles: true}
	if _, err := intake.ParseCurl("curl -d @missing"+url, options); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestConnectionOptionsAreTaken(t *testing.T) {
	words := []string{
		"-k", "--resolve", "api.example.com:443:127.0.0.1", "--connect-to", "::localhost:8443", "-x", "http://proxy.example:3128",
		"--http1.1", "-4", "--max-time", "1.5", "https://api.example.com/x", "-H", "Origin: https://app.example.com",
	}
	imported, err := intake.ParseCurlArgs(words, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	call := imported.Calls[0]
	want := intake.NetworkOptions{
		Insecure: true, Resolve: []string{"api.example.com:443:127.0.0.1"}, ConnectTo: []string{"::localhost:8443"},
		Proxy: "http://proxy.example:3128", HTTPVersion: "1.1", IPVersion: 4,
	}
	if diff := cmp.Diff(want, call.Network); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if call.Call.TimeoutMs != 1500 {
		t.Errorf("the time limit is %d ms", call.Call.TimeoutMs)
	}
}

func TestTheCommandLineReplacesThePage(t *testing.T) {
	const command = "curl https://api.example.com/x -H 'Origin: https://app.example.com' -H 'Cookie: a=1'"
	imported, err := intake.ParseCurl(command, intake.Options{Origin: "null", Credentials: "omit"})
	if err != nil {
		t.Fatal(err)
	}
	call := imported.Calls[0].Call
	if call.Origin != "null" || call.Credentials != "omit" {
		t.Errorf("origin %s, credentials %s", call.Origin, call.Credentials)
	}
}

func TestWhatTheBrowserSaysOfItselfIsKept(t *testing.T) {
	const command = `curl https://api.example.com/x -H 'Origin: https://app.example.com' -H 'User-Agent: Mozilla/5.0 X' -H 'Accept-Language: de'`
	imported, err := intake.ParseCurl(command, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	call := imported.Calls[0]
	if call.Profile.UserAgent != "Mozilla/5.0 X" || call.Profile.AcceptLanguage != "de" {
		t.Errorf("%+v", call.Profile)
	}
	if diff := cmp.Diff([]simulate.HeaderField(nil), call.Call.Headers); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
