package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// A ByteString holds bytes as they were on the wire. In JSON each code unit is
// one byte: the byte 0xE9 is U+00E9, whatever it was meant to be.
//
// https://infra.spec.whatwg.org/#isomorphic-decode
type ByteString string

// MarshalJSON isomorphic-decodes the bytes.
func (s ByteString) MarshalJSON() ([]byte, error) {
	return s.appendJSON(make([]byte, 0, len(s)+2)), nil
}

func (s ByteString) appendJSON(to []byte) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			to = append(to, '\\', c)
		case c < 0x20 || 0x7F <= c && c < 0xA0:
			to = append(to, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xF])
		default:
			to = utf8.AppendRune(to, rune(c))
		}
	}
	return append(to, '"')
}

// A Header is a name and a value as on the wire; in JSON a pair.
type Header struct {
	Name  ByteString
	Value ByteString
}

// A HeaderList is headers in order, repeats kept; in JSON a list of pairs,
// never null.
type HeaderList []Header

// MarshalJSON writes [[name, value], …].
func (list HeaderList) MarshalJSON() ([]byte, error) {
	to := append(make([]byte, 0, 64*len(list)+2), '[')
	for i, header := range list {
		if i > 0 {
			to = append(to, ',')
		}
		to = header.Name.appendJSON(append(to, '['))
		to = header.Value.appendJSON(append(to, ','))
		to = append(to, ']')
	}
	return append(to, ']'), nil
}

// get returns the first value of name, in any case; "" for none.
func (list HeaderList) get(name string) string {
	for _, header := range list {
		if strings.EqualFold(string(header.Name), name) {
			return string(header.Value)
		}
	}
	return ""
}

// has reports whether the list has name, in any case.
func (list HeaderList) has(name string) bool {
	for _, header := range list {
		if strings.EqualFold(string(header.Name), name) {
			return true
		}
	}
	return false
}

// A NullableText is a text, null, or (the zero value) no field at all.
type NullableText struct {
	Text    string
	Null    bool
	Present bool
}

// IsZero reports whether the field is to be left out.
func (text NullableText) IsZero() bool { return !text.Present }

// MarshalJSON writes the text, or null.
func (text NullableText) MarshalJSON() ([]byte, error) {
	if text.Null || !text.Present {
		return []byte("null"), nil
	}
	var quoted bytes.Buffer
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(text.Text)
	return quoted.Bytes(), err
}
