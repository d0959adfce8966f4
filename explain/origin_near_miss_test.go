package explain

import (
	"testing"

	"corsplain/fetchspec"
)

func TestNearMissesOfAnOriginAreToldApart(t *testing.T) {
	const page = "https://app.example"
	for _, test := range []struct {
		value, origin string
		code          Code
		marked        string // the bytes that are wrong
	}{
		{"*", page, AllowOriginWildcardWithCredentials, "*"},
		{"", page, AllowOriginEmpty, ""},
		{"null", page, AllowOriginNull, "null"},
		{"NULL", page, AllowOriginPlaceholder, "NULL"},
		{"https://app.example/", page, AllowOriginTrailingSlash, "/"},
		{"https://app.example//", page, AllowOriginWithPath, "//"},
		{"https://app.example/a", page, AllowOriginWithPath, "/a"},
		{"https://app.example?x", page, AllowOriginWithPath, "?x"},
		{"https://app.example#", page, AllowOriginWithPath, "#"},
		{"http://app.example", page, AllowOriginWrongScheme, "http"},
		{"http://app.example/", page, AllowOriginWrongScheme, "http"},
		{"https://app.example:8443", page, AllowOriginWrongPort, "8443"},
		{"https://app.example", "https://app.example:8443", AllowOriginWrongPort, "app.example"},
		{"https://app.example:443", page, AllowOriginDefaultPort, ":443"},
		{"http://app.example:80", "http://app.example", AllowOriginDefaultPort, ":80"},
		{"https://app.example:0443", page, AllowOriginDefaultPort, ":0443"},
		{"https://www.app.example", page, AllowOriginWWW, "www.app.example"},
		{"https://app.example", "https://www.app.example", AllowOriginWWW, "app.example"},
		{"HTTPS://app.example", page, AllowOriginCase, "HTTPS"},
		{"https://App.example", page, AllowOriginCase, "A"},
		{"https://b\u00fccher.example", "https://xn--bcher-kva.example", AllowOriginUnicodeHost, "b\u00fccher.example"},
		{"http://localhost:3000", "http://127.0.0.1:3000", AllowOriginLocalhostAlias, "localhost"},
		{"http://127.0.0.1:3000", "http://[::1]:3000", AllowOriginLocalhostAlias, "127.0.0.1"},
		{"http://[::1]:3000", "http://localhost:3000", AllowOriginLocalhostAlias, "[::1]"},
		{"http://0.0.0.0:3000", "http://localhost:3000", AllowOriginLocalhostAlias, "0.0.0.0"},
		{"http://localhost:3000", "http://localhost:5173", AllowOriginWrongPort, "3000"},
		{"https://*.example", page, AllowOriginWildcardSubdomain, "*"},
		{"*.example", page, AllowOriginWildcardSubdomain, "*"},
		{"https://*", page, AllowOriginWildcardPart, "*"},
		{"**", page, AllowOriginWildcardPart, "*"},
		{"app.example", page, AllowOriginWithoutScheme, "app.example"},
		{"//app.example", page, AllowOriginWithoutScheme, "//app.example"},
		{"app.example:8443", page, AllowOriginWithoutScheme, "app.example:8443"},
		{"localhost", "http://localhost", AllowOriginWithoutScheme, "localhost"},
		{"https://app.example https://b.example", page, AllowOriginList, " "},
		{"https://app.example,https://b.example", page, AllowOriginList, ","},
		{"https://app.example;https://b.example", page, AllowOriginList, ";"},
		{"https://app.example|https://b.example", page, AllowOriginList, "|"},
		{"https://app.example;", page, AllowOriginNotAnOrigin, ";"},
		{"*, *", page, AllowOriginNotAnOrigin, ","},
		{"^https://.*$", page, AllowOriginRegularExpression, "^https://.*$"},
		{`/\.example$/`, page, AllowOriginRegularExpression, `/\.example$/`},
		{"https://(a|b).example", page, AllowOriginRegularExpression, "https://(a|b).example"},
		{`"https://app.example"`, page, AllowOriginQuoted, `"`},
		{`['https://app.example']`, page, AllowOriginQuoted, `'`},
		{"<https://app.example>", page, AllowOriginQuoted, "<"},
		{"$http_origin", page, AllowOriginPlaceholder, "$http_origin"},
		{"${ALLOWED_ORIGIN}", page, AllowOriginPlaceholder, "${ALLOWED_ORIGIN}"},
		{"{{ origin }}", page, AllowOriginPlaceholder, "{{ origin }}"},
		{"%ORIGIN%", page, AllowOriginPlaceholder, "%ORIGIN%"},
		{"undefined", page, AllowOriginPlaceholder, "undefined"},
		{"[object Object]", page, AllowOriginPlaceholder, "[object Object]"},
		{"true", page, AllowOriginNotAnOrigin, "true"},
		{"all", page, AllowOriginNotAnOrigin, "all"},
		{"https://", page, AllowOriginNotAnOrigin, "https://"},
		{"https://ada@app.example", page, AllowOriginNotAnOrigin, "ada@"},
		{"https://other.example", page, AllowOriginOther, "other.example"},
		{"https://app.example.evil.example", page, AllowOriginOther, "app.example.evil.example"},
		{"https://app.example.", page, AllowOriginOther, "app.example."},
	} {
		miss := compareOrigins(test.value, test.origin)
		marked := ""
		if len(miss.marks) > 0 {
			marked = miss.marks[0].of(test.value)
		}
		if miss.code != test.code || marked != test.marked {
			t.Errorf("%q for a page at %s is %s, marked %q; want %s, %q", test.value, test.origin, miss.code, marked, test.code, test.marked)
		}
	}
}

func FuzzEachNearMissIsMarkedWithinTheValue(f *testing.F) {
	for _, value := range []string{"https://app.example/", "http://a:b@[::1]:8080/x?y#z", "//", "://", "*.a", "\x00", "https://\u00fc"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		const origin = "https://app.example"
		if value == origin {
			return
		}
		miss := compareOrigins(value, origin)
		if Lookup(miss.code) == nil {
			t.Fatalf("%q has the code %q, which stands in no table", value, miss.code)
		}
		for _, mark := range miss.marks {
			if mark.Start < 0 || mark.Start > mark.End || mark.End > len(value) {
				t.Errorf("%q is marked at %v", value, mark)
			}
		}
	})
}

func TestRedirectsOfPreflightsAreToldApart(t *testing.T) {
	for _, test := range []struct {
		from, to string
		code     Code
	}{
		{"http://api.example/x", "https://api.example/x", PreflightRedirectedToHTTPS},
		{"http://api.example:8080/x", "https://api.example:8443/x", PreflightRedirectedToHTTPS},
		{"http://api.example/x", "https://api.example/y", PreflightRedirected},
		{"https://api.example/x", "https://api.example/x/", PreflightRedirectedSlash},
		{"https://api.example/x/", "https://api.example/x", PreflightRedirectedSlash},
		{"https://api.example//x", "https://api.example/x", PreflightRedirectedSlash},
		{"https://api.example/X", "https://api.example/x", PreflightRedirectedSlash},
		{"https://api.example/x?a=1", "https://api.example/x/?a=1", PreflightRedirectedSlash},
		{"https://api.example/x?a=1", "https://api.example/x/", PreflightRedirected},
		{"https://api.example/x", "https://api.example/x", PreflightRedirected},
		{"https://example.com/x", "https://www.example.com/x", PreflightRedirectedHost},
		{"https://api.example/x", "https://api.example/login?next=/x", PreflightRedirectedToLogin},
		{"https://api.example/x", "https://accounts.google.com/o/x", PreflightRedirectedToLogin},
		{"https://api.example/x", "https://tenant.auth0.com/y", PreflightRedirectedToLogin},
		{"https://api.example/x", "https://team.cloudflareaccess.com/cdn-cgi/access/login/x", PreflightRedirectedToLogin},
		{"https://api.example/x", "https://auth.example/", PreflightRedirectedToLogin},
		{"https://auth.example/login", "https://auth.example/login/", PreflightRedirectedSlash},
		{"https://api.example/x", "https://api.example/author", PreflightRedirected},
	} {
		from, err := fetchspec.ParseURL(test.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := fetchspec.ParseURL(test.to)
		if err != nil {
			t.Fatal(err)
		}
		if code := redirectKind(from, to); code != test.code {
			t.Errorf("%s to %s is %s, want %s", test.from, test.to, code, test.code)
		}
	}
}

func TestMisspelledHeadersAreKnownForWhatTheyMean(t *testing.T) {
	for name, meant := range map[string]string{
		"Access-Control-Allow-Orgin":           "Access-Control-Allow-Origin",
		"Access-Control-Allow-Origins":         "Access-Control-Allow-Origin",
		"Access-Control-Allowed-Origin":        "Access-Control-Allow-Origin",
		"Access_Control_Allow_Origin":          "Access-Control-Allow-Origin",
		"AccessControlAllowOrigin":             "Access-Control-Allow-Origin",
		"Access-Control-Allow-Method":          "Access-Control-Allow-Methods",
		"Access-Control-Allowed-Headers":       "Access-Control-Allow-Headers",
		"Access-Control-Expose-Header":         "Access-Control-Expose-Headers",
		"Access-Control-Allow-Credential":      "Access-Control-Allow-Credentials",
		"Access-Control-Allow-Origin":          "",
		"access-control-allow-origin":          "",
		"Access-Control-Request-Method":        "",
		"Access-Control-Allow-Private-Network": "",
		"Allow":                                "",
		"Cross-Origin-Resource-Policy":         "",
		"Origin":                               "",
	} {
		if got := meantHeader(name); got != meant {
			t.Errorf("%s means %q, want %q", name, got, meant)
		}
	}
}
