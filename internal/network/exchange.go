package network

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"corsplain/fetchspec"
	"corsplain/internal/contentcoding"
)

// maxInterim is how many 1xx responses one exchange may have.
const maxInterim = 100

// unreadBodyTimeout is how long the body of an answer is waited for whose body
// no browser reads: a preflight's or a redirect's.
const unreadBodyTimeout = time.Second

// An exchange is one request and its answer on a connection.
type exchange struct {
	ctx        context.Context
	client     *Client
	connection *connection
	request    *fetchspec.HTTPRequest
	timing     *fetchspec.Timing

	sent     fetchspec.HeaderList // what goes out; nil: the request's own list
	interim  []fetchspec.InterimResponse
	reading  bool // the request is out
	reusable bool // the connection can serve another exchange
}

func (exchange *exchange) run() (*fetchspec.HTTPResponse, error) {
	if exchange.connection.http2 != nil {
		return exchange.runHTTP2()
	}
	return exchange.runHTTP1()
}

// doing says what was going on, for a message that it took too long.
func (exchange *exchange) doing() string {
	host := exchange.request.URL.HostPort()
	if exchange.reading {
		return "waiting for the answer of " + host
	}
	return "sending the request to " + host
}

func (exchange *exchange) httpVersion() string {
	if exchange.connection.http2 != nil {
		return "2"
	}
	return "1.1"
}

// checkRequest refuses what would break the request's framing.
func checkRequest(request *fetchspec.HTTPRequest) error {
	if request.Method == "" || strings.ContainsAny(request.Method, " \t\r\n\x00") {
		return fmt.Errorf("the method %q cannot be sent", request.Method)
	}
	for _, header := range request.HeaderList {
		if header.Name == "" || strings.ContainsAny(header.Name, ":\r\n\x00") || strings.ContainsAny(header.Value, "\r\n\x00") {
			return fmt.Errorf("the request header %q cannot be sent: it has a line break or a NUL, or its name is none", header.Name)
		}
	}
	return nil
}

// answerStarts notes when the first byte of the answer came.
func (exchange *exchange) answerStarts(sent time.Time) {
	exchange.connection.unanswered = false
	exchange.timing.FirstByte = time.Since(sent)
}

// readBody reads a body without its framing into response. The error is only
// ever that the exchange was canceled.
func (exchange *exchange) readBody(response *fetchspec.HTTPResponse, source io.Reader) (complete bool, err error) {
	timeout := exchange.bodyTimeout(response)
	exchange.connection.limitReading(timeout)
	response.Body, complete = contentcoding.Read(source, response.HeaderList, exchange.client.options.bodyLimits().For(exchange.request))
	if response.Body.Err == nil || !isTimeout(response.Body.Err) {
		exchange.connection.limitReading(0)
		return complete, nil
	}
	switch ended := exchange.ctx.Err(); {
	case errors.Is(ended, context.Canceled):
		return false, ended
	case ended != nil:
		response.Body.Err = failuref(ended, "timed out while the body was still coming")
	default:
		response.Body.Err = ErrCut
	}
	return false, nil
}

// bodyTimeout is how long the body may take; 0 for as long as the exchange.
func (exchange *exchange) bodyTimeout(response *fetchspec.HTTPResponse) time.Duration {
	timeout := exchange.request.BodyTimeout
	if timeout == 0 {
		timeout = exchange.client.options.BodyTimeout
	}
	isUnread := exchange.request.Kind == fetchspec.ExchangePreflight ||
		fetchspec.IsRedirectStatus(response.Status) && response.HeaderList.Contains("Location")
	if isUnread && (timeout == 0 || timeout > unreadBodyTimeout) {
		return unreadBodyTimeout
	}
	return timeout
}

// hasNoBody reports whether an answer has no body whatever its headers say.
func (exchange *exchange) hasNoBody(status int, dialect Dialect) bool {
	switch {
	case exchange.request.Method == "HEAD", status == 204, status == 304:
		return true
	case status == 205:
		return !dialect.ResetContentHasBody
	}
	return false
}

// disconnected says in plain words that the server is gone.
func (exchange *exchange) disconnected(err error) error {
	host := exchange.request.URL.HostPort()
	text := host + " closed the connection without an answer"
	if !errors.Is(err, io.EOF) {
		text = fmt.Sprintf("%s broke the connection before an answer came: %s", host, innermost(err))
	}
	return &fetchspec.ExchangeError{Kind: fetchspec.FailureClosed, Err: &failure{text, err}}
}
