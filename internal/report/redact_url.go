package report

import "strings"

// redactParameters redacts secret parameters of the URLs within text, whole or
// relative: "?token=…", "&token=…", "#access_token=…".
func redactParameters(text string) string {
	if strings.IndexByte(text, '=') < 0 {
		return text
	}
	var redacted strings.Builder
	for {
		start := strings.IndexAny(text, "?&#;")
		if start < 0 {
			break
		}
		redacted.WriteString(text[:start+1])
		text = text[start+1:]
		name, value := parameter(text)
		if value == "" {
			continue
		}
		if isSecretName(percentDecode(name)) || looksRandom(value) && !isIdentifierName(name) {
			redacted.WriteString(name + "=" + marker(value))
			text = text[len(name)+1+len(value):]
		}
	}
	redacted.WriteString(text)
	return redacted.String()
}

// parameter is the name=value that text begins with; value is "" if it begins
// with none.
func parameter(text string) (name, value string) {
	end := strings.IndexFunc(text, endsParameter)
	if end < 0 {
		end = len(text)
	}
	name, value, found := strings.Cut(text[:end], "=")
	if !found || name == "" {
		return "", ""
	}
	if end < len(text) && text[end] <= ' ' || end == len(text) {
		// A sentence's full stop is not the parameter's.
		value = strings.TrimRight(value, ".,:!?)")
	}
	return name, value
}

func endsParameter(r rune) bool {
	switch r {
	case '?', '&', '#', ';', '"', '\'', '<', '>', '`', '‘', '’', '“', '”', '\\':
		return true
	}
	return r <= ' '
}

// redactUserinfo redacts the user name and password of the URLs within text.
func redactUserinfo(text string) string {
	const separator = "://"
	if !strings.Contains(text, separator) {
		return text
	}
	var redacted strings.Builder
	for {
		start := strings.Index(text, separator)
		if start < 0 {
			break
		}
		start += len(separator)
		redacted.WriteString(text[:start])
		text = text[start:]
		end := strings.IndexFunc(text, endsAuthority)
		if end < 0 {
			end = len(text)
		}
		if at := strings.LastIndexByte(text[:end], '@'); at > 0 {
			redacted.WriteString(marker(text[:at]))
			text = text[at:]
		}
	}
	redacted.WriteString(text)
	return redacted.String()
}

func endsAuthority(r rune) bool { return r == '/' || r == '\\' || endsParameter(r) && r != '\'' }

// percentDecode decodes %XX; what is no such sequence stays.
func percentDecode(text string) string {
	if strings.IndexByte(text, '%') < 0 {
		return text
	}
	decoded := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) && hexValue(text[i+1]) >= 0 && hexValue(text[i+2]) >= 0 {
			decoded = append(decoded, byte(hexValue(text[i+1])<<4|hexValue(text[i+2])))
			i += 2
			continue
		}
		decoded = append(decoded, text[i])
	}
	return string(decoded)
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
