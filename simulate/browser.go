package simulate

import (
	"context"
	"time"

	"corsplain/fetchspec"
)

// A Browser is a browser profile: a cookie jar, a CORS-preflight cache, an
// HTTP cache and connections, shared by all calls. Its methods can be used by
// several goroutines.
type Browser struct {
	// Network makes the exchanges; required.
	Network fetchspec.Exchanger
	// Engine says whom to emulate; the zero value is the Standard.
	Engine fetchspec.Engine
	// Profile is what is added to requests; the zero value is DefaultProfile.
	Profile fetchspec.Profile
	// Timeout ends a whole call; 0 is DefaultTimeout.
	Timeout time.Duration
	// Now is the clock; nil is time.Now.
	Now func() time.Time

	state *state
}

// A Result is what came of a call.
type Result struct {
	Call Call
	// Response is what the script gets. It is a network error when the API
	// refused the call (Trace has no exchanges then) or the fetch was blocked.
	Response *fetchspec.Response
	Trace    *fetchspec.Trace
	// Warnings say what the API dropped or changed without an error.
	Dropped []DroppedHeader
	// Cookie answers OpGetCookies.
	Cookie string
	Total  time.Duration
}

// A DroppedHeader is a header that the script set and the API did not take.
type DroppedHeader struct {
	HeaderField
	// Reason is "forbidden", "no-cors" or "ignored" (by the emulated engine).
	Reason string
}

// Do performs a call. The error is an *InvalidCallError when the call object
// itself is wrong; every other outcome is a Result.
func (browser *Browser) Do(ctx context.Context, call Call) (*Result, error) {
	return nil, nil
}
