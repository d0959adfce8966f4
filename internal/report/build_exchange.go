package report

import (
	"errors"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// exchanges are the trace's own and then the probes, which is how findings
// count them.
func (build *builder) exchanges() []Exchange {
	exchanges := []Exchange{}
	if build.result.Trace != nil {
		for i := range build.result.Trace.Exchanges {
			exchanges = append(exchanges, build.exchange(&build.result.Trace.Exchanges[i], len(exchanges)))
		}
	}
	for i := range build.diagnosis.Probes {
		probe := build.exchange(&build.diagnosis.Probes[i], len(exchanges))
		probe.Kind = fetchspec.ExchangeProbe
		exchanges = append(exchanges, probe)
	}
	return exchanges
}

// planned are the requests of a dry run, whose answers were made up.
func (build *builder) planned() []PlannedRequest {
	if build.result.Trace == nil {
		return nil
	}
	var planned []PlannedRequest
	for i := range build.result.Trace.Exchanges {
		exchange := &build.result.Trace.Exchanges[i]
		planned = append(planned, PlannedRequest{exchange.Kind, exchange.Hop, build.exchangeRequest(exchange)})
	}
	return planned
}

// exchange makes one exchange; index is its place in the diagnosis' Checks, or
// -1 for one that the diagnosis did not look at.
func (build *builder) exchange(exchange *fetchspec.Exchange, index int) Exchange {
	made := Exchange{
		Kind:    exchange.Kind,
		Hop:     exchange.Hop,
		Request: build.exchangeRequest(exchange),
		Checks:  build.checks(exchange, index),
		Cookies: cookies(exchange),
	}
	if exchange.Err != nil {
		made.Error = build.exchangeError(exchange.Err)
		build.describeFailure(&made, exchange.Err)
	}
	if exchange.Response != nil {
		made.Response = build.exchangeResponse(exchange.Response)
		made.RemoteAddress = exchange.Response.RemoteAddress
		made.Timing = timing(exchange.Response.Timing)
		made.Request.HTTPVersion = exchange.Response.HTTPVersion
	}
	return made
}

func (build *builder) describeFailure(made *Exchange, err error) {
	var exchangeError *fetchspec.ExchangeError
	if !errors.As(err, &exchangeError) {
		return
	}
	made.RemoteAddress = exchangeError.RemoteAddress
	made.Timing = timing(exchangeError.Timing)
	made.Request.HTTPVersion = exchangeError.HTTPVersion
}

func (build *builder) exchangeRequest(exchange *fetchspec.Exchange) ExchangeRequest {
	request := ExchangeRequest{
		Method:  validText(exchange.Request.Method),
		URL:     build.redact.url(exchange.Request.URL.String()),
		Headers: build.headers(sentHeaders(exchange)),
	}
	if body := exchange.Request.Body; body != nil {
		size := int64(len(body.Bytes))
		request.body, request.BodySize = body.Bytes, &size
	}
	return request
}

// sentHeaders are the headers that really went out.
func sentHeaders(exchange *fetchspec.Exchange) fetchspec.HeaderList {
	if exchange.Response != nil && exchange.Response.SentHeaders != nil {
		return exchange.Response.SentHeaders
	}
	var exchangeError *fetchspec.ExchangeError
	if errors.As(exchange.Err, &exchangeError) && exchangeError.SentHeaders != nil {
		return exchangeError.SentHeaders
	}
	return exchange.Request.HeaderList
}

func (build *builder) exchangeResponse(response *fetchspec.HTTPResponse) *ExchangeResponse {
	made := &ExchangeResponse{
		Status:      response.Status,
		StatusText:  ByteString(build.redact.text(response.StatusText)),
		HTTPVersion: response.HTTPVersion,
		Headers:     build.headers(response.HeaderList),
		BodySize:    response.Body.Size,
		body:        response.Body,
	}
	for _, interim := range response.Interim {
		made.Interim = append(made.Interim, InterimResponse{
			Status:  interim.Status,
			Headers: build.headers(interim.HeaderList),
		})
	}
	return made
}

// checks are the diagnosis' view of an exchange where it has one, else the
// trace's.
func (build *builder) checks(exchange *fetchspec.Exchange, index int) []Check {
	if 0 <= index && index < len(build.diagnosis.Checks) {
		return build.checkResults(build.diagnosis.Checks[index])
	}
	checks := []Check{}
	for _, check := range exchange.Checks {
		checks = append(checks, Check{
			Algorithm: check.Step.Algorithm,
			Step:      check.Step.Number,
			Passed:    check.Passed,
		})
	}
	return checks
}

func (build *builder) checkResults(results []explain.CheckResult) []Check {
	checks := []Check{}
	for _, result := range results {
		check := Check{
			Algorithm: result.Step.Algorithm,
			Step:      result.Step.Number,
			Passed:    result.Passed,
			Code:      result.Code,
		}
		if result.Evidence != nil {
			evidence := build.evidence(*result.Evidence)
			check.Evidence = &evidence
		}
		checks = append(checks, check)
	}
	return checks
}

func cookies(exchange *fetchspec.Exchange) []Cookie {
	var cookies []Cookie
	for _, decision := range exchange.Cookies {
		cookies = append(cookies, cookie(decision, "request"))
	}
	for _, decision := range exchange.SetCookies {
		cookies = append(cookies, cookie(decision, "response"))
	}
	return cookies
}

func cookie(decision fetchspec.CookieDecision, direction string) Cookie {
	return Cookie{Name: ByteString(decision.Cookie.Name), Direction: direction, Withheld: decision.Reason}
}
