package fetchspec

import (
	"slices"
	"strings"
)

// corsPreflightFetch asks the server whether the request may be made, and
// keeps its answer in the CORS-preflight cache.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (fetch *fetchParams) corsPreflightFetch() *Response {
	asking := fetch.preflightParams()
	response := asking.httpNetworkOrCacheFetch(freshConnectionNotNeeded)
	if response.IsNetworkError() {
		return response
	}
	if failed := fetch.preflightRefused(asking, response); failed != nil {
		return refuse(response, failed)
	}
	lists, failed := fetch.preflightLists(response)
	if failed == nil {
		failed = fetch.preflightLacks(lists)
	}
	if failed = fetch.check(response.Exchange, Step{"CORS-preflight fetch", "7.16"}, lists.subject(fetch.request), failed); failed != nil {
		return refuse(response, failed)
	}
	fetch.cachePreflight(lists, response)
	return response
}

// preflightParams is steps 1 to 5: fetch params for the preflight, which
// share this fetch's trace.
func (fetch *fetchParams) preflightParams() *fetchParams {
	request := fetch.request
	preflight := &Request{
		Method:           "OPTIONS",
		URLList:          append([]*URL(nil), request.URLList...),
		InitiatorType:    request.InitiatorType,
		Destination:      request.Destination,
		Client:           request.Client,
		Origin:           request.Origin,
		Referrer:         request.Referrer,
		ReferrerPolicy:   request.ReferrerPolicy,
		Mode:             ModeCORS,
		CredentialsMode:  CredentialsSameOrigin,
		CacheMode:        CacheDefault,
		RedirectMode:     RedirectFollow,
		ResponseTainting: TaintingCORS,
	}
	preflight.HeaderList.Append("Accept", "*/*")
	preflight.HeaderList.Append("Access-Control-Request-Method", request.Method)
	if names := fetch.requestedHeaderNames(); len(names) > 0 {
		preflight.HeaderList.Append("Access-Control-Request-Headers", strings.Join(names, ","))
	}
	asking := *fetch
	asking.request = preflight
	asking.kind = ExchangePreflight
	// Departure: Gecko names the page's origin here even after a redirect that
	// makes it null in the request itself.
	if fetch.ua.Engine.PreflightOriginIgnoresTaint {
		asking.serializedOrigin = request.Origin.String()
	}
	return &asking
}

// requestedHeaderNames is step 4.
func (fetch *fetchParams) requestedHeaderNames() []string {
	list := fetch.request.HeaderList
	// Departure: WebKit asks about the headers that the request began with.
	if fetch.ua.Engine.PreflightStickyOriginalHeaders && fetch.hop > 0 {
		list = fetch.startHeaders
	}
	return CORSUnsafeRequestHeaderNames(list, &fetch.ua.Engine)
}

// preflightRefused is step 7's condition. The check is made with the request,
// not the preflight, so that its credentials mode counts.
func (fetch *fetchParams) preflightRefused(asking *fetchParams, response *Response) *Failure {
	notOK := func() *Failure {
		if IsOKStatus(response.Status) {
			return nil
		}
		failed := failure("CORS-preflight fetch", "8", "status", response.Exchange)
		failed.Within = Step{"CORS-preflight fetch", "7"}
		return fetch.check(response.Exchange, Step{}, "status", failed)
	}
	// Departure: WebKit looks at the status first.
	if fetch.ua.Engine.StatusBeforeCORSCheck {
		if failed := notOK(); failed != nil {
			return failed
		}
	}
	checking := *fetch
	checking.kind, checking.serializedOrigin = asking.kind, asking.serializedOrigin
	// Departure: to Gecko a preflight at the page's own origin is same-origin,
	// and there is nothing to check.
	if asking.serializedOrigin != "" && fetch.request.Origin.SameOrigin(fetch.request.CurrentURL().Origin()) {
		return notOK()
	}
	if failed := checking.corsCheck(response); failed != nil {
		failed.Within = Step{"CORS-preflight fetch", "7"}
		return failed
	}
	return notOK()
}

// preflightLists are the parsed lists of a preflight's answer.
type preflightLists struct {
	methods     HeaderValues
	headerNames HeaderValues
}

// subject is the header that a passed preflight turned on.
func (lists preflightLists) subject(request *Request) string {
	if !IsCORSSafelistedMethod(request.Method) {
		return "Access-Control-Allow-Methods"
	}
	return "Access-Control-Allow-Headers"
}

// preflightLists is steps 7.1 to 7.4.
func (fetch *fetchParams) preflightLists(response *Response) (preflightLists, *Failure) {
	lists := preflightLists{
		methods:     ExtractHeaderListValues("Access-Control-Allow-Methods", response.HeaderList),
		headerNames: ExtractHeaderListValues("Access-Control-Allow-Headers", response.HeaderList),
	}
	if lists.methods.Failed {
		return lists, failure("CORS-preflight fetch", "7.3", "Access-Control-Allow-Methods", response.Exchange)
	}
	if lists.headerNames.Failed {
		return lists, failure("CORS-preflight fetch", "7.3", "Access-Control-Allow-Headers", response.Exchange)
	}
	if !lists.methods.Present && fetch.request.UseCORSPreflight {
		lists.methods = HeaderValues{Present: true, Values: []string{fetch.request.Method}}
	}
	return lists, nil
}

// preflightLacks is steps 7.5 to 7.7.
func (fetch *fetchParams) preflightLacks(lists preflightLists) *Failure {
	request := fetch.request
	wildcard := request.CredentialsMode != CredentialsInclude
	exchange := len(fetch.trace.Exchanges) - 1
	methods, headerNames := lists.methods.Values, lists.headerNames.Values
	if !slices.Contains(methods, request.Method) && !IsCORSSafelistedMethod(request.Method) &&
		!(wildcard && slices.Contains(methods, "*")) {
		return failure("CORS-preflight fetch", "7.5", request.Method, exchange)
	}
	covered := wildcard && slices.Contains(headerNames, "*")
	// Departure: to every engine * covers Authorization as well.
	if !(covered && fetch.ua.Engine.AuthorizationCoveredByWildcard) {
		for _, header := range request.HeaderList {
			if IsCORSNonWildcardRequestHeaderName(header.Name) && !containsFoldASCII(headerNames, header.Name) {
				return failure("CORS-preflight fetch", "7.6", header.Name, exchange)
			}
		}
	}
	if covered {
		return nil
	}
	for _, name := range fetch.requestedHeaderNames() {
		if !containsFoldASCII(headerNames, name) {
			return failure("CORS-preflight fetch", "7.7", name, exchange)
		}
	}
	return nil
}

// cachePreflight is steps 7.8 to 7.15.
func (fetch *fetchParams) cachePreflight(lists preflightLists, response *Response) {
	cache := fetch.ua.PreflightCache
	if cache == nil {
		return
	}
	cache.store(fetch.request, EffectiveMaxAge(response.HeaderList, &fetch.ua.Engine),
		lists.methods.Values, lists.headerNames.Values, fetch.ua.Now(), &fetch.ua.Engine)
}

// defaultMaxAge is the seconds that an answer without a usable
// Access-Control-Max-Age is kept: step 7.9.
const defaultMaxAge = 5

// EffectiveMaxAge is how many seconds engine keeps a preflight's answer: steps
// 7.8 to 7.10.
func EffectiveMaxAge(list HeaderList, engine *Engine) int64 {
	seconds, present, ok := ExtractMaxAge(list)
	if !present || !ok {
		seconds = defaultMaxAge
		if present && unparsedMaxAgeIsZero(list, engine) {
			seconds = 0
		}
	}
	if limit := int64(engine.MaxAgeLimit); limit > 0 && seconds > limit {
		return limit
	}
	return seconds
}

// unparsedMaxAgeIsZero reports whether a value that is no number of seconds
// means none. Departure: it does in Gecko, and "-1" in every engine.
func unparsedMaxAgeIsZero(list HeaderList, engine *Engine) bool {
	if engine.InvalidMaxAgeNotCached {
		return true
	}
	value, _ := list.Get("Access-Control-Max-Age")
	return engine.NegativeMaxAgeNotCached && strings.HasPrefix(value, "-")
}
