package curl

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testVocabulary() Vocabulary {
	return Vocabulary{
		{Name: "request", Short: 'X', TakesValue: true},
		{Name: "header", Short: 'H', TakesValue: true},
		{Name: "data", Short: 'd', TakesValue: true},
		{Name: "json", TakesValue: true},
		{Name: "silent", Short: 's'},
		{Name: "show-error", Short: 'S'},
		{Name: "insecure", Short: 'k'},
		{Name: "noproxy", TakesValue: true},
	}
}

// Expected values are what curl 7.88 makes of the same words (except for
// --name=value, which is ours).
func TestScanReadsWordsAsCurlDoes(t *testing.T) {
	for _, test := range []struct {
		words    []string
		given    []Given
		operands []string
	}{
		{[]string{"-X", "PUT", "u"}, []Given{{Name: "request", Value: "PUT", Written: "-X"}}, []string{"u"}},
		{[]string{"-XPUT", "u"}, []Given{{Name: "request", Value: "PUT", Written: "-X"}}, []string{"u"}},
		{[]string{"u", "--request", "PUT"}, []Given{{Name: "request", Value: "PUT", Written: "--request"}}, []string{"u"}},
		{[]string{"--request=PUT"}, []Given{{Name: "request", Value: "PUT", Written: "--request"}}, nil},
		{[]string{"--data=a=b=c"}, []Given{{Name: "data", Value: "a=b=c", Written: "--data"}}, nil},
		{[]string{"--data="}, []Given{{Name: "data", Written: "--data"}}, nil},
		{[]string{"-sSk"}, []Given{{Name: "silent", Written: "-s"}, {Name: "show-error", Written: "-S"}, {Name: "insecure", Written: "-k"}}, nil},
		{[]string{"-skXPUT"}, []Given{{Name: "silent", Written: "-s"}, {Name: "insecure", Written: "-k"}, {Name: "request", Value: "PUT", Written: "-X"}}, nil},
		{[]string{"-Ha: b, c"}, []Given{{Name: "header", Value: "a: b, c", Written: "-H"}}, nil},
		{[]string{"-d@-"}, []Given{{Name: "data", Value: "@-", Written: "-d"}}, nil},
		{[]string{"-d", ""}, []Given{{Name: "data", Written: "-d"}}, nil},
		{[]string{"-d", "-s"}, []Given{{Name: "data", Value: "-s", Written: "-d"}}, nil},
		{[]string{"--data", "--"}, []Given{{Name: "data", Value: "--", Written: "--data"}}, nil},
		{[]string{"-s", "--", "-k", "--x"}, []Given{{Name: "silent", Written: "-s"}}, []string{"-k", "--x"}},
		{[]string{"a", "-s", "--", "b"}, []Given{{Name: "silent", Written: "-s"}}, []string{"a", "b"}},
		{[]string{"-"}, nil, []string{"-"}},
		{[]string{"--no-silent"}, []Given{{Name: "silent", Negated: true, Written: "--no-silent"}}, nil},
		{[]string{"--noproxy", "*"}, []Given{{Name: "noproxy", Value: "*", Written: "--noproxy"}}, nil},
	} {
		given, operands, err := Scan(test.words, testVocabulary())
		if err != nil {
			t.Errorf("%q: %v", test.words, err)
		}
		if diff := cmp.Diff(test.given, given); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.words, diff)
		}
		if diff := cmp.Diff(test.operands, operands); diff != "" {
			t.Errorf("%q operands (-want +got):\n%s", test.words, diff)
		}
	}
}

func TestScanNamesWhatIsWrong(t *testing.T) {
	for _, test := range []struct {
		words []string
		want  string
	}{
		{[]string{"--orign", "x"}, "unknown option --orign"},
		{[]string{"--orign=x"}, "unknown option --orign"},
		{[]string{"-Z"}, "unknown option -Z"},
		{[]string{"-sZ"}, "unknown option -Z"},
		{[]string{"-origin"}, "unknown option -origin"},
		{[]string{"-silent"}, "unknown option -silent"},
		{[]string{"-é"}, "unknown option -é"},
		{[]string{"-X"}, "option -X needs a value"},
		{[]string{"--request"}, "option --request needs a value"},
		{[]string{"--silent=yes"}, "option --silent takes no value"},
		{[]string{"--no-request"}, "unknown option --no-request"},
	} {
		_, _, err := Scan(test.words, testVocabulary())
		var optionError *OptionError
		if !errors.As(err, &optionError) || err.Error() != test.want {
			t.Errorf("%q: %v; want %s", test.words, err, test.want)
		}
	}
}

func FuzzScanKeepsEveryOperandAfterDoubleDash(f *testing.F) {
	f.Add("-sSk", "-XPUT", "https://api.example/")
	f.Add("--no-silent", "--data=a", "-d@-")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		_, operands, err := Scan([]string{"--", a, b, c}, testVocabulary())
		if err != nil || !cmp.Equal(operands, []string{a, b, c}) {
			t.Fatalf("got %q, %v", operands, err)
		}
		Scan([]string{a, b, c}, testVocabulary())
	})
}
