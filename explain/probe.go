package explain

import (
	"errors"
	"strings"

	"corsplain/fetchspec"
)

// probeLimit bounds the probes of one diagnosis.
const probeLimit = 6

// What probes are to find out.
const (
	purposeBehind          = "what stands behind the preflight"
	purposeCorrected       = "what the corrected request is answered"
	purposeWithCredentials = "whether the preflight passes with the login"
	purposeWithoutOrigin   = "whether the Origin header makes the difference"
	purposeOtherOrigin     = "what another origin is answered"
	purposePlainPreflight  = "whether a preflight for GET passes"
	purposeWithoutHeaders  = "whether the preflight passes without the headers"
	purposeFreshCopy       = "what the server says past the cache"
)

// otherOrigin belongs to nobody: .invalid is reserved.
const otherOrigin = "https://unrelated.invalid"

// mayProbe reports whether one more exchange can be made.
func (session *session) mayProbe() bool {
	return session.diagnoser.Probe != nil && !session.diagnoser.Strict &&
		len(session.record.answers)-session.record.traced < probeLimit && session.ctx.Err() == nil
}

// isSafe reports whether a request changes nothing on a server: a preflight,
// or GET or HEAD without a body.
func isSafe(request *fetchspec.HTTPRequest) bool {
	if request.Body != nil {
		return false
	}
	switch request.Method {
	case "GET", "HEAD":
		return true
	}
	return request.Kind == fetchspec.ExchangePreflight
}

// probeBehind sends the request that a replay has no answer to, if it is safe.
// It is the one that the browser would send next.
func (session *session) probeBehind() bool {
	unsent := session.run.unsent
	if !session.mayProbe() || !isSafe(unsent) || session.leadsInside(unsent.URL) || len(session.secretsFor(unsent)) > 0 {
		return false
	}
	request := *unsent
	request.Purpose = purposeCorrected
	if unsent.Kind == fetchspec.ExchangeRequest && session.preflighted(unsent.URL) {
		request.Purpose = purposeBehind
	}
	session.send(request, unsent.Kind)
	return true
}

// leadsInside reports whether a server of the public web has redirected to an
// address of the visitor's own machine or network: browsers do not go there
// without asking.
func (session *session) leadsInside(url *fetchspec.URL) bool {
	if addressSpace(strings.Trim(url.Host(), "[]")+":1") == "" && addressSpace(url.Host()+":1") == "" && !isLoopbackName(url.Host()) {
		return false
	}
	for _, answer := range session.record.answers[:session.record.traced] {
		exchange := &answer.exchange
		if exchange.Response != nil && exchange.Response.RemoteAddress != "" && addressSpace(exchange.Response.RemoteAddress) == "" &&
			exchange.Request.URL.Host() != url.Host() {
			return true
		}
	}
	return false
}

// preflighted reports whether the fetch itself has sent a preflight to url.
func (session *session) preflighted(url *fetchspec.URL) bool {
	for _, answer := range session.record.answers[:session.record.traced] {
		asked := &answer.exchange.Request
		if answer.as == fetchspec.ExchangePreflight && asked.URL.WithoutFragment() == url.WithoutFragment() {
			return true
		}
	}
	return false
}

// send makes a probe and keeps what came of it. It answers a request of kind
// as in replays; "" for none.
func (session *session) send(request fetchspec.HTTPRequest, as fetchspec.ExchangeKind) *fetchspec.Exchange {
	request.Kind = fetchspec.ExchangeProbe
	exchange := fetchspec.Exchange{
		Kind: fetchspec.ExchangeProbe, Hop: request.Hop, Request: request,
		IncludeCredentials: request.IncludeCredentials,
	}
	exchange.SerializedOrigin, _ = request.HeaderList.Get("Origin")
	response, err := session.diagnoser.Probe.Exchange(session.ctx, &request)
	if err != nil {
		exchange.Err = asExchangeError(err)
	} else {
		exchange.Response = response
		if response.SentHeaders != nil {
			exchange.Request.HeaderList = response.SentHeaders
		}
	}
	return &session.record.answers[session.record.add(exchange, as)].exchange
}

func asExchangeError(err error) error {
	var failed *fetchspec.ExchangeError
	if errors.As(err, &failed) {
		return err
	}
	return &fetchspec.ExchangeError{Err: err}
}

// refined sets the scene of the newest failure; where probes would settle its
// cause, it makes those first.
func (session *session) refined() *scene {
	scene := session.scene()
	if scene.opaque != "" || scene.exchange == nil {
		return scene
	}
	for session.mayProbe() {
		request, purpose := scene.differentialProbe(scene.classify())
		if purpose == "" || session.record.probe(purpose) != nil {
			break
		}
		request.Purpose = purpose
		session.send(request, "")
		scene = session.scene()
	}
	return session.scene()
}

// differentialProbe is the next request whose answer changes what is said about
// a code; the purpose is "" for none.
func (scene *scene) differentialProbe(code Code) (request fetchspec.HTTPRequest, purpose string) {
	request = scene.exchange.Request
	request.HeaderList = request.HeaderList.Clone()
	request.Kind = scene.exchange.Kind
	if !isSafe(&request) {
		return request, ""
	}
	switch code {
	case PreflightUnauthorized, PreflightForbidden, PreflightRedirectedToLogin:
		if scene.addLogin(&request) {
			return request, purposeWithCredentials
		}
		if code == PreflightForbidden {
			request.HeaderList.Delete("Origin")
			return request, purposeWithoutOrigin
		}
	case ForbiddenOutsideCORS:
		request.HeaderList.Delete("Origin")
		return request, purposeWithoutOrigin
	}
	mayBeHeaders := code == MiddlewareRefusesMethod && scene.probedHere(purposePlainPreflight) != nil
	if (mayBeAnyRefusal(code) || mayBeHeaders) && scene.mayRefuseMore() {
		return scene.askForLess(request)
	}
	if code == AllowOriginMissing || code == AllowOriginOther {
		return scene.compareOrigin(code, request)
	}
	return request, ""
}

// askForLess asks for no more than any page may do without asking, and, if
// that passes, for all but the headers.
func (scene *scene) askForLess(request fetchspec.HTTPRequest) (fetchspec.HTTPRequest, string) {
	request.HeaderList.Delete("Access-Control-Request-Headers")
	if plain := scene.probedHere(purposePlainPreflight); plain == nil {
		request.HeaderList.Set("Access-Control-Request-Method", "GET")
		return request, purposePlainPreflight
	} else if scene.allowsOrigin(plain) && !scene.asksForGET() && len(scene.askedNames()) > 0 {
		return request, purposeWithoutHeaders
	}
	return request, ""
}

// compareOrigin asks past a cache where one answered, else as another origin.
func (scene *scene) compareOrigin(code Code, request fetchspec.HTTPRequest) (fetchspec.HTTPRequest, string) {
	if cacheHit(scene.answer()) != "" && !scene.isPreflight() {
		request.URL = withQuery(request.URL, "corsplain-past-the-cache="+scene.record.stamp())
		return request, purposeFreshCopy
	}
	if code != AllowOriginOther {
		return request, ""
	}
	request.HeaderList.Set("Origin", otherOrigin)
	stripLogin(&request)
	return request, purposeOtherOrigin
}

// stripLogin leaves out what no other origin would have.
func stripLogin(request *fetchspec.HTTPRequest) {
	request.HeaderList.Delete("Cookie")
	request.HeaderList.Delete("Authorization")
	request.HeaderList.Delete("Referer")
	request.IncludeCredentials = false
}

// addLogin gives a preflight the login that the request itself would carry to
// the same address, and reports whether there is one.
func (scene *scene) addLogin(request *fetchspec.HTTPRequest) bool {
	asking := scene.request()
	if asking == nil {
		return false
	}
	if value, present := asking.HeaderList.Get("Authorization"); present {
		request.HeaderList.Append("Authorization", value)
		return true
	}
	if !scene.withCredentials() {
		return false
	}
	store := fetchspec.NewCookieStore(scene.record.start.Cookies)
	value, _ := store.AppendRequestCookieHeader(asking, scene.record.start.Time, &scene.record.start.Engine)
	if value == "" {
		return false
	}
	request.HeaderList.Append("Cookie", value)
	request.IncludeCredentials = true
	return true
}
