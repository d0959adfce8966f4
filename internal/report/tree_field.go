package report

import (
	"strings"

	"corsplain/fetchspec"
)

// A field is a header line and how its check went.
type field struct {
	arrow shown // "→" sent, "←" received
	name  shown
	value []span
	// absent says that the header was not there: value is empty.
	absent bool
	check  checkState
	note   shown
}

// A checkState says how a header fared.
type checkState int

// The states; the zero value is of a header that no rule looked at.
const (
	checkNone  checkState = iota
	checkNoted            // evidence that is no cause by itself
	checkPassed
	checkFailed
)

// fields are the header lines of an exchange that mattered, or with verbose
// all of them, with the checks' marks.
func (tree treeMaker) fields(index int) []field {
	exchange := &tree.report.Exchanges[index]
	judged := tree.judged(index)
	var fields []field
	for _, header := range exchange.Request.Headers {
		if tree.verbose || tree.isOfInterest(exchange.Kind, header) || judged.has("request", header) {
			fields = append(fields, tree.field(judged, "request", header))
		}
	}
	fields = append(fields, judged.absent("request")...)
	if exchange.Response == nil {
		return fields
	}
	fields = append(fields, judged.status(exchange.Response)...)
	for _, header := range exchange.Response.Headers {
		if tree.verbose || matteredInResponse(exchange, header) || judged.has("response", header) {
			fields = append(fields, tree.field(judged, "response", header))
		}
	}
	return append(fields, judged.absent("response")...)
}

// isOfInterest reports whether a header of a request tells something that the
// rest of the text does not.
func (tree treeMaker) isOfInterest(kind fetchspec.ExchangeKind, header Header) bool {
	switch strings.ToLower(string(header.Name)) {
	case "access-control-request-method", "access-control-request-headers":
		return kind == fetchspec.ExchangePreflight || kind == fetchspec.ExchangeProbe
	case "origin":
		return kind == fetchspec.ExchangeProbe || string(header.Value) != tree.report.Request.Origin
	}
	return false
}

func matteredInResponse(exchange *Exchange, header Header) bool {
	return fetchspec.IsRedirectStatus(exchange.Response.Status) && strings.EqualFold(string(header.Name), "location")
}

// A judgment is evidence and how the check that it decided went.
type judgment struct {
	evidence Evidence
	state    checkState
}

// judgments are those of one exchange, at most one a header line.
type judgments []judgment

// judged collects what the checks and the blockers say about an exchange's
// headers. A line that failed once has failed.
func (tree treeMaker) judged(index int) judgments {
	var judged judgments
	for _, check := range tree.report.Exchanges[index].Checks {
		if check.Evidence == nil {
			continue
		}
		state := checkFailed
		if check.Passed {
			state = checkPassed
		}
		judged = judged.with(judgment{*check.Evidence, state})
	}
	for i := range tree.report.Blockers {
		for _, evidence := range tree.report.Blockers[i].Evidence {
			if evidence.Exchange == index {
				judged = judged.with(judgment{evidence, evidenceState(&tree.report.Blockers[i], &evidence)})
			}
		}
	}
	return judged
}

// evidenceState tells what a blocker is about from what only goes with it: of
// the answer that it stopped at, the status and the headers that rules read.
func evidenceState(blocker *Finding, evidence *Evidence) checkState {
	if evidence.Where != "response" || evidence.Exchange != blocker.Exchange {
		return checkNoted
	}
	switch lower := strings.ToLower(string(evidence.Name)); {
	case lower == "status", lower == "location", lower == "cross-origin-resource-policy",
		strings.HasPrefix(lower, "access-control-allow-"):
		return checkFailed
	}
	return checkNoted
}

func (judged judgments) with(added judgment) judgments {
	for i := range judged {
		if !judged[i].isAbout(added.evidence.Where, added.evidence.Name) || judged[i].evidence.Value != added.evidence.Value {
			continue
		}
		if added.state > judged[i].state {
			judged[i].state = added.state
		}
		if judged[i].evidence.Note == "" {
			judged[i].evidence = added.evidence
		}
		return judged
	}
	return append(judged, added)
}

func (judged *judgment) isAbout(where string, name ByteString) bool {
	return judged.evidence.Where == where && strings.EqualFold(string(judged.evidence.Name), string(name))
}

// of is the judgment of a header line, or one that is about all lines of that
// name together; nil for none.
func (judged judgments) of(where string, header Header) *judgment {
	var together *judgment
	for i := range judged {
		if !judged[i].isAbout(where, header.Name) {
			continue
		}
		if judged[i].evidence.Value == header.Value {
			return &judged[i]
		}
		if strings.Contains(string(judged[i].evidence.Value), string(header.Value)) {
			together = &judged[i]
		}
	}
	return together
}

func (judged judgments) has(where string, header Header) bool {
	return judged.of(where, header) != nil
}

// field is the line of a header, with the mark of its judgment. Of several
// lines with the same note only the first says it.
func (tree treeMaker) field(judged judgments, where string, header Header) field {
	line := tree.plainField(arrowOf(where), header)
	found := judged.of(where, header)
	if found == nil {
		return line
	}
	line.check = found.state
	line.note = note(found)
	if found.state == checkFailed && found.evidence.Value == header.Value && len(header.Value) <= tree.valueLimit() {
		line.value = markedSpans(string(header.Value), found.evidence.Marks)
	}
	judged.forget(found.evidence)
	return line
}

// forget takes a note away where it would be said again.
func (judged judgments) forget(said Evidence) {
	for i := range judged {
		if judged[i].isAbout(said.Where, said.Name) && judged[i].evidence.Note == said.Note {
			judged[i].evidence.Note = ""
		}
	}
}

// absent are the headers that a check looked for in vain.
func (judged judgments) absent(where string) []field {
	var fields []field
	for _, each := range judged {
		if each.evidence.Where != where || !each.evidence.Absent {
			continue
		}
		fields = append(fields, field{
			arrow:  arrowOf(where),
			name:   name(string(each.evidence.Name)),
			absent: true,
			check:  each.state,
			note:   note(&each),
		})
	}
	return fields
}

// status is a line for the status, where a check turned on it and failed.
func (judged judgments) status(response *ExchangeResponse) []field {
	for i := range judged {
		if !judged[i].isAbout("response", "status") || judged[i].state != checkFailed {
			continue
		}
		return []field{{
			arrow: "←",
			value: []span{{roleMark, statusLine(response.Status, string(response.StatusText))}},
			check: checkFailed,
			note:  note(&judged[i]),
		}}
	}
	return nil
}

func (tree treeMaker) plainField(arrow shown, header Header) field {
	return field{arrow: arrow, name: name(string(header.Name)), value: []span{{rolePlain, tree.value(string(header.Value))}}}
}

func note(judged *judgment) shown { return visible(cutMiddle(judged.evidence.Note, nameAtMost)) }

func arrowOf(where string) shown {
	if where == "request" {
		return "→"
	}
	return "←"
}

// markedSpans splits a value at its marks, which are in order.
func markedSpans(value string, marks [][2]int) []span {
	var spans []span
	done := 0
	for _, mark := range marks {
		if mark[0] < done || mark[1] > len(value) {
			continue
		}
		spans = append(spans, span{rolePlain, visible(value[done:mark[0]])}, span{roleMark, visible(value[mark[0]:mark[1]])})
		done = mark[1]
	}
	return append(spans, span{rolePlain, visible(value[done:])})
}
