package report

import (
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the report for a bug ticket or a pull request. It holds
// no secrets, even if the report shows them.
func WriteMarkdown(w io.Writer, report *Report, options TextOptions) error {
	writer := markdownWriter{}
	writer.document(documentOf(report.withoutSecrets(), options.Verbose))
	_, err := io.WriteString(w, writer.text.String())
	return err
}

// withoutSecrets is the report as it is without ShowSecrets.
func (report *Report) withoutSecrets() *Report {
	if report.source.result == nil || !report.source.options.ShowSecrets {
		return report
	}
	options := report.source.options
	options.ShowSecrets = false
	return New(report.source.result, report.source.diagnosis, options)
}

// A markdownWriter writes blocks as GitHub's Markdown: exchanges in a fence as
// the text has them, the rest as paragraphs.
type markdownWriter struct {
	text strings.Builder
}

func (writer *markdownWriter) document(document *document) {
	writer.headline(&document.headline)
	for _, block := range document.preamble {
		writer.block(block)
	}
	writer.exchanges(document.exchanges)
	if len(document.probes) > 0 {
		writer.paragraph(plain("Asked by corsplain, not by a browser:"))
		writer.exchanges(document.probes)
	}
	for i := range document.sections {
		writer.section(&document.sections[i])
	}
}

func (writer *markdownWriter) headline(headline *headline) {
	fmt.Fprintf(&writer.text, "### %s %s", headline.mark, headline.word)
	for i, fact := range headline.facts {
		if i == 0 {
			fmt.Fprintf(&writer.text, ": %s", code(string(fact.before+" "+fact.address)))
			continue
		}
		fmt.Fprintf(&writer.text, " %s %s", fact.before, code(string(fact.address)))
	}
	writer.text.WriteString("\n\n")
}

// section begins its first paragraph with the label.
func (writer *markdownWriter) section(section *section) {
	fmt.Fprintf(&writer.text, "**%s:** ", section.label)
	for i, block := range section.blocks {
		if _, isParagraph := block.(paragraph); i == 0 && !isParagraph {
			writer.text.WriteString("\n\n")
		}
		writer.block(block)
	}
}

func (writer *markdownWriter) block(block block) {
	switch block := block.(type) {
	case paragraph:
		writer.paragraph(block)
	case bullets:
		writer.bullets(block)
	case pasteLines:
		writer.fenced(linesOf(block))
	case wireLines:
		writer.wireLines(block)
	case excerpt:
		writer.excerpt(block)
	}
}

func (writer *markdownWriter) paragraph(paragraph paragraph) {
	writer.text.WriteString(inline(paragraph))
	writer.text.WriteString("\n\n")
}

func (writer *markdownWriter) bullets(bullets bullets) {
	for _, item := range bullets {
		fmt.Fprintf(&writer.text, "- %s\n", inline(item))
	}
	writer.text.WriteString("\n")
}

func (writer *markdownWriter) wireLines(lines wireLines) {
	var joined strings.Builder
	for _, line := range lines {
		for _, span := range line {
			joined.WriteString(string(span.text))
		}
		joined.WriteByte('\n')
	}
	writer.fenced(joined.String())
}

func (writer *markdownWriter) excerpt(excerpt excerpt) {
	lines := linesOf(excerpt.lines)
	if excerpt.more > 0 {
		lines += "… " + string(moreLines(excerpt.more)) + "\n"
	}
	writer.fenced(lines)
}

// exchanges are drawn as the text draws them, wide enough not to cut much.
func (writer *markdownWriter) exchanges(rows []exchangeRow) {
	if len(rows) == 0 {
		return
	}
	layout := newLayout(TextOptions{Width: maxWidth})
	layout.exchanges(rows)
	writer.fenced(layout.text.String())
}

// fenced writes lines in a fence that is longer than any in them.
func (writer *markdownWriter) fenced(lines string) {
	fence := "```"
	for strings.Contains(lines, fence) {
		fence += "`"
	}
	fmt.Fprintf(&writer.text, "%stext\n%s%s\n\n", fence, lines, fence)
}

func linesOf(lines []shown) string {
	var joined strings.Builder
	for _, line := range lines {
		joined.WriteString(string(line))
		joined.WriteByte('\n')
	}
	return joined.String()
}

// inline escapes what Markdown would take for markup, mentions included.
func inline(spans []span) string {
	var escaped strings.Builder
	for _, span := range spans {
		switch {
		case span.role == rolePaste:
			escaped.WriteString(code(string(span.text)))
		case span.role == roleLink && !strings.ContainsAny(string(span.text), "<> "):
			escaped.WriteString("<" + string(span.text) + ">")
		default:
			writeEscaped(&escaped, string(span.text))
		}
	}
	return strings.TrimSpace(escaped.String())
}

func writeEscaped(to *strings.Builder, text string) {
	for _, r := range text {
		if strings.ContainsRune("\\`*_[]<>#|~@&!", r) {
			to.WriteByte('\\')
		}
		to.WriteRune(r)
	}
}

// code is a code span that any text can stand in.
func code(text string) string {
	quote := "`"
	for strings.Contains(text, quote) {
		quote += "`"
	}
	if len(quote) > 1 {
		text = " " + text + " "
	}
	return quote + text + quote
}
