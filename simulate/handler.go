package simulate

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"corsplain/fetchspec"
	"corsplain/internal/contentcoding"
)

// handlerRemoteAddr is the client's address that handlers see, the one that
// net/http/httptest uses: 192.0.2.0/24 belongs to nobody.
const handlerRemoteAddr = "192.0.2.1:1234"

// A Handler is an Exchanger that calls an http.Handler in this process, as
// net/http's server would, without a socket: every request goes to it whatever
// its URL's host. http URLs are HTTP/1.1, https URLs are HTTP/2.
//
// As a handler hands its headers over without an order, the answer's are
// sorted by name; repeated ones such as Set-Cookie keep their order. A handler
// that panics has, as in net/http, closed the connection.
type Handler struct {
	http.Handler
	// MaxBodyKept is how many decoded bytes of an answer's body are kept; 0
	// means 1 MiB.
	MaxBodyKept int64
	// MaxDecompressed bounds the size of a decoded body; 0 means 64 MiB.
	MaxDecompressed int64
}

var _ fetchspec.Exchanger = Handler{}

// Exchange calls the handler and returns what it answered. The error is an
// *fetchspec.ExchangeError.
func (handler Handler) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	isStream := request.Body != nil && request.Body.Stream
	if isStream && request.URL.Scheme() != "https" {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureStreamOverHTTP1,
			Err: errors.New("a stream as a body needs HTTP/2, and http URLs are HTTP/1.1")}
	}
	start := time.Now()
	limits := contentcoding.Limits{Kept: handler.MaxBodyKept, Decoded: handler.MaxDecompressed}.For(request)
	recorder := &responseRecorder{header: make(http.Header), isHead: request.Method == "HEAD", limit: limits.Kept + limits.Drained}
	serverRequest, err := newServerRequest(ctx, request)
	if err != nil {
		// What net/http's server says to a request target it cannot parse.
		http.Error(recorder, "400 Bad Request", http.StatusBadRequest)
	} else {
		recorder.serve(handler.Handler, serverRequest)
	}
	timing := fetchspec.Timing{FirstByte: recorder.firstByteAfter(start), Total: time.Since(start)}
	response, failed := recorder.response(ctx, request, limits)
	if failed != nil {
		failed.Timing = timing
		return nil, failed
	}
	response.Timing = timing
	return response, nil
}

// newServerRequest makes the request as net/http's server would read it.
func newServerRequest(ctx context.Context, request *fetchspec.HTTPRequest) (*http.Request, error) {
	target, err := url.ParseRequestURI(request.URL.RequestTarget())
	if err != nil {
		return nil, err
	}
	served := &http.Request{
		Method:     request.Method,
		URL:        target,
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Header:     make(http.Header, len(request.HeaderList)),
		Body:       http.NoBody,
		Host:       request.URL.HostPort(),
		RemoteAddr: handlerRemoteAddr,
		RequestURI: request.URL.RequestTarget(),
	}
	for _, header := range request.HeaderList {
		served.Header.Add(header.Name, header.Value)
	}
	if host := served.Header.Get("Host"); host != "" {
		served.Host = host
		served.Header.Del("Host")
	}
	if request.URL.Scheme() == "https" {
		served.Proto, served.ProtoMajor, served.ProtoMinor = "HTTP/2.0", 2, 0
		served.Header.Del("Connection")
		served.TLS = &tls.ConnectionState{
			Version: tls.VersionTLS13, HandshakeComplete: true, NegotiatedProtocol: "h2", ServerName: request.URL.Host(),
		}
	}
	if request.Body != nil {
		served.Body = io.NopCloser(bytes.NewReader(request.Body.Bytes))
		served.ContentLength = int64(len(request.Body.Bytes))
		if request.Body.Stream {
			served.ContentLength = -1
		}
	}
	return served.WithContext(ctx), nil
}

// serve runs the handler, and notes how it ended.
func (recorder *responseRecorder) serve(handler http.Handler, request *http.Request) {
	defer func() {
		if value := recover(); value != nil {
			recorder.panicked = &handlerPanic{value}
		}
	}()
	handler.ServeHTTP(recorder, request)
}

// A handlerPanic is how a handler ended the connection.
type handlerPanic struct{ value any }

func (panic *handlerPanic) Error() string {
	if panic.value == http.ErrAbortHandler {
		return "the handler aborted its answer"
	}
	return fmt.Sprintf("the handler panicked: %v", panic.value)
}

// Unwrap returns the value of the panic if that is an error.
func (panic *handlerPanic) Unwrap() error {
	err, _ := panic.value.(error)
	return err
}
