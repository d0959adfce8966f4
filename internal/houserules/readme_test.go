package houserules

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite what README takes from the code")

// block finds the text between two marks of README.
func block(t *testing.T, readme, begin, end string) (before, inside, after string) {
	t.Helper()
	before, rest, found := strings.Cut(readme, begin)
	inside, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("README.md has nothing between %q and %q", begin, end)
	}
	return before, inside, after
}

func TestREADMEListsWhereEnginesDepartFromTheStandard(t *testing.T) {
	const begin, end = "<!-- departures -->\n", "<!-- end -->"
	file := filepath.Join(root, "README.md")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, got, after := block(t, string(content), begin, end)
	want := departures(t)
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("README.md differs from fetchspec.Engine; go test ./internal/houserules -update rewrites it (-code +README):\n%s", diff)
	}
}

// departures is a list of the fields of Engine and CookiePolicy with their doc
// comments.
func departures(t *testing.T) string {
	var list strings.Builder
	for _, source := range []struct{ file, name string }{
		{"fetchspec/engine.go", "Engine"},
		{"fetchspec/cookie_policy.go", "CookiePolicy"},
	} {
		for _, field := range fieldsOf(t, source.file, source.name) {
			if text := strings.Join(strings.Fields(field.Doc.Text()), " "); text != "" {
				list.WriteString("- " + text + "\n")
			}
		}
	}
	return list.String()
}

func fieldsOf(t *testing.T, path, name string) []*ast.Field {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var fields []*ast.Field
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.TypeSpec)
		if !ok || spec.Name.Name != name {
			return true
		}
		fields = spec.Type.(*ast.StructType).Fields.List
		return false
	})
	if len(fields) == 0 {
		t.Fatalf("%s has no struct %s", path, name)
	}
	return fields
}
