package fetchspec

// SetDefaultHeaders appends Accept and Accept-Language where the request does
// not have them: fetch, steps 12 to 14. The profile stands for the languages
// of a user.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func SetDefaultHeaders(request *Request, profile Profile) {
	if !request.HeaderList.Contains("Accept") {
		request.HeaderList.Append("Accept", defaultAccept(request.Destination))
	}
	if !request.HeaderList.Contains("Accept-Language") && profile.AcceptLanguage != "" {
		request.HeaderList.Append("Accept-Language", profile.AcceptLanguage)
	}
}

func defaultAccept(destination Destination) string {
	switch destination {
	case "document", "frame", "iframe":
		return "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	case "image":
		return "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
	case "json":
		return "application/json,*/*;q=0.5"
	case "style":
		return "text/css,*/*;q=0.1"
	case "text":
		return "text/plain,*/*;q=0.5"
	}
	return "*/*"
}
