package nearest

import "testing"

func TestNearestWordIsTheOneThatWasMeant(t *testing.T) {
	words := []string{"origin", "page", "mode", "credentials", "request", "referer", "resolve", "no-cors", "same-origin"}
	for _, test := range []struct{ word, want string }{
		{"orign", "origin"},
		{"origni", "origin"},
		{"ORIGIN", "origin"},
		{"cred", "credentials"},
		{"referrer", "referer"},
		{"nocors", "no-cors"},
		{"resovle", "resolve"},
		{"mdoe", "mode"},
		{"zzzzzz", ""},
		{"", ""},
		{"x", ""},
	} {
		got, ok := Word(test.word, words)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("Word(%q) = %q, %v; want %q", test.word, got, ok, test.want)
		}
	}
}

func TestEditDistanceCountsASwapAsOne(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"abc", "abc", 0},
		{"abc", "acb", 1},
		{"abc", "abcd", 1},
		{"abc", "bc", 1},
		{"kitten", "sitting", 3},
		{"", "abc", 3},
	} {
		if got := editDistance(test.a, test.b); got != test.want {
			t.Errorf("editDistance(%q, %q) = %d; want %d", test.a, test.b, got, test.want)
		}
	}
}
