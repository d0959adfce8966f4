package fetchspec

import (
	"errors"
	"strconv"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// A URL is a URL record as the URL Standard's parser makes it. It is never
// changed after it was parsed.
//
// https://url.spec.whatwg.org/#concept-url
type URL struct {
	record   *whatwg.Url
	href     string
	origin   Origin
	fragment bool
}

// ParseURL parses an absolute URL by the URL Standard.
func ParseURL(input string) (*URL, error) {
	if isCostlyURL(input) {
		return nil, errCostlyURL
	}
	record, err := whatwg.Parse(input)
	if err != nil {
		return nil, err
	}
	return newURL(record), nil
}

// Parse parses reference with url as its base.
func (url *URL) Parse(reference string) (*URL, error) {
	if isCostlyURL(reference) {
		return nil, errCostlyURL
	}
	record, err := url.record.Parse(reference)
	if err != nil {
		return nil, err
	}
	return newURL(record), nil
}

var errCostlyURL = errors.New("the URL has more separators than any address needs")

// isCostlyURL bounds the work of the parser, which goes over the authority
// again at each "@" and over the path at each segment: 64 KiB of either take
// it seconds. Departure: no browser has such a limit, and no address such a
// length.
func isCostlyURL(input string) bool {
	const mostUserinfos, mostSegments = 1000, 10_000
	if len(input) <= mostUserinfos {
		return false
	}
	scheme, _, _ := strings.Cut(input, ":")
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "data", "blob", "about", "javascript", "mailto":
		return false // an opaque path is one segment
	}
	if end := strings.IndexAny(input, "?#"); end >= 0 {
		input = input[:end]
	}
	segments := strings.Count(input, "/") + strings.Count(input, `\`)
	return strings.Count(input, "@") > mostUserinfos || segments > mostSegments
}

func newURL(record *whatwg.Url) *URL {
	url := &URL{record: record, href: record.Href(false)}
	url.fragment = strings.Contains(url.href, "#")
	url.origin = originOf(url)
	return url
}

func originOf(url *URL) Origin {
	switch url.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		port, _ := strconv.Atoi(url.record.Port())
		return Origin{Scheme: url.Scheme(), Host: url.Host(), Port: port}
	}
	return Origin{}
}

// String serializes the URL with its fragment.
func (url *URL) String() string { return url.href }

// WithoutFragment serializes the URL with its fragment left out.
func (url *URL) WithoutFragment() string {
	if !url.fragment {
		return url.href
	}
	return url.record.Href(true)
}

// Scheme is the scheme without its colon.
func (url *URL) Scheme() string { return strings.TrimSuffix(url.record.Protocol(), ":") }

// Host is the serialized host without the port; "" for a null or empty host.
func (url *URL) Host() string { return url.record.Hostname() }

// Port is the port in use: the URL's own or the scheme's default; 0 if
// neither.
func (url *URL) Port() int {
	if port, err := strconv.Atoi(url.record.Port()); err == nil {
		return port
	}
	return defaultPort(url.Scheme())
}

// HasPort reports whether the URL has a port that is not its scheme's default.
func (url *URL) HasPort() bool { return url.record.Port() != "" }

// HostPort is the host, and ":port" if the URL has one: the value of the Host
// header.
func (url *URL) HostPort() string {
	if url.HasPort() {
		return url.Host() + ":" + url.record.Port()
	}
	return url.Host()
}

// Path is the serialized path.
func (url *URL) Path() string { return url.record.Pathname() }

// Query is the query without its question mark; "" for none or an empty one.
func (url *URL) Query() string { return strings.TrimPrefix(url.record.Search(), "?") }

// RequestTarget is the path and query, as sent in a request line.
func (url *URL) RequestTarget() string {
	target := url.Path() + url.record.Search()
	if target == "" {
		return "/"
	}
	return target
}

// Fragment is the fragment; ok is false for a null one.
func (url *URL) Fragment() (fragment string, ok bool) {
	if !url.fragment {
		return "", false
	}
	return strings.TrimPrefix(url.record.Hash(), "#"), true
}

// WithFragment returns the URL with another fragment.
func (url *URL) WithFragment(fragment string) *URL {
	changed, err := ParseURL(url.WithoutFragment() + "#" + fragment)
	if err != nil {
		return url
	}
	return changed
}

// Username is the URL's user name, percent-encoded; "" for none.
func (url *URL) Username() string { return url.record.Username() }

// Password is the URL's password, percent-encoded; "" for none.
func (url *URL) Password() string { return url.record.Password() }

// IncludesCredentials reports whether the URL has a user name or a password.
//
// https://url.spec.whatwg.org/#include-credentials
func (url *URL) IncludesCredentials() bool {
	return url.Username() != "" || url.Password() != ""
}

// Origin is the URL's origin; opaque for schemes without hosts.
//
// https://url.spec.whatwg.org/#concept-url-origin
func (url *URL) Origin() Origin { return url.origin }

// IsHTTP reports whether the scheme is an HTTP(S) scheme.
func (url *URL) IsHTTP() bool { return url.Scheme() == "http" || url.Scheme() == "https" }

// IsLocal reports whether the scheme is about, blob or data.
//
// https://fetch.spec.whatwg.org/#is-local
func (url *URL) IsLocal() bool {
	switch url.Scheme() {
	case "about", "blob", "data":
		return true
	}
	return false
}

// Equal reports whether two URLs serialize alike, fragments included. A nil URL
// equals another one.
func (url *URL) Equal(other *URL) bool {
	if url == nil || other == nil {
		return url == other
	}
	return url.href == other.href
}

func defaultPort(scheme string) int {
	switch scheme {
	case "http", "ws":
		return 80
	case "https", "wss":
		return 443
	case "ftp":
		return 21
	}
	return 0
}
