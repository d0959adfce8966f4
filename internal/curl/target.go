package curl

import "strings"

// GuessScheme puts "http://" before a URL that has no scheme, and says
// whether it did.
func GuessScheme(url string) (string, bool) {
	if hasScheme(url) {
		return url, false
	}
	return "http://" + strings.TrimLeft(url, "/"), true
}

// hasScheme takes "localhost:3000" as a host and a port: only schemes that
// are written without "//" count without it.
func hasScheme(url string) bool {
	scheme, rest, found := strings.Cut(url, ":")
	if !found || !isSchemeName(scheme) {
		return false
	}
	if strings.HasPrefix(rest, "//") {
		return true
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "data", "about", "blob", "file", "javascript", "mailto":
		return true
	}
	return false
}

func isSchemeName(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i] | 0x20
		isLetter := 'a' <= c && c <= 'z'
		isLater := '0' <= name[i] && name[i] <= '9' || strings.IndexByte("+-.", name[i]) >= 0
		if !isLetter && (i == 0 || !isLater) {
			return false
		}
	}
	return name != ""
}
