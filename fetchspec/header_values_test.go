package fetchspec

import "testing"

func TestHeaderValueRefusesOnlyNULNewlinesAndOuterWhitespace(t *testing.T) {
	for value, want := range map[string]bool{
		"": true, "a": true, "a b": true, "a\tb": true, "a\x01b": true, "\xff": true, "\x7f": true, "a\x0bb": true,
		" a": false, "a\t": false, "a\nb": false, "a\rb": false, "a\x00b": false, " ": false,
	} {
		if got := IsHeaderValue(value); got != want {
			t.Errorf("IsHeaderValue(%q) = %v, want %v", value, got, want)
		}
	}
}

func TestNormalizingAValueStripsHTTPWhitespaceFromItsEnds(t *testing.T) {
	for value, want := range map[string]string{
		" \t\r\n a b \n": "a b", "a": "a", "\x0ca\x0b": "\x0ca\x0b", "\xa0a": "\xa0a", "\r\n": "", "": "",
	} {
		if got := NormalizeHeaderValue(value); got != want {
			t.Errorf("NormalizeHeaderValue(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestHeaderNameIsAToken(t *testing.T) {
	for name, want := range map[string]bool{
		"X-A": true, "a!1": true, "": false, "X A": false, "X:A": false, "\xe9": false, "X-A ": false, "a@b": false, "a/b": false,
	} {
		if got := IsHeaderName(name); got != want {
			t.Errorf("IsHeaderName(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestIsomorphicDecodingMakesEachByteACodePoint(t *testing.T) {
	if got, want := isomorphicDecode("a\xe9\xff"), "a\u00e9\u00ff"; got != want {
		t.Errorf("isomorphicDecode = %q, want %q", got, want)
	}
}
