package fetchspec

// redirectLimit is how many redirects a fetch follows.
const redirectLimit = 20

// httpRedirectFetch follows a redirect, if that is allowed.
//
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
func (fetch *fetchParams) httpRedirectFetch(response *Response) *Response {
	request := fetch.request
	location, found := LocationURL(response, request.CurrentURL(), &fetch.ua.Engine)
	if !found {
		return response
	}
	if failed := fetch.refuseRedirect(response, location); failed != nil {
		return refuse(response, failed)
	}
	request.RedirectCount++
	fetch.rewriteMethod(response, location.URL)
	fetch.dropAuthorization(location.URL)
	// Steps 15 to 17 keep timings, which nothing here reads.
	request.URLList = append(request.URLList, location.URL)
	fetch.hop++
	if request.SerializedOrigin() == "null" && !request.Origin.IsOpaque() {
		fetch.decide("HTTP-redirect fetch", "18", location.URL.String(), "origin tainted")
	}
	SetRequestsReferrerPolicyOnRedirect(request, response)
	return fetch.recursiveMainFetch()
}

// refuseRedirect is steps 5 to 11.
func (fetch *fetchParams) refuseRedirect(response *Response, location Location) *Failure {
	request := fetch.request
	exchange := response.Exchange
	if location.Failed {
		return failure("HTTP-redirect fetch", "5", location.Value, exchange)
	}
	url := location.URL
	if !url.IsHTTP() {
		return failure("HTTP-redirect fetch", "6", url.String(), exchange)
	}
	if request.RedirectCount >= redirectLimit {
		return failure("HTTP-redirect fetch", "7", url.String(), exchange)
	}
	if !url.IncludesCredentials() {
		return fetch.refuseStream(response)
	}
	if request.Mode == ModeCORS && !request.Origin.SameOrigin(url.Origin()) {
		return failure("HTTP-redirect fetch", "9", url.String(), exchange)
	}
	if request.ResponseTainting == TaintingCORS {
		return failure("HTTP-redirect fetch", "10", url.String(), exchange)
	}
	// Departure: Blink refuses credentials in a redirect in every mode.
	if fetch.ua.Engine.RedirectCredentialsAlwaysFail && request.Mode != ModeNavigate {
		failed := failure("HTTP-redirect fetch", "9", url.String(), exchange)
		failed.Departure = "RedirectCredentialsAlwaysFail"
		return failed
	}
	return fetch.refuseStream(response)
}

// refuseStream is step 11.
func (fetch *fetchParams) refuseStream(response *Response) *Failure {
	body := fetch.request.Body
	if response.Status != 303 && body != nil && body.Stream {
		return failure("HTTP-redirect fetch", "11", "body", response.Exchange)
	}
	return nil
}

// rewriteMethod is step 12.
func (fetch *fetchParams) rewriteMethod(response *Response, location *URL) {
	request := fetch.request
	crossOrigin := !request.CurrentURL().Origin().SameOrigin(location.Origin())
	toGet := (response.Status == 301 || response.Status == 302) && request.Method == "POST" ||
		response.Status == 303 && request.Method != "GET" && request.Method != "HEAD"
	// Departure: WebKit makes DELETE a GET at another origin, whatever the
	// status.
	if fetch.ua.Engine.CrossOriginRedirectMakesDeleteGet && crossOrigin && request.Method == "DELETE" {
		toGet = true
	}
	if !toGet {
		return
	}
	fetch.decide("HTTP-redirect fetch", "12", request.Method, "method rewritten")
	request.Method = "GET"
	request.MethodRewritten = true
	request.Body = nil
	for _, name := range requestBodyHeaderNames() {
		request.HeaderList.Delete(name)
	}
}

// dropAuthorization is step 13. Departure: Gecko puts the author's header back
// at the next redirect that stays within an origin.
func (fetch *fetchParams) dropAuthorization(location *URL) {
	request := fetch.request
	if !request.CurrentURL().Origin().SameOrigin(location.Origin()) {
		if request.HeaderList.Contains("Authorization") {
			fetch.decide("HTTP-redirect fetch", "13", "Authorization", "dropped")
			request.HeaderList.Delete("Authorization")
		}
		return
	}
	if !fetch.ua.Engine.AuthorHeadersReturn || request.HeaderList.Contains("Authorization") {
		return
	}
	if value, had := fetch.startHeaders.Get("Authorization"); had {
		request.HeaderList.Append("Authorization", value)
	}
}
