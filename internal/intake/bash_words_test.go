package intake

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestShellWordsAreThoseOfBash compares with bash itself what the commands of
// browsers and documentations are split into.
func TestShellWordsAreThoseOfBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	texts := []string{
		`curl 'a'"b"c\d "\$x \" \\ \a" $'\t\x41\u00e9\u6f22\U1F600\101\'\cA\q' a\
b '' "" {a} x=1 -H'y: z' # comment`,
		"T='a b'\ncurl \"$T\" \"${T}x\" '$T'",
	}
	names, _ := filepath.Glob("../../testdata/intake/*/*.txtar")
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(content).Files {
			if strings.HasSuffix(file.Name, "bash") || strings.HasSuffix(file.Name, "posix") {
				texts = append(texts, string(file.Data))
			}
		}
	}
	for _, text := range texts {
		if strings.Contains(text, `\u0000`) || strings.HasPrefix(text, "{") {
			continue // a word of a shell cannot hold that, and no command is an object
		}
		commands, err := posixCommands(source{"text", text})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var got strings.Builder
		for _, argument := range commands[0].words[1:] {
			got.WriteString(argument.value + "\x00")
		}
		script := exec.Command(bash, "--norc", "-c", `curl() { printf '%s\0' "$@"; }`+"\n"+text)
		script.Env = []string{"LC_ALL=C.UTF-8", "PATH=/nonexistent"}
		want, err := script.Output()
		if err != nil {
			t.Fatalf("bash: %v", err)
		}
		if !utf8.Valid(want) || strings.Contains(text, `\ud83d`) {
			continue // where bash and the browser that wrote it disagree, the browser is followed
		}
		if diff := cmp.Diff(strings.Split(string(want), "\x00"), strings.Split(got.String(), "\x00")); diff != "" {
			t.Errorf("%s\n(-bash +ours)\n%s", text, diff)
		}
	}
}
