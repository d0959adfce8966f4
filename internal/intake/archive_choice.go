package intake

import (
	"cmp"
	"fmt"

	"corsplain/simulate"
)

// chooseReading tries what an archive does not tell, the credentials mode above
// all, against what the recording browser made of the answer, and keeps the
// first reading that fits. If none does, the recording is not the reason.
func (reading *archiveReading) chooseReading() {
	outcome := reading.request.Outcome
	if reading.request.Kind != ArchivedCrossOrigin {
		return
	}
	if outcome != OutcomeBlocked && outcome != OutcomeDelivered {
		reading.noteCredentials()
		return
	}
	incomplete := false
	for _, variant := range reading.variants() {
		call := reading.call.Call
		variant.change(&call)
		fits, complete := reading.fits(call, outcome)
		incomplete = incomplete || !complete
		if !complete || !fits {
			continue
		}
		reading.call.Call = call
		if variant.why != "" {
			reading.caveat("%s", variant.why)
		}
		return
	}
	if !incomplete { // a recording that lacks an answer says so itself
		reading.request.Doubt = reading.doubt()
	}
}

// noteCredentials says where it would make a difference that the archive does
// not tell the credentials mode.
func (reading *archiveReading) noteCredentials() {
	call := reading.call.Call
	if reading.archive.options.Credentials != "" || call.Credentials == "include" || call.Mode == "no-cors" {
		return
	}
	plainly, complete := reading.fits(call, OutcomeDelivered)
	includeCredentials(&call)
	included, _ := reading.fits(call, OutcomeDelivered)
	if complete && plainly && !included {
		reading.caveat("with credentials: \"include\" the browser blocks this response; the archive does not tell which the page asked for")
	}
}

// A readingVariant is another way to read an entry.
type readingVariant struct {
	change func(*simulate.Call)
	why    string // "" for the entry as it stands
}

func (reading *archiveReading) variants() []readingVariant {
	variants := []readingVariant{{change: func(*simulate.Call) {}}}
	if reading.archive.options.Credentials == "" && reading.call.Call.Mode != "no-cors" {
		variants = append(variants, readingVariant{
			change: includeCredentials,
			why:    "the browser blocked the response, as it does if the request is made with credentials: \"include\"; so it was",
		})
	}
	if reading.request.Outcome == OutcomeDelivered && reading.call.Call.API != simulate.APIXHR {
		variants = append(variants, readingVariant{
			change: func(call *simulate.Call) { call.Mode = "no-cors" },
			why:    "the browser let the response through without CORS headers, so the mode was no-cors",
		})
	}
	if reading.request.Outcome == OutcomeBlocked && reading.call.Call.API != simulate.APIXHR {
		variants = append(variants, readingVariant{
			change: func(call *simulate.Call) { call.Redirect = "error" },
			why:    "the browser blocked the redirect, as it does with redirect: \"error\"; so the page asked for that",
		})
	}
	return variants
}

func includeCredentials(call *simulate.Call) {
	if call.API == simulate.APIXHR {
		call.WithCredentials = true
		return
	}
	call.Credentials = "include"
}

// fits reports whether a call would have come out as the browser's did, and
// whether the recording holds all that it takes to tell.
func (reading *archiveReading) fits(call simulate.Call, outcome BrowserOutcome) (fits, complete bool) {
	replay := reading.call.Recording.Replay()
	result := reading.perform(call, replay)
	if result == nil {
		return false, true
	}
	if replay.Missing() != nil {
		return false, false
	}
	blocked := result.Response.IsNetworkError()
	return blocked == (outcome == OutcomeBlocked), true
}

// doubt says that the recorded answers and what the browser made of them do
// not go together.
func (reading *archiveReading) doubt() string {
	last := reading.hops[len(reading.hops)-1]
	if reading.request.Outcome == OutcomeBlocked {
		return fmt.Sprintf("the browser blocked the response (%s), and the recorded headers do not show why: the reason lies outside CORS, or was not recorded",
			cmp.Or(cut(last.Response.Error), "no error recorded"))
	}
	return "the browser let the response through, although the recorded headers do not allow it: headers may be missing from the archive"
}
