package intake

import (
	"regexp"
	"strings"
	"sync"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// A messagePattern finds one wording, or a frame that several share.
type messagePattern struct {
	engine fetchspec.EngineName
	cause  *explain.Cause // nil for a frame
	after  bool
	// request is set for the line of the request itself, which developer tools
	// print beside the message.
	request    bool
	expression *regexp.Regexp
	// word is in every text that the expression finds, in lower case: looking
	// for it first is much quicker. "" if there is none.
	word string
}

// messagePatterns is compiled when a console is first read.
var messagePatterns = sync.OnceValue(func() []messagePattern {
	texts := map[string]string{}
	for _, template := range explain.Templates() {
		texts[string(template.Engine)+" "+template.ID] = template.Text
	}
	var patterns []messagePattern
	causes := explain.Causes()
	for i := range causes {
		cause := &causes[i]
		wordings := append([]string{texts[string(cause.Engine)+" "+cause.ID]}, cause.Older...)
		for _, wording := range wordings {
			patterns = append(patterns, messagePattern{
				engine: cause.Engine, cause: cause,
				expression: compileWording(withoutFrame(wording)), word: longestWord(withoutFrame(wording)),
			})
		}
	}
	for _, frame := range explain.Frames() {
		patterns = append(patterns, messagePattern{
			engine: frame.Engine, after: frame.After,
			expression: compileWording(frame.Text), word: longestWord(frame.Text),
		})
	}
	return append(patterns, messagePattern{
		request: true,
		expression: regexp.MustCompile(`\b(?:XHR\s*)?(?P<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s*(?P<url>https?://[^\s"'…]+)` +
			`(?:\s+(?P<netError>net::ERR_[A-Z0-9_]+(?:\.\w+)?))?(?:\s+(?:\[HTTP/[\d.]+ )?(?P<status>\d{3}) )?`),
	})
})

// withoutFrame removes what a frame finds, so that a wording is found in any.
func withoutFrame(wording string) string {
	for _, opening := range []string{"has been blocked by CORS policy: ", "(Reason: "} {
		if _, rest, framed := strings.Cut(wording, opening); framed {
			wording = rest
		}
	}
	wording = strings.TrimPrefix(wording, preflightOpening)
	detail, _, _ := strings.Cut(wording, "). Status code: {status}.")
	if detail == wording && strings.HasSuffix(detail, ").") && !strings.Contains(detail, "(") {
		detail = strings.TrimSuffix(detail, ").")
	}
	return strings.TrimSpace(detail)
}

// preflightOpening is what Chrome prints before the reason if the preflight
// was refused.
const preflightOpening = "Response to preflight request doesn't pass access control check: "

// compileWording makes an expression of a text with placeholders. Blanks may
// be line breaks and quotes may be others, as text changes on its way.
func compileWording(text string) *regexp.Regexp {
	var expression strings.Builder
	expression.WriteString("(?i)")
	for text != "" {
		literal, rest, found := strings.Cut(text, "{")
		expression.WriteString(literalExpression(literal))
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		expression.WriteString(placeholderExpression(name, after))
		text = after
	}
	return regexp.MustCompile(expression.String())
}

// longestWord is the longest word of a wording outside its placeholders.
func longestWord(wording string) string {
	longest := ""
	for wording != "" {
		literal, rest, _ := strings.Cut(wording, "{")
		for word := range strings.FieldsFuncSeq(literal, func(r rune) bool { return r == ' ' || r == '\n' || isQuoteMark(r) }) {
			if len(word) > len(longest) {
				longest = word
			}
		}
		_, wording, _ = strings.Cut(rest, "}")
	}
	return asciiLower(longest)
}

func isQuoteMark(r rune) bool { return strings.ContainsRune("‘’“”'\"`", r) }

func literalExpression(literal string) string {
	var expression strings.Builder
	blank := false
	for _, r := range literal {
		if r == ' ' || r == '\n' {
			if !blank {
				expression.WriteString(`\s+`)
			}
			blank = true
			continue
		}
		blank = false
		if isQuoteMark(r) {
			expression.WriteString("[‘’“”'\"`´]{1,2}")
			continue
		}
		expression.WriteString(regexp.QuoteMeta(string(r)))
	}
	return expression.String()
}

// placeholderExpression is what a placeholder can stand for, up to what comes
// after it.
func placeholderExpression(name, after string) string {
	last := after == ""
	if after == "." { // a host has dots of its own
		return `(?P<` + name + `>[^\s"'’”]+)`
	}
	switch name {
	case "url", "firstUrl", "page", "pageUrl", "target", "newUrl", "location":
		if last {
			return `(?P<` + name + `>[A-Za-z][\w+.-]*:[^\s"'’”]+)`
		}
		return `(?P<` + name + `>[A-Za-z][\w+.-]*:[^\s"]+?)`
	case "origin":
		return `(?P<origin>[^\s'"]+?)`
	case "status":
		return `(?P<status>\d{3}|\(null\))`
	case "netError":
		return `(?P<netError>net::ERR_[A-Z0-9_]+(?:\.\w+)?)`
	case "api":
		return `(?P<api>Fetch API|XMLHttpRequest|EventSource|Beacon API)`
	case "kind":
		return `(?P<kind>[A-Za-z][A-Za-z ]{1,39}?)`
	case "method", "header", "name", "port", "scheme", "space":
		return `(?P<` + name + `>[^\s'"]+?)`
	}
	if last {
		return `(?P<` + name + `>[^\n]*)`
	}
	return `(?P<` + name + `>[^\n]*?)`
}
