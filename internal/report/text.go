package report

import (
	"io"
	"strings"
)

// The bounds of a text's width, in columns.
const (
	DefaultWidth = 80
	minWidth     = 40
	maxWidth     = 120
)

// TextOptions say how a report is to look as text.
type TextOptions struct {
	// Width is the terminal's columns; 0 is DefaultWidth. Below 40 it counts
	// as 40, above 120 as 120.
	Width int
	// Color draws with ANSI escapes.
	Color bool
	// Verbose shows all headers, timings, cookies and console lines, and long
	// values whole.
	Verbose bool
}

// WriteText writes the report for people. No line is wider than the width but
// for those that are to be pasted, which stay whole. Nothing that came from
// outside reaches w as a control character.
func WriteText(w io.Writer, report *Report, options TextOptions) error {
	layout := newLayout(options)
	layout.document(documentOf(report, options.Verbose))
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// A layout draws blocks in columns.
type layout struct {
	width   int
	verbose bool
	styles  styles
	text    strings.Builder
}

func newLayout(options TextOptions) *layout {
	width := options.Width
	if width == 0 {
		width = DefaultWidth
	}
	return &layout{
		width:   min(max(width, minWidth), maxWidth),
		verbose: options.Verbose,
		styles:  newStyles(options.Color),
	}
}

// The columns at which things begin.
const (
	indent        = 2
	sectionIndent = 9
	fieldIndent   = 7
	targetIndent  = 5
)

func (layout *layout) document(document *document) {
	layout.headline(&document.headline)
	if len(document.preamble) > 0 || len(document.exchanges) > 0 {
		layout.line(nil)
	}
	layout.preamble(document.preamble)
	layout.exchanges(document.exchanges)
	if len(document.probes) > 0 {
		layout.paragraph(paragraph{{roleAside, "Asked by corsplain, not by a browser:"}}, indent)
		layout.exchanges(document.probes)
	}
	if len(document.sections) > 0 {
		layout.line(nil)
	}
	for _, section := range document.sections {
		layout.section(&section)
	}
}

// preamble is a sentence, and perhaps the reasons under it.
func (layout *layout) preamble(blocks []block) {
	for i, block := range blocks {
		layout.block(block, indent+2*min(i, 1))
	}
	if len(blocks) > 1 {
		layout.line(nil)
	}
}

// headline puts the verdict and its facts on one line where they fit, else
// each fact on its own.
func (layout *layout) headline(headline *headline) {
	verdict := cellsOf(span{headline.role, headline.mark + " " + headline.word})
	line := verdict
	for i, fact := range headline.facts {
		gap := span{rolePlain, "   "}
		if i > 1 {
			gap.text = " "
		}
		line = append(line, cellsOf(append([]span{gap}, fact.spans()...)...)...)
	}
	if line.width() <= layout.width {
		layout.line(line)
		return
	}
	layout.line(verdict)
	for _, fact := range headline.facts {
		layout.wrapped(cellsOf(fact.spans()...), indent)
	}
}

func (fact *fact) spans() []span {
	return []span{{rolePlain, fact.before + " "}, {roleAddress, fact.address}}
}

// section puts the label at the left of its blocks, or above them if it is
// long.
func (layout *layout) section(section *section) {
	label := cellsOf(span{roleLabel, section.label})
	body := newLayout(TextOptions{Width: layout.width, Verbose: layout.verbose})
	body.styles = layout.styles
	for _, block := range section.blocks {
		body.block(block, sectionIndent)
	}
	if label.width() >= sectionIndent-indent || body.text.Len() == 0 {
		layout.line(append(spaces(indent), label...))
		layout.text.WriteString(body.text.String())
		return
	}
	first := append(spaces(indent), label...)
	first = append(first, spaces(sectionIndent-first.width())...)
	layout.text.WriteString(layout.draw(first))
	layout.text.WriteString(strings.TrimPrefix(body.text.String(), strings.Repeat(" ", sectionIndent)))
}

func (layout *layout) block(block block, indent int) {
	switch block := block.(type) {
	case paragraph:
		layout.paragraph(block, indent)
	case bullets:
		layout.bullets(block, indent)
	case pasteLines:
		layout.pasteLines(block, indent)
	case wireLines:
		layout.wireLines(block, indent)
	case excerpt:
		layout.excerpt(block, indent)
	}
}

func (layout *layout) paragraph(paragraph paragraph, indent int) {
	layout.wrapped(cellsOf(paragraph...), indent)
}

func (layout *layout) bullets(bullets bullets, indent int) {
	for _, item := range bullets {
		lines := layout.wrap(cellsOf(item...), indent+2)
		for i, line := range lines {
			lead := spaces(indent + 2)
			if i == 0 {
				lead[indent] = cell{"·", 1, roleAside}
			}
			layout.line(append(lead, line...))
		}
	}
}

// pasteLines are as wide as they are: a header cut in two is no header.
func (layout *layout) pasteLines(lines pasteLines, indent int) {
	for _, line := range lines {
		layout.line(append(spaces(indent+2), cellsOf(span{rolePaste, line})...))
	}
}

// wireLines go on two columns farther to the right where a line is wrapped.
func (layout *layout) wireLines(lines wireLines, indent int) {
	for _, line := range lines {
		for i, part := range layout.wrap(cellsOf(line...), indent+4) {
			layout.line(append(spaces(indent+2+2*min(i, 1)), part...))
		}
	}
}

func (layout *layout) excerpt(excerpt excerpt, indent int) {
	room := layout.width - indent - 2
	for _, line := range excerpt.lines {
		cells := cellsOf(span{roleQuote, line})
		if cells.width() > room {
			cells = append(cells[:cells.fits(room-1):cells.fits(room-1)], ellipsis())
		}
		layout.line(append(spaces(indent), append(row{{"│", 1, roleAside}, {" ", 1, rolePlain}}, cells...)...))
	}
	if excerpt.more > 0 {
		layout.paragraph(paragraph{{roleAside, "│ … " + moreLines(excerpt.more)}}, indent)
	}
}

// wrapped writes cells as lines that begin at a column.
func (layout *layout) wrapped(cells row, indent int) {
	for _, line := range layout.wrap(cells, indent) {
		layout.line(append(spaces(indent), line...))
	}
}

func (layout *layout) wrap(cells row, indent int) []row {
	long := cutLongWords
	if layout.verbose {
		long = breakLongWords
	}
	return wrap(cells, layout.width-indent, long)
}

func spaces(count int) row {
	cells := make(row, 0, count+8)
	for range count {
		cells = append(cells, cell{" ", 1, rolePlain})
	}
	return cells
}

// line writes one line, without spaces at its end.
func (layout *layout) line(cells row) {
	for len(cells) > 0 && cells[len(cells)-1].text == " " {
		cells = cells[:len(cells)-1]
	}
	layout.text.WriteString(layout.draw(cells))
	layout.text.WriteByte('\n')
}

// draw joins cells of one role, so that each is styled once.
func (layout *layout) draw(cells row) string {
	var drawn, run strings.Builder
	for i, cell := range cells {
		run.WriteString(cell.text)
		if i+1 == len(cells) || cells[i+1].role != cell.role {
			drawn.WriteString(layout.styles.draw(cell.role, run.String()))
			run.Reset()
		}
	}
	return drawn.String()
}
