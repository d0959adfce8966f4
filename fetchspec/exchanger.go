package fetchspec

import (
	"context"
	"time"
)

// An Exchanger makes one HTTP exchange. It is the only way from a fetch to the
// world: a network, a recorded trace, an archive, an http.Handler.
type Exchanger interface {
	// Exchange sends request and returns the final response with its body
	// read. It follows no redirects, adds no credentials and judges nothing.
	// The error is an *ExchangeError when the exchange itself failed.
	Exchange(ctx context.Context, request *HTTPRequest) (*HTTPResponse, error)
}

// An ExchangeKind tells the requests of one fetch apart.
type ExchangeKind string

// The kinds of exchange. A browser never makes a probe.
const (
	ExchangePreflight ExchangeKind = "preflight"
	ExchangeRequest   ExchangeKind = "request"
	ExchangeProbe     ExchangeKind = "probe"
)

// An HTTPRequest is a request ready for the wire.
type HTTPRequest struct {
	Kind       ExchangeKind
	Hop        int // number of redirects before it
	Method     string
	URL        *URL
	HeaderList HeaderList // everything but what the HTTP version itself adds
	Body       *Body      // nil for none
	// IncludeCredentials and PartitionKey choose the connection: a browser
	// keeps credentialed and other connections apart.
	IncludeCredentials bool
	PartitionKey       string
	NewConnection      bool // never reuse one (after 421)
	// Purpose says in a few words what a probe is to find out; "" for what a
	// browser sends.
	Purpose string
	// WholeBody asks for all of the answer's body, whatever an Exchanger keeps
	// of others: the fetch has to hash it.
	WholeBody bool
	// BodyTimeout is how long reading the body may take, after which what came
	// is delivered; 0 leaves it to the Exchanger.
	BodyTimeout time.Duration
}

// An HTTPResponse is the answer to an HTTPRequest, as received.
type HTTPResponse struct {
	HTTPVersion string // "1.0", "1.1", "2"
	Status      int
	StatusText  string     // the reason phrase; "" over HTTP/2
	HeaderList  HeaderList // names, order and repeats as received
	// IgnoredLines are lines among the headers that are none, as received: no
	// colon, or a name that is not one. Browsers pass over them without a word.
	IgnoredLines  []string
	Body          ResponseBody
	Interim       []InterimResponse // 1xx responses, in order
	SentHeaders   HeaderList        // what really went out; nil means the request's list
	RemoteAddress string            // "203.0.113.7:443"; "" if there was no socket
	Readings      []Reading         // of the engines that read the answer another way
	Timing        Timing
}

// An InterimResponse is a 1xx response that came before the final one.
type InterimResponse struct {
	Status     int
	HeaderList HeaderList
}

// Timing is how long the phases of an exchange took; zero for a phase that
// did not happen, as on a connection in use.
type Timing struct {
	NameLookup time.Duration
	Connect    time.Duration
	TLS        time.Duration
	FirstByte  time.Duration // from request sent to first byte of the answer
	Total      time.Duration
}

// A NetworkFailure says in which layer an exchange failed.
type NetworkFailure string

// The layers below HTTP semantics in which an exchange can fail.
const (
	FailureNameLookup NetworkFailure = "name-lookup"
	FailureConnect    NetworkFailure = "connect"
	FailureTLS        NetworkFailure = "tls"
	FailureTimeout    NetworkFailure = "timeout"
	FailureProxy      NetworkFailure = "proxy"
	FailureHTTP       NetworkFailure = "malformed-http"
	FailureClosed     NetworkFailure = "connection-closed"
	FailureTooLarge   NetworkFailure = "headers-too-large"
	FailureRecording  NetworkFailure = "not-recorded" // a replay has no answer
	FailureCanceled   NetworkFailure = "canceled"
	// FailureStreamOverHTTP1 is a stream for a body over HTTP/1.x, which no
	// browser sends.
	FailureStreamOverHTTP1 NetworkFailure = "stream-over-http1"
)

// An ExchangeError is an exchange that failed below HTTP.
type ExchangeError struct {
	Kind          NetworkFailure
	Err           error
	RemoteAddress string // as far as known
	HTTPVersion   string
	SentHeaders   HeaderList
	Timing        Timing
	Readings      []Reading // of the engines that understand the answer
}

func (e *ExchangeError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *ExchangeError) Unwrap() error { return e.Err }
