package fetchspec

import "strconv"

// keepaliveLimit is how many bytes keepalive requests may have under way.
const keepaliveLimit = 64 << 10

// connectionChoice is HTTP-network-or-cache fetch's isNewConnectionFetch.
type connectionChoice bool

const (
	freshConnectionNotNeeded connectionChoice = false
	freshConnection          connectionChoice = true
)

// httpNetworkOrCacheFetch completes the request's headers, and answers it from
// the HTTP cache or the network.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (fetch *fetchParams) httpNetworkOrCacheFetch(choice connectionChoice) *Response {
	httpRequest := fetch.request.Clone()
	includeCredentials := fetch.includeCredentials()
	if failed := fetch.appendContentLength(httpRequest); failed != nil {
		return NetworkError(failed)
	}
	fetch.appendOwnHeaders(httpRequest)
	cookies := fetch.appendCookies(httpRequest, includeCredentials)

	cached := fetch.lookInCache(httpRequest)
	response := cached.response
	if response == nil {
		// Departure: WebKit goes to the network for "only-if-cached" too.
		if httpRequest.CacheMode == CacheOnlyIfCached && !fetch.ua.Engine.IgnoresOnlyIfCached {
			return fetch.refused(failure("HTTP-network-or-cache fetch", "11.1", httpRequest.CurrentURL().String(), -1))
		}
		response = fetch.forward(httpRequest, includeCredentials, choice, cookies)
		if response.IsNetworkError() {
			return response
		}
		response = fetch.updateCache(httpRequest, cached, response)
	}
	response.URLList = append([]*URL(nil), httpRequest.URLList...)
	if httpRequest.HeaderList.Contains("Range") {
		response.RangeRequested = true
	}
	response.RequestIncludesCredentials = includeCredentials
	return fetch.retried(response, choice)
}

// retried is steps 15 to 17. Step 15 prompts a user for a password: there is
// no user here, so a 401 stands, as it does once the prompt is dismissed.
// Departure: nor are the user name and password of an XMLHttpRequest's URL
// tried (step 15.4).
func (fetch *fetchParams) retried(response *Response, choice connectionChoice) *Response {
	if response.Status == 407 {
		return refuse(response, failure("HTTP-network-or-cache fetch", "16.1", "407", response.Exchange))
	}
	resendable := fetch.request.Body == nil || !fetch.request.Body.Stream
	if response.Status == 421 && choice == freshConnectionNotNeeded && resendable {
		fetch.decide("HTTP-network-or-cache fetch", "17", "421", "retried")
		return fetch.httpNetworkOrCacheFetch(freshConnection)
	}
	return response
}

// includeCredentials is steps 8.3 and 8.4.
func (fetch *fetchParams) includeCredentials() bool {
	return fetch.credentialsModeIncludes() && embedderPolicyAllowsCredentials(fetch.request)
}

func (fetch *fetchParams) credentialsModeIncludes() bool {
	request := fetch.request
	switch request.CredentialsMode {
	case CredentialsInclude:
		return true
	case CredentialsSameOrigin:
		// Departure: WebKit goes by where a no-cors fetch began.
		if fetch.ua.Engine.NoCORSRedirectKeepsCredentials && request.Mode == ModeNoCORS {
			return request.Origin.SameOrigin(request.URL().Origin())
		}
		return request.ResponseTainting == TaintingBasic
	}
	return false
}

// embedderPolicyAllowsCredentials is Cross-Origin-Embedder-Policy allows
// credentials.
//
// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
func embedderPolicyAllowsCredentials(request *Request) bool {
	if request.Mode != ModeNoCORS || request.Client == nil {
		return true
	}
	if request.Client.EmbedderPolicy != EmbedderPolicyCredentialless {
		return true
	}
	return request.Origin.SameOrigin(request.CurrentURL().Origin()) && request.RedirectTaint() == RedirectTaintSameOrigin
}

// appendContentLength is steps 8.5 to 8.10.
func (fetch *fetchParams) appendContentLength(httpRequest *Request) *Failure {
	body := httpRequest.Body
	if body == nil {
		if httpRequest.Method == "POST" || httpRequest.Method == "PUT" {
			httpRequest.HeaderList.Append("Content-Length", "0")
		}
		return nil
	}
	if body.Stream {
		return nil
	}
	httpRequest.HeaderList.Append("Content-Length", strconv.Itoa(len(body.Bytes)))
	if httpRequest.Keepalive && len(body.Bytes) > keepaliveLimit {
		return failure("HTTP-network-or-cache fetch", "8.10.5", strconv.Itoa(len(body.Bytes)), len(fetch.trace.Exchanges)-1)
	}
	return nil
}

// appendOwnHeaders is steps 8.11 to 8.20: what the browser itself adds.
func (fetch *fetchParams) appendOwnHeaders(httpRequest *Request) {
	headers := &httpRequest.HeaderList
	if httpRequest.Referrer.URL != nil {
		headers.Append("Referer", httpRequest.Referrer.URL.String())
	}
	fetch.appendOrigin(httpRequest)
	AppendFetchMetadataHeaders(httpRequest)
	if !headers.Contains("User-Agent") && fetch.ua.Profile.UserAgent != "" {
		headers.Append("User-Agent", fetch.ua.Profile.UserAgent)
	}
	appendCacheHeaders(httpRequest)
	if headers.Contains("Range") {
		headers.Append("Accept-Encoding", "identity")
	}
	fetch.modifyPerHTTP(httpRequest)
}

// appendOrigin is step 8.12.
func (fetch *fetchParams) appendOrigin(httpRequest *Request) {
	if fetch.serializedOrigin != "" {
		httpRequest.HeaderList.Append("Origin", fetch.serializedOrigin)
		return
	}
	AppendOriginHeader(httpRequest, &fetch.ua.Engine)
}

// appendCacheHeaders is steps 8.16 to 8.18.
func appendCacheHeaders(httpRequest *Request) {
	headers := &httpRequest.HeaderList
	if httpRequest.CacheMode == CacheDefault && hasConditionalHeader(*headers) {
		httpRequest.CacheMode = CacheNoStore
	}
	switch httpRequest.CacheMode {
	case CacheNoCache:
		appendMissing(headers, "Cache-Control", "max-age=0")
	case CacheNoStore, CacheReload:
		appendMissing(headers, "Pragma", "no-cache")
		appendMissing(headers, "Cache-Control", "no-cache")
	}
}

func hasConditionalHeader(list HeaderList) bool {
	for _, name := range [...]string{"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"} {
		if list.Contains(name) {
			return true
		}
	}
	return false
}

func appendMissing(list *HeaderList, name, value string) {
	if !list.Contains(name) {
		list.Append(name, value)
	}
}

// modifyPerHTTP is step 8.20. Host goes first, as every browser sends it.
func (fetch *fetchParams) modifyPerHTTP(httpRequest *Request) {
	url := httpRequest.CurrentURL()
	headers := HeaderList{{"Host", url.HostPort()}, {"Connection", "keep-alive"}}
	headers = append(headers, httpRequest.HeaderList...)
	if encoding := acceptEncoding(fetch.ua.Profile, url); encoding != "" {
		appendMissing(&headers, "Accept-Encoding", encoding)
	}
	httpRequest.HeaderList = headers
}

// acceptEncoding is the profile's for potentially trustworthy URLs; browsers
// leave br and zstd out over plain http, where proxies have broken them.
func acceptEncoding(profile Profile, url *URL) string {
	if url.Scheme() == "https" {
		return profile.AcceptEncoding
	}
	if profile.AcceptEncoding == "" {
		return ""
	}
	return "gzip, deflate"
}

// appendCookies is step 8.21's first part, and tells what became of each
// cookie that matched. Authentication entries (its second part) come from
// prompts, of which there are none.
func (fetch *fetchParams) appendCookies(httpRequest *Request, includeCredentials bool) []CookieDecision {
	store := fetch.ua.Cookies
	if store == nil || !httpRequest.CurrentURL().IsHTTP() {
		return nil
	}
	value, decisions := store.AppendRequestCookieHeader(httpRequest, fetch.ua.Now(), &fetch.ua.Engine)
	if !includeCredentials {
		for i := range decisions {
			decisions[i].Reason = CookieCredentialsOmitted
		}
		return decisions
	}
	if value != "" {
		httpRequest.HeaderList.Append("Cookie", value)
	}
	return decisions
}
