package explain

import "corsplain/fetchspec"

// A Verdict says what a browser would make of the response.
type Verdict string

// The verdicts.
const (
	VerdictAllowed Verdict = "allowed" // the page's script may read the response
	VerdictBlocked Verdict = "blocked"
	VerdictOpaque  Verdict = "opaque" // delivered, but unreadable
	VerdictFailed  Verdict = "failed" // the exchange failed below CORS
	VerdictInvalid Verdict = "invalid"
	VerdictUnknown Verdict = "unknown"
)

// A Code names a cause in words, without stage and without wording:
// "allow-origin-trailing-slash". Codes are stable.
type Code string

// A Diagnosis is what came of a fetch, and why.
type Diagnosis struct {
	Verdict   Verdict
	Preflight PreflightNeed
	// Blockers are all that stands in the way, the one that a browser stops
	// at first.
	Blockers []Finding
	// Warnings never change the verdict; the gravest first.
	Warnings []Finding
	Remedies []Remedy
	Repaired Repaired
	// Engines says for Chrome, Firefox and Safari what they do and print.
	Engines map[fetchspec.EngineName]EngineView
	// Probes are exchanges that were made only to learn more.
	Probes []fetchspec.Exchange
	// Layers says which layer made which response, where that can be told.
	Layers []Layer
	// Checks are the rules applied to each exchange, with their codes:
	// Checks[i] belongs to exchange i (probes follow the trace's own).
	Checks [][]CheckResult
}

// A CheckResult is one rule applied to one exchange's answer.
type CheckResult struct {
	Step     fetchspec.Step
	Passed   bool
	Code     Code      // "" if it passed
	Evidence *Evidence // the header it turned on; nil if none
}

// A PreflightNeed says whether the browser had to ask first, and why.
type PreflightNeed struct {
	Needed    bool
	FromCache bool
	Reasons   []PreflightReason
}

// A PreflightReason is one thing about a request that makes it need a
// preflight.
type PreflightReason struct {
	Kind  string // "method", "header", "headers-size", "stream" or "upload-listener"
	Name  string // the method or header name
	Value string
	Why   string // one plain sentence
}

// A Finding is a blocker or a warning.
type Finding struct {
	Code     Code
	Exchange int // index into the exchanges; -1 if it concerns none
	Step     fetchspec.Step
	SpecURL  string
	Summary  string // one sentence with the actual values
	Detail   string // a short paragraph; "" if the summary says it all
	Evidence []Evidence
	Remedies []int // indexes into Diagnosis.Remedies
}

// Evidence is a line as it was sent or received, and the part of it that
// matters.
type Evidence struct {
	Exchange int    // -1 if it concerns none
	Where    string // "request", "response", "page" or "network"
	Name     string // header name as on the wire, or "status", "body", "url"
	Value    string
	Absent   bool   // the header was not there
	Marks    []Mark // the bytes of Value that matter
	Note     string // why it matters, a few words; "" if obvious
}

// A Mark is a byte range of Evidence.Value.
type Mark struct{ Start, End int }

// A Target says where a change has to be made.
type Target string

// The targets.
const (
	TargetPreflight Target = "preflight"
	TargetResponse  Target = "response"
	TargetRequest   Target = "request"
	TargetPage      Target = "page"
	TargetServer    Target = "server"
)

// A Remedy is the smallest change that gets past its blockers.
type Remedy struct {
	Target   Target
	Exchange int // whose answer or request it changes; -1 if none
	Change   []Change
	Text     string // what to do, in a sentence or two
	Cost     string // what the choice costs; "" if nothing
	Unlocks  []int  // indexes into Diagnosis.Blockers
	// Proven is set only if a replay with the remedies up to this one got past
	// the blockers in Unlocks.
	Proven bool
	// Alternative is set for another way in place of the remedy before it.
	Alternative bool
}

// A Change is one edit.
type Change struct {
	Op    string // one of the Op constants
	Name  string // of a header; "" for the other operations
	Value string
}

// Repaired is the verdict of a replay with all remedies.
type Repaired struct {
	Verdict Verdict
	Why     string // why it cannot be known
}

// An EngineView is what one browser does and prints.
type EngineView struct {
	Verdict   Verdict
	Console   []string
	Exchanges []fetchspec.Exchange // nil where they are the trace's own
	Response  *fetchspec.Response  // nil where it is the result's own
	Why       string               // with VerdictUnknown
}

// A Layer is who made a response.
type Layer struct {
	Exchange   int
	Name       string // "nginx", "Express", "CloudFront"
	Stack      string // the stack's name in the snippets; "" if none
	Role       string // "app", "proxy", "cdn", "gateway" or "unknown"
	Confidence string // "certain", "likely" or "possible"
	// Made says that the layer made the answer itself; the others of the same
	// exchange passed it on. No layer has it where that cannot be told.
	Made     bool
	Evidence []Evidence
}
