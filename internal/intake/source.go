package intake

import (
	"strings"
	"unicode/utf8"
)

// A source is a text with a name, which knows its lines.
type source struct {
	name string
	text string
}

// newSource is the text without a byte order mark.
func newSource(options Options, text string) source {
	return source{options.name(), strings.TrimPrefix(text, "\uFEFF")}
}

// at makes the error for the bytes [start, end) of the text.
func (src source) at(start, end int, problem string) *SyntaxError {
	start = clamp(start, 0, len(src.text))
	end = clamp(end, start, len(src.text))
	lineStart := strings.LastIndexByte(src.text[:start], '\n') + 1
	lineEnd := len(src.text)
	if i := strings.IndexByte(src.text[start:], '\n'); i >= 0 {
		lineEnd = start + i
	}
	line := strings.TrimSuffix(src.text[lineStart:lineEnd], "\r")
	end = min(end, lineEnd)
	return &SyntaxError{
		Input:    src.name,
		Line:     strings.Count(src.text[:lineStart], "\n") + 1,
		Column:   utf8.RuneCountInString(src.text[lineStart:start]) + 1,
		LineText: line,
		Span:     max(1, utf8.RuneCountInString(src.text[start:end])),
		Problem:  problem,
	}
}

func clamp(value, low, high int) int { return max(low, min(value, high)) }
