package simulate

import (
	"context"
	"fmt"
	"sync"

	"corsplain/fetchspec"
)

// A Replay is an Exchanger that answers from a trace instead of a network:
// each recorded exchange answers one request of its kind, method and URL, in
// the order in which they were made. A request that the trace has no answer to
// fails with fetchspec.FailureRecording. It can be used by several goroutines.
type Replay struct {
	Trace *fetchspec.Trace

	mu   sync.Mutex
	used map[int]bool
}

// Exchange implements fetchspec.Exchanger.
func (replay *Replay) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	if err := ctx.Err(); err != nil {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureCanceled, Err: err}
	}
	replay.mu.Lock()
	defer replay.mu.Unlock()
	for i := range replay.Trace.Exchanges {
		exchange := &replay.Trace.Exchanges[i]
		if replay.used[i] || !isSameRequest(&exchange.Request, request) {
			continue
		}
		if replay.used == nil {
			replay.used = map[int]bool{}
		}
		replay.used[i] = true
		if exchange.Err != nil {
			return nil, exchange.Err
		}
		return exchange.Response, nil
	}
	return nil, &fetchspec.ExchangeError{
		Kind: fetchspec.FailureRecording,
		Err:  fmt.Errorf("the trace has no answer to %s %s %s", request.Kind, request.Method, request.URL),
	}
}

func isSameRequest(recorded, request *fetchspec.HTTPRequest) bool {
	return recorded.Kind == request.Kind && recorded.Method == request.Method && recorded.URL.Equal(request.URL)
}
