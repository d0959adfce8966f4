package intake

import (
	"strings"

	"corsplain/fetchspec"
)

// A panelReader reads text that was selected in the network panel of a
// browser's developer tools: names and values, on one line or on two, under
// headings that may be missing.
type panelReader struct {
	source
	request, response *rawMessage
	section           panelSection
	// name is one whose value is on the next line; "" for none.
	name     string
	position int
}

// A panelSection is a part of the panel.
type panelSection int

const (
	sectionGeneral panelSection = iota
	sectionResponse
	sectionRequest
)

// isPanelText reports whether text names a request's URL as panels do.
func isPanelText(text string) bool {
	for line := range linesOf(text) {
		name, value, hasColon := strings.Cut(strings.TrimSpace(line.text), ":")
		name = asciiLower(strings.TrimSpace(name))
		if name == "request url" || hasColon && name == "url" && strings.Contains(value, "://") {
			return true
		}
	}
	return false
}

func panelMessages(src source) ([]*rawMessage, error) {
	reader := panelReader{source: src, request: &rawMessage{}, response: &rawMessage{isResponse: true}}
	for line := range linesOf(src.text) {
		reader.line(line)
	}
	if reader.response.status == 0 {
		return []*rawMessage{reader.request}, nil
	}
	return []*rawMessage{reader.request, reader.response}, nil
}

func (reader *panelReader) line(line rawLine) {
	text := strings.TrimSpace(line.text)
	if reader.name != "" {
		reader.field(reader.name, text)
		reader.name = ""
		return
	}
	if text == "" || reader.heading(text) || reader.startLine(line) {
		return
	}
	name, value, hasColon := cutPanelName(text)
	if value != "" {
		reader.field(name, value)
		return
	}
	if hasColon || isPanelName(name) || fetchspec.IsHeaderName(name) {
		reader.name, reader.position = name, line.position
	}
}

// cutPanelName cuts at the colon after a name, of which a pseudo-header has
// another one before it.
func cutPanelName(text string) (name, value string, hasColon bool) {
	prefix := ""
	if strings.HasPrefix(text, ":") {
		prefix, text = ":", text[1:]
	}
	name, value, hasColon = strings.Cut(text, ":")
	if hasColon && !fetchspec.IsHeaderName(name) && !isPanelName(name) {
		return prefix + text, "", false
	}
	return prefix + strings.TrimSpace(name), strings.TrimSpace(value), hasColon
}

// heading reads the name of a section, as "Response headers (8)", and passes
// over the labels of buttons.
func (reader *panelReader) heading(text string) bool {
	lower := asciiLower(text)
	if i := strings.LastIndex(lower, " ("); i > 0 && strings.HasSuffix(lower, ")") {
		lower = lower[:i]
	}
	switch lower {
	case "general", "summary":
		reader.section = sectionGeneral
	case "response headers", "response":
		reader.section = sectionResponse
	case "request headers", "request":
		reader.section = sectionRequest
	case "raw", "view source", "view parsed", "parsed", "learn more", "provisional headers are shown",
		"⚠ provisional headers are shown", "headers", "preview", "payload", "initiator", "timing", "cookies":
	default:
		return false
	}
	return true
}

// startLine reads the first line of raw headers within the panel.
func (reader *panelReader) startLine(line rawLine) bool {
	if message, ok := parseStatusLine(line); ok {
		reader.section = sectionResponse
		reader.response.status, reader.response.statusText, reader.response.version = message.status, message.statusText, message.version
		return true
	}
	if message, ok := parseRequestLine(line); ok && message.target != "" {
		reader.section = sectionRequest
		reader.request.method, reader.request.target, reader.request.version = message.method, message.target, message.version
		return true
	}
	return false
}

// isPanelName reports whether name is one of the panel's own.
func isPanelName(name string) bool {
	switch asciiLower(name) {
	case "request url", "url", "request method", "method", "status code", "status", "remote address", "address",
		"referrer policy", "source", "initiator", "version", "transferred", "scheme", "filename", "protocol":
		return true
	}
	return false
}

func (reader *panelReader) field(name, value string) {
	if reader.section == sectionGeneral && reader.general(asciiLower(name), value) {
		return
	}
	lower := asciiLower(name)
	if reader.section == sectionGeneral {
		reader.section = sectionResponse
	}
	if reader.section == sectionResponse && isRequestOnly(lower) {
		reader.section = sectionRequest
	}
	message := reader.response
	if reader.section == sectionRequest {
		message = reader.request
	}
	message.add(fetchspec.Header{Name: name, Value: value})
}

// general reads a field of the panel's first section.
func (reader *panelReader) general(name, value string) bool {
	switch name {
	case "request url", "url":
		reader.request.url = value
	case "request method", "method":
		reader.request.method = value
	case "status code", "status":
		reader.status(value)
	case "remote address", "address":
		reader.response.remoteAddress = value
	case "version", "protocol":
		reader.response.version, _ = httpVersion(value)
	default:
		return isPanelName(name)
	}
	return true
}

// status reads "200 OK", also with "(from disk cache)" after it.
func (reader *panelReader) status(value string) {
	code, reason, _ := strings.Cut(value, " ")
	status, ok := parseStatus(code)
	if !ok {
		return
	}
	reason, _, _ = strings.Cut(reason, "(from ")
	reader.response.status, reader.response.statusText = status, strings.TrimSpace(reason)
}

// isRequestOnly reports whether a header is never a response's: where the
// headings are missing, the request's headers begin there.
func isRequestOnly(name string) bool {
	switch name {
	case ":authority", ":method", ":path", ":scheme", "accept", "accept-encoding", "accept-language", "host", "origin",
		"referer", "user-agent", "cookie", "authorization", "access-control-request-method",
		"access-control-request-headers", "if-none-match", "if-modified-since":
		return true
	}
	return strings.HasPrefix(name, "sec-fetch-") || strings.HasPrefix(name, "sec-ch-ua")
}
