package explain

import (
	"context"

	"corsplain/fetchspec"
)

// Replay fetches again from a trace, with remedies applied.
func Replay(trace *fetchspec.Trace, remedies []Remedy) *fetchspec.Response {
	return newRecord(trace).replay(context.Background(), remedies).response
}

// GetsPast reports whether a replay with the last of remedies no longer fails
// where the one without it did.
func GetsPast(trace *fetchspec.Trace, remedies []Remedy) bool {
	record := newRecord(trace)
	before := record.replay(context.Background(), remedies[:len(remedies)-1])
	return record.getsPast(before, record.replay(context.Background(), remedies))
}

// ClassifyOnly is the code of a failed fetch, "" if none fits.
func ClassifyOnly(response *fetchspec.Response, trace *fetchspec.Trace) Code {
	return newScene(run{response: response, trace: trace}, newRecord(trace)).classify()
}
