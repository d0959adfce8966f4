package report

import (
	"slices"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A cell is what a terminal shows as one character: a grapheme cluster, one or
// two columns wide.
type cell struct {
	text  string
	width int
	role  role
}

// A row is cells of one line.
type row []cell

// cellsOf takes spans apart.
func cellsOf(spans ...span) row {
	size := 0
	for _, span := range spans {
		size += len(span.text)
	}
	cells := make(row, 0, size)
	for _, span := range spans {
		text := string(span.text)
		for len(text) > 0 {
			cluster, width := firstCluster(text)
			cells = append(cells, cell{cluster, width, span.role})
			text = text[len(cluster):]
		}
	}
	return cells
}

// firstCluster is the grapheme cluster that text begins with, and its columns.
func firstCluster(text string) (string, int) {
	if text[0] < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return text[:1], 1
	}
	cluster, _, width, _ := ansi.FirstGraphemeCluster(text, -1)
	return cluster, width
}

func (cells row) width() int {
	width := 0
	for _, cell := range cells {
		width += cell.width
	}
	return width
}

// fits is the number of cells at the beginning that fit in width columns.
func (cells row) fits(width int) int {
	for i, cell := range cells {
		if width -= cell.width; width < 0 {
			return i
		}
	}
	return len(cells)
}

// A longWord says what becomes of a word that does not fit on a line.
type longWord int

// Without Verbose a word of more than cutAfterLines lines is cut to one.
const (
	breakLongWords longWord = iota
	cutLongWords
)

const cutAfterLines = 3

// wrap breaks cells into lines of at most width columns, at spaces where there
// are any.
func wrap(cells row, width int, long longWord) []row {
	var lines []row
	var line row
	used := 0
	for _, word := range words(cells) {
		wordWidth := word.cells.width()
		if long == cutLongWords && wordWidth > cutAfterLines*width {
			word.cells = cutInMiddle(word.cells, width)
			wordWidth = word.cells.width()
		}
		if len(line) > 0 && used+word.gap.width()+wordWidth > width {
			lines = append(lines, line)
			line, used = nil, 0
		}
		if len(line) > 0 {
			line = append(line, word.gap...)
			used += word.gap.width()
		}
		for wordWidth > width {
			end := breakAt(word.cells, width)
			lines = append(lines, word.cells[:end:end])
			wordWidth -= word.cells[:end].width()
			word.cells = word.cells[end:]
		}
		line = append(line, word.cells...)
		used += wordWidth
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// A word is cells without a space, and the space before it.
type word struct{ gap, cells row }

func words(cells row) []word {
	var words []word
	for len(cells) > 0 {
		var next word
		start := 0
		for start < len(cells) && cells[start].text == " " {
			start++
		}
		if start > 0 {
			next.gap = cells[start-1 : start]
		}
		end := start
		for end < len(cells) && cells[end].text != " " {
			end++
		}
		next.cells = cells[start:end]
		cells = cells[end:]
		if len(next.cells) > 0 {
			words = append(words, next)
		}
	}
	return words
}

// breakAt is where to break a word that is longer than width: after a
// character at which URLs and lists have a joint, if there is one near.
func breakAt(cells row, width int) int {
	end := max(1, cells.fits(width))
	for i := end; i > end*2/3; i-- {
		switch cells[i-1].text {
		case "/", "?", "&", "=", ",", ";", ".", "-", "_", ":", "#":
			return i
		}
	}
	return end
}

// cutInMiddle leaves out cells so that the rest, with … in place of them, is
// at most width columns wide. Cells in roleMark stay, if they can.
func cutInMiddle(cells row, width int) row {
	if cells.width() <= width {
		return cells
	}
	marked := slices.IndexFunc(cells, isMarked)
	if marked < 0 {
		head := cells.fits((width - 1) * 2 / 3)
		return join(cells[:head], fromEnd(cells, width-1-cells[:head].width()))
	}
	end := marked
	for end < len(cells) && cells[end].role == roleMark {
		end++
	}
	return cutAround(cells, marked, end, width)
}

// cutAround keeps cells[marked:end] and as much around it as there is room for.
func cutAround(cells row, marked, end, width int) row {
	switch {
	case cells[:end].width() <= width-1:
		return join(cells[:cells.fits(width-1)], nil)
	case cells[marked:].width() <= width-1:
		return join(nil, fromEnd(cells, width-1))
	}
	room := width - 2 - cells[marked:end].width()
	start := len(cells[:marked]) - len(fromEnd(cells[:marked], max(0, room/2)))
	middle := cells[start:]
	middle = middle[:middle.fits(width-2)]
	return slices.Concat(row{ellipsis()}, middle, row{ellipsis()})
}

func isMarked(cell cell) bool { return cell.role == roleMark }

// fromEnd is the cells at the end that fit in width columns.
func fromEnd(cells row, width int) row {
	start := len(cells)
	for start > 0 && width >= cells[start-1].width {
		start--
		width -= cells[start].width
	}
	return cells[start:]
}

func join(head, tail row) row { return slices.Concat(head, row{ellipsis()}, tail) }

func ellipsis() cell { return cell{"…", 1, roleAside} }
