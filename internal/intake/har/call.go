package har

import (
	"encoding/json"
	"strconv"
)

const (
	// maxCall bounds a request object; one that is longer is passed over.
	maxCall = 256 << 10
	// maxCallDepth is how deep a request object's values are kept.
	maxCallDepth = 4
)

// call reads the request object that corsplain's own archives hold, into field
// if it is whole.
func (s *scanner) call(field *[]byte) error {
	next, err := s.peek()
	if err != nil {
		return err
	}
	if next != '{' {
		return s.skip()
	}
	copier := callCopier{scanner: s}
	if err := copier.object(0); err != nil {
		return err
	}
	if !copier.cut {
		*field = copier.text
	}
	return nil
}

// A callCopier writes a value down while the scanner passes over it.
type callCopier struct {
	scanner *scanner
	text    []byte
	cut     bool // something is missing from text
}

// write adds a piece of JSON, unless the whole becomes too long.
func (copier *callCopier) write(piece string) {
	if len(copier.text)+len(piece) > maxCall {
		copier.cut = true
		return
	}
	copier.text = append(copier.text, piece...)
}

func (copier *callCopier) value(depth int) error {
	s := copier.scanner
	next, err := s.peek()
	switch {
	case err != nil:
		return err
	case depth > maxCallDepth:
		copier.write("null")
		return s.skip()
	case next == '"':
		return copier.string()
	case next == '{':
		return copier.object(depth)
	case next == '[':
		return copier.list(depth)
	case next == 't':
		copier.write("true")
		return s.skip()
	case next == 'f':
		copier.write("false")
		return s.skip()
	case next == 'n':
		copier.write("null")
		return s.skip()
	}
	number, err := s.number()
	copier.write(strconv.FormatFloat(number, 'f', -1, 64))
	return err
}

func (copier *callCopier) string() error {
	text, cut, err := copier.scanner.text(maxBody)
	copier.cut = copier.cut || cut
	copier.write(quoted(text))
	return err
}

func (copier *callCopier) object(depth int) error {
	copier.write("{")
	separator := ""
	err := copier.scanner.object(func(name string) error {
		copier.write(separator + quoted(name) + ":")
		separator = ","
		return copier.value(depth + 1)
	})
	copier.write("}")
	return err
}

func (copier *callCopier) list(depth int) error {
	copier.write("[")
	separator := ""
	err := copier.scanner.list(func() error {
		copier.write(separator)
		separator = ","
		return copier.value(depth + 1)
	})
	copier.write("]")
	return err
}

// quoted is a text as JSON, which any text has.
func quoted(text string) string {
	encoded, _ := json.Marshal(text)
	return string(encoded)
}
