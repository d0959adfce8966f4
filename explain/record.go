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

// blocked reports whether a browser would keep the response from the page.
func (run run) blocked() bool {
	verdict := verdictOf(run.response)
	return verdict == VerdictBlocked || verdict == VerdictOpaque && !isElement(run.trace.Start.Request)
}

// isElement reports whether the request is an element's, which can use what
// its page cannot read.
func isElement(request *fetchspec.Request) bool {
	return request != nil && request.Destination != ""
}

// replay fetches again with remedies applied, answering from the record.
func (record *record) replay(ctx context.Context, engine fetchspec.Engine, remedies []Remedy) run {
	request, failure := record.changedRequest(remedies)
	if failure != nil {
		return run{
			response: fetchspec.NetworkError(failure),
			trace:    &fetchspec.Trace{Start: record.start},
		}
	}
	network := &replayNetwork{record: record, remedies: remedies, used: make([]bool, len(record.answers))}
	response, trace := record.userAgent(network, engine).Fetch(ctx, request)
	return run{response: response, trace: trace, sources: network.sources, unsent: network.unsent}
}

// replayAs fetches again as another browser, answering from the trace alone.
func (record *record) replayAs(ctx context.Context, engine fetchspec.Engine) run {
	own := *record
	own.answers = record.answers[:record.traced]
	return own.replay(ctx, engine, nil)
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
