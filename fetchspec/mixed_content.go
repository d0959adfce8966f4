package fetchspec

// prohibitsMixedContent reports whether the page restricts insecure requests.
//
// Departure: Mixed Content says that every potentially trustworthy origin
// does, among them http://localhost. No browser restricts anything but pages
// that came over https, on which developers of a page on localhost rely.
// https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object
func prohibitsMixedContent(client *Client) bool {
	return client != nil && (client.Origin.Scheme == "https" || client.TopLevelOrigin.Scheme == "https")
}

// UpgradeMixedContentRequest changes http to https in the request's current
// URL where a secure page embeds an image, audio or video, and reports whether
// it did. It is called for every hop.
//
// https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm
func UpgradeMixedContentRequest(request *Request) bool {
	url := request.CurrentURL()
	if IsPotentiallyTrustworthyURL(url) || isIPAddress(url.Host()) || !prohibitsMixedContent(request.Client) {
		return false
	}
	switch request.Destination {
	case "image", "audio", "video":
	default:
		return false
	}
	if url.Scheme() != "http" {
		return false
	}
	secure, err := ParseURL("https" + url.String()[len("http"):])
	if err != nil {
		return false
	}
	urls := append([]*URL(nil), request.URLList...)
	urls[len(urls)-1] = secure
	request.URLList = urls
	return true
}

// BlockMixedContentRequest is should fetching request be blocked as mixed
// content?
//
// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
func BlockMixedContentRequest(request *Request) bool {
	return restrictsMixedContent(request) && !IsPotentiallyTrustworthyURL(request.CurrentURL())
}

// BlockMixedContentResponse is should response to request be blocked as mixed
// content?
//
// https://w3c.github.io/webappsec-mixed-content/#should-block-response
func BlockMixedContentResponse(request *Request, response *Response) bool {
	url := response.URL()
	return url != nil && restrictsMixedContent(request) && !IsPotentiallyTrustworthyURL(url)
}

// restrictsMixedContent leaves out top-level navigations.
func restrictsMixedContent(request *Request) bool {
	topLevel := request.Destination == "document" || request.Destination == "" && request.Mode == ModeNavigate
	return !topLevel && prohibitsMixedContent(request.Client)
}
