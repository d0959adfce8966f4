package fetchspec

import (
	"cmp"
	"strings"
	"testing"
)

// The rows follow the examples of each policy's section in Referrer Policy.
//
// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
func TestRefererTellsWhatThePolicyAllows(t *testing.T) {
	const (
		secure   = "https://user:pw@a.example/page?q#f"
		insecure = "http://a.example/page?q#f"
	)
	pages := map[string]string{
		"secure whole": "https://a.example/page?q", "secure origin": "https://a.example/",
		"insecure whole": "http://a.example/page?q", "insecure origin": "http://a.example/", "none": "",
	}
	tests := []struct {
		policy                                       ReferrerPolicy
		sameOrigin, crossOrigin, downgrade, fromHTTP string
	}{
		{ReferrerPolicyNoReferrer, "none", "none", "none", "none"},
		{ReferrerPolicyNoReferrerWhenDowngrade, "secure whole", "secure whole", "none", "insecure whole"},
		{ReferrerPolicySameOrigin, "secure whole", "none", "none", "none"},
		{ReferrerPolicyOrigin, "secure origin", "secure origin", "secure origin", "insecure origin"},
		{ReferrerPolicyStrictOrigin, "secure origin", "secure origin", "none", "insecure origin"},
		{ReferrerPolicyOriginWhenCrossOrigin, "secure whole", "secure origin", "secure origin", "insecure origin"},
		{ReferrerPolicyStrictOriginWhenCrossOrigin, "secure whole", "secure origin", "none", "insecure origin"},
		{ReferrerPolicyUnsafeURL, "secure whole", "secure whole", "secure whole", "insecure whole"},
		{ReferrerPolicyEmpty, "secure whole", "secure origin", "none", "insecure origin"},
	}
	for _, test := range tests {
		for _, row := range []struct{ page, url, want string }{
			{secure, "https://a.example/other", test.sameOrigin},
			{secure, "https://b.example/", test.crossOrigin},
			{secure, "http://b.example/", test.downgrade},
			{insecure, "http://b.example/", test.fromHTTP},
		} {
			request := requestFrom(t, row.page, row.url)
			request.ReferrerPolicy = test.policy
			if got := refererOf(request, nil); got != pages[row.want] {
				t.Errorf("%q from %s to %s: got %q, want %q", test.policy, row.page, row.url, got, pages[row.want])
			}
		}
	}
}

func refererOf(request *Request, engine *Engine) string {
	referrer := DetermineRequestsReferrer(request, engine)
	if referrer.URL == nil {
		return ""
	}
	return referrer.URL.String()
}

func TestLocalhostCountsAsSecureForDowngrades(t *testing.T) {
	request := requestFrom(t, "https://a.example/page", "http://localhost:3000/")
	if got, want := refererOf(request, nil), "https://a.example/"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPagesWithoutAnAddressOrOriginHaveNoReferrer(t *testing.T) {
	for _, page := range []string{"data:text/html,x", "about:blank", "blob:https://a.example/id"} {
		request := requestFrom(t, page, "https://b.example/")
		request.ReferrerPolicy = ReferrerPolicyUnsafeURL
		if got := DetermineRequestsReferrer(request, nil); got != (Referrer{Keyword: ReferrerNone}) {
			t.Errorf("%s: got %v", page, got)
		}
	}
	request := requestFrom(t, "https://a.example/page", "https://b.example/")
	request.Client.Origin = Origin{}
	if got := refererOf(request, nil); got != "" {
		t.Errorf("a sandboxed page: got %q", got)
	}
	request.Client = nil
	if got := refererOf(request, nil); got != "" {
		t.Errorf("no page: got %q", got)
	}
}

func TestAddressOverFourKilobytesIsCutToTheOrigin(t *testing.T) {
	origin := "https://a.example/"
	for extra, want := range map[int]string{0: "", 1: origin} {
		page := origin + strings.Repeat("x", 4096-len(origin)+extra)
		if want == "" {
			want = page
		}
		request := requestFrom(t, page, "https://b.example/")
		request.ReferrerPolicy = ReferrerPolicyUnsafeURL
		if got := refererOf(request, nil); got != want {
			t.Errorf("%d bytes: got %d bytes", len(page), len(got))
		}
	}
}

func TestReferrerThatTheScriptGaveIsUsed(t *testing.T) {
	request := requestFrom(t, "https://a.example/page", "https://a.example/")
	request.Referrer = Referrer{URL: mustParseURL(t, "https://u:p@a.example/given?x#f")}
	if got, want := refererOf(request, nil), "https://a.example/given?x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	request.Referrer = Referrer{Keyword: ReferrerNone}
	if got := refererOf(request, nil); got != "" {
		t.Errorf("got %q, want none", got)
	}
}

// What Firefox and WebKitGTK were seen to send.
func TestEnginesDepartInTheReferer(t *testing.T) {
	firefox, safari := Firefox(), Safari()
	request := requestFrom(t, "http://app.test:8101/runner.html", "http://api.test:8102/")
	request.ReferrerPolicy = ReferrerPolicyUnsafeURL
	if got, want := refererOf(request, &firefox), "http://app.test:8101/"; got != want {
		t.Errorf("firefox to another site: got %q, want %q", got, want)
	}
	request = requestFrom(t, "http://app.test:8101/runner.html", "http://sub.app.test:8103/")
	request.ReferrerPolicy = ReferrerPolicyUnsafeURL
	if got, want := refererOf(request, &firefox), "http://app.test:8101/runner.html"; got != want {
		t.Errorf("firefox within the site: got %q, want %q", got, want)
	}
	request.Client.Origin = Origin{}
	if got, want := refererOf(request, &safari), "http://app.test:8101/runner.html"; got != want {
		t.Errorf("safari from a sandboxed page: got %q, want %q", got, want)
	}
	if got := refererOf(requestFrom(t, "file:///home/page.html", "https://b.example/"), &safari); got != "" {
		t.Errorf("safari from a file: got %q", got)
	}
}

func TestLastKnownReferrerPolicyCounts(t *testing.T) {
	tests := []struct {
		lines []string
		want  ReferrerPolicy
	}{
		{nil, ""}, {[]string{""}, ""}, {[]string{"bogus"}, ""},
		// The examples of Referrer Policy, section 11.1.
		{[]string{"no-referrer", "unsafe-url"}, "unsafe-url"},
		{[]string{"no-referrer,unsafe-url"}, "unsafe-url"},
		{[]string{"origin, bogus"}, "origin"}, {[]string{"bogus, origin,"}, "origin"}, {[]string{"Same-Origin"}, "same-origin"},
		{[]string{"no-referrer", ""}, "no-referrer"}, {[]string{"no referrer"}, ""}, {[]string{"origin;"}, ""},
	}
	for _, test := range tests {
		var list HeaderList
		for _, line := range test.lines {
			list = append(list, Header{"referrer-policy", line})
		}
		if got := ParseReferrerPolicy(list); got != test.want {
			t.Errorf("%q: got %q, want %q", test.lines, got, test.want)
		}
		request := &Request{ReferrerPolicy: ReferrerPolicyStrictOrigin}
		SetRequestsReferrerPolicyOnRedirect(request, &Response{HeaderList: list})
		if want := cmp.Or(test.want, ReferrerPolicyStrictOrigin); request.ReferrerPolicy != want {
			t.Errorf("%q: the request has %q, want %q", test.lines, request.ReferrerPolicy, want)
		}
	}
}
