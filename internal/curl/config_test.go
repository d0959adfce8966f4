package curl

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The lines are those of the manual's section on -K, and what curl 7.88 was
// seen to make of them.
func TestScanConfigReadsCurlsFileFormat(t *testing.T) {
	file := "\xEF\xBB\xBF# a comment\r\n\n" +
		"header = \"X-A: b\\t\\\"q\\\" \\z\"\r\n" +
		"-X PUT\n" +
		"  data=a=b\n" +
		"--json: {}\n" +
		"request:\tDELETE trailing\n" +
		"silent\n" +
		"no-insecure\n" +
		"-k\n"
	want := []Given{
		{Name: "header", Value: "X-A: b\t\"q\" z", Written: "header", Line: 3},
		{Name: "request", Value: "PUT", Written: "-X", Line: 4},
		{Name: "data", Value: "a=b", Written: "data", Line: 5},
		{Name: "json", Value: "{}", Written: "--json", Line: 6},
		{Name: "request", Value: "DELETE", Written: "request", Line: 7},
		{Name: "silent", Written: "silent", Line: 8},
		{Name: "insecure", Negated: true, Written: "no-insecure", Line: 9},
		{Name: "insecure", Written: "-k", Line: 10},
	}
	got, err := ScanConfig([]byte(file), testVocabulary())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScanConfigNamesTheLine(t *testing.T) {
	for _, test := range []struct{ file, want string }{
		{"silent\nheder = x\n", "line 2: unknown option heder"},
		{"header\n", "line 1: option header needs a value"},
		{"silent = yes\n", "line 1: option silent takes no value"},
		{"-Z x\n", "line 1: unknown option -Z"},
	} {
		_, err := ScanConfig([]byte(test.file), testVocabulary())
		if err == nil || err.Error() != test.want {
			t.Errorf("%q: %v; want %s", test.file, err, test.want)
		}
	}
}

func FuzzScanConfigNamesALineOfTheFile(f *testing.F) {
	f.Add("header = \"a: b\"\nsilent\n")
	f.Add("-X\n:\n=\n\"\n--\n-")
	f.Fuzz(func(t *testing.T, file string) {
		given, err := ScanConfig([]byte(file), testVocabulary())
		if err == nil {
			for _, option := range given {
				if option.Line < 1 || option.Line > len(file) {
					t.Fatalf("line %d", option.Line)
				}
			}
		}
	})
}
