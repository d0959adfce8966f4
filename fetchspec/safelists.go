package fetchspec

import (
	"slices"
	"strings"
)

// The limits on what a request may say without asking first: the bytes of one
// header's value, and of all CORS-safelisted values together.
const (
	safelistedValueLimit      = 128
	safelistedValueTotalLimit = 1024
)

// IsCORSUnsafeRequestHeaderByte reports whether c is a control character or
// one of HTTP's delimiters other than comma, slash, semicolon and equals sign.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
func IsCORSUnsafeRequestHeaderByte(c byte) bool {
	switch c {
	case '"', '(', ')', ':', '<', '>', '?', '@', '[', '\\', ']', '{', '}', 0x7F:
		return true
	}
	return c < 0x20 && c != '\t'
}

// IsCORSSafelistedRequestHeader reports whether engine sends the header to
// other origins without a preflight. A nil engine is the Standard.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
func IsCORSSafelistedRequestHeader(name, value string, engine *Engine) bool {
	return unsafeReason(name, value, engine.orStandard()).Kind == UnsafeNothing
}

// CORSUnsafeRequestHeaderNames returns the names in list that need a
// preflight, in lower case and sorted. A nil engine is the Standard.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func CORSUnsafeRequestHeaderNames(list HeaderList, engine *Engine) []string {
	engine = engine.orStandard()
	list = joinedForSafelist(list, engine)
	// Departure: Gecko does not add the values up.
	tooMuch := safelistValueSize(list, engine) > safelistedValueTotalLimit && !engine.NoTotalSizeLimit
	var unsafeNames []string
	for _, header := range list {
		if tooMuch || unsafeReason(header.Name, header.Value, engine).Kind != UnsafeNothing {
			unsafeNames = append(unsafeNames, header.Name)
		}
	}
	// Departure: Gecko names a header once for each time it was appended.
	if engine.RepeatedNamesInRequestHeaders {
		return sortedLowercase(unsafeNames)
	}
	return slices.Compact(sortedLowercase(unsafeNames))
}

// safelistValueSize is the bytes of all safelisted values together.
func safelistValueSize(list HeaderList, engine *Engine) int {
	size := 0
	for _, header := range list {
		if unsafeReason(header.Name, header.Value, engine).Kind == UnsafeNothing {
			size += len(header.Value)
		}
	}
	return size
}

// joinedForSafelist is the list that the safelist rules are applied to.
// Departure: Blink and WebKit join repeated headers first, so that the limits
// hold for what is sent; the Standard and Gecko look at each value by itself.
func joinedForSafelist(list HeaderList, engine *Engine) HeaderList {
	if !engine.JoinsBeforeSafelist {
		return list
	}
	return joinRepeated(list)
}

// sortedLowercase is convert header names to a sorted-lowercase set, but for
// repeats, which it keeps.
//
// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
func sortedLowercase(names []string) []string {
	for i := range names {
		names[i] = lowerASCIIString(names[i])
	}
	slices.Sort(names)
	return names
}

// IsCORSNonWildcardRequestHeaderName reports whether name is Authorization,
// which `Access-Control-Allow-Headers: *` does not cover.
//
// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
func IsCORSNonWildcardRequestHeaderName(name string) bool {
	return equalFoldASCII(name, "Authorization")
}

// IsNoCORSSafelistedRequestHeaderName reports whether a script may set name in
// no-cors mode at all.
//
// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
func IsNoCORSSafelistedRequestHeaderName(name string) bool {
	return equalFoldASCII(name, "Accept") || equalFoldASCII(name, "Accept-Language") ||
		equalFoldASCII(name, "Content-Language") || equalFoldASCII(name, "Content-Type")
}

// IsNoCORSSafelistedRequestHeader reports whether a script may set the header
// in no-cors mode. A nil engine is the Standard.
//
// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
func IsNoCORSSafelistedRequestHeader(name, value string, engine *Engine) bool {
	return IsNoCORSSafelistedRequestHeaderName(name) && IsCORSSafelistedRequestHeader(name, value, engine)
}

// requestBodyHeaderNames describe a body, and go when a redirect takes the body
// away.
//
// https://fetch.spec.whatwg.org/#request-body-header-name
func requestBodyHeaderNames() []string {
	return []string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"}
}

// IsCORSSafelistedResponseHeaderName reports whether a script may read the
// response header, given what the server exposes.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
func IsCORSSafelistedResponseHeaderName(name string, exposed []string) bool {
	return isCORSSafelistedResponseHeaderName(name, newNameSet(exposed))
}

func isCORSSafelistedResponseHeaderName(name string, exposed nameSet) bool {
	for _, safelisted := range [...]string{"Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma"} {
		if equalFoldASCII(name, safelisted) {
			return true
		}
	}
	return !IsForbiddenResponseHeaderName(name) && exposed.has(name)
}

// isLanguageByte is the alphabet of Accept-Language and Content-Language.
func isLanguageByte(c byte) bool {
	return isAlphanumeric(c) || strings.IndexByte(" *,-.;=", c) >= 0
}

// orStandard is the engine, or for nil the one that departs in nothing.
func (engine *Engine) orStandard() *Engine {
	if engine == nil {
		return new(Engine)
	}
	return engine
}
