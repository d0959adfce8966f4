package explain

import (
	"context"
	"errors"

	"corsplain/fetchspec"
)

// errNeverSent is what a replay says of a request that it has no answer to.
var errNeverSent = errors.New("this request was never sent")

// A replayNetwork is an Exchanger that answers from a record, with the changes
// that remedies make to its answers.
type replayNetwork struct {
	record   *record
	remedies []Remedy
	used     []bool
	sources  []int
	unsent   *fetchspec.HTTPRequest
}

// Exchange answers as the server did, or says that it was never asked.
func (network *replayNetwork) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	index := network.find(request)
	network.sources = append(network.sources, index)
	if index < 0 {
		unsent := *request
		unsent.HeaderList = request.HeaderList.Clone()
		network.unsent = &unsent
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureRecording, Err: errNeverSent}
	}
	network.used[index] = true
	exchange := &network.record.answers[index].exchange
	if exchange.Response == nil {
		return nil, exchange.Err
	}
	return changedAnswer(exchange.Response, index, network.remedies), nil
}

// find is the index of the answer to a request: the one at its own place in
// the fetch if there is one, else one to the same request elsewhere.
func (network *replayNetwork) find(request *fetchspec.HTTPRequest) int {
	elsewhere := -1
	for i := range network.record.answers {
		if network.used[i] || !network.record.answers[i].answers(request) {
			continue
		}
		if network.record.answers[i].exchange.Hop == request.Hop {
			return i
		}
		if elsewhere < 0 {
			elsewhere = i
		}
	}
	return elsewhere
}

// answers reports whether the server would take a request for the one that it
// has answered. Origin counts, for servers choose their CORS headers by it.
func (answer *answer) answers(request *fetchspec.HTTPRequest) bool {
	asked := &answer.exchange.Request
	return answer.as == request.Kind && asked.Method == request.Method &&
		asked.URL.WithoutFragment() == request.URL.WithoutFragment() && sameHeader(asked, request, "Origin")
}

func sameHeader(a, b *fetchspec.HTTPRequest, name string) bool {
	first, _ := a.HeaderList.Get(name)
	second, _ := b.HeaderList.Get(name)
	return first == second
}
