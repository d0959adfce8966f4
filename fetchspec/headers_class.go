package fetchspec

// A headersGuard says which headers a Headers object takes.
//
// https://fetch.spec.whatwg.org/#concept-headers-guard
type headersGuard string

// The guards that a request's Headers object can have.
const (
	guardRequest       headersGuard = "request"
	guardRequestNoCORS headersGuard = "request-no-cors"
)

// A headersObject is the Headers object of a request that is being made.
//
// https://fetch.spec.whatwg.org/#headers-class
type headersObject struct {
	guard   headersGuard
	engine  *Engine
	list    HeaderList
	dropped []DroppedHeader
}

// fill appends each header that the script gives.
//
// https://fetch.spec.whatwg.org/#concept-headers-fill
func (headers *headersObject) fill(fields []Header) *Failure {
	for _, field := range fields {
		if failed := headers.append(field.Name, field.Value); failed != nil {
			return failed
		}
	}
	return nil
}

// append takes the header, drops it without a word to the script, or throws.
// Its last step is left out: a guard never lets a privileged header in.
//
// https://fetch.spec.whatwg.org/#concept-headers-append
func (headers *headersObject) append(name, value string) *Failure {
	value = NormalizeHeaderValue(value)
	if !IsHeaderName(name) || !IsHeaderValue(value) {
		return failure("validate", "1", name, -1)
	}
	if reason := headers.refuses(name, value); reason != "" {
		headers.dropped = append(headers.dropped, DroppedHeader{Header{name, value}, reason})
		return nil
	}
	headers.list.Append(name, value)
	return nil
}

// refuses says why the guard does not let a header in; "" if it does. The
// forbidden headers are told apart first, for no mode would let them in.
func (headers *headersObject) refuses(name, value string) DropReason {
	if IsForbiddenRequestHeader(name, value) {
		return DropForbidden
	}
	// Departure: Blink keeps User-Agent to itself, too.
	if containsFoldASCII(headers.engine.IgnoredAuthorNames, name) {
		return DropIgnored
	}
	if headers.guard != guardRequestNoCORS {
		return ""
	}
	if present, has := headers.list.Get(name); has {
		value = present + ", " + value
	}
	if !IsNoCORSSafelistedRequestHeader(name, value, headers.engine) {
		return DropNoCORS
	}
	return ""
}
