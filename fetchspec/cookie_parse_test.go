package fetchspec

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var cookieNow = time.Date(2026, time.July, 2, 12, 0, 0, 0, time.UTC)

func TestParseSetCookieReadsNameValueAndAttributes(t *testing.T) {
	for _, test := range []struct {
		input string
		want  Cookie
	}{
		// The draft's examples of section 1.1.
		{"SID=31d4d96e407aad42", Cookie{Name: "SID", Value: "31d4d96e407aad42"}},
		{"SID=31d4d96e407aad42; Path=/; Domain=site.example", Cookie{Name: "SID", Value: "31d4d96e407aad42", Path: "/", Domain: "site.example"}},
		{"SID=31d4d96e407aad42; Path=/; Secure; HttpOnly", Cookie{Name: "SID", Value: "31d4d96e407aad42", Path: "/", Secure: true, HTTPOnly: true}},
		{"lang=en-US; Path=/; Domain=site.example", Cookie{Name: "lang", Value: "en-US", Path: "/", Domain: "site.example"}},

		// Section "Parse a Cookie": the name-value pair.
		{"value", Cookie{Value: "value"}},
		{"=value", Cookie{Value: "value"}},
		{"name=", Cookie{Name: "name"}},
		{"a=b=c", Cookie{Name: "a", Value: "b=c"}},
		{" \ta \t=\t b c\t;", Cookie{Name: "a", Value: "b c"}},
		{`a="b"`, Cookie{Name: "a", Value: `"b"`}},
		{"a=b,c=d", Cookie{Name: "a", Value: "b,c=d"}},
		{"a\t=\xff\u00e4", Cookie{Name: "a", Value: "\xff\u00e4"}},

		// Attributes: any case, any order, unknown ones ignored, the last one
		// wins.
		{"a=b; sEcUrE=whatever;HTTPONLY", Cookie{Name: "a", Value: "b", Secure: true, HTTPOnly: true}},
		{"a=b; Secure qux; \"HttpOnly\"; ;;=; version=1", Cookie{Name: "a", Value: "b"}},
		{"a=b; Path=/x; Path=/y", Cookie{Name: "a", Value: "b", Path: "/y"}},
		{"a=b; Path=/x; Path=y; Path=; Path", Cookie{Name: "a", Value: "b", Path: "/x"}},
		{"a=b; SameSite=Strict; SameSite=NONE", Cookie{Name: "a", Value: "b", SameSite: CookieSameSiteNone}},
		{"a=b; samesite = lax ", Cookie{Name: "a", Value: "b", SameSite: CookieSameSiteLax}},
		{"a=b; SameSite=bogus", Cookie{Name: "a", Value: "b"}},
		{"a=b; Partitioned", Cookie{Name: "a", Value: "b", Partitioned: true}},
		{"a=b; Domain=.EXAMPLE.com", Cookie{Name: "a", Value: "b", Domain: "example.com"}},
		{"a=b; Domain=one.example; Domain=two.example", Cookie{Name: "a", Value: "b", Domain: "two.example"}},
		{"a=b; Domain=one.example; Domain=", Cookie{Name: "a", Value: "b", Domain: "one.example"}},
		{"a=b; Domain=xn--bcher-kva.example", Cookie{Name: "a", Value: "b", Domain: "xn--bcher-kva.example"}},
		{"a=b; Domain=127.0.0.1", Cookie{Name: "a", Value: "b", Domain: "127.0.0.1"}},
		{"a=b; Domain=[::1]", Cookie{Name: "a", Value: "b", Domain: "[::1]"}},
		{"a=b; Path=/" + strings.Repeat("x", CookieAttributeSizeLimit), Cookie{Name: "a", Value: "b"}},

		// Expires and Max-Age.
		{"a=b; Expires=Fri, 03 Jul 2026 12:00:00 GMT", Cookie{Name: "a", Value: "b", Expiry: cookieNow.Add(24 * time.Hour)}},
		{"a=b; Expires=Fri, 07 Aug 2099 08:04:19 GMT", Cookie{Name: "a", Value: "b", Expiry: cookieNow.Add(CookieAgeLimit)}},
		{"a=b; Expires=soon", Cookie{Name: "a", Value: "b"}},
		{"a=b; Max-Age=60", Cookie{Name: "a", Value: "b", Expiry: cookieNow.Add(time.Minute)}},
		{"a=b; Max-Age=99999999999999999999999999", Cookie{Name: "a", Value: "b", Expiry: cookieNow.Add(CookieAgeLimit)}},
		{"a=b; Max-Age=0", Cookie{Name: "a", Value: "b", Expiry: time.Unix(0, 0).UTC()}},
		{"a=b; Max-Age=-1", Cookie{Name: "a", Value: "b", Expiry: time.Unix(0, 0).UTC()}},
		{"a=b; Max-Age=", Cookie{Name: "a", Value: "b"}},
		{"a=b; Max-Age=-", Cookie{Name: "a", Value: "b"}},
		{"a=b; Max-Age=+60", Cookie{Name: "a", Value: "b"}},
		{"a=b; Max-Age=50,399", Cookie{Name: "a", Value: "b"}},
		{"a=b; Max-Age=60; Expires=Fri, 03 Jul 2026 12:00:00 GMT", Cookie{Name: "a", Value: "b", Expiry: cookieNow.Add(time.Minute)}},
		{"a=b; Expires=Fri, 03 Jul 2026 12:00:00 GMT; Max-Age=60", Cookie{Name: "a", Value: "b", Expiry: cookieNow.Add(time.Minute)}},
	} {
		parsed, reason := ParseSetCookie(test.input, cookieNow)
		if reason != "" {
			t.Errorf("ParseSetCookie(%q): %s", test.input, reason)
		}
		if diff := cmp.Diff(test.want, parsed.Cookie); diff != "" {
			t.Errorf("ParseSetCookie(%q) (-want +got):\n%s", test.input, diff)
		}
	}
}

func TestParseSetCookieFails(t *testing.T) {
	for input, want := range map[string]CookieReason{
		"":                                CookieEmpty,
		"=":                               CookieEmpty,
		" \t ; Secure":                    CookieEmpty,
		"a=\x00":                          CookieControlCharacter,
		"a=b; Path=/\x7f":                 CookieControlCharacter,
		"a=b\nc=d":                        CookieControlCharacter,
		strings.Repeat("a", 4097):         CookieTooLarge,
		"a=" + strings.Repeat("b", 4096):  CookieTooLarge,
		"aa=" + strings.Repeat("b", 4094): "",
		"a=\t b":                          "",
	} {
		if _, reason := ParseSetCookie(input, cookieNow); reason != want {
			t.Errorf("ParseSetCookie(%.20q) gave %q, want %q", input, reason, want)
		}
	}
}

func TestParseSetCookieTellsADomainThatIsNoHost(t *testing.T) {
	for input, invalid := range map[string]bool{
		"a=b; Domain=example.com":       false,
		"a=b; Domain=.":                 true,
		"a=b; Domain=exa mple.com":      true,
		"a=b; Domain=example.com:80":    true,
		"a=b; Domain=\"example.com\"":   false, // a host, but one that matches no other
		"a=b; Domain=user@example.com":  true,
		"a=b; Domain=example.com/path":  true,
		"a=b; Domain=b\u00fccher.test":  true, // not ASCII
		"a=b; Domain=[::1":              true,
		"a=b; Domain=.; Domain=ok.test": false,
	} {
		parsed, _ := ParseSetCookie(input, cookieNow)
		if parsed.DomainInvalid != invalid {
			t.Errorf("ParseSetCookie(%q).DomainInvalid = %v", input, parsed.DomainInvalid)
		}
	}
}

func TestParseSetCookieKeepsAttributesAsWritten(t *testing.T) {
	parsed, _ := ParseSetCookie("a=b; Priority=High ;; secure", cookieNow)
	want := []CookieAttribute{{"Priority", "High"}, {"secure", ""}}
	if diff := cmp.Diff(want, parsed.Attributes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzParseSetCookie(f *testing.F) {
	for _, seed := range []string{
		"SID=31d4d96e407aad42; Path=/; Secure; HttpOnly; SameSite=None",
		"a=b; Domain=.example.com; Max-Age=1; Expires=Fri, 03 Jul 2026 12:00:00 GMT",
		"__Host-a", "=;=;", "a=b; Domain=[::1]", "a\x00", "a=b; Domain=%41.\xff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		parsed, reason := ParseSetCookie(input, cookieNow)
		cookie := parsed.Cookie
		if reason != "" {
			return
		}
		if size := len(cookie.Name) + len(cookie.Value); size == 0 || size > CookieSizeLimit {
			t.Errorf("%d bytes", size)
		}
		if !cookie.Expiry.IsZero() && cookie.Expiry.After(cookieNow.Add(CookieAgeLimit)) {
			t.Errorf("expires %v", cookie.Expiry)
		}
		again, _ := ParseSetCookie(cookie.Name+"="+cookie.Value, cookieNow)
		if again.Cookie.Name != cookie.Name || again.Cookie.Value != cookie.Value {
			t.Errorf("%q=%q became %q=%q", cookie.Name, cookie.Value, again.Cookie.Name, again.Cookie.Value)
		}
	})
}
