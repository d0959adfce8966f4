package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// secretsFor are the headers of the script's, such as Authorization or an API
// key, that a request would carry to a server which the fetch never sent them
// to. The page's new address comes from a redirect then: no browser takes the
// headers there unless the page's author has agreed to call it.
func (session *session) secretsFor(unsent *fetchspec.HTTPRequest) []string {
	asked := session.record.start.Request
	if asked == nil || unsent.Kind == fetchspec.ExchangePreflight || isSameServerOrBetter(asked.URL(), unsent.URL) {
		return nil
	}
	var secrets []string
	for _, header := range asked.HeaderList {
		if !tellsNothing(header.Name) && unsent.HeaderList.Contains(header.Name) && !session.hasSent(header.Name, unsent.URL) {
			secrets = appendNew(secrets, header.Name)
		}
	}
	return secrets
}

// tellsNothing reports whether a request header never holds a secret.
func tellsNothing(name string) bool {
	switch strings.ToLower(name) {
	case "accept", "accept-language", "cache-control", "content-language", "content-type", "pragma", "range", "user-agent", "x-requested-with":
		return true
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
