package explain

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"corsplain/fetchspec"
)

// How long values may be in a sentence; the evidence has them whole.
const (
	shownValueLimit = 72
	shownURLLimit   = 100
)

// shownValue is a value within a sentence: cut where it is long.
func shownValue(value string) string { return shorten(value, shownValueLimit) }

// shownURL is a URL within a sentence: without what may be secret or long
// (user name, password, query, fragment).
func shownURL(url *fetchspec.URL) string {
	if url == nil {
		return ""
	}
	if !url.IsHTTP() {
		return shorten(url.Scheme()+":"+strings.TrimPrefix(url.WithoutFragment(), url.Scheme()+":"), shownURLLimit)
	}
	return shorten(url.Scheme()+"://"+url.HostPort()+url.Path(), shownURLLimit)
}

// shorten cuts text to at most limit bytes, at a character's border.
func shorten(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	cut := limit - len("…")
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// statusPhrase is "404 Not Found".
func statusPhrase(response *fetchspec.HTTPResponse) string {
	text := response.StatusText
	if text == "" {
		text = reasonPhrase(response.Status)
	}
	return strings.TrimSpace(strconv.Itoa(response.Status) + " " + shownValue(text))
}

// reasonPhrase is the usual phrase for a status, which HTTP/2 does not send.
//
// https://httpwg.org/specs/rfc9110.html#status.codes
func reasonPhrase(status int) string {
	switch status {
	case 200:
		return "OK"
	case 201:
		return "Created"
	case 204:
		return "No Content"
	case 206:
		return "Partial Content"
	case 301:
		return "Moved Permanently"
	case 302:
		return "Found"
	case 303:
		return "See Other"
	case 304:
		return "Not Modified"
	case 307:
		return "Temporary Redirect"
	case 308:
		return "Permanent Redirect"
	case 400:
		return "Bad Request"
	case 401:
		return "Unauthorized"
	case 403:
		return "Forbidden"
	case 404:
		return "Not Found"
	case 405:
		return "Method Not Allowed"
	case 407:
		return "Proxy Authentication Required"
	case 413:
		return "Content Too Large"
	case 415:
		return "Unsupported Media Type"
	case 421:
		return "Misdirected Request"
	case 422:
		return "Unprocessable Content"
	case 429:
		return "Too Many Requests"
	case 500:
		return "Internal Server Error"
	case 501:
		return "Not Implemented"
	case 502:
		return "Bad Gateway"
	case 503:
		return "Service Unavailable"
	case 504:
		return "Gateway Timeout"
	}
	return ""
}

// destinationPhrase is what a destination is called in a sentence.
func destinationPhrase(destination fetchspec.Destination) string {
	switch destination {
	case "":
		return "response"
	case "style":
		return "style sheet"
	case "track":
		return "text track"
	}
	return string(destination)
}

// timesPhrase is how often something comes: "twice", "3 times".
func timesPhrase(n int) string {
	if n == 2 {
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// joinNames lists names in a sentence: "A", "A and B", "A, B and C".
func joinNames(names []string) string {
	const most = 6
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(len(names)-most) + " more"
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
