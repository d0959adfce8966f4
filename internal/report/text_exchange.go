package report

import (
	"fmt"
	"slices"
)

// markGap is the least space between a header and the mark of its check.
const markGap = 3

// exchanges puts the outcomes of all rows into one column at the right, and
// their durations into another.
func (layout *layout) exchanges(rows []exchangeRow) {
	columns := layout.rowColumns(rows)
	for i := range rows {
		layout.exchange(&rows[i], columns)
	}
}

// rowColumns are where the outcomes of rows begin and where their durations
// end. On a wide terminal that is no farther to the right than it must be.
type rowColumns struct{ outcome, end int }

func (layout *layout) rowColumns(rows []exchangeRow) rowColumns {
	left, outcomes, durations := 0, 0, 0
	for i := range rows {
		left = max(left, rows[i].left().width())
		outcomes = max(outcomes, cellsOf(rows[i].outcome).width())
		durations = max(durations, len(rows[i].duration))
	}
	right := outcomes
	if durations > 0 {
		right += durationGap + durations
	}
	end := min(layout.width, max(DefaultWidth, left+2+right))
	return rowColumns{outcome: end - right, end: end}
}

// durationGap is the space between an outcome and a duration.
const durationGap = 3

// left is "  1  PUT /users/7".
func (row *exchangeRow) left() row {
	left := spaces(targetIndent)
	for i, digit := range cellsOf(span{roleAside, row.number}) {
		if indent+i < targetIndent-1 {
			left[indent+i] = digit
		}
	}
	return append(left, cellsOf(span{roleAddress, row.method}, span{rolePlain, " " + row.target})...)
}

func (layout *layout) exchange(row *exchangeRow, columns rowColumns) {
	right := cellsOf(row.outcome)
	if row.duration != "" {
		gap := max(durationGap, columns.end-columns.outcome-right.width()-len(row.duration))
		right = append(right, spaces(gap)...)
		right = append(right, cellsOf(span{roleAside, row.duration})...)
	}
	layout.leftAndRight(row.left(), right, columns.outcome)
	layout.fields(row.fields)
	for _, remark := range row.remarks {
		layout.paragraph(remark, fieldIndent)
	}
}

// leftAndRight puts right at a column if what is on the left leaves it free,
// or can be cut to do so, else on a line of its own.
func (layout *layout) leftAndRight(left, right row, column int) {
	const leastLeft = 32
	if left.width()+2 > column && column >= leastLeft && !layout.verbose {
		left = cutInMiddle(left, column-2)
	}
	if left.width()+2 <= column {
		layout.line(append(append(left, spaces(column-left.width())...), right...))
		return
	}
	lines := layout.wrap(left[targetIndent:], targetIndent)
	for i, line := range lines {
		lead := spaces(targetIndent)
		if i == 0 {
			lead = left[:targetIndent:targetIndent]
		}
		layout.line(append(lead, line...))
	}
	layout.wrapped(right, targetIndent)
}

// A drawnField is a field in cells.
type drawnField struct {
	lead  row // "← Name: "
	value row
	whole row
	mark  row // "✓", or "✗ PUT is not in the list"
}

// fields aligns the marks of those headers that leave room for them.
func (layout *layout) fields(fields []field) {
	drawn := make([]drawnField, len(fields))
	column := 0
	for i := range fields {
		drawn[i] = fields[i].draw()
		end := fieldIndent + drawn[i].whole.width() + markGap
		if len(drawn[i].mark) > 0 && end+drawn[i].mark.width() <= layout.width {
			column = max(column, end)
		}
	}
	for i := range fields {
		layout.field(&fields[i], &drawn[i], column)
	}
}

func (field *field) draw() drawnField {
	spans := []span{{roleAside, field.arrow + " "}}
	switch {
	case field.absent:
		spans = append(spans, span{roleName, field.name}, span{roleAside, " (absent)"})
	case field.name != "":
		spans = append(spans, span{roleName, field.name}, span{rolePlain, ": "})
	}
	drawn := drawnField{lead: cellsOf(spans...), value: cellsOf(field.value...), mark: field.mark()}
	drawn.whole = slices.Concat(drawn.lead, drawn.value)
	return drawn
}

func (field *field) mark() row {
	var spans []span
	switch field.check {
	case checkNone:
		return nil
	case checkNoted:
		return cellsOf(span{roleAside, field.note})
	case checkPassed:
		spans = append(spans, span{rolePassed, "✓"})
	case checkFailed:
		spans = append(spans, span{roleFailed, "✗"})
	}
	if field.note != "" {
		spans = append(spans, span{spans[0].role, " " + field.note})
	}
	return cellsOf(spans...)
}

// field writes a header line, its mark beside it or below, and carets under
// the bytes that made it fail. The column is where marks go, if there is room.
func (layout *layout) field(field *field, drawn *drawnField, column int) {
	lines := layout.fieldLines(field, drawn)
	last := lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		layout.line(line)
	}
	end, markWidth := last.width(), drawn.mark.width()
	if column < end+markGap || column+markWidth > layout.width {
		column = end + markGap
	}
	if markWidth == 0 || column+markWidth > layout.width {
		layout.line(last)
		layout.carets(field, last)
		layout.wrapped(drawn.mark, fieldIndent+2)
		return
	}
	layout.line(slices.Concat(last, spaces(column-end), drawn.mark))
	layout.carets(field, last)
}

// fieldLines is a header on one line if it fits. Else its value goes on the
// next one, or is cut in the middle, or with Verbose takes as many as it needs.
func (layout *layout) fieldLines(field *field, drawn *drawnField) []row {
	const leastValue = 24
	room := layout.width - fieldIndent
	leadWidth, valueWidth := drawn.lead.width(), drawn.value.width()
	switch {
	case leadWidth+valueWidth <= room:
		return []row{append(spaces(fieldIndent), drawn.whole...)}
	case field.absent || leadWidth-1 > room || layout.verbose && valueWidth > room-2:
		return hanging(wrap(drawn.whole, room-2, breakLongWords), fieldIndent)
	case valueWidth > room-2 && room-leadWidth >= leastValue:
		value := cutInMiddle(drawn.value, room-leadWidth)
		return []row{slices.Concat(spaces(fieldIndent), drawn.lead, value)}
	}
	return []row{
		append(spaces(fieldIndent), drawn.lead...),
		append(spaces(fieldIndent+2), cutInMiddle(drawn.value, room-2)...),
	}
}

// hanging begins the first line at a column, and the others two after it.
func hanging(lines []row, indent int) []row {
	for i := range lines {
		lines[i] = append(spaces(indent+2*min(i, 1)), lines[i]...)
	}
	return lines
}

// carets points at the marked cells of a line of a header that failed. Marks
// that cover the whole value point at nothing.
func (layout *layout) carets(field *field, line row) {
	if field.check != checkFailed || field.name == "" || !hasPlainValue(field.value) {
		return
	}
	var carets row
	found := false
	for _, shown := range line {
		mark := cell{" ", 1, rolePlain}
		if shown.role == roleMark {
			mark, found = cell{"^", 1, roleMark}, true
		}
		for range shown.width {
			carets = append(carets, mark)
		}
	}
	if found {
		layout.line(carets)
	}
}

func hasPlainValue(value []span) bool {
	for _, span := range value {
		if span.role == rolePlain && span.text != "" {
			return true
		}
	}
	return false
}

func moreLines(count int) shown {
	if count == 1 {
		return "1 more line"
	}
	return shown(fmt.Sprintf("%d more lines", count))
}
