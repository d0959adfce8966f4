package network

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// A framing says where a body ends.
type framing struct {
	chunked bool
	length  int64 // -1: when the connection closes
}

// hasEnd reports whether the body ends before the connection does.
func (framing framing) hasEnd() bool { return framing.chunked || framing.length >= 0 }

// framing works out how the body of a final answer is framed. A chunked body
// needs no length, so lengths that contradict each other do no harm then.
func (parsed *head) framing(dialect Dialect) (framing, error) {
	if err := parsed.checkFinal(dialect); err != nil {
		return framing{}, err
	}
	if parsed.version != "1.0" || dialect.ChunkedInHTTP10 {
		if listContains(parsed.headerList, "Transfer-Encoding", "chunked") {
			return framing{chunked: true}, nil
		}
	}
	length, agree := contentLength(parsed.headerList)
	if !agree && !dialect.ConflictingContentLength {
		return framing{}, errors.New("it has two Content-Length headers that contradict each other")
	}
	return framing{length: length}, nil
}

// contentLength is the length that all Content-Length values agree on; -1 for
// none or one that is no number.
func contentLength(headerList fetchspec.HeaderList) (length int64, agree bool) {
	combined, present := headerList.Get("Content-Length")
	if !present {
		return -1, true
	}
	candidate, first := "", true
	for value := range strings.SplitSeq(combined, ",") {
		value = strings.Trim(value, " \t")
		if !first && value != candidate {
			return -1, false
		}
		candidate, first = value, false
	}
	number, err := strconv.ParseUint(candidate, 10, 63)
	if err != nil {
		return -1, true
	}
	return int64(number), true
}

// checkFinal refuses an answer that is none, or that looks like one that was
// split by an attacker.
func (parsed *head) checkFinal(dialect Dialect) error {
	if parsed.status/100 == 1 {
		return errors.New("it switched to another protocol, which was not asked for (status 101)")
	}
	if !dialect.ConflictingLocation {
		return nil
	}
	for _, name := range [...]string{"Location", "Content-Disposition"} {
		values := parsed.headerList.Values(name)
		for _, value := range values {
			if value != values[0] {
				return fmt.Errorf("it has two %s headers that contradict each other", name)
			}
		}
	}
	return nil
}

// keepsAlive reports whether the server means to keep the connection.
func (parsed *head) keepsAlive() bool {
	if parsed.version == "1.0" {
		return listContains(parsed.headerList, "Connection", "keep-alive")
	}
	return !listContains(parsed.headerList, "Connection", "close")
}

// listContains reports whether a comma-separated header names token.
func listContains(headerList fetchspec.HeaderList, name, token string) bool {
	value, _ := headerList.Get(name)
	for item := range strings.SplitSeq(value, ",") {
		if strings.EqualFold(strings.Trim(item, " \t"), token) {
			return true
		}
	}
	return false
}

// reader returns a reader of the body alone.
func (framing framing) reader(source *bufio.Reader) io.Reader {
	switch {
	case framing.chunked:
		return &chunkedReader{source: source}
	case framing.length >= 0:
		return &lengthReader{source: source, length: framing.length, left: framing.length}
	}
	return source
}

// A lengthReader reads as many bytes as Content-Length promised.
type lengthReader struct {
	source       io.Reader
	length, left int64
}

func (reader *lengthReader) Read(p []byte) (int, error) {
	if reader.left == 0 {
		return 0, io.EOF
	}
	if int64(len(p)) > reader.left {
		p = p[:reader.left]
	}
	n, err := reader.source.Read(p)
	reader.left -= int64(n)
	if err == nil || reader.left == 0 {
		return n, nil
	}
	if isDisconnect(err) {
		err = &shortBodyError{reader.length - reader.left, reader.length}
	}
	return n, err
}

// A shortBodyError is a connection that closed within a body of known length.
type shortBodyError struct{ received, length int64 }

func (short *shortBodyError) Error() string {
	return fmt.Sprintf("the connection closed after %d of %d bytes of the body", short.received, short.length)
}

// Unwrap returns io.ErrUnexpectedEOF.
func (short *shortBodyError) Unwrap() error { return io.ErrUnexpectedEOF }

func isShort(response *fetchspec.HTTPResponse) bool {
	var short *shortBodyError
	return errors.As(response.Body.Err, &short)
}

// forgiveShortBody takes the error of a short body away where the dialect does
// not mind.
func forgiveShortBody(response *fetchspec.HTTPResponse, dialect Dialect) {
	if dialect.ShortBody && isShort(response) {
		response.Body.Err = nil
	}
}
