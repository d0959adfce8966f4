package report

import (
	"bytes"
	"strings"
	"testing"

	"corsplain/simulate"

	"github.com/dop251/goja"
	"github.com/google/go-cmp/cmp"
)

// recorder stands in for a page: it notes what a script calls.
const recorder = `
var calls = [];
var units = text => Array.from(text, c => c.charCodeAt(0));
var console = {log() {}};
class Blob { constructor(parts, options) { this.parts = parts; this.type = options && options.type; this.kind = "Blob"; } stream() { this.kind = "stream"; return this; } }
class URLSearchParams { constructor(text) { this.kind = "URLSearchParams"; this.text = text; } }
class FormData { constructor() { this.kind = "FormData"; this.fields = []; } append(name, value) { this.fields.push([name, value]); } }
function fetch(url, init) { calls.push(["fetch", url, init || null]); }
class XMLHttpRequest {
  constructor() { this.upload = {set onprogress(f) { calls.push(["upload.onprogress"]); }}; }
  set withCredentials(value) { calls.push(["withCredentials", value]); }
  open(method, url) { calls.push(["open", method, url]); }
  setRequestHeader(name, value) { calls.push(["setRequestHeader", name, units(value)]); }
  send(body) { calls.push(["send", body instanceof Uint8Array ? Array.from(body) : body === undefined ? null : body]); }
}`

// calledBy runs the script that a call is written as, and returns the calls it
// makes, as JSON.
func calledBy(t *testing.T, call simulate.Call) string {
	t.Helper()
	var script bytes.Buffer
	made := sample{result: &simulate.Result{Call: call}, options: Options{ShowSecrets: true}}.report()
	if err := WriteFetch(&script, made); err != nil {
		t.Fatal(err)
	}
	page := goja.New()
	if _, err := page.RunString(recorder); err != nil {
		t.Fatal(err)
	}
	if _, err := page.RunString(script.String()); err != nil {
		t.Fatalf("%v\n%s", err, script.String())
	}
	calls, err := page.RunString("JSON.stringify(calls)")
	if err != nil {
		t.Fatal(err)
	}
	return calls.String()
}

func TestScriptMakesTheSameCall(t *testing.T) {
	none, elsewhere := "", "https://app.example.com/x"
	tests := map[string]struct {
		call simulate.Call
		want string
	}{
		"only a URL": {
			simulate.Call{URL: "https://api.example.com/?a=b"},
			`[["fetch","https://api.example.com/?a=b",null]]`,
		},
		"defaults written out": {
			simulate.Call{URL: "/", Method: "GET", Mode: "cors", Credentials: "same-origin", Redirect: "follow", Cache: "default"},
			`[["fetch","/",null]]`,
		},
		"everything": {
			simulate.Call{
				URL: "https://api.example.com/", Method: "patch", Mode: "same-origin", Credentials: "include", Redirect: "manual", Cache: "no-store",
				Referrer: &none, ReferrerPolicy: "origin", Integrity: "sha256-x", Keepalive: true, Body: []byte("a\"b\\c\n</script>\u2028é"),
				Headers: []simulate.HeaderField{{Name: "X-A", Value: "1"}, {Name: "x-a", Value: "2"}},
			},
			`[["fetch","https://api.example.com/",{"method":"patch","headers":[["X-A","1"],["x-a","2"]],"body":"a\"b\\c\n</script>` + "\u2028é" +
				`","mode":"same-origin","credentials":"include","redirect":"manual","cache":"no-store","referrer":"","referrerPolicy":"origin","integrity":"sha256-x","keepalive":true}]]`,
		},
		"another referrer": {
			simulate.Call{URL: "/", Referrer: &elsewhere},
			`[["fetch","/",{"referrer":"https://app.example.com/x"}]]`,
		},
		"bytes": {
			simulate.Call{URL: "/", Method: "POST", Body: []byte("\xff\x00")},
			`[["fetch","/",{"method":"POST","body":{"0":255,"1":0}}]]`,
		},
		"urlencoded": {
			simulate.Call{URL: "/", Body: []byte("a=1&b=%20"), BodyType: simulate.BodyURLEncoded},
			`[["fetch","/",{"body":{"kind":"URLSearchParams","text":"a=1&b=%20"}}]]`,
		},
		"form data": {
			simulate.Call{URL: "/", Body: []byte("v"), BodyType: simulate.BodyFormData},
			`[["fetch","/",{"body":{"kind":"FormData","fields":[["field","v"]]}}]]`,
		},
		"a blob": {
			simulate.Call{URL: "/", Body: []byte("v"), BodyType: simulate.BodyBlob, BlobType: "image/png"},
			`[["fetch","/",{"body":{"parts":["v"],"type":"image/png","kind":"Blob"}}]]`,
		},
		"a stream": {
			simulate.Call{URL: "/", Body: []byte("v"), BodyType: simulate.BodyStream},
			`[["fetch","/",{"body":{"parts":["v"],"kind":"stream"},"duplex":"half"}]]`,
		},
		"an XMLHttpRequest": {
			simulate.Call{
				URL: "/", API: simulate.APIXHR, Method: "PUT", WithCredentials: true, UploadListeners: true, Body: []byte("caf\xe9"),
				Headers: []simulate.HeaderField{{Name: "X-A", Value: "\xe9"}},
			},
			`[["open","PUT","/"],["withCredentials",true],["setRequestHeader","X-A",[233]],["upload.onprogress"],["send",[99,97,102,233]]]`,
		},
		"an XMLHttpRequest without a body": {
			simulate.Call{URL: "/", API: simulate.APIXHR},
			`[["open","GET","/"],["send",null]]`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, calledBy(t, test.call)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestScriptLeavesOutForbiddenHeaders(t *testing.T) {
	if script := formatted(t, "fetch", sampleNamed(t, "redirect").report(), TextOptions{}); strings.Contains(script, "Cookie") {
		t.Error(script)
	}
}

func TestScriptIsASCII(t *testing.T) {
	script := formatted(t, "fetch", sampleHostile(t).report(), TextOptions{})
	for _, c := range []byte(script) {
		if c >= 0x7F || c < ' ' && c != '\n' {
			t.Fatalf("byte %#x in %q", c, script)
		}
	}
}
