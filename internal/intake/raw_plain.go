package intake

import "strings"

// A plainReader reads requests and responses as they are on the wire: a first
// line, headers, an empty line, a body. HTTPie, `curl -i` and the headers that
// developer tools copy are such text.
type plainReader struct {
	source
	messageList
	inBody bool
}

// plainMessages reads all messages; text before the first is passed over.
func plainMessages(src source) ([]*rawMessage, error) {
	reader := plainReader{source: src}
	for line := range linesOf(src.text) {
		if err := reader.line(line); err != nil {
			return nil, err
		}
	}
	reader.finish()
	return reader.messages, nil
}

func (reader *plainReader) line(line rawLine) error {
	if message := startOfMessage(line); message != nil && !reader.continuesHeaders(line) {
		reader.finish()
		reader.current, reader.inBody = message, false
		return nil
	}
	switch {
	case reader.current == nil:
		return nil
	case reader.inBody:
		reader.body.WriteString(reader.lineWithEnd(line))
		return nil
	case strings.TrimSpace(line.text) == "":
		reader.inBody = true
		return nil
	}
	return reader.header(line)
}

// continuesHeaders: the pseudo-headers of one message come one after the
// other, in any order.
func (reader *plainReader) continuesHeaders(line rawLine) bool {
	isPseudo := strings.HasPrefix(strings.TrimSpace(line.text), ":")
	return isPseudo && reader.current != nil && !reader.inBody && reader.current.version == "2"
}

func startOfMessage(line rawLine) *rawMessage {
	if message, ok := parseStatusLine(line); ok {
		return message
	}
	if message, ok := parseRequestLine(line); ok {
		return message
	}
	return nil
}

func (reader *plainReader) header(line rawLine) error {
	if line.text[0] == ' ' || line.text[0] == '\t' {
		if reader.current.fold(line.text) {
			return nil
		}
	}
	header, ok := parseHeaderLine(strings.TrimSpace(line.text))
	if !ok {
		fault := reader.at(line.position, line.position+len(line.text), "this is not a header")
		fault.Expected = "name: value, or an empty line before the body"
		return fault
	}
	reader.current.add(header)
	return nil
}

// lineWithEnd returns a line of a body as it stands in the text.
func (reader *plainReader) lineWithEnd(line rawLine) string {
	rest := reader.text[line.position:]
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		return rest[:end+1]
	}
	return rest
}
