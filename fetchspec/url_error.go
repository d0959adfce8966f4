package fetchspec

import (
	"strings"

	whatwgerrors "github.com/nlnwa/whatwg-url/errors"
)

// URLProblem says in plain words why ParseURL refused a text, as in "its port
// is larger than 65535"; "" if the reason has no words.
//
// https://url.spec.whatwg.org/#writing
func URLProblem(err error) string {
	if err == errCostlyURL {
		return "it has more separators than any address needs"
	}
	switch kind := whatwgerrors.Type(err); kind {
	case whatwgerrors.DomainInvalidCodePoint, whatwgerrors.HostInvalidCodePoint:
		return "its host has a character that no host can have"
	case whatwgerrors.DomainToASCII:
		return "its host is no domain name"
	case whatwgerrors.MissingSchemeNonRelativeURL:
		return "it has no scheme"
	case whatwgerrors.HostMissing:
		return "it has no host"
	case whatwgerrors.PortOutOfRange:
		return "its port is larger than 65535"
	case whatwgerrors.PortInvalid:
		return "its port is not a number"
	default:
		if strings.Contains(string(kind), "IPv4 address") || strings.Contains(string(kind), "IPv6 address") {
			return "its host is no IP address"
		}
	}
	return ""
}
