//go:build unix

package realservers

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A requirement is what a machine must have to run a stack.
type requirement func(t *testing.T)

// missing skips the test, or fails it where everything should be installed.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("this machine has no %s", what)
	}
	t.Skipf("this machine has no %s", what)
}

func program(name string) requirement {
	return func(t *testing.T) {
		t.Helper()
		if _, err := exec.LookPath(name); err != nil {
			missing(t, name)
		}
	}
}

func file(path, what string) requirement {
	return func(t *testing.T) {
		t.Helper()
		if _, err := os.Stat(path); err != nil {
			missing(t, what)
		}
	}
}

// nodePackage is a package, or what a pattern finds in one.
func nodePackage(name string) requirement {
	return func(t *testing.T) {
		t.Helper()
		program("node")(t)
		if found, _ := filepath.Glob(filepath.Join("testdata", "node", "node_modules", name)); len(found) == 0 {
			missing(t, "npm package "+name+" in testdata/node: run npm ci there")
		}
	}
}

func pythonModules(names ...string) requirement {
	return func(t *testing.T) {
		t.Helper()
		if python(names...) == "" {
			missing(t, "Python with "+strings.Join(names, ", "))
		}
	}
}

// python is an interpreter that has the modules: Debian's own, or the first on
// the path; "" if neither has.
func python(modules ...string) string {
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(name, "-c", "import "+strings.Join(modules, ", ")).Run() == nil {
			return name
		}
	}
	return ""
}

func rubyGems(names ...string) requirement {
	return func(t *testing.T) {
		t.Helper()
		program("ruby")(t)
		for _, name := range names {
			if exec.Command("ruby", "-e", "require '"+name+"'").Run() != nil {
				missing(t, "Ruby with "+name)
			}
		}
	}
}
