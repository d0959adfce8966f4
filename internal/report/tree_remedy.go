package report

import (
	"cmp"
	"fmt"
	"strings"

	"corsplain/explain"
)

// fix is what to change: the remedies by where they have to be made, each
// place with all of its lines together, what comes of all of them, and what
// does instead.
func (tree treeMaker) fix() []section {
	first, others := tree.remedies()
	if len(first) == 0 {
		return append(tree.noRemedy(), tree.configuration()...)
	}
	var blocks []block
	for _, group := range groupRemedies(first) {
		blocks = append(blocks, tree.remedyGroup(group)...)
	}
	if outcome := tree.repaired(len(first)); outcome != "" {
		blocks = append(blocks, plain(outcome))
	}
	for i := range others {
		blocks = append(blocks, tree.alternative(&others[i])...)
	}
	if tree.report.fixHint != "" {
		blocks = append(blocks, tree.prose(tree.report.fixHint))
	}
	return append([]section{{label: "Fix", blocks: blocks}}, tree.configuration()...)
}

// remedies are those for the blockers that go together, and the alternatives
// to them. Those for warnings stand with the warnings.
func (tree treeMaker) remedies() (first, others []Remedy) {
	forWarning := map[int]bool{}
	for i := range tree.report.Warnings {
		for _, index := range tree.report.Warnings[i].Remedies {
			forWarning[index] = true
		}
	}
	for i, remedy := range tree.report.Remedies {
		switch {
		case forWarning[i] && len(remedy.Unlocks) == 0:
		case remedy.Alternative:
			others = append(others, remedy)
		default:
			first = append(first, remedy)
		}
	}
	return first, others
}

// remediesOf are what to do about a warning, in words.
func (tree treeMaker) remediesOf(warning *Finding) []block {
	var blocks []block
	for _, index := range warning.Remedies {
		if index < 0 || index >= len(tree.report.Remedies) {
			continue
		}
		remedy := &tree.report.Remedies[index]
		blocks = append(blocks, tree.prose(remedy.Text))
		if remedy.Cost != "" && tree.verbose {
			blocks = append(blocks, tree.prose("Cost: "+remedy.Cost))
		}
	}
	return blocks
}

// noRemedy says why nothing is known that would help, if that was said.
func (tree treeMaker) noRemedy() []section {
	if tree.report.Repaired == nil || tree.report.Repaired.Why == "" || len(tree.report.Blockers) == 0 {
		return nil
	}
	return []section{{label: "Fix", blocks: []block{tree.prose(sentence(tree.report.Repaired.Why))}}}
}

// A remedyGroup is the remedies that change the same thing.
type remedyGroup struct {
	target   explain.Target
	exchange int
	remedies []Remedy
}

func groupRemedies(remedies []Remedy) []remedyGroup {
	var groups []remedyGroup
next:
	for _, remedy := range remedies {
		for i := range groups {
			if groups[i].target == remedy.Target && groups[i].exchange == remedy.Exchange {
				groups[i].remedies = append(groups[i].remedies, remedy)
				continue next
			}
		}
		groups = append(groups, remedyGroup{remedy.Target, remedy.Exchange, []Remedy{remedy}})
	}
	return groups
}

// remedyGroup puts the lines of a place together, and then what else there is
// to say about them.
func (tree treeMaker) remedyGroup(group remedyGroup) []block {
	lines := pasteable(group.remedies)
	if len(group.remedies) == 1 {
		return tree.withCosts(tree.single(group, lines), group.remedies)
	}
	var blocks []block
	if len(lines) > 0 {
		blocks = append(blocks, tree.groupLead(group), lines)
	}
	return tree.withCosts(append(blocks, tree.advice(group.remedies, len(lines) > 0)...), group.remedies)
}

// single is one remedy. Where its text ends with its own line, it introduces
// the lines.
func (tree treeMaker) single(group remedyGroup, lines pasteLines) []block {
	text := tree.remedyText(&group.remedies[0])
	switch {
	case len(lines) == 0:
		return []block{text}
	case introduces(&group.remedies[0]):
		return []block{append(text, span{rolePlain, ":"}), lines}
	}
	return []block{text, plain(tree.place(group)), lines}
}

func (tree treeMaker) alternative(remedy *Remedy) []block {
	group := remedyGroup{remedy.Target, remedy.Exchange, []Remedy{*remedy}}
	blocks := tree.single(group, pasteable(group.remedies))
	blocks[0] = append(plain("Or: "), blocks[0].(paragraph)...)
	return tree.withCosts(blocks, group.remedies)
}

func (tree treeMaker) withCosts(blocks []block, remedies []Remedy) []block {
	for i := range remedies {
		if remedies[i].Cost != "" {
			blocks = append(blocks, tree.prose("Cost: "+remedies[i].Cost))
		}
	}
	return blocks
}

// configuration is what to put into the files of a server's stack.
func (tree treeMaker) configuration() []section {
	fix := tree.report.Fix
	if fix == nil {
		return nil
	}
	var blocks []block
	if fix.Why != "" {
		blocks = append(blocks, tree.prose(fix.Why))
	}
	for _, file := range fix.Files {
		lines, _ := visibleLines(file.Text, configurationAtMost, pasteAtMost)
		blocks = append(blocks, tree.prose(strings.TrimSuffix(file.Name+", "+file.Place, ", ")+":"), pasteLines(lines))
	}
	for _, note := range fix.Notes {
		blocks = append(blocks, tree.prose(note))
	}
	var traps bullets
	for _, trap := range fix.Traps {
		traps = append(traps, plain(visible(trap)))
	}
	if len(traps) > 0 {
		blocks = append(blocks, plain("Mind:"), traps)
	}
	if fix.Verified != nil {
		blocks = append(blocks, paragraph{{roleAside, verifiedWords(*fix.Verified)}})
	}
	return []section{{label: name(cmp.Or(fix.title, "Server")), blocks: blocks}}
}

// configurationAtMost is the most lines of a configuration file that are shown.
const configurationAtMost = 400

// advice is the remedies' texts, without those that say no more than the lines
// that were shown.
func (tree treeMaker) advice(remedies []Remedy, linesShown bool) []block {
	var advice bullets
	for i := range remedies {
		if linesShown && introduces(&remedies[i]) && len(leadOf(&remedies[i])) < shortLead {
			continue
		}
		advice = append(advice, tree.remedyText(&remedies[i]))
	}
	if len(advice) == 1 {
		return []block{advice[0]}
	}
	return []block{advice}
}

// shortLead is the length, in bytes, below which the words before a line to
// paste are no more than "Add to the preflight answer".
const shortLead = 40

// remedyText is a remedy's text, without the line to paste that it may end
// with, and whether a replay proved it.
func (tree treeMaker) remedyText(remedy *Remedy) paragraph {
	text := tree.prose(leadOf(remedy))
	if remedy.Proven {
		text = append(text, span{rolePassed, " (replayed)"})
	}
	return text
}

// introduces reports whether the text ends with the remedy's own line.
func introduces(remedy *Remedy) bool { return leadOf(remedy) != strings.TrimSpace(remedy.Text) }

func leadOf(remedy *Remedy) string {
	words := strings.TrimSpace(remedy.Text)
	for _, change := range remedy.Change {
		before, found := strings.CutSuffix(strings.TrimSuffix(words, "."), changeLine(change))
		if before = strings.TrimRight(before, ": "); found && before != "" {
			return before
		}
	}
	return words
}

// groupLead introduces lines to paste.
func (tree treeMaker) groupLead(group remedyGroup) paragraph {
	lead := plain(tree.place(group))
	for i := range group.remedies {
		if !group.remedies[i].Proven {
			return lead
		}
	}
	return append(lead, span{rolePassed, " (replayed)"})
}

// place says where lines belong.
func (tree treeMaker) place(group remedyGroup) shown {
	switch group.target {
	case explain.TargetPreflight:
		return "Answer the preflight" + tree.where(group) + " with"
	case explain.TargetResponse:
		return "Answer the request" + tree.where(group) + " with"
	}
	return "On the server, use"
}

// where tells hops of a redirect apart; "" where there is only one.
func (tree treeMaker) where(group remedyGroup) shown {
	index := group.exchange
	if index < 0 || index >= len(tree.report.Exchanges) {
		return ""
	}
	for i := range tree.report.Exchanges {
		if tree.report.Exchanges[i].Hop == 0 {
			continue
		}
		return visible(fmt.Sprintf(" to %s", cutMiddle(tree.target(tree.report.Exchanges[index].Request.URL), 200)))
	}
	return ""
}

// pasteable are the lines of several remedies together: where two set the same
// header, the later one, which includes the earlier. What changes in the page
// is said by the remedies' texts.
func pasteable(remedies []Remedy) pasteLines {
	var changes []Change
	for _, remedy := range remedies {
		if remedy.Target == explain.TargetPage || remedy.Target == explain.TargetRequest {
			continue
		}
		for _, change := range remedy.Change {
			changes = withChange(changes, change)
		}
	}
	var lines pasteLines
	for _, change := range changes {
		lines = append(lines, visible(cutMiddle(changeLine(change), pasteAtMost)))
	}
	return lines
}

func withChange(changes []Change, added Change) []Change {
	for i := range changes {
		if changes[i].Op == added.Op && strings.EqualFold(string(changes[i].Name), string(added.Name)) {
			changes[i] = added
			return changes
		}
	}
	return append(changes, added)
}

// changeLine is a header line for a header to set, else the edit in a word.
func changeLine(change Change) string {
	name, value := string(change.Name), string(change.Value)
	switch change.Op {
	case "set":
		return name + ": " + value
	case "remove":
		return "leave out " + cmp.Or(strings.TrimSpace(name+" "+value), "the header")
	case "status":
		return "status " + cmp.Or(value, name)
	}
	return change.Op + ": " + cmp.Or(value, name)
}

// repaired says what comes of all remedies together; "" where that is not
// known, or nothing more than the remedies say themselves.
func (tree treeMaker) repaired(remedies int) shown {
	repaired := tree.report.Repaired
	if repaired == nil {
		return ""
	}
	with := shown("With that ")
	if remedies > 1 {
		with = "With all of that "
	}
	switch repaired.Verdict {
	case explain.VerdictAllowed:
		return with + "the request is allowed (replayed)."
	case explain.VerdictBlocked:
		return with + "it is still blocked (replayed)." + reason(repaired.Why)
	case explain.VerdictOpaque:
		return with + "the response is delivered, and stays opaque (replayed)."
	case explain.VerdictUnknown:
		return "What comes after that cannot be known yet." + reason(repaired.Why)
	}
	return ""
}

func reason(why string) shown {
	if why == "" {
		return ""
	}
	return " " + visible(sentence(cutMiddle(why, proseShown)))
}
