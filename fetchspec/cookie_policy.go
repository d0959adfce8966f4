package fetchspec

import "time"

// A CookiePolicy says how an engine departs from the layered-cookies rules, as
// read here. The zero value is the Standard.
//
// Two places of the Standard are read with RFC 6265bis beside them, for what
// they say agrees with no browser: a request's first URL counts for its
// same-site mode like those that redirects add, and a cookie without SameSite
// is Lax. In the code each is marked "Departure:".
type CookiePolicy struct {
	// SchemelessSite takes http and https of one registrable domain as one
	// site, where the HTML Standard compares schemes (Gecko, WebKit).
	SchemelessSite bool
	// UnsetIsNone takes a cookie without SameSite as SameSite=None (Gecko,
	// WebKit).
	UnsetIsNone bool
	// NoneNeedsNoSecure stores SameSite=None without Secure (WebKit).
	NoneNeedsNoSecure bool
	// CrossSiteRedirectIgnored sends Lax and Strict cookies to the page's site
	// although a redirect of another site led there (Blink, WebKit).
	CrossSiteRedirectIgnored bool
	// PartitionsThirdParty keeps the cookies of third parties apart for each
	// top-level site (Gecko).
	PartitionsThirdParty bool
	// PartitionedAttribute honors the Partitioned attribute (Blink, Gecko).
	PartitionedAttribute bool
	// RefusesThirdPartySet stores a third party's cookies only if their domain
	// belongs to the top-level page's site (WebKit).
	RefusesThirdPartySet bool
	// UnlistedSuffixIsNoSite takes a host below a suffix that is not in the
	// public suffix list (app.test, localhost, an intranet's name) as a site of
	// its own when it applies RefusesThirdPartySet (libsoup).
	UnlistedSuffixIsNoSite bool
	// TopLevelDecides judges by the address of the tab's page, even if that
	// page's origin is opaque (WebKit).
	TopLevelDecides bool
	// LoopbackIsSecure sends Secure cookies to http://localhost and other
	// loopback hosts, and lets these set them (Blink, Gecko).
	LoopbackIsSecure bool
	// LaxPOSTGrace is how long a cookie without SameSite goes along with
	// cross-site top-level POST navigations; 0 for not at all (Blink).
	LaxPOSTGrace time.Duration
}

// ChromeCookiePolicy is Chromium 156's, third-party cookies being allowed as
// is its default. Recorded: it agrees with the Standard's schemeful same site
// (an https target of the http page's own host gets SameSite=None cookies
// only), Lax default and Secure for None, and sends Lax and Strict cookies
// after a cross-site redirect back to the page's site.
//
// Not recorded, from its documentation: Partitioned, Secure on loopback, and
// two minutes' grace for POST.
func ChromeCookiePolicy() CookiePolicy {
	return CookiePolicy{
		CrossSiteRedirectIgnored: true,
		PartitionedAttribute:     true,
		LoopbackIsSecure:         true,
		LaxPOSTGrace:             2 * time.Minute,
	}
}

// FirefoxCookiePolicy is Firefox 153's with Total Cookie Protection, its
// default. Recorded: a cookie that was set first-party is never sent
// cross-site; one that the cross-site answer itself set is, even without
// SameSite, but not as SameSite=None without Secure; http and https of a host
// are one site; Lax and Strict cookies are withheld after a cross-site
// redirect.
//
// Not recorded, from its documentation: Partitioned, and Secure on loopback.
func FirefoxCookiePolicy() CookiePolicy {
	return CookiePolicy{
		SchemelessSite:       true,
		UnsetIsNone:          true,
		PartitionsThirdParty: true,
		PartitionedAttribute: true,
		LoopbackIsSecure:     true,
	}
}

// SafariCookiePolicy is WebKitGTK 2.50's over libsoup 3.2, which is not
// Apple's network layer. Recorded: no Lax default; SameSite=None needs no
// Secure; cookies that are there are sent to third parties; no cookie is taken
// from a third party, where a host of the same site under .test counts as one
// unless the cookie has the page's domain; a sandboxed page counts as the site
// of its address.
func SafariCookiePolicy() CookiePolicy {
	return CookiePolicy{
		SchemelessSite:           true,
		UnsetIsNone:              true,
		NoneNeedsNoSecure:        true,
		CrossSiteRedirectIgnored: true,
		RefusesThirdPartySet:     true,
		UnlistedSuffixIsNoSite:   true,
		TopLevelDecides:          true,
	}
}
