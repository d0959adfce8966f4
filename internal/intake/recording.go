package intake

import (
	"context"
	"fmt"
	"sync"

	"corsplain/fetchspec"
)

// A Recording holds exchanges that somebody else made: the lines of `curl -v`,
// the entries of an archive. It is judged by replaying it.
type Recording struct {
	Exchanges []RecordedExchange
}

// A RecordedExchange is one request and what is known of its answer.
type RecordedExchange struct {
	Kind fetchspec.ExchangeKind
	// Method is "" where only the answer was recorded.
	Method string
	URL    *fetchspec.URL
	// RequestHeaders are those that were sent; nil if unknown.
	RequestHeaders fetchspec.HeaderList
	// Response is nil if no answer was recorded; Err then says why, or is nil
	// when the recording does not tell.
	Response *fetchspec.HTTPResponse
	Err      *fetchspec.ExchangeError
}

// Replay returns an Exchanger that answers from the recording, each exchange
// once and in order. What is not recorded fails with FailureRecording.
func (recording *Recording) Replay() *Replay {
	return &Replay{exchanges: recording.Exchanges, used: make([]bool, len(recording.Exchanges))}
}

// A Replay answers requests from a recording. It can be used by several
// goroutines.
type Replay struct {
	mutex     sync.Mutex
	exchanges []RecordedExchange
	used      []bool
	missing   *MissingExchange
}

// A MissingExchange is a request that a recording has no answer to. It is the
// Err of the ExchangeError.
type MissingExchange struct {
	Kind   fetchspec.ExchangeKind
	Method string
	URL    string
	// Unanswered is set when the request was recorded, but not its answer.
	Unanswered bool
}

func (e *MissingExchange) Error() string {
	if e.Unanswered {
		return fmt.Sprintf("the recording has the %s %s %s, but no answer to it", e.Kind, e.Method, e.URL)
	}
	return fmt.Sprintf("the recording does not hold the %s %s %s", e.Kind, e.Method, e.URL)
}

// Exchange implements fetchspec.Exchanger.
func (replay *Replay) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	if err := ctx.Err(); err != nil {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureCanceled, Err: err}
	}
	replay.mutex.Lock()
	defer replay.mutex.Unlock()
	for i, recorded := range replay.exchanges {
		if replay.used[i] || !recorded.answers(request) {
			continue
		}
		replay.used[i] = true
		return replay.answer(recorded, request)
	}
	return nil, replay.miss(request, false)
}

func (replay *Replay) answer(recorded RecordedExchange, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	if recorded.Response == nil && recorded.Err == nil {
		return nil, replay.miss(request, true)
	}
	if recorded.Response == nil {
		return nil, recorded.Err
	}
	response := *recorded.Response
	response.HeaderList = recorded.Response.HeaderList.Clone()
	response.SentHeaders = recorded.RequestHeaders.Clone()
	return &response, nil
}

func (replay *Replay) miss(request *fetchspec.HTTPRequest, unanswered bool) error {
	missing := &MissingExchange{
		Kind: request.Kind, Method: request.Method, URL: request.URL.WithoutFragment(), Unanswered: unanswered,
	}
	// A probe is a question of ours, not a hole in the recording.
	if replay.missing == nil && request.Kind != fetchspec.ExchangeProbe {
		replay.missing = missing
	}
	return &fetchspec.ExchangeError{Kind: fetchspec.FailureRecording, Err: missing}
}

// Missing is the first request that the recording had no answer to; nil if it
// answered all.
func (replay *Replay) Missing() *MissingExchange {
	replay.mutex.Lock()
	defer replay.mutex.Unlock()
	return replay.missing
}

// answers reports whether the recorded exchange is the one that request asks
// for. A probe looks at what stands behind, so a recorded request answers it.
func (recorded RecordedExchange) answers(request *fetchspec.HTTPRequest) bool {
	preflight := request.Kind == fetchspec.ExchangePreflight
	if preflight != (recorded.Kind == fetchspec.ExchangePreflight) {
		return false
	}
	return (recorded.Method == "" || recorded.Method == request.Method) && recorded.URL != nil &&
		recorded.URL.WithoutFragment() == request.URL.WithoutFragment()
}
