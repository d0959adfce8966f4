package cli

import (
	"strconv"
	"strings"
	"unicode"

	"corsplain/internal/report"
)

// joinWords is "a, b or c".
func joinWords(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func trimDashes(written string) string {
	return strings.TrimPrefix(strings.TrimPrefix(written, "-"), "-")
}

// told is text as it is told outside a report: without control characters, and
// without secrets that URLs hold.
func told(text string) string { return plain(report.Redact(text)) }

// firstWord is what can be told of text that may be a secret.
func firstWord(text string) string {
	if word, _, found := strings.Cut(text, " "); found {
		return word + " …"
	}
	return text
}

// plain makes text safe for a terminal and one line: what is not printable is
// escaped.
func plain(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) {
		return text
	}
	var safe strings.Builder
	for _, r := range text {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			safe.WriteRune(r)
			continue
		}
		safe.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
	}
	return safe.String()
}
