package har

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds how deep values may be nested that are passed over.
const maxDepth = 200

// A SyntaxError is a place in an archive that is not JSON, or not what an
// archive has there.
type SyntaxError struct {
	Line, Column int // from 1; the column counts bytes
	// Before and After are the text around the place, on its line.
	Before, After string
	Problem       string // lower case, no full stop
	Expected      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Problem)
}

// A scanner reads JSON values from a stream. It holds no more of the stream
// than a buffer.
type scanner struct {
	in           *bufio.Reader
	line, column int // of the next byte, from 1
	before       []byte
	offset       int64
}

const (
	beforeBytes = 60 // shown before the place of an error
	bufferBytes = 64 << 10
)

func newScanner(in io.Reader) *scanner {
	return &scanner{in: bufio.NewReaderSize(in, bufferBytes), line: 1, column: 1}
}

// fail makes the error for the next byte.
func (s *scanner) fail(problem, expected string) error {
	after, _ := s.in.Peek(beforeBytes)
	for i, c := range after {
		if c == '\n' || c == '\r' {
			after = after[:i]
			break
		}
	}
	return &SyntaxError{
		Line: s.line, Column: s.column, Before: string(s.before), After: string(after), Problem: problem, Expected: expected,
	}
}

// read takes the next byte.
func (s *scanner) read() (byte, error) {
	c, err := s.in.ReadByte()
	if err != nil {
		if err == io.EOF {
			return 0, s.fail("the archive ends too early", "")
		}
		return 0, err
	}
	s.offset++
	if c == '\n' {
		s.line, s.column, s.before = s.line+1, 1, s.before[:0]
		return c, nil
	}
	s.column++
	if len(s.before) >= 2*beforeBytes {
		s.before = append(s.before[:0], s.before[beforeBytes:]...)
	}
	s.before = append(s.before, c)
	return c, nil
}

// peek is the next byte that is not blank; 0 at the end.
func (s *scanner) peek() (byte, error) {
	for {
		next, err := s.in.Peek(1)
		if err == io.EOF {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		switch next[0] {
		case ' ', '\t', '\n', '\r':
			if _, err := s.read(); err != nil {
				return 0, err
			}
			continue
		}
		return next[0], nil
	}
}

// expect takes the next byte that is not blank, which must be c.
func (s *scanner) expect(c byte, expected string) error {
	next, err := s.peek()
	if err != nil {
		return err
	}
	if next == 0 {
		return s.fail("the archive ends too early", expected)
	}
	if next != c {
		return s.fail(fmt.Sprintf("%s stands here in place of %s", describe(next), expected), expected)
	}
	_, err = s.read()
	return err
}

func describe(c byte) string {
	switch c {
	case '"':
		return "a text"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	if c < ' ' || c >= 0x7f {
		return "something that is no JSON"
	}
	return strconv.QuoteRune(rune(c))
}

// object reads an object and calls member for each name; member has to take
// the value. Anything else in the object's place is passed over.
func (s *scanner) object(member func(name string) error) error {
	next, err := s.peek()
	if err != nil {
		return err
	}
	if next != '{' {
		return s.skip()
	}
	if err := s.expect('{', "an object"); err != nil {
		return err
	}
	return s.members('}', func() error {
		if next, err := s.peek(); err == nil && next != '"' {
			return s.fail(describe(next)+" stands here in place of a name", "a name in double quotes")
		}
		name, _, err := s.text(1024)
		if err != nil {
			return err
		}
		if err := s.expect(':', "a colon"); err != nil {
			return err
		}
		return member(name)
	})
}

// list reads a list and calls item for each item, which item has to take.
func (s *scanner) list(item func() error) error {
	next, err := s.peek()
	if err != nil {
		return err
	}
	if next != '[' {
		return s.skip()
	}
	if err := s.expect('[', "a list"); err != nil {
		return err
	}
	return s.members(']', item)
}

// members reads what is between commas up to the closing bracket.
func (s *scanner) members(closing byte, member func() error) error {
	next, err := s.peek()
	if err != nil {
		return err
	}
	if next == closing {
		_, err := s.read()
		return err
	}
	for {
		if err := member(); err != nil {
			return err
		}
		next, err := s.peek()
		if err != nil {
			return err
		}
		switch next {
		case closing:
			_, err := s.read()
			return err
		case ',':
			if _, err := s.read(); err != nil {
				return err
			}
		default:
			return s.fail("the value before this is not followed by a comma", "a comma, or "+string(closing))
		}
	}
}

// text reads a string and returns the first limit bytes of it, as UTF-8; cut
// says whether there was more. Other values give "".
func (s *scanner) text(limit int) (text string, cut bool, err error) {
	next, err := s.peek()
	if err != nil {
		return "", false, err
	}
	if next != '"' {
		return "", false, s.skip()
	}
	if _, err := s.read(); err != nil {
		return "", false, err
	}
	var kept []byte
	for {
		for plain := s.plain(); plain != nil; plain = s.plain() {
			room := max(limit-utf8.UTFMax-len(kept), 0)
			cut = cut || len(plain) > room
			kept = append(kept, plain[:min(room, len(plain))]...)
			s.take(plain)
		}
		r, end, err := s.character()
		if err != nil || end {
			return string(kept), cut, err
		}
		if len(kept)+utf8.UTFMax > limit {
			cut = true
			continue
		}
		kept = append(kept, r...)
	}
}

// plain is what is in the buffer of a string's bytes that stand for
// themselves; nil if the next byte does not.
func (s *scanner) plain() []byte {
	if s.in.Buffered() == 0 {
		s.in.Peek(1) // fills the buffer
	}
	buffered, _ := s.in.Peek(s.in.Buffered())
	for i, c := range buffered {
		if c == '"' || c == '\\' || c == '\n' {
			buffered = buffered[:i]
			break
		}
	}
	if len(buffered) == 0 {
		return nil
	}
	return buffered
}

// take goes past bytes of the buffer that are on one line.
func (s *scanner) take(taken []byte) {
	s.column += len(taken)
	s.offset += int64(len(taken))
	if len(taken) >= beforeBytes {
		s.before = append(s.before[:0], taken[len(taken)-beforeBytes:]...)
	} else {
		s.before = append(s.before, taken...)
		if len(s.before) > 2*beforeBytes {
			s.before = append(s.before[:0], s.before[len(s.before)-beforeBytes:]...)
		}
	}
	s.in.Discard(len(taken))
}

// character reads the next character of a string, or its end.
func (s *scanner) character() (text []byte, end bool, err error) {
	c, err := s.read()
	switch {
	case err != nil:
		return nil, false, err
	case c == '"':
		return nil, true, nil
	case c == '\n':
		return nil, false, s.fail("a text is broken by the end of the line before", "a closing quote")
	case c == '\\':
		text, err := s.escape()
		return text, false, err
	}
	return []byte{c}, false, nil
}

func (s *scanner) escape() ([]byte, error) {
	c, err := s.read()
	if err != nil {
		return nil, err
	}
	switch c {
	case 'n':
		return []byte{'\n'}, nil
	case 't':
		return []byte{'\t'}, nil
	case 'r':
		return []byte{'\r'}, nil
	case 'b':
		return []byte{'\b'}, nil
	case 'f':
		return []byte{'\f'}, nil
	case '"', '\\', '/':
		return []byte{c}, nil
	case 'u':
		return s.unicode()
	}
	return nil, s.fail("the escape before this is not JSON's", `one of \" \\ \/ \b \f \n \r \t \u`)
}

// unicode reads what comes after \u, and a second escape if the first is half
// a pair.
func (s *scanner) unicode() ([]byte, error) {
	unit, err := s.hex4()
	if err != nil {
		return nil, err
	}
	if !utf16.IsSurrogate(unit) {
		return utf8.AppendRune(nil, unit), nil
	}
	if next, _ := s.in.Peek(2); string(next) != `\u` {
		return utf8.AppendRune(nil, utf8.RuneError), nil
	}
	for range 2 {
		if _, err := s.read(); err != nil {
			return nil, err
		}
	}
	second, err := s.hex4()
	if err != nil {
		return nil, err
	}
	return utf8.AppendRune(nil, utf16.DecodeRune(unit, second)), nil
}

func (s *scanner) hex4() (rune, error) {
	var digits [4]byte
	for i := range digits {
		c, err := s.read()
		if err != nil {
			return 0, err
		}
		digits[i] = c
	}
	value, err := strconv.ParseUint(string(digits[:]), 16, 16)
	if err != nil {
		return 0, s.fail(`\u is not followed by four hexadecimal digits`, "")
	}
	return rune(value), nil
}

// number reads a number; other values give 0.
func (s *scanner) number() (float64, error) {
	next, err := s.peek()
	if err != nil {
		return 0, err
	}
	if next != '-' && (next < '0' || next > '9') {
		return 0, s.skip()
	}
	var digits []byte
	for len(digits) < 64 {
		next, err := s.in.Peek(1)
		if err != nil || !isNumberByte(next[0]) {
			break
		}
		c, err := s.read()
		if err != nil {
			return 0, err
		}
		digits = append(digits, c)
	}
	value, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		return 0, nil // out of range, or a shape that JSON does not have
	}
	return value, nil
}

func isNumberByte(c byte) bool {
	return '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// skip passes over a value.
func (s *scanner) skip() error {
	for depth := 0; ; {
		c, err := s.peek()
		if err != nil {
			return err
		}
		switch {
		case c == 0:
			return s.fail("the archive ends too early", "")
		case c == '"':
			if err := s.skipText(); err != nil {
				return err
			}
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return s.fail(fmt.Sprintf("values are nested more than %d deep", maxDepth), "")
			}
			if _, err := s.read(); err != nil {
				return err
			}
			continue
		case c == '}' || c == ']':
			if depth == 0 {
				return s.fail("a value is missing here", "a value")
			}
			depth--
			if _, err := s.read(); err != nil {
				return err
			}
		case c == ',' || c == ':':
			if depth == 0 {
				return s.fail("a value is missing here", "a value")
			}
			if _, err := s.read(); err != nil {
				return err
			}
			continue
		default:
			if err := s.skipWord(); err != nil {
				return err
			}
		}
		if depth == 0 {
			return nil
		}
	}
}

func (s *scanner) skipText() error {
	if _, err := s.read(); err != nil {
		return err
	}
	for {
		for plain := s.plain(); plain != nil; plain = s.plain() {
			s.take(plain)
		}
		_, end, err := s.character()
		if err != nil || end {
			return err
		}
	}
}

// skipWord passes over a number, true, false or null.
func (s *scanner) skipWord() error {
	length := 0
	for ; ; length++ {
		next, err := s.in.Peek(1)
		if err != nil || !isNumberByte(next[0]) && (next[0] < 'a' || next[0] > 'z') {
			break
		}
		if _, err := s.read(); err != nil {
			return err
		}
	}
	if length == 0 {
		return s.fail("this is not JSON", "a value")
	}
	return nil
}
