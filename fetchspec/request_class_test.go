package fetchspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func text(body string) *BodyInit { return &BodyInit{Bytes: []byte(body)} }

func initFor(t *testing.T, change func(init *RequestInit)) RequestInit {
	t.Helper()
	init := RequestInit{URL: "https://api.example/x", Client: pageAt(t, "https://app.example/dir/page")}
	if change != nil {
		change(&init)
	}
	return init
}

func TestRequestOfAURLAloneHasTheDefaults(t *testing.T) {
	init := initFor(t, nil)
	request, dropped, failed := NewRequest(init)
	if failed != nil || len(dropped) > 0 {
		t.Fatalf("dropped %v, failed with %v", dropped, failed)
	}
	want := &Request{
		Method: "GET", UnsafeRequest: true, Client: init.Client, InitiatorType: InitiatorFetch, Origin: init.Client.Origin,
		Referrer: Referrer{Keyword: ReferrerClient}, Mode: ModeCORS, CredentialsMode: CredentialsSameOrigin, CacheMode: CacheDefault,
		RedirectMode: RedirectFollow, ResponseTainting: TaintingBasic,
	}
	if diff := cmp.Diff(want, request, cmpopts.IgnoreFields(Request{}, "URLList", "Client")); diff != "" {
		t.Error(diff)
	}
	if got := request.URL().String(); got != init.URL {
		t.Errorf("the URL is %s", got)
	}
}

func TestURLIsRelativeToThePage(t *testing.T) {
	request, _, failed := NewRequest(initFor(t, func(init *RequestInit) { init.URL = "../y?z" }))
	if failed != nil || request.URL().String() != "https://app.example/y?z" {
		t.Errorf("got %v, %v", request, failed)
	}
}

func TestConstructorThrowsWhereTheStandardDoes(t *testing.T) {
	referrer := func(value string) *string { return &value }
	tests := []struct {
		name    string
		change  func(init *RequestInit)
		want    Step
		within  string
		subject string
	}{
		{"no URL", func(init *RequestInit) { init.URL = "http://[" }, Step{"new Request(input, init)", "5.2"}, "", "http://["},
		{"a password", func(init *RequestInit) { init.URL = "https://:p@api.example/" }, Step{"new Request(input, init)", "5.3"}, "", "https://:p@api.example/"},
		{"a bad referrer", func(init *RequestInit) { init.Referrer = referrer("http://[") }, Step{"new Request(input, init)", "14.3.2"}, "", "http://["},
		{"mode navigate", func(init *RequestInit) { init.Mode = ModeNavigate }, Step{"new Request(input, init)", "17"}, "", "navigate"},
		{"only-if-cached across origins", func(init *RequestInit) { init.Cache = CacheOnlyIfCached }, Step{"new Request(input, init)", "21"}, "", "cors"},
		{"no method", func(init *RequestInit) { init.Method = "GE T" }, Step{"new Request(input, init)", "25.2"}, "", "GE T"},
		{"a forbidden method", func(init *RequestInit) { init.Method = "trace" }, Step{"new Request(input, init)", "25.2"}, "", "trace"},
		{"PUT in no-cors", func(init *RequestInit) { init.Method, init.Mode = "put", ModeNoCORS }, Step{"new Request(input, init)", "32.1"}, "", "PUT"},
		{"no header name", func(init *RequestInit) { init.Headers = []Header{{"X A", "1"}} }, Step{"validate", "1"}, "33.5", "X A"},
		{"no header value", func(init *RequestInit) { init.Headers = []Header{{"X-A", "a\nb"}} }, Step{"validate", "1"}, "33.5", "X-A"},
		{"a forbidden header that is none", func(init *RequestInit) { init.Headers = []Header{{"Cookie", "a\x00"}} }, Step{"validate", "1"}, "33.5", "Cookie"},
		{"a body of GET", func(init *RequestInit) { init.Body = text("") }, Step{"new Request(input, init)", "35"}, "", "GET"},
		{"a body of HEAD", func(init *RequestInit) { init.Method, init.Body = "head", text("x") }, Step{"new Request(input, init)", "35"}, "", "HEAD"},
		{"a stream with keepalive", func(init *RequestInit) {
			init.Method, init.Keepalive, init.Body = "POST", true, &BodyInit{Type: BodyInitStream}
		}, Step{"extract", "10[7]"}, "37.1", "keepalive"},
		{"a stream in no-cors", func(init *RequestInit) {
			init.Method, init.Mode, init.Body = "POST", ModeNoCORS, &BodyInit{Type: BodyInitStream}
		}, Step{"new Request(input, init)", "39.2"}, "", "no-cors"},
		{"a header before the body", func(init *RequestInit) {
			init.Headers, init.Body = []Header{{"", ""}}, text("x")
		}, Step{"validate", "1"}, "33.5", ""},
		{"an unknown mode", func(init *RequestInit) { init.Mode = "CORS" }, Step{"Web IDL enumeration", "2"}, "", "CORS"},
		{"unknown credentials", func(init *RequestInit) { init.Credentials = "yes" }, Step{"Web IDL enumeration", "2"}, "", "yes"},
		{"an unknown cache", func(init *RequestInit) { init.Cache = "x" }, Step{"Web IDL enumeration", "2"}, "", "x"},
		{"an unknown redirect", func(init *RequestInit) { init.Redirect = "x" }, Step{"Web IDL enumeration", "2"}, "", "x"},
		{"an unknown referrer policy, before a bad URL", func(init *RequestInit) {
			init.URL, init.ReferrerPolicy = "http://[", "x"
		}, Step{"Web IDL enumeration", "2"}, "", "x"},
	}
	for _, test := range tests {
		request, _, failed := NewRequest(initFor(t, test.change))
		if failed == nil || request != nil {
			t.Errorf("%s: no failure", test.name)
			continue
		}
		if failed.Step != test.want || failed.Within.Number != test.within || failed.Subject != test.subject || failed.Exchange != -1 {
			t.Errorf("%s: got %+v", test.name, failed)
		}
	}
}

func TestForbiddenHeadersAreDroppedWithAReason(t *testing.T) {
	chrome := Chrome()
	init := initFor(t, func(init *RequestInit) {
		init.Headers = []Header{{"X-A", " 1\t"}, {"Cookie", "a=b"}, {"User-Agent", "x"}, {"x-a", "2"}, {"X-HTTP-Method-Override", "TRACE"}}
		init.Engine = &chrome
	})
	request, dropped, failed := NewRequest(init)
	if failed != nil {
		t.Fatal(failed)
	}
	if diff := cmp.Diff(HeaderList{{"X-A", "1"}, {"X-A", "2"}}, request.HeaderList); diff != "" {
		t.Error(diff)
	}
	want := []DroppedHeader{
		{Header{"Cookie", "a=b"}, DropForbidden}, {Header{"User-Agent", "x"}, DropIgnored}, {Header{"X-HTTP-Method-Override", "TRACE"}, DropForbidden},
	}
	if diff := cmp.Diff(want, dropped); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"X-A"}, request.AuthorHeaderNames); diff != "" {
		t.Error(diff)
	}
	init.Engine = nil
	request, _, _ = NewRequest(init)
	if !request.HeaderList.Contains("User-Agent") {
		t.Error("the Standard drops User-Agent")
	}
}

func TestNoCORSGuardJudgesTheJoinedValue(t *testing.T) {
	long := strings.Repeat("a", 100)
	request, dropped, failed := NewRequest(initFor(t, func(init *RequestInit) {
		init.Mode = ModeNoCORS
		init.Headers = []Header{{"Accept", long}, {"accept", long}, {"Range", "bytes=0-1"}, {"X-A", "1"}, {"Authorization", "x"}, {"Content-Language", "en"}}
	}))
	if failed != nil {
		t.Fatal(failed)
	}
	if diff := cmp.Diff(HeaderList{{"Accept", long}, {"Content-Language", "en"}}, request.HeaderList); diff != "" {
		t.Error(diff)
	}
	want := []DroppedHeader{
		{Header{"accept", long}, DropNoCORS}, {Header{"Range", "bytes=0-1"}, DropNoCORS}, {Header{"X-A", "1"}, DropNoCORS}, {Header{"Authorization", "x"}, DropNoCORS},
	}
	if diff := cmp.Diff(want, dropped); diff != "" {
		t.Error(diff)
	}
}

func TestReferrerOfAnotherOriginCountsAsThePage(t *testing.T) {
	client := Referrer{Keyword: ReferrerClient}
	for given, want := range map[string]Referrer{
		"": {Keyword: ReferrerNone}, "about:client": client, "https://other.example/": client, "bogus:x": client, "http://app.example/": client,
	} {
		request, _, failed := NewRequest(initFor(t, func(init *RequestInit) { init.Referrer = &given }))
		if failed != nil || request.Referrer != want {
			t.Errorf("%q: got %+v, %v", given, request.Referrer, failed)
		}
	}
	for given, want := range map[string]string{"/rel": "https://app.example/rel", "https://app.example/a#b": "https://app.example/a#b"} {
		request, _, failed := NewRequest(initFor(t, func(init *RequestInit) { init.Referrer = &given }))
		if failed != nil || request.Referrer.URL == nil || request.Referrer.URL.String() != want {
			t.Errorf("%q: got %+v, %v", given, request.Referrer, failed)
		}
	}
}

func TestBodyBringsAContentTypeUnlessTheScriptSetsOne(t *testing.T) {
	stream := "[object ReadableStream]"
	firefox, safari := Firefox(), Safari()
	tests := []struct {
		name    string
		mode    Mode
		headers []Header
		body    BodyInit
		engine  *Engine
		bytes   string
		want    string // Content-Type; "" for none
	}{
		{name: "text", body: BodyInit{Bytes: []byte("é")}, bytes: "é", want: "text/plain;charset=UTF-8"},
		{name: "no text", body: BodyInit{Bytes: []byte{}}, want: "text/plain;charset=UTF-8"},
		{name: "bytes", body: BodyInit{Bytes: []byte{0xff}, Type: BodyInitBytes}, bytes: "\xff"},
		{name: "a Blob", body: BodyInit{Bytes: []byte("b"), Type: BodyInitBlob}, bytes: "b"},
		{name: "a typed Blob", body: BodyInit{Type: BodyInitBlob, BlobType: "Text/PLAIN;charset=X"}, want: "text/plain;charset=x"},
		{name: "a Blob with a type that is none", body: BodyInit{Type: BodyInitBlob, BlobType: "text/\xe9"}},
		{name: "URLSearchParams", body: BodyInit{Bytes: []byte("?a=b c&&d=%C3%A9+%26&*"), Type: BodyInitURLEncoded},
			bytes: "a=b+c&d=%C3%A9+%26&*=", want: "application/x-www-form-urlencoded;charset=UTF-8"},
		{name: "a FormData", body: BodyInit{Bytes: []byte("1\n2\r3\r\n4"), Type: BodyInitFormData, Boundary: "xyz"},
			bytes: "--xyz\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\n1\r\n2\r\n3\r\n4\r\n--xyz--\r\n", want: "multipart/form-data; boundary=xyz"},
		{name: "the script's type", headers: []Header{{"content-type", "application/json"}}, body: BodyInit{Bytes: []byte("{}")}, bytes: "{}", want: "application/json"},
		{name: "an unsafe type dropped in no-cors", mode: ModeNoCORS, headers: []Header{{"Content-Type", "text/html"}}, body: BodyInit{}, want: "text/plain;charset=UTF-8"},
		{name: "an unsafe Blob in no-cors", mode: ModeNoCORS, body: BodyInit{Type: BodyInitBlob, BlobType: "image/png"}},
		{name: "an unsafe Blob in no-cors in WebKit", mode: ModeNoCORS, engine: &safari, body: BodyInit{Type: BodyInitBlob, BlobType: "image/png"}, want: "image/png"},
		{name: "a stream", body: BodyInit{Bytes: []byte("s"), Type: BodyInitStream}, bytes: "s"},
		{name: "a stream in Gecko", engine: &firefox, body: BodyInit{Bytes: []byte("s"), Type: BodyInitStream}, bytes: stream, want: "text/plain;charset=UTF-8"},
	}
	for _, test := range tests {
		request, _, failed := NewRequest(initFor(t, func(init *RequestInit) {
			init.Method, init.Mode, init.Headers, init.Body, init.Engine = "POST", test.mode, test.headers, &test.body, test.engine
		}))
		if failed != nil {
			t.Errorf("%s: %v", test.name, failed)
			continue
		}
		contentType, _ := request.HeaderList.Get("Content-Type")
		if contentType != test.want || string(request.Body.Bytes) != test.bytes {
			t.Errorf("%s: got %q of type %q, want %q of %q", test.name, request.Body.Bytes, contentType, test.bytes, test.want)
		}
		isStream := test.body.Type == BodyInitStream && test.engine == nil
		if request.Body.Stream != isStream || request.UseCORSPreflight != isStream {
			t.Errorf("%s: stream %v, forced preflight %v", test.name, request.Body.Stream, request.UseCORSPreflight)
		}
	}
}

func TestWebKitThrowsForAStream(t *testing.T) {
	safari := Safari()
	_, _, failed := NewRequest(initFor(t, func(init *RequestInit) {
		init.Method, init.Body, init.Engine = "POST", &BodyInit{Type: BodyInitStream}, &safari
	}))
	if failed == nil || failed.Departure != "StreamBody" {
		t.Errorf("got %+v", failed)
	}
}

func TestBoundaryThatIsNotGivenDependsOnTheBody(t *testing.T) {
	boundaries := map[string]bool{}
	for _, body := range []string{"1", "2", "1"} {
		boundaries[BodyInit{Bytes: []byte(body)}.boundary()] = true
	}
	if len(boundaries) != 2 {
		t.Errorf("the boundaries are %v", boundaries)
	}
}

func TestElementRequestIsNoUnsafeRequest(t *testing.T) {
	safari := Safari()
	init := ElementInit{URL: mustParseURL(t, "https://cdn.example/f.woff2"), Client: pageAt(t, "https://app.example/"),
		Destination: "font", Mode: ModeCORS, Credentials: CredentialsSameOrigin}
	request := NewElementRequest(init)
	if request.UnsafeRequest || !request.UseURLCredentials || request.Mode != ModeCORS || request.Origin != init.Client.Origin {
		t.Errorf("got %+v", request)
	}
	init.Engine = &safari
	if got := NewElementRequest(init).Mode; got != ModeNoCORS {
		t.Errorf("WebKitGTK's mode is %s", got)
	}
}

func TestDefaultHeadersFollowTheDestination(t *testing.T) {
	profile := Profile{AcceptLanguage: "en"}
	for destination, want := range map[Destination]string{
		"": "*/*", "script": "*/*", "font": "*/*", "style": "text/css,*/*;q=0.1", "json": "application/json,*/*;q=0.5",
		"text": "text/plain,*/*;q=0.5", "image": "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
		"document": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "iframe": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
	} {
		request := &Request{Destination: destination}
		SetDefaultHeaders(request, profile)
		if diff := cmp.Diff(HeaderList{{"Accept", want}, {"Accept-Language", "en"}}, request.HeaderList); diff != "" {
			t.Errorf("%q: %s", destination, diff)
		}
	}
	request := &Request{HeaderList: HeaderList{{"accept", "a/b"}, {"ACCEPT-LANGUAGE", "de"}}}
	SetDefaultHeaders(request, profile)
	if len(request.HeaderList) != 2 {
		t.Errorf("the script's own were overridden: %v", request.HeaderList)
	}
}
