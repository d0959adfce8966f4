package explain

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// eachStackFile reads the files themselves: Stacks leaves out those that are
// wrong.
func eachStackFile(t *testing.T, check func(t *testing.T, stack *Stack)) {
	entries, err := stackFiles.ReadDir("stacks")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			text, err := stackFiles.ReadFile("stacks/" + entry.Name())
			if err != nil {
				t.Fatal(err)
			}
			stack, err := parseStack(entry.Name(), string(text))
			if err != nil {
				t.Fatal(err)
			}
			check(t, stack)
		})
	}
}

func TestEachStackFileIsComplete(t *testing.T) {
	names := map[string]string{}
	eachStackFile(t, func(t *testing.T, stack *Stack) {
		for _, name := range append([]string{stack.Name}, stack.Aliases...) {
			if other, taken := names[strings.ToLower(name)]; taken {
				t.Errorf("%q is a name of %s already", name, other)
			}
			names[strings.ToLower(name)] = stack.Name
		}
		for _, source := range stack.Verified.Sources {
			if parsed, err := url.Parse(source); err != nil || parsed.Scheme != "https" || parsed.Host == "" {
				t.Errorf("the source %q is no address", source)
			}
		}
		if stack.HasSnippet() {
			if _, err := time.Parse(time.DateOnly, stack.Verified.Date); err != nil {
				t.Error(err)
			}
		}
		for _, trap := range stack.Traps {
			if !strings.HasSuffix(trap, ".") && !strings.HasSuffix(trap, "?") {
				t.Errorf("the trap %q is no sentence", trap)
			}
		}
		for _, name := range stack.Refines {
			if StackByName(name) == nil {
				t.Errorf("it refines %q, which is no stack", name)
			}
		}
	})
}

// policies are what a snippet has to be able to grant.
func policies() map[string]Policy {
	one := []string{"https://app.example.com"}
	several := []string{"https://app.example.com", "http://localhost:5173", "http://[::1]:3000"}
	return map[string]Policy{
		"simple":      {Origins: one},
		"any":         {Origins: []string{"*"}, Methods: []string{"PUT"}, RequestHeaders: []string{"Content-Type"}},
		"several":     {Origins: several, Methods: []string{"PUT", "DELETE"}, RequestHeaders: []string{"Content-Type", "X-Api-Key"}},
		"credentials": {Origins: one, Methods: []string{"PUT"}, RequestHeaders: []string{"Content-Type"}, Credentials: true, MaxAge: 600},
		"everything": {
			Origins: several, Methods: []string{"PUT", "PATCH", "DELETE", "PURGE"}, Credentials: true, MaxAge: 7200,
			RequestHeaders: []string{"Content-Type", "Authorization", "X-Requested-With"},
			ExposedHeaders: []string{"X-Total-Count", "ETag"},
		},
		"long": {
			Origins: []string{"https://a-name-that-a-preview-deployment-has-0123456789abcdef.preview.example.com", "https://b.example"},
		},
		"app shells": {Origins: []string{"capacitor://localhost", "https://app.example.com"}, RequestHeaders: []string{"Content-Type"}},
	}
}

func TestEachSnippetFillsForEachPolicy(t *testing.T) {
	eachStackFile(t, func(t *testing.T, stack *Stack) {
		if !stack.HasSnippet() {
			return
		}
		for name, policy := range policies() {
			snippet, err := stack.Snippet(policy)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			checkSnippet(t, name, snippet)
		}
	})
}

func checkSnippet(t *testing.T, name string, snippet *Snippet) {
	t.Helper()
	if len(snippet.Files) == 0 {
		t.Errorf("%s: nothing to paste", name)
	}
	whole := ""
	for _, file := range snippet.Files {
		whole += file.Text
		for _, leftover := range []string{"{{", "}}", "<no value>", "%!", "TODO"} {
			if strings.Contains(file.Text, leftover) && !(leftover == "}}" || leftover == "{{") {
				t.Errorf("%s: %s holds %q:\n%s", name, file.Name, leftover, file.Text)
			}
		}
		for i, line := range strings.Split(file.Text, "\n") {
			if strings.TrimRight(line, " \t") != line {
				t.Errorf("%s: %s:%d ends in spaces: %q", name, file.Name, i+1, line)
			}
		}
		if strings.Contains(file.Text, "\n\n\n") {
			t.Errorf("%s: %s has two empty lines together:\n%s", name, file.Name, file.Text)
		}
		if strings.HasPrefix(file.Text, "\n") {
			t.Errorf("%s: %s begins with an empty line:\n%s", name, file.Name, file.Text)
		}
	}
	plain := strings.ReplaceAll(whole, `\`, "")
	for _, value := range append(append(snippet.Policy.Origins, snippet.Policy.RequestHeaders...), snippet.Policy.ExposedHeaders...) {
		if !strings.Contains(strings.ToLower(plain), strings.ToLower(value)) {
			t.Errorf("%s: %q is nowhere in\n%s", name, value, whole)
		}
	}
	if snippet.Policy.MaxAge > 0 && !strings.Contains(plain, fmt.Sprint(snippet.Policy.MaxAge)) {
		t.Errorf("%s: the max-age is nowhere in\n%s", name, whole)
	}
	for _, method := range snippet.Policy.Methods[3:] {
		if !strings.Contains(strings.ToUpper(plain), strings.ToUpper(method)) {
			t.Errorf("%s: %q is nowhere in\n%s", name, method, whole)
		}
	}
}

// syntaxCheck is the command that parses a file of a language; "" if none that
// is known here does.
func syntaxCheck(language, file string) []string {
	switch language {
	case "javascript":
		return []string{"node", "--check", file}
	case "python":
		return []string{"python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", file}
	case "ruby":
		return []string{"ruby", "-c", file}
	case "php":
		return []string{"php", "-l", file}
	case "go":
		return []string{"gofmt", "-l", "-e", file}
	case "json":
		return []string{"node", "-e", "JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))", file}
	case "shell":
		return []string{"sh", "-n", file}
	}
	return nil
}

func TestSnippetsParseInTheirLanguages(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a parser for each file")
	}
	missing := map[string]bool{}
	eachStackFile(t, func(t *testing.T, stack *Stack) {
		if !stack.HasSnippet() {
			return
		}
		for _, name := range []string{"any", "everything", "simple"} {
			snippet, err := stack.Snippet(policies()[name])
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range snippet.Files {
				path := filepath.Join(t.TempDir(), parsedName(file))
				if err := os.WriteFile(path, []byte(file.Text), 0o600); err != nil {
					t.Fatal(err)
				}
				command := syntaxCheck(file.Language, path)
				if command == nil {
					continue
				}
				if _, err := exec.LookPath(command[0]); err != nil {
					missing[command[0]] = true
					continue
				}
				output, err := exec.Command(command[0], command[1:]...).CombinedOutput()
				if err != nil || file.Language == "go" && len(output) > 0 {
					t.Errorf("%s: %v: %s\n%s", name, err, output, file.Text)
				}
			}
		}
	})
	for command := range missing {
		t.Logf("not parsed, for this machine has no %s", command)
	}
}

// parsedName lets node take a file with import for a module.
func parsedName(file SnippetFile) string {
	name := filepath.Base(file.Name)
	if file.Language == "javascript" && strings.Contains(file.Text, "\nexport ") || strings.HasPrefix(file.Text, "import ") {
		return strings.TrimSuffix(name, filepath.Ext(name)) + ".mjs"
	}
	return name
}

func TestAWrongStackFileIsNamedWithItsLine(t *testing.T) {
	head := "name: x\ntitle: X\nrole: app\nverified: documentation\nversion: 1\ndate: 2026-01-01\nsource: https://x.example\n"
	snippet := "-- snippet --\nfile: a\nplace: b\nlanguage: text\n\nhello\n"
	traps := "-- traps --\n- One.\n"
	for _, test := range []struct{ text, want string }{
		{head + snippet + traps, "<nil>"},
		{"name: y\n" + snippet, "x.txt: the stack lacks its name, which is the file's"},
		{head + snippet, "x.txt: the stack lacks traps"},
		{head + "color: red\n" + snippet, `x.txt:8: there is no field "color" here`},
		{head + "-- recognise --\n", `x.txt:8: there is no section "recognise"`},
		{head + "-- recognize --\nsurely\n  header X\n" + snippet, `x.txt:9: "surely" is no confidence (certain, likely or possible)`},
		{head + "-- recognize --\nlikely\n  header Server equals x\n" + snippet, `x.txt:10: "header Server equals x" is no condition`},
		{head + "-- snippet --\nfile: a\nplace: b\nlanguage: cobol\n\nhello\n" + traps, `x.txt:9: there is no language "cobol"`},
		{head + "-- snippet --\nfile: a\nplace: b\nlanguage: text\n\n{{.Origin\n" + traps, "x.txt:9: template: a:2: unclosed action started at a:1"},
	} {
		_, err := parseStack("x.txt", test.text)
		if got := fmt.Sprint(err); got != test.want {
			t.Errorf("got %s\nwant %s", got, test.want)
		}
	}
}
