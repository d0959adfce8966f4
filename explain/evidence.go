package explain

import (
	"strings"
	"unicode/utf8"

	"corsplain/fetchspec"
)

// evidenceBodyLimit is how much of a body is shown as evidence, in bytes.
const evidenceBodyLimit = 300

// The places that evidence comes from.
const (
	fromRequest  = "request"
	fromResponse = "response"
	fromPage     = "page"
	fromNetwork  = "network"
)

// showHeader shows each line of a header of the answer, or that it is absent.
func (scene *scene) showHeader(name, note string, marks ...Mark) {
	answer := scene.answer()
	if answer == nil {
		return
	}
	scene.show(headerEvidence(scene.index, fromResponse, answer.HeaderList, name, note, marks...)...)
}

// showAsked shows a header of the exchange's request.
func (scene *scene) showAsked(name, note string) {
	if scene.exchange == nil || !scene.exchange.Request.HeaderList.Contains(name) {
		return
	}
	scene.show(headerEvidence(scene.index, fromRequest, scene.exchange.Request.HeaderList, name, note)...)
}

// headerEvidence is each line of a header as it was on the wire, or its
// absence. The marks belong to a header that comes once; repeated lines are
// marked whole.
func headerEvidence(index int, where string, list fetchspec.HeaderList, name, note string, marks ...Mark) []Evidence {
	var lines []Evidence
	for _, header := range list {
		if strings.EqualFold(header.Name, name) {
			lines = append(lines, Evidence{
				Exchange: index, Where: where, Name: header.Name, Value: header.Value, Marks: marks, Note: note,
			})
		}
	}
	if lines == nil {
		return []Evidence{{Exchange: index, Where: where, Name: name, Absent: true, Note: note}}
	}
	if len(lines) > 1 {
		for i := range lines {
			lines[i].Marks = []Mark{{0, len(lines[i].Value)}}
		}
	}
	return lines
}

// showStatus shows the answer's status.
func (scene *scene) showStatus(note string) {
	answer := scene.answer()
	if answer == nil {
		return
	}
	phrase := statusPhrase(answer)
	scene.show(Evidence{
		Exchange: scene.index, Where: fromResponse, Name: "status", Value: phrase, Note: note,
		Marks: []Mark{{0, min(3, len(phrase))}},
	})
}

// showBody shows the first words of the answer's body, which a browser keeps
// from the developer. Bodies that are no text are left out.
func (scene *scene) showBody(note string) {
	if text := bodyExcerpt(scene.answer()); text != "" {
		scene.show(Evidence{Exchange: scene.index, Where: fromResponse, Name: "body", Value: text, Note: note})
	}
}

// bodyExcerpt is the beginning of a body as one line of text; "" if it is
// none.
func bodyExcerpt(answer *fetchspec.HTTPResponse) string {
	if answer == nil {
		return ""
	}
	bytes := answer.Body.Bytes
	if len(bytes) > 4*evidenceBodyLimit {
		bytes = bytes[:4*evidenceBodyLimit]
	}
	// A cut, here or by the Exchanger, may have split a character.
	for dropped := 0; dropped < utf8.UTFMax-1 && len(bytes) > 0 && !utf8.Valid(bytes); dropped++ {
		bytes = bytes[:len(bytes)-1]
	}
	if !utf8.Valid(bytes) {
		return ""
	}
	return shorten(strings.Join(strings.Fields(string(bytes)), " "), evidenceBodyLimit)
}

// showServer shows who says it made the answer.
func (scene *scene) showServer() {
	answer := scene.answer()
	if answer == nil {
		return
	}
	for _, name := range [...]string{"Server", "Via", "X-Powered-By"} {
		if answer.HeaderList.Contains(name) {
			scene.show(headerEvidence(scene.index, fromResponse, answer.HeaderList, name, "")...)
		}
	}
}

// showPage shows something that the page's script gave.
func (scene *scene) showPage(name, value, note string) {
	scene.show(Evidence{
		Exchange: -1, Where: fromPage, Name: name, Value: value, Note: note, Marks: []Mark{{0, len(value)}},
	})
}
