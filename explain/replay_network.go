package explain

import (
	"context"
	"errors"
	"strings"

	"corsplain/fetchspec"
)

// errNeverSent is what a replay says of a request that it has no answer to.
var errNeverSent = errors.New("this request was never sent")

// errStreamOverHTTP1 is what becomes of a stream on such a connection.
var errStreamOverHTTP1 = errors.New("a stream cannot be sent over HTTP/1.1")

// A replayNetwork is an Exchanger that answers from a record, with the changes
// that remedies make to its answers.
type replayNetwork struct {
	record   *record
	remedies []Remedy
	engine   fetchspec.EngineName // whose reading of malformed answers counts
	used     []bool
	sources  []int
	unsent   *fetchspec.HTTPRequest
	// exact takes an answer only for the very same request.
	exact bool
}

// Exchange answers as the server did, or says that it was never asked.
func (network *replayNetwork) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	index := network.find(request)
	if index < 0 && network.record.refusesStream(request) {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureStreamOverHTTP1, Err: errStreamOverHTTP1}
	}
	network.sources = append(network.sources, index)
	if index < 0 {
		unsent := *request
		unsent.HeaderList = request.HeaderList.Clone()
		network.unsent = &unsent
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureRecording, Err: errNeverSent}
	}
	network.used[index] = true
	exchange := &network.record.answers[index].exchange
	response, err := fetchspec.ReadBy(network.engine, exchange.Response, exchange.Err)
	if response == nil {
		return nil, err
	}
	return changedAnswer(response, index, network.remedies), nil
}

// refusesStream reports whether the request's body is a stream, and the server
// speaks HTTP/1: such a request is never sent, so no trace has an answer to it.
func (record *record) refusesStream(request *fetchspec.HTTPRequest) bool {
	if request.Body == nil || !request.Body.Stream {
		return false
	}
	for i := range record.answers {
		exchange := &record.answers[i].exchange
		if exchange.Response != nil && exchange.Request.URL.HostPort() == request.URL.HostPort() {
			return strings.HasPrefix(exchange.Response.HTTPVersion, "1")
		}
	}
	return false
}

// find is the index of the answer to a request: the one at its own place in
// the fetch if there is one, else one to the same request elsewhere.
func (network *replayNetwork) find(request *fetchspec.HTTPRequest) int {
	elsewhere := -1
	for i := range network.record.answers {
		if network.used[i] || !network.takes(i, request) {
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

// takes reports whether the answer at index i can stand for one to request.
func (network *replayNetwork) takes(i int, request *fetchspec.HTTPRequest) bool {
	answer := &network.record.answers[i]
	if !answer.answers(request) {
		return false
	}
	return !network.exact || len(differentHeaders(&answer.exchange.Request, request)) == 0
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

// differentHeaders are the names of headers in which two requests differ, of
// those by which servers choose their answers.
func differentHeaders(a, b *fetchspec.HTTPRequest) []string {
	var different []string
	for _, name := range [...]string{
		"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers",
		"Cookie", "Authorization", "Content-Type", "Range",
	} {
		if !sameHeader(a, b, name) {
			different = append(different, name)
		}
	}
	return different
}
