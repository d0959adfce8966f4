package explain

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/format"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
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
		if strings.Contains(file.Text, "\n\n\n") && file.Language != "python" {
			t.Errorf("%s: %s has two empty lines together:\n%s", name, file.Name, file.Text)
		}
		if strings.HasPrefix(file.Text, "\n") {
			t.Errorf("%s: %s begins with an empty line:\n%s", name, file.Name, file.Text)
		}
	}
	plain := strings.ReplaceAll(whole, `\`, "")
	for _, value := range append(append(snippet.Policy.Origins, snippet.Policy.RequestHeaders...), snippet.Policy.ExposedHeaders...) {
		if value != "*" && !strings.Contains(strings.ToLower(plain), strings.ToLower(value)) {
			t.Errorf("%s: %q is nowhere in\n%s", name, value, whole)
		}
	}
	if snippet.Policy.MaxAge > 0 && !strings.Contains(plain, fmt.Sprint(snippet.Policy.MaxAge)) {
		t.Errorf("%s: the max-age is nowhere in\n%s", name, whole)
	}
	for _, method := range snippet.Policy.Methods {
		if method != "*" && !strings.Contains(strings.ToUpper(plain), method) {
			t.Errorf("%s: %q is nowhere in\n%s", name, method, whole)
		}
	}
}

// parseOnce are programs that parse all files named to them, in one process,
// and say what is wrong.
var parseOnce = map[string][]string{
	"javascript": {"node", "--no-warnings", "--experimental-vm-modules", "-e", `
const fs = require('fs'), vm = require('vm');
for (const file of process.argv.slice(1)) {
  const text = fs.readFileSync(file, 'utf8');
  try {
    if (/^(import|export) /m.test(text)) new vm.SourceTextModule(text); else new vm.Script(text);
  } catch (error) { console.log(file + ': ' + error); }
}`},
	"python": {"python3", "-c", `
import ast, sys
for file in sys.argv[1:]:
    try: ast.parse(open(file).read())
    except SyntaxError as error: print(file, error)`},
	"ruby": {"ruby", "-e", `
ARGV.each { |file| begin; RubyVM::InstructionSequence.compile_file(file); rescue SyntaxError => error; puts file, error; end }`},
	"php": {"php", "-r", `
foreach (array_slice($argv, 1) as $file) {
  try { token_get_all(file_get_contents($file), TOKEN_PARSE); } catch (ParseError $error) { echo "$file: $error\n"; }
}`},
	"shell": {"sh", "-c", `for file; do sh -n "$file" || echo "$file"; done`, "sh"},
}

func TestSnippetsParseInTheirLanguages(t *testing.T) {
	files := map[string][]string{}
	directory := t.TempDir()
	eachStackFile(t, func(t *testing.T, stack *Stack) {
		if !stack.HasSnippet() {
			return
		}
		for name, policy := range policies() {
			snippet, err := stack.Snippet(policy)
			if err != nil {
				t.Fatal(err)
			}
			for i, file := range snippet.Files {
				if err := parseHere(file); err != nil {
					t.Errorf("%s: %s: %v\n%s", name, file.Name, err, file.Text)
				}
				path := filepath.Join(directory, fmt.Sprintf("%s %s %d", stack.Name, name, i))
				if err := os.WriteFile(path, []byte(file.Text), 0o600); err != nil {
					t.Fatal(err)
				}
				files[file.Language] = append(files[file.Language], path)
			}
		}
	})
	for language, command := range parseOnce {
		t.Run(language, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("this machine has no %s", command[0])
			}
			output, err := exec.Command(command[0], append(command[1:len(command):len(command)], files[language]...)...).CombinedOutput()
			if err != nil || len(output) > 0 {
				t.Errorf("%v %s", err, output)
			}
		})
	}
}

// parseHere parses the languages that Go has parsers for.
func parseHere(file SnippetFile) error {
	switch file.Language {
	case "go":
		formatted, err := format.Source([]byte(file.Text))
		if err == nil && string(formatted) != file.Text {
			err = fmt.Errorf("gofmt writes\n%s", formatted)
		}
		return err
	case "json":
		var value any
		return json.Unmarshal([]byte(file.Text), &value)
	case "yaml":
		var value any
		return yaml.Unmarshal([]byte(file.Text), &value)
	case "xml":
		var value struct{}
		return xml.Unmarshal([]byte("<all>"+file.Text+"</all>"), &value)
	}
	return nil
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
	} {
		_, err := parseStack("x.txt", test.text)
		if got := fmt.Sprint(err); got != test.want {
			t.Errorf("got %s\nwant %s", got, test.want)
		}
	}
}
