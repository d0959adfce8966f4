package report

import (
	"io"
	"strings"
)

// WritePage writes an explanation page, which is Markdown of the plainest
// kind (headings, paragraphs, lists, fenced lines, links), for people.
func WritePage(w io.Writer, page string, options TextOptions) error {
	layout := newLayout(options)
	reader := pageReader{lines: strings.Split(page, "\n")}
	for first := true; ; first = false {
		heading, content := reader.next()
		if heading == "" && content == nil {
			break
		}
		if !first {
			layout.line(nil)
		}
		if heading != "" {
			layout.wrapped(cellsOf(span{roleLabel, heading}), 0)
			continue
		}
		layout.block(content, indent)
	}
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// A pageReader takes a page apart.
type pageReader struct{ lines []string }

// next is the next heading or block; neither at the end.
func (reader *pageReader) next() (heading shown, content block) {
	for len(reader.lines) > 0 && strings.TrimSpace(reader.lines[0]) == "" {
		reader.lines = reader.lines[1:]
	}
	if len(reader.lines) == 0 {
		return "", nil
	}
	first := reader.lines[0]
	switch {
	case strings.HasPrefix(first, "#"):
		reader.lines = reader.lines[1:]
		return visible(strings.TrimLeft(first, "# ")), nil
	case strings.HasPrefix(first, "```"):
		return "", reader.fenced()
	case isListItem(first):
		return "", reader.list()
	}
	return "", paragraph{{rolePlain, visible(withoutMarkup(reader.joined(isText)))}}
}

// fenced is the lines between two fences.
func (reader *pageReader) fenced() block {
	reader.lines = reader.lines[1:]
	var lines pasteLines
	for len(reader.lines) > 0 && !strings.HasPrefix(reader.lines[0], "```") {
		lines = append(lines, visible(reader.lines[0]))
		reader.lines = reader.lines[1:]
	}
	reader.lines = reader.lines[min(1, len(reader.lines)):]
	return lines
}

func (reader *pageReader) list() block {
	var items bullets
	for len(reader.lines) > 0 && isListItem(reader.lines[0]) {
		reader.lines[0] = reader.lines[0][len("- "):]
		items = append(items, paragraph{{rolePlain, visible(withoutMarkup(reader.joined(isText)))}})
	}
	return items
}

// joined is the next line and those after it that go on.
func (reader *pageReader) joined(goesOn func(string) bool) string {
	text := strings.TrimSpace(reader.lines[0])
	reader.lines = reader.lines[1:]
	for len(reader.lines) > 0 && goesOn(reader.lines[0]) {
		text += " " + strings.TrimSpace(reader.lines[0])
		reader.lines = reader.lines[1:]
	}
	return text
}

func isText(line string) bool {
	return strings.TrimSpace(line) != "" && !isListItem(line) && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "```")
}

func isListItem(line string) bool {
	return strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ")
}

// withoutMarkup drops the marks of code and emphasis, and writes a link as
// its text with the address behind it.
func withoutMarkup(text string) string {
	var plain strings.Builder
	for len(text) > 0 {
		switch text[0] {
		case '`':
			code, rest, closed := strings.Cut(text[1:], "`")
			if closed {
				plain.WriteString(code)
				text = rest
				continue
			}
		case '*':
			if rest, bold := strings.CutPrefix(text, "**"); bold {
				text = rest
				continue
			}
		case '[':
			if label, address, rest, found := cutLink(text); found {
				plain.WriteString(withoutMarkup(label) + " (" + address + ")")
				text = rest
				continue
			}
		}
		plain.WriteByte(text[0])
		text = text[1:]
	}
	return plain.String()
}

// cutLink takes [label](address) from the beginning of a text.
func cutLink(text string) (label, address, rest string, found bool) {
	label, after, found := strings.Cut(text[1:], "](")
	if !found || strings.ContainsAny(label, "[]") {
		return "", "", "", false
	}
	address, rest, found = strings.Cut(after, ")")
	return label, address, rest, found
}
