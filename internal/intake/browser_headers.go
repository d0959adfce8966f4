package intake

import "strings"

// A headerOwner says whose a copied request header is.
type headerOwner int

const (
	ownerScript     headerOwner = iota
	ownerBrowser                // set by the browser, never by the script
	ownerContext                // tells of the page: Origin, Referer, Sec-Fetch-…
	ownerConnection             // set by whatever speaks HTTP
	ownerPreflight              // Access-Control-Request-…
)

// headerOwnerOf says whose a header is by its name alone, in lower case.
// Names that a browser sets only sometimes, as Accept, are the script's here;
// see copiedRequest.ownerOf.
func headerOwnerOf(name string) headerOwner {
	switch name {
	case "origin", "referer", "cookie", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-dest",
		"sec-fetch-user", "sec-fetch-storage-access", "referrer-policy":
		return ownerContext
	case "access-control-request-method", "access-control-request-headers",
		"access-control-request-private-network", "access-control-request-local-network":
		return ownerPreflight
	case "accept-encoding", "accept-charset", "cookie2", "date", "dnt", "priority", "upgrade-insecure-requests",
		"x-client-data", "x-browser-channel", "x-browser-copyright", "x-browser-validation", "x-browser-year":
		return ownerBrowser
	case "host", "content-length", "connection", "keep-alive", "te", "trailer", "transfer-encoding",
		"upgrade", "via", "expect", "proxy-connection", "http2-settings", "alt-used":
		return ownerConnection
	}
	if strings.HasPrefix(name, "sec-") {
		return ownerBrowser
	}
	if strings.HasPrefix(name, "proxy-") || strings.HasPrefix(name, ":") {
		return ownerConnection
	}
	return ownerScript
}

// isBrowserUserAgent reports whether a User-Agent is one that browsers send.
func isBrowserUserAgent(value string) bool {
	return strings.HasPrefix(value, "Mozilla/") || strings.HasPrefix(value, "Opera/")
}

// isToolUserAgent reports whether a User-Agent is what a program for HTTP
// requests calls itself when nobody asked it to.
func isToolUserAgent(value string) bool {
	for _, name := range []string{
		"curl/", "Wget/", "HTTPie/", "xh/", "PostmanRuntime/", "insomnia/", "bruno-runtime/", "Thunder Client",
		"python-requests/", "Go-http-client/", "node-fetch", "node", "undici", "axios/", "okhttp/", "Apache-HttpClient/",
	} {
		if value == name || strings.HasSuffix(name, "/") && strings.HasPrefix(value, name) {
			return true
		}
	}
	return strings.HasPrefix(value, "node-fetch/") || strings.HasPrefix(value, "Thunder Client")
}

// isPseudoHeader reports whether a header is an HTTP/2 pseudo-header, which
// older Chromes copied with the colon left out.
func isPseudoHeader(name string) bool {
	switch name {
	case "authority", "method", "path", "scheme", "version":
		return true
	}
	return false
}
