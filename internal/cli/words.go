package cli

import (
	"strings"

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

// plain is text as a terminal can show it, on one line.
func plain(text string) string { return report.Visible(text) }
