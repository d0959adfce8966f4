package fetchspec

import "cmp"

// An ElementInit is an element that loads something, or an EventSource.
type ElementInit struct {
	URL            *URL
	Client         *Client
	Destination    Destination
	InitiatorType  InitiatorType // "" is InitiatorOther
	Mode           Mode
	Credentials    CredentialsMode
	ReferrerPolicy ReferrerPolicy
	Integrity      string
	Engine         *Engine // nil is the Standard
}

// NewElementRequest makes a potential-CORS request, given the mode and
// credentials mode that come of the element's crossorigin attribute.
//
// https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request
func NewElementRequest(init ElementInit) *Request {
	request := requestFor(init.Client, init.URL)
	request.UnsafeRequest = false
	request.UseURLCredentials = true
	request.Destination = init.Destination
	request.InitiatorType = cmp.Or(init.InitiatorType, InitiatorOther)
	request.Mode = init.Mode
	request.CredentialsMode = init.Credentials
	request.ReferrerPolicy = init.ReferrerPolicy
	request.IntegrityMetadata = init.Integrity
	// Departure: WebKitGTK loads fonts without CORS.
	if init.Destination == "font" && init.Engine.orStandard().FontsWithoutCORS {
		request.Mode = ModeNoCORS
	}
	return request
}
