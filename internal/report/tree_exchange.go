package report

import (
	"cmp"
	"fmt"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// An exchangeRow is one exchange, or a request that was never sent.
type exchangeRow struct {
	number   shown
	method   shown
	target   shown
	outcome  span
	duration shown // "" if nothing was sent
	fields   []field
	remarks  []paragraph
}

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

// exchanges are the rows for the exchanges and for the probes, numbered in the
// order in which they are shown.
func (tree treeMaker) exchanges() (own, probes []exchangeRow) {
	for i := range tree.report.Exchanges {
		if tree.report.Exchanges[i].Kind == fetchspec.ExchangeProbe {
			probes = append(probes, tree.row(i))
			continue
		}
		own = append(own, tree.row(i))
	}
	own = append(own, tree.unsent(len(own))...)
	for i := range own {
		own[i].number = shown(fmt.Sprint(i + 1))
	}
	for i := range probes {
		probes[i].number = shown(fmt.Sprint(len(own) + i + 1))
	}
	return own, probes
}

func (tree treeMaker) row(index int) exchangeRow {
	exchange := &tree.report.Exchanges[index]
	return exchangeRow{
		method:   name(exchange.Request.Method),
		target:   tree.value(tree.target(exchange.Request.URL)),
		outcome:  outcome(exchange),
		duration: duration(exchange.Timing.Total),
		fields:   tree.fields(index),
		remarks:  tree.remarks(index),
	}
}

// unsent are the requests of a dry run, or the one that a refused preflight or
// --preflight-only kept from being sent.
func (tree treeMaker) unsent(sent int) []exchangeRow {
	request := tree.report.Request
	switch {
	case tree.report.Extent == ExtentDryRun:
		return tree.planned()
	case sent == 0 && tree.report.Extent == ExtentPreflightOnly && tree.report.Verdict == explain.VerdictUnknown:
		return []exchangeRow{tree.unsentRow(request.Method, request.URL)}
	case sent == 0 || tree.report.Exchanges[sent-1].Kind != fetchspec.ExchangePreflight:
		return nil
	}
	last := &tree.report.Exchanges[sent-1].Request
	return []exchangeRow{tree.unsentRow(cmp.Or(last.Headers.get("Access-Control-Request-Method"), request.Method), last.URL)}
}

func (tree treeMaker) unsentRow(method, url string) exchangeRow {
	return exchangeRow{
		method:  name(method),
		target:  tree.value(tree.target(url)),
		outcome: span{roleAside, "not sent"},
	}
}

// planned are the requests of a dry run: of their headers those that ask, and
// those that the script sets.
func (tree treeMaker) planned() []exchangeRow {
	var rows []exchangeRow
	for i := range tree.report.Planned {
		planned := &tree.report.Planned[i]
		row := tree.unsentRow(planned.Method, planned.URL)
		for _, header := range planned.Headers {
			if tree.verbose || tree.isOfInterest(planned.Kind, header) || tree.isAuthors(planned.Kind, header) {
				row.fields = append(row.fields, tree.plainField("→", header))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (tree treeMaker) isAuthors(kind fetchspec.ExchangeKind, header Header) bool {
	return kind == fetchspec.ExchangeRequest && tree.report.Request.Headers.has(string(header.Name))
}

// target is the path of a URL on the host that the call is to, else all of it.
func (tree treeMaker) target(url string) string {
	_, rest, found := strings.Cut(tree.report.Request.URL, "://")
	if !found {
		return url
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		return url
	}
	origin := tree.report.Request.URL[:len(tree.report.Request.URL)-len(rest)+end]
	path, found := strings.CutPrefix(url, origin)
	if !found || !strings.HasPrefix(path, "/") {
		return url
	}
	path, _, _ = strings.Cut(path, "#")
	return path
}

func outcome(exchange *Exchange) span {
	switch {
	case exchange.Error != nil:
		return span{roleFailed, visible(failureWords(fetchspec.NetworkFailure(exchange.Error.Code)))}
	case exchange.Response == nil:
		return span{roleAside, "not sent"}
	}
	return span{rolePlain, statusLine(exchange.Response.Status, string(exchange.Response.StatusText))}
}

// statusLine is "204 No Content". A reason phrase can be of any length.
func statusLine(status int, text string) shown {
	return visible(strings.TrimSpace(fmt.Sprintf("%d %s", status, cutMiddle(cmp.Or(text, reasonPhrase(status)), 40))))
}

// failureWords says in which layer an exchange failed, in a word or two.
func failureWords(kind fetchspec.NetworkFailure) string {
	switch kind {
	case fetchspec.FailureNameLookup:
		return "name not found"
	case fetchspec.FailureConnect:
		return "no connection"
	case fetchspec.FailureTLS:
		return "TLS failed"
	case fetchspec.FailureTimeout:
		return "timed out"
	case fetchspec.FailureProxy:
		return "proxy failed"
	case fetchspec.FailureHTTP:
		return "not HTTP"
	case fetchspec.FailureClosed:
		return "closed"
	case fetchspec.FailureTooLarge:
		return "headers too large"
	case fetchspec.FailureRecording:
		return "not recorded"
	case fetchspec.FailureCanceled:
		return "canceled"
	}
	return "failed"
}

// duration is "38 ms", or "0.4 ms" below ten.
func duration(total Milliseconds) shown {
	if total < 10 {
		return shown(fmt.Sprintf("%.1f ms", float64(total)))
	}
	return shown(fmt.Sprintf("%.0f ms", float64(total)))
}

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
		return kind == fetchspec.ExchangePreflight
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

// remarks say who answered, which cookies stayed behind, and with verbose how
// long it took.
func (tree treeMaker) remarks(index int) []paragraph {
	exchange := &tree.report.Exchanges[index]
	var remarks []paragraph
	if exchange.Error != nil && tree.verbose {
		remarks = append(remarks, tree.prose(exchange.Error.Message))
	}
	if tree.verbose || tree.isBlockedAt(index) {
		remarks = append(remarks, tree.layerRemarks(index)...)
	}
	if !tree.verbose {
		return remarks
	}
	remarks = append(remarks, cookieRemarks(exchange)...)
	return append(remarks, connectionRemark(exchange))
}

func (tree treeMaker) isBlockedAt(index int) bool {
	for _, blocker := range tree.report.Blockers {
		if blocker.Exchange == index {
			return true
		}
	}
	return false
}

func (tree treeMaker) layerRemarks(index int) []paragraph {
	var remarks []paragraph
	for _, layer := range tree.report.Layers {
		if layer.Exchange != index {
			continue
		}
		text := "answered by " + name(layer.Name) + " (" + name(layer.Confidence)
		for _, evidence := range layer.Evidence {
			text += "; " + visible(cutMiddle(fmt.Sprintf("%s: %s", evidence.Name, evidence.Value), 120))
		}
		remarks = append(remarks, paragraph{{roleAside, text + ")"}})
	}
	return remarks
}

func cookieRemarks(exchange *Exchange) []paragraph {
	var remarks []paragraph
	for _, cookie := range exchange.Cookies {
		cookieName := name(string(cookie.Name))
		var text shown
		switch {
		case cookie.Withheld != "" && cookie.Direction == "request":
			text = "cookie " + cookieName + " not sent: " + name(cookieWords(cookie.Withheld))
		case cookie.Withheld != "":
			text = "cookie " + cookieName + " not stored: " + name(cookieWords(cookie.Withheld))
		case cookie.Direction == "request":
			text = "cookie " + cookieName + " sent"
		default:
			text = "cookie " + cookieName + " stored"
		}
		remarks = append(remarks, paragraph{{roleAside, text}})
	}
	return remarks
}

// connectionRemark is "HTTP/1.1 with 203.0.113.7:443; lookup 2.1 ms, …".
func connectionRemark(exchange *Exchange) paragraph {
	var parts []string
	if exchange.Request.HTTPVersion != "" {
		parts = append(parts, "HTTP/"+exchange.Request.HTTPVersion)
	}
	if exchange.RemoteAddress != "" {
		parts = append(parts, "with "+exchange.RemoteAddress)
	}
	phases := []struct {
		name string
		took Milliseconds
	}{
		{"lookup", exchange.Timing.NameLookup},
		{"connect", exchange.Timing.Connect},
		{"TLS", exchange.Timing.TLS},
		{"first byte", exchange.Timing.FirstByte},
		{"total", exchange.Timing.Total},
	}
	var times []string
	for _, phase := range phases {
		if phase.took > 0 {
			times = append(times, phase.name+" "+string(duration(phase.took)))
		}
	}
	text := strings.Join(parts, " ")
	if len(times) > 0 {
		text = strings.TrimPrefix(text+"; "+strings.Join(times, ", "), "; ")
	}
	return paragraph{{roleAside, visible(cutMiddle(text, proseShown))}}
}

// verdictWords says what a browser does, as the end of a sentence about it.
func verdictWords(verdict explain.Verdict) shown {
	switch verdict {
	case explain.VerdictAllowed:
		return "allows it"
	case explain.VerdictOpaque:
		return "gives the script an opaque response"
	case explain.VerdictFailed:
		return "gets no answer"
	}
	return "blocks it"
}
