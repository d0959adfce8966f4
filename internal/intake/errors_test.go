package intake_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"corsplain/internal/intake"
)

const errorsFile = "../../testdata/intake/errors.txtar"

// TestErrorsShowTheUsersOwnLine holds all that the importers say, in one file
// to read in one sitting. The texts are the inputs; -update writes the rest.
func TestErrorsShowTheUsersOwnLine(t *testing.T) {
	content, err := os.ReadFile(errorsFile)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(content)
	for i := 0; i+1 < len(archive.Files); i += 2 {
		input, want := archive.Files[i], &archive.Files[i+1]
		t.Run(input.Name, func(t *testing.T) {
			_, err := intake.ParsePaste(string(input.Data), intake.Options{Name: "standard input"})
			var fault *intake.SyntaxError
			if !errors.As(err, &fault) {
				t.Fatalf("%v is no *SyntaxError", err)
			}
			got := fault.Render(80)
			if strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
				t.Errorf("a terminal would obey %q", got)
			}
			if *update {
				want.Data = []byte(got)
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile(errorsFile, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
