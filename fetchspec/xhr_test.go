package fetchspec

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestXMLHttpRequestThrowsWhereItsStandardDoes(t *testing.T) {
	tests := []struct {
		name   string
		change func(init *RequestInit)
		want   Step
	}{
		{"no method", func(init *RequestInit) { init.Method = " " }, Step{"open(method, url)", "2"}},
		{"a forbidden method", func(init *RequestInit) { init.Method = "connect" }, Step{"open(method, url)", "3"}},
		{"no URL", func(init *RequestInit) { init.URL = "http://" }, Step{"open(method, url)", "6"}},
		{"a method before a URL", func(init *RequestInit) { init.Method, init.URL = "TRACK", "http://" }, Step{"open(method, url)", "3"}},
		{"no header name", func(init *RequestInit) { init.Headers = []Header{{"", "x"}} }, Step{"setRequestHeader(name, value)", "4"}},
		{"no header value", func(init *RequestInit) { init.Headers = []Header{{"X-A", "a\x00b"}} }, Step{"setRequestHeader(name, value)", "4"}},
	}
	for _, test := range tests {
		_, _, failed := NewXMLHttpRequest(initFor(t, test.change))
		if failed == nil || failed.Step != test.want || failed.Exchange != -1 {
			t.Errorf("%s: got %+v, want %v", test.name, failed, test.want)
		}
		if failed != nil && failed.Step.URL() == "" {
			t.Errorf("%s: %v has no address", test.name, failed.Step)
		}
	}
}

func TestXMLHttpRequestCombinesRepeatedHeaders(t *testing.T) {
	request, dropped, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) {
		init.Method = "post"
		init.Headers = []Header{{"X-Test", "one"}, {"Sec-Foo", "x"}, {"x-test", " two "}, {"User-Agent", "x"}}
	}))
	if failed != nil {
		t.Fatal(failed)
	}
	if diff := cmp.Diff(HeaderList{{"X-Test", "one, two"}, {"User-Agent", "x"}}, request.HeaderList); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]DroppedHeader{{Header{"Sec-Foo", "x"}, DropForbidden}}, dropped); diff != "" {
		t.Error(diff)
	}
	if request.Method != "POST" || request.Mode != ModeCORS || request.InitiatorType != InitiatorXHR || !request.UnsafeRequest {
		t.Errorf("got %+v", request)
	}
}

func TestXMLHttpRequestTakesCredentialsFromURLAndFlag(t *testing.T) {
	request, _, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) {
		init.URL, init.WithCredentials = "https://user:pw@api.example/", true
	}))
	if failed != nil || request.CredentialsMode != CredentialsInclude || !request.UseURLCredentials {
		t.Errorf("got %+v, %v", request, failed)
	}
	request, _, _ = NewXMLHttpRequest(initFor(t, nil))
	if request.CredentialsMode != CredentialsSameOrigin || request.UseURLCredentials {
		t.Errorf("got %+v", request)
	}
}

func TestXMLHttpRequestIgnoresABodyOfGETAndHEAD(t *testing.T) {
	for _, method := range []string{"GET", "head"} {
		request, _, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) { init.Method, init.Body = method, text("x") }))
		if failed != nil || request.Body != nil || request.HeaderList.Contains("Content-Type") {
			t.Errorf("%s: got %+v, %v", method, request, failed)
		}
	}
}

func TestUploadListenersForceAPreflight(t *testing.T) {
	chrome := Chrome()
	tests := []struct {
		name   string
		method string
		body   *BodyInit
		engine *Engine
		want   bool
	}{
		{"a GET", "GET", nil, nil, true},
		{"a POST", "POST", text("x"), nil, true},
		{"a POST without a body", "POST", nil, nil, true},
		{"a GET in Blink", "GET", text("x"), &chrome, false},
		{"a POST in Blink", "POST", text("x"), &chrome, true},
		{"an empty body in Blink", "POST", text(""), &chrome, true},
		{"no body in Blink", "POST", nil, &chrome, false},
	}
	for _, test := range tests {
		request, _, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) {
			init.Method, init.Body, init.Engine, init.UploadListeners = test.method, test.body, test.engine, true
		}))
		if failed != nil || request.UseCORSPreflight != test.want || !request.UploadListeners {
			t.Errorf("%s: got %v, %v", test.name, request.UseCORSPreflight, failed)
		}
	}
}

// The rows with chrome are what Chromium was seen to send.
func TestTextThatXMLHttpRequestSendsSaysThatItIsUTF8(t *testing.T) {
	tests := []struct {
		body             BodyInitType
		given            string
		standard, chrome string
	}{
		{BodyInitText, "", "text/plain;charset=UTF-8", "text/plain;charset=UTF-8"},
		{BodyInitText, "text/plain;charset=ascii", "text/plain;charset=UTF-8", "text/plain;charset=UTF-8"},
		{BodyInitText, "text/plain", "text/plain", "text/plain"},
		{BodyInitText, "text/plain; charset=utf-8", "text/plain; charset=utf-8", "text/plain; charset=utf-8"},
		{BodyInitText, "text/x-pink-unicorn; charset=windows-1252; charset=bogus; notrelated; charset=ascii",
			"text/x-pink-unicorn;charset=UTF-8", "text/x-pink-unicorn; charset=UTF-8; charset=UTF-8; notrelated; charset=UTF-8"},
		{BodyInitText, "Text/Plain ;  Charset=\"ascii\" ; a=b", "text/plain;charset=UTF-8;a=b", "Text/Plain ;  Charset=\"UTF-8\" ; a=b"},
		{BodyInitText, "charset=ascii", "charset=ascii", "charset=ascii"},
		{BodyInitText, "text/plain, application/json;charset=x", "text/plain, application/json;charset=x", "text/plain, application/json;charset=x"},
		// "If body is a Document or a USVString": a URLSearchParams is neither.
		{BodyInitURLEncoded, "a/b;charset=x", "a/b;charset=x", "a/b;charset=x"},
		{BodyInitBytes, "text/plain;charset=ascii", "text/plain;charset=ascii", "text/plain;charset=ascii"},
		{BodyInitBytes, "", "", ""},
		{BodyInitBlob, "", "", ""},
		{BodyInitStream, "", "text/plain;charset=UTF-8", "text/plain;charset=UTF-8"},
	}
	chrome := Chrome()
	for _, test := range tests {
		for engine, want := range map[*Engine]string{nil: test.standard, &chrome: test.chrome} {
			request, _, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) {
				init.Method, init.Engine, init.Body = "POST", engine, &BodyInit{Bytes: []byte("x"), Type: test.body}
				if test.given != "" {
					init.Headers = []Header{{"Content-Type", test.given}}
				}
			}))
			if failed != nil {
				t.Fatal(failed)
			}
			if got, _ := request.HeaderList.Get("Content-Type"); got != want {
				t.Errorf("%s of %q (engine %v): got %q, want %q", test.body, test.given, engine != nil, got, want)
			}
		}
	}
}

func TestEmptyContentTypeOfTheScriptStays(t *testing.T) {
	for _, kind := range []BodyInitType{BodyInitText, BodyInitBlob, BodyInitFormData} {
		request, _, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) {
			init.Method, init.Headers, init.Body = "POST", []Header{{"Content-Type", " "}}, &BodyInit{Bytes: []byte("x"), Type: kind, BlobType: "a/b"}
		}))
		if failed != nil {
			t.Fatal(failed)
		}
		if diff := cmp.Diff(HeaderList{{"Content-Type", ""}}, request.HeaderList); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestStreamIsNoBodyForXMLHttpRequest(t *testing.T) {
	request, _, failed := NewXMLHttpRequest(initFor(t, func(init *RequestInit) {
		init.Method, init.Body = "POST", &BodyInit{Bytes: []byte("x"), Type: BodyInitStream}
	}))
	if failed != nil || string(request.Body.Bytes) != "[object ReadableStream]" || request.Body.Stream || request.UseCORSPreflight {
		t.Errorf("got %+v, %v", request, failed)
	}
}

func FuzzXHRCharset(f *testing.F) {
	for _, seed := range []string{"text/plain;charset=ascii", "a/b;charset", "a/b;charset=", "a/b; charset = \"x", "a/b;xcharset=y;charset='z'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, contentType string) {
		blink := Engine{RewritesXHRCharsetInPlace: true}
		for _, engine := range []*Engine{{}, &blink} {
			once := withUTF8(contentType, engine)
			if twice := withUTF8(once, engine); twice != once {
				t.Fatalf("%q became %q and then %q", contentType, once, twice)
			}
		}
	})
}
