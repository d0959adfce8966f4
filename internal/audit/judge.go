package audit

// judge says what the answers show. It sends nothing.
func judge(o *observations) *Report {
	report := newReport(o.options)
	report.URL = o.url
	report.Policy = o.policy()
	for _, find := range []func(*observations) []Finding{
		anyOriginFindings,
		trustFindings,
		preflightFindings,
		methodFindings,
		headerFindings,
		varyFindings,
		loginFindings,
		errorFindings,
		syntaxFindings,
	} {
		report.Findings = append(report.Findings, find(o)...)
	}
	sortFindings(report.Findings)
	return report
}
