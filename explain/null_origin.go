package explain

import (
	"strconv"

	"corsplain/fetchspec"
)

// nullOrigin says why the browser sent Origin: null; "" if it sent another.
func (scene *scene) nullOrigin() Code {
	request := scene.request()
	if scene.sentOrigin() != "null" || request == nil {
		return ""
	}
	scene.showAsked("Origin", "")
	if !request.Origin.IsOpaque() {
		return scene.taintedOrigin(request)
	}
	if request.Client == nil || request.Client.URL == nil {
		return NullOrigin
	}
	page := request.Client.URL
	scene.set("page", shownURL(page))
	scene.showPage("page", page.String(), "")
	switch page.Scheme() {
	case "file":
		return NullOriginFile
	case "http", "https":
		return NullOriginSandbox
	case "data", "blob", "about", "javascript":
		scene.set("scheme", page.Scheme())
		return NullOriginData
	}
	return NullOrigin
}

// taintedOrigin names the redirect at which the page's origin was lost.
func (scene *scene) taintedOrigin(request *fetchspec.Request) Code {
	list := request.URLList
	for i := 1; i < len(list); i++ {
		from, to := list[i-1], list[i]
		if to.Origin().SameOrigin(from.Origin()) || request.Origin.SameOrigin(from.Origin()) {
			continue
		}
		scene.set("hop", strconv.Itoa(i))
		scene.set("from", from.HostPort())
		scene.showRedirect(i - 1)
		break
	}
	return NullOriginAfterRedirect
}

// showRedirect shows the Location that led away at a hop.
func (scene *scene) showRedirect(hop int) {
	for i := range scene.record.answers {
		exchange := &scene.record.answers[i].exchange
		if exchange.Hop == hop && exchange.Kind == fetchspec.ExchangeRequest && locationOf(exchange) != nil {
			scene.show(headerEvidence(i, fromResponse, exchange.Response.HeaderList, "Location", "from here on the origin is null")...)
			return
		}
	}
}
