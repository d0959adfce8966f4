package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// checks are the rules that were applied to each exchange's answer, with the
// codes of those that failed. Probes have been checked in replays, if at all.
func (session *session) checks() [][]CheckResult {
	checks := make([][]CheckResult, len(session.record.answers))
	for i := range session.first.trace.Exchanges {
		exchange := &session.first.trace.Exchanges[i]
		for _, check := range exchange.Checks {
			checks[i] = append(checks[i], session.checkResult(i, exchange, check))
		}
	}
	return checks
}

func (session *session) checkResult(index int, exchange *fetchspec.Exchange, check fetchspec.Check) CheckResult {
	result := CheckResult{Step: check.Step, Passed: check.Passed}
	if !check.Passed {
		result.Code = session.codeOfCheck(index, check.Step)
	}
	if exchange.Response == nil || check.Subject == "" {
		return result
	}
	result.Evidence = session.checkEvidence(index, exchange, check)
	return result
}

// codeOfCheck is the code of the blocker that a failed check became.
func (session *session) codeOfCheck(index int, step fetchspec.Step) Code {
	for _, blocker := range session.diagnosis.Blockers {
		if blocker.Exchange == index && blocker.Step == step {
			return blocker.Code
		}
	}
	return ""
}

// checkEvidence is the header that a check turned on. A failed check has the
// evidence of its blocker, where the bytes that matter are marked.
func (session *session) checkEvidence(index int, exchange *fetchspec.Exchange, check fetchspec.Check) *Evidence {
	name := checkedHeader(check)
	if name == "status" {
		return &Evidence{Exchange: index, Where: fromResponse, Name: name, Value: statusPhrase(exchange.Response)}
	}
	for _, blocker := range session.diagnosis.Blockers {
		for i := range blocker.Evidence {
			shown := &blocker.Evidence[i]
			if blocker.Exchange == index && blocker.Step == check.Step && shown.Where == fromResponse && strings.EqualFold(shown.Name, name) {
				return shown
			}
		}
	}
	lines := headerEvidence(index, fromResponse, exchange.Response.HeaderList, name, "")
	return &lines[0]
}

// checkedHeader is the header that a check looked at: its subject may be the
// method or the request header that was looked for.
func checkedHeader(check fetchspec.Check) string {
	if check.Step.Algorithm != "CORS-preflight fetch" {
		return check.Subject
	}
	switch check.Step.Number {
	case "7.5":
		return "Access-Control-Allow-Methods"
	case "7.6", "7.7":
		return "Access-Control-Allow-Headers"
	}
	return check.Subject
}
