package contentcoding

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// Limits bound what is read and kept of a body; zero fields have defaults.
type Limits struct {
	// Kept is how many decoded bytes are kept; 0 means 1 MiB.
	Kept int64
	// Drained is how many bytes beyond Kept are read off the wire to learn the
	// size and to keep the connection; 0 means 16 MiB.
	Drained int64
	// Decoded is how many bytes undoing each coding may yield; 0 means 64 MiB.
	Decoded int64
}

// WithDefaults returns the limits with their zero fields filled.
func (limits Limits) WithDefaults() Limits {
	if limits.Kept == 0 {
		limits.Kept = 1 << 20
	}
	if limits.Drained == 0 {
		limits.Drained = 16 << 20
	}
	if limits.Decoded == 0 {
		limits.Decoded = 64 << 20
	}
	return limits
}

// For returns the limits for the answer to request, which may need all of its
// body: then as much is kept as decoding may yield.
func (limits Limits) For(request *fetchspec.HTTPRequest) Limits {
	limits = limits.WithDefaults()
	if request.WholeBody {
		limits.Kept = max(limits.Kept, limits.Decoded)
	}
	return limits
}

// Read reads source, a body without its transfer framing, to its end or to a
// limit, and undoes the codings that headerList names. complete says whether
// the end of source was reached.
//
// A body that breaks off or cannot be decoded has an Err and the bytes up to
// there; one that was longer than the limits is Truncated without an Err.
func Read(source io.Reader, headerList fetchspec.HeaderList, limits Limits) (body fetchspec.ResponseBody, complete bool) {
	limits = limits.WithDefaults()
	wire := &boundedReader{source: source, left: limits.Kept + limits.Drained}
	codings := codingsOf(headerList)
	if len(codings) > maxCodings {
		body.Err = errTooManyCodings
		return body, wire.drain() == nil
	}
	keeper := &keeper{body: &body, kept: limits.Kept}
	if len(codings) == 0 {
		body.Err = keeper.readAll(wire, wire.left)
	} else {
		body.Err = decode(wire, codings, keeper, limits.Decoded)
	}
	switch {
	case wire.reachedLimit():
		body.Err = nil
		body.Truncated = true
	case wire.err != nil:
		body.Err = wire.err
	}
	return body, wire.drain() == nil
}

// decode reads wire through the decoders of codings, the last applied first.
// What one decoder yields for the next is bounded, too: a few bytes can make
// many of which the last decoder makes nothing.
func decode(wire *boundedReader, codings []string, keeper *keeper, decoded int64) error {
	var first [1]byte
	n, err := io.ReadFull(wire, first[:])
	if n == 0 {
		// Browsers take no bytes at all as an empty body in any coding.
		return ignoreEOF(err)
	}
	var reader io.Reader = io.MultiReader(bytes.NewReader(first[:]), wire)
	var between []*boundedReader
	for i := len(codings) - 1; i >= 0; i-- {
		reader, err = newDecoder(codings[i], reader)
		if err != nil {
			return decodingError(codings, err)
		}
		if closer, ok := reader.(io.Closer); ok {
			defer closer.Close()
		}
		if i > 0 {
			layer := &boundedReader{source: reader, left: decoded}
			between = append(between, layer)
			reader = layer
		}
	}
	err = keeper.readAll(reader, decoded)
	if slices.ContainsFunc(between, (*boundedReader).reachedLimit) {
		keeper.body.Truncated = true
		return nil
	}
	if err != nil {
		return decodingError(codings, err)
	}
	return nil
}

func decodingError(codings []string, err error) error {
	return fmt.Errorf("the body is not valid %s data: %w", strings.Join(codings, ", "), err)
}

// A keeper counts what it reads and keeps the beginning.
type keeper struct {
	body *fetchspec.ResponseBody
	kept int64
}

// readAll reads up to limit bytes. Reaching the limit is no error, but marks
// the body as truncated.
func (keeper *keeper) readAll(reader io.Reader, limit int64) error {
	const start = 512
	buffer := make([]byte, 0, start)
	for {
		if len(buffer) == cap(buffer) {
			buffer = append(buffer, 0)[:len(buffer)]
		}
		room := min(int64(cap(buffer)-len(buffer)), keeper.kept-int64(len(buffer)))
		if room <= 0 {
			break
		}
		n, err := reader.Read(buffer[len(buffer) : len(buffer)+int(room)])
		buffer = buffer[:len(buffer)+n]
		if err != nil {
			keeper.body.Bytes, keeper.body.Size = buffer, int64(len(buffer))
			return ignoreEOF(err)
		}
	}
	keeper.body.Bytes = buffer
	rest, err := io.Copy(io.Discard, io.LimitReader(reader, limit-int64(len(buffer))))
	keeper.body.Size = int64(len(buffer)) + rest
	keeper.body.Truncated = rest > 0
	return err
}

// errLimit ends reading at a limit.
var errLimit = errors.New("the body is longer than what is read of one")

// A boundedReader reads until a limit, and remembers how that ended: decoders
// wrap errors or hide them.
type boundedReader struct {
	source io.Reader
	left   int64
	err    error // what ended it, other than io.EOF
	ended  bool  // io.EOF was seen
}

func (bounded *boundedReader) Read(p []byte) (int, error) {
	switch {
	case bounded.ended:
		return 0, io.EOF
	case bounded.err != nil:
		return 0, bounded.err
	case int64(len(p)) > bounded.left:
		p = p[:max(bounded.left, 1)]
	}
	n, err := bounded.source.Read(p)
	if int64(n) > bounded.left {
		n, err = int(bounded.left), errLimit
	}
	bounded.left -= int64(n)
	if err == io.EOF {
		bounded.ended = true
		return n, err
	}
	bounded.err = err
	return n, err
}

func (bounded *boundedReader) reachedLimit() bool { return bounded.err == errLimit }

// drain reads what is left up to the limit; nil means that the end was seen.
func (bounded *boundedReader) drain() error {
	for !bounded.ended && bounded.err == nil {
		io.Copy(io.Discard, bounded)
	}
	return bounded.err
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
