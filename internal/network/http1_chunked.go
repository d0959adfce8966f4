package network

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxChunkLine bounds a chunk's size line, and maxTrailer all trailers.
const (
	maxChunkLine = 16 << 10
	maxTrailer   = 64 << 10
)

// A chunkedReader takes the chunked framing off. Trailers are read and
// dropped, as browsers do.
//
// https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding
type chunkedReader struct {
	source *bufio.Reader
	left   uint64 // of the current chunk
	inside bool   // within a chunk or before the line break that ends it
	err    error
}

func (reader *chunkedReader) Read(p []byte) (int, error) {
	if reader.err != nil {
		return 0, reader.err
	}
	if reader.left == 0 {
		if reader.err = reader.nextChunk(); reader.err != nil {
			return 0, reader.err
		}
	}
	if uint64(len(p)) > reader.left {
		p = p[:reader.left]
	}
	n, err := reader.source.Read(p)
	reader.left -= uint64(n)
	if err != nil {
		reader.err = brokenChunk(err)
	}
	return n, reader.err
}

// nextChunk reads up to the data of the next chunk; io.EOF after the last.
func (reader *chunkedReader) nextChunk() error {
	if reader.inside {
		line, err := reader.line(maxChunkLine)
		if err != nil {
			return err
		}
		if line != "" {
			return errors.New("the chunked body is malformed: a chunk is longer than its size")
		}
	}
	line, err := reader.line(maxChunkLine)
	if err != nil {
		return err
	}
	size, _, _ := strings.Cut(line, ";")
	reader.left, err = parseChunkSize(strings.TrimRight(size, " "))
	if err != nil {
		return failuref(err, "the chunked body is malformed: %q is not the size of a chunk", clip(line))
	}
	reader.inside = true
	if reader.left > 0 {
		return nil
	}
	return reader.skipTrailers()
}

// parseChunkSize is stricter than ParseUint, which takes a sign and "_".
func parseChunkSize(digits string) (uint64, error) {
	for _, c := range []byte(digits) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return 0, strconv.ErrSyntax
		}
	}
	return strconv.ParseUint(digits, 16, 63)
}

func (reader *chunkedReader) skipTrailers() error {
	for left := maxTrailer; left > 0; {
		line, err := reader.line(left)
		if err != nil {
			return err
		}
		if line == "" {
			return io.EOF
		}
		left -= len(line) + 1
	}
	return errors.New("the chunked body is malformed: its trailers are too long")
}

func (reader *chunkedReader) line(most int) (string, error) {
	var line []byte
	for {
		part, err := reader.source.ReadSlice('\n')
		if len(line)+len(part) > most {
			return "", errors.New("the chunked body is malformed: a line is too long")
		}
		line = append(line, part...)
		switch err {
		case nil:
			return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
		case bufio.ErrBufferFull:
		default:
			return "", brokenChunk(err)
		}
	}
}

func brokenChunk(err error) error {
	if isDisconnect(err) {
		return failuref(io.ErrUnexpectedEOF, "the connection closed before the last chunk of the body")
	}
	return err
}
