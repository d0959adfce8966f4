package simulate

import (
	"cmp"

	"corsplain/fetchspec"
)

// madeRequest is what an API makes of a call: a request, or its refusal.
type madeRequest struct {
	request *fetchspec.Request
	dropped []fetchspec.DroppedHeader
	failure *fetchspec.Failure
}

// request makes the request that the call's API would make.
func (browser *Browser) request(call *Call, client *fetchspec.Client) madeRequest {
	if call.Refused != "" {
		return call.refusedMember()
	}
	switch {
	case call.Mode == string(fetchspec.ModeNavigate):
		return browser.navigation(call, client)
	case call.Destination != "" || call.asksAsEventSource():
		return browser.elementRequest(call, client)
	case call.API == APIXHR:
		return made(fetchspec.NewXMLHttpRequest(browser.requestInit(call, client)))
	}
	return made(fetchspec.NewRequest(browser.requestInit(call, client)))
}

func made(request *fetchspec.Request, dropped []fetchspec.DroppedHeader, failure *fetchspec.Failure) madeRequest {
	return madeRequest{request, dropped, failure}
}

func refused(algorithm, step, subject string) madeRequest {
	return madeRequest{failure: &fetchspec.Failure{
		Step:     fetchspec.Step{Algorithm: algorithm, Number: step},
		Subject:  subject,
		Exchange: -1,
	}}
}

// refusedMember is how a member's value is refused that has no value in Go.
func (call *Call) refusedMember() madeRequest {
	switch call.Refused {
	case "method":
		if call.API == APIXHR {
			return refused("open(method, url)", "2", call.Method)
		}
		return refused("new Request(input, init)", "25.2", call.Method)
	case "headers":
		return refused("Web IDL ByteString", "2", call.RefusedHeader)
	}
	return refused("Web IDL enumeration", "2", call.Refused)
}

func (browser *Browser) requestInit(call *Call, client *fetchspec.Client) fetchspec.RequestInit {
	init := fetchspec.RequestInit{
		URL:             call.URL,
		Client:          client,
		Method:          call.Method,
		Mode:            fetchspec.Mode(call.Mode),
		Credentials:     fetchspec.CredentialsMode(call.Credentials),
		Cache:           fetchspec.CacheMode(call.Cache),
		Redirect:        fetchspec.RedirectMode(call.Redirect),
		Referrer:        call.Referrer,
		ReferrerPolicy:  fetchspec.ReferrerPolicy(call.ReferrerPolicy),
		Integrity:       call.Integrity,
		Keepalive:       call.Keepalive,
		WithCredentials: call.WithCredentials,
		UploadListeners: call.UploadListeners,
		Engine:          &browser.Engine,
	}
	for _, header := range call.Headers {
		init.Headers = append(init.Headers, fetchspec.Header(header))
	}
	if call.Body != nil {
		init.Body = &fetchspec.BodyInit{
			Bytes:    call.Body,
			Type:     fetchspec.BodyInitType(call.BodyType),
			BlobType: call.BlobType,
			Boundary: call.Boundary,
		}
	}
	return init
}

// elementRequest is what an element, or an EventSource, asks for.
func (browser *Browser) elementRequest(call *Call, client *fetchspec.Client) madeRequest {
	url, err := fetchspec.ParseURL(call.URL)
	if err != nil {
		return refused("parse a URL", "4", call.URL)
	}
	request := fetchspec.NewElementRequest(fetchspec.ElementInit{
		URL:            url,
		Client:         client,
		Destination:    fetchspec.Destination(call.Destination),
		InitiatorType:  call.initiatorType(),
		Mode:           cmp.Or(fetchspec.Mode(call.Mode), fetchspec.ModeCORS),
		Credentials:    cmp.Or(fetchspec.CredentialsMode(call.Credentials), fetchspec.CredentialsSameOrigin),
		ReferrerPolicy: fetchspec.ReferrerPolicy(call.ReferrerPolicy),
		Integrity:      call.Integrity,
		Engine:         &browser.Engine,
	})
	if call.Cache != "" {
		request.CacheMode = fetchspec.CacheMode(call.Cache)
	}
	for _, header := range call.Headers {
		request.HeaderList.Append(header.Name, header.Value)
	}
	return madeRequest{request: request}
}

// asksAsEventSource reports whether the call is what an EventSource makes, to
// the letter: in the request object there is no other word for one.
//
// https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource
func (call *Call) asksAsEventSource() bool {
	if call.Initiator == fetchspec.InitiatorEventSource {
		return true
	}
	return call.API != APIXHR && (call.Method == "" || call.Method == "GET") && call.Cache == "no-store" &&
		len(call.Headers) == 1 && call.Headers[0] == HeaderField{"Accept", "text/event-stream"}
}

func (call *Call) initiatorType() fetchspec.InitiatorType {
	if call.Destination == "" {
		return fetchspec.InitiatorEventSource
	}
	return call.Initiator
}

// navigation is a top-level navigation that the user began: it has no
// initiator, and every cookie of the site goes along.
//
// https://html.spec.whatwg.org/multipage/browsing-the-web.html#navigate
func (browser *Browser) navigation(call *Call, client *fetchspec.Client) madeRequest {
	url, err := fetchspec.ParseURL(call.URL)
	if err != nil {
		return refused("parse a URL", "4", call.URL)
	}
	target := *client
	target.URL = url
	target.Origin = OriginOf(url)
	target.TopLevelOrigin = target.Origin
	request := &fetchspec.Request{
		Method:          cmp.Or(call.Method, "GET"),
		Client:          &target,
		Destination:     "document",
		InitiatorType:   fetchspec.InitiatorOther,
		Origin:          target.Origin,
		Referrer:        fetchspec.Referrer{Keyword: fetchspec.ReferrerNone},
		Mode:            fetchspec.ModeNavigate,
		CredentialsMode: fetchspec.CredentialsInclude,
		CacheMode:       fetchspec.CacheDefault,
		RedirectMode:    fetchspec.RedirectFollow,
		UserActivation:  true,
		URLList:         []*fetchspec.URL{url},
	}
	if call.Body != nil {
		request.Body = &fetchspec.Body{Bytes: call.Body}
	}
	return madeRequest{request: request}
}
