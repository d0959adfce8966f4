package fetchspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Expectations are those of MIME Sniffing's text, and of the browsers' shared
// tests for it.
func TestMIMETypeIsParsedAndSerialized(t *testing.T) {
	tests := []struct{ input, want string }{
		{"text/html;charset=gbk", "text/html;charset=gbk"},
		{"TEXT/HTML;CHARSET=GBK", "text/html;charset=GBK"},
		// The example in the parser's step 11.8.
		{`text/html;charset="shift_jis"iso-2022-jp`, "text/html;charset=shift_jis"},
		{"text/html;charset=gbk(", `text/html;charset="gbk("`},
		{"text/html;x=(;charset=gbk", `text/html;x="(";charset=gbk`},
		{"text/html;charset=gbk;charset=windows-1255", "text/html;charset=gbk"},
		{"text/html;charset=();charset=GBK", `text/html;charset="()"`},
		{"text/html;charset =gbk", "text/html"},
		{"text/html ;charset=gbk", "text/html;charset=gbk"},
		{"text/html; charset=gbk", "text/html;charset=gbk"},
		{"text/html;charset= gbk", `text/html;charset=" gbk"`},
		{"text/html;charset='gbk'", "text/html;charset='gbk'"},
		{"text/html;test;charset=gbk", "text/html;charset=gbk"},
		{"text/html;test=;charset=gbk", "text/html;charset=gbk"},
		{"text/html;';charset=gbk", "text/html;charset=gbk"},
		{`text/html;";charset=gbk`, "text/html;charset=gbk"},
		{"text/html ; ; charset=gbk", "text/html;charset=gbk"},
		{"text/html;;;;charset=gbk", "text/html;charset=gbk"},
		{`text/html;charset="gbk`, "text/html;charset=gbk"},
		{`text/html;charset=gbk"`, `text/html;charset="gbk\""`},
		{`text/html;charset="\ gbk"`, `text/html;charset=" gbk"`},
		{`text/html;charset="\g\b\k"`, "text/html;charset=gbk"},
		{`text/html;charset="";x=y`, `text/html;charset="";x=y`},
		{`text/html;charset=";charset=foo";charset=GBK`, `text/html;charset=";charset=foo"`},
		{"x/x;test", "x/x"},
		{"x/x;test=", "x/x"},
		{`x/x;test="\`, `x/x;test="\\"`},
		{"x/x;\xe9=1;a=\xe9;x=x", "x/x;a=\"\xe9\";x=x"},
		{"x/x;a=\x01;b=\x7f;c=d", "x/x;c=d"},
		{"x/x;a= \t;b=c \t", "x/x;b=c"},
		{"\r\n\t text/plain \r\n", "text/plain"},
		{"text/plain;\ncharset=x", "text/plain;charset=x"},
		{"!#$%&'*+-.^_`|~0/a", "!#$%&'*+-.^_`|~0/a"},
		{"*/*", "*/*"},
		{"text/*", "text/*"},
	}
	for _, test := range tests {
		mimeType, ok := ParseMIMEType(test.input)
		if !ok || mimeType.String() != test.want {
			t.Errorf("%q: got %q, %v, want %q", test.input, mimeType.String(), ok, test.want)
		}
	}
}

func TestWhatIsNoMIMETypeFails(t *testing.T) {
	for _, input := range []string{
		"", "\t", "/", "bogus", "bogus/", "bogus/ ", "bogus/bogus/;", "</>", "(/)", "text/html(;doesnot=matter", "{/}", "\xe9/\xe9",
		"text /html", "text/ html", "text/plain, application/json", "\x0ctext/plain", ";charset=x", "text/;charset=x",
	} {
		if mimeType, ok := ParseMIMEType(input); ok {
			t.Errorf("%q is %q", input, mimeType)
		}
	}
}

// Each byte in each place of "a/a;a=a": in type, subtype and parameter name it
// has to be a token's, in the value one of a quoted string.
func TestEachByteIsJudgedByItsPlaceInAMIMEType(t *testing.T) {
	for c := range 256 {
		at := string([]byte{byte(c)})
		token := strings.ContainsAny(at, "!#$%&'*+-.^_`|~") || c < 0x80 && isAlphanumeric(byte(c))
		// "/" ends the type, ";" the parameter, "=" its name.
		if _, ok := ParseMIMEType("a" + at + "a/a"); ok != token {
			t.Errorf("byte %#x in a type: %v", c, ok)
		}
		if _, ok := ParseMIMEType("a/a" + at + "a"); ok != (token || at == ";") {
			t.Errorf("byte %#x in a subtype: %v", c, ok)
		}
		mimeType, _ := ParseMIMEType("a/a;a" + at + "a=b")
		if _, ok := mimeType.Parameter(lowerASCIIString("a" + at + "a")); ok != token {
			t.Errorf("byte %#x in a name: %v", c, ok)
		}
		mimeType, _ = ParseMIMEType("a/a;a=b" + at + "b")
		value, ok := mimeType.Parameter("a")
		quotable := c == '\t' || 0x20 <= c && c <= 0x7E || c >= 0x80
		if ok != quotable || ok && at != ";" && value != "b"+at+"b" {
			t.Errorf("byte %#x in a value: %q, %v", c, value, ok)
		}
	}
}

func TestJavaScriptMIMETypesAreKnownByTheirEssence(t *testing.T) {
	for input, want := range map[string]bool{
		"text/javascript":                    true,
		"Application/X-JavaScript;charset=x": true,
		"text/javascript1.5":                 true,
		"text/livescript":                    true,
		"text/javascript1.6":                 false,
		"text/plain":                         false,
		"application/json":                   false,
		"application/jsonp":                  false,
	} {
		mimeType, _ := ParseMIMEType(input)
		if got := mimeType.IsJavaScriptMIMEType(); got != want {
			t.Errorf("%q: %v", input, got)
		}
	}
}

// The first block is the Standard's own examples.
//
// https://fetch.spec.whatwg.org/#example-extract-a-mime-type
func TestLastMIMETypeCountsAndKeepsTheCharsetOfItsEssence(t *testing.T) {
	tests := []struct {
		lines []string
		want  string
	}{
		{[]string{"text/plain;charset=gbk, text/html"}, "text/html"},
		{[]string{"text/html;charset=gbk;a=b, text/html;x=y"}, "text/html;x=y;charset=gbk"},
		{[]string{"text/html;charset=gbk;a=b", "text/html;x=y"}, "text/html;x=y;charset=gbk"},
		{[]string{"text/html;charset=gbk", "x/x", "text/html;x=y"}, "text/html;x=y"},
		{[]string{"text/html", "cannot-parse"}, "text/html"},
		{[]string{"text/html", "*/*"}, "text/html"},
		{[]string{"text/html", ""}, "text/html"},

		{[]string{"", "text/plain"}, "text/plain"},
		{[]string{"text/plain;charset=gbk", "text/plain;charset=windows-1252"}, "text/plain;charset=windows-1252"},
		{[]string{"text/html;charset=gbk", `text/html;x=",text/plain`}, `text/html;x=",text/plain";charset=gbk`},
		{[]string{"text/plain", "*/*;charset=gbk"}, "text/plain"},
		{[]string{`text/html;x="`, "text/plain"}, `text/html;x=", text/plain"`},
		{[]string{`text/html;"`, "text/plain"}, "text/html"},
		{[]string{"text/html;charset=a", "text/html", "text/html;charset=b", "text/html"}, "text/html;charset=a"},
	}
	for _, test := range tests {
		var list HeaderList
		for _, line := range test.lines {
			list = append(list, Header{"content-type", line})
		}
		mimeType, ok := ExtractMIMEType(list)
		if !ok || mimeType.String() != test.want {
			t.Errorf("%q: got %q, %v, want %q", test.lines, mimeType, ok, test.want)
		}
	}
	for _, list := range []HeaderList{nil, {{"Content-Type", ""}}, {{"Content-Type", "*/*"}}, {{"Content-Type", "x"}}} {
		if mimeType, ok := ExtractMIMEType(list); ok {
			t.Errorf("%q: got %q", list, mimeType)
		}
	}
}

// A serialized MIME type parses to itself, and the essence that the safelist
// looks at is the parser's.
func FuzzParseMIMEType(f *testing.F) {
	for _, seed := range []string{"text/html;charset=gbk", `x/x;a="\";b`, "a/b;c=d;c=e", "/", "text/plain;\xe9=\xff", " t/p ;a= "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		mimeType, ok := ParseMIMEType(input)
		kind, subtype, _, splits := splitMIMEType(input)
		if ok != splits {
			t.Fatalf("parsed: %v, split: %v", ok, splits)
		}
		if !ok {
			return
		}
		if !strings.EqualFold(kind+"/"+subtype, mimeType.Essence()) {
			t.Fatalf("split %q/%q, parsed %q", kind, subtype, mimeType.Essence())
		}
		again, ok := ParseMIMEType(mimeType.String())
		if !ok || !cmp.Equal(mimeType, again) {
			t.Fatalf("%q parses to %#v, not %#v", mimeType, again, mimeType)
		}
	})
}
