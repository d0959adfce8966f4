package audit

import (
	"cmp"
	"slices"

	"corsplain/fetchspec"
)

// A Severity says how grave a finding is.
type Severity string

// The severities, the gravest first.
const (
	SeverityHigh   Severity = "high"   // someone else's page can read what a visitor's login gives
	SeverityMedium Severity = "medium" // it can under conditions, or do less
	SeverityLow    Severity = "low"    // a mistake that helps an attack, or breaks pages
	SeverityInfo   Severity = "info"   // without effect, or a matter of taste
)

// Severities are all of them, the gravest first.
func Severities() []Severity {
	return []Severity{SeverityHigh, SeverityMedium, SeverityLow, SeverityInfo}
}

// rank is greater for what is graver; 0 for no severity.
func (severity Severity) rank() int {
	index := slices.Index(Severities(), severity)
	if index < 0 {
		return 0
	}
	return len(Severities()) - index
}

// A Finding is one thing that is wrong with a policy.
type Finding struct {
	Code     Code
	Severity Severity
	Summary  string // one sentence with the actual values
	// Reason says why it is as grave as that.
	Reason string
	// Detail is a short paragraph; "" if the summary says it all.
	Detail string
	// Attack is what someone else could do, in plain words.
	Attack string
	// Remedy is what to change.
	Remedy   string
	Evidence []Evidence
}

// Evidence is one exchange, as far as it shows the finding.
type Evidence struct {
	Method, URL string
	// RequestHeaders are those that the finding turns on, as sent.
	RequestHeaders fetchspec.HeaderList
	Status         int
	StatusText     string
	// ResponseHeaders are those that the finding turns on, as received; none
	// may be what it turns on.
	ResponseHeaders fetchspec.HeaderList
}

// evidence quotes an answer: its CORS headers, Vary, and the named ones.
func (answer *answer) evidence(names ...string) Evidence {
	made := Evidence{
		Method: answer.request.Method,
		URL:    answer.request.URL.WithoutFragment(),
		Status: answer.response.Status, StatusText: answer.response.StatusText,
	}
	for _, header := range answer.request.HeaderList {
		if isAbout(header.Name, []string{"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"}) {
			made.RequestHeaders = append(made.RequestHeaders, header)
		}
	}
	about := append([]string{"Vary"}, names...)
	for _, header := range answer.response.HeaderList {
		if isCORSHeader(header.Name) || isAbout(header.Name, about) {
			made.ResponseHeaders = append(made.ResponseHeaders, header)
		}
	}
	return made
}

func evidenceOf(answers []*answer, names ...string) []Evidence {
	var evidence []Evidence
	for _, answer := range answers {
		evidence = append(evidence, answer.evidence(names...))
	}
	return evidence
}

func isCORSHeader(name string) bool {
	const prefix = "access-control-"
	return len(name) > len(prefix) && equalFold(name[:len(prefix)], prefix)
}

func isAbout(name string, names []string) bool {
	return slices.ContainsFunc(names, func(other string) bool { return equalFold(name, other) })
}

// equalFold compares header names, in which only ASCII letters have cases.
func equalFold(a, b string) bool {
	return fetchspec.HeaderList{{Name: a}}.Contains(b)
}

// sortFindings puts the gravest first, and else keeps the order of the table of
// codes, in which what belongs together stands together.
func sortFindings(findings []Finding) {
	order := map[Code]int{}
	for i, entry := range Codes() {
		order[entry.Code] = i
	}
	slices.SortStableFunc(findings, func(a, b Finding) int {
		if byGravity := cmp.Compare(b.Severity.rank(), a.Severity.rank()); byGravity != 0 {
			return byGravity
		}
		return cmp.Compare(order[a.Code], order[b.Code])
	})
}
