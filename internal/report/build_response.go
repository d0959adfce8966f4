package report

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// response is what the script gets of response.
func (build *builder) response(response *fetchspec.Response) *Response {
	made := &Response{
		Type:          build.responseType(response),
		Redirected:    len(response.URLList) > 1,
		Status:        response.Status,
		StatusText:    ByteString(build.redact.text(response.StatusMessage)),
		Headers:       build.headers(response.HeaderList),
		HiddenHeaders: hiddenHeaders(response),
		Content:       build.content(response.Body),
	}
	if url := response.URL(); url != nil {
		made.URL = build.redact.url(url.WithoutFragment())
	}
	return made
}

// responseType is the response's type, which only fetch() shows; an
// XMLHttpRequest shows whether there was an error.
func (build *builder) responseType(response *fetchspec.Response) string {
	if build.result.Call.API == simulate.APIXHR && !response.IsNetworkError() {
		return ""
	}
	return string(response.Type)
}

// hiddenHeaders are the names that were received and that the script cannot
// read, each once, in order.
func hiddenHeaders(response *fetchspec.Response) []ByteString {
	hidden := []ByteString{}
	seen := map[string]bool{}
	for _, header := range response.Unfiltered().HeaderList {
		name := strings.ToLower(header.Name)
		if seen[name] || response.HeaderList.Contains(header.Name) {
			continue
		}
		seen[name] = true
		hidden = append(hidden, ByteString(header.Name))
	}
	return hidden
}

func (build *builder) content(body *fetchspec.ResponseBody) Content {
	if body == nil {
		return Content{Body: NullableText{Null: true, Present: true}}
	}
	content := contentOf(build.redact.bytes(body.Bytes))
	content.BodyTruncated = body.Truncated
	if body.Err != nil {
		content.BodyError = build.redact.text(body.Err.Error())
	}
	return content
}

func contentOf(bytes []byte) Content {
	if !isPlainUTF8(bytes) {
		return Content{BodyBase64: base64.StdEncoding.EncodeToString(bytes)}
	}
	return Content{Body: NullableText{Text: string(bytes), Present: true}}
}

// isPlainUTF8 reports whether decoding the bytes to text and encoding that
// again gives the same bytes. A byte order mark would be lost.
func isPlainUTF8(bytes []byte) bool {
	const byteOrderMark = "\xEF\xBB\xBF"
	return utf8.Valid(bytes) && !strings.HasPrefix(string(bytes[:min(3, len(bytes))]), byteOrderMark)
}

// hidden is the answer that the browser kept from script: the one at which a
// blocked fetch stopped, or what an opaque response stands for.
func (build *builder) hidden() *Hidden {
	index := build.hiddenExchange()
	if build.result.Trace == nil || index < 0 || index >= len(build.result.Trace.Exchanges) {
		return nil
	}
	received := build.result.Trace.Exchanges[index].Response
	if received == nil {
		return nil
	}
	return &Hidden{
		Exchange:   index,
		Status:     received.Status,
		StatusText: ByteString(build.redact.text(received.StatusText)),
		Headers:    build.headers(received.HeaderList),
		BodySize:   received.Body.Size,
		Content:    build.beginning(&received.Body),
	}
}

func (build *builder) hiddenExchange() int {
	response := build.result.Response
	if response == nil {
		return -1
	}
	switch build.diagnosis.Verdict {
	case explain.VerdictBlocked:
		if response.Failure != nil {
			return response.Failure.Exchange
		}
	case explain.VerdictOpaque:
		return response.Exchange
	}
	return -1
}

// beginning is the first hiddenBodyLimit bytes of a body, in whole characters.
// Secrets are taken out first, so that none is cut in two and missed.
func (build *builder) beginning(body *fetchspec.ResponseBody) Content {
	const looked = 16 * hiddenBodyLimit
	bytes := build.redact.bytes(body.Bytes[:min(len(body.Bytes), looked)])
	cut := len(body.Bytes) > looked || len(bytes) > hiddenBodyLimit
	if len(bytes) > hiddenBodyLimit {
		bytes = wholeCharacters(bytes[:hiddenBodyLimit])
	}
	content := contentOf(bytes)
	content.BodyTruncated = body.Truncated || cut
	if body.Err != nil {
		content.BodyError = build.redact.text(body.Err.Error())
	}
	return content
}

// wholeCharacters leaves out a UTF-8 sequence that is cut at the end.
func wholeCharacters(bytes []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(bytes); i++ {
		if last := bytes[len(bytes)-i]; utf8.RuneStart(last) {
			if !utf8.FullRune(bytes[len(bytes)-i:]) {
				return bytes[:len(bytes)-i]
			}
			break
		}
	}
	return bytes
}
