package curl

import (
	"errors"
	"fmt"
	"testing"
)

func testFiles(name string) ([]byte, error) {
	switch name {
	case "f.txt":
		return []byte("x y\r\nz\x00&w\n"), nil
	case "page.html":
		return []byte("<p>"), nil
	}
	return nil, fmt.Errorf("no file %s", name)
}

// Expected values are the bodies that curl 7.88 sent.
func TestJoinDataMakesTheBodyThatCurlSends(t *testing.T) {
	for _, test := range []struct {
		data []Datum
		want string
	}{
		{[]Datum{{DataPlain, "a=1"}, {DataPlain, "b=2"}}, "a=1&b=2"},
		{[]Datum{{DataPlain, "a"}, {DataJSON, `{"a":1}`}, {DataJSON, `{"b"}`}}, `a{"a":1}{"b"}`},
		{[]Datum{{DataPlain, "@f.txt"}}, "x yz&w"},
		{[]Datum{{DataBinary, "@f.txt"}}, "x y\r\nz\x00&w\n"},
		{[]Datum{{DataJSON, "@f.txt"}}, "x y\r\nz\x00&w\n"},
		{[]Datum{{DataRaw, "@f.txt"}}, "@f.txt"},
		{[]Datum{{DataURLEncoded, "a=b c&d"}}, "a=b+c%26d"},
		{[]Datum{{DataURLEncoded, "=x=y"}}, "x%3Dy"},
		{[]Datum{{DataURLEncoded, "just text=~*"}}, "just text=~%2A"},
		{[]Datum{{DataURLEncoded, "ü"}}, "%C3%BC"},
		{[]Datum{{DataURLEncoded, "@f.txt"}}, "x+y%0D%0Az%00%26w%0A"},
		{[]Datum{{DataURLEncoded, "n@f.txt"}}, "n=x+y%0D%0Az%00%26w%0A"},
		{[]Datum{{DataPlain, ""}}, ""},
	} {
		got, err := JoinData(test.data, testFiles)
		if err != nil || string(got) != test.want {
			t.Errorf("%q: %q, %v; want %q", test.data, got, err, test.want)
		}
	}
}

func TestJoinDataReadsNoFileThatIsRefused(t *testing.T) {
	refused := errors.New("refused")
	refuse := func(string) ([]byte, error) { return nil, refused }
	for _, datum := range []Datum{{DataPlain, "@x"}, {DataBinary, "@x"}, {DataJSON, "@x"}, {DataURLEncoded, "n@x"}} {
		if _, err := JoinData([]Datum{datum}, refuse); !errors.Is(err, refused) {
			t.Errorf("%v: %v", datum, err)
		}
	}
}

func TestAppendQueryGoesBeforeTheFragment(t *testing.T) {
	for _, test := range []struct{ url, query, want string }{
		{"http://h/p", "a=1", "http://h/p?a=1"},
		{"http://h/p?z=1#frag", "a=1&b=2", "http://h/p?z=1&a=1&b=2#frag"},
		{"http://h/p?", "a", "http://h/p?a"},
		{"http://h/p#?", "a", "http://h/p?a#?"},
		{"http://h/p", "", "http://h/p"},
	} {
		if got := AppendQuery(test.url, test.query); got != test.want {
			t.Errorf("AppendQuery(%q, %q) = %q; want %q", test.url, test.query, got, test.want)
		}
	}
}

func TestGuessSchemeTakesAHostAndPortForWhatItIs(t *testing.T) {
	for _, test := range []struct {
		url, want string
		guessed   bool
	}{
		{"https://api.example/", "https://api.example/", false},
		{"api.example/users", "http://api.example/users", true},
		{"localhost:3000", "http://localhost:3000", true},
		{"127.0.0.1:8080/x", "http://127.0.0.1:8080/x", true},
		{"[::1]:8080", "http://[::1]:8080", true},
		{"//api.example/x", "http://api.example/x", true},
		{"data:text/plain,hi", "data:text/plain,hi", false},
		{"about:blank", "about:blank", false},
		{"HTTP:api.example", "HTTP:api.example", false},
		{"ftp://files.example/", "ftp://files.example/", false},
		{"user:secret@api.example", "http://user:secret@api.example", true},
	} {
		got, guessed := GuessScheme(test.url)
		if got != test.want || guessed != test.guessed {
			t.Errorf("GuessScheme(%q) = %q, %v", test.url, got, guessed)
		}
	}
}
