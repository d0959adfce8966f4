package intake

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeANSIC decodes what stands between $' and '. bash makes a byte of \xNN;
// Firefox and Safari mean the character U+00NN by it. The bytes decide: where
// they are not UTF-8, the characters are meant.
//
// https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html
func decodeANSIC(text string) string {
	asBytes := expandANSIC(text, func(out *strings.Builder, value rune) { out.WriteByte(byte(value)) })
	if utf8.ValidString(asBytes) || !utf8.ValidString(text) {
		return asBytes
	}
	return expandANSIC(text, func(out *strings.Builder, value rune) { out.WriteRune(value) })
}

// expandANSIC replaces the escapes; writeHigh writes a \xNN from 0x80.
func expandANSIC(text string, writeHigh func(*strings.Builder, rune)) string {
	var out codeUnits
	for i := 0; i < len(text); {
		if text[i] != '\\' || i+1 == len(text) {
			out.writeString(text[i : i+1])
			i++
			continue
		}
		escape, length := readANSICEscape(text[i:])
		i += length
		switch {
		case escape.literal != "":
			out.writeString(escape.literal)
		case escape.unicode:
			out.writeUnit(escape.value)
		case escape.value >= 0x80:
			out.flush()
			writeHigh(&out.text, escape.value)
		default:
			out.writeString(string(escape.value))
		}
	}
	return out.String()
}

// An ansiCEscape is one escape of $'…'.
type ansiCEscape struct {
	value   rune
	unicode bool   // \uNNNN or \UNNNNNNNN: a code point, or half a pair
	literal string // an unknown escape stays as it is
}

// codeUnits builds a string from text and UTF-16 code units, two of which may
// make one character.
type codeUnits struct {
	text    strings.Builder
	pending rune // the first half of a surrogate pair; 0 for none
}

func (units *codeUnits) writeString(text string) {
	units.flush()
	units.text.WriteString(text)
}

func (units *codeUnits) writeUnit(unit rune) {
	if !utf16.IsSurrogate(unit) {
		units.writeString(string(unit))
		return
	}
	if units.pending == 0 {
		units.pending = unit
		return
	}
	units.text.WriteRune(utf16.DecodeRune(units.pending, unit))
	units.pending = 0
}

func (units *codeUnits) flush() {
	if units.pending == 0 {
		return
	}
	units.pending = 0
	units.text.WriteRune(utf8.RuneError)
}

func (units *codeUnits) String() string {
	units.flush()
	return units.text.String()
}

// readANSICEscape reads the escape that text begins with, and its length.
func readANSICEscape(text string) (escape ansiCEscape, length int) {
	c := text[1]
	switch c {
	case 'x':
		return readDigits(text, 2, 2, 16)
	case 'u':
		escape, length = readDigits(text, 2, 4, 16)
		escape.unicode = escape.literal == ""
		return escape, length
	case 'U':
		escape, length = readDigits(text, 2, 8, 16)
		escape.unicode = escape.literal == ""
		return escape, length
	case '0', '1', '2', '3', '4', '5', '6', '7':
		escape, length = readDigits(text, 1, 3, 8)
		escape.value &= 0xff
		return escape, length
	case 'c':
		if len(text) > 2 {
			return ansiCEscape{value: rune(text[2] & 0x1f)}, 3
		}
	}
	if value, known := simpleEscape(c); known {
		return ansiCEscape{value: value}, 2
	}
	return ansiCEscape{literal: text[:2]}, 2
}

func readDigits(text string, start, most, base int) (ansiCEscape, int) {
	end := start
	for end < len(text) && end < start+most && isDigit(text[end], base) {
		end++
	}
	value, err := strconv.ParseUint(text[start:end], base, 32)
	if err != nil || value > utf8.MaxRune {
		return ansiCEscape{literal: text[:end]}, end
	}
	return ansiCEscape{value: rune(value)}, end
}

func isDigit(c byte, base int) bool {
	if base == 8 {
		return '0' <= c && c <= '7'
	}
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func simpleEscape(c byte) (value rune, known bool) {
	switch c {
	case 'a':
		return 7, true
	case 'b':
		return 8, true
	case 'e', 'E':
		return 27, true
	case 'f':
		return 12, true
	case 'n':
		return 10, true
	case 'r':
		return 13, true
	case 't':
		return 9, true
	case 'v':
		return 11, true
	case '\\', '\'', '"', '?':
		return rune(c), true
	}
	return 0, false
}
