package fetchspec_test

import (
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
)

func TestHostileURLsAreParsedInLittleTime(t *testing.T) {
	const size = 128 << 10
	base, err := fetchspec.ParseURL("https://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	for _, prefix := range []string{"https://", "https://a.example/", "//", "/", "https:", "data:,", "?", "https://a.example/#"} {
		for _, piece := range []string{"@", "a/", "../", "%", "é", ".", ":", "?", "\\"} {
			input := prefix + strings.Repeat(piece, size/len(piece))
			start := time.Now()
			_, _ = fetchspec.ParseURL(input)
			_, _ = base.Parse(input)
			if taken := time.Since(start); taken > 2*time.Second {
				t.Errorf("%q after %q took %v", piece, prefix, taken)
			}
		}
	}
}

func TestLongAddressesThatExistAreParsed(t *testing.T) {
	for _, input := range []string{
		"https://a.example/" + strings.Repeat("a/", 5000),
		"https://a.example/npm/@scope/" + strings.Repeat("@x", 900),
		"https://a.example/?q=" + strings.Repeat("a/@", 50_000),
		"data:text/plain;base64," + strings.Repeat("a/@", 50_000),
	} {
		if _, err := fetchspec.ParseURL(input); err != nil {
			t.Errorf("%.40s…: %v", input, err)
		}
	}
}
