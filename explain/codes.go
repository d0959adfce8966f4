package explain

import (
	"iter"
	"strings"

	"corsplain/fetchspec"
)

// A Kind says what a code stands for.
type Kind string

// The kinds of code.
const (
	KindBlocker Kind = "blocker" // it keeps the page from the response
	KindWarning Kind = "warning" // it changes no verdict, but will hurt
)

// An Entry is what is known about a code, whatever the request. In Summary,
// Detail, Fix and Cost, words in braces stand for the values at hand.
type Entry struct {
	Code    Code
	Kind    Kind
	Title   string // a few words, as a heading
	Steps   string // where the Standard decides it: "CORS check, step 4"; several joined by "; "
	Summary string // one sentence: what happened
	Detail  string // a short paragraph; "" if the summary says it all
	Fix     string // what to do
	Cost    string // what the fix costs; "" if nothing
}

// Entries yields every code's entry: blockers in the order in which a fetch
// can meet them, then warnings.
func Entries() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for _, group := range entryGroups() {
			for i := range group {
				if !yield(&group[i]) {
					return
				}
			}
		}
	}
}

func entryGroups() [][]Entry {
	return [][]Entry{
		requestEntries,
		mainFetchEntries,
		networkEntries,
		redirectEntries,
		preflightEntries,
		allowOriginEntries,
		outsideEntries,
		allowCredentialsEntries,
		preflightListEntries,
		responseEntries,
		policyWarningEntries,
		cookieWarningEntries,
		pageWarningEntries,
	}
}

// Lookup returns the entry of a code; nil if there is no such code.
func Lookup(code Code) *Entry {
	for entry := range Entries() {
		if entry.Code == code {
			return entry
		}
	}
	return nil
}

// StepList is Steps as values.
func (entry *Entry) StepList() []fetchspec.Step {
	var steps []fetchspec.Step
	for text := range strings.SplitSeq(entry.Steps, "; ") {
		algorithm, number, _ := strings.Cut(text, ", step ")
		steps = append(steps, fetchspec.Step{Algorithm: algorithm, Number: number})
	}
	return steps
}
