package network

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"corsplain/fetchspec"
)

// smallBody is the size up to which a body goes out in one write with the head.
const smallBody = 4 << 10

// runHTTP1 makes the exchange in HTTP/1.1, byte for byte as its lists say.
func (exchange *exchange) runHTTP1() (*fetchspec.HTTPResponse, error) {
	if exchange.request.Body != nil && exchange.request.Body.Stream {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureStreamOverHTTP1,
			Err: errors.New("a stream as a body needs HTTP/2, and the connection is HTTP/1.1")}
	}
	writeErr := exchange.writeHTTP1()
	exchange.reading = true
	response, err := exchange.readHTTP1(time.Now())
	if err != nil && writeErr != nil && exchange.connection.unanswered {
		// A server may answer and close before it has read all of the body;
		// without an answer, the failed write is what happened.
		return nil, exchange.writeFailed(writeErr)
	}
	if writeErr != nil {
		exchange.reusable = false
	}
	return response, err
}

func (exchange *exchange) writeFailed(err error) error {
	if isDisconnect(err) {
		return exchange.disconnected(err)
	}
	return err
}

func (exchange *exchange) writeHTTP1() error {
	connection, request := exchange.connection, exchange.request
	exchange.completeHTTP1Headers()
	head := append(connection.head[:0], request.Method...)
	head = append(head, ' ')
	if connection.forward != nil {
		head = append(head, request.URL.Scheme()+"://"+request.URL.HostPort()...)
	}
	head = append(head, request.URL.RequestTarget()...)
	head = append(head, " HTTP/1.1\r\n"...)
	for _, header := range exchange.headerList() {
		head = append(head, header.Name...)
		head = append(head, ": "...)
		head = append(head, header.Value...)
		head = append(head, "\r\n"...)
	}
	head = append(head, "\r\n"...)
	connection.head = head
	if request.Body == nil {
		_, err := connection.Write(head)
		return err
	}
	if len(request.Body.Bytes) <= smallBody {
		_, err := connection.Write(append(head, request.Body.Bytes...))
		return err
	}
	if _, err := connection.Write(head); err != nil {
		return err
	}
	_, err := connection.Write(request.Body.Bytes)
	return err
}

// headerList is the list that goes out.
func (exchange *exchange) headerList() fetchspec.HeaderList {
	if exchange.sent != nil {
		return exchange.sent
	}
	return exchange.request.HeaderList
}

// completeHTTP1Headers adds what HTTP/1.1 cannot do without.
func (exchange *exchange) completeHTTP1Headers() {
	request := exchange.request
	if !request.HeaderList.Contains("Host") {
		exchange.sent = append(fetchspec.HeaderList{{Name: "Host", Value: request.URL.HostPort()}}, request.HeaderList...)
	}
	if request.Body != nil && !request.HeaderList.Contains("Content-Length") {
		exchange.addHeader("Content-Length", strconv.Itoa(len(request.Body.Bytes)))
	}
	if proxy := exchange.connection.forward; proxy != nil && proxy.hasUser {
		exchange.addHeader("Proxy-Authorization", proxy.authorization())
	}
}

func (exchange *exchange) addHeader(name, value string) {
	if exchange.sent == nil {
		exchange.sent = exchange.request.HeaderList.Clone()
	}
	exchange.sent = append(exchange.sent, fetchspec.Header{Name: name, Value: value})
}

// readHTTP1 reads the answer, interim ones first.
func (exchange *exchange) readHTTP1(sent time.Time) (*fetchspec.HTTPResponse, error) {
	connection, dialect := exchange.connection, exchange.client.options.Dialect
	if _, err := connection.reader.Peek(1); err != nil {
		return nil, exchange.writeFailed(err)
	}
	exchange.answerStarts(sent)
	heads := headReader{
		reader:         connection.reader,
		left:           exchange.client.options.MaxHeaderBytes,
		anyLeadingCRLF: dialect.StrictStatusLine,
		mayBreakOff:    !connection.secure,
	}
	for {
		raw, err := heads.read(connection.head[:0])
		connection.head = raw.bytes
		if err != nil {
			return nil, exchange.headError(err)
		}
		parsed, err := raw.parse(dialect)
		if err != nil || !parsed.isInterim() {
			return exchange.finishHTTP1(raw, parsed, err)
		}
		if len(exchange.interim) == maxInterim {
			return nil, exchange.malformed(errors.New("it sent interim responses without end"))
		}
		exchange.interim = append(exchange.interim, fetchspec.InterimResponse{Status: parsed.status, HeaderList: parsed.headerList})
	}
}

// finishHTTP1 makes the answer of its head, which could not be parsed if err
// says so, and reads its body.
func (exchange *exchange) finishHTTP1(raw rawHead, parsed *head, err error) (*fetchspec.HTTPResponse, error) {
	var framing framing
	dialect := exchange.client.options.Dialect
	if err == nil {
		framing, err = parsed.framing(dialect)
	}
	if err != nil {
		failed := exchange.malformed(err)
		failed.Readings = exchange.otherReadings(raw, nil, nil)
		return nil, failed
	}
	response := exchange.responseOf(parsed)
	keepAlive := parsed.keepsAlive()
	if exchange.hasNoBody(parsed.status, dialect) {
		exchange.reusable = keepAlive && exchange.connection.reader.Buffered() == 0
	} else {
		complete, err := exchange.readBody(response, framing.reader(exchange.connection.reader))
		if err != nil {
			return nil, err
		}
		exchange.reusable = complete && keepAlive && framing.hasEnd() && exchange.connection.reader.Buffered() == 0
	}
	if raw.isUnusual(parsed) || isShort(response) {
		body := response.Body
		forgiveShortBody(response, dialect)
		response.Readings = exchange.otherReadings(raw, response, &body)
	}
	return response, nil
}

// responseOf is the answer without its body.
func (exchange *exchange) responseOf(parsed *head) *fetchspec.HTTPResponse {
	return &fetchspec.HTTPResponse{
		HTTPVersion:  parsed.version,
		Status:       parsed.status,
		StatusText:   parsed.statusText,
		HeaderList:   parsed.headerList,
		IgnoredLines: parsed.ignored,
		Interim:      exchange.interim,
		SentHeaders:  exchange.sent,
	}
}

func (exchange *exchange) malformed(err error) *fetchspec.ExchangeError {
	return &fetchspec.ExchangeError{Kind: fetchspec.FailureHTTP,
		Err: failuref(err, "the answer of %s is not valid HTTP: %s", exchange.request.URL.HostPort(), err)}
}

func (exchange *exchange) headError(err error) error {
	host := exchange.request.URL.HostPort()
	var notHTTP *notHTTPError
	switch {
	case errors.Is(err, errHeadTooLarge):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureTooLarge,
			Err: fmt.Errorf("the response headers of %s are larger than %d bytes", host, exchange.client.options.MaxHeaderBytes)}
	case errors.As(err, &notHTTP):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureHTTP, Err: failuref(err, "%s %s", host, notHTTP.what())}
	case errors.Is(err, io.EOF), isDisconnect(err):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureClosed,
			Err: failuref(err, "%s closed the connection within the response headers", host)}
	}
	return err
}
