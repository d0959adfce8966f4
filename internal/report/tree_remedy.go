package report

import (
	"cmp"
	"fmt"
	"strings"

	"corsplain/explain"
)

// fix is what to change: the remedies by where they have to be made, each
// place with all of its lines together, and what comes of all of them.
func (tree treeMaker) fix() []section {
	if len(tree.report.Remedies) == 0 {
		return tree.noRemedy()
	}
	var blocks []block
	for _, group := range groupRemedies(tree.report.Remedies) {
		blocks = append(blocks, tree.remedyGroup(group)...)
	}
	if outcome := tree.repaired(); outcome != "" {
		blocks = append(blocks, plain(outcome))
	}
	return []section{{label: "Fix", blocks: blocks}}
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
	var blocks []block
	lines := pasteable(group.remedies)
	switch {
	case len(group.remedies) == 1 && len(lines) > 0 && introduces(&group.remedies[0]):
		lead := append(tree.remedyText(&group.remedies[0]), span{rolePlain, ":"})
		blocks = append(blocks, lead, lines)
	case len(lines) > 0:
		blocks = append(blocks, tree.groupLead(group), lines)
		fallthrough
	default:
		blocks = append(blocks, tree.advice(group.remedies, len(lines) > 0)...)
	}
	for i := range group.remedies {
		if group.remedies[i].Cost != "" {
			blocks = append(blocks, tree.prose("Cost: "+group.remedies[i].Cost))
		}
	}
	return blocks
}

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
	case explain.TargetRequest:
		return "In the script's request, use"
	case explain.TargetPage:
		return "On the page, use"
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
// header, the later one, which includes the earlier.
func pasteable(remedies []Remedy) pasteLines {
	var changes []Change
	for _, remedy := range remedies {
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
func (tree treeMaker) repaired() shown {
	repaired := tree.report.Repaired
	if repaired == nil {
		return ""
	}
	with := shown("With that ")
	if len(tree.report.Remedies) > 1 {
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
