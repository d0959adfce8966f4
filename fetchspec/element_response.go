package fetchspec

// elementResult is what the element that asked makes of the response: a script
// or a style sheet that came with an error status, or with the type of
// something else, fires its error event. fetch() and images take any status.
func (fetch *fetchParams) elementResult(response *Response) *Response {
	if response.IsNetworkError() {
		return response
	}
	internal := response.Unfiltered()
	switch fetch.request.Destination {
	case "script":
		// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script
		if !IsOKStatus(internal.Status) {
			return refuse(response, failure("fetch a classic script", "6.1", "status", internal.Exchange))
		}
	case "style":
		return fetch.styleResult(response, internal)
	case "font":
		response.LoadedWithoutCORS = fetch.ua.Engine.FontsWithoutCORS && response.Type == ResponseOpaque
	}
	return response
}

// styleResult is what a link element makes of a style sheet.
//
// https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet
func (fetch *fetchParams) styleResult(response, internal *Response) *Response {
	if !IsOKStatus(internal.Status) {
		return refuse(response, failure("default fetch and process the linked resource", "9.2", "status", internal.Exchange))
	}
	mimeType, ok := ExtractMIMEType(internal.HeaderList)
	if ok && mimeType.Essence() != "text/css" {
		return refuse(response, failure("process this type of linked resource", "1", "Content-Type", internal.Exchange))
	}
	return response
}
