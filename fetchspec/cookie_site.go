package fetchspec

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// A sameSiteMode is how strict the cookies may be that go along with a
// request.
//
// https://fetch.spec.whatwg.org/#determine-the-same-site-mode
type sameSiteMode string

const (
	strictOrLess sameSiteMode = "strict-or-less"
	laxOrLess    sameSiteMode = "lax-or-less"
	unsetOrLess  sameSiteMode = "unset-or-less"
)

// A cookieContext is what the rules need to know about where a cookie is used.
type cookieContext struct {
	policy   *CookiePolicy
	mode     sameSiteMode
	secure   bool // whether Secure cookies can be used
	httpOnly bool // whether HttpOnly cookies can be used
	host     string
	path     string
	// navigation is set for a top-level navigation.
	navigation bool
	// topLevelHost is the host of the tab's page; "" if that is unknown.
	topLevelHost string
	// thirdParty is set when the request leaves the top-level page's site.
	thirdParty bool
	// partitionKey is the top-level site.
	partitionKey string
}

func cookieContextOf(request *Request, url *URL, policy *CookiePolicy) cookieContext {
	context := cookieContext{
		policy:     policy,
		mode:       policy.sameSiteMode(request, url),
		secure:     policy.isSecure(url),
		httpOnly:   true,
		host:       url.Host(),
		path:       cookieRequestPath(url),
		navigation: request.Mode == ModeNavigate,
	}
	topLevel := policy.topLevelOrigin(request, url)
	context.topLevelHost = topLevel.Host
	context.thirdParty = !context.navigation && policy.isThirdParty(request, url, topLevel)
	context.partitionKey = SiteOf(topLevel)
	return context
}

// sameSiteMode determines the same-site mode. Departure: unlike the Standard's
// text it also compares the request's origin with the URL itself, and a
// cross-site navigation is where Lax cookies differ from Strict ones, as in
// RFC 6265bis section 5.2.
//
// https://fetch.spec.whatwg.org/#determine-the-same-site-mode
func (policy *CookiePolicy) sameSiteMode(request *Request, url *URL) sameSiteMode {
	crossSite := !policy.isSameSite(policy.initiator(request), url.Origin()) ||
		!policy.CrossSiteRedirectIgnored && policy.redirectedAcrossSites(request)
	if request.Client != nil && request.Client.CrossSiteAncestor && request.Mode != ModeNavigate {
		crossSite = true
	}
	switch {
	case !crossSite:
		return strictOrLess
	case request.Mode == ModeNavigate && isSafeMethod(request.Method):
		return laxOrLess
	}
	return unsetOrLess
}

// initiator is the origin whose site decides.
func (policy *CookiePolicy) initiator(request *Request) Origin {
	if request.Mode != ModeNavigate && policy.TopLevelDecides {
		return policy.topLevelOrigin(request, request.CurrentURL())
	}
	return request.Origin
}

// topLevelOrigin is the origin of the tab's page; opaque if that is unknown.
func (policy *CookiePolicy) topLevelOrigin(request *Request, url *URL) Origin {
	client := request.Client
	switch {
	case request.Mode == ModeNavigate:
		return url.Origin()
	case client == nil:
		return request.Origin
	case !client.TopLevelOrigin.IsOpaque():
		return client.TopLevelOrigin
	case policy.TopLevelDecides && client.URL != nil:
		return client.URL.Origin()
	}
	return client.TopLevelOrigin
}

func (policy *CookiePolicy) isThirdParty(request *Request, url *URL, topLevel Origin) bool {
	if !policy.isSameSite(topLevel, url.Origin()) {
		return true
	}
	if policy.TopLevelDecides {
		return false
	}
	return request.Origin.IsOpaque() || request.Client != nil && request.Client.CrossSiteAncestor
}

// redirectedAcrossSites reports whether the request's redirect-taint is
// "cross-site".
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
func (policy *CookiePolicy) redirectedAcrossSites(request *Request) bool {
	origin := policy.initiator(request)
	for i, url := range request.URLList {
		if i == 0 {
			continue
		}
		last := request.URLList[i-1].Origin()
		if !policy.isSameSite(url.Origin(), last) && !policy.isSameSite(origin, last) {
			return true
		}
	}
	return false
}

// isSameSite reports whether two origins are same site; an opaque one is with
// no other.
//
// https://html.spec.whatwg.org/multipage/browsers.html#same-site
func (policy *CookiePolicy) isSameSite(a, b Origin) bool {
	if policy.SchemelessSite {
		return SchemelesslySameSite(a, b)
	}
	return SameSite(a, b)
}

func (policy *CookiePolicy) isSecure(url *URL) bool {
	switch url.Scheme() {
	case "https", "wss":
		return true
	}
	return policy.LoopbackIsSecure && isLoopbackHost(url.Host())
}

// isFirstPartyDomain reports whether a cookie of domain belongs to the site of
// the tab's page at host.
func (policy *CookiePolicy) isFirstPartyDomain(cookie *Cookie, host string) bool {
	if !policy.UnlistedSuffixIsNoSite || hostHasListedSuffix(host) {
		return siteHost(cookie.Domain) == siteHost(host)
	}
	return cookie.matchesHost(host)
}

// hostIsPublicSuffix reports whether host is a public suffix; every host
// without a dot is one, by the list's default rule.
func hostIsPublicSuffix(host string) bool {
	return !isIPAddress(host) && RegistrableDomain(host) == ""
}

// hostHasListedSuffix reports whether the public suffix list has a rule for
// the host besides its default rule.
func hostHasListedSuffix(host string) bool {
	if isIPAddress(host) {
		return false
	}
	suffix, icann := publicsuffix.PublicSuffix(strings.TrimSuffix(host, "."))
	return icann || strings.Contains(suffix, ".")
}

// cookieRequestPath is the URL's path; "/" for an empty one.
func cookieRequestPath(url *URL) string {
	if path := url.Path(); path != "" {
		return path
	}
	return "/"
}
