package report

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"

	"github.com/google/go-cmp/cmp"
)

func TestByteStringsAreIsomorphicDecoded(t *testing.T) {
	var every []byte
	for i := range 256 {
		every = append(every, byte(i))
	}
	encoded, err := json.Marshal(ByteString(every))
	if err != nil {
		t.Fatal(err)
	}
	var decoded string
	if err := json.Unmarshal(encoded, &decoded); err != nil {
		t.Fatal(err)
	}
	units := []rune(decoded)
	if len(units) != 256 {
		t.Fatalf("%d code units", len(units))
	}
	for i, unit := range units {
		if unit != rune(i) {
			t.Errorf("byte %#x is %U", i, unit)
		}
	}
}

func TestNoHeadersAreAnEmptyList(t *testing.T) {
	encoded, err := json.Marshal(struct{ None, One HeaderList }{One: HeaderList{{"a", "\xe9"}, {"a", ""}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(encoded), `{"None":[],"One":[["a","é"],["a",""]]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBodies(t *testing.T) {
	tests := map[string]struct {
		body *fetchspec.ResponseBody
		want string
	}{
		"null":                     {nil, `{"body":null}`},
		"empty":                    {&fetchspec.ResponseBody{}, `{"body":""}`},
		"text":                     {&fetchspec.ResponseBody{Bytes: []byte("é<")}, `{"body":"é<"}`},
		"with a byte order mark":   {&fetchspec.ResponseBody{Bytes: []byte("\xef\xbb\xbfa")}, `{"bodyBase64":"77u/YQ=="}`},
		"no UTF-8":                 {&fetchspec.ResponseBody{Bytes: []byte{0xFF}}, `{"bodyBase64":"/w=="}`},
		"cut within a character":   {&fetchspec.ResponseBody{Bytes: []byte("a\xc3"), Truncated: true}, `{"bodyBase64":"YcM=","bodyTruncated":true}`},
		"broken off":               {&fetchspec.ResponseBody{Bytes: []byte("a"), Err: errors.New("cut")}, `{"body":"a","bodyError":"cut"}`},
		"broken off at the start":  {&fetchspec.ResponseBody{Err: errors.New("cut")}, `{"body":"","bodyError":"cut"}`},
		"truncated to nothing":     {&fetchspec.ResponseBody{Truncated: true}, `{"body":"","bodyTruncated":true}`},
		"a replacement character":  {&fetchspec.ResponseBody{Bytes: []byte("\uFFFD")}, "{\"body\":\"\uFFFD\"}"},
		"a byte order mark inside": {&fetchspec.ResponseBody{Bytes: []byte("a\ufeff")}, "{\"body\":\"a\ufeff\"}"},
	}
	build := builder{redact: &redactor{}}
	for name, test := range tests {
		var encoded strings.Builder
		encoder := json.NewEncoder(&encoded)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(build.content(test.body)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, strings.TrimSpace(encoded.String())); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestHiddenHeadersAreThoseReceivedAndNotReadable(t *testing.T) {
	report := sampleNamed(t, "allowed").report()
	if diff := cmp.Diff(HeaderList{{"Content-Type", "application/json"}}, report.Response.Headers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]ByteString{"Access-Control-Allow-Origin", "X-Total-Count", "Set-Cookie"}, report.Response.HiddenHeaders); diff != "" {
		t.Error(diff)
	}
	if report.Hidden != nil {
		t.Error("an allowed response is hidden")
	}
}

func TestOpaqueResponsesShowTheScriptNothing(t *testing.T) {
	response := sampleNamed(t, "opaque").report().Response
	want := &Response{Type: "opaque", Headers: HeaderList{}, HiddenHeaders: []ByteString{"Content-Type"}, Content: Content{Body: NullableText{Null: true, Present: true}}}
	if diff := cmp.Diff(want, response); diff != "" {
		t.Error(diff)
	}
	response = sampleNamed(t, "opaque redirect").report().Response
	if response.Type != "opaqueredirect" || response.Status != 0 || response.URL != "https://api.example.com/old" {
		t.Errorf("got %+v", response)
	}
}

func TestBlockedAnswersAreShownAsHidden(t *testing.T) {
	report := sampleNamed(t, "trailing slash").report()
	if report.Response.Type != "error" || report.Response.Status != 0 || len(report.Response.Headers) != 0 {
		t.Errorf("the script gets %+v", report.Response)
	}
	if report.Hidden == nil || report.Hidden.Status != 200 || report.Hidden.Body.Text != `{"secret":"plans"}` {
		t.Errorf("hidden is %+v", report.Hidden)
	}
}

func TestLongHiddenBodiesAreCutBetweenCharacters(t *testing.T) {
	sample := sampleNamed(t, "trailing slash")
	body := &sample.result.Trace.Exchanges[0].Response.Body
	body.Bytes = []byte("x" + strings.Repeat("é", 5000))
	body.Size = int64(len(body.Bytes))
	hidden := sample.report().Hidden
	if !hidden.BodyTruncated || hidden.BodySize != 10001 || hidden.Body.Text != "x"+strings.Repeat("é", 2047) {
		t.Errorf("truncated %v, size %d, %d bytes", hidden.BodyTruncated, hidden.BodySize, len(hidden.Body.Text))
	}
}

func TestXMLHttpRequestShowsNoType(t *testing.T) {
	sample := sampleNamed(t, "XMLHttpRequest")
	if kind := sample.report().Response.Type; kind != "" {
		t.Errorf("type %q", kind)
	}
	sample.result.Response = networkError("CORS check", "4", 0)
	if kind := sample.report().Response.Type; kind != "error" {
		t.Errorf("type %q", kind)
	}
}

func TestProbesComeLast(t *testing.T) {
	exchanges := sampleNamed(t, "several blockers").report().Exchanges
	if len(exchanges) != 2 || exchanges[0].Kind != "preflight" || exchanges[1].Kind != "probe" {
		t.Errorf("got %+v", exchanges)
	}
}

func TestTimesAreRoundedToHundredthsOfMilliseconds(t *testing.T) {
	got := timing(fetchspec.Timing{Connect: 1234567 * time.Nanosecond, Total: 1006 * time.Microsecond})
	if want := (Timing{Connect: 1.23, Total: 1.01}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestHeadersAreThoseReallySent(t *testing.T) {
	sample := sampleNamed(t, "allowed")
	sample.result.Trace.Exchanges[0].Response.SentHeaders = fetchspec.HeaderList{{Name: "host", Value: "really"}}
	if diff := cmp.Diff(HeaderList{{"host", "really"}}, sample.report().Exchanges[0].Request.Headers); diff != "" {
		t.Error(diff)
	}
}

func TestIDsThatAreNoJSONAreLeftOut(t *testing.T) {
	for id, want := range map[string]string{`{"a":[1]}`: `{"a":[1]}`, `null`: `null`, `{`: "", "": "", "1 2": ""} {
		if got := string(Invalid(json.RawMessage(id), "code", "message").ID); got != want {
			t.Errorf("%s: got %s", id, got)
		}
	}
}

func TestReportNeedsNeitherResponseNorTrace(t *testing.T) {
	result := &simulate.Result{Call: simulate.Call{URL: "not a URL", Origin: "null"}}
	for _, verdict := range []explain.Verdict{
		explain.VerdictAllowed, explain.VerdictBlocked, explain.VerdictOpaque, explain.VerdictFailed, explain.VerdictUnknown,
	} {
		report := New(result, explain.Diagnosis{Verdict: verdict}, Options{})
		for _, format := range Formats() {
			formatted(t, format.Name, report, TextOptions{Verbose: true})
		}
	}
}

func TestFormatsAreFoundByName(t *testing.T) {
	for _, format := range Formats() {
		if found, ok := FormatNamed(format.Name); !ok || found.About != format.About {
			t.Errorf("%s is not found", format.Name)
		}
	}
	if _, ok := FormatNamed("xml"); ok {
		t.Error("xml is found")
	}
}

func BenchmarkNew(b *testing.B) {
	sample := sampleNamed(b, "several blockers")
	for b.Loop() {
		sample.report()
	}
}

func BenchmarkWriteText(b *testing.B) {
	report := sampleNamed(b, "several blockers").report()
	for b.Loop() {
		if err := WriteText(discard{}, report, TextOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	report := sampleNamed(b, "several blockers").report()
	for b.Loop() {
		if err := WriteJSON(discard{}, report); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(text []byte) (int, error) { return len(text), nil }
