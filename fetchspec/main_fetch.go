package fetchspec

import "slices"

// mainFetch decides by the request's mode and URL how it may be fetched, and
// filters what comes back.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (fetch *fetchParams) mainFetch() *Response {
	response := fetch.beforeNetwork()
	if response == nil {
		response = fetch.dispatch()
	}
	return fetch.afterNetwork(response)
}

// recursiveMainFetch is main fetch with recursive set, as HTTP-redirect fetch
// runs it: the filtering is left to the outermost call.
func (fetch *fetchParams) recursiveMainFetch() *Response {
	if response := fetch.beforeNetwork(); response != nil {
		return response
	}
	return fetch.dispatch()
}

// beforeNetwork is steps 3 to 10: what can be refused, or has to be changed,
// before anything is sent. Content Security Policy and Integrity Policy belong
// to the page's own document, which is not at hand; HSTS needs a list that is
// not kept.
func (fetch *fetchParams) beforeNetwork() *Response {
	request := fetch.request
	if request.LocalURLsOnly && !request.CurrentURL().IsLocal() {
		return fetch.refused(failure("main fetch", "3", request.CurrentURL().String(), -1))
	}
	if UpgradeMixedContentRequest(request) {
		fetch.decide("main fetch", "6", request.CurrentURL().String(), "upgraded")
	}
	if BlockBadPort(request) {
		return fetch.refused(failure("main fetch", "7", "bad port", -1))
	}
	if BlockMixedContentRequest(request) {
		return fetch.refused(failure("main fetch", "7", "mixed content", -1))
	}
	if request.ReferrerPolicy == "" && request.Client != nil {
		request.ReferrerPolicy = request.Client.ReferrerPolicy
	}
	if request.ReferrerPolicy == "" {
		request.ReferrerPolicy = DefaultReferrerPolicy
	}
	if request.Referrer.Keyword != ReferrerNone {
		request.Referrer = DetermineRequestsReferrer(request, &fetch.ua.Engine)
	}
	return nil
}

// refused is a network error for what no exchange of this hop caused: on a
// redirect it points at the exchange that led there.
func (fetch *fetchParams) refused(failed *Failure) *Response {
	failed.Exchange = len(fetch.trace.Exchanges) - 1
	return NetworkError(failed)
}

// dispatch is step 12: the first statement that matches says how to fetch.
func (fetch *fetchParams) dispatch() *Response {
	request := fetch.request
	url := request.CurrentURL()
	switch {
	case url.Origin().SameOrigin(request.Origin) && request.ResponseTainting == TaintingBasic,
		url.Scheme() == "data",
		request.Mode == ModeNavigate:
		request.ResponseTainting = TaintingBasic
		return fetch.schemeFetch()
	case request.Mode == ModeSameOrigin:
		return fetch.refused(failure("main fetch", "12[3]", url.String(), -1))
	case request.Mode == ModeNoCORS:
		if request.RedirectMode != RedirectFollow {
			return fetch.refused(failure("main fetch", "12[4].1", string(request.RedirectMode), -1))
		}
		request.ResponseTainting = TaintingOpaque
		return fetch.schemeFetch()
	case !url.IsHTTP():
		return fetch.refused(failure("main fetch", "12[5]", url.String(), -1))
	case fetch.needsPreflight():
		request.ResponseTainting = TaintingCORS
		return fetch.fetchWithPreflight()
	default:
		request.ResponseTainting = TaintingCORS
		return fetch.httpFetch(false)
	}
}

// needsPreflight reports whether this hop is preflighted. Departure: Gecko and
// WebKit preflight every hop of a request that was preflighted once, or that
// began with unsafe headers.
func (fetch *fetchParams) needsPreflight() bool {
	return fetch.asksForPreflight() || fetch.ua.Engine.PreflightSticky && fetch.preflighted
}

// asksForPreflight is the condition of step 12's preflight statement.
func (fetch *fetchParams) asksForPreflight() bool {
	request := fetch.request
	return request.UseCORSPreflight || request.UnsafeRequest && (!IsCORSSafelistedMethod(request.Method) ||
		len(CORSUnsafeRequestHeaderNames(request.HeaderList, &fetch.ua.Engine)) > 0)
}

// fetchWithPreflight is step 12's preflight statement.
func (fetch *fetchParams) fetchWithPreflight() *Response {
	response := fetch.httpFetch(true)
	// Redirects have added to the URL list by now: "using request" clears what
	// was kept of the URL that the fetch ended at.
	// Departure: Blink and WebKit leave the cache alone.
	if response.IsNetworkError() && !fetch.ua.Engine.CacheKeepsOnFailure && fetch.ua.PreflightCache != nil {
		if fetch.ua.PreflightCache.clear(fetch.request) {
			fetch.decide("main fetch", "12[6].3", fetch.request.CurrentURL().String(), "cache cleared")
		}
	}
	return response
}

// afterNetwork is steps 14 to 24: filtering, and what is refused once the
// response is there.
func (fetch *fetchParams) afterNetwork(response *Response) *Response {
	request := fetch.request
	if !response.IsNetworkError() && response.InternalResponse == nil {
		response = fetch.filter(response)
	}
	internal := response.Unfiltered()
	if len(internal.URLList) == 0 {
		internal.URLList = append([]*URL(nil), request.URLList...)
	}
	internal.RedirectTaint = request.RedirectTaint()
	internal.TimingAllowPassed = !request.TimingAllowFailed
	if response.IsNetworkError() {
		return response
	}
	if failed := fetch.blockedResponse(internal); failed != nil {
		return refuse(response, failed)
	}
	if response.Type == ResponseOpaque && IsRangeStatus(internal.Status) &&
		internal.RangeRequested && !request.HeaderList.Contains("Range") {
		return refuse(response, failure("main fetch", "21", "Range", internal.Exchange))
	}
	if request.Method == "HEAD" || request.Method == "CONNECT" || IsNullBodyStatus(internal.Status) {
		internal.Body = nil
		if response.Type == ResponseBasic || response.Type == ResponseCORS {
			response.Body = nil
		}
	}
	if request.IntegrityMetadata == "" {
		return response
	}
	return fetch.checkIntegrity(response)
}

// filter is step 14.
func (fetch *fetchParams) filter(response *Response) *Response {
	if fetch.request.ResponseTainting == TaintingCORS {
		fetch.exposeHeaders(response)
	}
	switch fetch.request.ResponseTainting {
	case TaintingCORS:
		return CORSFilteredResponse(response)
	case TaintingOpaque:
		return OpaqueFilteredResponse(response)
	}
	return BasicFilteredResponse(response)
}

// exposeHeaders is step 14.1. A failure exposes nothing, as an empty list
// does.
func (fetch *fetchParams) exposeHeaders(response *Response) {
	names := ExtractHeaderListValues("Access-Control-Expose-Headers", response.HeaderList)
	if fetch.request.CredentialsMode != CredentialsInclude && slices.Contains(names.Values, "*") {
		response.CORSExposedHeaderNameList = uniqueNames(response.HeaderList)
		return
	}
	response.CORSExposedHeaderNameList = names.Values
}

// blockedResponse is step 20.
func (fetch *fetchParams) blockedResponse(internal *Response) *Failure {
	switch {
	case BlockMixedContentResponse(fetch.request, internal):
		return failure("main fetch", "20", "mixed content", internal.Exchange)
	case BlockDueToMIMEType(fetch.request, internal):
		return failure("main fetch", "20", "MIME type", internal.Exchange)
	case BlockDueToNosniff(fetch.request, internal):
		return failure("main fetch", "20", "nosniff", internal.Exchange)
	}
	return nil
}

// checkIntegrity is step 23. A body that broke off, or that is longer than
// what any Exchanger keeps, cannot be shown to match.
func (fetch *fetchParams) checkIntegrity(response *Response) *Response {
	metadata := fetch.request.IntegrityMetadata
	if response.Body == nil {
		return refuse(response, failure("main fetch", "23.2", metadata, response.Exchange))
	}
	if response.Body.Err != nil {
		return refuse(response, failure("main fetch", "23.4", metadata, response.Exchange))
	}
	if !BytesMatchIntegrityMetadata(response.Body.Bytes, metadata) {
		return refuse(response, failure("main fetch", "23.3.1", metadata, response.Exchange))
	}
	return response
}

func uniqueNames(list HeaderList) []string {
	var names []string
	seen := newNameSet(nil)
	for _, header := range list {
		if seen.add(header.Name) {
			names = append(names, header.Name)
		}
	}
	return names
}

func containsFoldASCII(list []string, item string) bool {
	for _, candidate := range list {
		if equalFoldASCII(candidate, item) {
			return true
		}
	}
	return false
}
