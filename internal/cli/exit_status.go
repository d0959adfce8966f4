package cli

import "corsplain/explain"

// An exitStatus is what the process ends with: part of the machine contract.
type exitStatus int

const (
	statusAllowed     exitStatus = 0
	statusBlocked     exitStatus = 1 // or opaque: the page cannot read the response
	statusUsage       exitStatus = 2
	statusFailed      exitStatus = 3
	statusInterrupted exitStatus = 130
)

// worst is the status of several requests in one run.
func worst(a, b exitStatus) exitStatus { return max(a, b) }

// statusOf is the exit status for a verdict. A verdict that is unknown by
// intent, as after --dry-run, is no failure.
func statusOf(verdict explain.Verdict) exitStatus {
	switch verdict {
	case explain.VerdictBlocked, explain.VerdictOpaque:
		return statusBlocked
	case explain.VerdictFailed:
		return statusFailed
	case explain.VerdictInvalid:
		return statusUsage
	}
	return statusAllowed
}
