package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shown is text that does nothing to a terminal but appear on it, one line
// of it. Constants aside, only visible makes one.
type shown string

// visible shows text as it is where it is plain, and its control characters,
// its invisible and its bidirectional ones, and bytes that are no UTF-8, as
// escapes: \x1b, \u202e.
func visible(text string) shown {
	if isPlain(text) {
		return shown(text)
	}
	var safe strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&safe, `\x%02x`, text[0])
		case isHarmless(r):
			safe.WriteRune(r)
		default:
			safe.WriteString(escape(r))
		}
		text = text[size:]
	}
	return shown(safe.String())
}

// Visible is visible for what is told outside a report.
func Visible(text string) string { return string(visible(text)) }

func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] >= 0x7F {
			return false
		}
	}
	return true
}

func escape(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r <= 0xFF:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xFFFF:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\u{%x}`, r)
}

// isHarmless reports whether a terminal shows r and does nothing else with it.
// Category Cf holds the bidirectional and zero-width characters and the tags;
// the others listed are invisible though they are letters or marks by category.
func isHarmless(r rune) bool {
	switch {
	case r == '\u034F', r == '\u115F', r == '\u1160', r == '\u3164', r == '\uFFA0', r == '\u17B4', r == '\u17B5':
		return false
	case 0xFE00 <= r && r <= 0xFE0F, 0xE0100 <= r && r <= 0xE01EF:
		return false
	}
	return r == ' ' || unicode.IsGraphic(r) && !unicode.Is(unicode.Zs, r) || r == '\u00A0' || r == '\u3000'
}

// visibleLines is visible for text of several lines, at most limit of them, and
// of each at most size bytes; more says how many lines there were besides. A
// tab is two spaces.
func visibleLines(text string, limit, size int) (lines []shown, more int) {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if text == "" {
		return nil, 0
	}
	for line := range strings.SplitSeq(text, "\n") {
		if len(lines) == limit {
			more++
			continue
		}
		lines = append(lines, visible(cutMiddle(strings.ReplaceAll(line, "\t", "  "), size)))
	}
	return lines, more
}
