package cli

import (
	"context"
	"slices"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// judgeRecording judges a call by what somebody else recorded: nothing is
// sent. A recording that lacks an answer gives no verdict, unless every answer
// that it could lack would come to the same.
func judgeRecording(ctx context.Context, settings *settings, call *intake.ImportedCall, notes *report.Intake) (*judged, error) {
	replay := call.Recording.Replay()
	judged, err := judgeReplay(ctx, settings, call, replay, notes)
	missing := replay.Missing()
	if err != nil || missing == nil || !isWithoutVerdict(judged.report.Verdict) {
		return judged, err
	}
	if missing.Kind == fetchspec.ExchangePreflight && !missing.Unanswered && !settings.run.preflightOnly {
		blocked, err := judgeBehindPreflight(ctx, settings, call, notes)
		if blocked != nil || err != nil {
			return blocked, err
		}
	}
	judged.report.Verdict = explain.VerdictUnknown
	judged.report.Error = &report.Error{Code: string(fetchspec.FailureRecording), Message: missing.Error()}
	return judged, nil
}

func isWithoutVerdict(verdict explain.Verdict) bool {
	return verdict == explain.VerdictFailed || verdict == explain.VerdictUnknown
}

func judgeReplay(ctx context.Context, settings *settings, call *intake.ImportedCall, replay *intake.Replay, notes *report.Intake) (*judged, error) {
	session := newSession(settings, replay)
	fillProfile(&session.browser.Profile, call.Profile)
	return session.judge(ctx, call.Call, notes)
}

// judgeBehindPreflight judges a request whose preflight is not recorded as if
// the browser had asked before, and been permitted everything. If it is
// blocked even so, then it is blocked whatever the server says; if not, there
// is no telling, and nil is returned.
func judgeBehindPreflight(ctx context.Context, settings *settings, call *intake.ImportedCall, notes *report.Intake) (*judged, error) {
	session := newSession(settings, permissions{})
	fillProfile(&session.browser.Profile, call.Profile)
	if _, err := session.browser.Do(ctx, call.Call); err != nil {
		return nil, err
	}
	session.rehearsal.network = call.Recording.Replay()
	session.amend = forgetPermission
	told := *notes
	const caveat = "the preflight is not recorded; a browser blocks the request whatever the server says to it"
	told.Notes = append(slices.Clone(notes.Notes), caveat)
	told.Caveats = append(slices.Clone(notes.Caveats), caveat)
	judged, err := session.judge(ctx, call.Call, &told)
	if err != nil || judged.report.Verdict != explain.VerdictBlocked {
		return nil, err
	}
	return judged, nil
}

// permissions grants everything, for long, and is not kept in the HTTP cache.
type permissions struct{}

func (permissions) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	response := permission(request)
	response.HeaderList.Append("Access-Control-Max-Age", "86400")
	response.HeaderList.Append("Cache-Control", "no-store")
	return response, nil
}

// forgetPermission takes back what follows from a permission that nobody gave.
func forgetPermission(_ *simulate.Result, diagnosis *explain.Diagnosis) {
	const why = "the preflight is not recorded"
	diagnosis.Preflight.FromCache = false
	diagnosis.Warnings = slices.DeleteFunc(diagnosis.Warnings, func(warning explain.Finding) bool {
		return warning.Code == explain.PreflightFromCache
	})
	diagnosis.Repaired = explain.Repaired{Verdict: explain.VerdictUnknown, Why: why}
	for name, view := range diagnosis.Engines {
		if view.Verdict != explain.VerdictBlocked {
			diagnosis.Engines[name] = explain.EngineView{Verdict: explain.VerdictUnknown, Why: why}
		}
	}
}
