package simulate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/simulate"
)

func TestParseCallReadsEveryField(t *testing.T) {
	referrer := "https://app.example/from"
	got, err := simulate.ParseCall([]byte(`{
		"id": {"a": [1, null]}, "url": "https://api.example/", "page": "https://app.example/p", "origin": "https://app.example",
		"method": "put", "headers": [["X-A", "b"], ["X-A", "\u00e9\u0000"]], "body": "h\u00e9", "bodyType": "blob", "blobType": "a/b",
		"mode": "no-cors", "credentials": "include", "redirect": "manual", "cache": "no-store",
		"referrer": "https://app.example/from", "referrerPolicy": "unsafe-url", "integrity": "sha256-x", "keepalive": true,
		"api": "xhr", "withCredentials": true, "uploadListeners": true, "destination": "image", "embedderPolicy": "require-corp",
		"cookies": ["a=b; Secure"], "timeoutMs": 1500, "bodyTimeoutMs": 20, "op": "setCookie", "cookie": "c=d"}`))
	if err != nil {
		t.Fatal(err)
	}
	want := simulate.Call{
		ID: json.RawMessage(`{"a": [1, null]}`), URL: "https://api.example/", Page: "https://app.example/p", Origin: "https://app.example",
		Method: "put", Headers: []simulate.HeaderField{{Name: "X-A", Value: "b"}, {Name: "X-A", Value: "\xe9\x00"}},
		Body: []byte("h\u00e9"), BodyType: simulate.BodyBlob, BlobType: "a/b",
		Mode: "no-cors", Credentials: "include", Redirect: "manual", Cache: "no-store",
		Referrer: &referrer, ReferrerPolicy: "unsafe-url", Integrity: "sha256-x", Keepalive: true,
		API: simulate.APIXHR, WithCredentials: true, UploadListeners: true, Destination: "image", EmbedderPolicy: "require-corp",
		Cookies: []string{"a=b; Secure"}, TimeoutMs: 1500, BodyTimeoutMs: 20, Op: simulate.OpSetCookie, Cookie: "c=d",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseCallTakesHeadersAsAnObjectInOrder(t *testing.T) {
	got, err := simulate.ParseCall([]byte(`{"url":"u","headers":{"Z":"1","a":"2"},"bodyBase64":"AP8=","mode":null,"id":null}`))
	if err != nil {
		t.Fatal(err)
	}
	want := simulate.Call{ID: json.RawMessage("null"), URL: "u", Headers: []simulate.HeaderField{{Name: "Z", Value: "1"}, {Name: "a", Value: "2"}}, Body: []byte{0, 0xFF}, BodyType: simulate.BodyBytes}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseCallTellsAnEmptyBodyFromNone(t *testing.T) {
	for object, want := range map[string]bool{`{}`: false, `{"body":null}`: false, `{"body":""}`: true, `{"bodyBase64":""}`: true} {
		got, err := simulate.ParseCall([]byte(object))
		if err != nil || (got.Body != nil) != want {
			t.Errorf("%s: body %#v, %v", object, got.Body, err)
		}
	}
}

func TestParseCallNamesWhatIsWrong(t *testing.T) {
	for _, test := range []struct{ object, want string }{
		{``, "request object: it is not JSON: it ends too soon"},
		{`{`, "request object: it is not JSON: it ends too soon"},
		{`{"url":"u"`, "request object: it is not JSON: it ends too soon"},
		{`nonsense`, "request object: it is not JSON: invalid character 'o' in literal null (expecting 'u') at byte 2"},
		{`[]`, "request object: it is not a JSON object"},
		{`"url"`, "request object: it is not a JSON object"},
		{`{} {}`, "request object: something follows the object"},
		{"{\"url\":\"\xff\"}", "request object: it is not UTF-8"},
		{`{"metod":"GET"}`, "metod: there is no such field"},
		{`{"URL":"u"}`, "URL: there is no such field"},
		{`{"url":"u","url":"v"}`, "url: it is given twice"},
		{`{"url":1}`, "url: it must be a string"},
		{`{"keepalive":"yes"}`, "keepalive: it must be true or false"},
		{`{"timeoutMs":-1}`, "timeoutMs: it must be a whole number of milliseconds"},
		{`{"timeoutMs":1.5}`, "timeoutMs: it must be a whole number of milliseconds"},
		{`{"api":"axios"}`, `api "axios": it must be one of "fetch", "xhr"`},
		{`{"headers":"a"}`, "headers: it must be a list of [name, value] pairs, or an object"},
		{`{"headers":[["a"]]}`, "headers: item 0 must be a [name, value] pair of strings"},
		{`{"headers":{"a":1}}`, `headers: the value of "a" must be a string`},
		{`{"headers":{"a":null}}`, `headers: the value of "a" must be a string`},
		{`{"bodyBase64":"%"}`, "bodyBase64: it must be a string in base64"},
		{`{"bodyBase64":[1]}`, "bodyBase64: it must be a string in base64"},
		{`{"body":"a","bodyBase64":"YQ=="}`, "bodyBase64: there is a body already; give one of the two"},
		{`{"cookies":"a=b"}`, "cookies: it must be a list of strings"},
	} {
		_, err := simulate.ParseCall([]byte(test.object))
		if err == nil || err.Error() != test.want {
			t.Errorf("%s\n got %v\nwant %s", test.object, err, test.want)
		}
	}
}

func TestWhatFetchItselfRefusesIsLeftToIt(t *testing.T) {
	for _, test := range []struct{ object, refused string }{
		{`{"headers":[["a","\u20ac"]]}`, "headers"},
		{`{"method":""}`, "method"},
		{`{"credentials":""}`, "credentials"},
		{`{"mode":"nocors"}`, ""},
	} {
		call, err := simulate.ParseCall([]byte(test.object))
		if err != nil || call.Refused != test.refused {
			t.Errorf("%s: refused %q, error %v; want %q", test.object, call.Refused, err, test.refused)
		}
	}
}

func TestBytesThatAreATextAreWrittenAsOne(t *testing.T) {
	written, err := json.Marshal(simulate.Call{URL: "https://api.example/", Body: []byte{0xFF}})
	if err != nil {
		t.Fatal(err)
	}
	call, err := simulate.ParseCall(written)
	if err != nil || call.BodyType != simulate.BodyText {
		t.Errorf("%s: body type %q, error %v", written, call.BodyType, err)
	}
}

func TestEveryFieldWithValuesIsAField(t *testing.T) {
	for _, field := range simulate.CallFields() {
		for _, value := range simulate.CallFieldValues(field) {
			object, _ := json.Marshal(map[string]string{field: value})
			if _, err := simulate.ParseCall(object); err != nil {
				t.Errorf("%s: %v", object, err)
			}
		}
	}
}

func FuzzCallSurvivesARoundTrip(f *testing.F) {
	f.Add(`{"url":"https://api.example/","headers":[["X","\u00ff"]],"body":"x","referrer":""}`)
	f.Add(`{"id":[1],"headers":{"a":"b"},"bodyBase64":"/w==","cookies":["a"],"timeoutMs":9}`)
	f.Add(strings.Repeat("[", 200))
	f.Fuzz(func(t *testing.T, object string) {
		call, err := simulate.ParseCall([]byte(object))
		if err != nil {
			return
		}
		if call.Refused != "" {
			return // what is refused has no value to write
		}
		written, err := json.Marshal(call)
		if err != nil {
			t.Fatal(err)
		}
		again, err := simulate.ParseCall(written)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		normalize := func(call simulate.Call) simulate.Call {
			call.ID = nil // the same value, perhaps written more compactly
			if len(call.Headers) == 0 {
				call.Headers = nil
			}
			if len(call.Cookies) == 0 {
				call.Cookies = nil
			}
			return call
		}
		if diff := cmp.Diff(normalize(call), normalize(again)); diff != "" {
			t.Fatalf("%s\n%s", written, diff)
		}
	})
}
