package explain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// A Policy is what a server is to grant to pages of other origins.
type Policy struct {
	// Origins are serialized origins, or "*" alone for every one.
	Origins []string
	// Methods are those that a preflight may ask for. GET, HEAD and POST need
	// no permission and always count as listed, for some servers refuse what
	// is not on their list.
	Methods []string
	// RequestHeaders are the names that a preflight may ask for.
	RequestHeaders []string
	// ExposedHeaders are those of the answer that script may read, besides the
	// ones that it always may.
	ExposedHeaders []string
	// Credentials lets cookies and the like go along.
	Credentials bool
	// MaxAge is how many seconds a preflight's answer may be kept; 0 leaves it
	// to the server.
	MaxAge int
}

// AnyOrigin reports whether every origin is allowed.
func (policy *Policy) AnyOrigin() bool { return slices.Equal(policy.Origins, []string{"*"}) }

// The errors of Policy.Check, for telling them apart.
var (
	ErrNoOrigin               = errors.New("a policy needs an origin")
	ErrNullOrigin             = errors.New("null is the origin of every sandboxed page and local file, so a server must not allow it")
	ErrWildcardOrigin         = errors.New("* stands alone: it allows every origin already")
	ErrWildcardAndCredentials = errors.New("with credentials browsers do not accept * as the origin: name the origins")
)

// policyListLimit bounds each list of a policy.
const policyListLimit = 256

// Check says why a policy must not be granted, or cannot be written into a
// configuration; nil if it can. It lets through what servers and pages really
// use, and nothing that could end a string in any configuration language.
func (policy *Policy) Check() error {
	switch {
	case len(policy.Origins) == 0:
		return ErrNoOrigin
	case slices.Contains(policy.Origins, "*") && len(policy.Origins) > 1:
		return ErrWildcardOrigin
	case policy.AnyOrigin() && policy.Credentials:
		return ErrWildcardAndCredentials
	case policy.MaxAge < 0:
		return fmt.Errorf("the max-age %d is less than 0", policy.MaxAge)
	case max(len(policy.Origins), len(policy.Methods), len(policy.RequestHeaders), len(policy.ExposedHeaders)) > policyListLimit:
		return fmt.Errorf("a list has more than %d items", policyListLimit)
	}
	for _, origin := range policy.Origins {
		if err := checkOrigin(origin); err != nil {
			return err
		}
	}
	for _, method := range policy.Methods {
		if err := checkWord("method", method); err != nil {
			return err
		}
		if fetchspec.IsForbiddenMethod(method) {
			return fmt.Errorf("no page can use the method %s, so no server need allow it", method)
		}
	}
	for _, name := range slices.Concat(policy.RequestHeaders, policy.ExposedHeaders) {
		if err := checkWord("header name", name); err != nil {
			return err
		}
	}
	if policy.Credentials && slices.Contains(slices.Concat(policy.Methods, policy.RequestHeaders, policy.ExposedHeaders), "*") {
		return errors.New("with credentials browsers take * for a name of its own: list the methods and headers")
	}
	return nil
}

// policyValueLimit bounds an origin, a method or a name, in bytes.
const policyValueLimit = 300

// checkOrigin accepts "*" and what an Origin header can hold but "null".
func checkOrigin(origin string) error {
	switch {
	case origin == "*":
		return nil
	case origin == "null":
		return ErrNullOrigin
	}
	scheme, rest, found := strings.Cut(origin, "://")
	if !found || !isScheme(scheme) {
		return fmt.Errorf("%q is no origin: it begins with a scheme, as https://app.example.com", origin)
	}
	host, path, hasPath := strings.Cut(rest, "/")
	switch {
	case hasPath && path == "":
		return fmt.Errorf("%q is no origin: it ends without a slash, as %s", origin, scheme+"://"+host)
	case hasPath:
		return fmt.Errorf("%q is no origin: it has no path, as %s", origin, scheme+"://"+host)
	case strings.Contains(host, "*"):
		return fmt.Errorf("%q is no origin: browsers know no patterns, so name each origin", origin)
	case !isHostAndPort(host):
		return fmt.Errorf("%q is no origin that a browser sends", origin)
	}
	return checkSerialization(origin)
}

// checkSerialization holds an http(s) origin against how a browser writes it.
func checkSerialization(origin string) error {
	url, err := fetchspec.ParseURL(origin)
	if err != nil {
		return fmt.Errorf("%q is no origin: %w", origin, err)
	}
	if url.IsHTTP() && url.Origin().String() != origin {
		return fmt.Errorf("%q is not how a browser writes it: %s", origin, url.Origin())
	}
	return nil
}

func isScheme(scheme string) bool {
	if scheme == "" || len(scheme) > policyValueLimit || scheme[0] < 'a' || 'z' < scheme[0] {
		return false
	}
	return !strings.ContainsFunc(scheme, func(r rune) bool {
		return ('a' > r || r > 'z') && ('0' > r || r > '9') && r != '+' && r != '-' && r != '.'
	})
}

// isHostAndPort leaves out what a URL's host may hold by the URL Standard and
// no host has, such as quotes.
func isHostAndPort(host string) bool {
	if host == "" || len(host) > policyValueLimit {
		return false
	}
	if address, after, closed := strings.Cut(strings.TrimPrefix(host, "["), "]"); closed && host[0] == '[' {
		return !strings.ContainsFunc(address, func(r rune) bool { return !isHexDigit(r) && r != ':' && r != '.' }) && isPort(after)
	}
	name, port, hasPort := strings.Cut(host, ":")
	if hasPort && !isPort(":"+port) {
		return false
	}
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return !isLetterOrDigit(r) && r != '-' && r != '.' && r != '_'
	})
}

func isPort(port string) bool {
	if port == "" {
		return true
	}
	return port[0] == ':' && len(port) > 1 && len(port) <= 6 && strings.Trim(port[1:], "0123456789") == ""
}

func isHexDigit(r rune) bool { return '0' <= r && r <= '9' || 'a' <= r && r <= 'f' }

func isLetterOrDigit(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// checkWord accepts "*" and the tokens that methods and headers are named
// with. HTTP allows more in a token, quotes and dollar signs among it.
func checkWord(what, word string) error {
	if word == "*" {
		return nil
	}
	if word == "" || !fetchspec.IsHeaderName(word) {
		return fmt.Errorf("%q is no %s", word, what)
	}
	odd := strings.ContainsFunc(word, func(r rune) bool { return !isLetterOrDigit(r) && r != '-' && r != '_' && r != '.' })
	if odd || len(word) > policyValueLimit {
		return fmt.Errorf("the %s %q cannot be written safely into a configuration", what, word)
	}
	return nil
}

// normalized is the policy as snippets write it: without repeats, and with the
// methods that need no permission.
func (policy Policy) normalized() Policy {
	origins := policy.Origins
	policy.Origins = nil
	for _, origin := range origins {
		if !contains(policy.Origins, origin) {
			policy.Origins = append(policy.Origins, origin)
		}
	}
	methods := []string{"GET", "HEAD", "POST"}
	for _, method := range policy.Methods {
		if method = usualMethod(method); !contains(methods, method) {
			methods = append(methods, method)
		}
	}
	policy.Methods = methods
	policy.RequestHeaders = appendNew(nil, policy.RequestHeaders...)
	policy.ExposedHeaders = appendNew(nil, policy.ExposedHeaders...)
	return policy
}
