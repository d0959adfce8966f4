package audit

import "corsplain/fetchspec"

// SchemaName is the version of the report.
const SchemaName = "corsplain.audit/v1"

// A Report is what came of one audit. What it quotes may hold secrets and
// control characters: whoever shows it has to see to that.
type Report struct {
	// URL is what was audited, where redirects on the same host led.
	URL *fetchspec.URL
	// Asked is the URL that was given.
	Asked *fetchspec.URL
	// Policy is nil for a plan.
	Policy *Policy
	// Findings are the gravest first.
	Findings []Finding
	// Requests is how many were sent, of at most MaxRequests and RatePerSecond.
	Requests      int
	MaxRequests   int
	RatePerSecond float64
	// Unasked are the questions that were due and could not be asked.
	Unasked []Unasked
	// Stopped says why the audit ended early; "" if it did not.
	Stopped string
	// Planned is what Run would ask; nil for what Run did.
	Planned []PlannedRequest
	// Headers are those of the options: they may be credentials.
	Headers fetchspec.HeaderList
}

// An Unasked question had no answer because it was not sent.
type Unasked struct {
	Purpose string // as the end of "asks …"
	Origin  string // "" for none
	Why     string // without a full stop
}

// A PlannedRequest is one that Run would send.
type PlannedRequest struct {
	Method     string
	URL        string
	Headers    fetchspec.HeaderList
	Purpose    string
	Conditions []string // all of which have to hold; none: always
}

func newReport(options *Options) *Report {
	return &Report{
		URL:           options.URL,
		Asked:         options.URL,
		MaxRequests:   options.MaxRequests,
		RatePerSecond: options.Pace.PerSecond(),
		Headers:       options.Headers,
	}
}

// Worst is the gravest severity found; "" without findings.
func (report *Report) Worst() Severity {
	if len(report.Findings) == 0 {
		return ""
	}
	return report.Findings[0].Severity
}

// Reaches reports whether a finding is at least as grave as severity.
func (report *Report) Reaches(severity Severity) bool {
	return len(report.Findings) > 0 && report.Worst().rank() >= severity.rank()
}
