package simulate

import (
	"context"
	"math"
	"sync"
	"time"

	"corsplain/fetchspec"
)

// A Browser is a browser profile: a cookie jar, a CORS-preflight cache, an
// HTTP cache and connections, shared by all of its calls. Set the fields
// before the first call; the methods can then be used by several goroutines.
type Browser struct {
	// Network makes the exchanges; required.
	Network fetchspec.Exchanger
	// Engine says whom to emulate; the zero value is the Standard.
	Engine fetchspec.Engine
	// Profile is what is added to requests; the zero value is ProfileFor the
	// engine.
	Profile fetchspec.Profile
	// Timeout ends a whole call; 0 is DefaultTimeout.
	Timeout time.Duration
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// CookieStore is the jar; nil begins with an empty one.
	CookieStore *fetchspec.CookieStore

	once           sync.Once
	preflightCache fetchspec.PreflightCache
	httpCache      fetchspec.HTTPCache
}

// A Result is what came of a call.
type Result struct {
	Call Call
	// Response is what the script gets. It is a network error when the API
	// refused the call (Trace has no exchanges then) or the fetch was blocked.
	Response *fetchspec.Response
	Trace    *fetchspec.Trace
	// Dropped are the headers that the API left out without an error.
	Dropped []fetchspec.DroppedHeader
	// Cookie answers OpGetCookies.
	Cookie string
	// Total is how long the call took.
	Total time.Duration
}

// Do performs a call. The error is an *InvalidCallError when the call object
// itself is wrong; every other outcome is a Result.
func (browser *Browser) Do(ctx context.Context, call Call) (*Result, error) {
	browser.once.Do(browser.complete)
	client, err := call.client()
	if err != nil {
		return nil, err
	}
	if call.Op != "" {
		return browser.documentCookie(call, client)
	}
	if call.URL == "" {
		return nil, &InvalidCallError{Field: "url", Reason: "it is missing"}
	}
	ctx, cancel := context.WithTimeout(ctx, browser.TimeLimit(call))
	defer cancel()
	began := browser.Now()
	browser.seedCookies(call, began)
	result := &Result{Call: call}
	made := browser.request(&call, client)
	result.Dropped = made.dropped
	if made.failure != nil {
		result.Response = fetchspec.NetworkError(made.failure)
		result.Trace = browser.refusedTrace(&call, client, began)
		return result, nil
	}
	response, trace := browser.userAgent(call).Fetch(ctx, made.request)
	browser.keepInit(&trace.Start, &call, client)
	result.Response, result.Trace = response, trace
	result.Total = browser.Now().Sub(began)
	return result, nil
}

// seedCookies puts the call's cookies into the jar, as URL's own host would
// have set them.
func (browser *Browser) seedCookies(call Call, now time.Time) {
	if len(call.Cookies) == 0 {
		return
	}
	if url, err := fetchspec.ParseURL(call.URL); err == nil {
		browser.CookieStore.Seed(url, call.Cookies, now, &browser.Engine)
	}
}

// complete fills in the defaults, once.
func (browser *Browser) complete() {
	if browser.Now == nil {
		browser.Now = time.Now
	}
	if browser.Profile == (fetchspec.Profile{}) {
		browser.Profile = ProfileFor(browser.Engine.Name)
	}
	if browser.CookieStore == nil {
		browser.CookieStore = fetchspec.NewCookieStore(nil)
	}
}

// TimeLimit is how long call may take: its own limit, or else the browser's.
func (browser *Browser) TimeLimit(call Call) time.Duration {
	if call.TimeoutMs > 0 {
		return milliseconds(call.TimeoutMs)
	}
	if browser.Timeout > 0 {
		return browser.Timeout
	}
	return DefaultTimeout
}

// milliseconds is a duration of n milliseconds, or the longest there is.
func milliseconds(n int) time.Duration {
	return time.Duration(min(int64(n), math.MaxInt64/int64(time.Millisecond))) * time.Millisecond
}

// userAgent is the browser's, with what the call alone asks of the network.
func (browser *Browser) userAgent(call Call) *fetchspec.UserAgent {
	return &fetchspec.UserAgent{
		Network:        browser.Network,
		Cookies:        browser.CookieStore,
		PreflightCache: &browser.preflightCache,
		HTTPCache:      &browser.httpCache,
		Now:            browser.Now,
		Engine:         browser.Engine,
		Profile:        browser.Profile,
		BodyTimeout:    milliseconds(call.BodyTimeoutMs),
	}
}

// refusedTrace is the trace of a call that the API refused.
func (browser *Browser) refusedTrace(call *Call, client *fetchspec.Client, now time.Time) *fetchspec.Trace {
	trace := &fetchspec.Trace{Start: fetchspec.State{
		Engine: browser.Engine, Profile: browser.Profile, Time: now, Cookies: browser.CookieStore.Snapshot(),
	}}
	browser.keepInit(&trace.Start, call, client)
	return trace
}

// keepInit keeps what the script asked for, so that the call can be made again:
// corrected, or as another browser makes it.
func (browser *Browser) keepInit(state *fetchspec.State, call *Call, client *fetchspec.Client) {
	if call.Refused != "" || call.Mode == string(fetchspec.ModeNavigate) || call.Destination != "" || call.asksAsEventSource() {
		return
	}
	init := browser.requestInit(call, client)
	state.Init, state.API = &init, fetchspec.InitiatorFetch
	if call.API == APIXHR {
		state.API = fetchspec.InitiatorXHR
	}
}

// documentCookie does what the page's document.cookie does.
func (browser *Browser) documentCookie(call Call, client *fetchspec.Client) (*Result, error) {
	result := &Result{Call: call}
	switch call.Op {
	case OpSetCookie:
		browser.CookieStore.SetDocumentCookie(client.URL, client.Origin, call.Cookie, browser.Now(), &browser.Engine)
	case OpGetCookies:
		result.Cookie = browser.CookieStore.DocumentCookies(client.URL, client.Origin, browser.Now(), &browser.Engine)
	default:
		return nil, &InvalidCallError{Field: "op", Value: call.Op, Reason: "it is neither setCookie nor getCookies"}
	}
	return result, nil
}
