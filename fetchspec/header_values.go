package fetchspec

import "strings"

// The whitespace that HTTP and the Fetch Standard know. Form feed is in none
// of them.
const (
	httpTabOrSpace = "\t "
	httpWhitespace = "\n\r\t "
)

// IsHeaderName reports whether name matches HTTP's field-name token
// production.
//
// https://fetch.spec.whatwg.org/#header-name
func IsHeaderName(name string) bool { return isToken(name) }

// IsHeaderValue reports whether value has no tab or space at its ends and
// holds no NUL, LF or CR. Every other byte is allowed.
//
// https://fetch.spec.whatwg.org/#header-value
func IsHeaderValue(value string) bool {
	return strings.Trim(value, httpTabOrSpace) == value && !strings.ContainsAny(value, "\x00\n\r")
}

// NormalizeHeaderValue removes HTTP whitespace from the ends of a value.
//
// https://fetch.spec.whatwg.org/#concept-header-value-normalize
func NormalizeHeaderValue(potentialValue string) string {
	return strings.Trim(potentialValue, httpWhitespace)
}

// isToken reports whether s matches HTTP's token production: at least one
// byte, and only token bytes.
//
// https://httpwg.org/specs/rfc9110.html#rule.token.separators
func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isTokenByte(s[i]) {
			return false
		}
	}
	return s != ""
}

func isTokenByte(c byte) bool {
	if isAlphanumeric(c) {
		return true
	}
	switch c {
	case '!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~':
		return true
	}
	return false
}

func isAlphanumeric(c byte) bool {
	return isDigit(c) || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// lowerASCIIString is byte-lowercase. It copies only what has to change.
func lowerASCIIString(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return lowerASCIITail(s, i)
		}
	}
	return s
}

func lowerASCIITail(s string, from int) string {
	lowered := []byte(s)
	for i := from; i < len(lowered); i++ {
		lowered[i] = lowerASCII(lowered[i])
	}
	return string(lowered)
}

// isomorphicDecode makes a byte string a string of the code points 0 to 255,
// as this program's strings hold them: in UTF-8.
//
// https://infra.spec.whatwg.org/#isomorphic-decode
func isomorphicDecode(value string) string {
	if isASCII(value) {
		return value
	}
	decoded := make([]rune, len(value))
	for i := range decoded {
		decoded[i] = rune(value[i])
	}
	return string(decoded)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
