package explain_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/cases"
)

// diagnoseCase runs a case and diagnoses its last request.
func diagnoseCase(t testing.TB, text []byte) (*cases.Case, explain.Diagnosis, *fetchspec.Trace) {
	t.Helper()
	parsed, err := cases.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	run, err := parsed.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	diagnoser := explain.Diagnoser{Probe: run.Server, Thorough: true}
	return parsed, diagnoser.Diagnose(context.Background(), run.Result.Response, run.Result.Trace), run.Result.Trace
}

// caseOf is a diagnosis in the form in which cases expect it; what the case
// does not compare is left out.
func caseOf(diagnosis explain.Diagnosis, trace *fetchspec.Trace, want cases.Diagnosis) cases.Diagnosis {
	got := cases.Diagnosis{Verdict: string(diagnosis.Verdict)}
	for i, blocker := range diagnosis.Blockers {
		line := cases.Blocker{Code: string(blocker.Code), Exchange: exchangeWord(blocker.Exchange, trace), Step: blocker.Step.String()}
		if i < len(want.Blockers) {
			if want.Blockers[i].Exchange == "" {
				line.Exchange = ""
			}
			if want.Blockers[i].Step == "" {
				line.Step = ""
			}
		}
		got.Blockers = append(got.Blockers, line)
	}
	if want.Repaired != "" {
		got.Repaired = string(diagnosis.Repaired.Verdict)
	}
	if want.Warnings != nil {
		got.Warnings = codesOf(diagnosis.Warnings)
	}
	if want.Unproven != nil {
		got.Unproven = unproven(diagnosis)
	}
	return got
}

func exchangeWord(index int, trace *fetchspec.Trace) string {
	switch {
	case index < 0:
		return "none"
	case index >= len(trace.Exchanges):
		return "probe"
	}
	return string(trace.Exchanges[index].Kind)
}

func codesOf(findings []explain.Finding) []string {
	codes := []string{}
	for _, finding := range findings {
		codes = append(codes, string(finding.Code))
	}
	return codes
}

// unproven are the codes of blockers that have no proven remedy.
func unproven(diagnosis explain.Diagnosis) []string {
	codes := []string{}
	for _, blocker := range diagnosis.Blockers {
		proven := slices.ContainsFunc(blocker.Remedies, func(index int) bool { return diagnosis.Remedies[index].Proven })
		if !proven {
			codes = append(codes, string(blocker.Code))
		}
	}
	return codes
}

// caseFiles reads testdata/fetch.
func caseFiles(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("../testdata/fetch/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(path), ".txtar")] = text
	}
	return files
}

func TestEachCaseIsDiagnosedAsItSays(t *testing.T) {
	for name, text := range caseFiles(t) {
		t.Run(name, func(t *testing.T) {
			parsed, diagnosis, trace := diagnoseCase(t, text)
			got := caseOf(diagnosis, trace, parsed.Want)
			if diff := cmp.Diff(parsed.Want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", parsed.Comment, diff)
			}
		})
	}
}

func TestEachBlockerStandsAtAStepThatItsEntryNames(t *testing.T) {
	for name, text := range caseFiles(t) {
		_, diagnosis, _ := diagnoseCase(t, text)
		for _, blocker := range diagnosis.Blockers {
			if !slices.Contains(explain.Lookup(blocker.Code).StepList(), blocker.Step) {
				t.Errorf("%s: %s came at %s", name, blocker.Code, blocker.Step)
			}
			if blocker.SpecURL == "" {
				t.Errorf("%s: %s has no address in its standard", name, blocker.Code)
			}
		}
	}
}

func TestMarksLieWithinTheEvidence(t *testing.T) {
	for name, text := range caseFiles(t) {
		_, diagnosis, _ := diagnoseCase(t, text)
		for _, finding := range append(diagnosis.Blockers, diagnosis.Warnings...) {
			for _, evidence := range finding.Evidence {
				for _, mark := range evidence.Marks {
					if mark.Start < 0 || mark.Start >= mark.End || mark.End > len(evidence.Value) {
						t.Errorf("%s: %s marks %v of %q", name, finding.Code, mark, evidence.Value)
					}
				}
			}
		}
	}
}

func TestNoRemedyIsUnsafe(t *testing.T) {
	for name, text := range caseFiles(t) {
		parsed, diagnosis, trace := diagnoseCase(t, text)
		include := trace.Request != nil && trace.Request.CredentialsMode == fetchspec.CredentialsInclude
		if trace.Request == nil {
			include = parsed.Requests[len(parsed.Requests)-1].Call.Credentials == "include"
		}
		for _, remedy := range diagnosis.Remedies {
			for _, change := range remedy.Change {
				if change.Op != explain.OpSet || change.Name != "Access-Control-Allow-Origin" {
					continue
				}
				if change.Value == "null" || change.Value == "*" && include && !keepsRepeat(diagnosis) {
					t.Errorf("%s advises Access-Control-Allow-Origin: %s", name, change.Value)
				}
			}
			if strings.Contains(remedy.Text, "Access-Control-Allow-Origin: null") {
				t.Errorf("%s advises null: %s", name, remedy.Text)
			}
		}
	}
}

// keepsRepeat reports whether a value was only made to come once.
func keepsRepeat(diagnosis explain.Diagnosis) bool {
	return slices.Contains(codesOf(diagnosis.Blockers), string(explain.AllowOriginRepeatedSame))
}
