package fetchspec

import "strconv"

// An Origin is an opaque origin (the zero value, serialized as "null") or a
// tuple of scheme, host and port. An opaque origin is the same as no other:
// within one fetch none can meet itself again.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin
type Origin struct {
	Scheme string
	Host   string // serialized, IPv6 in brackets
	Port   int    // 0 for the scheme's default
}

// IsOpaque reports whether the origin is opaque.
func (origin Origin) IsOpaque() bool { return origin.Scheme == "" }

// SameOrigin reports whether two origins are the same tuple.
func (origin Origin) SameOrigin(other Origin) bool {
	return !origin.IsOpaque() && origin == other
}

// String serializes the origin: "https://app.example:8443", or "null".
func (origin Origin) String() string {
	if origin.IsOpaque() {
		return "null"
	}
	if origin.Port != 0 {
		return origin.Scheme + "://" + origin.Host + ":" + strconv.Itoa(origin.Port)
	}
	return origin.Scheme + "://" + origin.Host
}
