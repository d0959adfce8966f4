package cli_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/internal/cli"
)

// The usage block of README is what --help prints.
func TestREADMEHasTheHelpText(t *testing.T) {
	const begin, end = "<!-- corsplain --help -->\n```\n", "```\n<!-- end -->"
	const file = "../../README.md"
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(content), begin)
	block, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("README.md has no block between %q and %q", begin, end)
	}
	_, help, _ := runCLI(strings.NewReader(""), "--help")
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+help+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(help, block); diff != "" {
		t.Errorf("README.md differs from corsplain --help; go test ./internal/cli -update rewrites it (-help +README):\n%s", diff)
	}
}

// Each command's help names only options that the command takes.
func TestEveryCommandHasHelp(t *testing.T) {
	_, help, _ := runCLI(strings.NewReader(""), "--help")
	commands := 0
	_, list, _ := strings.Cut(help, "\nCommands:\n")
	list, _, _ = strings.Cut(list, "\n\n")
	for line := range strings.Lines(list) {
		name := strings.Fields(line)[0]
		status, out, _ := runCLI(strings.NewReader(""), name, "--help")
		if status != 0 || !strings.HasPrefix(out, "Usage: corsplain "+name) {
			t.Errorf("corsplain %s --help: status %d, %s", name, status, out)
		}
		commands++
	}
	if commands < 5 {
		t.Errorf("the help text lists %d commands", commands)
	}
}

func FuzzRunNeverPanics(f *testing.F) {
	f.Add("-XPUT", "--origin=null", "data:,x")
	f.Add("--dry-run", "-Fa=b", "--as")
	f.Add("batch", "--jobs", "x")
	f.Add("help", "-w%{", "--")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		words := []string{a, b, c, "--dry-run", "--origin", "https://app.example"}
		for _, word := range words[:3] {
			// Nothing that touches files, the network or other commands' time.
			if strings.ContainsAny(word, "@<>") || strings.HasPrefix(word, "-") && strings.ContainsAny(word, "oDcKbEw") {
				t.Skip()
			}
			switch word {
			case "demo", "serve":
				t.Skip()
			}
		}
		status, _, errors := runCLI(strings.NewReader(""), words...)
		if status == 2 && !strings.HasPrefix(errors, "corsplain: ") {
			t.Fatalf("%q: %q", words, errors)
		}
	})
}

func BenchmarkPreflightedCheck(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
		w.Header().Set("Access-Control-Allow-Methods", "PUT")
		w.Header().Set("Access-Control-Allow-Headers", "content-type")
		w.Header().Set("Vary", "Origin")
	}))
	defer server.Close()
	streams := cli.Streams{
		In: strings.NewReader(""), Out: io.Discard, Err: io.Discard,
		LookupEnv: func(string) (string, bool) { return "", false },
	}
	words := []string{"-X", "PUT", "--json", `{"name":"Ada"}`, "--origin", "https://app.example", server.URL + "/users/7"}
	for b.Loop() {
		if status := cli.Run(context.Background(), words, streams); status != 0 {
			b.Fatalf("exit status %d", status)
		}
	}
}

// With -v an answer that allows credentials is asked for as another origin
// too, once and without a login.
func TestVerboseAsksWhetherAnyOriginIsAllowed(t *testing.T) {
	for _, test := range []struct {
		arguments []string
		origins   int // how many origins the server saw
		warned    bool
	}{
		{nil, 1, false},
		{[]string{"-v"}, 2, true},
		{[]string{"-v", "--strict"}, 1, false},
	} {
		origins := map[string]bool{}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			origin := r.Header.Get("Origin")
			origins[origin] = true
			w.Header().Set("Access-Control-Allow-Origin", origin)
			w.Header().Set("Access-Control-Allow-Credentials", "true")
		}))
		arguments := append([]string{"--origin=https://app.example", "--credentials=include", "--format=json", server.URL}, test.arguments...)
		_, output, _ := runCLI(strings.NewReader(""), arguments...)
		server.Close()
		if len(origins) != test.origins || strings.Contains(output, "origin-reflected-with-credentials") != test.warned {
			t.Errorf("%v: the server saw %v; report %s", test.arguments, origins, output)
		}
	}
}
