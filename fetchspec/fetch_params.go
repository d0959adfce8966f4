package fetchspec

import "context"

// fetchParams is the Standard's fetch params: what one fetch carries through
// its algorithms. A preflight shares its parent's trace.
//
// https://fetch.spec.whatwg.org/#fetch-params
type fetchParams struct {
	ctx     context.Context
	ua      *UserAgent
	request *Request
	trace   *Trace

	// kind and hop label the exchanges that are made.
	kind ExchangeKind
	hop  int

	// startHeaders are the request's headers as the fetch began.
	startHeaders HeaderList
	// preflighted is set once a preflight was made or found cached, or when the
	// request began with headers that another origin's server is asked about.
	preflighted bool
	// serializedOrigin overrides the request's own in a preflight that departs
	// (Engine.PreflightOriginIgnoresTaint); "" for none.
	serializedOrigin string
	// pendingStore is a response to keep in the HTTP cache once it has passed
	// the CORS check.
	pendingStore func()
}

func newFetchParams(ctx context.Context, ua *UserAgent, request *Request) *fetchParams {
	working := request.Clone()
	return &fetchParams{
		ctx:     ctx,
		ua:      ua,
		request: working,
		kind:    ExchangeRequest,
		trace:   &Trace{Start: ua.state(request), Request: working},
	}
}

// state is what a replay of a fetch that begins now needs.
func (ua *UserAgent) state(request *Request) State {
	state := State{
		Request: request,
		Engine:  ua.Engine,
		Profile: ua.Profile,
		Time:    ua.Now(),
	}
	if ua.PreflightCache != nil {
		state.PreflightCache = ua.PreflightCache.Snapshot()
	}
	if ua.HTTPCache != nil {
		state.HTTPCache = ua.HTTPCache.Snapshot()
	}
	if ua.Cookies != nil {
		state.Cookies = ua.Cookies.Snapshot()
	}
	return state
}

// run is the Standard's fetch, from where the request's headers are completed.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (fetch *fetchParams) run() *Response {
	if fetch.request.ResponseTainting == "" {
		fetch.request.ResponseTainting = TaintingBasic
	}
	SetDefaultHeaders(fetch.request, fetch.ua.Profile)
	fetch.startHeaders = fetch.request.HeaderList.Clone()
	fetch.preflighted = fetch.request.UnsafeRequest && len(CORSUnsafeRequestHeaderNames(fetch.startHeaders, &fetch.ua.Engine)) > 0
	return fetch.elementResult(fetch.mainFetch())
}

// failure makes a Failure at a step, over the answer of an exchange; -1 for
// none.
func failure(algorithm, number, subject string, exchange int) *Failure {
	return &Failure{
		Step:     Step{Algorithm: algorithm, Number: number},
		Subject:  subject,
		Exchange: exchange,
	}
}

// refuse makes a network error of a response, which the Failure keeps: one that
// came from the HTTP cache is in no exchange.
func refuse(response *Response, failed *Failure) *Response {
	failed.Response = response.Unfiltered()
	return NetworkError(failed)
}

// decide records a step that could have gone another way.
func (fetch *fetchParams) decide(algorithm, number, subject, outcome string) {
	fetch.trace.Decisions = append(fetch.trace.Decisions, Decision{
		Step:     Step{Algorithm: algorithm, Number: number},
		Subject:  subject,
		Outcome:  outcome,
		Exchange: len(fetch.trace.Exchanges),
	})
}

// check records a rule applied to the answer of an exchange and hands the
// failure on.
func (fetch *fetchParams) check(exchange int, passed Step, subject string, failed *Failure) *Failure {
	if exchange < 0 || exchange >= len(fetch.trace.Exchanges) {
		return failed
	}
	result := Check{Step: passed, Passed: failed == nil, Subject: subject}
	if failed != nil {
		failed.Exchange = exchange
		result.Step, result.Subject = failed.Step, failed.Subject
	}
	checks := &fetch.trace.Exchanges[exchange].Checks
	*checks = append(*checks, result)
	return failed
}
