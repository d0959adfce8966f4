package fetchspec

// AppendOriginHeader appends a request Origin header where the request is a
// CORS request, or one that may change something. A nil engine is the
// Standard.
//
// https://fetch.spec.whatwg.org/#append-a-request-origin-header
func AppendOriginHeader(request *Request, engine *Engine) {
	engine = engine.orStandard()
	serializedOrigin := request.SerializedOrigin()
	switch {
	case request.ResponseTainting == TaintingCORS:
	case request.Method != "GET" && request.Method != "HEAD":
		if request.Mode != ModeCORS {
			serializedOrigin = originByReferrerPolicy(request, serializedOrigin, engine)
		}
	case engine.sendsOriginAnyway(request):
	default:
		return
	}
	request.HeaderList.Append("Origin", serializedOrigin)
}

// sendsOriginAnyway reports whether the engine sends Origin with a GET or HEAD
// that is no CORS request. Departure: Blink and WebKit do so for elements with
// a crossorigin attribute, WebKit also for what a redirect within an origin
// made a GET.
func (engine *Engine) sendsOriginAnyway(request *Request) bool {
	if request.Mode == ModeCORS && request.Destination != "" && engine.SameOriginElementsSendOrigin {
		return true
	}
	return engine.SameOriginKeepsOriginHeader && request.MethodRewritten && !crossedOrigins(request)
}

// originByReferrerPolicy is step 4.1: the Origin of a request that did not
// agree to CORS tells no more than its Referer would.
func originByReferrerPolicy(request *Request, serializedOrigin string, engine *Engine) string {
	// Departure: Blink goes by redirects alone, of which one to another origin
	// is enough.
	if engine.OriginIgnoresReferrerPolicy {
		if crossedOrigins(request) {
			return "null"
		}
		return request.Origin.String()
	}
	withheld := false
	switch request.ReferrerPolicy {
	case ReferrerPolicyNoReferrer:
		withheld = true
	case ReferrerPolicyNoReferrerWhenDowngrade, ReferrerPolicyStrictOrigin, ReferrerPolicyStrictOriginWhenCrossOrigin:
		withheld = request.Origin.Scheme == "https" && request.CurrentURL().Scheme() != "https"
	case ReferrerPolicySameOrigin:
		withheld = !request.Origin.SameOrigin(request.CurrentURL().Origin())
	}
	if withheld {
		return "null"
	}
	return serializedOrigin
}

// crossedOrigins reports whether a redirect led from one origin to another.
func crossedOrigins(request *Request) bool {
	for i := 1; i < len(request.URLList); i++ {
		if !request.URLList[i].Origin().SameOrigin(request.URLList[i-1].Origin()) {
			return true
		}
	}
	return false
}
