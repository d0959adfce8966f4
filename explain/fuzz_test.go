package explain_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/cases"
	"corsplain/simulate"
)

// seedCases gives every case to a fuzz target.
func seedCases(f *testing.F) {
	for _, text := range caseFiles(f) {
		f.Add(string(text))
	}
}

// runCase runs a text as a case; nil if it is none.
func runCase(t *testing.T, text string) *simulate.Result {
	t.Helper()
	if len(text) > 16<<10 {
		return nil
	}
	parsed, err := cases.Parse([]byte(text))
	if err != nil {
		return nil
	}
	run, err := parsed.Run(context.Background())
	if err != nil {
		return nil
	}
	return run.Result
}

func FuzzEveryFailureHasACode(f *testing.F) {
	seedCases(f)
	f.Fuzz(func(t *testing.T, text string) {
		result := runCase(t, text)
		if result == nil || result.Response == nil || !result.Response.IsNetworkError() {
			return
		}
		code := explain.ClassifyOnly(result.Response, result.Trace)
		if explain.Lookup(code) == nil {
			t.Errorf("%v has the code %q, which stands in no table", result.Response.Failure, code)
		}
	})
}

func FuzzReplayGivesTheSameResponse(f *testing.F) {
	seedCases(f)
	f.Fuzz(func(t *testing.T, text string) {
		result := runCase(t, text)
		if result == nil || result.Trace == nil || result.Trace.Start.Request == nil {
			return
		}
		replayed := explain.Replay(result.Trace, nil)
		got, want := scriptView(replayed), scriptView(result.Response)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the replay differs (-fetched +replayed):\n%s", diff)
		}
	})
}

// A scriptVisible is what a script sees of a response, and where it failed.
type scriptVisible struct {
	Type    fetchspec.ResponseType
	Status  int
	Headers fetchspec.HeaderList
	Body    string
	Failed  fetchspec.Step
	Subject string
}

func scriptView(response *fetchspec.Response) scriptVisible {
	view := scriptVisible{Type: response.Type, Status: response.Status, Headers: response.HeaderList}
	if response.Body != nil {
		view.Body = string(response.Body.Bytes)
	}
	if response.Failure != nil {
		view.Failed, view.Subject = response.Failure.Step, response.Failure.Subject
	}
	return view
}

func FuzzEachFixGetsPastItsBlocker(f *testing.F) {
	seedCases(f)
	f.Fuzz(func(t *testing.T, text string) {
		result := runCase(t, text)
		if result == nil || result.Response == nil {
			return
		}
		diagnosis := explain.Diagnose(result.Response, result.Trace)
		var applied []explain.Remedy
		for _, blocker := range diagnosis.Blockers {
			before := applied
			for _, index := range blocker.Remedies {
				remedy := diagnosis.Remedies[index]
				if !remedy.Proven {
					continue
				}
				tried := append(before[:len(before):len(before)], remedy)
				if !explain.GetsPast(result.Trace, tried) {
					t.Errorf("the remedy of %s is said to be proven, and is not: %s", blocker.Code, remedy.Text)
				}
				if len(applied) == len(before) {
					applied = tried
				}
			}
		}
	})
}

func FuzzAllowedMeansTheOriginWasAllowed(f *testing.F) {
	seedCases(f)
	f.Fuzz(func(t *testing.T, text string) {
		result := runCase(t, text)
		if result == nil || result.Response == nil || result.Response.Type != fetchspec.ResponseCORS {
			return
		}
		if explain.Diagnose(result.Response, result.Trace).Verdict != explain.VerdictAllowed {
			t.Fatal("a CORS response was delivered, and the verdict is not allowed")
		}
		index := result.Response.Unfiltered().Exchange
		if index < 0 {
			return
		}
		exchange := result.Trace.Exchanges[index]
		allowed, _ := result.Response.Unfiltered().HeaderList.Get("Access-Control-Allow-Origin")
		sent, _ := exchange.Request.HeaderList.Get("Origin")
		if allowed != "*" && allowed != sent {
			t.Errorf("allowed, with Origin %q and Access-Control-Allow-Origin %q", sent, allowed)
		}
	})
}

func FuzzDiagnosisHoldsTogether(f *testing.F) {
	seedCases(f)
	f.Fuzz(func(t *testing.T, text string) {
		result := runCase(t, text)
		if result == nil || result.Response == nil {
			return
		}
		diagnosis := explain.Diagnose(result.Response, result.Trace)
		for _, finding := range append(diagnosis.Blockers, diagnosis.Warnings...) {
			if finding.Exchange < -1 || finding.Exchange >= len(result.Trace.Exchanges) {
				t.Errorf("%s is about exchange %d of %d", finding.Code, finding.Exchange, len(result.Trace.Exchanges))
			}
			for _, index := range finding.Remedies {
				if index < 0 || index >= len(diagnosis.Remedies) {
					t.Errorf("%s has the remedy %d of %d", finding.Code, index, len(diagnosis.Remedies))
				}
			}
			for _, evidence := range finding.Evidence {
				for _, mark := range evidence.Marks {
					if mark.Start < 0 || mark.Start > mark.End || mark.End > len(evidence.Value) {
						t.Errorf("%s marks %v of %q", finding.Code, mark, evidence.Value)
					}
				}
			}
		}
		blocked := diagnosis.Verdict == explain.VerdictBlocked || diagnosis.Verdict == explain.VerdictFailed
		if blocked && len(diagnosis.Blockers) == 0 {
			t.Error("blocked, and no blocker is named")
		}
		if diagnosis.Verdict == explain.VerdictAllowed && len(diagnosis.Blockers) > 0 {
			t.Errorf("allowed, and %s is named", diagnosis.Blockers[0].Code)
		}
	})
}
