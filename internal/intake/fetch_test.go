package intake_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"corsplain/internal/intake"
)

func javascriptFile(t testing.TB, name string) *txtar.Archive {
	t.Helper()
	content, err := os.ReadFile("../../testdata/intake/javascript/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return txtar.Parse(content)
}

func TestCodeGivesTheRequestsThatABrowserWouldMake(t *testing.T) {
	for _, name := range []string{"fetch", "libraries"} {
		archive := javascriptFile(t, name)
		for _, file := range archive.Files {
			if strings.HasPrefix(file.Name, "want ") {
				continue
			}
			t.Run(name+"/"+file.Name, func(t *testing.T) {
				want, _ := section(archive, "want "+file.Name)
				imported, err := intake.ParseFetch(string(file.Data), intake.Options{
					Name: file.Name, Origin: "https://app.example.com",
				})
				if err != nil {
					t.Fatalf("%v\n%s", err, rendered(err))
				}
				wanted := strings.Split(want, "\n")
				if len(wanted) != len(imported.Calls) {
					t.Fatalf("%d calls, want %d; notes %q", len(imported.Calls), len(wanted), imported.Notes)
				}
				for i, line := range wanted {
					call := imported.Calls[i].Call
					call.Initiator = "" // a request object has no word for it
					diffCalls(t, line, call)
					t.Logf("notes: %q", imported.Calls[i].Notes)
				}
				t.Logf("notes: %q", imported.Notes)
			})
		}
	}
}

func TestCodeThatIsNotUnderstoodIsAnErrorWithItsPlace(t *testing.T) {
	for _, name := range []string{"unknown", "wrong"} {
		archive := javascriptFile(t, name)
		for _, file := range archive.Files {
			if strings.HasPrefix(file.Name, "want ") {
				continue
			}
			t.Run(name+"/"+file.Name, func(t *testing.T) {
				want, _ := section(archive, "want "+file.Name)
				options := intake.Options{Name: file.Name}
				if !strings.Contains(want, "--page") {
					options.Origin = "https://app.example.com"
				}
				_, err := intake.ParseFetch(string(file.Data), options)
				if diff := cmp.Diff(want, withoutExcerpt(err)); diff != "" {
					t.Errorf("(-want +got)\n%s\n%s", diff, rendered(err))
				}
			})
		}
	}
}

func rendered(err error) string {
	var fault *intake.SyntaxError
	if !errors.As(err, &fault) {
		return ""
	}
	return fault.Render(0)
}

// withoutExcerpt is what an error says, without the user's own line.
func withoutExcerpt(err error) string {
	var fault *intake.SyntaxError
	if !errors.As(err, &fault) {
		return "no syntax error"
	}
	lines := []string{fault.Error()}
	if fault.Expected != "" {
		lines = append(lines, "expected: "+fault.Expected)
	}
	if fault.Hint != "" {
		lines = append(lines, "hint: "+fault.Hint)
	}
	return strings.Join(lines, "\n")
}

// Whatever the text is, reading it ends, in calls or in an error with a place.
func FuzzParseFetch(f *testing.F) {
	for _, name := range []string{"fetch", "libraries", "unknown", "wrong"} {
		for _, file := range javascriptFile(f, name).Files {
			f.Add(string(file.Data))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := intake.ParseFetch(text, intake.Options{Origin: "https://app.example.com"})
		if err == nil && len(imported.Calls) == 0 {
			t.Fatal("neither calls nor an error")
		}
		if err != nil && rendered(err) == "" {
			t.Fatalf("not a syntax error: %v", err)
		}
	})
}
