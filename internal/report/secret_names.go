package report

import "strings"

// isSecretName reports whether a header or parameter of this name holds a
// secret: "X-Api-Key", "access_token", "sig", "sessionId".
func isSecretName(name string) bool {
	lower := strings.ToLower(name)
	if isSpecifiedName(lower) {
		return false
	}
	joined := strings.Map(onlyLetters, lower)
	for _, part := range secretParts() {
		if strings.Contains(joined, part) {
			return true
		}
	}
	return hasWord(name, isSecretWord)
}

// isSpecifiedName reports whether the header is one of those that standards
// define and that hold names or policies, though "credentials" or "key" is
// part of what they are called.
func isSpecifiedName(lower string) bool {
	for _, prefix := range []string{"access-control-", "content-", "sec-", "cross-origin-", "www-auth", "proxy-auth"} {
		if strings.HasPrefix(lower, prefix) {
			return true
		}
	}
	return false
}

// secretParts are what a name can have anywhere, however its words are joined.
func secretParts() []string {
	return []string{
		"apikey", "appkey", "accesskey", "secretkey", "privatekey", "authkey", "subscriptionkey", "functionskey",
		"masterkey", "accountkey", "licensekey", "accesstoken", "refreshtoken", "idtoken", "authtoken",
		"sessionid", "sessid", "password", "passwd", "passphrase", "secret", "signature", "credential", "csrf", "xsrf",
	}
}

// isSecretWord reports whether a name with this word holds a secret.
func isSecretWord(word string) bool {
	switch word {
	case "token", "auth", "oauth", "authorization", "bearer", "jwt", "session", "sid", "sig", "pass", "pwd", "otp", "pin", "key":
		return true
	}
	return false
}

// isIdentifierName reports whether a header or parameter of this name holds
// long random values that are no secrets: "X-Request-Id", "ETag", "v".
func isIdentifierName(name string) bool {
	lower := strings.ToLower(name)
	return isSpecifiedName(lower) || hasWord(name, isIdentifierWord)
}

func isIdentifierWord(word string) bool {
	switch word {
	case "id", "ids", "uuid", "guid", "trace", "traceparent", "tracestate", "baggage", "span", "correlation", "request",
		"etag", "match", "hash", "digest", "checksum", "integrity", "md5", "sha", "version", "v", "revision", "rev",
		"build", "cache", "ray", "nonce", "report", "nel", "alt", "server", "via", "url", "status", "body":
		return true
	}
	return false
}

// hasWord reports whether matches is true of a word of name, in lower case.
// "key" counts only where the name says no more than that ("key", "X-Key"):
// "Idempotency-Key" and "sort_key" are none.
func hasWord(name string, matches func(word string) bool) bool {
	words := wordsOf(name)
	for _, word := range words {
		if word == "key" && !isOnlyKey(words) {
			continue
		}
		if matches(word) {
			return true
		}
	}
	return false
}

func isOnlyKey(words []string) bool {
	return len(words) == 1 || len(words) == 2 && words[0] == "x"
}

// wordsOf splits a name at its separators and at its humps: "x", "api", "key"
// for X-API-Key as for xApiKey.
func wordsOf(name string) []string {
	var words []string
	start := 0
	add := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
	}
	for i := 0; i < len(name); i++ {
		switch {
		case !isWordByte(name[i]):
			add(i)
			start = i + 1
		case i > start && isUpper(name[i]) && !isUpper(name[i-1]):
			add(i)
			start = i
		}
	}
	add(len(name))
	return words
}

func onlyLetters(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r
	}
	return -1
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func isWordByte(c byte) bool { return isDigit(c) || isLetter(c) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return isUpper(c) || 'a' <= c && c <= 'z' }
