package fetchspec

import "testing"

// The first block is from the URL Standard's table of registrable domains.
//
// https://url.spec.whatwg.org/#host-registrable-domain
func TestRegistrableDomainIsPublicSuffixPlusOneLabel(t *testing.T) {
	for host, want := range map[string]string{
		"com": "", "example.com": "example.com", "www.example.com": "example.com", "sub.www.example.com": "example.com",
		"github.io": "", "whatwg.github.io": "whatwg.github.io", "xn--kgbechtv": "", "example.xn--kgbechtv": "example.xn--kgbechtv",
		"sub.example.xn--kgbechtv": "example.xn--kgbechtv", "[2001:db8::1]": "", "127.0.0.1": "",

		"": "", "localhost": "", "app.localhost": "app.localhost", "com.": "", "www.example.com.": "example.com.", "a..b": "", "a.co.uk": "a.co.uk", "co.uk": "",
	} {
		if got := RegistrableDomain(host); got != want {
			t.Errorf("RegistrableDomain(%q) = %q, want %q", host, got, want)
		}
	}
}

// The first block is HTML's table of examples.
//
// https://html.spec.whatwg.org/multipage/browsers.html#same-site
func TestSameSiteComparesSchemesAndRegistrableDomains(t *testing.T) {
	tests := []struct {
		a, b                   string
		schemelessly, sameSite bool
	}{
		{"https://example.com", "https://sub.example.com", true, true},
		{"https://example.com", "https://sub.other.example.com", true, true},
		{"https://example.com", "http://non-secure.example.com", true, false},
		{"https://r.wildlife.museum", "https://sub.r.wildlife.museum", true, true},
		{"https://example.com", "https://notexample.com", false, false},

		{"https://example.com:1", "https://example.com:2", true, true},
		{"https://a.github.io", "https://b.github.io", false, false},
		{"http://127.0.0.1:1", "http://127.0.0.1:2", true, true},
		{"http://127.0.0.1", "http://127.0.0.2", false, false},
		{"http://1.127.0.0", "http://2.127.0.0", false, false},
		{"http://localhost:1", "http://localhost:2", true, true},
		{"http://a.localhost", "http://b.localhost", false, false},
		{"http://[::1]", "http://[::2]", false, false},
		{"https://example.com", "https://example.com.", false, false},
		{"https://com", "https://example.com", false, false},
		{"data:,a", "data:,a", false, false},
		{"https://example.com", "data:,a", false, false},
	}
	for _, test := range tests {
		a, b := mustParseURL(t, test.a).Origin(), mustParseURL(t, test.b).Origin()
		for range 2 {
			if got := SchemelesslySameSite(a, b); got != test.schemelessly {
				t.Errorf("%s and %s schemelessly: got %v", a, b, got)
			}
			if got := SameSite(a, b); got != test.sameSite {
				t.Errorf("%s and %s: got %v", a, b, got)
			}
			a, b = b, a
		}
	}
}

func TestSiteHasASchemeAndNoPort(t *testing.T) {
	for url, want := range map[string]string{
		"https://www.example.com:8443/x": "https://example.com", "http://127.0.0.1:80/": "http://127.0.0.1",
		"http://localhost:3000/": "http://localhost", "data:,x": "null",
	} {
		if got := SiteOf(mustParseURL(t, url).Origin()); got != want {
			t.Errorf("%s: got %q, want %q", url, got, want)
		}
	}
}
