package report

import (
	"bytes"
	"strings"
	"testing"

	"corsplain/fetchspec"
	"corsplain/simulate"

	"github.com/google/go-cmp/cmp"
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// shellWords are the words that bash makes of each command of a script.
func shellWords(t testing.TB, script string) [][]string {
	t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
	if err != nil {
		t.Fatalf("%v\n%s", err, script)
	}
	var commands [][]string
	syntax.Walk(file, func(node syntax.Node) bool {
		if call, isCall := node.(*syntax.CallExpr); isCall {
			words, err := expand.Fields(&expand.Config{Env: expand.ListEnviron()}, call.Args...)
			if err != nil {
				t.Fatalf("%v\n%s", err, script)
			}
			commands = append(commands, words)
		}
		return true
	})
	return commands
}

func curlOf(t testing.TB, sample sample) string {
	t.Helper()
	var script bytes.Buffer
	if err := WriteCurl(&script, sample.report()); err != nil {
		t.Fatal(err)
	}
	return script.String()
}

func TestCurlSendsWhatWasSent(t *testing.T) {
	sample := sampleNamed(t, "XMLHttpRequest")
	sample.options.ShowSecrets = true
	want := [][]string{{
		"curl", "https://api.example.com/users", "-i",
		"-H", "User-Agent: Mozilla/5.0 (compatible; corsplain)", "-H", "Accept: */*", "-H", "Accept-Language: en-US,en;q=0.9",
		"-H", "Accept-Encoding: gzip, deflate, br, zstd", "-H", "Origin: https://app.example.com", "-H", "Referer: https://app.example.com/",
		"-H", "Sec-Fetch-Mode: cors", "-H", "Content-Type: text/plain", "-H", "X-Name: caf\xe9", "-H", "Cookie: sid=9f8e7d6c5b4a; theme=dark",
		"--http1.1", "--compressed", "--data-raw", "caf\xe9",
	}}
	if diff := cmp.Diff(want, shellWords(t, curlOf(t, sample))); diff != "" {
		t.Error(diff)
	}
}

func TestCurlAddsNothingOfItsOwn(t *testing.T) {
	sample := sampleOfRequest(t, "POST", []byte("x"), fetchspec.Header{Name: "X-Empty", Value: ""})
	words := shellWords(t, curlOf(t, sample))[0]
	want := []string{"curl", "https://api.example.com/", "-i", "-H", "X-Empty;", "-H", "User-Agent:", "-H", "Accept:", "-H", "Content-Type:", "--http1.1", "--data-raw", "x"}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Error(diff)
	}
}

func TestCurlTakesMethodsThatNeedWords(t *testing.T) {
	tests := []struct {
		method string
		body   []byte
		want   string
	}{
		{"GET", nil, ""},
		{"POST", []byte{}, ""},
		{"POST", nil, "-X POST"},
		{"GET", []byte("x"), "-X GET"},
		{"DELETE", nil, "-X DELETE"},
		{"HEAD", nil, "--head"},
		{"a'b", nil, "-X a'b"},
	}
	for _, test := range tests {
		words := strings.Join(shellWords(t, curlOf(t, sampleOfRequest(t, test.method, test.body)))[0], " ")
		if got := strings.Contains(words, "-X") || strings.Contains(words, "--head"); got != (test.want != "") || !strings.Contains(words, test.want) {
			t.Errorf("%s: %s", test.method, words)
		}
	}
}

func TestCurlTakesBodiesWithNUL(t *testing.T) {
	commands := shellWords(t, curlOf(t, sampleOfRequest(t, "POST", []byte("a\x00'b"))))
	if diff := cmp.Diff([]string{"printf", `\141\000\047\142`}, commands[0]); diff != "" {
		t.Error(diff)
	}
	if words := strings.Join(commands[1], " "); !strings.HasSuffix(words, "--data-binary @-") {
		t.Error(words)
	}
}

func sampleOfRequest(t testing.TB, method string, body []byte, headers ...fetchspec.Header) sample {
	call := simulate.Call{URL: "https://api.example.com/", Method: method}
	exchange := exchangeOf(fetchspec.ExchangeRequest, parseURL(t, call.URL), method, headers, answer(200, "OK", ""))
	if body != nil {
		exchange.Request.Body = &fetchspec.Body{Bytes: body}
	}
	return sample{result: resultOf(t, call, nil, exchange), options: Options{ShowSecrets: true}}
}

func FuzzShellQuoteKeepsTheText(f *testing.F) {
	for _, text := range []string{"", "plain", "it's", "a!b", `\`, "$HOME `id` \"x\"", "a\nb\tc\r", "caf\xe9\xff7", "日本語\u202e", "-x", "~/x", "a=b", "{a,b}", "*"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, "\x00", "")
		words := shellWords(t, "curl "+shellQuote(text))
		if diff := cmp.Diff([][]string{{"curl", text}}, words); diff != "" {
			t.Errorf("%q as %s: %s", text, shellQuote(text), diff)
		}
	})
}
