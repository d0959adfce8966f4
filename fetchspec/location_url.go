package fetchspec

import "strings"

// A Location is the location URL of a response that is a redirect.
type Location struct {
	URL    *URL   // nil if Failed
	Failed bool   // several Location headers, or one that is no URL
	Value  string // the header's value; several are joined with ", "
}

// LocationURL returns the location URL of a response; found is false for the
// Standard's null: no redirect. Where Location has no fragment, it takes
// current's, which is the URL that the response answers. A nil engine is the
// Standard.
//
// https://fetch.spec.whatwg.org/#concept-response-location-url
func LocationURL(response *Response, current *URL, engine *Engine) (location Location, found bool) {
	engine = engine.orStandard()
	values := response.HeaderList.Values("Location")
	if !IsRedirectStatus(response.Status) || len(values) == 0 {
		return Location{}, false
	}
	location.Value = strings.Join(values, ", ")
	value, single := singleLocation(values, engine)
	if !single {
		location.Failed = true
		return location, true
	}
	// Departure: an empty Location is no redirect in Blink, an error in WebKit.
	if value == "" && engine.EmptyLocation == EmptyLocationNoRedirect {
		return Location{}, false
	}
	if value == "" && engine.EmptyLocation == EmptyLocationError {
		location.Failed = true
		return location, true
	}
	url, err := current.Parse(decodeLocation(value, engine))
	if err != nil {
		location.Failed = true
		return location, true
	}
	location.URL = withFragmentOf(url, current)
	return location, true
}

// singleLocation is the one value that the ABNF allows. Departure: Blink and
// Gecko take equal values as one, WebKit joins whatever there is.
func singleLocation(values []string, engine *Engine) (value string, ok bool) {
	if engine.LocationsJoined {
		return strings.Join(values, ", "), true
	}
	for _, other := range values[1:] {
		if !engine.EqualLocationsAreOne || other != values[0] {
			return "", false
		}
	}
	return values[0], true
}

// decodeLocation makes code points of the value's bytes, which the URL parser
// then encodes as UTF-8. Departure: Blink and Gecko keep the bytes.
func decodeLocation(value string, engine *Engine) string {
	if !engine.LocationBytesEscaped || isASCII(value) {
		return isomorphicDecode(value)
	}
	var escaped strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] < 0x80 {
			escaped.WriteByte(value[i])
			continue
		}
		escaped.WriteString(percentEncoded(value[i]))
	}
	return escaped.String()
}

func percentEncoded(c byte) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{'%', digits[c>>4], digits[c&15]})
}

func withFragmentOf(url, current *URL) *URL {
	if _, has := url.Fragment(); has {
		return url
	}
	if fragment, has := current.Fragment(); has {
		return url.WithFragment(fragment)
	}
	return url
}
