package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"corsplain/internal/intake"
)

func TestFormatsAreRecognized(t *testing.T) {
	for text, want := range map[string]intake.Format{
		"":                                       intake.FormatUnknown,
		" ":                                      intake.FormatUnknown,
		"Please have a look.":                    intake.FormatUnknown,
		"{}":                                     intake.FormatUnknown,
		"https://api.example.com/users/7?a=b&c":  intake.FormatURL,
		"api.example.com/users":                  intake.FormatURL,
		"localhost:3000/x":                       intake.FormatURL,
		`{"log":{"version":"1.2","entries":[]}}`: intake.FormatHAR,
		"\uFEFF{ \n\"log\" : {":                  intake.FormatHAR,
		`{"url":"https://a.example/","origin":"null"}`:                      intake.FormatRequests,
		`{"op":"getCookies","page":"https://a.example/"}`:                   intake.FormatRequests,
		"$ curl -v https://a.example/":                                      intake.FormatCurl,
		"# with a token\nTOKEN=x\ncurl https://a.example/ -H \"X: $TOKEN\"": intake.FormatCurl,
		"curl ^\"https://a.example/^\"":                                     intake.FormatCurlCmd,
		"$r = Invoke-RestMethod https://a.example/":                         intake.FormatPowerShell,
		"fetch('https://a.example/')":                                       intake.FormatFetch,
		"// blocked by CORS policy\nawait fetch('https://a.example/')":      intake.FormatFetch,
		"axios.post('/x', {curl: 'https://a.example/'})":                    intake.FormatFetch,
		"GET / HTTP/1.1\nHost: a.example":                                   intake.FormatHTTP,
		"HTTP/2 200\ncontent-type: text/plain":                              intake.FormatHTTP,
		"$ curl -i https://a.example/\nHTTP/1.1 200 OK\n":                   intake.FormatHTTP,
		"$ curl https://a.example/\ncurl: (7) Failed to connect":            intake.FormatHTTP,
		"Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.": intake.FormatConsole,
		"Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/. (Reason: CORS request did not succeed). Status code: (null).":         intake.FormatConsole,
		"[Error] Fetch API cannot load https://a.example/ due to access control checks.":                                                                                                         intake.FormatConsole,
	} {
		if got := intake.Recognize(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestTextsOfBrowsersAndToolsAreRecognized(t *testing.T) {
	copied, _ := filepath.Glob("../../testdata/intake/copied/*.txtar")
	recorded, _ := filepath.Glob("../../testdata/intake/recorded/*.txtar")
	for _, name := range append(copied, recorded...) {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(content).Files {
			want, known := formatOfSection(file.Name)
			if !known {
				continue
			}
			if got := intake.Recognize(string(file.Data)); got != want {
				t.Errorf("%s, %s is %q, want %q", filepath.Base(name), file.Name, got, want)
			}
		}
	}
}

// formatOfSection is the format of the sections whose names tell it.
func formatOfSection(name string) (format intake.Format, known bool) {
	if strings.HasPrefix(name, "want") {
		return "", false
	}
	for ending, format := range map[string]intake.Format{
		" bash": intake.FormatCurl, " posix": intake.FormatCurl, " cmd": intake.FormatCurlCmd, " windows": intake.FormatCurlCmd,
		" powershell": intake.FormatPowerShell, " fetch": intake.FormatFetch, " headers": intake.FormatHTTP,
	} {
		if strings.HasSuffix(name, ending) {
			return format, true
		}
	}
	return intake.FormatHTTP, name == "text"
}
