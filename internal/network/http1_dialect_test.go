package network

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
)

// outcome is what an engine made of an answer: "error", or the status, the
// headers and the body.
type outcome string

// outcomeOf makes the exchange in the dialect of one engine, and returns what
// another one makes of it.
func outcomeOf(t *testing.T, asked, engine fetchspec.EngineName, reply string) outcome {
	t.Helper()
	server := serveRaw(t, always(reply))
	client := newClient(t, Options{Dialect: DialectFor(asked)})
	response, err := client.Exchange(t.Context(), getRequest(t, "http://"+server.address+"/"))
	response, err = fetchspec.ReadBy(engine, response, err)
	if err != nil {
		if kind := err.(*fetchspec.ExchangeError).Kind; kind != fetchspec.FailureHTTP && kind != fetchspec.FailureClosed {
			t.Errorf("%s: failed with %s: %v", engine, kind, err)
		}
		return "error"
	}
	text := string(rune('0'+response.Status/100)) + string(rune('0'+response.Status/10%10)) + string(rune('0'+response.Status%10))
	for _, header := range response.HeaderList {
		if header.Name != "Content-Length" {
			text += " " + header.Name + "=" + header.Value
		}
	}
	text += " [" + string(response.Body.Bytes) + "]"
	if response.Body.Err != nil {
		text += " broken"
	}
	return outcome(text)
}

// Each reply's outcomes are what Chromium 156, Firefox 153 and WebKitGTK 2.50
// were recorded to do, or else what their sources (net/http, netwerk,
// libsoup) say; the default is what two of them do.
func TestMalformedAnswersAreReadAsBrowsersDo(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	cases := []struct {
		name    string
		reply   string
		all     outcome // the default, and every engine that is not named
		chrome  outcome
		firefox outcome
		safari  outcome
		// ownBody says that an engine ends the body elsewhere, for which it
		// has to be asked itself.
		ownBody bool
	}{
		{name: "no space after the colon", reply: ok + "X-A:1\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=1 [ok]"},
		{name: "white space around a value", reply: ok + "X-A: \t 1 \t \r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=1 [ok]"},
		{name: "tab within a value", reply: ok + "X-A: a\tb\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=a\tb [ok]"},
		{name: "vertical tab and form feed are kept", reply: ok + "X-A: \vv\f\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=\vv\f [ok]"},
		{name: "DEL is kept", reply: ok + "X-A: *\x7f\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=*\x7f [ok]"},
		{name: "colons in a value", reply: ok + "X-A: a:b: c\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=a:b: c [ok]"},
		{name: "line feeds alone", reply: "HTTP/1.1 200 OK\nX-A: 1\nContent-Length: 2\n\nok", all: "200 X-A=1 [ok]"},
		{name: "line feed within a value", reply: ok + "X-A: a\nX-B: b\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=a X-B=b [ok]"},
		{name: "folded value", reply: ok + "X-A: a\r\n b\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=a b [ok]"},
		{name: "folded value that begins on the second line", reply: ok + "X-A:\r\n \t b\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=b [ok]"},
		{name: "folded value that ends in nothing", reply: ok + "X-A: a\r\n \r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=a [ok]"},
		{name: "line without a colon", reply: ok + "X-A 1\r\nX-B: 2\r\nContent-Length: 2\r\n\r\nok", all: "200 X-B=2 [ok]"},
		{name: "line that begins with a space, after the status line", reply: ok + " X-A: 1\r\nX-B: 2\r\nContent-Length: 2\r\n\r\nok", all: "200 X-B=2 [ok]"},
		{name: "empty name", reply: ok + ": 1\r\nX-B: 2\r\nContent-Length: 2\r\n\r\nok", all: "200 X-B=2 [ok]"},
		{name: "space before the colon", reply: ok + "X-A : 1\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]", chrome: "200 X-A=1 [ok]"},
		{name: "name with bytes that are no token", reply: ok + "X-\xe9: 1\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]", safari: "200 X-\xef\xbf\xbd=1 [ok]"},
		{name: "bytes that are not UTF-8", reply: ok + "X-A: h\xe9\xff\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=h\xe9\xff [ok]", safari: "200 X-A=h\xef\xbf\xbd\xef\xbf\xbd [ok]"},
		{name: "bytes that are UTF-8", reply: ok + "X-A: \xe2\x82\xac\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=\xe2\x82\xac [ok]"},
		{name: "NUL in a value", reply: ok + "X-A: a\x00b\r\nContent-Length: 2\r\n\r\nok", all: "error", chrome: "200 X-A=ab [ok]"},
		{name: "carriage return within a value", reply: ok + "X-A: a\rX-B: b\r\nContent-Length: 2\r\n\r\nok", all: "200 X-A=a\rX-B: b [ok]", chrome: "200 X-A=a X-B=b [ok]"},

		{name: "two equal lengths", reply: ok + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]"},
		{name: "two lengths that differ", reply: ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nokk", all: "error", safari: "200 [okk]"},
		{name: "list of equal lengths", reply: ok + "Content-Length: 2, 2\r\n\r\nok", all: "200 [ok]"},
		{name: "negative length", reply: ok + "Content-Length: -2\r\n\r\nokay", all: "200 [okay]"},
		{name: "length with a sign", reply: ok + "Content-Length: +2\r\n\r\nokay", all: "200 [okay]"},
		{name: "length beyond all numbers", reply: ok + "Content-Length: 99999999999999999999999\r\n\r\nok", all: "200 [ok]"},
		{name: "length that is no number", reply: ok + "Content-Length: two\r\n\r\nok", all: "200 [ok]"},
		{name: "no length", reply: ok + "\r\nok", all: "200 [ok]"},
		{name: "body shorter than its length", reply: ok + "Content-Length: 5\r\n\r\nok", all: "200 [ok] broken", firefox: "200 [ok]"},
		{name: "body longer than its length", reply: ok + "Content-Length: 2\r\n\r\nokay", all: "200 [ok]"},

		{name: "chunks", reply: ok + "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\no\r\n1  \r\nk\r\n0\r\nX-T: 1\r\n\r\n", all: "200 Transfer-Encoding=chunked [ok]"},
		{name: "chunks win over lengths", reply: ok + "Content-Length: 9\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", all: "200 Transfer-Encoding=Chunked [ok]"},
		{name: "chunks without the last", reply: ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", all: "200 Transfer-Encoding=chunked [ok] broken"},
		{name: "chunk size that is none", reply: ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n+2\r\nok\r\n0\r\n\r\n", all: "200 Transfer-Encoding=chunked [ok] broken"},
		{name: "chunk longer than its size", reply: ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nok\r\n0\r\n\r\n", all: "200 Transfer-Encoding=chunked [o] broken"},
		{name: "chunks in HTTP/1.0 are no chunks", reply: "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
			all: "200 Transfer-Encoding=chunked [2\r\nok\r\n0\r\n\r\n]", safari: "200 Transfer-Encoding=chunked [ok]", ownBody: true},

		{name: "interim response", reply: "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nok", all: "200 [ok]"},
		{name: "another protocol", reply: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", all: "error"},
		{name: "204 has no body", reply: "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok", all: "204 []"},
		{name: "304 has no body", reply: "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nok", all: "304 []"},
		{name: "205 has no body", reply: "HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok", all: "205 []", safari: "205 [ok]", ownBody: true},

		{name: "no reason phrase", reply: "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]"},
		{name: "any status of three digits", reply: "HTTP/1.1 700 Status\r\nContent-Length: 2\r\n\r\nok", all: "700 [ok]"},
		{name: "status of two digits", reply: "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nok", all: "020 [ok]", safari: "error"},
		{name: "status of four digits", reply: "HTTP/1.1 0200 OK\r\nContent-Length: 2\r\n\r\nok", all: "error", chrome: "200 [ok]"},
		{name: "status without a space after it", reply: "HTTP/1.1 200OK\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]", firefox: "error"},
		{name: "no status at all", reply: "HTTP/1.1\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]", safari: "error"},
		{name: "status that is no number", reply: "HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\nok", all: "error", chrome: "200 [ok]"},
		{name: "several spaces before the status", reply: "HTTP/1.1   200 OK\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]"},
		{name: "version in lower case", reply: "http/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", all: "error", chrome: "200 [ok]"},
		{name: "later version", reply: "HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]", safari: "error"},
		{name: "version of another protocol", reply: "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok", all: "200 [ok]", safari: "error"},
		{name: "no version", reply: "HTTP 200 OK\r\nContent-Length: 2\r\n\r\nok", all: "error", chrome: "200 [ok]"},
		{name: "an empty line first", reply: "\r\n" + ok + "Content-Length: 2\r\n\r\nok", all: "200 [ok]"},
		{name: "junk before the status line", reply: "junk" + ok + "Content-Length: 2\r\n\r\nok", all: "200 [ok]", safari: "error"},
		{name: "more junk before the status line", reply: "junk!" + ok + "Content-Length: 2\r\n\r\nok", all: "error"},
		{name: "HTTP/0.9", reply: "<html>hello</html>", all: "error"},
		{name: "nothing", reply: "", all: "error"},
		{name: "head that breaks off", reply: ok + "X-A: 1\r\nX-B: 2", all: "200 X-A=1 X-B=2 []", safari: "error"},

		{name: "two equal locations", reply: "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n", all: "302 Location=/a Location=/a []"},
		{name: "two locations that differ", reply: "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
			all: "302 Location=/a Location=/b []", chrome: "error", firefox: "error"},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			for engine, want := range map[fetchspec.EngineName]outcome{
				fetchspec.EngineStandard: test.all,
				fetchspec.EngineChrome:   test.chrome,
				fetchspec.EngineFirefox:  test.firefox,
				fetchspec.EngineSafari:   test.safari,
			} {
				if want == "" {
					want = test.all
				}
				for _, asked := range []fetchspec.EngineName{engine, fetchspec.EngineStandard} {
					if asked != engine && test.ownBody {
						continue
					}
					if diff := cmp.Diff(want, outcomeOf(t, asked, engine, test.reply)); diff != "" {
						t.Errorf("%s, asked by %s (-want +got):\n%s", engine, asked, diff)
					}
				}
			}
		})
	}
}

func TestLinesThatAreNoHeadersAreKeptForTheReport(t *testing.T) {
	server := serveRaw(t, always("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin http://app.example\r\nA: 1\r\nB : 2\r\nContent-Length: 0\r\n\r\n"))
	response := exchangeWith(t, newClient(t, Options{}), getRequest(t, "http://"+server.address+"/"))
	want := []string{"Access-Control-Allow-Origin http://app.example", "B : 2"}
	if diff := cmp.Diff(want, response.IgnoredLines); diff != "" {
		t.Errorf("ignored lines (-want +got):\n%s", diff)
	}
}
