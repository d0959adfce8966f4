package fetchspec

import (
	"strings"
	"testing"
)

// Expectations are those of the Standard's text, and of the browsers' shared
// tests for it.
func TestDataURLIsTakenApart(t *testing.T) {
	const unknown = "text/plain;charset=US-ASCII"
	tests := []struct{ url, mimeType, body string }{
		{"data:,X", unknown, "X"},
		{"data:,X#X", unknown, "X"},
		{"data:,%FF", unknown, "\xff"},
		{"data:,%F%zz%", unknown, "%F%zz%"},
		{"data:text/plain,X", "text/plain", "X"},
		{"data:text/plain ,X", "text/plain", "X"},
		{"data:text/plain%20,X", "text/plain%20", "X"},
		{"data:text/plain;,X", "text/plain", "X"},
		{"data:;x=x;charset=x,X", "text/plain;x=x;charset=x", "X"},
		{"data:text/plain;Charset=UTF-8,%C2%B1", "text/plain;charset=UTF-8", "\xc2\xb1"},
		{"data:IMAGE/gif;CHARSET=x,%C2%B1", "image/gif;charset=x", "\xc2\xb1"},
		{"data: ,%FF", unknown, "\xff"},
		{"data:X,X", unknown, "X"},
		{"data:image/png,X X", "image/png", "X X"},
		{`data:text/plain;a=",",X`, `text/plain;a=""`, `",X`},
		{"data:text/plain;a=%2C,X", "text/plain;a=%2C", "X"},
		{"data:text/html,<b>?q", "text/html", "<b>?q"},
		{"DATA:text/html,X", "text/html", "X"},
		{"data:;base64,WA", unknown, "X"},
		{"data:;BASe64,WA", unknown, "X"},
		{"data:;base64 ,WA", unknown, "X"},
		{"data:;base64,W%20A", unknown, "X"},
		{"data:;base64,W%0CA", unknown, "X"},
		{"data:; base64,WA", unknown, "X"},
		{"data:text/html ;  base64,WA", "text/html", "X"},
		{"data:;base64;base64,WA", "text/plain", "X"},
		{"data:x/x;base64;charset=x;base64,WA", "x/x;charset=x", "X"},
		{"data:x/x;base64;charset=x,WA", "x/x;charset=x", "WA"},
		{"data:x;base64x,WA", unknown, "WA"},
		{"data:;base64;,WA", "text/plain", "WA"},
		{"data:;base 64,WA", "text/plain", "WA"},
		{"data:;%62ase64,WA", "text/plain", "WA"},
		{"data:base64,WA", unknown, "WA"},
		{"data:;charset= x,X", `text/plain;charset=" x"`, "X"},
		{`data:;CHARSET="X",X`, "text/plain;charset=X", "X"},
	}
	for _, test := range tests {
		data, ok := ProcessDataURL(mustParseURL(t, test.url))
		if !ok || data.MIMEType != test.mimeType || string(data.Body) != test.body {
			t.Errorf("%s: got %q, %q, %v, want %q, %q", test.url, data.MIMEType, data.Body, ok, test.mimeType, test.body)
		}
	}
}

func TestDataURLWithoutACommaOrWithBadBase64Fails(t *testing.T) {
	for _, url := range []string{"data:", "data:text/plain", "data:x#,", "data:;base64,a", "data:;base64,a=b", "data:;base64,%FF"} {
		if data, ok := ProcessDataURL(mustParseURL(t, url)); ok {
			t.Errorf("%s: got %q", url, data)
		}
	}
}

// Expectations are those of the Infra Standard's text, and of the browsers'
// shared tests for it.
func TestForgivingBase64ForgivesWhitespaceAndPaddingOnly(t *testing.T) {
	tests := []struct {
		input, want string
		ok          bool
	}{
		{"", "", true}, {"abcd", "i\xb7\x1d", true}, {" ab\t\n\f\r cd ", "i\xb7\x1d", true}, {"ab", "i", true}, {"ab==", "i", true},
		{"abc", "i\xb7", true}, {"abc=", "i\xb7", true}, {"ab = = ", "i", true}, {"/A", "\xfc", true}, {"A/", "\x03", true},
		{"a", "", false}, {"abcde", "", false}, {"=", "", false}, {"==", "", false}, {"====", "", false}, {"a==", "", false}, {"ab=", "", false},
		{"abc==", "", false}, {"abcd=", "", false}, {"abcd====", "", false}, {"=a==", "", false}, {"a=b=", "", false}, {"ab=c", "", false},
		{"ab\x0bcd", "", false}, {"ab\xa0cd", "", false}, {"ab-_", "", false}, {"\x00nonsense", "", false},
	}
	for _, test := range tests {
		got, ok := forgivingBase64Decode([]byte(test.input))
		if ok != test.ok || ok && string(got) != test.want {
			t.Errorf("%q: got %q, %v, want %q, %v", test.input, got, ok, test.want, test.ok)
		}
	}
}

func FuzzDataURL(f *testing.F) {
	for _, seed := range []string{",X", "text/html;base64,WA==", ";charset=x,%FF", "; base64,W%20A", `a/b;c="d",`, ",#", "x/x;base64;base64,="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		url, err := ParseURL("data:" + rest)
		if err != nil {
			return
		}
		data, ok := ProcessDataURL(url)
		if ok != strings.Contains(url.WithoutFragment(), ",") && ok {
			t.Fatalf("%s: succeeded without a comma", url)
		}
		if !ok {
			return
		}
		if mimeType, ok := ParseMIMEType(data.MIMEType); !ok || mimeType.String() != data.MIMEType {
			t.Fatalf("%q is no serialized MIME type", data.MIMEType)
		}
		if len(data.Body) > len(url.String()) {
			t.Fatalf("%d bytes came of %d", len(data.Body), len(url.String()))
		}
	})
}
