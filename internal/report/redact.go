package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A redactor keeps secrets out of a report. Every string that came from a
// page, a request, a response or the network passes one of its methods on its
// way into the report; of a secret they leave its scheme and its length:
// "Bearer [redacted-43-bytes]".
//
// What is a secret is told by where it stands (Authorization, Cookie, a query
// parameter called token: secret_names.go) and by what it looks like
// (secret_values.go). Values found by where they stand are then taken out
// wherever else they turn up: in a console line, an error, a body that echoes
// them.
//
// The nil redactor, for --show-secrets, changes nothing but invalid UTF-8. The
// zero value knows no values and goes by places and looks alone.
type redactor struct {
	known *strings.Replacer // nil for none
}

// header redacts the value of the header called name. Other names that
// evidence can have ("url", "status") pass as headers without secrets.
func (redact *redactor) header(name, value string) ByteString {
	if redact == nil {
		return ByteString(value)
	}
	return ByteString(redact.headerValue(name, value))
}

func (redact *redactor) headerValue(name, value string) string {
	switch strings.ToLower(name) {
	case "authorization", "proxy-authorization":
		return redactCredentials(value, anyScheme)
	case "cookie":
		return redactCookies(value)
	case "set-cookie":
		return redactSetCookie(value)
	}
	if isSecretName(name) {
		return redactCredentials(value, knownScheme)
	}
	if looksRandom(value) && !isIdentifierName(name) {
		return marker(value)
	}
	return redact.raw(value)
}

// Redact redacts a line that is told outside a report, such as an error: by
// places and looks alone.
func Redact(text string) string { return new(redactor).text(text) }

// url redacts a URL's credentials and those of its parameters that are
// secrets.
func (redact *redactor) url(url string) string { return redact.text(url) }

// text redacts prose, or a line of any kind, and makes it valid UTF-8.
func (redact *redactor) text(text string) string {
	if redact != nil {
		text = redact.raw(text)
	}
	return validText(text)
}

// bytes redacts a body.
func (redact *redactor) bytes(bytes []byte) []byte {
	if redact == nil || len(bytes) == 0 {
		return bytes
	}
	return []byte(redactByLook(redact.replaceKnown(string(bytes))))
}

// raw goes by places first: a value that was replaced has lost its length.
func (redact *redactor) raw(text string) string {
	return redactByLook(redact.replaceKnown(redactUserinfo(redactParameters(text))))
}

func (redact *redactor) replaceKnown(text string) string {
	if redact.known == nil {
		return text
	}
	return redact.known.Replace(text)
}

// markerPrefix is how every marker begins.
const markerPrefix = "[redacted-"

// marker stands for a secret. It has no character that a URL, a cookie or a
// shell word would have to escape in the middle of a line.
func marker(secret string) string {
	switch {
	case secret == "" || isMarker(secret):
		return secret
	case len(secret) == 1:
		return markerPrefix + "1-byte]"
	}
	return fmt.Sprintf("%s%d-bytes]", markerPrefix, len(secret))
}

// isMarker reports whether text is what marker made of a secret before.
func isMarker(text string) bool {
	inner, found := strings.CutPrefix(text, markerPrefix)
	if !found {
		return false
	}
	count := strings.TrimSuffix(strings.TrimSuffix(inner, "-bytes]"), "-byte]")
	return count != inner && count != "" && strings.Trim(count, "0123456789") == ""
}

// redactCredentials leaves the scheme of "Bearer abc", where keeps says that
// the first word is one.
func redactCredentials(value string, keeps func(scheme string) bool) string {
	scheme, secret, found := strings.Cut(value, " ")
	if !found || secret == "" || !keeps(scheme) {
		return marker(value)
	}
	return scheme + " " + marker(secret)
}

// anyScheme takes every token for a scheme: in Authorization the first of two
// words is one.
func anyScheme(scheme string) bool {
	for _, c := range []byte(scheme) {
		if !isWordByte(c) && c != '-' {
			return false
		}
	}
	return scheme != ""
}

// knownScheme takes only those schemes that people put before a key in a
// header of their own.
func knownScheme(scheme string) bool {
	switch strings.ToLower(scheme) {
	case "basic", "bearer", "token", "apikey", "key":
		return true
	}
	return false
}

// redactCookies leaves the names of a Cookie header.
func redactCookies(value string) string {
	pairs := strings.Split(value, ";")
	for i, pair := range pairs {
		pairs[i] = redactPair(pair)
	}
	return strings.Join(pairs, ";")
}

// redactSetCookie leaves the name and the attributes of a Set-Cookie header.
func redactSetCookie(value string) string {
	pair, attributes, found := strings.Cut(value, ";")
	if !found {
		return redactPair(pair)
	}
	return redactPair(pair) + ";" + attributes
}

func redactPair(pair string) string {
	trimmed := strings.TrimLeft(pair, " \t")
	space := pair[:len(pair)-len(trimmed)]
	name, value, found := strings.Cut(trimmed, "=")
	if !found {
		return space + marker(trimmed)
	}
	return space + name + "=" + marker(value)
}

// validText shows each byte that is no part of UTF-8 as \xNN: prose quotes
// bytes as they came.
func validText(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	var valid strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&valid, `\x%02x`, text[0])
		} else {
			valid.WriteString(text[:size])
		}
		text = text[size:]
	}
	return valid.String()
}
