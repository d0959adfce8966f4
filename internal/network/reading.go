package network

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"corsplain/fetchspec"
	"corsplain/internal/contentcoding"
)

// isUnusual reports whether engines may differ over a head. It is quick, and
// rarely true.
func (raw rawHead) isUnusual(parsed *head) bool {
	if parsed == nil || raw.junk || raw.brokeOff || len(parsed.ignored) > 0 || !hasUsualStatusLine(raw.bytes) {
		return true
	}
	if !utf8.Valid(raw.bytes) || bytes.IndexByte(raw.bytes, 0) >= 0 || bytes.Count(raw.bytes, []byte("\r")) != bytes.Count(raw.bytes, []byte("\r\n")) {
		return true
	}
	for _, name := range [...]string{"Content-Length", "Location", "Content-Disposition"} {
		if len(parsed.headerList.Values(name)) > 1 {
			return true
		}
	}
	return false
}

// hasUsualStatusLine reports whether a head begins like "HTTP/1.1 200 ".
func hasUsualStatusLine(head []byte) bool {
	const usual = "HTTP/1.1 200"
	if len(head) <= len(usual) || string(head[:7]) != usual[:7] || head[7] != '0' && head[7] != '1' || head[8] != ' ' {
		return false
	}
	digits := head[9:12]
	return '1' <= digits[0] && digits[0] <= '9' && isDigit(digits[1]) && isDigit(digits[2]) && bytes.IndexByte([]byte(" \r\n"), head[12]) >= 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// otherReadings is what the engines make of an answer that do not read it as
// the client's own dialect does, which refused it if response is nil. The body
// is what was read of it; nil for nothing yet. Who would have ended it elsewhere
// gets the same.
func (exchange *exchange) otherReadings(raw rawHead, response *fetchspec.HTTPResponse, body *fetchspec.ResponseBody) []fetchspec.Reading {
	var readings []fetchspec.Reading
	for _, engine := range [...]fetchspec.EngineName{fetchspec.EngineChrome, fetchspec.EngineFirefox, fetchspec.EngineSafari} {
		reading := exchange.readAs(DialectFor(engine), raw, &body)
		reading.Engine = engine
		if !readsAlike(reading.Response, response) {
			readings = append(readings, reading)
		}
	}
	return readings
}

// readAs is the answer as a dialect reads it. If the body was not read so far,
// because the answer was refused, it is read now and kept for the others.
func (exchange *exchange) readAs(dialect Dialect, raw rawHead, body **fetchspec.ResponseBody) fetchspec.Reading {
	parsed, err := raw.parse(dialect)
	if err != nil {
		return fetchspec.Reading{Err: exchange.malformed(err)}
	}
	framing, err := parsed.framing(dialect)
	if err != nil {
		return fetchspec.Reading{Err: exchange.malformed(err)}
	}
	response := exchange.responseOf(parsed)
	if exchange.hasNoBody(parsed.status, dialect) {
		return fetchspec.Reading{Response: response}
	}
	if *body == nil {
		*body = exchange.readLate(response.HeaderList, framing)
	}
	response.Body = **body
	forgiveShortBody(response, dialect)
	return fetchspec.Reading{Response: response}
}

// readLate reads the body of an answer that the client's own dialect refused.
func (exchange *exchange) readLate(headerList fetchspec.HeaderList, framing framing) *fetchspec.ResponseBody {
	exchange.connection.limitReading(unreadBodyTimeout)
	source := framing.reader(exchange.connection.reader)
	body, _ := contentcoding.Read(source, headerList, exchange.client.options.bodyLimits().For(exchange.request))
	if isTimeout(body.Err) {
		body.Err = ErrCut
	}
	return &body
}

// readsAlike reports whether two readings, of which nil is a refusal, come to
// the same.
func readsAlike(a, b *fetchspec.HTTPResponse) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Status == b.Status && a.StatusText == b.StatusText && slices.Equal(a.HeaderList, b.HeaderList) &&
		(a.Body.Err == nil) == (b.Body.Err == nil)
}
