package fetchspec

import "strings"

// IsPotentiallyTrustworthyOrigin reports whether what comes from origin can be
// taken as delivered securely: over TLS, or from this machine.
//
// https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
func IsPotentiallyTrustworthyOrigin(origin Origin) bool {
	switch origin.Scheme {
	case "":
		return false
	case "https", "wss", "file":
		return true
	}
	return isLoopbackHost(origin.Host)
}

// IsPotentiallyTrustworthyURL reports the same of a URL.
//
// https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
func IsPotentiallyTrustworthyURL(url *URL) bool {
	switch url.Scheme() {
	case "about":
		return url.Path() == "blank" || url.Path() == "srcdoc"
	case "data", "file":
		return true
	case "blob":
		// A blob: URL has the origin of the page that made it, in its path.
		creator, err := ParseURL(url.Path())
		return err == nil && creator.Scheme() != "blob" && IsPotentiallyTrustworthyOrigin(creator.Origin())
	}
	return IsPotentiallyTrustworthyOrigin(url.Origin())
}

// isLoopbackHost reports whether a serialized host is this machine by its
// name or address.
func isLoopbackHost(host string) bool {
	if host == "[::1]" || isIPv4Address(host) && strings.HasPrefix(host, "127.") {
		return true
	}
	name := strings.TrimSuffix(host, ".")
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// isIPAddress reports whether a serialized host is an IP address.
func isIPAddress(host string) bool { return strings.HasPrefix(host, "[") || isIPv4Address(host) }

// isIPv4Address reports whether a serialized host is an IPv4 address. The URL
// parser makes one of every host whose last label is a number, so that a host
// of digits and dots can be nothing else.
func isIPv4Address(host string) bool {
	for i := 0; i < len(host); i++ {
		if !isDigit(host[i]) && host[i] != '.' {
			return false
		}
	}
	return host != ""
}
