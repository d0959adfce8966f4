package explain

import (
	"context"
	"slices"

	"corsplain/fetchspec"
)

// blockerLimit bounds how many blockers one diagnosis follows.
const blockerLimit = 32

// A Diagnoser finds out what came of a fetch, and why. The zero value works
// from the trace alone.
type Diagnoser struct {
	// Probe makes exchanges that a browser would not make, to see what stands
	// behind a failure; nil for none. They are safe requests without a body.
	Probe fetchspec.Exchanger
	// Strict rules out probes.
	Strict bool
	// Thorough also probes where nothing is in the way: whether the server
	// allows any origin with credentials.
	Thorough bool
}

// Diagnose says what came of a fetch, and why, from its trace alone.
func Diagnose(response *fetchspec.Response, trace *fetchspec.Trace) Diagnosis {
	return Diagnoser{}.Diagnose(context.Background(), response, trace)
}

// Diagnose says what came of a fetch, and why. The context bounds the probes.
func (diagnoser Diagnoser) Diagnose(ctx context.Context, response *fetchspec.Response, trace *fetchspec.Trace) Diagnosis {
	session := &session{
		diagnoser: diagnoser,
		ctx:       ctx,
		record:    newRecord(trace),
		run:       run{response: response, trace: trace},
	}
	session.first = session.run
	diagnosis := &session.diagnosis
	diagnosis.Verdict = verdictOf(response)
	diagnosis.Preflight = preflightNeed(trace)
	session.findBlockers()
	diagnosis.Repaired = session.repaired()
	diagnosis.Engines = engineViews(ctx, session.record, session.first)
	diagnosis.Warnings = session.warnings()
	diagnosis.Probes = session.record.probes()
	diagnosis.Layers = session.layers()
	diagnosis.Checks = session.checks()
	return session.diagnosis
}

// A session is one diagnosis in the making.
type session struct {
	diagnoser Diagnoser
	ctx       context.Context
	record    *record
	first     run      // the fetch itself
	run       run      // the newest replay
	carried   []Remedy // what the newest replay has applied
	seen      []place
	diagnosis Diagnosis
	stuck     bool // the last blocker has no remedy that a replay could apply
}

// findBlockers names what stands in the way, repairs that in a replay, and
// goes on until the replay passes or cannot be continued.
func (session *session) findBlockers() {
	for len(session.diagnosis.Blockers) < blockerLimit {
		switch verdictOf(session.run.response) {
		case VerdictAllowed:
			return
		case VerdictOpaque:
			if isElement(session.run.trace.Start.Request) {
				return
			}
		case VerdictFailed:
			session.note(session.scene())
			session.stuck = true
			return
		case VerdictUnknown:
			if session.run.unsent == nil {
				session.note(session.scene())
				return
			}
			if !session.probeBehind() {
				return
			}
			session.run = session.replay(session.carried)
			continue
		}
		if session.hasSeen(session.record.placeOf(session.run)) || !session.repair() {
			session.stuck = true
			return
		}
	}
}

// A place is where a run failed, and of which cause.
type place struct {
	step     fetchspec.Step
	subject  string
	exchange int // the record's index
	code     Code
}

func (record *record) placeOf(run run) place {
	scene := newScene(run, record)
	place := place{exchange: scene.index, code: scene.code()}
	if failure := run.response.Failure; failure != nil {
		place.step, place.subject = failure.Step, failure.Subject
	}
	return place
}

// hasSeen reports whether this failure was repaired before: then the repair
// leads in a circle.
func (session *session) hasSeen(place place) bool {
	if slices.Contains(session.seen, place) {
		return true
	}
	session.seen = append(session.seen, place)
	return false
}

// scene sets the scene of the newest run's failure.
func (session *session) scene() *scene { return newScene(session.run, session.record) }

// note adds a blocker with its remedies, unproven, and returns their indexes.
func (session *session) note(scene *scene) (blocker int, remedies []int) {
	code := scene.code()
	finding := scene.finding(code)
	blocker = len(session.diagnosis.Blockers)
	for _, remedy := range scene.remedies(finding.Code) {
		remedy.Unlocks = []int{blocker}
		remedies = append(remedies, session.addRemedy(remedy))
	}
	finding.Remedies = remedies
	session.diagnosis.Blockers = append(session.diagnosis.Blockers, finding)
	return blocker, remedies
}

// addRemedy adds a remedy and returns its index. One way in place of several
// remedies is told once.
func (session *session) addRemedy(remedy Remedy) int {
	known := &session.diagnosis.Remedies
	for i := range *known {
		other := &(*known)[i]
		if remedy.Alternative && other.Alternative && other.Target == remedy.Target && other.Exchange == remedy.Exchange &&
			slices.Equal(other.Change, remedy.Change) {
			other.Unlocks = append(other.Unlocks, remedy.Unlocks...)
			return i
		}
	}
	*known = append(*known, remedy)
	return len(*known) - 1
}

// repair names the blocker of the newest run and replays with its remedies.
// It reports whether one of them gets past.
func (session *session) repair() bool {
	scene := session.refined()
	_, remedies := session.note(scene)
	var next *run
	for _, index := range remedies {
		remedy := &session.diagnosis.Remedies[index]
		if len(remedy.Change) == 0 {
			continue
		}
		applied := append(session.carried[:len(session.carried):len(session.carried)], *remedy)
		result := session.replay(applied)
		got := session.record.getsPast(session.run, result)
		// One that was offered before has to hold for each of its blockers.
		remedy.Proven = got && (remedy.Proven || len(remedy.Unlocks) == 1)
		if remedy.Proven && next == nil {
			next = &result
			session.carried = append(applied[:len(applied)-1:len(applied)-1], *remedy)
		}
	}
	if next == nil {
		return false
	}
	session.run = *next
	return true
}

func (session *session) replay(remedies []Remedy) run {
	return session.record.replay(session.ctx, remedies)
}

// getsPast reports whether after no longer fails where, and of what, before
// did.
func (record *record) getsPast(before, after run) bool {
	switch {
	case after.unsent != nil:
		return true
	case !after.response.IsNetworkError():
		return verdictOf(after.response) != verdictOf(before.response)
	case after.response.Failure.Step == unknownOptions:
		return false
	}
	failed, fails := before.response.Failure, after.response.Failure
	if failed == nil || failed.Step != fails.Step || failed.Subject != fails.Subject {
		return true
	}
	return record.placeOf(before) != record.placeOf(after)
}

// code is the blocker's code: that of the failure, or of a response that is
// opaque.
func (scene *scene) code() Code {
	if scene.opaque == "" {
		return scene.classify()
	}
	if request := scene.request(); request != nil && request.RedirectMode == fetchspec.RedirectManual && scene.opaque == fetchspec.ResponseOpaqueRedirect {
		scene.showStatus("")
		scene.showLocation()
		scene.failure.Step = fetchspec.Step{Algorithm: "HTTP fetch", Number: "6.3[2].2"}
		return ManualRedirectOpaque
	}
	scene.showPage("mode", string(fetchspec.ModeNoCORS), "")
	scene.failure.Step = fetchspec.Step{Algorithm: "main fetch", Number: "12[4].2"}
	return NoCORSOpaqueResponse
}

// repaired is the verdict of the newest run, with all remedies.
func (session *session) repaired() Repaired {
	verdict := verdictOf(session.run.response)
	switch {
	case session.run.unsent != nil:
		return Repaired{VerdictUnknown, session.whyUnsent()}
	case verdict == VerdictFailed:
		return Repaired{VerdictUnknown, "there is no answer to judge until the connection works"}
	case verdict == VerdictUnknown:
		return Repaired{VerdictUnknown, "the recording ends before the answer"}
	case verdict == VerdictOpaque && !session.stuck:
		// Elements can use what their page cannot read.
		return Repaired{Verdict: VerdictAllowed}
	case verdict != VerdictBlocked && !session.stuck:
		return Repaired{Verdict: verdict}
	}
	return session.unrepaired()
}

// unrepaired is for a last blocker that no replay got past.
func (session *session) unrepaired() Repaired {
	last := session.diagnosis.Blockers[len(session.diagnosis.Blockers)-1]
	cannotRepeat := session.record.start.Request == nil && session.record.start.Init == nil
	for _, index := range last.Remedies {
		if cannotRepeat || len(session.diagnosis.Remedies[index].Change) == 0 {
			return Repaired{VerdictUnknown, "the next answer shows once this is repaired"}
		}
	}
	return Repaired{VerdictBlocked, "no change that was tried gets past " + string(last.Code)}
}

// whyUnsent says why a request that would come next was not tried.
func (session *session) whyUnsent() string {
	unsent := session.run.unsent
	request := unsent.Method + " " + shownURL(unsent.URL)
	if unsent.Kind == fetchspec.ExchangePreflight {
		return "the preflight to " + shownURL(unsent.URL) + " was never sent"
	}
	if !isSafe(unsent) {
		return request + " was never sent, for a browser sends it only after the preflight has passed; it may change something on the server, so it is not tried here"
	}
	if secrets := session.secretsFor(unsent); len(secrets) > 0 {
		return request + " was never sent; it would carry " + joinNames(secrets) + " to a server that only a redirect has named, so it is not tried here"
	}
	return request + " was never sent"
}
