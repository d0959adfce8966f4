package intake_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"corsplain/internal/intake"
)

// seeds adds the sections of the files in testdata/intake whose names the
// filter takes.
func seeds(f *testing.F, take func(name string) bool) {
	f.Helper()
	names, err := filepath.Glob("../../testdata/intake/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(names, errorsFile) {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(content).Files {
			if take(file.Name) {
				f.Add(string(file.Data))
			}
		}
	}
}

// checkOutcome holds what every importer promises: calls, or a *SyntaxError
// that a terminal can show.
func checkOutcome(t *testing.T, imported *intake.Import, err error) {
	t.Helper()
	if err == nil {
		if len(imported.Calls) == 0 {
			t.Fatal("neither calls nor an error")
		}
		return
	}
	var fault *intake.SyntaxError
	if !errors.As(err, &fault) {
		t.Fatalf("%T is no *SyntaxError: %v", err, err)
	}
	if fault.Line < 1 || fault.Column < 1 || fault.Span < 1 || fault.Problem == "" {
		t.Fatalf("the place is wrong: %+v", fault)
	}
	for _, text := range []string{fault.Render(80), fault.Render(20)} {
		obeyed := func(r rune) bool { return r != '\n' && unicode.IsControl(r) }
		if !utf8.ValidString(text) || strings.ContainsFunc(text, obeyed) {
			t.Fatalf("a terminal would obey %q", text)
		}
	}
}

var options = intake.Options{Name: "fuzz", Origin: "https://app.example.com"}

func FuzzParseCurl(f *testing.F) {
	seeds(f, func(name string) bool {
		return name == "command" || strings.HasSuffix(name, "bash") || strings.HasSuffix(name, "posix")
	})
	for _, text := range []string{"curl $'\\u12\\xff\\c", "curl <<A -d@-\n$x\nA", "curl \\\n", "a=1;b=$a curl $b", "curl --next --next", "curl -", "curl --", "\\", "curl a[1]=2 ~ *"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := intake.ParseCurl(text, options)
		checkOutcome(t, imported, err)
	})
}

func FuzzParseCmd(f *testing.F) {
	seeds(f, func(name string) bool { return strings.HasSuffix(name, "cmd") || strings.HasSuffix(name, "windows") })
	for _, text := range []string{`curl ^"`, `curl "^`, "curl ^\n^\n^\n", `curl ^"\\\^"`, `curl "a""b" ^" ^"`, "curl ^\r\n^"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := intake.ParseCurl("curl ^\"https://a.example/^\" ^\n "+text, options)
		checkOutcome(t, imported, err)
	})
}

func FuzzPowerShell(f *testing.F) {
	seeds(f, func(name string) bool {
		return strings.HasSuffix(name, "powershell") || strings.HasPrefix(name, "PowerShell") || name == "command"
	})
	for _, text := range []string{"$a.b[\"c\"].Add(1,2)", "@\"\n\"@", "(((((", "@{a=@{b=@(1,2)}}", "$x = \"$([char]0xD83D)`u{110000}\"", "irm @a", "curl.exe `"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := intake.ParseCurl("Invoke-WebRequest https://a.example/ ;"+text, options)
		checkOutcome(t, imported, err)
	})
}

func FuzzParseRawHTTP(f *testing.F) {
	seeds(f, func(name string) bool {
		return name == "text" || strings.HasSuffix(name, "headers") || strings.HasPrefix(name, "a re") || strings.HasPrefix(name, "two")
	})
	f.Fuzz(func(t *testing.T, text string) {
		imported, err := intake.ParseRawHTTP(text, options)
		checkOutcome(t, imported, err)
	})
}

func FuzzParsePaste(f *testing.F) {
	seeds(f, func(name string) bool { return !strings.HasPrefix(name, "want") && !strings.HasSuffix(name, "fetch") })
	f.Fuzz(func(t *testing.T, text string) {
		if intake.Recognize(text) == intake.FormatFetch {
			return // the sandbox has its own fuzzing
		}
		imported, err := intake.ParsePaste(text, options)
		checkOutcome(t, imported, err)
	})
}

// What would make a parser recurse, or copy the text again and again, must not.
func TestNoiseTakesLinearWork(t *testing.T) {
	const size = 64 << 10
	const hang = time.Minute // what takes milliseconds, on the slowest of machines
	noise := map[string]string{}
	for _, piece := range []string{
		"(", "$(", "`", "${a:-", "{ ", "if ", "$((", "[[ ! ", "a|", "a&&", "a;", "a&", "\\\n", "'", "\"", "$'", "<<A ", "<(", "a[", "time ",
		"^", "^\"", "\"", "^\n", "\\", "%", "&", "@{", "@(", "$a.", "\"$(", "`n", "+1", ",1", "--next ", "-", "-H ", "-H a:b ", "--a ",
		"> GET / HTTP/1.1\n", "< HTTP/1.1 200 OK\n", "HTTP/1.1 302 Found\nLocation: /\n\n", " a\n", ":path: /\n", "Request URL\n",
		"authorization: ", "{", "[", "{\"url\":", "{\"url\":\"https://a.example/\"}", "é", "\x00", "\xff", "\t",
	} {
		noise[piece] = strings.Repeat(piece, size/len(piece))
	}
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := "curl -HXd'\"\\$`^&|;<>(){}[]@#%=:/\n\r\t aé\x1b"
	for i := range 20 {
		var text strings.Builder
		for text.Len() < size {
			text.WriteByte(alphabet[random.IntN(len(alphabet))])
		}
		noise["random "+string(rune('a'+i))] = text.String()
	}
	for name, text := range noise {
		for prefix, parse := range map[string]func(string, intake.Options) (*intake.Import, error){
			"curl https://a.example/ ":                       intake.ParseCurl,
			"curl ^\"https://a.example/^\" ^\n ":             intake.ParseCurl,
			"Invoke-WebRequest https://a.example/ -Body ":    intake.ParseCurl,
			"GET / HTTP/1.1\nHost: a.example\n":              intake.ParseRawHTTP,
			"> GET / HTTP/1.1\n> Host: a.example\n":          intake.ParseRawHTTP,
			"Request URL\nhttps://a.example/\n":              intake.ParseRawHTTP,
			"$ curl https://a.example/\nHTTP/1.1 200 OK\n\n": intake.ParseRawHTTP,
			"{\"url\":": intake.ParseRequests,
		} {
			start := time.Now()
			used := allocated(func() {
				imported, err := parse(prefix+text, options)
				checkOutcome(t, imported, err)
			})
			if used > 1000*size {
				t.Errorf("%q after %q took %d MB", name, prefix, used>>20)
			}
			if took := time.Since(start); took > hang {
				t.Errorf("%q after %q took %s", name, prefix, took)
			}
		}
		intake.Recognize(text)
	}
}
