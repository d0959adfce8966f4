package fetchspec

// AppendFetchMetadataHeaders appends Sec-Fetch-Dest, -Mode, -Site and -User,
// if the request's URL is potentially trustworthy.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request
func AppendFetchMetadataHeaders(request *Request) {
	if !IsPotentiallyTrustworthyURL(request.CurrentURL()) {
		return
	}
	headers := &request.HeaderList
	headers.Set("Sec-Fetch-Dest", secFetchDest(request))
	headers.Set("Sec-Fetch-Mode", string(request.Mode))
	headers.Set("Sec-Fetch-Site", secFetchSite(request))
	if request.Mode == ModeNavigate && request.UserActivation {
		headers.Set("Sec-Fetch-User", "?1")
	}
}

func secFetchDest(request *Request) string {
	if request.Destination == "" {
		return "empty"
	}
	return string(request.Destination)
}

// secFetchSite walks the whole URL list, so that a redirect through another
// site is told. The navigations that are made here are those of a user who
// types an address.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
func secFetchSite(request *Request) string {
	if request.Mode == ModeNavigate && request.UserActivation {
		return "none"
	}
	site := "same-origin"
	for _, url := range request.URLList {
		switch {
		case url.Origin().SameOrigin(request.Origin):
		case !SameSite(request.Origin, url.Origin()):
			return "cross-site"
		default:
			site = "same-site"
		}
	}
	return site
}
