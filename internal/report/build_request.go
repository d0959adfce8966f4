package report

import (
	"cmp"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// request is the request before redirects: the Standard's where the API made
// one, else what the script asked for.
func (build *builder) request() *Request {
	call := &build.result.Call
	request := &Request{API: cmp.Or(call.API, simulate.APIFetch), Page: build.redact.url(call.Page)}
	for _, dropped := range build.result.Dropped {
		request.Dropped = append(request.Dropped, DroppedHeader{
			Name:   ByteString(dropped.Name),
			Value:  build.redact.header(dropped.Name, dropped.Value),
			Reason: string(dropped.Reason),
		})
	}
	if build.result.Trace == nil || build.result.Trace.Start.Request == nil {
		build.fillFromCall(request, call)
		return request
	}
	build.fillFromStandard(request, build.result.Trace.Start.Request)
	return request
}

func (build *builder) fillFromStandard(request *Request, made *fetchspec.Request) {
	url := made.URL()
	request.URL = build.redact.url(url.String())
	request.Origin = made.Origin.String()
	request.Method = validText(made.Method)
	request.Headers = build.headers(made.HeaderList)
	request.Mode = string(made.Mode)
	request.Credentials = string(made.CredentialsMode)
	request.Redirect = string(made.RedirectMode)
	request.Destination = string(made.Destination)
	request.SameOrigin = made.Origin.SameOrigin(url.Origin())
	request.SameSite = fetchspec.SameSite(made.Origin, url.Origin())
	if made.Client != nil && made.Client.URL != nil {
		request.Page = build.redact.url(made.Client.URL.String())
	}
	if made.Body != nil {
		request.setBody(made.Body.Bytes)
	}
}

// fillFromCall describes a call that the API refused to make a request of.
func (build *builder) fillFromCall(request *Request, call *simulate.Call) {
	request.URL = build.redact.url(validText(call.URL))
	request.Method = validText(cmp.Or(call.Method, "GET"))
	request.Headers = HeaderList{}
	for _, header := range call.Headers {
		request.Headers = append(request.Headers, Header{
			Name:  ByteString(header.Name),
			Value: build.redact.header(header.Name, header.Value),
		})
	}
	request.Mode = validText(cmp.Or(call.Mode, string(fetchspec.ModeCORS)))
	request.Credentials = validText(cmp.Or(call.Credentials, string(fetchspec.CredentialsSameOrigin)))
	request.Redirect = validText(cmp.Or(call.Redirect, string(fetchspec.RedirectFollow)))
	request.Destination = validText(call.Destination)
	if call.Body != nil {
		request.setBody(call.Body)
	}
	build.fillOrigin(request, call)
}

func (build *builder) fillOrigin(request *Request, call *simulate.Call) {
	target, _ := fetchspec.ParseURL(call.URL)
	page, _ := fetchspec.ParseURL(cmp.Or(call.Origin, call.Page, call.URL))
	request.Origin = "null"
	if page == nil || call.Origin == "null" {
		return
	}
	request.Origin = page.Origin().String()
	if target == nil {
		return
	}
	request.SameOrigin = page.Origin().SameOrigin(target.Origin())
	request.SameSite = fetchspec.SameSite(page.Origin(), target.Origin())
}

func (request *Request) setBody(body []byte) {
	size := int64(len(body))
	request.body, request.BodySize = body, &size
}

func (build *builder) preflight() *Preflight {
	need := build.diagnosis.Preflight
	preflight := &Preflight{Needed: need.Needed, FromCache: need.FromCache, Reasons: []PreflightReason{}}
	for _, reason := range need.Reasons {
		preflight.Reasons = append(preflight.Reasons, PreflightReason{
			Kind:  reason.Kind,
			Name:  ByteString(reason.Name),
			Value: build.redact.header(reason.Name, reason.Value),
			Why:   build.redact.text(reason.Why),
		})
	}
	return preflight
}

func (build *builder) headers(list fetchspec.HeaderList) HeaderList {
	headers := make(HeaderList, 0, len(list))
	for _, header := range list {
		headers = append(headers, Header{
			Name:  ByteString(header.Name),
			Value: build.redact.header(header.Name, header.Value),
		})
	}
	return headers
}
