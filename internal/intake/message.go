package intake

import (
	"strconv"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// A Message is what a browser's console says of one failure.
type Message struct {
	Engine fetchspec.EngineName
	// Cause is nil if the browser is known, but not the wording.
	Cause *explain.Cause
	// Preflight is set if the message says that a preflight failed.
	Preflight bool

	// What the message tells; "" or 0 where it does not.
	URL      string // the one that failed
	FirstURL string // before redirects
	Origin   string
	Page     string
	Method   string
	Header   string // the request header, or the response header that is named
	Value    string // that header's value, or what else the message quotes
	Status   int    // of the answer
	Kind     string // "fetch", "XMLHttpRequest", "font", as the browser calls it
	Reason   string
	Port     string

	// Text is the message as it was found, on one line.
	Text       string
	start, end int
}

// maxConsoleBytes bounds a pasted console.
const maxConsoleBytes = 256 << 10

// ParseConsole finds the failures that a text from a browser's console tells
// of, whatever stands around the messages. It knows the wordings of Chrome,
// Firefox and Safari, also earlier ones. The error is a *SyntaxError.
func ParseConsole(text string, options Options) ([]Message, error) {
	src := newSource(options, text)
	if len(text) > maxConsoleBytes {
		return nil, src.at(0, 1, "the text is longer than 256 KiB")
	}
	unquoted := withoutQuoteMarks(text)
	messages := mergeMessages(unquoted, findMessages(unquoted))
	if len(messages) == 0 {
		start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
		fault := src.at(start, start+1, "no browser prints this when a request fails")
		fault.Expected = `a line of a browser's console, as "Access to fetch at 'https://…' from origin …"`
		fault.Hint = "copy the whole line, with the URL in it"
		return nil, fault
	}
	return messages, nil
}

// withoutQuoteMarks blanks the > with which mail and Markdown quote lines.
func withoutQuoteMarks(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if rest := strings.TrimLeft(line, "> "); strings.HasPrefix(line, ">") {
			lines[i] = strings.Repeat(" ", len(line)-len(rest)) + rest
		}
	}
	return strings.Join(lines, "")
}

// set takes the value of a placeholder.
func (message *Message) set(name, value string) {
	value = strings.TrimSpace(value)
	switch name {
	case "url", "input":
		message.URL = value
	case "firstUrl":
		message.FirstURL = value
	case "origin":
		message.Origin = value
	case "page", "pageUrl":
		message.Page = value
	case "method":
		message.Method = value
	case "header", "name":
		message.Header = value
	case "status":
		message.Status, _ = strconv.Atoi(value)
	case "kind", "api":
		message.Kind = value
	case "reason":
		message.Reason = value
	case "port":
		message.Port = value
	case "hint", "value", "token", "netError", "newUrl", "location", "referrer", "hash", "type", "scheme":
		message.Value = value
	}
}

// complete derives what follows from what was said.
func (message *Message) complete() {
	if message.Cause != nil {
		message.Preflight = message.Preflight || message.Cause.At == "preflight"
		if message.Value == "" {
			message.Value = message.Cause.Value
		}
	}
	if message.Origin == "" && message.Page != "" {
		if page, err := fetchspec.ParseURL(message.Page); err == nil && !page.Origin().IsOpaque() {
			message.Origin = page.Origin().String()
		}
	}
	if message.FirstURL == message.URL {
		message.FirstURL = ""
	}
}

// HeaderName is the header that the message is about: the request's that is
// not allowed, or the response's that is wrong.
func (message *Message) HeaderName() string {
	if message.Header != "" || message.Cause == nil {
		return message.Header
	}
	return message.Cause.Header
}

// Code is what the message stands for, as far as it alone tells.
func (message *Message) Code() explain.Code {
	switch {
	case message.Cause == nil:
		return ""
	case message.Cause.NetErrors != nil:
		return message.Cause.NetErrors[message.Value]
	}
	return message.Cause.Code
}
