package explain

import "corsplain/fetchspec"

// tellsSecret reports whether a request would carry a header of the script's,
// such as Authorization or an API key, to a server that the fetch never sent
// it to. The page's new address comes from a redirect then: no browser takes
// the header there unless the page's author has agreed to call it.
func (session *session) tellsSecret(unsent *fetchspec.HTTPRequest) bool {
	asked := session.record.start.Request
	if asked == nil || unsent.Kind == fetchspec.ExchangePreflight || isSameServerOrBetter(asked.URL(), unsent.URL) {
		return false
	}
	for _, name := range fetchspec.CORSUnsafeRequestHeaderNames(asked.HeaderList, &session.record.start.Engine) {
		if unsent.HeaderList.Contains(name) && !session.hasSent(name, unsent.URL) {
			return true
		}
	}
	return false
}

// isSameServerOrBetter reports whether to is at from's own host, and not over
// plain http where from was not.
func isSameServerOrBetter(from, to *fetchspec.URL) bool {
	return from.Host() == to.Host() && (from.Scheme() == to.Scheme() || to.Scheme() == "https")
}

// hasSent reports whether the fetch itself has sent the header to url's origin.
func (session *session) hasSent(name string, url *fetchspec.URL) bool {
	for i := range session.record.answers[:session.record.traced] {
		sent := &session.record.answers[i].exchange.Request
		if sent.URL.Origin().SameOrigin(url.Origin()) && sent.HeaderList.Contains(name) {
			return true
		}
	}
	return false
}

// secretNames are the headers that tellsSecret is about, for a sentence.
func (session *session) secretNames(unsent *fetchspec.HTTPRequest) string {
	var names []string
	for _, name := range session.record.start.Request.AuthorHeaderNames {
		if unsent.HeaderList.Contains(name) {
			names = append(names, name)
		}
	}
	return joinNames(names)
}
