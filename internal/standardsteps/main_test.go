package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lines returns the steps in source as "algorithm #anchor number what".
func lines(t *testing.T, source string) []string {
	t.Helper()
	steps, err := findSteps(source)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, step := range steps {
		lines = append(lines, strings.Join([]string{step.algorithm.name, "#" + step.algorithm.anchor, step.number, step.what}, " "))
	}
	return lines
}

func TestStepNumbers(t *testing.T) {
	tests := []struct {
		name string
		list string
		want []string
	}{
		{
			"end tags left out",
			`<ol><li><p>One.<li>Two.<li><p>Three.</ol>`,
			[]string{"1 -", "2 -", "3 -"},
		},
		{
			"end tags given",
			`<ol><li><p>One.</p></li><li>Two.</li></ol>`,
			[]string{"1 -", "2 -"},
		},
		{
			"nested lists",
			`<ol><li><p>If so: <ol><li><p>A.<li><p>Then: <ol><li><p>Return failure.</ol></ol> <li><p>Two.</ol>`,
			[]string{"1 -", "1.1 -", "1.2 -", "1.2.1 failure", "2 -"},
		},
		{
			"switch",
			`<ol><li><p>Switch: <dl class="switch compact">
				<dt>a <dt>b <dd><p>Return failure.
				<dt>c <dd><ol><li>A.<li>B.</ol>
				<dt>d <dd>D.
			</dl> <li>Two.</ol>`,
			[]string{"1 -", "1[1] failure", "1[2].1 -", "1[2].2 -", "1[3] -", "2 -"},
		},
		{
			"switch without the class",
			`<ol><li><p>Switch on <var>mode</var>: <dl><dt>a <dd>A. <dt>b <dd>B.</dl></ol>`,
			[]string{"1 -", "1[1] -", "1[2] -"},
		},
		{
			"properties and algorithms to set",
			`<ol><li><p>Let it be: <dl><dt>a <dd>A. <dt>b <dd><ol><li>B.</ol></dl></ol>`,
			[]string{"1 -", "1[2].1 -"},
		},
		{
			"case that says something besides its steps",
			`<ol><li><p>Switch: <dl class=switch><dt>a <dd><p>Return failure, unless: <ol><li>A.</ol></dl></ol>`,
			[]string{"1 -", "1[1] failure", "1[1].1 -"},
		},
		{
			"bullets",
			`<ol><li><p>If <ul><li>a <li>b</ul> <p>then return failure.
				<li><p>Do so, but: <ul><li>a <li><p>repeat: <ol><li>B.</ol></ul></ol>`,
			[]string{"1 failure", "2 -", "2[2].1 -"},
		},
		{
			"several lists in a step",
			`<ol><li><p>First: <ol><li>A.</ol> <p>Second: <ol><li>B.</ol></ol>`,
			[]string{"1 -", "1.1 -", "1(2).1 -"},
		},
		{
			"asides",
			`<ol><li><p>One. <p class=note>Or return failure.
				<div class=example><ol><li>Return failure.</ol></div>
				<div class="note allow-2119"><p>For example: <ol><li>Throw.</ol></div>
				<p class=warning>Do not throw.
				<!-- <li>Return failure. -->
				<li>Two. <span class=note>Others throw.</span></ol>`,
			[]string{"1 -", "2 -"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := lines(t, `<p>To <dfn>act</dfn>:`+test.list)
			for i := range got {
				got[i] = strings.TrimPrefix(got[i], "act #act ")
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestWhatSays(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Return a network error.", "network error"},
		{"If x is failure, then return a network error.", "network error"},
		{"If any returns blocked, then set response and internalResponse to a network error.", "network error"},
		{"If canceled, then return the appropriate network error for fetchParams.", "network error"},
		{"Return an aborted network error if aborted; otherwise return y.", "network error"},
		{"Let handle be this step: run handover given fetchParams and a network error.", "network error"},
		{"If x is a network error, then return x.", "network error"},
		{"If x is a network error, then return y.", "-"},
		{"If response is a network error, then clear cache entries.", "-"},
		{"Let x be response, if response is a network error; otherwise null.", "-"},
		{"If y is null, return failure.", "failure"},
		{"If the check returns failure, then set the flag.", "-"},
		{"If x is failure, then throw a TypeError.", "throw"},
		{"If response is a network error, then reject p with a TypeError.", "throw"},
		{"Return a promise rejected with a TypeError.", "throw"},
		{"If that threw an exception, then run errorSteps.", "-"},
		{"If the check returns blocked, then return blocked.", "blocked"},
		{"If x, return allowed. Otherwise, return blocked.", "blocked"},
		{"If x, return failure. If y, return a network error. Otherwise, throw.", "network error|failure|throw"},
	}
	for _, test := range tests {
		if got := whatSays(test.text); got != test.want {
			t.Errorf("whatSays(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestAlgorithmNames(t *testing.T) {
	const list = "<ol><li>One.</ol>"
	tests := []struct {
		name   string
		source string
		want   []string
	}{
		{
			"term with an id",
			`<p>To <dfn id=concept-main-fetch>main fetch</dfn>:` + list,
			[]string{"main fetch #concept-main-fetch 1 -"},
		},
		{
			"term with markup and line break",
			"<p>To <dfn>append a request `<code>Origin</code>`\nheader</dfn>:" + list,
			[]string{"append a request `Origin` header #append-a-request-origin-header 1 -"},
		},
		{
			"constructor",
			`<p>The <dfn constructor for=Request id=dom-request lt="Request(input, init)"><code>new Request(<var>input</var>, <var>init</var>)</code></dfn> steps are:` + list,
			[]string{"new Request(input, init) #dom-request 1 -"},
		},
		{
			"method without an id",
			`<p>The <dfn method for=Headers><code>set(<var>name</var>, <var>value</var>)</code></dfn> steps are:` + list,
			[]string{"set(name, value) #dom-headers-set 1 -"},
		},
		{
			"term shared by two definitions",
			`<p>To <dfn for=Headers>append</dfn>:` + list + `<p>To <dfn for="header list">append</dfn>:` + list,
			[]string{"Headers append #headers-append 1 -", "header list append #header-list-append 1 -"},
		},
		{
			"term at the start of a sentence",
			`<p><dfn>Serializing an origin</dfn> is: ` + list + `<p><dfn>CORS check</dfn> is: ` + list,
			[]string{"serializing an origin #serializing-an-origin 1 -", "CORS check #cors-check 1 -"},
		},
		{
			"heading",
			`<div algorithm><h4 lt="should it be blocked" dfn id=should-it?>Should <var>it</var> be blocked?</h4><p>Run:` + list + `</div>`,
			[]string{"should it be blocked #should-it? 1 -"},
		},
		{
			"first of several terms in an algorithm",
			`<div algorithm><p>To <dfn>fetch</dfn>, given <dfn for=fetch>x</dfn>: <p>It can be <dfn for=fetch>suspended</dfn>. ` + list + `</div>`,
			[]string{"fetch #fetch 1 -"},
		},
		{
			"cited name",
			`<p>To determine whether it <dfn lt="block bad port">should be blocked due to a bad port</dfn>:` + list,
			[]string{"should request be blocked due to a bad port #block-bad-port 1 -"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := lines(t, test.source); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestBikeshedLinksInText(t *testing.T) {
	got := lines(t, `<p>To <dfn>act</dfn>:<ol><li>Return a [=network error=].<li>[=/Reject=] p.<li>[=exception/throws|Throw=] it.</ol>`)
	want := []string{"act #act 1 network error", "act #act 2 throw", "act #act 3 throw"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFindStepsRefuses(t *testing.T) {
	tests := map[string]string{
		"a list that nothing introduces": `<p>As follows: <ol><li>One.</ol>`,
		"two lists for one algorithm":    `<div algorithm><p>To <dfn>act</dfn>: <ol><li>One.</ol> <p>Or: <ol><li>One.</ol></div>`,
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			if steps, err := findSteps(source); err == nil {
				t.Errorf("got %v, want an error", steps)
			}
		})
	}
}

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fetch.bs")
	source := `<p>To <dfn>act</dfn>: <ol><li>One.<li>Return failure.</ol>`
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(&out, "0123abc", path); err != nil {
		t.Fatal(err)
	}
	comment, steps, _ := strings.Cut(out.String(), "\nact\t")
	if want := "act\t1\t-\nact\tact\t2\tfailure\n"; steps != want {
		t.Errorf("steps are %q, want %q", steps, want)
	}
	if !strings.Contains(comment, "at commit 0123abc.") || !strings.Contains(comment, "-commit 0123abc fetch.bs >") {
		t.Errorf("header does not name the commit: %s", comment)
	}
	for line := range strings.Lines(comment) {
		if !strings.HasPrefix(line, "#") {
			t.Errorf("header has the line %q", line)
		}
	}
}
