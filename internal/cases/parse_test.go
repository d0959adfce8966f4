package cases_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corsplain/internal/cases"
)

// requestWith is a case whose request has one more line.
func requestWith(line string) []byte {
	return []byte("A case.\n-- request --\nPOST https://api.example/log\norigin: https://app.example\n" + line + "\n")
}

func TestBodySizeIsABodyOfThatManyBytes(t *testing.T) {
	parsed, err := cases.Parse(requestWith("body-size: 65537"))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(parsed.Requests[0].Call.Body); got != 65537 {
		t.Errorf("the body has %d bytes", got)
	}
}

func TestBodySizeIsBounded(t *testing.T) {
	for _, size := range []string{"-1", "1048577", "9223372036854775808", "many", ""} {
		if _, err := cases.Parse(requestWith("body-size: " + size)); err == nil || !strings.Contains(err.Error(), "body-size") {
			t.Errorf("body-size %q: error %v", size, err)
		}
	}
}

func TestAWrongSectionIsNamed(t *testing.T) {
	for _, test := range []struct{ text, names string }{
		{"-- response --\n200 OK\n", "response"},
		{"-- request --\nGET\n", "request"},
		{"-- request --\nGET https://api.example/\n-- verdict --\nallowed\n", "verdict"},
		{"-- request --\nGET https://api.example/\n-- response --\nOK\n", "response"},
		{"-- request --\nGET https://api.example/\n-- diagnosis --\n", "diagnosis"},
	} {
		_, err := cases.Parse([]byte(test.text))
		if err == nil || !strings.Contains(err.Error(), test.names) {
			t.Errorf("%q: error %v; want one that names %q", test.text, err, test.names)
		}
	}
}

func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("../../testdata/fetch/*.txtar")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		parsed, err := cases.Parse(text)
		if err == nil && len(parsed.Requests) == 0 {
			t.Error("a case without a request is none")
		}
	})
}
