package fetchspec

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// reasonsByName is what became of each cookie, by its name.
func reasonsByName(decisions []CookieDecision) map[string]CookieReason {
	reasons := make(map[string]CookieReason)
	for _, decision := range decisions {
		reasons[decision.Cookie.Name] = decision.Reason
	}
	return reasons
}

func TestCookiesGoToTheirHostAndPath(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	store.Seed(mustCookieURL(t, "https://api.site.example/v1/users"), []string{
		"host=1; Path=/", "domain=1; Path=/; Domain=site.example", "default=1", "deep=1; Path=/v1/users/7", "slash=1; Path=/v1/",
	}, cookieNow, &engine)
	for url, want := range map[string]string{
		"https://api.site.example/":           "host=1; domain=1",
		"https://api.site.example/v1":         "default=1; host=1; domain=1",
		"https://api.site.example/v1/":        "slash=1; default=1; host=1; domain=1",
		"https://api.site.example/v1/users":   "slash=1; default=1; host=1; domain=1",
		"https://api.site.example/v1/users/7": "deep=1; slash=1; default=1; host=1; domain=1",
		"https://api.site.example/v1x":        "host=1; domain=1",
		"https://api.site.example/V1":         "host=1; domain=1",
		"https://www.site.example/":           "domain=1",
		"https://site.example/":               "domain=1",
		"https://x.api.site.example/":         "domain=1",
		"https://other.example/":              "",
		"https://api.site.example:8443/":      "host=1; domain=1",
	} {
		request := cookieRequest(t, "https://api.site.example", url)
		if got, _ := store.AppendRequestCookieHeader(request, cookieNow, &engine); got != want {
			t.Errorf("%s gets %q, want %q", url, got, want)
		}
	}
}

// The list is web-platform-tests' cookies/path/match-segment-boundaries.
func TestPathsMatchAtSegmentBoundaries(t *testing.T) {
	for _, test := range []struct {
		request, cookie string
		want            bool
	}{
		{"/resources/echo.py", "/resources/echo.py", true},
		{"/resources/echo.py", "/resources", true},
		{"/resources/echo.py", "/resources/", true},
		{"/resources/echo.py", "/resources/echo", false},
		{"/resources/echo.py", "/resources/echo.py/", false},
		{"/resources/echo.py", "/resources/echo.py/sub", false},
		{"/resources/echo.py", "/", true},
	} {
		if got := cookiePathMatches(test.request, test.cookie); got != test.want {
			t.Errorf("cookiePathMatches(%q, %q) = %v", test.request, test.cookie, got)
		}
	}
}

func TestCookieDefaultPathDropsTheLastSegment(t *testing.T) {
	for url, want := range map[string]string{
		"https://site.example":          "/",
		"https://site.example/":         "/",
		"https://site.example/a":        "/",
		"https://site.example/a/":       "/a",
		"https://site.example/a/b?c/d":  "/a",
		"https://site.example/a/b/c#/d": "/a/b",
	} {
		if got := cookieDefaultPath(mustCookieURL(t, url).Path()); got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

func TestLongerPathsThenOlderCookiesComeFirst(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/aaaa/b/c")
	store.Seed(url, []string{"z=1; Path=/aaaa", "new=1; Path=/aaaa/b", "root=1; Path=/"}, cookieNow, &engine)
	store.Seed(url, []string{"old=1; Path=/aaaa/b"}, cookieNow.Add(-time.Hour), &engine)
	got, _ := store.AppendRequestCookieHeader(cookieRequest(t, "https://site.example", url.String()), cookieNow, &engine)
	if want := "old=1; new=1; z=1; root=1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSerializedCookiesWithoutNamesAreValues(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	store.Seed(mustCookieURL(t, "https://site.example/"), []string{"bare", "empty=", "=x"}, cookieNow, &engine)
	// "bare" and "=x" have the same name, the empty one.
	got, _ := store.AppendRequestCookieHeader(cookieRequest(t, "https://site.example", "https://site.example/"), cookieNow, &engine)
	if want := "x; empty="; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEachWithheldCookieHasItsReason(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	store.Seed(mustCookieURL(t, "https://api.test/"), []string{
		"unset=1; Secure", "lax=1; Secure; SameSite=Lax", "strict=1; Secure; SameSite=Strict", "none=1; Secure; SameSite=None",
		"path=1; Secure; SameSite=None; Path=/elsewhere", "expired=1; Secure; SameSite=None; Max-Age=1",
	}, cookieNow, &engine)
	later := cookieNow.Add(time.Minute)

	value, decisions := store.AppendRequestCookieHeader(cookieRequest(t, "https://app.example", "https://api.test/"), later, &engine)
	if want := "none=1"; value != want {
		t.Errorf("sent %q, want %q", value, want)
	}
	want := map[string]CookieReason{
		"none": "", "unset": CookieSameSiteUnsetWithheld, "lax": CookieSameSiteLaxWithheld,
		"strict": CookieSameSiteStrictWithheld, "path": CookiePath, "expired": CookieExpired,
	}
	if diff := cmp.Diff(want, reasonsByName(decisions)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if decisions[0].Cookie.Name != "none" {
		t.Errorf("the first decision is about %s, not about what was sent", decisions[0].Cookie.Name)
	}

	_, decisions = store.AppendRequestCookieHeader(cookieRequest(t, "http://api.test", "http://api.test/"), later, &engine)
	for name, reason := range reasonsByName(decisions) {
		if reason != CookieSecure && name != "path" && name != "expired" {
			t.Errorf("%s over http: %q", name, reason)
		}
	}
}

// Section "determine the same-site mode", with RFC 6265bis for what its text
// leaves open.
func TestSameSiteModeOfRequests(t *testing.T) {
	navigate := func(request *Request) { request.Mode = ModeNavigate }
	post := func(request *Request) { request.Mode, request.Method = ModeNavigate, "POST" }
	framed := func(request *Request) { request.Client.CrossSiteAncestor = true }
	opaque := func(request *Request) { request.Origin = Origin{} }
	for _, test := range []struct {
		name   string
		origin string
		urls   []string
		change func(*Request)
		want   sameSiteMode
	}{
		{"the page's own origin", "https://app.test", []string{"https://app.test/"}, nil, strictOrLess},
		{"a subdomain", "https://app.test", []string{"https://api.app.test/"}, nil, strictOrLess},
		{"another port", "https://app.test", []string{"https://app.test:8443/"}, nil, strictOrLess},
		{"another scheme", "http://app.test", []string{"https://app.test/"}, nil, unsetOrLess},
		{"another site", "https://app.test", []string{"https://api.test/"}, nil, unsetOrLess},
		{"another site under one public suffix", "https://app.github.io", []string{"https://api.github.io/"}, nil, unsetOrLess},
		{"a redirect to another site", "https://app.test", []string{"https://app.test/", "https://api.test/"}, nil, unsetOrLess},
		{"a redirect by another site back", "https://app.test", []string{"https://api.test/", "https://app.test/"}, nil, unsetOrLess},
		{"a redirect within the site", "https://app.test", []string{"https://api.app.test/", "https://app.test/"}, nil, strictOrLess},
		{"a page in another site's frame", "https://app.test", []string{"https://app.test/"}, framed, unsetOrLess},
		{"a sandboxed page", "https://app.test", []string{"https://app.test/"}, opaque, unsetOrLess},
		{"a navigation within the site", "https://app.test", []string{"https://app.test/"}, navigate, strictOrLess},
		{"a navigation to another site", "https://app.test", []string{"https://api.test/"}, navigate, laxOrLess},
		{"a form posted to another site", "https://app.test", []string{"https://api.test/"}, post, unsetOrLess},
	} {
		request := cookieRequest(t, test.origin, test.urls...)
		if test.change != nil {
			test.change(request)
		}
		if got := new(CookiePolicy).sameSiteMode(request, request.CurrentURL()); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
