package fetchspec

// BlockDueToMIMEType reports whether a script would be made of what says that
// it is an image, audio, video or CSV.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
func BlockDueToMIMEType(request *Request, response *Response) bool {
	if !request.Destination.IsScriptLike() {
		return false
	}
	mimeType, ok := ExtractMIMEType(response.HeaderList)
	if !ok {
		return false
	}
	switch mimeType.Type {
	case "audio", "image", "video":
		return true
	}
	return mimeType.Essence() == "text/csv"
}

// IsScriptLike reports whether what is fetched runs as a script.
//
// https://fetch.spec.whatwg.org/#request-destination-script-like
func (destination Destination) IsScriptLike() bool {
	switch destination {
	case "audioworklet", "paintworklet", "script", "serviceworker", "sharedworker", "worker":
		return true
	}
	return false
}
