package fetchspec

import "testing"

func TestDocumentCookieSeesNoHTTPOnlyCookies(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	page := mustCookieURL(t, "https://site.example/app/page")
	store.Seed(page, []string{"a=1", "b=1; HttpOnly", "c=1; SameSite=Strict"}, cookieNow, &engine)
	if got, want := store.DocumentCookies(page, page.Origin(), cookieNow, &engine), "a=1; c=1"; got != want {
		t.Errorf("document.cookie is %q, want %q", got, want)
	}
}

func TestDocumentCookieSetsWhatAPageMaySet(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	page := mustCookieURL(t, "http://site.example/app/page")
	store.Seed(page, []string{"held=1; HttpOnly"}, cookieNow, &engine)
	for _, test := range []struct {
		line string
		want CookieReason
	}{
		{"a=1", ""},
		{"b=1; Path=/elsewhere", ""},
		{"c=1; HttpOnly", CookieHTTPOnly},
		{"held=2", CookieHTTPOnly}, // an HttpOnly cookie cannot be overwritten
		{"d=1; Secure", CookieSecure},
		{"e=1\n", CookieControlCharacter},
		{"a=; Max-Age=0", CookieExpired},
		{"f=1; SameSite=Strict; Domain=site.example", ""},
	} {
		if got := store.SetDocumentCookie(page, page.Origin(), test.line, cookieNow, &engine); got.Reason != test.want {
			t.Errorf("%q gave %q, want %q", test.line, got.Reason, test.want)
		}
	}
	if got, want := store.DocumentCookies(page, page.Origin(), cookieNow, &engine), "f=1"; got != want {
		t.Errorf("document.cookie is %q, want %q", got, want)
	}
}

func TestAnOpaqueOriginHasNoDocumentCookies(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	page := mustCookieURL(t, "https://site.example/")
	store.Seed(page, []string{"a=1"}, cookieNow, &engine)
	if got := store.DocumentCookies(page, Origin{}, cookieNow, &engine); got != "" {
		t.Errorf("document.cookie is %q", got)
	}
	if got := store.SetDocumentCookie(page, Origin{}, "b=1", cookieNow, &engine); got.Reason != CookieNoDocument {
		t.Errorf("setting it gave %q", got.Reason)
	}
	if got := store.SetDocumentCookie(nil, page.Origin(), "b=1", cookieNow, &engine); got.Reason != CookieNoDocument {
		t.Errorf("setting it without a page gave %q", got.Reason)
	}
}
