package fetchspec

import "errors"

// forward is HTTP-network fetch: it makes the exchange and records it.
//
// https://fetch.spec.whatwg.org/#concept-http-network-fetch
func (fetch *fetchParams) forward(httpRequest *Request, includeCredentials bool, choice connectionChoice, cookies []CookieDecision) *Response {
	wire := HTTPRequest{
		Kind:               fetch.kind,
		Hop:                fetch.hop,
		Method:             httpRequest.Method,
		URL:                httpRequest.CurrentURL(),
		HeaderList:         HeadersOnTheWire(httpRequest, &fetch.ua.Engine),
		Body:               httpRequest.Body,
		IncludeCredentials: includeCredentials,
		PartitionKey:       NetworkPartitionKey(httpRequest),
		NewConnection:      choice == freshConnection,
		WholeBody:          fetch.request.IntegrityMetadata != "",
		BodyTimeout:        fetch.ua.BodyTimeout,
	}
	index := len(fetch.trace.Exchanges)
	fetch.trace.Exchanges = append(fetch.trace.Exchanges, Exchange{
		Kind:               fetch.kind,
		Hop:                fetch.hop,
		Request:            wire,
		IncludeCredentials: includeCredentials,
		Cookies:            cookies,
		Tainting:           fetch.request.ResponseTainting,
		SerializedOrigin:   fetch.request.SerializedOrigin(),
		CredentialsMode:    fetch.request.CredentialsMode,
	})
	received, err := fetch.ua.Network.Exchange(fetch.ctx, &wire)
	exchange := &fetch.trace.Exchanges[index]
	if err != nil {
		return fetch.exchangeFailed(exchange, index, err)
	}
	exchange.Response = received
	if received.SentHeaders != nil {
		exchange.Request.HeaderList = received.SentHeaders
	}
	exchange.SetCookies = fetch.setCookies(httpRequest, received.HeaderList.Values("Set-Cookie"), includeCredentials)
	response := responseFrom(received, index)
	if fetch.ua.Engine.MergesRepeatedHeaders {
		response.HeaderList = mergeRepeated(response.HeaderList)
	}
	return response
}

// setCookies stores what the answer sets and tells what became of it. That a
// preflight's cookies are ignored is no news: it never has credentials.
func (fetch *fetchParams) setCookies(httpRequest *Request, values []string, includeCredentials bool) []CookieDecision {
	switch {
	case fetch.ua.Cookies == nil:
		return nil
	case includeCredentials:
		return fetch.ua.Cookies.SetFromResponse(httpRequest, httpRequest.CurrentURL(), values, fetch.ua.Now(), &fetch.ua.Engine)
	case fetch.kind == ExchangePreflight:
		return nil
	}
	return IgnoredSetCookies(values, fetch.ua.Now())
}

// mergeRepeated is how Gecko keeps repeated headers. Departure: Content-Type is
// joined without a space, an equal Content-Length counts once, and a repeat
// that is empty is dropped, but for Access-Control-Allow-Origin, which fails by
// its repeats.
func mergeRepeated(list HeaderList) HeaderList {
	merged := make(HeaderList, 0, len(list))
	firsts := make(map[string]int, len(list))
	for _, header := range list {
		name := lowerASCIIString(header.Name)
		at, repeated := firsts[name]
		switch {
		case !repeated:
			firsts[name] = len(merged)
			merged = append(merged, header)
		case name == "content-type":
			merged[at].Value += "," + header.Value
		case name == "content-length" && merged.contains(header):
		case name == "access-control-allow-origin":
			merged = append(merged, header)
		case header.Value == "":
		case merged[at].Value == "":
			merged[at].Value = header.Value
		default:
			merged = append(merged, header)
		}
	}
	return merged
}

// exchangeFailed turns what the Exchanger said into the step that gives up
// over it.
func (fetch *fetchParams) exchangeFailed(exchange *Exchange, index int, err error) *Response {
	exchange.Err = err
	if isKind(err, FailureStreamOverHTTP1) {
		// Nothing was sent: the connection turned out to be of the wrong kind.
		fetch.trace.Exchanges = fetch.trace.Exchanges[:index]
		index--
	}
	failed := &Failure{Step: networkStep(err), Subject: exchange.Request.URL.String(), Exchange: index, Cause: err}
	var exchangeError *ExchangeError
	if errors.As(err, &exchangeError) && exchangeError.SentHeaders != nil {
		exchange.Request.HeaderList = exchangeError.SentHeaders
	}
	return NetworkError(failed)
}

func isKind(err error, kind NetworkFailure) bool {
	var exchangeError *ExchangeError
	return errors.As(err, &exchangeError) && exchangeError.Kind == kind
}

func networkStep(err error) Step {
	var exchangeError *ExchangeError
	if errors.As(err, &exchangeError) {
		switch exchangeError.Kind {
		case FailureNameLookup, FailureConnect, FailureTLS, FailureProxy:
			return Step{"HTTP-network fetch", "8.1"}
		case FailureStreamOverHTTP1:
			return Step{"HTTP-network fetch", "8.3"}
		case FailureCanceled:
			return Step{"HTTP-network fetch", "9.2"}
		}
	}
	return Step{"HTTP-network fetch", "8.5"}
}

func responseFrom(received *HTTPResponse, index int) *Response {
	body := received.Body
	return &Response{
		Type:          ResponseDefault,
		Status:        received.Status,
		StatusMessage: received.StatusText,
		HeaderList:    received.HeaderList,
		Body:          &body,
		Exchange:      index,
	}
}
