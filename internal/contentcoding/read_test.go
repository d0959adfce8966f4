package contentcoding

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"corsplain/fetchspec"
)

func pack(t testing.TB, coding string, data []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	var writer io.WriteCloser
	var err error
	switch coding {
	case "gzip", "x-gzip":
		writer = gzip.NewWriter(&packed)
	case "deflate":
		writer = zlib.NewWriter(&packed)
	case "raw deflate":
		writer, err = flate.NewWriter(&packed, flate.BestSpeed)
	case "br":
		writer = brotli.NewWriter(&packed)
	case "zstd":
		writer, err = zstd.NewWriter(&packed)
	default:
		t.Fatalf("no coding %q", coding)
	}
	if err != nil {
		t.Fatal(err)
	}
	writer.Write(data)
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func contentEncoding(values ...string) fetchspec.HeaderList {
	var list fetchspec.HeaderList
	for _, value := range values {
		list = append(list, fetchspec.Header{Name: "content-ENCODING", Value: value})
	}
	return list
}

func TestCodingsAreUndone(t *testing.T) {
	hello := []byte(strings.Repeat("hello, ", 3000))
	for _, test := range []struct {
		name    string
		headers fetchspec.HeaderList
		wire    []byte
	}{
		{"none", nil, hello},
		{"identity", contentEncoding("identity"), hello},
		{"gzip", contentEncoding("GZip"), pack(t, "gzip", hello)},
		{"x-gzip", contentEncoding("x-gzip"), pack(t, "gzip", hello)},
		{"deflate", contentEncoding("deflate"), pack(t, "deflate", hello)},
		{"deflate without the zlib header", contentEncoding("deflate"), pack(t, "raw deflate", hello)},
		{"br", contentEncoding("br"), pack(t, "br", hello)},
		{"zstd", contentEncoding("zstd"), pack(t, "zstd", hello)},
		{"a list", contentEncoding("gzip, identity ,br"), pack(t, "br", pack(t, "gzip", hello))},
		{"two lines", contentEncoding("deflate", "zstd"), pack(t, "zstd", pack(t, "deflate", hello))},
		{"five codings", contentEncoding("gzip,gzip,gzip,gzip,gzip"), repeatedly(t, 5, hello)},
		{"gzip with junk after it", contentEncoding("gzip"), append(pack(t, "gzip", hello), "junk"...)},
		{"gzip with a wrong checksum", contentEncoding("gzip"), withWrongChecksum(pack(t, "gzip", hello))},
	} {
		for wireName, source := range map[string]io.Reader{
			"at once":      bytes.NewReader(test.wire),
			"byte by byte": iotest.OneByteReader(bytes.NewReader(test.wire)),
		} {
			body, complete := Read(source, test.headers, Limits{})
			if !bytes.Equal(body.Bytes, hello) || body.Size != int64(len(hello)) || body.Truncated || body.Err != nil || !complete {
				t.Errorf("%s, %s: %d bytes of %d, truncated %t, error %v, complete %t",
					test.name, wireName, len(body.Bytes), body.Size, body.Truncated, body.Err, complete)
			}
		}
	}
}

func repeatedly(t *testing.T, times int, data []byte) []byte {
	for range times {
		data = pack(t, "gzip", data)
	}
	return data
}

func withWrongChecksum(packed []byte) []byte {
	packed[len(packed)-8] ^= 0xff
	return packed
}

func TestUnknownCodingsAreLeftAlone(t *testing.T) {
	packed := pack(t, "gzip", []byte("hello"))
	for _, value := range []string{"compress", "gzip, rot13", "utf-8", "gzip;q=1"} {
		body, complete := Read(bytes.NewReader(packed), contentEncoding(value), Limits{})
		if !bytes.Equal(body.Bytes, packed) || body.Err != nil || !complete {
			t.Errorf("%s: %q, error %v", value, body.Bytes, body.Err)
		}
	}
}

func TestEmptyBodyIsEmptyInEveryCoding(t *testing.T) {
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		body, complete := Read(strings.NewReader(""), contentEncoding(coding), Limits{})
		if body.Size != 0 || body.Err != nil || !complete {
			t.Errorf("%s: %+v", coding, body)
		}
	}
}

func TestBrokenCodingsAreErrors(t *testing.T) {
	hello := []byte(strings.Repeat("hello, ", 3000))
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		packed := pack(t, coding, hello)
		for name, wire := range map[string][]byte{
			"not coded": []byte("plain text"),
			"cut":       packed[:len(packed)/2],
			"one byte":  packed[:1],
		} {
			body, complete := Read(bytes.NewReader(wire), contentEncoding(coding), Limits{})
			if body.Err == nil || !strings.Contains(body.Err.Error(), "not valid "+coding+" data") || !complete {
				t.Errorf("%s, %s: error %v, complete %t", coding, name, body.Err, complete)
			}
		}
	}
}

func TestTooManyCodingsAreNotUndone(t *testing.T) {
	body, _ := Read(strings.NewReader("x"), contentEncoding(strings.Repeat("gzip,", 6)), Limits{})
	if body.Err == nil {
		t.Error("six codings were undone")
	}
}

func TestDecompressionBombIsStopped(t *testing.T) {
	limits := Limits{Kept: 1000, Drained: 1 << 20, Decoded: 100_000}
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		bomb := pack(t, coding, make([]byte, 10<<20))
		body, complete := Read(bytes.NewReader(bomb), contentEncoding(coding), limits)
		if len(body.Bytes) != 1000 || body.Size != 100_000 || !body.Truncated || body.Err != nil || !complete {
			t.Errorf("%s: %d bytes of %d, truncated %t, error %v, complete %t",
				coding, len(body.Bytes), body.Size, body.Truncated, body.Err, complete)
		}
	}
}

func TestBodyAsLongAsTheLimitIsWhole(t *testing.T) {
	body, complete := Read(strings.NewReader(strings.Repeat("x", 1000)), nil, Limits{Kept: 1000})
	if len(body.Bytes) != 1000 || body.Size != 1000 || body.Truncated || body.Err != nil || !complete {
		t.Errorf("%d bytes of %d, truncated %t, error %v, complete %t", len(body.Bytes), body.Size, body.Truncated, body.Err, complete)
	}
}

func TestReadingStopsAtTheLimits(t *testing.T) {
	endless := &countingReader{}
	for name, headers := range map[string]fetchspec.HeaderList{"plain": nil, "gzip": contentEncoding("gzip")} {
		endless.read = 0
		body, complete := Read(endless, headers, Limits{Kept: 1000, Drained: 5000})
		if complete || name == "plain" && (body.Size != 6000 || !body.Truncated || body.Err != nil) {
			t.Errorf("%s: %d bytes of %d, truncated %t, error %v, complete %t", name, len(body.Bytes), body.Size, body.Truncated, body.Err, complete)
		}
		if endless.read > 6000+64<<10 {
			t.Errorf("%s: %d bytes were read", name, endless.read)
		}
	}
}

// A countingReader is an endless body.
type countingReader struct{ read int }

func (reader *countingReader) Read(p []byte) (int, error) {
	reader.read += len(p)
	return len(p), nil
}

func TestErrorOfTheWireIsKept(t *testing.T) {
	broken := errors.New("broken wire")
	packed := pack(t, "gzip", []byte(strings.Repeat("hello, ", 3000)))
	for name, headers := range map[string]fetchspec.HeaderList{"plain": nil, "gzip": contentEncoding("gzip")} {
		source := io.MultiReader(bytes.NewReader(packed[:len(packed)-10]), iotest.ErrReader(broken))
		body, complete := Read(source, headers, Limits{})
		if body.Err != broken || complete || len(body.Bytes) == 0 {
			t.Errorf("%s: %d bytes, error %v, complete %t", name, len(body.Bytes), body.Err, complete)
		}
	}
}

func FuzzDecodingIsBounded(f *testing.F) {
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		f.Add(coding, pack(f, coding, []byte("hello")))
	}
	f.Add("gzip, br", []byte("x"))
	f.Fuzz(func(t *testing.T, coding string, wire []byte) {
		limits := Limits{Kept: 100, Drained: 1 << 10, Decoded: 1 << 12}
		body, _ := Read(bytes.NewReader(wire), contentEncoding(coding), limits)
		isWhole := body.Size == int64(len(body.Bytes))
		if int64(len(body.Bytes)) > limits.Kept || body.Size > limits.Decoded || !isWhole && !body.Truncated {
			t.Errorf("%d bytes kept of %d, truncated %t", len(body.Bytes), body.Size, body.Truncated)
		}
	})
}

// An empty stored block is five bytes that decode to none: a gzip stream can
// have any number of them.
//
// https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4
func TestStackedCodingsCannotMultiplyTheWork(t *testing.T) {
	header := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}
	bomb := append(header, bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 1<<20)...)
	for range 2 {
		bomb = pack(t, "gzip", bomb)
	}
	if len(bomb) > 1000 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	body, complete := Read(bytes.NewReader(bomb), contentEncoding("gzip, gzip, gzip"), Limits{Decoded: 64 << 10})
	if body.Err != nil || !body.Truncated || body.Size != 0 || !complete {
		t.Errorf("error %v, truncated %v, size %d, complete %v", body.Err, body.Truncated, body.Size, complete)
	}
	body, _ = Read(bytes.NewReader(pack(t, "br", bomb)), contentEncoding("gzip, gzip, gzip, br"), Limits{Decoded: 64 << 10})
	if body.Err != nil || !body.Truncated {
		t.Errorf("below brotli: error %v, truncated %v", body.Err, body.Truncated)
	}
}
