package fetchspec

import (
	"encoding/base64"
	"strings"
)

// A DataURL is a data: URL struct.
//
// https://fetch.spec.whatwg.org/#data-url-struct
type DataURL struct {
	MIMEType string // serialized
	Body     []byte
}

// ProcessDataURL takes a data: URL apart; ok is false for the Standard's
// failure.
//
// https://fetch.spec.whatwg.org/#data-url-processor
func ProcessDataURL(dataURL *URL) (data DataURL, ok bool) {
	input := strings.TrimPrefix(dataURL.WithoutFragment(), "data:")
	mimeType, encodedBody, found := strings.Cut(input, ",")
	if !found {
		return DataURL{}, false
	}
	mimeType = strings.Trim(mimeType, " ")
	body := percentDecode(encodedBody)
	if withoutBase64, is := cutBase64(mimeType); is {
		mimeType = withoutBase64
		if body, ok = forgivingBase64Decode(body); !ok {
			return DataURL{}, false
		}
	}
	if strings.HasPrefix(mimeType, ";") {
		mimeType = "text/plain" + mimeType
	}
	parsed, ok := ParseMIMEType(mimeType)
	if !ok {
		return DataURL{MIMEType: "text/plain;charset=US-ASCII", Body: body}, true
	}
	return DataURL{MIMEType: parsed.String(), Body: body}, true
}

// cutBase64 removes ";base64", with spaces in its middle, from the end.
func cutBase64(mimeType string) (rest string, found bool) {
	const base64 = "base64"
	start := len(mimeType) - len(base64)
	if start < 0 || !equalFoldASCII(mimeType[start:], base64) {
		return mimeType, false
	}
	return strings.CutSuffix(strings.TrimRight(mimeType[:start], " "), ";")
}

// percentDecode decodes each percent sign that two hexadecimal digits follow,
// and leaves the others.
//
// https://url.spec.whatwg.org/#percent-decode
func percentDecode(input string) []byte {
	decoded := make([]byte, 0, len(input))
	for i := 0; i < len(input); i++ {
		if input[i] == '%' && i+2 < len(input) && isHexDigit(input[i+1]) && isHexDigit(input[i+2]) {
			decoded = append(decoded, hexValue(input[i+1])<<4|hexValue(input[i+2]))
			i += 2
			continue
		}
		decoded = append(decoded, input[i])
	}
	return decoded
}

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= lowerASCII(c) && lowerASCII(c) <= 'f'
}

func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return lowerASCII(c) - 'a' + 10
}

// forgivingBase64Decode decodes base64 with whitespace anywhere and padding or
// none.
//
// https://infra.spec.whatwg.org/#forgiving-base64-decode
func forgivingBase64Decode(data []byte) (decoded []byte, ok bool) {
	stripped := make([]byte, 0, len(data))
	for _, c := range data {
		if strings.IndexByte("\t\n\f\r ", c) < 0 {
			stripped = append(stripped, c)
		}
	}
	if len(stripped)%4 == 0 {
		for range 2 {
			if len(stripped) > 0 && stripped[len(stripped)-1] == '=' {
				stripped = stripped[:len(stripped)-1]
			}
		}
	}
	// Bits that are left over at the end may be set, as Infra allows.
	decoded = make([]byte, base64.RawStdEncoding.DecodedLen(len(stripped)))
	n, err := base64.RawStdEncoding.Decode(decoded, stripped)
	return decoded[:n], err == nil
}
