package fetchspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestNullFailureAndTheEmptyListAreThreeThings(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  HeaderValues
	}{
		{"absent", nil, HeaderValues{}},
		{"an empty line", []string{""}, HeaderValues{Present: true}},
		{"nothing but commas", []string{", ,\t,"}, HeaderValues{Present: true}},
		{"a space within", []string{"x y"}, HeaderValues{Present: true, Failed: true, Bad: "x y"}},
		{"one value", []string{"x"}, HeaderValues{Present: true, Values: []string{"x"}}},
		{"whitespace around", []string{"x\t, \ty"}, HeaderValues{Present: true, Values: []string{"x", "y"}}},
		{"empty elements", []string{",x,,y,"}, HeaderValues{Present: true, Values: []string{"x", "y"}}},
		{"repeats stay", []string{"x,x"}, HeaderValues{Present: true, Values: []string{"x", "x"}}},
		{"case stays", []string{"X-A,x-a"}, HeaderValues{Present: true, Values: []string{"X-A", "x-a"}}},
		{"several lines", []string{"x", "", "y,z"}, HeaderValues{Present: true, Values: []string{"x", "y", "z"}}},
		{"one bad line fails all", []string{"x", "y;z"}, HeaderValues{Present: true, Failed: true, Bad: "y;z"}},
		{"the first bad element is told", []string{"x,(,{"}, HeaderValues{Present: true, Failed: true, Bad: "("}},
		{"a wildcard is a token", []string{"*"}, HeaderValues{Present: true, Values: []string{"*"}}},
		{"a quoted string is none", []string{`"x"`}, HeaderValues{Present: true, Failed: true, Bad: `"x"`}},
		{"a quoted comma still splits", []string{`"a,b"`}, HeaderValues{Present: true, Failed: true, Bad: `"a`}},
		{"a vertical tab is no whitespace", []string{"x,\x0by"}, HeaderValues{Present: true, Failed: true, Bad: "\x0by"}},
		{"bytes above ASCII are in no token", []string{"\xe9"}, HeaderValues{Present: true, Failed: true, Bad: "\xe9"}},
		{"semicolons separate nothing", []string{"GET; POST"}, HeaderValues{Present: true, Failed: true, Bad: "GET; POST"}},
	}
	for _, header := range []string{"Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Expose-Headers"} {
		for _, test := range tests {
			t.Run(header+"/"+test.name, func(t *testing.T) {
				list := HeaderList{{"Other", "("}}
				for _, line := range test.lines {
					list = append(list, Header{strings.ToLower(header), line})
				}
				if diff := cmp.Diff(test.want, ExtractHeaderListValues(header, list), cmpopts.EquateEmpty()); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestMaxAgeIsOneNumberOfSeconds(t *testing.T) {
	tests := []struct {
		lines       []string
		seconds     int64
		present, ok bool
	}{
		{nil, 0, false, false},
		{[]string{"600"}, 600, true, true},
		{[]string{"0"}, 0, true, true},
		{[]string{"007"}, 7, true, true},
		{[]string{"2147483648"}, 1 << 31, true, true},
		{[]string{"99999999999999999999999"}, 1 << 31, true, true},
		{[]string{""}, 0, true, false},
		{[]string{"-1"}, 0, true, false},
		{[]string{"+600"}, 0, true, false},
		{[]string{"1.5"}, 0, true, false},
		{[]string{"600s"}, 0, true, false},
		{[]string{"6 00"}, 0, true, false},
		{[]string{"600, 600"}, 0, true, false},
		{[]string{"600", "600"}, 0, true, false},
	}
	for _, test := range tests {
		var list HeaderList
		for _, line := range test.lines {
			list = append(list, Header{"access-control-max-age", line})
		}
		seconds, present, ok := ExtractMaxAge(list)
		if seconds != test.seconds || present != test.present || ok != test.ok {
			t.Errorf("ExtractMaxAge(%q) = %d, %v, %v, want %d, %v, %v", test.lines, seconds, present, ok, test.seconds, test.present, test.ok)
		}
	}
}

func TestTwoLocationsFail(t *testing.T) {
	got := ExtractHeaderListValues("Location", HeaderList{{"Location", "/a"}, {"location", "/b"}})
	if want := (HeaderValues{Present: true, Failed: true, Bad: "/b"}); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
}

// Extracting never invents, loses or reorders: what is extracted, written as a
// list, extracts to itself, and each value is a token of the input.
func FuzzExtractHeaderListValues(f *testing.F) {
	for _, seed := range []string{"", ",", "GET, POST", "x y", "*", `"a,b"`, "\xff", "a\t,\tb", "GET;POST"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		got := ExtractHeaderListValues("Access-Control-Allow-Methods", HeaderList{{"Access-Control-Allow-Methods", value}})
		if !got.Present {
			t.Fatal("a header that is there was not found")
		}
		if got.Failed {
			if !strings.Contains(value, got.Bad) || isToken(got.Bad) || len(got.Values) > 0 {
				t.Fatalf("failed over %q with %q", got.Bad, got.Values)
			}
			return
		}
		for _, token := range got.Values {
			if !isToken(token) {
				t.Fatalf("%q is no token", token)
			}
		}
		again := ExtractHeaderListValues("Access-Control-Allow-Methods",
			HeaderList{{"Access-Control-Allow-Methods", strings.Join(got.Values, ", ")}})
		if !cmp.Equal(got.Values, again.Values, cmpopts.EquateEmpty()) {
			t.Fatalf("%q became %q", got.Values, again.Values)
		}
	})
}
