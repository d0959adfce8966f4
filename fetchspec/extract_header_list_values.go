package fetchspec

import (
	"strconv"
	"strings"
)

// HeaderValues is what came of extracting header list values. The Standard's
// null (not Present), failure (Failed) and the empty list (Present with no
// Values) are three things. The zero value is null.
type HeaderValues struct {
	Present bool
	Failed  bool
	// Bad is the first element that does not match the header's ABNF, or the
	// second value of a header that allows only one; "" unless Failed.
	Bad    string
	Values []string
}

// ExtractHeaderListValues parses each header called name by its ABNF. One that
// fails makes all of them fail.
//
// https://fetch.spec.whatwg.org/#extract-header-list-values
func ExtractHeaderListValues(name string, list HeaderList) HeaderValues {
	var result HeaderValues
	for _, header := range list {
		if !equalFoldASCII(header.Name, name) {
			continue
		}
		if result.Present && allowsSingleHeader(name) {
			return HeaderValues{Present: true, Failed: true, Bad: header.Value}
		}
		result.Present = true
		values, bad, ok := extractHeaderValues(header)
		if !ok {
			return HeaderValues{Present: true, Failed: true, Bad: bad}
		}
		result.Values = append(result.Values, values...)
	}
	return result
}

// allowsSingleHeader reports whether the ABNF for name is no list.
func allowsSingleHeader(name string) bool {
	return equalFoldASCII(name, "Access-Control-Max-Age") || equalFoldASCII(name, "Location")
}

// extractHeaderValues parses one header's value by the ABNF for its name. A
// header that is none of the CORS protocol's is its one value: the Standard
// extracts no other but Location, for which it defers to the URL parser.
//
// https://fetch.spec.whatwg.org/#extract-header-values
func extractHeaderValues(header Header) (values []string, bad string, ok bool) {
	switch lowerASCIIString(header.Name) {
	case "access-control-allow-methods", "access-control-allow-headers", "access-control-expose-headers":
		return splitTokens(header.Value)
	case "access-control-max-age":
		return []string{header.Value}, header.Value, isDeltaSeconds(header.Value)
	}
	return []string{header.Value}, "", true
}

// splitTokens parses #token, HTTP's list of tokens in which empty elements are
// allowed and ignored.
//
// https://httpwg.org/specs/rfc9110.html#abnf.extension.recipient
func splitTokens(value string) (tokens []string, bad string, ok bool) {
	for element := range strings.SplitSeq(value, ",") {
		element = strings.Trim(element, httpTabOrSpace)
		if element == "" {
			continue
		}
		if !isToken(element) {
			return nil, element, false
		}
		tokens = append(tokens, element)
	}
	return tokens, "", true
}

// isDeltaSeconds reports whether value matches HTTP caching's delta-seconds.
func isDeltaSeconds(value string) bool {
	for i := 0; i < len(value); i++ {
		if !isDigit(value[i]) {
			return false
		}
	}
	return value != ""
}

// maximumDeltaSeconds stands for every greater number, as HTTP caching asks.
//
// https://httpwg.org/specs/rfc9111.html#delta-seconds
const maximumDeltaSeconds = 1 << 31

// ExtractMaxAge extracts header list values of Access-Control-Max-Age, in
// seconds: present is false for null, ok is false for failure.
func ExtractMaxAge(list HeaderList) (seconds int64, present, ok bool) {
	extracted := ExtractHeaderListValues("Access-Control-Max-Age", list)
	if !extracted.Present || extracted.Failed {
		return 0, extracted.Present, false
	}
	seconds, err := strconv.ParseInt(extracted.Values[0], 10, 64)
	if err != nil || seconds > maximumDeltaSeconds {
		return maximumDeltaSeconds, true, true
	}
	return seconds, true, true
}
