package intake

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// A rawMessage is a request or a response as text.
type rawMessage struct {
	position   int // of its first line
	isResponse bool
	version    string // "1.1", "2"; "" if the text does not say

	method string
	target string
	url    string // where the text says it in full

	status     int
	statusText string

	headers fetchspec.HeaderList
	body    []byte

	// overTLS and remoteAddress are what a log says about the connection.
	overTLS       connectionSecurity
	remoteAddress string
	// failure is set where the log says why there was no answer.
	failure *fetchspec.ExchangeError
}

// A connectionSecurity is what is known of a connection.
type connectionSecurity int

const (
	securityUnknown connectionSecurity = iota
	securityNone
	securityTLS
)

// header returns a header's value; "" if there is none.
func (message *rawMessage) header(name string) string {
	value, _ := message.headers.Get(name)
	return value
}

// A rawLine is a line with its place.
type rawLine struct {
	text     string
	position int
}

func linesOf(text string) []rawLine {
	var lines []rawLine
	position := 0
	for line := range strings.Lines(text) {
		lines = append(lines, rawLine{strings.TrimRight(line, "\r\n"), position})
		position += len(line)
	}
	return lines
}

// parseStatusLine reads "HTTP/1.1 200 OK", "HTTP/2 200" and ":status: 200".
func parseStatusLine(line rawLine) (message *rawMessage, ok bool) {
	text := strings.TrimSpace(line.text)
	if status, isPseudo := strings.CutPrefix(text, ":status:"); isPseudo {
		code, valid := parseStatus(strings.TrimSpace(status))
		return &rawMessage{position: line.position, isResponse: true, version: "2", status: code}, valid
	}
	protocol, rest, _ := strings.Cut(text, " ")
	version, isHTTP := httpVersion(protocol)
	if !isHTTP {
		return nil, false
	}
	code, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, valid := parseStatus(code)
	return &rawMessage{
		position: line.position, isResponse: true, version: version,
		status: status, statusText: strings.TrimSpace(reason),
	}, valid
}

func parseStatus(text string) (status int, ok bool) {
	status, err := strconv.Atoi(text)
	return status, err == nil && len(text) == 3 && status >= 100
}

// httpVersion reads "HTTP/1.1"; versions are written as elsewhere: "1.1", "2".
func httpVersion(protocol string) (version string, ok bool) {
	version, ok = strings.CutPrefix(strings.ToUpper(protocol), "HTTP/")
	switch version {
	case "0.9", "1.0", "1.1", "2", "3":
		return version, ok
	case "2.0", "3.0":
		return version[:1], ok
	}
	return "", false
}

// parseRequestLine reads "GET /path HTTP/1.1", and a request's pseudo-header,
// which stands where HTTP/2 has no such line.
func parseRequestLine(line rawLine) (message *rawMessage, ok bool) {
	text := strings.TrimSpace(line.text)
	if header, isHeader := parseHeaderLine(text); isHeader && isRequestPseudoHeader(header.Name) {
		message := &rawMessage{position: line.position, version: "2"}
		message.add(header)
		return message, true
	}
	fields := strings.Fields(text)
	if len(fields) != 3 || !isToken(fields[0]) {
		return nil, false
	}
	version, isHTTP := httpVersion(fields[2])
	if !isHTTP {
		return nil, false
	}
	return &rawMessage{position: line.position, method: fields[0], target: fields[1], version: version}, true
}

func isRequestPseudoHeader(name string) bool {
	switch name {
	case ":method", ":scheme", ":authority", ":path":
		return true
	}
	return false
}

// isToken reports whether text is a token, as methods and header names are.
//
// https://www.rfc-editor.org/rfc/rfc9110#name-tokens
func isToken(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return text != ""
}

// parseHeaderLine reads "name: value"; the name may be a pseudo-header's.
func parseHeaderLine(text string) (header fetchspec.Header, ok bool) {
	prefix := ""
	if strings.HasPrefix(text, ":") {
		prefix, text = ":", text[1:]
	}
	name, value, found := strings.Cut(text, ":")
	name = strings.TrimRight(name, " \t")
	if !found || !isToken(name) {
		return fetchspec.Header{}, false
	}
	return fetchspec.Header{Name: prefix + name, Value: strings.Trim(value, " \t")}, true
}

// add appends a header, or takes what a pseudo-header says.
func (message *rawMessage) add(header fetchspec.Header) {
	switch header.Name {
	case ":path":
		message.target = header.Value
	case ":method":
		message.method = header.Value
	case ":status":
		if status, ok := parseStatus(header.Value); ok {
			message.status = status
		}
	default:
		message.headers = append(message.headers, header)
	}
}

// fold appends the continuation of a header's value, which HTTP once had.
func (message *rawMessage) fold(text string) bool {
	if len(message.headers) == 0 {
		return false
	}
	last := &message.headers[len(message.headers)-1]
	last.Value = strings.Trim(last.Value+" "+strings.TrimSpace(text), " ")
	return true
}
