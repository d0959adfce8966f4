package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// shellQuote writes text as one word of a POSIX shell with $'…' (bash, zsh,
// ksh): as it is, in single quotes, or with escapes where it holds a control
// character, a quote or bytes that are no UTF-8. A NUL cannot be in a word.
func shellQuote(text string) string {
	switch {
	case text != "" && isMadeOf(text, isShellPlain):
		return text
	case isQuotable(text):
		return "'" + text + "'"
	}
	var quoted strings.Builder
	quoted.WriteString("$'")
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == '\'' || r == '\\':
			quoted.WriteByte('\\')
			quoted.WriteRune(r)
		case r == '\n':
			quoted.WriteString(`\n`)
		case r == '\r':
			quoted.WriteString(`\r`)
		case r == '\t':
			quoted.WriteString(`\t`)
		case r == '!' || !isHarmless(r) || r == utf8.RuneError && size == 1:
			// Three octal digits end by themselves, whatever follows.
			for _, c := range []byte(text[:size]) {
				fmt.Fprintf(&quoted, `\%03o`, c)
			}
		default:
			quoted.WriteString(text[:size])
		}
		text = text[size:]
	}
	return quoted.String() + "'"
}

func isShellPlain(c byte) bool { return isWordByte(c) || strings.IndexByte("-_./:,=+@%", c) >= 0 }

// isQuotable reports whether single quotes keep text as it is, and a terminal
// shows it. Interactive shells expand "!" within double quotes, and some read
// it within single ones.
func isQuotable(text string) bool {
	if strings.ContainsAny(text, "'!") || !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if !isHarmless(r) {
			return false
		}
	}
	return true
}
