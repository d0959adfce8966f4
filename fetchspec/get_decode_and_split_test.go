package fetchspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The first block is the Standard's own examples.
//
// https://fetch.spec.whatwg.org/#example-header-list-get-decode-split
func TestGetDecodeAndSplitLeavesQuotedCommasAlone(t *testing.T) {
	tests := []struct {
		lines []string
		want  []string
	}{
		{[]string{"nosniff,"}, []string{"nosniff", ""}},
		{[]string{"nosniff", ""}, []string{"nosniff", ""}},
		{[]string{""}, []string{""}},
		{nil, nil},
		{[]string{`text/html;", x/x`}, []string{`text/html;", x/x`}},
		{[]string{`text/html;"`, "x/x"}, []string{`text/html;", x/x`}},
		{[]string{`x/x;test="hi",y/y`}, []string{`x/x;test="hi"`, "y/y"}},
		{[]string{`x/x;test="hi"`, "y/y"}, []string{`x/x;test="hi"`, "y/y"}},
		{[]string{"x / x,,,1"}, []string{"x / x", "", "", "1"}},
		{[]string{"x / x", ",", "1"}, []string{"x / x", "", "", "1"}},
		{[]string{`"1,2", 3`}, []string{`"1,2"`, "3"}},
		{[]string{`"1,2"`, "3"}, []string{`"1,2"`, "3"}},

		{[]string{`"\",", a`}, []string{`"\","`, "a"}},
		{[]string{`"\`}, []string{`"\`}},
		{[]string{"\ta \t,b"}, []string{"a", "b"}},
		{[]string{"a\x0b,b"}, []string{"a\x0b", "b"}},
	}
	for _, test := range tests {
		list := HeaderList{{"B", "sniff"}}
		for _, line := range test.lines {
			list = append(list, Header{"a", line}, Header{"C", "**bingo**"})
		}
		got, present := GetDecodeAndSplit("A", list)
		if present != (test.lines != nil) || !cmp.Equal(test.want, got) {
			t.Errorf("%q: got %q, %v, want %q", test.lines, got, present, test.want)
		}
	}
}

// The Standard's own examples.
//
// https://fetch.spec.whatwg.org/#example-http-quoted-string
func TestQuotedStringIsUnescapedAndEndsAtItsQuote(t *testing.T) {
	tests := []struct {
		input, value string
		end          int
	}{
		{`"\`, `\`, 2},
		{`"Hello" World`, "Hello", 7},
		{`"Hello \\ World\""`, `Hello \ World"`, 18},
		{`"`, "", 1},
		{`""`, "", 2},
	}
	for _, test := range tests {
		value, end := collectHTTPQuotedString(test.input, 0)
		if value != test.value || end != test.end || quotedStringEnd(test.input, 0) != test.end {
			t.Errorf("%q: got %q, %d (%d), want %q, %d", test.input, value, end, quotedStringEnd(test.input, 0), test.value, test.end)
		}
	}
}

// Without quotes the split is that of strings, and with them nothing but
// commas and outer whitespace goes.
func FuzzSplitHeaderValue(f *testing.F) {
	for _, seed := range []string{"", "a,b", `"a,b",c`, `"\",`, "\t,\t", `a"b`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		got := splitHeaderValue(value)
		if len(got) == 0 || len(got) > strings.Count(value, ",")+1 {
			t.Fatalf("%d values", len(got))
		}
		if !strings.Contains(value, `"`) && len(got) != strings.Count(value, ",")+1 {
			t.Fatalf("%q: %d values", value, len(got))
		}
		squeeze := strings.NewReplacer(",", "", " ", "", "\t", "")
		if squeeze.Replace(strings.Join(got, "")) != squeeze.Replace(value) {
			t.Fatalf("%q became %q", value, got)
		}
	})
}
