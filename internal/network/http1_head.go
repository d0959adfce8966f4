package network

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"corsplain/fetchspec"
)

var errHeadTooLarge = errors.New("the head is too large")

// A notHTTPError is an answer that does not begin like HTTP.
type notHTTPError struct{ start []byte }

func (err *notHTTPError) Error() string { return err.what() }

// what says what the answer is instead, as what follows on the host's name.
func (err *notHTTPError) what() string {
	if isTLSRecord(err.start) {
		return "speaks TLS on this port, not plain HTTP"
	}
	return fmt.Sprintf("did not answer in HTTP: the answer begins with %q", err.start)
}

// isTLSRecord reports whether an answer begins like an alert or a handshake of
// TLS.
func isTLSRecord(start []byte) bool {
	return len(start) >= 2 && (start[0] == 0x15 || start[0] == 0x16) && start[1] == 3
}

// A headReader cuts the heads of answers off a stream.
type headReader struct {
	reader *bufio.Reader
	left   int // bytes that heads may still take
	// anyLeadingCRLF skips any number of empty lines before the status line.
	anyLeadingCRLF bool
	// mayBreakOff accepts a head that the end of the stream cuts.
	mayBreakOff bool
}

// A rawHead is a head as it came, with what was odd about how it came.
type rawHead struct {
	bytes    []byte
	junk     bool // something other than empty lines came before it
	brokeOff bool // the connection closed within it
}

// read reads a head into buffer: everything up to and with the empty line.
func (heads *headReader) read(buffer []byte) (raw rawHead, err error) {
	raw.bytes = buffer
	if raw.junk, err = heads.skipToStatusLine(); err != nil {
		return raw, err
	}
	lineStart := 0
	for {
		part, err := heads.reader.ReadSlice('\n')
		if heads.left -= len(part); heads.left < 0 {
			return raw, errHeadTooLarge
		}
		raw.bytes = append(raw.bytes, part...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && heads.mayBreakOff:
			raw.brokeOff = true
			return raw, nil
		case err != nil:
			return raw, err
		}
		if len(bytes.TrimRight(raw.bytes[lineStart:], "\r\n")) == 0 {
			return raw, nil
		}
		lineStart = len(raw.bytes)
	}
}

// parse reads the head as a dialect does.
func (raw rawHead) parse(dialect Dialect) (*head, error) {
	switch {
	case raw.junk && dialect.StrictStatusLine:
		return nil, errors.New("something comes before its status line")
	case raw.brokeOff && dialect.TruncatedHeadRefused:
		return nil, errors.New("its headers break off")
	}
	return parseHead(raw.bytes, dialect)
}

// maxJunk is how many bytes before the status line Chromium and Firefox skip.
const maxJunk = 4

func (heads *headReader) skipToStatusLine() (junk bool, err error) {
	if heads.anyLeadingCRLF {
		if err := heads.skipEmptyLines(); err != nil {
			return false, err
		}
	}
	if start, _ := heads.reader.Peek(2); isTLSRecord(start) {
		return false, &notHTTPError{bytes.Clone(start)}
	}
	start, err := heads.reader.Peek(maxJunk + len("HTTP"))
	for offset := 0; offset <= maxJunk && offset+len("HTTP") <= len(start); offset++ {
		if bytes.EqualFold(start[offset:offset+len("HTTP")], []byte("HTTP")) {
			junk = len(bytes.Trim(start[:offset], "\r\n")) > 0
			heads.reader.Discard(offset)
			return junk, nil
		}
	}
	if err != nil && (err != io.EOF || len(start) == 0) {
		return false, err
	}
	return false, &notHTTPError{bytes.Clone(start)}
}

func (heads *headReader) skipEmptyLines() error {
	for {
		next, err := heads.reader.Peek(1)
		if err != nil {
			return err
		}
		if next[0] != '\r' && next[0] != '\n' {
			return nil
		}
		heads.reader.Discard(1)
		if heads.left--; heads.left < 0 {
			return errHeadTooLarge
		}
	}
}

// A head is the status line and the headers of an answer.
type head struct {
	version    string // "1.0" or "1.1"
	status     int
	statusText string
	headerList fetchspec.HeaderList
	ignored    []string // header lines that are none
}

// isInterim reports whether another answer follows.
func (parsed *head) isInterim() bool { return parsed.status/100 == 1 && parsed.status != 101 }

// maxIgnored bounds how many lines that are no headers are kept for a report.
const maxIgnored = 32

// parseHead reads a head as two of the three engines do, or as the dialect
// says.
func parseHead(raw []byte, dialect Dialect) (*head, error) {
	text := string(raw)
	if strings.IndexByte(text, 0) >= 0 {
		if !dialect.NULsDropped {
			return nil, errors.New("its headers contain a NUL byte")
		}
		text = strings.ReplaceAll(text, "\x00", "")
	}
	if dialect.InvalidUTF8Replaced && !utf8.ValidString(text) {
		text = replaceInvalidUTF8(text)
	}
	if dialect.CRBreaksLines {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	statusLine, rest := cutLine(text)
	parsed := new(head)
	if err := parsed.parseStatusLine(statusLine, dialect); err != nil {
		return nil, err
	}
	parsed.headerList = make(fetchspec.HeaderList, 0, strings.Count(rest, "\n"))
	for rest != "" {
		var line string
		line, rest = cutHeaderLine(rest)
		if line == "" {
			continue
		}
		header, ok := parseHeaderLine(line, dialect)
		if ok {
			parsed.headerList = append(parsed.headerList, header)
		} else if len(parsed.ignored) < maxIgnored {
			parsed.ignored = append(parsed.ignored, line)
		}
	}
	return parsed, nil
}

// cutLine cuts the first line off text; carriage returns before its end are
// not part of it.
func cutLine(text string) (line, rest string) {
	line, rest, _ = strings.Cut(text, "\n")
	return strings.TrimRight(line, "\r"), rest
}

// cutHeaderLine cuts a header line off text, with its continuations: each
// begins with white space, which counts as one space.
func cutHeaderLine(text string) (line, rest string) {
	line, rest = cutLine(text)
	if !startsWithSpace(rest) || strings.IndexByte(line, ':') <= 0 || startsWithSpace(line) {
		return line, rest
	}
	var unfolded strings.Builder
	unfolded.WriteString(line)
	for startsWithSpace(rest) {
		line, rest = cutLine(rest)
		unfolded.WriteByte(' ')
		unfolded.WriteString(strings.TrimLeft(line, " \t"))
	}
	return unfolded.String(), rest
}

func startsWithSpace(text string) bool {
	return text != "" && (text[0] == ' ' || text[0] == '\t')
}

// parseHeaderLine reads "name:value"; ok is false for a line that browsers
// pass over.
func parseHeaderLine(line string, dialect Dialect) (header fetchspec.Header, ok bool) {
	name, value, found := strings.Cut(line, ":")
	if !found || startsWithSpace(line) {
		return header, false
	}
	if dialect.SpaceBeforeColon {
		name = strings.TrimRight(name, " \t")
	}
	if dialect.AnyHeaderName {
		ok = name != "" && !strings.ContainsAny(name, " \t\r")
	} else {
		ok = fetchspec.IsHeaderName(name)
	}
	return fetchspec.Header{Name: name, Value: strings.Trim(value, " \t")}, ok
}

// replaceInvalidUTF8 replaces each byte that belongs to no character: unlike
// strings.ToValidUTF8, which replaces a run of them at once.
func replaceInvalidUTF8(text string) string {
	var valid strings.Builder
	for _, character := range text {
		valid.WriteRune(character)
	}
	return valid.String()
}
