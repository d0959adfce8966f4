package fetchspec

import (
	"strings"
	"testing"
)

// cookieRequest is a request by a page of origin, whose tab it is, with the
// URLs that redirects led through.
func cookieRequest(t *testing.T, origin string, urls ...string) *Request {
	t.Helper()
	page := mustCookieURL(t, origin+"/page")
	request := &Request{
		Method: "GET",
		Mode:   ModeCORS,
		Origin: page.Origin(),
		Client: &Client{URL: page, Origin: page.Origin(), TopLevelOrigin: page.Origin()},
	}
	for _, url := range urls {
		request.URLList = append(request.URLList, mustCookieURL(t, url))
	}
	return request
}

func mustCookieURL(t *testing.T, input string) *URL {
	t.Helper()
	url, err := ParseURL(input)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// Each case is one answer's Set-Cookie values and the reason for the last;
// the section names are the draft's.
func TestSetFromResponseStoresOrSaysWhyNot(t *testing.T) {
	for _, test := range []struct {
		url   string
		lines []string
		want  CookieReason
	}{
		// Store a Cookie: the host.
		{"https://site.example/", []string{"a=b"}, ""},
		{"https://api.site.example/", []string{"a=b; Domain=site.example"}, ""},
		{"https://api.site.example/", []string{"a=b; Domain=.api.site.example"}, ""},
		{"https://site.example/", []string{"a=b; Domain=api.site.example"}, CookieDomain},
		{"https://site.example/", []string{"a=b; Domain=other.example"}, CookieDomain},
		{"https://notsite.example/", []string{"a=b; Domain=site.example"}, CookieDomain},
		{"https://site.example/", []string{"a=b; Domain=..site.example"}, CookieDomain},
		{"https://site.example/", []string{"a=b; Domain=site.example."}, CookieDomain},
		{"https://site.example/", []string{"a=b; Domain=site example"}, CookieDomain},
		{"https://site.example/", []string{"a=b; Domain=other.example; Domain=site.example"}, ""},

		// Public suffixes, listed or not, and hosts that are one.
		{"https://site.example/", []string{"a=b; Domain=example"}, CookiePublicSuffix},
		{"https://site.co.uk/", []string{"a=b; Domain=co.uk"}, CookiePublicSuffix},
		{"https://me.github.io/", []string{"a=b; Domain=github.io"}, CookiePublicSuffix},
		{"https://github.io/", []string{"a=b; Domain=github.io"}, ""},
		{"https://localhost/", []string{"a=b; Domain=localhost"}, ""},
		{"https://api.localhost/", []string{"a=b; Domain=localhost"}, CookiePublicSuffix},

		// IP addresses match themselves only.
		{"https://127.0.0.1/", []string{"a=b; Domain=127.0.0.1"}, ""},
		{"https://[::1]/", []string{"a=b; Domain=[::1]"}, ""},
		{"https://127.0.0.1/", []string{"a=b; Domain=0.0.1"}, CookieDomain},

		// Secure.
		{"http://site.example/", []string{"a=b; Secure"}, CookieSecure},
		{"http://localhost/", []string{"a=b; Secure"}, CookieSecure},
		{"https://site.example/", []string{"a=b; Secure"}, ""},

		// SameSite=None needs Secure.
		{"https://site.example/", []string{"a=b; SameSite=None"}, CookieSameSiteNoneInsecure},
		{"https://site.example/", []string{"a=b; SameSite=None; Secure"}, ""},

		// Prefixes: the draft's examples of section 4.1.3, in any case.
		{"https://site.example/", []string{"__Secure-SID=12345; Domain=site.example"}, CookiePrefix},
		{"https://site.example/", []string{"__Secure-SID=12345; Domain=site.example; Secure"}, ""},
		{"http://site.example/", []string{"__Secure-SID=12345; Domain=site.example; Secure"}, CookieSecure},
		{"https://site.example/", []string{"__Host-SID=12345"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-SID=12345; Secure"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-SID=12345; Domain=site.example"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-SID=12345; Domain=site.example; Path=/"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-SID=12345; Secure; Domain=site.example; Path=/"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-SID=12345; Secure; Path=/"}, ""},
		{"https://site.example/", []string{"__hOSt-SID=12345; Secure"}, CookiePrefix},
		{"https://site.example/", []string{"__Http-SID=1; Secure"}, CookiePrefix},
		{"https://site.example/", []string{"__Http-SID=1; Secure; HttpOnly"}, ""},
		{"https://site.example/", []string{"__Host-Http-SID=1; Secure; HttpOnly"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-Http-SID=1; Secure; Path=/"}, CookiePrefix},
		{"https://site.example/", []string{"__Host-Http-SID=1; Secure; HttpOnly; Path=/"}, ""},
		{"https://site.example/", []string{"__Hostile=1"}, ""},

		// A cookie without a name cannot pass for one with a prefix.
		{"https://site.example/", []string{"=__Host-SID=12345; Secure; Path=/"}, CookieForbiddenName},
		{"https://site.example/", []string{"__secure-SID"}, CookieForbiddenName},

		// An insecure answer cannot overlay a Secure cookie.
		{"http://site.example/", []string{"a=c"}, ""},
		{"http://site.example/login", []string{"SEED a=b; Secure; Path=/login", "a=c; Path=/login"}, CookieOverwritesSecure},
		{"http://site.example/login", []string{"SEED a=b; Secure; Path=/login", "a=c; Path=/login/en"}, CookieOverwritesSecure},
		{"http://site.example/login", []string{"SEED a=b; Secure; Path=/login", "a=c; Path=/"}, ""},
		{"http://site.example/login", []string{"SEED a=b; Secure; Path=/login", "a=c; Path=/foo"}, ""},
		{"http://site.example/", []string{"SEED a=b; Secure; Path=/", "a=c; Domain=site.example"}, CookieOverwritesSecure},
		{"http://api.site.example/", []string{"SEED a=b; Secure; Path=/; Domain=site.example", "a=c"}, CookieOverwritesSecure},

		// Deleting.
		{"https://site.example/", []string{"a=b", "a=; Max-Age=0"}, CookieExpired},
		{"https://site.example/", []string{"a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}, CookieExpired},

		{"https://site.example/", []string{strings.Repeat("a", 5000)}, CookieTooLarge},
	} {
		url := mustCookieURL(t, test.url)
		store, engine := new(CookieStore), Standard()
		lines := test.lines
		if seed, found := strings.CutPrefix(lines[0], "SEED "); found {
			secure := mustCookieURL(t, strings.Replace(test.url, "http:", "https:", 1))
			if reason := store.Seed(secure, []string{seed}, cookieNow, &engine)[0].Reason; reason != "" {
				t.Fatal(reason)
			}
			lines = lines[1:]
		}
		decisions := store.Seed(url, lines, cookieNow, &engine)
		if got := decisions[len(decisions)-1]; got.Reason != test.want {
			t.Errorf("%s %q gave %q, want %q", test.url, test.lines, got.Reason, test.want)
		}
	}
}

func TestSetFromResponseTakesNoCrossSiteCookiesButNone(t *testing.T) {
	engine := Standard()
	request := cookieRequest(t, "https://app.example", "https://api.test/")
	decisions := new(CookieStore).SetFromResponse(request, request.CurrentURL(), []string{
		"a=1", "b=1; SameSite=Lax", "c=1; SameSite=Strict", "d=1; SameSite=None", "e=1; SameSite=None; Secure",
	}, cookieNow, &engine)
	want := []CookieReason{CookieSameSiteUnsetWithheld, CookieSameSiteLaxWithheld, CookieSameSiteStrictWithheld, CookieSameSiteNoneInsecure, ""}
	for i, decision := range decisions {
		if decision.Reason != want[i] {
			t.Errorf("%s gave %q, want %q", decision.Line, decision.Reason, want[i])
		}
	}
}

func TestSettingAgainKeepsTheCreationTime(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/")
	store.Seed(url, []string{"a=1"}, cookieNow, &engine)
	store.Seed(url, []string{"b=1"}, cookieNow.Add(1), &engine)
	store.Seed(url, []string{"a=2"}, cookieNow.Add(2), &engine)
	got, _ := store.AppendRequestCookieHeader(cookieRequest(t, "https://site.example", "https://site.example/"), cookieNow.Add(3), &engine)
	if want := "a=2; b=1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAHostCookieAndADomainCookieAreTwo(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	store.Seed(mustCookieURL(t, "https://site.example/"), []string{"a=host", "a=domain; Domain=site.example"}, cookieNow, &engine)
	for url, want := range map[string]string{
		"https://site.example/":     "a=host; a=domain",
		"https://api.site.example/": "a=domain",
	} {
		if got, _ := store.AppendRequestCookieHeader(cookieRequest(t, "https://site.example", url), cookieNow, &engine); got != want {
			t.Errorf("%s gets %q, want %q", url, got, want)
		}
	}
}
