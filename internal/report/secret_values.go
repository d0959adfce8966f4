package report

import "strings"

// looksRandom reports whether a whole value looks like a generated key: long,
// of the characters that encodings of bytes use, with a long run in which
// letters and digits mix.
func looksRandom(value string) bool {
	const longEnough, longRun = 24, 20
	if len(value) < longEnough || !isMadeOf(value, isTokenByte) {
		return false
	}
	for run := range strings.FieldsFuncSeq(value, isNotWord) {
		if len(run) >= longRun && mixes(run) {
			return true
		}
	}
	return false
}

// redactByLook redacts those parts of text whose form is that of a secret:
// JSON Web Tokens, and keys of services that mark theirs with a prefix.
func redactByLook(text string) string {
	if !mayHoldKey(text) {
		return text
	}
	var redacted strings.Builder
	for len(text) > 0 {
		end := tokenLength(text)
		if end == 0 {
			end = 1
			redacted.WriteString(text[:end])
		} else {
			redacted.WriteString(redactToken(text[:end]))
		}
		text = text[end:]
	}
	return redacted.String()
}

// mayHoldKey is a cheap look before the thorough one.
func mayHoldKey(text string) bool {
	if strings.Contains(text, jsonWebTokenPrefix) {
		return true
	}
	for _, prefix := range keyPrefixes() {
		if strings.Contains(text, prefix) {
			return true
		}
	}
	return false
}

func redactToken(token string) string {
	if isJSONWebToken(token) {
		return marker(token)
	}
	for _, prefix := range keyPrefixes() {
		if strings.HasPrefix(token, prefix) && len(token) >= len(prefix)+16 {
			return marker(token)
		}
	}
	return token
}

// keyPrefixes are how well-known services begin their secret keys.
func keyPrefixes() []string {
	return []string{"sk_live_", "sk_test_", "rk_live_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AIza", "AKIA", "ASIA", "sk-"}
}

// jsonWebTokenPrefix is `{"` in base64: how the header of each token begins.
const jsonWebTokenPrefix = "eyJ"

// isJSONWebToken reports whether token is three base64url parts of which the
// first is a JSON object, or the five of an encrypted one.
func isJSONWebToken(token string) bool {
	dots := strings.Count(token, ".")
	return strings.HasPrefix(token, jsonWebTokenPrefix) && (dots == 2 || dots == 4) && len(token) >= 20
}

func tokenLength(text string) int {
	for i := 0; i < len(text); i++ {
		if c := text[i]; !isWordByte(c) && c != '-' && c != '_' && c != '.' {
			return i
		}
	}
	return len(text)
}

func isMadeOf(text string, allowed func(c byte) bool) bool {
	for i := 0; i < len(text); i++ {
		if !allowed(text[i]) {
			return false
		}
	}
	return true
}

func isTokenByte(c byte) bool { return isWordByte(c) || strings.IndexByte("-_.~+/=%", c) >= 0 }

func isNotWord(r rune) bool { return r > 0x7F || !isWordByte(byte(r)) }

// mixes reports whether text has several letters and several digits.
func mixes(text string) bool {
	letters, digits := 0, 0
	for i := 0; i < len(text); i++ {
		switch {
		case isLetter(text[i]):
			letters++
		case isDigit(text[i]):
			digits++
		}
	}
	return letters >= 2 && digits >= 2
}
