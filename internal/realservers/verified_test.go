//go:build unix

package realservers

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corsplain/explain"
)

func TestWhatIsVerifiedByARunIsRun(t *testing.T) {
	run := map[string]bool{}
	for _, stack := range stacks() {
		run[stack.name] = true
	}
	for _, stack := range explain.Stacks() {
		said := stack.Verified.How == explain.VerifiedByRun
		if said != run[stack.Name] {
			t.Errorf("%s says that it is verified by %q; it is run here: %v", stack.Name, stack.Verified.How, run[stack.Name])
		}
		delete(run, stack.Name)
	}
	for name := range run {
		t.Errorf("there is no stack %s", name)
	}
}

// The versions that come from a lock file are the ones that the stacks name;
// those of Debian change with it.
func TestTheVersionsSaidAreTheVersionsRun(t *testing.T) {
	packages := npmVersions(t)
	modules := goVersions(t)
	for stack, versions := range map[string][]string{
		"express":            {packages["express"], packages["cors"]},
		"fastify":            {packages["fastify"], packages["@fastify/cors"]},
		"koa":                {packages["koa"], packages["@koa/cors"]},
		"hono":               {packages["hono"]},
		"nestjs":             {packages["@nestjs/core"]},
		"nextjs":             {packages["next"]},
		"cloudflare-workers": {packages["workerd"]},
		"rs-cors":            {modules["github.com/rs/cors"]},
		"gin":                {modules["github.com/gin-gonic/gin"], modules["github.com/gin-contrib/cors"]},
		"echo":               {modules["github.com/labstack/echo/v4"], modules["github.com/labstack/echo/v5"]},
		"chi":                {modules["github.com/go-chi/chi/v5"], modules["github.com/go-chi/cors"]},
		"fiber":              {modules["github.com/gofiber/fiber/v3"]},
	} {
		said := explain.StackByName(stack).Verified.Version
		for _, version := range versions {
			if version == "" || !strings.Contains(said, version) {
				t.Errorf("%s was run as %q, and says %q", stack, version, said)
			}
		}
	}
}

func npmVersions(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "node", "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var described struct{ Dependencies map[string]string }
	if err := json.Unmarshal(text, &described); err != nil {
		t.Fatal(err)
	}
	return described.Dependencies
}

func goVersions(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "go", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, version, found := strings.Cut(strings.TrimSpace(line), " v"); found {
			versions[name], _, _ = strings.Cut(version, " ")
		}
	}
	return versions
}
