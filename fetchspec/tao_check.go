package fetchspec

import "slices"

// TAOCheck reports whether the page may see the response's timing; nil is
// success.
//
// https://fetch.spec.whatwg.org/#concept-tao-check
func TAOCheck(request *Request, response *Response) *Failure {
	if request.TimingAllowFailed {
		return failure("TAO check", "2", "", response.Exchange)
	}
	values, _ := GetDecodeAndSplit("Timing-Allow-Origin", response.HeaderList)
	if slices.Contains(values, "*") || slices.Contains(values, request.SerializedOrigin()) {
		return nil
	}
	if request.Mode == ModeNavigate && !request.CurrentURL().Origin().SameOrigin(request.Origin) {
		return failure("TAO check", "6", "Timing-Allow-Origin", response.Exchange)
	}
	if request.ResponseTainting == TaintingBasic {
		return nil
	}
	return failure("TAO check", "8", "Timing-Allow-Origin", response.Exchange)
}
