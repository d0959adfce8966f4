package fetchspec

import "strings"

// referrerLengthLimit is the longest address that is sent whole.
const referrerLengthLimit = 4096

// DetermineRequestsReferrer says what the request tells of the page that it
// comes from: a URL, or ReferrerNone. A nil engine is the Standard.
//
// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func DetermineRequestsReferrer(request *Request, engine *Engine) Referrer {
	none := Referrer{Keyword: ReferrerNone}
	source := referrerSource(request, engine.orStandard())
	if source == nil || source.IsLocal() {
		return none
	}
	referrerURL, referrerOrigin := stripForReferrer(source), stripToOrigin(source)
	// Departure: Gecko tells another site no more than the origin.
	trimmed := engine.orStandard().CrossSiteRefererIsOrigin &&
		!SameSite(source.Origin(), request.CurrentURL().Origin())
	if trimmed || len(referrerURL.String()) > referrerLengthLimit {
		referrerURL = referrerOrigin
	}
	chosen := referrerByPolicy(request, referrerURL, referrerOrigin)
	if chosen == nil {
		return none
	}
	return Referrer{URL: chosen}
}

// referrerSource is step 3: the page's address or the one that the script
// gave; nil for none.
func referrerSource(request *Request, engine *Engine) *URL {
	switch {
	case request.Referrer.URL != nil:
		return request.Referrer.URL
	case request.Referrer.Keyword == ReferrerNone || request.Client == nil:
		return nil
	case !request.Client.Origin.IsOpaque():
		return request.Client.URL
	// Departure: WebKit tells the address of a sandboxed page that came over
	// HTTP.
	case engine.OpaquePageSendsReferer && request.Client.URL != nil && request.Client.URL.IsHTTP():
		return request.Client.URL
	}
	return nil
}

// referrerByPolicy is step 8; nil is the Standard's no referrer.
func referrerByPolicy(request *Request, referrerURL, referrerOrigin *URL) *URL {
	current := request.CurrentURL()
	sameOrigin := referrerURL.Origin().SameOrigin(current.Origin())
	downgrade := IsPotentiallyTrustworthyURL(referrerURL) && !IsPotentiallyTrustworthyURL(current)
	switch request.ReferrerPolicy {
	case ReferrerPolicyOrigin:
		return referrerOrigin
	case ReferrerPolicyUnsafeURL:
		return referrerURL
	case ReferrerPolicyStrictOrigin:
		return unless(downgrade, referrerOrigin)
	case ReferrerPolicySameOrigin:
		return unless(!sameOrigin, referrerURL)
	case ReferrerPolicyNoReferrerWhenDowngrade:
		return unless(downgrade, referrerURL)
	case ReferrerPolicyOriginWhenCrossOrigin:
		return either(sameOrigin, referrerURL, referrerOrigin)
	case ReferrerPolicyStrictOriginWhenCrossOrigin, ReferrerPolicyEmpty:
		return either(sameOrigin, referrerURL, unless(downgrade, referrerOrigin))
	}
	return nil
}

func unless(withheld bool, url *URL) *URL {
	if withheld {
		return nil
	}
	return url
}

func either(first bool, a, b *URL) *URL {
	if first {
		return a
	}
	return b
}

// stripForReferrer leaves out user name, password and fragment.
//
// https://w3c.github.io/webappsec-referrer-policy/#strip-url
func stripForReferrer(url *URL) *URL {
	href := url.WithoutFragment()
	if url.IncludesCredentials() {
		start := strings.Index(href, "//") + len("//")
		href = href[:start] + href[start+strings.IndexByte(href[start:], '@')+1:]
	}
	return parsedOr(href, url)
}

// stripToOrigin leaves scheme, host and port, and a slash.
func stripToOrigin(url *URL) *URL {
	return parsedOr(url.Scheme()+"://"+url.HostPort()+"/", stripForReferrer(url))
}

// parsedOr parses what was made of a parsed URL, which cannot fail for a URL
// with a host.
func parsedOr(href string, fallback *URL) *URL {
	url, err := ParseURL(href)
	if err != nil {
		return fallback
	}
	return url
}
