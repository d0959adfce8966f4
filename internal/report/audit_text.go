package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"corsplain/internal/audit"
)

// WriteAuditText writes an audit for people, under the same rules as
// WriteText.
func WriteAuditText(w io.Writer, audit *Audit, options TextOptions) error {
	layout := newLayout(options)
	document := auditDocument(audit, options.Verbose)
	layout.headline(&document.headline)
	layout.line(nil)
	layout.preamble(document.preamble)
	for i := range document.sections {
		layout.line(nil)
		layout.section(&document.sections[i])
	}
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// WriteAuditMarkdown writes an audit for a ticket.
func WriteAuditMarkdown(w io.Writer, audit *Audit, options TextOptions) error {
	writer := markdownWriter{}
	writer.document(auditDocument(audit, options.Verbose))
	_, err := io.WriteString(w, writer.text.String())
	return err
}

// An auditTree makes a document of an audit.
type auditTree struct {
	audit   *Audit
	verbose bool
}

func auditDocument(made *Audit, verbose bool) *document {
	tree := auditTree{audit: made, verbose: verbose}
	document := &document{headline: tree.headline(), preamble: tree.preamble()}
	if made.Policy == nil {
		document.sections = tree.plan()
		return document
	}
	document.sections = append(document.sections, tree.policy())
	for i := range made.Findings {
		document.sections = append(document.sections, tree.finding(&made.Findings[i]))
	}
	document.sections = append(document.sections, tree.left()...)
	return document
}

func (tree auditTree) headline() headline {
	line := headline{role: roleAllowed, mark: "✓", word: "Nothing grave"}
	switch tree.audit.worst {
	case audit.SeverityHigh:
		line = headline{role: roleBlocked, mark: "✗", word: "Unsafe"}
	case audit.SeverityMedium:
		line = headline{role: roleUnknown, mark: "!", word: "Weak"}
	case "":
		line.word = "Nothing found"
	}
	if tree.audit.Policy == nil {
		line = headline{role: roleUnknown, mark: "◌", word: "Not sent"}
	}
	line.facts = []fact{{before: "CORS policy of", address: tree.cut(tree.audit.URL)}}
	return line
}

func (tree auditTree) preamble() []block {
	limits := fmt.Sprintf("at most %d requests, %s a second", tree.audit.MaxRequests, rateWords(tree.audit.RequestsPerSecond))
	if tree.audit.Policy == nil {
		return []block{plain(visible(fmt.Sprintf("%d questions are ready; %s, and only those whose condition holds.", len(tree.audit.Planned), limits)))}
	}
	counts := tree.counts()
	blocks := []block{plain(visible(fmt.Sprintf("%s %d requests sent (%s).", counts, tree.audit.Requests, limits)))}
	if tree.audit.Asked != "" {
		blocks = append(blocks, plain("Redirected from "+tree.cut(tree.audit.Asked)+"."))
	}
	return blocks
}

func rateWords(perSecond float64) string {
	return strconv.FormatFloat(math.Round(perSecond*1000)/1000, 'f', -1, 64)
}

// counts is "2 findings: 1 high, 1 low."
func (tree auditTree) counts() string {
	if len(tree.audit.Findings) == 0 {
		return "No findings."
	}
	var parts []string
	for _, severity := range audit.Severities() {
		count := 0
		for i := range tree.audit.Findings {
			if tree.audit.Findings[i].Severity == severity {
				count++
			}
		}
		if count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count, severity))
		}
	}
	noun := "findings"
	if len(tree.audit.Findings) == 1 {
		noun = "finding"
	}
	return fmt.Sprintf("%d %s: %s.", len(tree.audit.Findings), noun, strings.Join(parts, ", "))
}

// policy is what the answers show, in a sentence and a list.
func (tree auditTree) policy() section {
	policy := tree.audit.Policy
	blocks := []block{plain(tree.kindWords())}
	var items bullets
	for _, origin := range tree.shownOrigins() {
		items = append(items, paragraph{{roleName, tree.cut(origin.Origin)}, {rolePlain, visible(": " + accessWords(origin.Access))}})
	}
	add := func(label, words string) {
		if words != "" {
			items = append(items, paragraph{{rolePlain, visible(label + words)}})
		}
	}
	add("methods: ", namesWords(policy.Methods, policy.AnyMethod))
	add("request headers: ", namesWords(policy.Headers, policy.AnyHeader))
	add("exposed response headers: ", namesWords(policy.ExposedHeaders, false))
	if policy.MaxAge != nil {
		add("preflights kept for: ", fmt.Sprintf("%d seconds", *policy.MaxAge))
	}
	if policy.PreflightsAsked && !policy.PreflightsAnswered && policy.Kind != audit.PolicyNone {
		add("preflights: ", "not answered with CORS headers")
	}
	add("login: ", policy.Login)
	add("shared cache, seen by its header: ", policy.Cache)
	add("leads to: ", policy.RedirectsTo)
	if len(items) > 0 {
		blocks = append(blocks, items)
	}
	return section{label: "Policy", blocks: blocks}
}

func (tree auditTree) kindWords() shown {
	switch tree.audit.Policy.Kind {
	case audit.PolicyNone:
		return "The server sends no CORS headers: browsers keep its answers from pages of all other origins."
	case audit.PolicyClosed:
		return "The server looks at the Origin, as its Vary says, and let in none that was asked about. Name one that is to be let in with --origin to learn more."
	case audit.PolicyWildcard:
		return "Every page may read the answers, without credentials (*)."
	case audit.PolicyStatic:
		return "One value of Access-Control-Allow-Origin, whoever asks."
	case audit.PolicyPattern:
		return "Origins are let in by a pattern: also ones that nobody can have put on a list."
	case audit.PolicyReflection:
		return "Whoever asks is let in by name."
	}
	return "Some origins are let in by name."
}

// mostOriginsShown bounds the list of origins without Verbose.
const mostOriginsShown = 8

// shownOrigins are those that were let in and those that were named; with
// Verbose all.
func (tree auditTree) shownOrigins() []AuditOrigin {
	var origins []AuditOrigin
	for _, origin := range tree.audit.Policy.Origins {
		isNews := origin.Access != audit.AccessNone || origin.Role == audit.RoleGiven || origin.Role == audit.RoleLearned
		if tree.verbose || isNews && len(origins) < mostOriginsShown {
			origins = append(origins, origin)
		}
	}
	return origins
}

func accessWords(access audit.Access) string {
	switch access {
	case audit.AccessRead:
		return "may read, without credentials"
	case audit.AccessCredentials:
		return "may read, with credentials"
	}
	return "not let in"
}

// mostNamesShown bounds a list of methods or headers.
const mostNamesShown = 20

func namesWords(names []ByteString, any bool) string {
	if any {
		return "any"
	}
	var words []string
	for i, name := range names {
		if i == mostNamesShown {
			words = append(words, fmt.Sprintf("and %d more", len(names)-i))
			break
		}
		words = append(words, cutMiddle(string(name), 100))
	}
	return strings.Join(words, ", ")
}

func (tree auditTree) finding(finding *AuditFinding) section {
	label := shown(strings.ToUpper(string(finding.Severity[:1])) + string(finding.Severity[1:]))
	blocks := []block{
		paragraph{{severityRole(finding.Severity), visible(finding.Title)}, {roleAside, visible(" (" + string(finding.Code) + ")")}},
		tree.prose(finding.Summary),
	}
	if finding.Detail != "" {
		blocks = append(blocks, tree.prose(finding.Detail))
	}
	for i := range finding.Evidence {
		if i > 0 && !tree.verbose {
			break
		}
		blocks = append(blocks, tree.evidence(&finding.Evidence[i]))
	}
	return section{label: label, blocks: append(blocks,
		labeled("Why "+string(finding.Severity), sentence(finding.Reason)),
		labeled("Attack", finding.Attack),
		labeled("Fix", finding.Remedy),
	)}
}

// labeled is a paragraph that begins with a word for what it is.
func labeled(label, text string) paragraph {
	return paragraph{{roleLabel, shown(label + ": ")}, {rolePlain, visible(cutMiddle(text, atMost))}}
}

func severityRole(severity audit.Severity) role {
	switch severity {
	case audit.SeverityHigh:
		return roleBlocked
	case audit.SeverityMedium:
		return roleWarning
	}
	return roleLabel
}

// evidence is an exchange as a few lines.
func (tree auditTree) evidence(evidence *AuditEvidence) wireLines {
	lines := wireLines{{{roleAddress, visible(evidence.Request.Method)}, {rolePlain, " " + tree.target(evidence.Request.URL)}}}
	add := func(arrow shown, headers HeaderList) {
		for _, header := range headers {
			lines = append(lines, paragraph{{roleAside, arrow}, {roleName, visible(string(header.Name))}, {rolePlain, ": " + tree.cut(string(header.Value))}})
		}
	}
	add("→ ", evidence.Request.Headers)
	lines = append(lines, paragraph{{roleAside, "← "}, {rolePlain, visible(statusText(evidence))}})
	add("← ", evidence.Response.Headers)
	if len(evidence.Response.Headers) == 0 {
		lines = append(lines, paragraph{{roleAside, "← no CORS headers, no Vary"}})
	}
	return lines
}

func statusText(evidence *AuditEvidence) string {
	return cutMiddle(string(statusLine(evidence.Response.Status, string(evidence.Response.StatusText))), 100)
}

// left says what was not asked, and where to read on.
func (tree auditTree) left() []section {
	var sections []section
	if stopped := tree.audit.Stopped; stopped != "" {
		sections = append(sections, section{label: "Stopped", blocks: []block{tree.prose(sentence(stopped))}})
	}
	if count := len(tree.audit.Unasked); count > 0 && (tree.audit.Stopped == "" || tree.verbose) {
		blocks := []block{tree.prose(fmt.Sprintf("%d questions were not asked, as %s.", count, tree.audit.Unasked[0].Why))}
		if tree.verbose {
			var items bullets
			for _, unasked := range tree.audit.Unasked {
				items = append(items, tree.prose(strings.TrimSpace(unasked.Purpose+" "+unasked.Origin)))
			}
			blocks = append(blocks, items)
		}
		sections = append(sections, section{label: "Not asked", blocks: blocks})
	}
	if len(tree.audit.Findings) > 0 {
		sections = append(sections, section{label: "More", blocks: []block{paragraph{{rolePaste, visible("corsplain explain " + string(tree.audit.Findings[0].Code))}}}})
	}
	return sections
}

// plan lists what would be asked, the questions of one purpose together.
func (tree auditTree) plan() []section {
	var always, sometimes []block
	for planned := tree.audit.Planned; len(planned) > 0; {
		count := 1
		for count < len(planned) && isSamePurpose(&planned[0], &planned[count]) {
			count++
		}
		blocks := tree.plannedGroup(planned[:count])
		if len(planned[0].Conditions) == 0 {
			always = append(always, blocks...)
		} else {
			sometimes = append(sometimes, blocks...)
		}
		planned = planned[count:]
	}
	return []section{{label: "Always", blocks: always}, {label: "Depending on the answers", blocks: sometimes}}
}

func isSamePurpose(a, b *AuditPlanned) bool {
	return a.Purpose == b.Purpose && slices.Equal(a.Conditions, b.Conditions)
}

func (tree auditTree) plannedGroup(planned []AuditPlanned) []block {
	purpose := paragraph{{rolePlain, visible("To learn " + planned[0].Purpose)}}
	if conditions := planned[0].Conditions; len(conditions) > 0 {
		purpose = append(purpose, span{roleAside, visible(" (only if " + strings.Join(conditions, ", and ") + ")")})
	}
	var lines wireLines
	for i := range planned {
		lines = append(lines, paragraph{{roleAddress, visible(planned[i].Method)}, {rolePlain, " " + tree.target(planned[i].URL)}})
		for _, header := range planned[i].Headers {
			if strings.EqualFold(string(header.Name), "Origin") || strings.HasPrefix(strings.ToLower(string(header.Name)), "access-control-") {
				lines = append(lines, paragraph{{roleAside, "→ "}, {roleName, visible(string(header.Name))}, {rolePlain, visible(": " + string(header.Value))}})
			}
		}
	}
	return []block{purpose, lines}
}

// target is what stands in the request line for a URL of the audited server.
func (tree auditTree) target(url string) shown {
	_, rest, _ := strings.Cut(url, "://")
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		return tree.cut(rest[slash:])
	}
	return tree.cut(url)
}

// prose is a paragraph that may quote a header of any length.
func (tree auditTree) prose(text string) paragraph {
	return treeMaker{verbose: tree.verbose}.prose(text)
}

// cut shows a URL or a value, and takes bytes out of the middle of one that is
// too long to be read.
func (tree auditTree) cut(text string) shown {
	limit := 300
	if tree.verbose {
		limit = atMost
	}
	return visible(cutMiddle(text, limit))
}
