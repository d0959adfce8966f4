package intake

import (
	"bytes"
	"iter"
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
	folded  []string // lines that continue the last header's value
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

// linesOf yields the lines of a text, without their ends.
func linesOf(text string) iter.Seq[rawLine] {
	return func(yield func(rawLine) bool) {
		position := 0
		for line := range strings.Lines(text) {
			if !yield(rawLine{strings.TrimRight(line, "\r\n"), position}) {
				return
			}
			position += len(line)
		}
	}
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
	if len(fields) != 3 || !fetchspec.IsMethod(fields[0]) {
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

// parseHeaderLine reads "name: value"; the name may be a pseudo-header's.
func parseHeaderLine(text string) (header fetchspec.Header, ok bool) {
	prefix := ""
	if strings.HasPrefix(text, ":") {
		prefix, text = ":", text[1:]
	}
	name, value, found := strings.Cut(text, ":")
	name = strings.TrimRight(name, " \t")
	if !found || !fetchspec.IsHeaderName(name) {
		return fetchspec.Header{}, false
	}
	return fetchspec.Header{Name: prefix + name, Value: strings.Trim(value, " \t")}, true
}

// add appends a header, or takes what a pseudo-header says.
func (message *rawMessage) add(header fetchspec.Header) {
	message.unfold()
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

// fold continues the last header's value on another line, as HTTP once
// allowed; false if there is no header.
func (message *rawMessage) fold(text string) bool {
	if len(message.headers) == 0 {
		return false
	}
	if text = strings.TrimSpace(text); text != "" {
		message.folded = append(message.folded, text)
	}
	return true
}

// unfold appends the lines that continue the last header to its value.
func (message *rawMessage) unfold() {
	if len(message.folded) == 0 {
		return
	}
	last := &message.headers[len(message.headers)-1]
	last.Value = strings.TrimLeft(last.Value+" "+strings.Join(message.folded, " "), " ")
	message.folded = nil
}

// A messageList collects the messages of a text, and the body of the one that
// is being read.
type messageList struct {
	messages []*rawMessage
	current  *rawMessage // nil for none
	body     bytes.Buffer
}

// finish ends the current message, with its body.
func (list *messageList) finish() {
	if list.current == nil {
		return
	}
	list.current.unfold()
	list.current.body = trimBody(list.body.Bytes())
	list.messages = append(list.messages, list.current)
	list.current = nil
	list.body.Reset()
}

// trimBody drops the line ends that stand between messages.
func trimBody(body []byte) []byte {
	trimmed := bytes.TrimRight(body, "\r\n")
	if len(trimmed) == 0 {
		return nil
	}
	return bytes.Clone(trimmed)
}
