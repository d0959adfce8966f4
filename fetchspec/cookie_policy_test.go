package fetchspec

import (
	"strings"
	"testing"
	"time"
)

func cookieEngines() map[EngineName]*Engine {
	return map[EngineName]*Engine{
		EngineStandard: {},
		EngineChrome:   {CookiePolicy: ChromeCookiePolicy()},
		EngineFirefox:  {CookiePolicy: FirefoxCookiePolicy()},
		EngineSafari:   {CookiePolicy: SafariCookiePolicy()},
	}
}

// recordedCookies are the cookies that the recorded browsers held: set by
// top-level navigations, over http and over https.
func recordedCookies(t *testing.T, engine *Engine) *CookieStore {
	t.Helper()
	store := new(CookieStore)
	for _, host := range []string{"app.test", "sub.app.test", "api.test"} {
		store.Seed(mustCookieURL(t, "http://"+host+"/"), []string{
			"h_def=1", "h_lax=1; SameSite=Lax", "h_strict=1; SameSite=Strict", "h_none=1; SameSite=None", "h_httponly=1; HttpOnly",
		}, cookieNow, engine)
		store.Seed(mustCookieURL(t, "https://"+host+"/"), []string{
			"s_def=1; Secure", "s_lax=1; Secure; SameSite=Lax", "s_strict=1; Secure; SameSite=Strict", "s_none=1; Secure; SameSite=None",
		}, cookieNow, engine)
	}
	return store
}

// The lists are as Chromium 156, Firefox 153 and WebKitGTK 2.50 sent them; the
// Standard's follow from its text.
func TestEnginesSendTheCookiesTheyWereSeenToSend(t *testing.T) {
	const (
		none     = ""
		plain    = "h_def h_lax h_strict h_httponly"
		plainAll = "h_def h_lax h_strict h_none h_httponly"
		secure   = "s_def s_lax s_strict s_none"
		all      = plain + " " + secure
	)
	opaque := func(request *Request) {
		request.Origin, request.Client.Origin, request.Client.TopLevelOrigin = Origin{}, Origin{}, Origin{}
	}
	for _, test := range []struct {
		name   string
		page   string
		urls   []string
		change func(*Request)

		standard, chrome, firefox, safari string
	}{
		{"same origin", "http://app.test", []string{"http://app.test/"}, nil, plain, plain, plain, plainAll},
		{"another port", "http://app.test", []string{"http://app.test:8105/"}, nil, plain, plain, plain, plainAll},
		{"a subdomain", "http://app.test", []string{"http://sub.app.test/"}, nil, plain, plain, plain, plainAll},
		{"a subdomain, secure", "https://app.test", []string{"https://sub.app.test/"}, nil, all, all, all, plainAll + " " + secure},
		{"another site", "http://app.test", []string{"http://api.test/"}, nil, none, none, none, "h_def h_none h_httponly"},
		{"another site, secure", "http://app.test", []string{"https://api.test/"}, nil, "s_none", "s_none", none, "h_def h_none h_httponly s_def s_none"},
		{"the host's https twin", "http://app.test", []string{"https://app.test/"}, nil, "s_none", "s_none", all, plainAll + " " + secure},
		{"a redirect to another site", "http://app.test", []string{"http://app.test/", "http://api.test/"}, nil, none, none, none, "h_def h_none h_httponly"},
		{"a redirect back within the site", "https://app.test", []string{"https://sub.app.test/", "https://app.test/"}, nil, all, all, all, plainAll + " " + secure},
		{"a redirect back from another site", "https://app.test", []string{"https://api.test/", "https://app.test/"}, nil,
			"s_none", all, "h_def h_httponly s_def s_none", plainAll + " " + secure},
		{"a sandboxed page", "http://app.test", []string{"http://app.test/"}, opaque, none, none, none, plainAll},
		{"a sandboxed page, another site", "http://app.test", []string{"http://api.test/"}, opaque, none, none, none, "h_def h_none h_httponly"},
	} {
		for name, want := range map[EngineName]string{
			EngineStandard: test.standard, EngineChrome: test.chrome, EngineFirefox: test.firefox, EngineSafari: test.safari,
		} {
			engine := cookieEngines()[name]
			request := cookieRequest(t, test.page, test.urls...)
			if test.change != nil {
				test.change(request)
			}
			got, _ := recordedCookies(t, engine).AppendRequestCookieHeader(request, cookieNow, engine)
			got = strings.ReplaceAll(strings.ReplaceAll(got, "=1", ""), ";", "")
			if got != want {
				t.Errorf("%s, %s: sent %q, want %q", test.name, name, got, want)
			}
		}
	}
}

// A page asks twice with credentials; the first answer sets the cookie. The
// outcomes are as recorded.
func TestEnginesStoreTheCookiesTheyWereSeenToStore(t *testing.T) {
	const http, https = "http://app.test", "https://app.test"
	for _, test := range []struct {
		page, url, line string

		standard, chrome, firefox, safari bool
	}{
		{http, "http://app.test/", "k=v; SameSite=None", false, false, false, true},
		{http, "http://app.test/", "k=v; Secure", false, false, false, false},
		{http, "http://app.test/", "k=v; HttpOnly", true, true, true, true},
		{http, "http://app.test/", "k=v; Partitioned; Secure; SameSite=None", false, false, false, false},
		{http, "http://sub.app.test/", "k=v; SameSite=Lax", true, true, true, false},
		{http, "http://sub.app.test/", "k=v; HttpOnly", true, true, true, false},
		{http, "http://sub.app.test/", "k=v; SameSite=bogus", true, true, true, false},
		{http, "http://sub.app.test/", "k=v; SameSite=None; Secure", false, false, false, false},
		{http, "http://sub.app.test/", "k=v; Domain=test", false, false, false, false},
		{http, "http://sub.app.test/", "k=v; Domain=app.test", true, true, true, true},
		{http, "http://sub.app.test/", "k=v; Path=/; Path=/other", false, false, false, false},
		{https, "https://sub.app.test/", "k=v; SameSite=Lax", true, true, true, false},
		{https, "https://api.test/", "k=v; SameSite=None", false, false, false, false},
		{https, "https://api.test/", "k=v; SameSite=None; Secure", true, true, true, false},
		{https, "https://api.test/", "k=v; HttpOnly", false, false, true, false},
		{http, "http://api.test/", "k=v; SameSite=None; Secure", false, false, false, false},
	} {
		for name, want := range map[EngineName]bool{
			EngineStandard: test.standard, EngineChrome: test.chrome, EngineFirefox: test.firefox, EngineSafari: test.safari,
		} {
			engine := cookieEngines()[name]
			store := recordedCookies(t, engine)
			request := cookieRequest(t, test.page, test.url)
			store.SetFromResponse(request, request.CurrentURL(), []string{test.line}, cookieNow, engine)
			got, _ := store.AppendRequestCookieHeader(request, cookieNow, engine)
			if stored := strings.Contains(got, "k=v"); stored != want {
				t.Errorf("%s from %s to a page at %s, %s: stored %v", test.line, test.url, test.page, name, stored)
			}
		}
	}
}

func TestWebKitGTKTakesListedSubdomainsAsOneSite(t *testing.T) {
	engine := &Engine{CookiePolicy: SafariCookiePolicy()}
	for url, want := range map[string]CookieReason{
		"https://api.example.com/": "",
		"https://example.com/":     "",
		"https://example.org/":     CookieThirdPartyBlocked,
	} {
		request := cookieRequest(t, "https://app.example.com", url)
		decisions := new(CookieStore).SetFromResponse(request, request.CurrentURL(), []string{"a=b"}, cookieNow, engine)
		if got := decisions[0].Reason; got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

func TestFirefoxKeepsThirdPartyCookiesApartForEachTopLevelSite(t *testing.T) {
	engine, store := &Engine{CookiePolicy: FirefoxCookiePolicy()}, new(CookieStore)
	first := cookieRequest(t, "https://app.example", "https://api.test/")
	store.SetFromResponse(first, first.CurrentURL(), []string{"a=1"}, cookieNow, engine)
	store.Seed(first.CurrentURL(), []string{"a=2"}, cookieNow, engine)
	for page, want := range map[string]string{
		"https://app.example":     "a=1",
		"https://www.app.example": "a=1",
		"http://app.example":      "",
		"https://other.example":   "",
		"https://api.test":        "a=2",
	} {
		if got, _ := store.AppendRequestCookieHeader(cookieRequest(t, page, "https://api.test/"), cookieNow, engine); got != want {
			t.Errorf("from a page at %s: %q, want %q", page, got, want)
		}
	}
	_, decisions := store.AppendRequestCookieHeader(cookieRequest(t, "https://other.example", "https://api.test/"), cookieNow, engine)
	for _, decision := range decisions {
		if decision.Reason != CookieThirdPartyPartitioned {
			t.Errorf("%+v", decision)
		}
	}
}

// https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies
func TestPartitionedCookiesStayWithTheirTopLevelSite(t *testing.T) {
	for name, partitions := range map[EngineName]bool{EngineStandard: false, EngineChrome: true, EngineFirefox: true, EngineSafari: false} {
		engine, store := cookieEngines()[name], new(CookieStore)
		url := mustCookieURL(t, "https://api.test/")
		store.Seed(url, []string{"a=1; Secure; SameSite=None; Partitioned"}, cookieNow, engine)
		if got, _ := store.AppendRequestCookieHeader(cookieRequest(t, "https://api.test", "https://api.test/"), cookieNow, engine); got != "a=1" {
			t.Errorf("%s: its own site gets %q", name, got)
		}
		got, _ := store.AppendRequestCookieHeader(cookieRequest(t, "https://app.example", "https://api.test/"), cookieNow, engine)
		if sent := got != ""; sent == partitions {
			t.Errorf("%s: another site's page sends %q", name, got)
		}
		decision := store.Seed(url, []string{"b=1; Partitioned"}, cookieNow, engine)[0]
		if refused := decision.Reason == CookiePartitionedInsecure; refused != partitions {
			t.Errorf("%s: Partitioned without Secure gave %q", name, decision.Reason)
		}
	}
}

func TestLoopbackIsSecureForChromeAndFirefox(t *testing.T) {
	for name, want := range map[EngineName]string{EngineStandard: "", EngineChrome: "a=1", EngineFirefox: "a=1", EngineSafari: ""} {
		for _, origin := range []string{"http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080"} {
			engine, store := cookieEngines()[name], new(CookieStore)
			store.Seed(mustCookieURL(t, origin+"/"), []string{"a=1; Secure"}, cookieNow, engine)
			if got, _ := store.AppendRequestCookieHeader(cookieRequest(t, origin, origin+"/"), cookieNow, engine); got != want {
				t.Errorf("%s at %s: %q, want %q", name, origin, got, want)
			}
		}
	}
}

func TestChromeSendsYoungUnsetCookiesWithPostedForms(t *testing.T) {
	for name, grace := range map[EngineName]bool{EngineStandard: false, EngineChrome: true} {
		for age, young := range map[time.Duration]bool{time.Minute: true, 3 * time.Minute: false} {
			engine, store := cookieEngines()[name], new(CookieStore)
			store.Seed(mustCookieURL(t, "https://api.test/"), []string{"unset=1", "lax=1; SameSite=Lax"}, cookieNow, engine)
			request := cookieRequest(t, "https://app.example", "https://api.test/")
			request.Mode, request.Method = ModeNavigate, "POST"
			want := ""
			if grace && young {
				want = "unset=1"
			}
			if got, _ := store.AppendRequestCookieHeader(request, cookieNow.Add(age), engine); got != want {
				t.Errorf("%s after %v: %q, want %q", name, age, got, want)
			}
		}
	}
}
