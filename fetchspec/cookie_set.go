package fetchspec

import "time"

// SetFromResponse parses and stores the Set-Cookie values of url's answer to
// request, and tells what became of each.
//
// https://fetch.spec.whatwg.org/#parse-and-store-response-set-cookie-headers
func (store *CookieStore) SetFromResponse(request *Request, url *URL, setCookieValues []string, now time.Time, engine *Engine) []CookieDecision {
	if len(setCookieValues) == 0 {
		return nil
	}
	context := cookieContextOf(request, url, &engine.CookiePolicy)
	return store.set(&context, setCookieValues, now)
}

// Seed stores the Set-Cookie values as though a top-level navigation to url
// had been answered with them, and tells what became of each.
func (store *CookieStore) Seed(url *URL, setCookieValues []string, now time.Time, engine *Engine) []CookieDecision {
	navigation := &Request{Method: "GET", Mode: ModeNavigate, Origin: url.Origin(), URLList: []*URL{url}}
	return store.SetFromResponse(navigation, url, setCookieValues, now, engine)
}

// IgnoredSetCookies tells of the Set-Cookie values of an answer to a request
// without credentials, which nothing is stored of.
func IgnoredSetCookies(setCookieValues []string, now time.Time) []CookieDecision {
	var decisions []CookieDecision
	for _, line := range setCookieValues {
		parsed, _ := ParseSetCookie(line, now)
		decisions = append(decisions, CookieDecision{Cookie: parsed.Cookie, Line: line, Reason: CookieCredentialsOmitted})
	}
	return decisions
}

func (store *CookieStore) set(context *cookieContext, setCookieValues []string, now time.Time) []CookieDecision {
	store.mutex.Lock()
	defer store.mutex.Unlock()
	decisions := make([]CookieDecision, len(setCookieValues))
	for i, line := range setCookieValues {
		cookie, reason := store.parseAndStore(context, line, now)
		decisions[i] = CookieDecision{Cookie: cookie, Line: line, Reason: reason}
		store.collectGarbage(siteHost(context.host), now)
	}
	return decisions
}

// parseAndStore is the draft's Parse and Store a Cookie.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-parse-and-store-a-cookie
func (store *CookieStore) parseAndStore(context *cookieContext, line string, now time.Time) (Cookie, CookieReason) {
	parsed, reason := ParseSetCookie(line, now)
	if reason != "" {
		return parsed.Cookie, reason
	}
	cookie := parsed.Cookie
	cookie.CreationTime = now
	if !parsed.HasPath {
		cookie.Path = cookieDefaultPath(context.path)
	}
	if reason := context.settleDomain(&cookie, &parsed); reason != "" {
		return cookie, reason
	}
	context.settlePartition(&cookie)
	if reason := context.refuses(&cookie, &parsed); reason != "" {
		return cookie, reason
	}
	if reason := store.protects(context, &cookie); reason != "" {
		return cookie, reason
	}
	store.insert(cookie)
	if cookie.Expired(now) {
		return cookie, CookieExpired
	}
	return cookie, ""
}

// settleDomain gives the cookie its host and host-only.
func (context *cookieContext) settleDomain(cookie *Cookie, parsed *ParsedCookie) CookieReason {
	switch {
	case parsed.DomainInvalid:
		return CookieDomain
	case !parsed.HasDomain:
		cookie.Domain, cookie.HostOnly = context.host, true
	case !cookieDomainMatches(context.host, cookie.Domain):
		return CookieDomain
	case hostIsPublicSuffix(cookie.Domain):
		cookie.HostOnly = true
		if cookie.Domain != context.host {
			return CookiePublicSuffix
		}
	}
	return ""
}

func (context *cookieContext) settlePartition(cookie *Cookie) {
	policy := context.policy
	if policy.PartitionedAttribute && cookie.Partitioned || policy.PartitionsThirdParty && context.thirdParty {
		cookie.PartitionKey = context.partitionKey
	}
}

// refuses applies the rules that look at nothing but the cookie and its
// context.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-store-a-cookie
func (context *cookieContext) refuses(cookie *Cookie, parsed *ParsedCookie) CookieReason {
	policy := context.policy
	switch {
	case policy.RefusesThirdPartySet && context.topLevelHost != "" && !policy.isFirstPartyDomain(cookie, context.topLevelHost):
		return CookieThirdPartyBlocked
	case cookie.HTTPOnly && !context.httpOnly:
		return CookieHTTPOnly
	case cookie.Secure && !context.secure:
		return CookieSecure
	case cookie.SameSite == CookieSameSiteNone && !cookie.Secure && !policy.NoneNeedsNoSecure:
		return CookieSameSiteNoneInsecure
	case policy.PartitionedAttribute && cookie.Partitioned && !cookie.Secure:
		return CookiePartitionedInsecure
	}
	if reason := context.refusesSameSite(cookie); reason != "" {
		return reason
	}
	return refusesPrefix(cookie, parsed)
}

// refusesSameSite lets every top-level navigation set every cookie, as RFC
// 6265bis section 5.7 has it.
func (context *cookieContext) refusesSameSite(cookie *Cookie) CookieReason {
	if context.mode == strictOrLess || context.navigation {
		return ""
	}
	switch cookie.SameSite {
	case CookieSameSiteStrict:
		return CookieSameSiteStrictWithheld
	case CookieSameSiteLax:
		return CookieSameSiteLaxWithheld
	case CookieSameSiteUnset:
		if !context.policy.UnsetIsNone {
			return CookieSameSiteUnsetWithheld
		}
	}
	return ""
}

func refusesPrefix(cookie *Cookie, parsed *ParsedCookie) CookieReason {
	if cookie.Name == "" {
		if cookiePrefix(cookie.Value) != "" {
			return CookieForbiddenName
		}
		return ""
	}
	hostCompatible := cookie.Secure && cookie.HostOnly && parsed.HasPath && cookie.Path == "/"
	// Departure: the draft's "http-only is false" contradicts what it says of
	// the prefix in section 4.1.3.3.
	httpCompatible := cookie.Secure && cookie.HTTPOnly
	compatible := true
	switch cookiePrefix(cookie.Name) {
	case "__secure-":
		compatible = cookie.Secure
	case "__http-":
		compatible = httpCompatible
	case "__host-http-":
		compatible = hostCompatible && httpCompatible
	case "__host-":
		compatible = hostCompatible
	}
	if !compatible {
		return CookiePrefix
	}
	return ""
}

// cookiePrefix is the prefix with rules that a name begins with, in lower
// case; "" if none.
func cookiePrefix(name string) string {
	for _, prefix := range []string{"__secure-", "__http-", "__host-http-", "__host-"} {
		if len(name) >= len(prefix) && equalFoldASCII(name[:len(prefix)], prefix) {
			return prefix
		}
	}
	return ""
}

// protects applies the rules for cookies that are already in the store.
func (store *CookieStore) protects(context *cookieContext, cookie *Cookie) CookieReason {
	for _, existing := range store.sites[siteHost(cookie.Domain)] {
		if existing.Name != cookie.Name {
			continue
		}
		if !context.secure && existing.Secure && cookiePathMatches(cookie.Path, existing.Path) && overlays(cookie, &existing.Cookie) {
			return CookieOverwritesSecure
		}
		if !context.httpOnly && existing.HTTPOnly && cookie.replaces(&existing.Cookie) {
			return CookieHTTPOnly
		}
	}
	return ""
}

// overlays reports whether some host would get both cookies.
func overlays(cookie, existing *Cookie) bool {
	return cookieDomainMatches(existing.Domain, cookie.Domain) || cookieDomainMatches(cookie.Domain, existing.Domain)
}
