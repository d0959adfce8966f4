package report

import (
	"fmt"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// sections are what stands under the exchanges: why, how to mend it, and what
// else there is to know.
func (tree treeMaker) sections() []section {
	var sections []section
	sections = append(sections, tree.why()...)
	sections = append(sections, tree.fix()...)
	sections = append(sections, tree.hidden()...)
	sections = append(sections, tree.engineDifferences()...)
	sections = append(sections, tree.notes()...)
	sections = append(sections, tree.intake()...)
	if tree.verbose {
		sections = append(sections, tree.readable()...)
		sections = append(sections, tree.consoles()...)
	}
	return append(sections, tree.more()...)
}

// errorSections are those of a report without a request.
func (tree treeMaker) errorSections() []section {
	if tree.report.Error == nil {
		return nil
	}
	return []section{{label: "Why", blocks: []block{tree.prose(tree.report.Error.Message)}}}
}

// why explains the blockers, in the order in which they would be met.
func (tree treeMaker) why() []section {
	if len(tree.report.Blockers) == 0 {
		return tree.whyWithoutBlocker()
	}
	var sections []section
	for i := range tree.report.Blockers {
		label := shown("Why")
		if i > 0 {
			label = "Next"
		}
		sections = append(sections, section{label: label, blocks: tree.finding(&tree.report.Blockers[i], i == 0)})
	}
	return sections
}

func (tree treeMaker) whyWithoutBlocker() []section {
	var blocks []block
	switch {
	case tree.report.Verdict == explain.VerdictFailed:
		if tree.report.Error != nil {
			blocks = append(blocks, tree.prose(sentence(tree.report.Error.Message)))
		}
		blocks = append(blocks, notCORS())
	case tree.report.Verdict == explain.VerdictOpaque:
		blocks = append(blocks, plain(tree.opaqueWords()))
	case tree.report.Error != nil:
		blocks = append(blocks, tree.prose(sentence(tree.report.Error.Message)))
	default:
		return nil
	}
	return []section{{label: "Why", blocks: blocks}}
}

// notCORS says what follows from the verdict "failed" alone.
func notCORS() paragraph {
	return plain("This is not CORS: no response header can fix it. A browser tells the script no more than for a blocked request.")
}

func (tree treeMaker) opaqueWords() shown {
	if tree.report.Response != nil && tree.report.Response.Type == string(fetchspec.ResponseOpaqueRedirect) {
		return `The script asked for redirect: "manual", so it gets an opaque redirect: status 0, no headers, no body, and no Location.`
	}
	if tree.report.Request.Destination != "" {
		return "The element can use the file, but the page's script cannot read it: without crossorigin on the element the response is opaque."
	}
	return "In mode no-cors the script gets an opaque response: status 0, no headers and no body, whatever the server answered."
}

// sentence begins with a capital and ends with a full stop.
func sentence(text string) string {
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	if 'a' <= text[0] && text[0] <= 'z' {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text + "."
}

// finding is a summary, and the step of the Standard; the one that a browser
// stops at first has the detail and the address of the step, too.
func (tree treeMaker) finding(finding *Finding, first bool) []block {
	blocks := []block{tree.prose(finding.Summary)}
	if finding.Detail != "" && (first || tree.verbose) {
		blocks = append(blocks, tree.prose(finding.Detail))
	}
	if first && finding.Detail == "" && tree.report.Verdict == explain.VerdictFailed {
		blocks = append(blocks, notCORS())
	}
	if citation := citation(finding, first || tree.verbose); citation != nil {
		blocks = append(blocks, citation)
	}
	return blocks
}

// citation is "Fetch Standard, CORS check, step 4", with or without where that
// is: "https://fetch.spec…".
func citation(finding *Finding, withURL bool) paragraph {
	if finding.Algorithm == "" {
		return nil
	}
	text := fetchspec.Step{Algorithm: finding.Algorithm, Number: finding.Step}.String()
	if name := standardName(finding.SpecURL); name != "" {
		text = name + ", " + text
	}
	if finding.SpecURL == "" || !withURL {
		return paragraph{{roleAside, name(text)}}
	}
	return paragraph{{roleAside, name(text) + ": "}, {roleLink, name(finding.SpecURL)}}
}

// hidden quotes the answer that the browser keeps from script.
func (tree treeMaker) hidden() []section {
	hidden := tree.report.Hidden
	if hidden == nil || !tree.isWorthShowing(hidden) {
		return nil
	}
	facts := []string{string(statusLine(hidden.Status, string(hidden.StatusText)))}
	if mimeType := hidden.Headers.get("Content-Type"); mimeType != "" {
		facts = append(facts, mimeType)
	}
	facts = append(facts, byteCount(hidden.BodySize))
	blocks := []block{paragraph{
		{rolePlain, visible(cutMiddle(strings.Join(facts, ", "), 200))},
		{roleAside, " (hidden from script)"},
	}}
	if quoted := tree.excerpt(&hidden.Content); len(quoted.lines) > 0 {
		blocks = append(blocks, quoted)
	}
	return []section{{label: "Hidden", blocks: blocks}}
}

// isWorthShowing leaves out a preflight's answer that has nothing to say: its
// status stands with the exchange.
func (tree treeMaker) isWorthShowing(hidden *Hidden) bool {
	if hidden.BodySize > 0 || hidden.Exchange >= len(tree.report.Exchanges) {
		return true
	}
	return tree.report.Exchanges[hidden.Exchange].Kind != fetchspec.ExchangePreflight || !fetchspec.IsOKStatus(hidden.Status)
}

func (tree treeMaker) excerpt(content *Content) excerpt {
	if content.BodyBase64 != "" {
		return excerpt{lines: []shown{"(not text)"}}
	}
	limit := hiddenLinesShown
	if tree.verbose {
		limit = hiddenLinesAtMost
	}
	lines, more := visibleLines(content.Body.Text, limit, quoteAtMost)
	return excerpt{lines: lines, more: more}
}

// byteCount is "1,234 bytes".
func byteCount(size int64) string {
	switch size {
	case 0:
		return "no body"
	case 1:
		return "1 byte"
	}
	digits := fmt.Sprint(size)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " bytes"
}

// engineDifferences names the browsers whose verdict is another one.
func (tree treeMaker) engineDifferences() []section {
	var blocks []block
	for _, name := range shownEngines() {
		view, found := tree.report.Engines[name]
		switch {
		case !found || view.Verdict == tree.report.Verdict:
		case view.Verdict == explain.VerdictUnknown:
			blocks = append(blocks, tree.prose(fmt.Sprintf("What %s does cannot be known from this exchange: %s", engineName(name), view.Why)))
		default:
			blocks = append(blocks, paragraph{
				{verdictRole(view.Verdict), engineName(name)},
				{rolePlain, " " + verdictWords(view.Verdict) + "."},
			})
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	return []section{{label: "But", blocks: blocks}}
}

func shownEngines() []fetchspec.EngineName {
	return []fetchspec.EngineName{fetchspec.EngineChrome, fetchspec.EngineFirefox, fetchspec.EngineSafari}
}

func verdictRole(verdict explain.Verdict) role {
	switch verdict {
	case explain.VerdictAllowed:
		return roleAllowed
	case explain.VerdictBlocked, explain.VerdictFailed:
		return roleBlocked
	}
	return roleUnknown
}

// notes are the headers that the API did not take, and the warnings.
func (tree treeMaker) notes() []section {
	var sections []section
	for _, dropped := range tree.report.Request.Dropped {
		if tree.isWarnedAbout(dropped) {
			continue
		}
		text := "The browser did not take " + name(string(dropped.Name)) + " from the script: " + name(droppedWords(dropped.Reason)) + "."
		sections = append(sections, section{label: "Note", blocks: []block{plain(text)}})
	}
	shownWarnings := tree.report.Warnings
	if !tree.verbose && len(shownWarnings) > warningsShown {
		shownWarnings = shownWarnings[:warningsShown]
	}
	for i := range shownWarnings {
		sections = append(sections, section{label: "Note", blocks: tree.warning(&shownWarnings[i])})
	}
	if left := len(tree.report.Warnings) - len(shownWarnings); left > 0 {
		last := &sections[len(sections)-1]
		last.blocks = append(last.blocks, paragraph{{roleAside, shown(fmt.Sprintf("%d more: -v shows them.", left))}})
	}
	return sections
}

func (tree treeMaker) warning(warning *Finding) []block {
	if !tree.verbose {
		return append([]block{tree.prose(warning.Summary)}, tree.remediesOf(warning)...)
	}
	return append(tree.finding(warning, false), tree.remediesOf(warning)...)
}

// isWarnedAbout reports whether a warning names the header already.
func (tree treeMaker) isWarnedAbout(dropped DroppedHeader) bool {
	for _, warning := range tree.report.Warnings {
		for _, evidence := range warning.Evidence {
			if evidence.Where != "response" && strings.EqualFold(string(evidence.Name), string(dropped.Name)) {
				return true
			}
		}
	}
	return false
}

// intake says how a pasted request was understood: all of it when asked for,
// else only what goes with every verdict.
func (tree treeMaker) intake() []section {
	intake := tree.report.Intake
	if intake == nil {
		return nil
	}
	told := intake.Caveats
	if tree.verbose || tree.report.Extent == ExtentDryRun {
		told = intake.Notes
	}
	if len(told) == 0 {
		return nil
	}
	var notes bullets
	for _, note := range told {
		notes = append(notes, tree.prose(note))
	}
	return []section{{label: "Read", blocks: []block{plain("as " + name(intake.Format)), notes}}}
}

// readable lists what the script can read of the response's headers.
func (tree treeMaker) readable() []section {
	response := tree.report.Response
	if response == nil || tree.report.Verdict != explain.VerdictAllowed {
		return nil
	}
	var names []string
	for _, header := range response.Headers {
		names = append(names, string(header.Name))
	}
	blocks := []block{tree.prose("The script can read: " + listed(names))}
	if len(response.HiddenHeaders) > 0 {
		names = nil
		for _, name := range response.HiddenHeaders {
			names = append(names, string(name))
		}
		blocks = append(blocks, tree.prose("It cannot read: "+listed(names)))
	}
	return []section{{label: "Script", blocks: blocks}}
}

func listed(names []string) string {
	if len(names) == 0 {
		return "no header"
	}
	return strings.Join(names, ", ")
}

// consoles are the lines that each browser prints.
func (tree treeMaker) consoles() []section {
	var sections []section
	for _, name := range shownEngines() {
		view, found := tree.report.Engines[name]
		if !found || len(view.Console) == 0 {
			continue
		}
		var blocks []block
		for _, line := range view.Console {
			blocks = append(blocks, paragraph{{roleQuote, visible(cutMiddle(line, atMost))}})
		}
		sections = append(sections, section{label: engineName(name) + " prints", blocks: blocks})
	}
	return sections
}

// more says where to read on.
func (tree treeMaker) more() []section {
	if len(tree.report.Blockers) == 0 || tree.report.Blockers[0].Code == "" {
		return nil
	}
	command := "corsplain explain " + name(string(tree.report.Blockers[0].Code))
	return []section{{label: "More", blocks: []block{paragraph{{rolePaste, command}}}}}
}
