package fetchspec

import (
	"strings"
	"time"
)

// A ParsedCookie is a Set-Cookie value, read but not yet judged.
type ParsedCookie struct {
	// Cookie has what the value says: Domain is the Domain attribute's host,
	// Path the Path attribute (each "" without one). CreationTime, HostOnly
	// and PartitionKey are left to the store.
	Cookie Cookie
	// HasDomain and HasPath tell that there was such an attribute.
	HasDomain, HasPath bool
	// DomainInvalid is set when the Domain attribute is no host.
	DomainInvalid bool
	// Attributes are the attributes in order, as written, unknown ones too.
	Attributes []CookieAttribute
}

// A CookieAttribute is an attribute of a Set-Cookie value as written; Value is
// "" for one without a value.
type CookieAttribute struct{ Name, Value string }

// ParseSetCookie parses a Set-Cookie value. Times count from now. The reason
// is "" when there is a cookie, else CookieControlCharacter, CookieEmpty or
// CookieTooLarge.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-parse-a-cookie
func ParseSetCookie(input string, now time.Time) (ParsedCookie, CookieReason) {
	if strings.ContainsFunc(input, isCookieControl) {
		return ParsedCookie{}, CookieControlCharacter
	}
	nameValue, attributes, more := strings.Cut(input, ";")
	name, value, found := strings.Cut(nameValue, "=")
	if !found {
		name, value = "", nameValue
	}
	name, value = trimCookieSpace(name), trimCookieSpace(value)
	switch size := len(name) + len(value); {
	case size == 0:
		return ParsedCookie{}, CookieEmpty
	case size > CookieSizeLimit:
		return ParsedCookie{Cookie: Cookie{Name: name}}, CookieTooLarge
	}
	parsed := ParsedCookie{Cookie: Cookie{Name: name, Value: value}}
	maxAgeSeen := false
	for more {
		var attribute string
		attribute, attributes, more = strings.Cut(attributes, ";")
		parsed.apply(attribute, now, &maxAgeSeen)
	}
	return parsed, ""
}

func (parsed *ParsedCookie) apply(input string, now time.Time, maxAgeSeen *bool) {
	name, value, _ := strings.Cut(input, "=")
	name, value = trimCookieSpace(name), trimCookieSpace(value)
	if name == "" && value == "" {
		return
	}
	parsed.Attributes = append(parsed.Attributes, CookieAttribute{name, value})
	if len(value) > CookieAttributeSizeLimit {
		return
	}
	cookie := &parsed.Cookie
	switch {
	case equalFoldASCII(name, "expires"):
		if expiry, ok := ParseCookieDate(value); ok && !*maxAgeSeen {
			cookie.Expiry = earlier(expiry, now.Add(CookieAgeLimit))
		}
	case equalFoldASCII(name, "max-age"):
		if seconds, ok := parseMaxAge(value); ok {
			cookie.Expiry = expiryAfter(seconds, now)
			*maxAgeSeen = true
		}
	case equalFoldASCII(name, "domain"):
		parsed.applyDomain(value)
	case equalFoldASCII(name, "path"):
		if strings.HasPrefix(value, "/") {
			cookie.Path, parsed.HasPath = value, true
		}
	case equalFoldASCII(name, "secure"):
		cookie.Secure = true
	case equalFoldASCII(name, "httponly"):
		cookie.HTTPOnly = true
	case equalFoldASCII(name, "partitioned"):
		cookie.Partitioned = true
	case equalFoldASCII(name, "samesite"):
		cookie.applySameSite(value)
	}
}

func (cookie *Cookie) applySameSite(value string) {
	for _, sameSite := range []CookieSameSite{CookieSameSiteNone, CookieSameSiteStrict, CookieSameSiteLax} {
		if equalFoldASCII(value, string(sameSite)) {
			cookie.SameSite = sameSite
		}
	}
}

// applyDomain ignores an empty value. Departure: RFC 6265 section 5.2.3 and
// browsers do so; the draft's host parser would fail.
func (parsed *ParsedCookie) applyDomain(value string) {
	if value == "" {
		return
	}
	host, ok := parseCookieHost(strings.TrimPrefix(value, "."))
	parsed.Cookie.Domain, parsed.HasDomain, parsed.DomainInvalid = host, true, !ok
}

// parseCookieHost is the URL Standard's host parser for a Domain attribute.
func parseCookieHost(input string) (host string, ok bool) {
	if input == "" || strings.ContainsFunc(input, notCookieHost) {
		return "", false
	}
	if strings.Contains(input, ":") && !strings.HasSuffix(input, "]") {
		return "", false
	}
	url, err := ParseURL("http://" + input + "/")
	if err != nil || url.Host() == "" {
		return "", false
	}
	return url.Host(), true
}

// notCookieHost finds what would end the host within a URL, and what is not
// ASCII.
func notCookieHost(c rune) bool { return c >= 0x80 || strings.ContainsRune("/\\?#@", c) }

// parseMaxAge reads a Max-Age value; more than the age limit is as good as the
// limit, so that no number is too long.
func parseMaxAge(value string) (seconds int64, ok bool) {
	digits, negative := strings.CutPrefix(value, "-")
	if digits == "" || strings.ContainsFunc(digits, notDigit) {
		return 0, false
	}
	if negative {
		return 0, true
	}
	const limit = int64(CookieAgeLimit / time.Second)
	for i := 0; i < len(digits) && seconds < limit; i++ {
		seconds = seconds*10 + int64(digits[i]-'0')
	}
	return min(seconds, limit), true
}

// expiryAfter gives a time that is over for zero seconds, whatever now is.
func expiryAfter(seconds int64, now time.Time) time.Time {
	if seconds == 0 {
		return time.Unix(0, 0).UTC()
	}
	return now.Add(time.Duration(seconds) * time.Second)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func notDigit(c rune) bool { return c < '0' || c > '9' }

// isCookieControl finds the control characters other than HTAB.
func isCookieControl(c rune) bool { return c < 0x20 && c != '\t' || c == 0x7F }

func trimCookieSpace(s string) string { return strings.Trim(s, " \t") }
