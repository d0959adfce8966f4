package intake_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/tools/txtar"

	"corsplain/internal/intake"
	"corsplain/simulate"
)

// The files in testdata/intake/copied each hold one request that a page's
// script made, as browsers wrote it to the clipboard, and what was asked for:
// "want", or "want NAME" where that browser's text does not tell all of it.
func copiedFiles(t testing.TB) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("../../testdata/intake/copied/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	files := map[string]*txtar.Archive{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(name), ".txtar")] = txtar.Parse(content)
	}
	return files
}

func section(archive *txtar.Archive, names ...string) (string, bool) {
	for _, name := range names {
		for _, file := range archive.Files {
			if file.Name == name {
				return strings.TrimSuffix(string(file.Data), "\n"), true
			}
		}
	}
	return "", false
}

// isCommand reports whether a section holds a command for a shell.
func isCommand(name string) bool {
	for _, shell := range []string{"bash", "cmd", "powershell", "posix", "windows", "macos"} {
		if strings.HasSuffix(name, " "+shell) {
			return true
		}
	}
	return false
}

func TestCopiedCommandsGiveTheRequestThatTheScriptMade(t *testing.T) {
	for name, archive := range copiedFiles(t) {
		for _, file := range archive.Files {
			if !isCommand(file.Name) || strings.HasPrefix(file.Name, "want") {
				continue
			}
			t.Run(name+"/"+file.Name, func(t *testing.T) {
				want, ok := section(archive, "want "+file.Name, "want")
				if !ok {
					t.Skip("the file says in another test what is wanted")
				}
				imported, err := intake.ParseCurl(string(file.Data), intake.Options{Name: file.Name})
				if err != nil {
					t.Fatal(err)
				}
				if len(imported.Calls) != 1 {
					t.Fatalf("%d calls", len(imported.Calls))
				}
				diffCalls(t, want, imported.Calls[0].Call)
				t.Logf("notes: %q", imported.Calls[0].Notes)
			})
		}
	}
}

// diffCalls compares a call with a request object; header order does not
// matter, and names are compared without case.
func diffCalls(t *testing.T, want string, got simulate.Call) {
	t.Helper()
	wanted, err := simulate.ParseCall([]byte(want))
	if err != nil {
		t.Fatalf("the wanted request: %v", err)
	}
	for _, call := range []*simulate.Call{&wanted, &got} {
		call.Headers = slices.Clone(call.Headers)
		for i := range call.Headers {
			call.Headers[i].Name = strings.ToLower(call.Headers[i].Name)
		}
		slices.SortStableFunc(call.Headers, func(a, b simulate.HeaderField) int { return strings.Compare(a.Name, b.Name) })
	}
	// A request object cannot tell an empty list from none.
	if diff := cmp.Diff(wanted, got, cmpopts.EquateEmpty()); diff != "" {
		object, _ := json.Marshal(got)
		t.Errorf("(-want +got)\n%s\n%s", diff, object)
	}
}
