package intake_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"corsplain/internal/intake"
)

var update = flag.Bool("update", false, "rewrite the notes and errors in testdata/intake")

// Each file in testdata/intake/written is a command as people or older
// browsers write it, the requests to be understood, and what the report says
// about how it was understood.
func TestWrittenCommandsAreUnderstood(t *testing.T) {
	names, err := filepath.Glob("../../testdata/intake/written/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(content)
			command, _ := section(archive, "command")
			imported, err := intake.ParseCurl(command, optionsIn(t, archive))
			if err != nil {
				t.Fatal(err)
			}
			var wants []string
			for _, file := range archive.Files {
				if file.Name == "want" {
					wants = append(wants, string(file.Data))
				}
			}
			if len(wants) != len(imported.Calls) {
				t.Fatalf("%d calls, want %d", len(imported.Calls), len(wants))
			}
			for i, want := range wants {
				diffCalls(t, want, imported.Calls[i].Call)
			}
			checkNotes(t, name, archive, notesOf(imported))
		})
	}
}

func notesOf(imported *intake.Import) string {
	notes := []string{"format: " + string(imported.Format)}
	for _, call := range imported.Calls {
		notes = append(notes, call.Call.Method+" "+call.Call.URL)
		for _, note := range call.Notes {
			mark := "  "
			if slices.Contains(call.Caveats, note) {
				mark = "! "
			}
			notes = append(notes, mark+note)
		}
	}
	return strings.Join(append(notes, imported.Notes...), "\n")
}

func checkNotes(t *testing.T, name string, archive *txtar.Archive, got string) {
	t.Helper()
	want, _ := section(archive, "notes")
	if want == got {
		return
	}
	if !*update {
		t.Errorf("notes (-want +got)\n%s", cmp.Diff(want, got))
		return
	}
	var files []txtar.File
	for _, file := range archive.Files {
		if file.Name != "notes" {
			files = append(files, file)
		}
	}
	archive.Files = append(files, txtar.File{Name: "notes", Data: []byte(got + "\n")})
	if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
