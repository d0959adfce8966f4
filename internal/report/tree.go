package report

import (
	"fmt"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// A document is what text and Markdown have in common: blocks in the order in
// which they are read. The first answers, the exchanges show, the sections
// teach and mend.
type document struct {
	headline  headline
	preamble  []block
	exchanges []exchangeRow
	probes    []exchangeRow
	sections  []section
}

// A span is a piece of a line in one role.
type span struct {
	role role
	text shown
}

// A block is a paragraph, bullets, pasteLines, wireLines or an excerpt.
type block interface{ isBlock() }

// A headline is the verdict and what it is about.
type headline struct {
	role  role
	mark  shown
	word  shown
	facts []fact
}

// A fact is a word or two and an address: "from", "https://app.example.com".
type fact struct {
	before  shown
	address shown
}

// A paragraph is running text.
type paragraph []span

// bullets are paragraphs in a list.
type bullets []paragraph

// pasteLines are lines to copy; they are never broken or cut.
type pasteLines []shown

// wireLines are lines of requests and answers, each of which is wrapped by
// itself.
type wireLines []paragraph

// An excerpt is lines that someone else wrote, quoted.
type excerpt struct {
	lines []shown
	more  int // lines left out
}

// A section is blocks under a label.
type section struct {
	label  shown
	blocks []block
}

func (paragraph) isBlock()  {}
func (bullets) isBlock()    {}
func (pasteLines) isBlock() {}
func (wireLines) isBlock()  {}
func (excerpt) isBlock()    {}

// The bounds of what is shown without Verbose, and of what is shown at all.
const (
	warningsShown     = 3
	hiddenLinesShown  = 5
	hiddenLinesAtMost = 60
	proseShown        = 700   // bytes of one summary or detail
	valueShown        = 2000  // bytes of one header or URL, of which a line shows less
	atMost            = 8000  // bytes of either with Verbose
	nameAtMost        = 200   // bytes of a header's name, a method, a cookie's name
	pasteAtMost       = 16000 // bytes of a line to paste: more than servers take
	quoteAtMost       = 400   // bytes of a line of a body
)

// A treeMaker makes a document of a report.
type treeMaker struct {
	report  *Report
	verbose bool
}

func documentOf(report *Report, verbose bool) *document {
	tree := treeMaker{report: report, verbose: verbose}
	made := &document{headline: tree.headline()}
	if report.Request == nil {
		made.sections = tree.errorSections()
		return made
	}
	made.preamble = tree.preamble()
	made.exchanges, made.probes = tree.exchanges()
	made.sections = tree.sections()
	return made
}

func (tree treeMaker) headline() headline {
	line := tree.verdictLine()
	request := tree.report.Request
	if request == nil {
		return line
	}
	line.facts = []fact{
		{before: name(request.Method), address: tree.value(request.URL)},
		{before: "from", address: tree.value(request.Origin)},
	}
	if engine := engineName(tree.report.Browser); engine != "" {
		line.facts = append(line.facts, fact{before: "in", address: engine})
	}
	return line
}

func (tree treeMaker) verdictLine() headline {
	preflightOnly := tree.report.Extent == ExtentPreflightOnly
	switch tree.report.Verdict {
	case explain.VerdictAllowed:
		if preflightOnly {
			return headline{role: roleAllowed, mark: "✓", word: "Preflight passed"}
		}
		return headline{role: roleAllowed, mark: "✓", word: "Allowed"}
	case explain.VerdictBlocked:
		if preflightOnly {
			return headline{role: roleBlocked, mark: "✗", word: "Preflight refused"}
		}
		return headline{role: roleBlocked, mark: "✗", word: "Blocked"}
	case explain.VerdictOpaque:
		return headline{role: roleUnknown, mark: "◌", word: "Opaque"}
	case explain.VerdictFailed:
		return headline{role: roleBlocked, mark: "✗", word: "Failed"}
	case explain.VerdictInvalid:
		return headline{role: roleBlocked, mark: "✗", word: "Invalid"}
	}
	if tree.report.Extent != "" {
		return headline{role: roleUnknown, mark: "◌", word: "Not sent"}
	}
	return headline{role: roleUnknown, mark: "?", word: "Unknown"}
}

// engineName is how people call an engine, one of our own words; "" for the
// Standard.
func engineName(name fetchspec.EngineName) shown { return shown(name.Title()) }

// preamble says why a preflight was or was not needed.
func (tree treeMaker) preamble() []block {
	preflight := tree.report.Preflight
	if preflight == nil {
		return nil
	}
	if !preflight.Needed {
		return tree.noPreflight()
	}
	lead := "The browser asks the server first (preflight), because"
	if preflight.FromCache {
		lead = "The browser need not ask again: the answer to an earlier preflight is still in its cache. It would ask, because"
	}
	var reasons bullets
	for _, reason := range preflight.Reasons {
		reasons = append(reasons, tree.prose(reason.Why))
	}
	if len(reasons) == 0 {
		return []block{plain("The browser asks the server first (preflight).")}
	}
	return []block{plain(shown(lead)), reasons}
}

func (tree treeMaker) noPreflight() []block {
	request := tree.report.Request
	switch {
	case len(tree.report.Exchanges) == 0 && tree.report.Extent == "":
		return nil
	case request.Mode == string(fetchspec.ModeNavigate):
		return []block{plain("No preflight: CORS does not apply to navigations.")}
	case request.SameOrigin:
		return []block{plain("No preflight: the request is to the page's own origin.")}
	case request.Mode == string(fetchspec.ModeNoCORS):
		return []block{plain("No preflight: a request in mode no-cors never needs one.")}
	case request.Mode == string(fetchspec.ModeSameOrigin):
		return []block{plain("No preflight: mode same-origin leaves out other origins.")}
	}
	return []block{plain("No preflight: the method is " + name(request.Method) + " and no header needs one.")}
}

// plain is a paragraph of one span.
func plain(text shown) paragraph { return paragraph{{text: text}} }

// prose is a paragraph of text that explain wrote, cut where it is too long to
// be read: it may quote a header of any length.
func (tree treeMaker) prose(text string) paragraph {
	limit := proseShown
	if tree.verbose {
		limit = atMost
	}
	return plain(visible(cutMiddle(text, limit)))
}

// value is a header's value, or a URL.
func (tree treeMaker) value(text string) shown {
	return visible(cutMiddle(text, tree.valueLimit()))
}

func (tree treeMaker) valueLimit() int {
	if tree.verbose {
		return atMost
	}
	return valueShown
}

// name is a header's name, a method, or the like.
func name(text string) shown { return visible(cutMiddle(text, nameAtMost)) }

// cutMiddle takes bytes out of the middle of a text that has more than limit.
func cutMiddle(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	head, tail := text[:limit*2/3], text[len(text)-limit/3:]
	head = strings.ToValidUTF8(head, "")
	tail = strings.ToValidUTF8(tail, "")
	return fmt.Sprintf("%s … (%d bytes left out) … %s", head, len(text)-limit, tail)
}
