package fetchspec

import (
	"context"
	"time"
)

// A UserAgent holds what outlives one fetch, and the way out to the network.
type UserAgent struct {
	Network        Exchanger        // required
	Cookies        *CookieStore     // nil: no cookies
	PreflightCache *PreflightCache  // nil: every preflight is made
	HTTPCache      *HTTPCache       // nil: none, every request goes to the network
	Now            func() time.Time // required
	Engine         Engine           // departures; the zero value departs in nothing
	Profile        Profile
	// BodyTimeout ends the reading of a body; 0 leaves it to the Exchanger.
	BodyTimeout time.Duration
}

// A Profile is what a browser adds to requests by itself.
type Profile struct {
	UserAgent      string
	AcceptLanguage string
	AcceptEncoding string // for https; plain http drops br and zstd, as browsers do
}

// Fetch fetches request. A blocked fetch is a result, not an error: the
// response is then a network error, and its Failure says why. The request is
// not changed; the Trace's Request is the one that redirects were applied to.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (ua *UserAgent) Fetch(ctx context.Context, request *Request) (*Response, *Trace) {
	fetch := newFetchParams(ctx, ua, request)
	response := fetch.run()
	return response, fetch.trace
}
