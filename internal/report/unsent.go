package report

import (
	"strings"

	"corsplain/fetchspec"
)

// A wireRequest is a request as it is, or would be, on the wire.
type wireRequest struct {
	kind    fetchspec.ExchangeKind
	method  string
	url     string
	version string
	headers HeaderList
	body    []byte // nil for none
	// exchange is the exchange that sent it; nil if nothing did.
	exchange *Exchange
}

// wireRequests are the requests that a browser made for the call, and the one
// that it did not come to: behind a refused preflight, or in a dry run.
func (report *Report) wireRequests() []wireRequest {
	var requests []wireRequest
	for i := range report.Planned {
		planned := &report.Planned[i]
		requests = append(requests, wireRequest{
			kind:    planned.Kind,
			method:  planned.Method,
			url:     planned.URL,
			headers: planned.Headers,
			body:    report.source.redact.bytes(planned.body),
		})
	}
	for i := range report.Exchanges {
		exchange := &report.Exchanges[i]
		if exchange.Kind == fetchspec.ExchangeProbe {
			continue
		}
		requests = append(requests, wireRequest{
			kind:     exchange.Kind,
			method:   exchange.Request.Method,
			url:      exchange.Request.URL,
			version:  exchange.Request.HTTPVersion,
			headers:  exchange.Request.Headers,
			body:     report.source.redact.bytes(exchange.Request.body),
			exchange: exchange,
		})
	}
	if len(requests) == 0 || requests[len(requests)-1].kind == fetchspec.ExchangePreflight {
		requests = append(requests, report.unsentRequest(requests)...)
	}
	return requests
}

// unsentRequest is the request that sent did not come to: the script's own
// headers, and those that the browser had put into the preflight.
func (report *Report) unsentRequest(sent []wireRequest) []wireRequest {
	if report.Request == nil || report.Request.URL == "" {
		return nil
	}
	request := wireRequest{
		kind:    fetchspec.ExchangeRequest,
		method:  report.Request.Method,
		url:     report.Request.URL,
		headers: append(HeaderList{}, report.Request.Headers...),
		body:    report.source.redact.bytes(report.Request.body),
	}
	if len(sent) == 0 {
		request.add("Origin", report.Request.Origin)
		return []wireRequest{request}
	}
	preflight := sent[len(sent)-1]
	request.url = preflight.url
	if method := preflight.headers.get("Access-Control-Request-Method"); method != "" {
		request.method = method
	}
	for _, header := range preflight.headers {
		if !strings.HasPrefix(strings.ToLower(string(header.Name)), "access-control-request-") {
			request.add(string(header.Name), string(header.Value))
		}
	}
	return []wireRequest{request}
}

// add appends a header, unless the script has set it.
func (request *wireRequest) add(name, value string) {
	if !request.headers.has(name) {
		request.headers = append(request.headers, Header{ByteString(name), ByteString(value)})
	}
}
