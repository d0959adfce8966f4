package fetchspec

// A ResponseType is a response's type.
//
// https://fetch.spec.whatwg.org/#concept-response-type
type ResponseType string

// The response types.
const (
	ResponseBasic          ResponseType = "basic"
	ResponseCORS           ResponseType = "cors"
	ResponseDefault        ResponseType = "default"
	ResponseError          ResponseType = "error"
	ResponseOpaque         ResponseType = "opaque"
	ResponseOpaqueRedirect ResponseType = "opaqueredirect"
)

// A CacheState says where a response came from.
type CacheState string

// The cache states; the zero value means the network.
const (
	CacheStateLocal     CacheState = "local"
	CacheStateValidated CacheState = "validated"
)

// A Response is the result of fetch.
//
// https://fetch.spec.whatwg.org/#concept-response
type Response struct {
	Type                       ResponseType
	URLList                    []*URL
	Status                     int
	StatusMessage              string
	HeaderList                 HeaderList
	Body                       *ResponseBody // nil is a null body
	CacheState                 CacheState
	CORSExposedHeaderNameList  []string
	RangeRequested             bool
	RequestIncludesCredentials bool
	TimingAllowPassed          bool
	RedirectTaint              RedirectTaint

	// LoadedWithoutCORS is set for an opaque response that an element was to
	// load with CORS and uses all the same (Engine.FontsWithoutCORS).
	LoadedWithoutCORS bool

	// InternalResponse is what a filtered response was made from; nil for an
	// unfiltered one. A browser keeps it from script.
	InternalResponse *Response
	// Failure says why a network error is one; nil for every other response.
	Failure *Failure
	// Exchange is the index of the exchange that brought the response; -1 if
	// it came from no exchange of this fetch.
	Exchange int
}

// A ResponseBody is what came of a response's body.
type ResponseBody struct {
	Bytes []byte // decoded; at most what the Exchanger keeps
	// Size is the number of decoded bytes received, kept or not.
	Size int64
	// Truncated is set when Bytes is not all that was received.
	Truncated bool
	// Err is set when reading broke: the response stands, reading it fails.
	Err error
}

// NetworkError returns a network error that failed for the given reason.
//
// https://fetch.spec.whatwg.org/#concept-network-error
func NetworkError(failure *Failure) *Response {
	return &Response{Type: ResponseError, Failure: failure, Exchange: failure.Exchange}
}

// IsNetworkError reports whether the response is a network error.
func (response *Response) IsNetworkError() bool { return response.Type == ResponseError }

// URL is the last URL of the response's URL list; nil if that is empty.
func (response *Response) URL() *URL {
	if len(response.URLList) == 0 {
		return nil
	}
	return response.URLList[len(response.URLList)-1]
}

// Unfiltered is the internal response of a filtered response, else the
// response itself.
func (response *Response) Unfiltered() *Response {
	if response.InternalResponse != nil {
		return response.InternalResponse
	}
	return response
}

// IsRedirectStatus reports whether status is 301, 302, 303, 307 or 308.
//
// https://fetch.spec.whatwg.org/#redirect-status
func IsRedirectStatus(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// IsNullBodyStatus reports whether status is 101, 103, 204, 205 or 304.
//
// https://fetch.spec.whatwg.org/#null-body-status
func IsNullBodyStatus(status int) bool {
	switch status {
	case 101, 103, 204, 205, 304:
		return true
	}
	return false
}

// IsOKStatus reports whether status is in the range 200 to 299.
//
// https://fetch.spec.whatwg.org/#ok-status
func IsOKStatus(status int) bool { return 200 <= status && status <= 299 }

// IsRangeStatus reports whether status is 206 or 416.
//
// https://fetch.spec.whatwg.org/#range-status
func IsRangeStatus(status int) bool { return status == 206 || status == 416 }
