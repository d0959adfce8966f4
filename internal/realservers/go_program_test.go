//go:build unix

package realservers

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// goModule is a module of testdata whose dependencies are there to build with.
func goModule(name string) requirement {
	return func(t *testing.T) {
		t.Helper()
		list := exec.Command("go", "list", "-deps", "tool", "./...")
		list.Dir = filepath.Join("testdata", name)
		list.Env = append(list.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=")
		if output, err := list.CombinedOutput(); err != nil {
			t.Logf("%s", output)
			missing(t, "Go modules for testdata/"+name+": run go mod download there")
		}
	}
}

// buildGo builds a package of a module of testdata into the site, with files
// of the site's in place of the package's own.
func buildGo(t *testing.T, module, target string, site *site, replaced files) (binary string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("testdata", module))
	if err != nil {
		t.Fatal(err)
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for file := range replaced {
		overlay.Replace[filepath.Join(root, target, file)] = filepath.Join(site.directory, file)
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	overlayFile := filepath.Join(site.directory, "overlay.json")
	if err := os.WriteFile(overlayFile, text, 0o644); err != nil {
		t.Fatal(err)
	}
	binary = filepath.Join(site.directory, "server")
	build := exec.Command("go", "build", "-overlay", overlayFile, "-o", binary, target)
	build.Dir = root
	build.Env = append(build.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", build.Args, err, output)
	}
	return binary
}
