package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A SyntaxError is a place in somebody's text that could not be understood.
// Nothing has been sent when one is returned.
type SyntaxError struct {
	Input    string // the input's name
	Line     int    // from 1
	Column   int    // from 1, in characters
	LineText string // the line as it was given, without its end
	Span     int    // how many characters are meant, at least 1
	// Skipped is how many characters of the line LineText leaves out at its
	// beginning.
	Skipped int
	// Problem is what is wrong: lower case, no full stop.
	Problem  string
	Expected string // what would have been right; "" if that goes without saying
	Hint     string // what to do; "" if nothing more can be said
}

// Error is one line: place and problem.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", visible(e.Input), e.Line, e.Column, visible(e.Problem))
}

// Render shows the problem under the line in which it is, in at most columns
// screen columns (0 for 80), with no byte that a terminal would obey. Values
// that look like secrets are masked.
func (e *SyntaxError) Render(columns int) string {
	if columns <= 0 {
		columns = 80
	}
	var out strings.Builder
	out.WriteString(e.Error() + "\n")
	shown, before, under := e.excerpt(columns - len(excerptIndent))
	fmt.Fprintf(&out, "%s%s\n", excerptIndent, shown)
	fmt.Fprintf(&out, "%s%s%s\n", excerptIndent, strings.Repeat(" ", before), strings.Repeat("^", under))
	if e.Expected != "" {
		fmt.Fprintf(&out, "expected: %s\n", visible(e.Expected))
	}
	if e.Hint != "" {
		fmt.Fprintf(&out, "hint: %s\n", visible(e.Hint))
	}
	return out.String()
}

const (
	excerptIndent = "  "
	ellipsis      = "…"
)

// excerpt returns the part of the line around the place that fits, the screen
// columns before the place, and how many columns the place takes.
func (e *SyntaxError) excerpt(columns int) (shown string, before, under int) {
	columns = max(columns, 20)
	line := []rune(maskSecrets(e.LineText, e.Column-1, e.Span))
	start := clamp(e.Column-1, 0, len(line))
	end := clamp(start+max(1, e.Span), start, len(line))

	from, to := around(line, start, end, columns)
	shown = visible(string(line[from:to]))
	before, under = runesWidth(line[from:start]), runesWidth(line[start:min(end, to)])
	if from > 0 {
		shown = ellipsis + shown
		before++
	}
	if to < len(line) {
		shown += ellipsis
	}
	return shown, before, max(1, under)
}

// around widens [start, end) evenly to what fits in columns.
func around(line []rune, start, end, columns int) (from, to int) {
	from, to = start, start
	room := columns - 2*len([]rune(ellipsis))
	for to < end && runeWidth(line[to]) <= room {
		room -= runeWidth(line[to])
		to++
	}
	for grown := true; grown; {
		grown = false
		if from > 0 && runeWidth(line[from-1]) <= room {
			from--
			room -= runeWidth(line[from])
			grown = true
		}
		if to < len(line) && runeWidth(line[to]) <= room {
			room -= runeWidth(line[to])
			to++
			grown = true
		}
	}
	return from, to
}

// visible replaces each character that a terminal would obey, or that would
// reorder the line, by one that can be seen; the number of characters stays.
func visible(text string) string {
	return strings.Map(visibleRune, strings.ToValidUTF8(text, string(utf8.RuneError)))
}

func visibleRune(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r < 0x20:
		return 0x2400 + r // U+241B is a picture of the escape character
	case r < 0x7f:
		return r
	case r == 0x7f:
		return 0x2421
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co):
		return utf8.RuneError
	}
	return r
}

func runesWidth(runes []rune) int {
	total := 0
	for _, r := range runes {
		total += runeWidth(r)
	}
	return total
}

// runeWidth is how many columns of a terminal r takes, as visible shows it.
func runeWidth(r rune) int {
	r = visibleRune(r)
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1F300 && r <= 0x1FAFF: // emoji, which are neutral in older tables
		return 2
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
