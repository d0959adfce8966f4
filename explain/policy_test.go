package explain

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPolicyThatIsUnsafeIsRefused(t *testing.T) {
	for _, test := range []struct {
		policy Policy
		want   error
	}{
		{Policy{}, ErrNoOrigin},
		{Policy{Origins: []string{"null"}}, ErrNullOrigin},
		{Policy{Origins: []string{"https://a.example", "null"}, Credentials: true}, ErrNullOrigin},
		{Policy{Origins: []string{"*"}, Credentials: true}, ErrWildcardAndCredentials},
		{Policy{Origins: []string{"*", "https://a.example"}}, ErrWildcardOrigin},
	} {
		if err := test.policy.Check(); !errors.Is(err, test.want) {
			t.Errorf("%+v: got %v; want %v", test.policy, err, test.want)
		}
	}
}

func TestOriginsAreThoseThatBrowsersSend(t *testing.T) {
	for _, origin := range []string{
		"https://app.example.com", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080", "https://xn--bcher-kva.example",
		"https://my_host.example", "capacitor://localhost", "tauri://localhost", "chrome-extension://abcdefghijklmnop", "*",
	} {
		if err := checkOrigin(origin); err != nil {
			t.Errorf("%s is refused: %v", origin, err)
		}
	}
	for origin, want := range map[string]string{
		"https://app.example.com/":     "ends without a slash",
		"https://app.example.com/path": "it has no path",
		"app.example.com":              "begins with a scheme",
		"https://*.example.com":        "browsers know no patterns",
		"https://App.example.com":      "is not how a browser writes it: https://app.example.com",
		"https://app.example.com:443":  "is not how a browser writes it: https://app.example.com",
		"http://app.example.com:80":    "is not how a browser writes it: http://app.example.com",
		"https://user@app.example.com": "no origin that a browser sends",
		"https://a.example?x":          "no origin that a browser sends",
		"https://":                     "no origin that a browser sends",
		"https://a'b.example":          "no origin that a browser sends",
		`https://a"b.example`:          "no origin that a browser sends",
		"https://a$b.example":          "no origin that a browser sends",
		"https://a.example\nX: y":      "no origin that a browser sends",
		"https://a.example:99999":      "is no origin",
		"":                             "begins with a scheme",
	} {
		err := checkOrigin(origin)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v; want …%s…", origin, err, want)
		}
	}
}

func TestMethodsAndNamesAreTokensThatNoConfigurationTakesForMore(t *testing.T) {
	good := Policy{Origins: []string{"https://a.example"}, Methods: []string{"PATCH", "M-SEARCH", "*"}, RequestHeaders: []string{"X-A_b.1"}}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, word := range []string{"", "A B", "A\n", "É", "x'y", "x`y", "x$y", "a|b", "a%b", "#a", "a,b", strings.Repeat("a", 301)} {
		for _, policy := range []Policy{
			{Origins: []string{"https://a.example"}, Methods: []string{word}},
			{Origins: []string{"https://a.example"}, RequestHeaders: []string{word}},
			{Origins: []string{"https://a.example"}, ExposedHeaders: []string{word}},
		} {
			if policy.Check() == nil {
				t.Errorf("%q is let through: %+v", word, policy)
			}
		}
	}
	for _, method := range []string{"TRACE", "connect", "Track"} {
		policy := Policy{Origins: []string{"https://a.example"}, Methods: []string{method}}
		if policy.Check() == nil {
			t.Errorf("the method %s is let through, which no page can use", method)
		}
	}
}

func TestMethodsThatNeedNoPermissionAreAlwaysListed(t *testing.T) {
	policy := Policy{
		Origins: []string{"https://a.example", "https://a.example"},
		Methods: []string{"put", "GET", "PUT", "patch", "purge"}, RequestHeaders: []string{"X-A", "x-a", "X-B"},
	}.normalized()
	want := Policy{
		Origins: []string{"https://a.example"},
		Methods: []string{"GET", "HEAD", "POST", "PUT", "PATCH", "purge"}, RequestHeaders: []string{"X-A", "X-B"},
	}
	if diff := cmp.Diff(want, policy); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAStackCannotGrantIsSaid(t *testing.T) {
	stack := &Stack{Title: "Box", limits: limits{
		methods: []string{"GET", "HEAD", "POST", "PUT"}, lacks: []string{"credentials", "several-origins", "exposed-headers", "max-age", "custom-schemes"},
	}}
	granted, unmet := stack.granted(Policy{
		Origins: []string{"app://x", "https://b.example"}, Methods: []string{"GET", "PUT", "PATCH"},
		ExposedHeaders: []string{"ETag"}, Credentials: true, MaxAge: 5,
	})
	if diff := cmp.Diff(Policy{Origins: []string{"app://x"}, Methods: []string{"GET", "PUT"}}, granted); diff != "" {
		t.Error(diff)
	}
	want := []string{"PATCH", "credentials", "https://b.example", "expose", "preflight", "app"}
	if len(unmet) != len(want) || !slices.ContainsFunc(unmet, func(said string) bool { return strings.Contains(said, "PATCH") }) {
		t.Errorf("got %q; want one sentence for each of %q", unmet, want)
	}
}

// FuzzSnippetValuesStayQuoted gives hostile values to every stack: what comes
// out is refused, or holds them as one word that no language can take apart.
func FuzzSnippetValuesStayQuoted(f *testing.F) {
	for _, seed := range [][3]string{
		{"https://app.example.com", "PUT", "Content-Type"},
		{"https://a'); process.exit(); ('.example", "P'UT", "x'y"},
		{"https://a\";}\nadd_header X y;.example", "PUT\";", "$http_cookie"},
		{"https://{{.Origin}}.example", "{{", "}}"},
		{"https://a.example\r\nSet-Cookie: x=1", "`id`", "$(id)"},
		{"https://${env}.example", "%{Host}i", "#{x}"},
		{"app://'-alert(1)-'", "A\\", "b\\"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, origin, method, header string) {
		policy := Policy{
			Origins: []string{origin, "https://b.example"}, Methods: []string{method},
			RequestHeaders: []string{header}, ExposedHeaders: []string{header},
		}
		for _, stack := range Stacks() {
			if !stack.HasSnippet() {
				continue
			}
			if _, err := stack.Snippet(policy); err != nil {
				continue
			}
			for _, value := range []string{origin, method, header} {
				if strings.Trim(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:/[]+*") != "" {
					t.Fatalf("%s was given %q", stack.Name, value)
				}
			}
		}
	})
}
