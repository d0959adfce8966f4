package fetchspec

import (
	"strings"
	"time"
)

// A Cookie is a cookie as a store keeps it.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-cookie-struct
type Cookie struct {
	Name  string // a byte string; "" for a cookie without a name
	Value string // a byte string
	// Domain is the host that the cookie belongs to, serialized, without a
	// leading dot; IPv6 in brackets.
	Domain   string
	HostOnly bool // whether only Domain itself gets the cookie, not its subdomains
	Path     string
	Secure   bool
	HTTPOnly bool
	SameSite CookieSameSite
	// Expiry is when the cookie ends; the zero time is the draft's null: the
	// cookie lasts as long as the session.
	Expiry       time.Time
	CreationTime time.Time
	// Partitioned says that the Partitioned attribute was there.
	Partitioned bool
	// PartitionKey is the top-level site that the cookie is kept apart for,
	// as "https://app.example"; "" for a cookie that is not partitioned.
	PartitionKey string
}

// A CookieSameSite is a cookie's same-site.
type CookieSameSite string

// The values of a cookie's same-site. CookieSameSiteUnset, the zero value,
// stands for an attribute that is missing or says something else.
const (
	CookieSameSiteUnset  CookieSameSite = ""
	CookieSameSiteNone   CookieSameSite = "none"
	CookieSameSiteLax    CookieSameSite = "lax"
	CookieSameSiteStrict CookieSameSite = "strict"
)

// The limits of a cookie store, which the draft leaves to the user agent
// within bounds; these are Chromium's, and the draft's age limit.
const (
	// CookiesPerSiteLimit is the most cookies that one registrable domain can
	// have.
	CookiesPerSiteLimit = 180
	// CookiesLimit is the most cookies that a store keeps.
	CookiesLimit = 3000
	// CookieSizeLimit is the most bytes that name and value can have together.
	CookieSizeLimit = 4096
	// CookieAttributeSizeLimit is the most bytes that an attribute's value can
	// have without being ignored.
	CookieAttributeSizeLimit = 1024
	// CookieAgeLimit is the longest that a cookie can live.
	CookieAgeLimit = 400 * 24 * time.Hour
)

// Expired reports whether the cookie's expiry-time is not after now.
func (cookie *Cookie) Expired(now time.Time) bool {
	return !cookie.Expiry.IsZero() && !cookie.Expiry.After(now)
}

// replaces reports whether the store cannot hold both cookies.
func (cookie *Cookie) replaces(old *Cookie) bool {
	return cookie.Name == old.Name && cookie.Domain == old.Domain &&
		cookie.HostOnly == old.HostOnly && cookie.Path == old.Path &&
		cookie.PartitionKey == old.PartitionKey
}

// matchesHost reports whether a request to host can get the cookie.
func (cookie *Cookie) matchesHost(host string) bool {
	if cookie.HostOnly {
		return cookie.Domain == host
	}
	return cookieDomainMatches(host, cookie.Domain)
}

// cookieDomainMatches reports whether host domain-matches domain.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-domain-matching
func cookieDomainMatches(host, domain string) bool {
	if host == domain {
		return true
	}
	prefix, found := strings.CutSuffix(host, domain)
	return found && domain != "" && strings.HasSuffix(prefix, ".") && !isIPAddress(host)
}

// cookiePathMatches reports whether requestPath path-matches cookiePath.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-path-matching
func cookiePathMatches(requestPath, cookiePath string) bool {
	rest, found := strings.CutPrefix(requestPath, cookiePath)
	if !found {
		return false
	}
	// Departure: the draft's last step compares with the slash on the request's
	// side, which would let "/ab" match "/a"; RFC 6265 and browsers have it on
	// the cookie's.
	return rest == "" || strings.HasSuffix(cookiePath, "/") || rest[0] == '/'
}

// cookieDefaultPath is the path of a cookie that is set at path without a Path
// attribute.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-cookie-default-path
func cookieDefaultPath(path string) string {
	last := strings.LastIndexByte(path, '/')
	if last <= 0 {
		return "/"
	}
	return path[:last]
}
