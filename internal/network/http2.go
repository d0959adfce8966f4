package network

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"corsplain/fetchspec"
)

// runHTTP2 makes the exchange as one stream of an HTTP/2 connection, which
// serves one exchange at a time.
func (exchange *exchange) runHTTP2() (*fetchspec.HTTPResponse, error) {
	session := exchange.connection.http2
	stream := session.newStream()
	response := &fetchspec.HTTPResponse{HTTPVersion: "2", SentHeaders: exchange.completeHTTP2Headers()}
	stream.onHeaders = func(fields []hpack.HeaderField) error { return exchange.takeHeaders(response, fields) }
	if err := session.writeHeaders(stream, exchange.http2Fields(), exchange.request.Body == nil); err != nil {
		return nil, exchange.http2Failed(err)
	}
	if body := exchange.request.Body; body != nil {
		if err := session.writeBody(stream, body.Bytes); err != nil {
			return nil, exchange.http2Failed(err)
		}
	}
	exchange.reading = true
	stream.sent = time.Now()
	for response.Status == 0 {
		if err := session.step(); err != nil {
			return nil, exchange.http2Failed(err)
		}
	}
	source := io.Reader(stream)
	if exchange.hasNoBody(response.Status, exchange.client.options.Dialect) {
		source = noBody{stream}
	}
	complete, err := exchange.readBody(response, source)
	exchange.reusable = complete && !session.closing && !stream.aborted
	return response, err
}

// completeHTTP2Headers is the request's list as HTTP/2 carries it: names in
// lower case, without the headers that are about an HTTP/1.1 connection.
//
// https://www.rfc-editor.org/rfc/rfc9113#name-connection-specific-header-
func (exchange *exchange) completeHTTP2Headers() fetchspec.HeaderList {
	sent := make(fetchspec.HeaderList, 0, len(exchange.request.HeaderList))
	for _, header := range exchange.request.HeaderList {
		switch name := strings.ToLower(header.Name); name {
		case "host", "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade":
		default:
			sent = append(sent, fetchspec.Header{Name: name, Value: header.Value})
		}
	}
	exchange.sent = sent
	return sent
}

// http2Fields are the fields of the request, pseudo fields in Chrome's order.
func (exchange *exchange) http2Fields() []hpack.HeaderField {
	request := exchange.request
	authority := request.URL.HostPort()
	if host, ok := request.HeaderList.Get("Host"); ok {
		authority = host
	}
	fields := make([]hpack.HeaderField, 0, 4+len(exchange.sent))
	fields = append(fields,
		hpack.HeaderField{Name: ":method", Value: request.Method},
		hpack.HeaderField{Name: ":authority", Value: authority},
		hpack.HeaderField{Name: ":scheme", Value: request.URL.Scheme()},
		hpack.HeaderField{Name: ":path", Value: request.URL.RequestTarget()})
	for _, header := range exchange.sent {
		fields = append(fields, hpack.HeaderField{Name: header.Name, Value: header.Value})
	}
	return fields
}

// takeHeaders takes the fields of an interim or the final answer.
func (exchange *exchange) takeHeaders(response *fetchspec.HTTPResponse, fields []hpack.HeaderField) error {
	if exchange.connection.unanswered {
		exchange.answerStarts(exchange.connection.http2.stream.sent)
	}
	status := 0
	headerList := make(fetchspec.HeaderList, 0, len(fields))
	for _, field := range fields {
		switch {
		case field.Name == ":status":
			status = parseHTTP2Status(field.Value)
		case !field.IsPseudo():
			headerList = append(headerList, fetchspec.Header{Name: field.Name, Value: strings.Trim(field.Value, " \t")})
		}
	}
	switch {
	case status == 0 || status == 101:
		return exchange.malformed(errors.New("it has no status that HTTP/2 allows"))
	case status >= 200:
		response.Status, response.HeaderList = status, headerList
		return nil
	case len(response.Interim) == maxInterim:
		return exchange.malformed(errors.New("it sent interim responses without end"))
	}
	response.Interim = append(response.Interim, fetchspec.InterimResponse{Status: status, HeaderList: headerList})
	return nil
}

func parseHTTP2Status(digits string) int {
	status := parseStatus(digits, Dialect{StrictStatusLine: true})
	for _, c := range []byte(digits) {
		if c < '0' || '9' < c {
			return 0
		}
	}
	return status
}

// errHTTP11Required is the server's word that it wants HTTP/1.1 instead.
var errHTTP11Required = errors.New("the server wants HTTP/1.1 for this")

// http2Failed says in plain words what went wrong with an exchange.
func (exchange *exchange) http2Failed(err error) error {
	host := exchange.request.URL.HostPort()
	var (
		reset      *http2Reset
		goAway     *http2GoAway
		connection http2.ConnectionError
		stream     http2.StreamError
	)
	switch {
	case errors.As(err, &reset) && reset.code == http2.ErrCodeHTTP11Required,
		errors.As(err, &goAway) && goAway.code == http2.ErrCodeHTTP11Required:
		return errHTTP11Required
	case errors.As(err, &reset) && reset.code == http2.ErrCodeRefusedStream, errors.As(err, &goAway):
		exchange.connection.unanswered = true // it says that nothing was done
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureClosed, Err: failuref(err, "%s did not take the request: %s", host, err)}
	case errors.As(err, &reset):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureClosed, Err: failuref(err, "%s ended the exchange without an answer: %s", host, err)}
	case errors.Is(err, errHeadTooLarge):
		return exchange.headError(err)
	case errors.As(err, &connection):
		return exchange.malformed(fmt.Errorf("HTTP/2 %s", http2.ErrCode(connection)))
	case errors.As(err, &stream):
		return exchange.malformed(stream)
	case errors.Is(err, http2.ErrFrameTooLarge):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureHTTP, Err: failuref(err, "%s does not speak HTTP/2: %s", host, err)}
	case isDisconnect(err):
		return exchange.disconnected(err)
	}
	return err
}
