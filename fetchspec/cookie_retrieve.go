package fetchspec

import (
	"slices"
	"strings"
	"time"
)

// AppendRequestCookieHeader gives the Cookie header of request, "" for none,
// and tells for each cookie of the URL's host whether it is sent, and why not:
// first those that are sent, in their order, then the others.
//
// https://fetch.spec.whatwg.org/#append-a-request-cookie-header
func (store *CookieStore) AppendRequestCookieHeader(request *Request, now time.Time, engine *Engine) (value string, decisions []CookieDecision) {
	context := cookieContextOf(request, request.CurrentURL(), &engine.CookiePolicy)
	return store.retrieve(&context, now)
}

// retrieve is the draft's Retrieve Cookies and Serialize Cookies.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-retrieve-cookies
func (store *CookieStore) retrieve(context *cookieContext, now time.Time) (value string, decisions []CookieDecision) {
	store.mutex.Lock()
	defer store.mutex.Unlock()
	var sent, withheld []*storedCookie
	for _, cookie := range store.sites[siteHost(context.host)] {
		if !cookie.matchesHost(context.host) {
			continue
		}
		if context.withholds(&cookie.Cookie, now) == "" {
			cookie.lastAccess = now
			sent = append(sent, cookie)
			continue
		}
		withheld = append(withheld, cookie)
	}
	slices.SortFunc(sent, compareForSending)
	slices.SortFunc(withheld, compareForSending)
	for _, cookie := range slices.Concat(sent, withheld) {
		decisions = append(decisions, CookieDecision{
			Cookie: cookie.Cookie,
			Reason: context.withholds(&cookie.Cookie, now),
		})
	}
	return serializeCookies(sent), decisions
}

// serializeCookies makes the value of a Cookie header.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-serialize-cookies
func serializeCookies(cookies []*storedCookie) string {
	var output strings.Builder
	for i, cookie := range cookies {
		if i > 0 {
			output.WriteString("; ")
		}
		if cookie.Name != "" {
			output.WriteString(cookie.Name)
			output.WriteByte('=')
		}
		output.WriteString(cookie.Value)
	}
	return output.String()
}

// withholds says why a cookie of the host is not used; "" if it is.
func (context *cookieContext) withholds(cookie *Cookie, now time.Time) CookieReason {
	switch {
	case cookie.Expired(now):
		return CookieExpired
	case !cookiePathMatches(context.path, cookie.Path):
		return CookiePath
	case cookie.Secure && !context.secure:
		return CookieSecure
	case cookie.HTTPOnly && !context.httpOnly:
		return CookieHTTPOnly
	}
	if reason := context.withholdsSameSite(cookie, now); reason != "" {
		return reason
	}
	if !context.inPartition(cookie) {
		return CookieThirdPartyPartitioned
	}
	return ""
}

func (context *cookieContext) withholdsSameSite(cookie *Cookie, now time.Time) CookieReason {
	if context.mode == strictOrLess {
		return ""
	}
	switch cookie.SameSite {
	case CookieSameSiteStrict:
		return CookieSameSiteStrictWithheld
	case CookieSameSiteLax:
		if context.mode != laxOrLess {
			return CookieSameSiteLaxWithheld
		}
	case CookieSameSiteUnset:
		if context.mode != laxOrLess && !context.policy.UnsetIsNone && !context.inPOSTGrace(cookie, now) {
			return CookieSameSiteUnsetWithheld
		}
	}
	return ""
}

// inPOSTGrace reports whether the cookie is young enough to go along with a
// top-level navigation by an unsafe method.
func (context *cookieContext) inPOSTGrace(cookie *Cookie, now time.Time) bool {
	return context.navigation && now.Sub(cookie.CreationTime) < context.policy.LaxPOSTGrace
}

// inPartition reports whether the cookie is in a partition that the context
// can see.
func (context *cookieContext) inPartition(cookie *Cookie) bool {
	if cookie.PartitionKey != "" {
		return cookie.PartitionKey == context.partitionKey
	}
	return !context.policy.PartitionsThirdParty || !context.thirdParty
}
