package fetchspec

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// A BodyInitType is the kind of object that a script gives as a body.
//
// https://fetch.spec.whatwg.org/#bodyinit-unions
type BodyInitType string

// The kinds of object; the zero value is BodyInitText.
const (
	BodyInitText       BodyInitType = "text"       // a string
	BodyInitBytes      BodyInitType = "bytes"      // an ArrayBuffer or a view of one
	BodyInitURLEncoded BodyInitType = "urlencoded" // new URLSearchParams(bytes)
	BodyInitFormData   BodyInitType = "formdata"   // a FormData with one field, called "field"
	BodyInitBlob       BodyInitType = "blob"
	BodyInitStream     BodyInitType = "stream" // a ReadableStream, with duplex "half"
)

// streamAsString is what a ReadableStream is as a string.
const streamAsString = "[object ReadableStream]"

// A BodyInit is a body as a script gives it.
type BodyInit struct {
	Bytes    []byte
	Type     BodyInitType
	BlobType string // with BodyInitBlob: the Blob's type, "" for none
	Boundary string // with BodyInitFormData; "" makes one from Bytes
}

// extract returns the body and its Content-Type, "" for none.
//
// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
func (init BodyInit) extract(keepalive bool, engine *Engine) (body *Body, contentType string, failed *Failure) {
	switch init.Type {
	case BodyInitBytes:
		return &Body{Bytes: init.Bytes}, "", nil
	case BodyInitBlob:
		return &Body{Bytes: init.Bytes}, blobType(init.BlobType), nil
	case BodyInitURLEncoded:
		return &Body{Bytes: serializeURLEncoded(string(init.Bytes))}, "application/x-www-form-urlencoded;charset=UTF-8", nil
	case BodyInitFormData:
		boundary := init.boundary()
		return &Body{Bytes: encodeFormData(init.Bytes, boundary)}, "multipart/form-data; boundary=" + boundary, nil
	case BodyInitStream:
		return init.extractStream(keepalive, engine)
	}
	return &Body{Bytes: init.Bytes}, "text/plain;charset=UTF-8", nil
}

// extractStream is the ReadableStream part of extract.
func (init BodyInit) extractStream(keepalive bool, engine *Engine) (*Body, string, *Failure) {
	switch engine.StreamBody {
	// Departure: Gecko does not know streams as bodies and takes a string.
	case StreamBodyIsString:
		return &Body{Bytes: []byte(streamAsString)}, "text/plain;charset=UTF-8", nil
	// Departure: WebKit throws a NotSupportedError.
	case StreamBodyThrows:
		failed := failure("extract", "10[7]", "body", -1)
		failed.Departure = "StreamBody"
		return nil, "", failed
	}
	if keepalive {
		return nil, "", failure("extract", "10[7]", "keepalive", -1)
	}
	return &Body{Bytes: init.Bytes, Stream: true}, "", nil
}

// blobType is the type attribute that the Blob constructor makes of a type.
//
// https://w3c.github.io/FileAPI/#constructorBlob
func blobType(given string) string {
	for i := 0; i < len(given); i++ {
		if given[i] < 0x20 || given[i] > 0x7E {
			return ""
		}
	}
	return lowerASCIIString(given)
}

// boundary is the boundary given, or one that the bytes cannot contain but by
// a collision of SHA-256.
func (init BodyInit) boundary() string {
	if init.Boundary != "" {
		return init.Boundary
	}
	digest := sha256.Sum256(init.Bytes)
	return "----FormBoundary" + hex.EncodeToString(digest[:8])
}

// encodeFormData is the multipart/form-data encoding of one field. Line breaks
// in its value become CRLF.
//
// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart/form-data-encoding-algorithm
func encodeFormData(value []byte, boundary string) []byte {
	lines := strings.NewReplacer("\r\n", "\r\n", "\r", "\r\n", "\n", "\r\n").Replace(string(value))
	return []byte("--" + boundary + "\r\n" +
		"Content-Disposition: form-data; name=\"field\"\r\n\r\n" +
		lines + "\r\n" +
		"--" + boundary + "--\r\n")
}

// serializeURLEncoded parses a query as URLSearchParams does and serializes
// it again.
//
// https://url.spec.whatwg.org/#concept-urlencoded-serializer
func serializeURLEncoded(query string) []byte {
	var serialized []byte
	for pair := range strings.SplitSeq(strings.TrimPrefix(query, "?"), "&") {
		if pair == "" {
			continue
		}
		if len(serialized) > 0 {
			serialized = append(serialized, '&')
		}
		name, value, _ := strings.Cut(pair, "=")
		serialized = appendURLEncoded(serialized, decodeURLEncoded(name))
		serialized = append(serialized, '=')
		serialized = appendURLEncoded(serialized, decodeURLEncoded(value))
	}
	return serialized
}

func decodeURLEncoded(s string) string {
	decoded := percentDecode(strings.ReplaceAll(s, "+", " "))
	return string([]rune(string(decoded)))
}

func appendURLEncoded(serialized []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			serialized = append(serialized, '+')
		case isAlphanumeric(c), c == '*', c == '-', c == '.', c == '_':
			serialized = append(serialized, c)
		default:
			serialized = append(serialized, percentEncoded(c)...)
		}
	}
	return serialized
}
