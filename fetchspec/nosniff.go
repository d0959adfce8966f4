package fetchspec

// DetermineNosniff reports whether the server forbids guessing at the type.
//
// https://fetch.spec.whatwg.org/#determine-nosniff
func DetermineNosniff(list HeaderList) bool {
	values, present := GetDecodeAndSplit("X-Content-Type-Options", list)
	return present && equalFoldASCII(values[0], "nosniff")
}

// BlockDueToNosniff reports whether nosniff keeps the response from being used
// as a script or style sheet.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
func BlockDueToNosniff(request *Request, response *Response) bool {
	if !DetermineNosniff(response.HeaderList) {
		return false
	}
	mimeType, ok := ExtractMIMEType(response.HeaderList)
	if request.Destination.IsScriptLike() {
		return !ok || !mimeType.IsJavaScriptMIMEType()
	}
	return request.Destination == "style" && (!ok || mimeType.Essence() != "text/css")
}
