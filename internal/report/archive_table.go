package report

import (
	"fmt"
	"io"
	"strings"

	"corsplain/explain"
)

// An ArchiveRow is what the table of an archive says of one request.
type ArchiveRow struct {
	Index   int
	Verdict explain.Verdict // "" for what is not judged
	Kind    string          // what is not judged is: "navigation", "same-origin"
	Status  int             // 0 for none
	Method  string
	URL     string
	// Why is the first blocker's code, or why there is no verdict.
	Why string
}

// WriteArchiveHeader writes the names of the columns.
func WriteArchiveHeader(w io.Writer, options TextOptions) error {
	layout := newLayout(options)
	layout.line(cellsOf(span{roleAside, "entry  verdict      status  request"}))
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// WriteArchiveRow writes a row, on one line where it fits: what blocks stands
// under it where it does not.
func WriteArchiveRow(w io.Writer, row ArchiveRow, options TextOptions) error {
	layout := newLayout(options)
	tree := treeMaker{report: &Report{Verdict: row.Verdict}}
	mark, word, drawn := shown(" "), shown(row.Kind), roleAside
	if row.Verdict != "" {
		line := tree.verdictLine()
		mark, word, drawn = line.mark, shown(strings.ToLower(string(line.word))), line.role
	}
	status := "-"
	if row.Status > 0 {
		status = fmt.Sprint(row.Status)
	}
	line := cellsOf(
		span{rolePlain, shown(fmt.Sprintf("%5d  ", row.Index))},
		span{drawn, shown(fmt.Sprintf("%s %-11s", mark, word))},
		span{rolePlain, shown(fmt.Sprintf("%5s  ", status))},
		span{rolePlain, name(row.Method) + " "},
		span{roleAddress, visible(row.URL)},
	)
	why := cellsOf(span{roleAside, "  " + visible(cutMiddle(row.Why, 200))})
	if row.Why != "" && line.width()+why.width() <= layout.width {
		layout.line(append(line, why...))
		_, err := io.WriteString(w, layout.text.String())
		return err
	}
	if line.width() > layout.width {
		line = append(line[:line.fits(layout.width-1):line.fits(layout.width-1)], ellipsis())
	}
	layout.line(line)
	if row.Why != "" {
		layout.paragraph(paragraph{{roleAside, visible(cutMiddle(row.Why, 400))}}, archiveIndent)
	}
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// archiveIndent is where a row's request begins.
const archiveIndent = 27

// WriteArchiveSummary writes the lines under a table.
func WriteArchiveSummary(w io.Writer, lines []string, options TextOptions) error {
	layout := newLayout(options)
	layout.line(nil)
	for _, line := range lines {
		layout.paragraph(plain(visible(line)), 0)
	}
	_, err := io.WriteString(w, layout.text.String())
	return err
}
