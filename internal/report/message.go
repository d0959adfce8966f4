package report

import (
	"io"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// MessageSchemaName is the version of the message that this package writes.
const MessageSchemaName = "corsplain.message/v1"

// A Message is the machine contract's message object: what a line of a
// browser's console means.
type Message struct {
	Schema string               `json:"schema"`
	Engine fetchspec.EngineName `json:"engine"`
	// Code is "" for a line that alone does not tell why.
	Code   explain.Code `json:"code"`
	URL    string       `json:"url"`
	Origin string       `json:"origin"`
	Method string       `json:"method,omitempty"`
	Header string       `json:"header,omitempty"`
	Value  string       `json:"value,omitempty"`
	Status int          `json:"status,omitempty"`
	// Exchange is "preflight" or "request"; "" if the line does not tell.
	Exchange string `json:"exchange,omitempty"`
	// Redirected is the first URL, if the one that failed is another.
	Redirected string `json:"redirectedFrom,omitempty"`
	// Message is the browser's own name for the message; "" if the wording is
	// not known.
	Message string `json:"message,omitempty"`
	// Text is the line as it was found.
	Text     string   `json:"text"`
	Summary  string   `json:"summary"`
	Remedies []Remedy `json:"remedies"`
}

// NewMessage completes a message, and redacts what looks like a secret.
func NewMessage(message Message, showSecrets bool) *Message {
	message.Schema = MessageSchemaName
	redact := &redactor{}
	if showSecrets {
		redact = nil
	}
	for _, field := range []*string{
		&message.URL, &message.Origin, &message.Method, &message.Header, &message.Redirected, &message.Text, &message.Summary,
	} {
		*field = redact.text(*field)
	}
	message.Value = string(redact.header(message.Header, message.Value))
	if message.Remedies == nil {
		message.Remedies = []Remedy{}
	}
	return &message
}

// WriteMessageJSON writes the message as one line.
func WriteMessageJSON(w io.Writer, message *Message) error { return writeJSON(w, message, "") }

// WriteMessage writes the message for people.
func WriteMessage(w io.Writer, message *Message, options TextOptions) error {
	layout := newLayout(options)
	layout.document(message.document(options.Verbose))
	_, err := io.WriteString(w, layout.text.String())
	return err
}

func (message *Message) document(verbose bool) *document {
	tree := treeMaker{report: &Report{Remedies: message.Remedies}, verbose: verbose}
	made := &document{headline: message.headline(tree)}
	made.sections = append(made.sections, section{label: "Why", blocks: []block{tree.prose(message.Summary)}})
	var fix []block
	for i := range message.Remedies {
		remedy := &message.Remedies[i]
		if remedy.Alternative && !verbose {
			continue
		}
		lines := headerLinesOf(remedy)
		if len(lines) == 0 {
			fix = append(fix, tree.prose(remedy.Text))
			continue
		}
		text := tree.prose(leadOf(remedy))
		if introduces(remedy) {
			text = append(text, span{rolePlain, ":"})
		}
		fix = append(fix, text, lines)
	}
	if len(fix) > 0 {
		made.sections = append(made.sections, section{label: "Fix", blocks: fix})
	}
	if message.Code != "" {
		made.sections = append(made.sections, section{label: "More", blocks: []block{
			paragraph{{roleLink, shown("corsplain explain " + string(message.Code))}},
		}})
	}
	return made
}

// headerLinesOf are the header lines that a remedy sets, to paste.
func headerLinesOf(remedy *Remedy) pasteLines {
	var lines pasteLines
	for _, change := range remedy.Change {
		if change.Op == "set" && change.Name != "" {
			lines = append(lines, visible(cutMiddle(string(change.Name)+": "+string(change.Value), pasteAtMost)))
		}
	}
	return lines
}

func (message *Message) headline(tree treeMaker) headline {
	line := headline{role: roleBlocked, mark: "✗", word: engineName(message.Engine)}
	if message.URL != "" {
		method := strings.TrimSpace(message.Method + " ")
		if method == "" {
			method = "to"
		}
		line.facts = append(line.facts, fact{before: name(method), address: tree.value(message.URL)})
	}
	if message.Origin != "" {
		line.facts = append(line.facts, fact{before: "from", address: tree.value(message.Origin)})
	}
	if message.Exchange == string(fetchspec.ExchangePreflight) {
		line.facts = append(line.facts, fact{before: "at the", address: "preflight"})
	}
	return line
}
