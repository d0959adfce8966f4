package curl

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseHeaderReadsCurlsThreeForms(t *testing.T) {
	for _, test := range []struct {
		argument string
		want     Header
	}{
		{"X-A: b, c", Header{Name: "X-A", Value: "b, c"}},
		{"X-A:b:c", Header{Name: "X-A", Value: "b:c"}},
		{"X-A;", Header{Name: "X-A"}},
		{"X-A:", Header{Name: "X-A", Remove: true}},
		{"X-A: \t", Header{Name: "X-A", Remove: true}},
		{"X-A: b;", Header{Name: "X-A", Value: "b;"}},
	} {
		got, err := ParseHeader(test.argument)
		if err != nil || got != test.want {
			t.Errorf("ParseHeader(%q) = %+v, %v; want %+v", test.argument, got, err, test.want)
		}
	}
	for _, argument := range []string{"nocolon", "", ";", ": v", "a b"} {
		if got, err := ParseHeader(argument); err == nil {
			t.Errorf("ParseHeader(%q) = %+v, want an error", argument, got)
		}
	}
}

func TestParseHeadersReadsOneHeaderALineFromAFile(t *testing.T) {
	files := func(string) ([]byte, error) { return []byte("A: 1\r\n\r\nB;\n"), nil }
	got, err := ParseHeaders("@headers.txt", files)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Header{{Name: "A", Value: "1"}, {Name: "B"}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
