package intake

import (
	"strconv"
	"strings"
)

func (reader *psReader) singleQuoted() (psValue, error) {
	open := reader.position
	var out strings.Builder
	for i := open + 1; i < len(reader.text); i++ {
		if reader.text[i] != '\'' {
			out.WriteByte(reader.text[i])
			continue
		}
		if i+1 < len(reader.text) && reader.text[i+1] == '\'' {
			out.WriteByte('\'')
			i++
			continue
		}
		reader.position = i + 1
		return out.String(), nil
	}
	return nil, reader.unclosed(open, "'")
}

func (reader *psReader) doubleQuoted() (psValue, error) {
	open := reader.position
	reader.position++
	var out codeUnits
	for reader.position < len(reader.text) {
		if reader.peek() == '"' {
			reader.position++
			if reader.peek() != '"' {
				return out.String(), nil
			}
			out.writeString(`"`)
			reader.position++
			continue
		}
		if err := reader.stringPart(&out); err != nil {
			return nil, err
		}
	}
	return nil, reader.unclosed(open, `"`)
}

// stringPart reads one character, escape or insertion of an expandable string.
func (reader *psReader) stringPart(out *codeUnits) error {
	switch c := reader.peek(); c {
	case '`':
		reader.escape(out)
		return nil
	case '$':
		return reader.insertion(out)
	default:
		out.writeString(reader.text[reader.position : reader.position+1])
		reader.position++
		return nil
	}
}

// escape reads a backtick and what it escapes.
//
// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_special_characters
func (reader *psReader) escape(out *codeUnits) {
	reader.position++
	if reader.position == len(reader.text) {
		return
	}
	c := reader.text[reader.position]
	if c == 'u' && reader.has("u{") {
		reader.unicodeEscape(out)
		return
	}
	reader.position++
	switch c {
	case '0':
		out.writeString("\x00")
	case 'a', 'b', 'f', 'n', 'r', 't', 'v', 'e':
		value, _ := simpleEscape(c)
		out.writeString(string(value))
	default:
		out.writeString(string([]byte{c}))
	}
}

func (reader *psReader) unicodeEscape(out *codeUnits) {
	end := strings.IndexByte(reader.text[reader.position:], '}')
	if end < 0 {
		out.writeString("u")
		reader.position++
		return
	}
	digits := reader.text[reader.position+2 : reader.position+end]
	code, err := strconv.ParseUint(digits, 16, 21)
	if err != nil {
		out.writeString("u")
		reader.position++
		return
	}
	out.writeUnit(rune(code))
	reader.position += end + 1
}

// insertion reads $name, ${name} or $([char]NNN) within a string.
func (reader *psReader) insertion(out *codeUnits) error {
	start := reader.position
	if reader.take("$(") {
		return reader.characterCode(out, start)
	}
	reader.position++
	braced := reader.take("{")
	name := reader.name(":")
	if braced && !reader.take("}") || name == "" && braced {
		return reader.unclosed(start, "}")
	}
	if name == "" {
		out.writeString("$")
		return nil
	}
	value, known := reader.lookUp(name)
	if !known {
		return reader.unknownVariable(start, name)
	}
	out.writeString(reader.room.text(value))
	return nil
}

// characterCode reads the rest of $([char]NNN), which is how browsers write
// what is not ASCII.
func (reader *psReader) characterCode(out *codeUnits, start int) error {
	reader.skipBlanks(true)
	if reader.take("[char]") {
		code, err := strconv.ParseUint(reader.name(""), 0, 16)
		reader.skipBlanks(true)
		if err == nil && reader.take(")") {
			out.writeUnit(rune(code))
			return nil
		}
	}
	fault := reader.at(start, start+2, "this would have to be run by PowerShell to know its value; nothing of a pasted text is run")
	fault.Hint = "write the value itself in its place, or use '…' if the $ is meant as it is"
	return fault
}

// hereString reads @"…"@ or @'…'@.
func (reader *psReader) hereString() (psValue, error) {
	open := reader.position
	quote := reader.text[open+1]
	begin := open + 2 + len(reader.text[open+2:]) - len(strings.TrimLeft(reader.text[open+2:], " \t\r"))
	if begin >= len(reader.text) || reader.text[begin] != '\n' {
		return nil, reader.at(open, open+2, "a here-string begins on the line after "+reader.text[open:open+2])
	}
	closing := "\n" + string(quote) + "@"
	end := strings.Index(reader.text[begin:], closing)
	if end < 0 {
		return nil, reader.unclosed(open, string(quote)+"@ at the beginning of a line")
	}
	raw := reader.text[min(begin+1, begin+end) : begin+end]
	raw = strings.TrimSuffix(raw, "\r")
	after := begin + end + len(closing)
	if quote == '\'' {
		reader.position = after
		return raw, nil
	}
	inner := psReader{source: reader.source, variables: reader.variables, room: reader.room, position: begin + 1}
	inner.text = reader.text[:begin+1+len(raw)]
	var out codeUnits
	for inner.position < len(inner.text) {
		if err := inner.stringPart(&out); err != nil {
			return nil, err
		}
	}
	reader.position = after
	return out.String(), nil
}
