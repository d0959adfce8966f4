package fetchspec

// httpFetch asks first where it must, fetches, and applies the CORS check.
// There are no service workers here: step 3 finds none.
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (fetch *fetchParams) httpFetch(makeCORSPreflight bool) *Response {
	request := fetch.request
	if makeCORSPreflight {
		if response := fetch.preflightIfNeeded(); response != nil {
			return response
		}
	}
	response := fetch.httpNetworkOrCacheFetch(freshConnectionNotNeeded)
	if response.IsNetworkError() {
		return response
	}
	if failed := fetch.checkCORS(response); failed != nil {
		return refuse(response, failed)
	}
	fetch.keepInCache()
	if TAOCheck(request, response) != nil {
		request.TimingAllowFailed = true
	}
	if request.ResponseTainting == TaintingOpaque {
		failed := CrossOriginResourcePolicyCheck(request.Origin, request.Client, request.Destination, response)
		passed := Step{"cross-origin resource policy check", "5"}
		if failed = fetch.check(response.Exchange, passed, "Cross-Origin-Resource-Policy", failed); failed != nil {
			failed.Within = Step{"HTTP fetch", "5"}
			return refuse(response, failed)
		}
	}
	if !IsRedirectStatus(response.Status) {
		return response
	}
	return fetch.redirected(response)
}

// preflightIfNeeded is step 4.1: it asks the cache, then the server. It
// returns nil to go on.
func (fetch *fetchParams) preflightIfNeeded() *Response {
	fetch.preflighted = true
	if fetch.preflightCached() {
		fetch.decide("HTTP fetch", "4.1", fetch.request.CurrentURL().String(), "cached")
		return nil
	}
	fetch.decide("HTTP fetch", "4.1", fetch.request.CurrentURL().String(), "preflight")
	if preflightResponse := fetch.corsPreflightFetch(); preflightResponse.IsNetworkError() {
		return preflightResponse
	}
	return nil
}

// preflightCached reports whether both conditions of step 4.1 are false: the
// method and each unsafe header name have a cache entry or need none. Where
// neither asks for anything, an engine preflights out of habit, and no entry
// stands for that.
func (fetch *fetchParams) preflightCached() bool {
	request, engine := fetch.request, &fetch.ua.Engine
	// Departure: Blink asks again where the request is to bypass caches.
	if engine.CacheModeBypassesPreflightCache && (request.CacheMode == CacheNoStore || request.CacheMode == CacheReload) {
		return false
	}
	match := fetch.ua.PreflightCache.match(request, fetch.ua.Now(), engine)
	methodAsks := !IsCORSSafelistedMethod(request.Method) || request.UseCORSPreflight
	if _, found := match.method(request.Method); methodAsks && !found {
		return false
	}
	unsafeNames := CORSUnsafeRequestHeaderNames(request.HeaderList, engine)
	for _, name := range unsafeNames {
		if _, found := match.headerName(name); !found {
			return false
		}
	}
	return methodAsks || len(unsafeNames) > 0
}

// checkCORS is step 4.4.
func (fetch *fetchParams) checkCORS(response *Response) *Failure {
	if fetch.request.ResponseTainting != TaintingCORS {
		return nil
	}
	failed := fetch.corsCheck(response)
	if failed != nil {
		failed.Within = Step{"HTTP fetch", "4.4"}
	}
	return failed
}

// redirected is step 6.3.
func (fetch *fetchParams) redirected(response *Response) *Response {
	switch fetch.request.RedirectMode {
	case RedirectError:
		// Departure: to Blink and WebKit a 30x that leads nowhere is no redirect.
		if fetch.ua.Engine.RedirectErrorNeedsLocation && !response.HeaderList.Contains("Location") {
			return response
		}
		return refuse(response, failure("HTTP fetch", "6.3[1].1", response.URL().String(), response.Exchange))
	case RedirectManual:
		return OpaqueRedirectFilteredResponse(response)
	}
	return fetch.httpRedirectFetch(response)
}
