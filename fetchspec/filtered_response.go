package fetchspec

// BasicFilteredResponse keeps everything but the forbidden response-header
// names.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
func BasicFilteredResponse(internal *Response) *Response {
	filtered := filteredFrom(internal, ResponseBasic)
	filtered.HeaderList = nil
	for _, header := range internal.HeaderList {
		if !IsForbiddenResponseHeaderName(header.Name) {
			filtered.HeaderList = append(filtered.HeaderList, header)
		}
	}
	return filtered
}

// CORSFilteredResponse keeps the CORS-safelisted response-header names and
// those that the server exposes.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
func CORSFilteredResponse(internal *Response) *Response {
	filtered := filteredFrom(internal, ResponseCORS)
	filtered.HeaderList = nil
	exposed := newNameSet(internal.CORSExposedHeaderNameList)
	for _, header := range internal.HeaderList {
		if isCORSSafelistedResponseHeaderName(header.Name, exposed) {
			filtered.HeaderList = append(filtered.HeaderList, header)
		}
	}
	return filtered
}

// OpaqueFilteredResponse keeps nothing.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
func OpaqueFilteredResponse(internal *Response) *Response {
	return &Response{Type: ResponseOpaque, InternalResponse: internal, Exchange: internal.Exchange}
}

// OpaqueRedirectFilteredResponse keeps nothing but the URL list.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect
func OpaqueRedirectFilteredResponse(internal *Response) *Response {
	return &Response{
		Type:             ResponseOpaqueRedirect,
		URLList:          internal.URLList,
		InternalResponse: internal,
		Exchange:         internal.Exchange,
	}
}

func filteredFrom(internal *Response, kind ResponseType) *Response {
	filtered := *internal
	filtered.Type = kind
	filtered.InternalResponse = internal
	return &filtered
}
