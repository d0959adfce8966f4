package explain

import (
	"context"
	"strconv"
	"time"

	"corsplain/fetchspec"
)

// A record is all that was ever asked and answered about a fetch: the trace's
// exchanges and, after them, the probes. Its indexes are the Diagnosis's.
type record struct {
	start   fetchspec.State
	answers []answer
	traced  int // how many of answers are the trace's own
}

// An answer is an exchange that a replay can use.
type answer struct {
	exchange fetchspec.Exchange
	// as is the kind of request that it answers in a replay; "" for a probe
	// that only compares.
	as fetchspec.ExchangeKind
}

func newRecord(trace *fetchspec.Trace) *record {
	record := &record{start: trace.Start, traced: len(trace.Exchanges)}
	for _, exchange := range trace.Exchanges {
		record.answers = append(record.answers, answer{exchange: exchange, as: exchange.Kind})
	}
	return record
}

// add keeps a probe and returns its index.
func (record *record) add(exchange fetchspec.Exchange, as fetchspec.ExchangeKind) int {
	record.answers = append(record.answers, answer{exchange: exchange, as: as})
	return len(record.answers) - 1
}

// probes are the exchanges that were made only to learn more.
func (record *record) probes() []fetchspec.Exchange {
	var probes []fetchspec.Exchange
	for _, answer := range record.answers[record.traced:] {
		probes = append(probes, answer.exchange)
	}
	return probes
}

// probe is the probe that was made for a purpose; nil if there was none.
func (record *record) probe(purpose string) *fetchspec.Exchange {
	for i := record.traced; i < len(record.answers); i++ {
		if record.answers[i].exchange.Request.Purpose == purpose {
			return &record.answers[i].exchange
		}
	}
	return nil
}

func (record *record) indexOf(exchange *fetchspec.Exchange) int {
	for i := range record.answers {
		if &record.answers[i].exchange == exchange {
			return i
		}
	}
	return -1
}

// A run is a fetch or a replay of it.
type run struct {
	response *fetchspec.Response
	trace    *fetchspec.Trace
	sources  []int // for each exchange its index in the record; nil if they are the same
	// unsent is the request that the record has no answer to; nil if it had
	// all of them.
	unsent *fetchspec.HTTPRequest
}

// source is the record's index of the run's exchange i.
func (run run) source(i int) int {
	if run.sources == nil {
		return i
	}
	if i < 0 || i >= len(run.sources) {
		return -1
	}
	return run.sources[i]
}

// isElement reports whether the request is an element's, which can use what
// its page cannot read.
func isElement(request *fetchspec.Request) bool {
	return request != nil && request.Destination != ""
}

// replay fetches again with remedies applied, answering from the record.
func (record *record) replay(ctx context.Context, remedies []Remedy) run {
	request, failure := record.changedRequest(remedies)
	if failure != nil {
		return record.refusedRun(failure)
	}
	network := &replayNetwork{record: record, remedies: remedies, engine: record.start.Engine.Name, used: make([]bool, len(record.answers))}
	return record.fetch(ctx, network, request, record.start.Engine)
}

// replayAs fetches again as another browser, from making the request on. It is
// answered only where it sends the very same requests.
func (record *record) replayAs(ctx context.Context, engine fetchspec.Engine) run {
	request, failure := record.requestOf(engine)
	if failure != nil {
		return record.refusedRun(failure)
	}
	network := &replayNetwork{record: record, engine: engine.Name, used: make([]bool, len(record.answers)), exact: true}
	return record.fetch(ctx, network, request, engine)
}

func (record *record) fetch(ctx context.Context, network *replayNetwork, request *fetchspec.Request, engine fetchspec.Engine) run {
	response, trace := record.userAgent(network, engine).Fetch(ctx, request)
	return run{response: response, trace: trace, sources: network.sources, unsent: network.unsent}
}

// refusedRun is one in which the API refuses to make a request.
func (record *record) refusedRun(failure *fetchspec.Failure) run {
	return run{response: fetchspec.NetworkError(failure), trace: &fetchspec.Trace{Start: record.start}}
}

// requestOf is the request that an engine's API makes of what the script gave;
// where that is not known, it is the one that was made.
func (record *record) requestOf(engine fetchspec.Engine) (*fetchspec.Request, *fetchspec.Failure) {
	if record.start.Init == nil {
		return record.start.Request, nil
	}
	init := *record.start.Init
	init.Engine = &engine
	return record.makeRequest(init)
}

func (record *record) makeRequest(init fetchspec.RequestInit) (*fetchspec.Request, *fetchspec.Failure) {
	makeRequest := fetchspec.NewRequest
	if record.start.API == fetchspec.InitiatorXHR {
		makeRequest = fetchspec.NewXMLHttpRequest
	}
	request, _, failure := makeRequest(init)
	return request, failure
}

// userAgent is one in the state in which the fetch began.
func (record *record) userAgent(network fetchspec.Exchanger, engine fetchspec.Engine) *fetchspec.UserAgent {
	start := record.start
	ua := &fetchspec.UserAgent{
		Network: network,
		Cookies: fetchspec.NewCookieStore(start.Cookies),
		Now:     func() time.Time { return start.Time },
		Engine:  engine,
		Profile: start.Profile,
	}
	if start.PreflightCache != nil {
		ua.PreflightCache = start.PreflightCache.Snapshot()
	}
	if start.HTTPCache != nil {
		ua.HTTPCache = start.HTTPCache.Snapshot()
	}
	return ua
}

// stamp is a number that no earlier request has had, for passing caches.
func (record *record) stamp() string {
	return strconv.FormatInt(record.start.Time.UnixNano(), 36)
}
