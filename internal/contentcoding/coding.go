package contentcoding

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"corsplain/fetchspec"
)

// maxCodings is how many codings may be stacked; nobody uses more than two.
const maxCodings = 5

// maxZstdWindow is the largest window that browsers accept.
//
// https://www.rfc-editor.org/rfc/rfc9659
const maxZstdWindow = 8 << 20

var errTooManyCodings = errors.New("the body has more content codings than a browser would undo")

// codingsOf lists the codings that the header list's Content-Encoding names,
// in the order in which they were applied, without identity. It is empty if
// one of them is unknown: browsers then hand out the bytes as they came.
func codingsOf(headerList fetchspec.HeaderList) []string {
	value, present := headerList.Get("Content-Encoding")
	if !present {
		return nil
	}
	var codings []string
	for name := range strings.SplitSeq(value, ",") {
		switch name = strings.ToLower(strings.Trim(name, " \t")); name {
		case "", "identity":
		case "gzip", "x-gzip", "deflate", "br", "zstd":
			codings = append(codings, name)
		default:
			return nil
		}
	}
	return codings
}

// newDecoder returns a reader that undoes one coding. The reader may implement
// io.Closer.
func newDecoder(coding string, source io.Reader) (io.Reader, error) {
	switch coding {
	case "gzip", "x-gzip":
		return newGzipReader(source)
	case "deflate":
		return newDeflateReader(source)
	case "br":
		return brotli.NewReader(source), nil
	}
	decoder, err := zstd.NewReader(source,
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxZstdWindow))
	if err != nil {
		return nil, err
	}
	return decoder.IOReadCloser(), nil
}

// A gzipReader reads the first member and lets the rest go, and does not mind
// a wrong checksum: Chromium and Firefox do the same.
type gzipReader struct{ member *gzip.Reader }

func newGzipReader(source io.Reader) (io.Reader, error) {
	member, err := gzip.NewReader(source)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return gzipReader{member}, nil
}

func (reader gzipReader) Read(p []byte) (int, error) {
	n, err := reader.member.Read(p)
	if errors.Is(err, gzip.ErrChecksum) {
		err = io.EOF
	}
	return n, err
}

// newDeflateReader accepts the zlib format, which "deflate" means, and bare
// deflate data, which some servers send.
func newDeflateReader(source io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(source)
	head, err := buffered.Peek(2)
	if err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	if isZlibHeader(head[0], head[1]) {
		return zlib.NewReader(buffered)
	}
	return flate.NewReader(buffered), nil
}

// isZlibHeader checks the method, the window size and the check bits.
//
// https://www.rfc-editor.org/rfc/rfc1950#section-2.2
func isZlibHeader(cmf, flags byte) bool {
	return cmf&0x0f == 8 && cmf>>4 <= 7 && (uint(cmf)<<8|uint(flags))%31 == 0
}
