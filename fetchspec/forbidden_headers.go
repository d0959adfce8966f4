package fetchspec

// IsForbiddenRequestHeader reports whether the browser keeps the header to
// itself, so that no script can set it.
//
// https://fetch.spec.whatwg.org/#forbidden-request-header
func IsForbiddenRequestHeader(name, value string) bool {
	if isForbiddenRequestHeaderName(name) || hasForbiddenPrefix(name) {
		return true
	}
	if !isMethodOverride(name) {
		return false
	}
	for _, method := range splitHeaderValue(value) {
		if IsForbiddenMethod(method) {
			return true
		}
	}
	return false
}

func isForbiddenRequestHeaderName(name string) bool {
	for _, forbidden := range [...]string{
		"Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers", "Access-Control-Request-Method",
		"Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT", "Expect", "Host", "Keep-Alive",
		"Origin", "Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via",
	} {
		if equalFoldASCII(name, forbidden) {
			return true
		}
	}
	return false
}

func hasForbiddenPrefix(name string) bool {
	return hasPrefixFoldASCII(name, "proxy-") || hasPrefixFoldASCII(name, "sec-")
}

// isMethodOverride reports whether servers take name as the real method.
func isMethodOverride(name string) bool {
	return equalFoldASCII(name, "X-HTTP-Method") || equalFoldASCII(name, "X-HTTP-Method-Override") ||
		equalFoldASCII(name, "X-Method-Override")
}

// IsForbiddenResponseHeaderName reports whether name is Set-Cookie or
// Set-Cookie2, which no script can read.
//
// https://fetch.spec.whatwg.org/#forbidden-response-header-name
func IsForbiddenResponseHeaderName(name string) bool {
	return equalFoldASCII(name, "Set-Cookie") || equalFoldASCII(name, "Set-Cookie2")
}

func hasPrefixFoldASCII(s, prefix string) bool {
	return len(s) >= len(prefix) && equalFoldASCII(s[:len(prefix)], prefix)
}
