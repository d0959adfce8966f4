package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// WriteJSON writes the report as one line. JSON is often looked at in a
// terminal, so what a terminal would not just show is escaped.
func WriteJSON(w io.Writer, report *Report) error { return writeJSON(w, report, "") }

func writeJSON(w io.Writer, value any, indent string) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(escapeInvisible(text.Bytes()))
	return err
}

// escapeInvisible escapes what encoding/json leaves as it is in its strings:
// DEL, the controls above 0x7F, bidirectional and zero-width characters.
func escapeInvisible(text []byte) []byte {
	first := bytes.IndexFunc(text, isInvisible)
	if first < 0 {
		return text
	}
	escaped := append(make([]byte, 0, len(text)+64), text[:first]...)
	for i := first; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if isInvisible(r) {
			for _, unit := range utf16.Encode([]rune{r}) {
				escaped = fmt.Appendf(escaped, `\u%04x`, unit)
			}
		} else {
			escaped = append(escaped, text[i:i+size]...)
		}
		i += size
	}
	return escaped
}

func isInvisible(r rune) bool { return r >= 0x7F && !isHarmless(r) && r != utf8.RuneError }
