package intake

import "corsplain/fetchspec"

// A rawCall is the exchanges that belong to one call.
type rawCall struct {
	request    *rawExchange // the first request; nil if only a preflight is there
	preflights []*rawExchange
	exchanges  []*rawExchange // requests and preflights, in order
}

// imported makes a call of each request with the exchanges around it.
func (reader *rawReader) imported() (*Import, error) {
	result := &Import{Format: FormatHTTP}
	for _, call := range reader.calls() {
		imported, err := reader.importedCall(call)
		if err != nil {
			return nil, err
		}
		result.Calls = append(result.Calls, imported)
	}
	return result, nil
}

// calls groups the exchanges: a preflight goes with the request that it asks
// for, a redirect's target with the redirect.
func (reader *rawReader) calls() []*rawCall {
	var calls []*rawCall
	var preflights []*rawExchange
	for _, exchange := range reader.exchanges {
		if exchange.kind == fetchspec.ExchangePreflight {
			preflights = append(preflights, exchange)
			continue
		}
		var own []*rawExchange
		own, preflights = takePreflightsOf(exchange, preflights)
		if last := lastCall(calls); last != nil && last.leadsTo(exchange) {
			last.exchanges = append(append(last.exchanges, own...), exchange)
			continue
		}
		calls = append(calls, &rawCall{request: exchange, preflights: own, exchanges: append(own, exchange)})
	}
	return placeRemaining(calls, preflights)
}

func lastCall(calls []*rawCall) *rawCall {
	if len(calls) == 0 {
		return nil
	}
	return calls[len(calls)-1]
}

// leadsTo reports whether the call's last answer redirects to the exchange.
func (call *rawCall) leadsTo(exchange *rawExchange) bool {
	target := redirectTarget(call.exchanges[len(call.exchanges)-1])
	return target != nil && target.WithoutFragment() == exchange.url.WithoutFragment()
}

// asksFor reports whether a preflight asks for the request.
func (exchange *rawExchange) asksFor(request *rawExchange) bool {
	method := exchange.request.header("Access-Control-Request-Method")
	if exchange.url.WithoutFragment() != request.url.WithoutFragment() {
		return false
	}
	return request.request == nil || request.request.method == method
}

func takePreflightsOf(request *rawExchange, preflights []*rawExchange) (own, others []*rawExchange) {
	for _, preflight := range preflights {
		if preflight.asksFor(request) {
			own = append(own, preflight)
			continue
		}
		others = append(others, preflight)
	}
	return own, others
}

// placeRemaining gives each preflight to a request that came before it, as
// some logs order them, or makes a call of it alone.
func placeRemaining(calls []*rawCall, preflights []*rawExchange) []*rawCall {
	requests := len(calls)
	for _, preflight := range preflights {
		placed := false
		for _, call := range calls[:requests] {
			if !placed && len(call.preflights) == 0 && preflight.asksFor(call.request) {
				call.preflights = append(call.preflights, preflight)
				call.exchanges = append([]*rawExchange{preflight}, call.exchanges...)
				placed = true
			}
		}
		if !placed {
			calls = append(calls, &rawCall{exchanges: []*rawExchange{preflight}})
		}
	}
	return calls
}

func (reader *rawReader) importedCall(call *rawCall) (ImportedCall, error) {
	first := call.request
	if first == nil {
		first = call.exchanges[0]
	}
	imported, err := reader.copied(first).importedCall(reader.options)
	if err != nil {
		return imported, err
	}
	imported.Recording = &Recording{}
	for _, exchange := range call.exchanges {
		imported.Recording.Exchanges = append(imported.Recording.Exchanges, exchange.recorded())
	}
	return imported, nil
}
