package fetchspec

// IsMethod reports whether method matches HTTP's method token production.
//
// https://fetch.spec.whatwg.org/#concept-method
func IsMethod(method string) bool { return isToken(method) }

// IsCORSSafelistedMethod reports whether method is GET, HEAD or POST.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-method
func IsCORSSafelistedMethod(method string) bool {
	switch method {
	case "GET", "HEAD", "POST":
		return true
	}
	return false
}

// IsForbiddenMethod reports whether method is CONNECT, TRACE or TRACK, in any
// case.
//
// https://fetch.spec.whatwg.org/#forbidden-method
func IsForbiddenMethod(method string) bool {
	return equalFoldASCII(method, "CONNECT") || equalFoldASCII(method, "TRACE") || equalFoldASCII(method, "TRACK")
}

// NormalizeMethod puts the six methods that have always been taken in any case
// in upper case. PATCH is not one of them.
//
// https://fetch.spec.whatwg.org/#concept-method-normalize
func NormalizeMethod(method string) string {
	for _, normal := range [...]string{"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"} {
		if equalFoldASCII(method, normal) {
			return normal
		}
	}
	return method
}
