package fetchspec

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What Chromium, Firefox and WebKitGTK were seen to send.
func TestRepeatedHeadersGoOutAsEachEngineSendsThem(t *testing.T) {
	request := &Request{Method: "GET", HeaderList: HeaderList{
		{"X-A", "1"}, {"Content-Type", "text/plain"}, {"Authorization", "a"}, {"X-A", "2"},
		{"Content-Type", "text/html"}, {"Authorization", "b"},
	}}
	joined := HeaderList{{"X-A", "1, 2"}, {"Content-Type", "text/plain, text/html"}, {"Authorization", "a, b"}}
	chrome, firefox, safari := Chrome(), Firefox(), Safari()
	for name, engine := range map[string]*Engine{"standard": nil, "chrome": &chrome, "safari": &safari} {
		if diff := cmp.Diff(joined, HeadersOnTheWire(request, engine)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	want := HeaderList{{"X-A", "1, 2"}, {"Content-Type", "text/html"}, {"Authorization", "b"}}
	if diff := cmp.Diff(want, HeadersOnTheWire(request, &firefox)); diff != "" {
		t.Errorf("firefox without a body: %s", diff)
	}
	request.Method, request.Body = "POST", &Body{}
	want = HeaderList{{"X-A", "1, 2"}, {"Content-Type", "text/plain"}, {"Authorization", "b"}}
	if diff := cmp.Diff(want, HeadersOnTheWire(request, &firefox)); diff != "" {
		t.Errorf("firefox with a body: %s", diff)
	}
}

// What Chromium was seen to send.
func TestBlinkRewritesTheRangeOfAGET(t *testing.T) {
	chrome := Chrome()
	for value, want := range map[string]string{
		"bytes=00-01": "bytes=0-1", "BYTES=0-1": "bytes=0-1", "bytes=0-1,": "bytes=0-1", "bytes= 0-1": "bytes=0-1", "bytes=0 -1": "bytes=0-1",
		"bytes=0-": "bytes=0-", "bytes=-5": "bytes=-5", "bytes=1-2,4-5": "bytes=1-2,4-5", "bytes=": "bytes=", "bytes": "bytes",
		"items=0-1": "items=0-1", "bytes=2-1": "bytes=2-1",
	} {
		request := &Request{Method: "GET", HeaderList: HeaderList{{"Range", value}}}
		if got := HeadersOnTheWire(request, &chrome)[0].Value; got != want {
			t.Errorf("%q became %q, want %q", value, got, want)
		}
		if got := HeadersOnTheWire(request, nil)[0].Value; got != value {
			t.Errorf("the Standard made %q of %q", got, value)
		}
	}
}

func TestWebKitGTKSendsBytesAboveASCIIAsUTF8(t *testing.T) {
	safari := Safari()
	request := &Request{Method: "GET", HeaderList: HeaderList{{"Content-Type", "text/plain; x=\xe9"}}}
	if got, want := HeadersOnTheWire(request, &safari)[0].Value, "text/plain; x=\xc3\xa9"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRequestKeepsItsOwnHeaderList(t *testing.T) {
	chrome := Chrome()
	request := &Request{Method: "GET", HeaderList: HeaderList{{"Range", "bytes=00-01"}, {"X-A", "1"}, {"X-A", "2"}}}
	before := request.HeaderList.Clone()
	HeadersOnTheWire(request, &chrome)
	if diff := cmp.Diff(before, request.HeaderList); diff != "" {
		t.Error(diff)
	}
}
