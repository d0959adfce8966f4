package houserules

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the repository's root as seen from this package.
const root = "../.."

// goFile is a file of ours and what it imports.
type goFile struct {
	path    string // slash-separated, from the root
	imports []string
}

func (file goFile) isTest() bool { return strings.HasSuffix(file.path, "_test.go") }

// room is the top-level directory of a file, or "internal/NAME"; "" for the
// root package.
func (file goFile) room() string { return roomOf(filepath.ToSlash(filepath.Dir(file.path))) }

func roomOf(directory string) string {
	parts := strings.Split(directory, "/")
	if parts[0] == "." {
		return ""
	}
	if parts[0] == "internal" && len(parts) > 1 {
		return "internal/" + parts[1]
	}
	return parts[0]
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && path != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		file := goFile{path: filepath.ToSlash(relative)}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			file.imports = append(file.imports, imported)
		}
		files = append(files, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// height orders the rooms: a room imports only from below, or from beside it
// among the internal ones.
func height(room string) int {
	switch room {
	case "":
		return 4
	case "internal/cli":
		return 3
	case "explain", "simulate":
		return 1
	case "fetchspec":
		return 0
	}
	return 2
}

func TestImportsGoDownOnly(t *testing.T) {
	for _, file := range goFiles(t) {
		if file.isTest() {
			continue
		}
		from := file.room()
		for _, imported := range file.imports {
			inside, ours := strings.CutPrefix(imported, "corsplain/")
			if !ours {
				continue
			}
			to := roomOf(inside)
			if to == from || from == "internal/houserules" {
				continue
			}
			if isSharedBelow(to) && from != "fetchspec" {
				continue
			}
			if height(to) > height(from) || height(to) == height(from) && height(from) != 2 {
				t.Errorf("%s: %q imports %q, which stands above or beside it", file.path, from, to)
			}
		}
	}
}

// isSharedBelow names internal rooms that know nothing of ours and may be used
// from anywhere but fetchspec.
func isSharedBelow(room string) bool {
	switch room {
	case "internal/nearest", "internal/contentcoding", "internal/cases":
		return true
	}
	return false
}

func TestSomeImportsAreKeptToOneRoom(t *testing.T) {
	kept := map[string]func(goFile) bool{
		"github.com/urfave/cli/v2":          func(file goFile) bool { return file.room() == "internal/cli" },
		"github.com/charmbracelet/lipgloss": func(file goFile) bool { return file.path == "internal/report/style.go" },
		"github.com/dop251/goja":            func(file goFile) bool { return file.room() == "internal/intake" },
	}
	for _, file := range goFiles(t) {
		for _, imported := range file.imports {
			if allowed, listed := kept[imported]; listed && !allowed(file) && !file.isTest() {
				t.Errorf("%s imports %s", file.path, imported)
			}
		}
	}
}

func TestFetchspecTouchesNoWorld(t *testing.T) {
	for _, file := range goFiles(t) {
		if file.room() != "fetchspec" || file.isTest() {
			continue
		}
		for _, imported := range file.imports {
			switch {
			case imported == "net", strings.HasPrefix(imported, "net/"), imported == "os", strings.HasPrefix(imported, "os/"),
				imported == "io", imported == "log", strings.HasPrefix(imported, "log/"), strings.HasPrefix(imported, "corsplain/"):
				t.Errorf("%s imports %s", file.path, imported)
			}
		}
		text, err := os.ReadFile(filepath.Join(root, file.path))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "time.Now") {
			t.Errorf("%s reads the clock; it is given one", file.path)
		}
	}
}

func TestEachPackageDrawsItsMapInDocGo(t *testing.T) {
	rooms := map[string]bool{}
	documented := map[string]bool{}
	for _, file := range goFiles(t) {
		directory := filepath.ToSlash(filepath.Dir(file.path))
		if file.isTest() || directory == "." {
			continue
		}
		rooms[directory] = true
		if filepath.Base(file.path) == "doc.go" || filepath.Base(file.path) == "main.go" {
			documented[directory] = true
		}
	}
	for room := range rooms {
		if !documented[room] {
			t.Errorf("%s has no doc.go", room)
		}
	}
}
