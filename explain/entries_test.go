package explain_test

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
)

func TestEachCodeIsOneOfItsKind(t *testing.T) {
	seen := map[explain.Code]bool{}
	spelling := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	for entry := range explain.Entries() {
		if seen[entry.Code] {
			t.Errorf("%s stands in the tables twice", entry.Code)
		}
		seen[entry.Code] = true
		if !spelling.MatchString(string(entry.Code)) {
			t.Errorf("%s is not words with dashes", entry.Code)
		}
		if entry.Kind != explain.KindBlocker && entry.Kind != explain.KindWarning {
			t.Errorf("%s is of no kind", entry.Code)
		}
		if entry.Title == "" || entry.Summary == "" || entry.Fix == "" {
			t.Errorf("%s lacks its title, summary or fix", entry.Code)
		}
	}
}

func TestEachSummaryIsOnePlainSentence(t *testing.T) {
	for entry := range explain.Entries() {
		for _, text := range []string{entry.Summary, entry.Detail, entry.Fix, entry.Cost} {
			for _, banned := range []string{"please", "simply", "just ", "client", "!", "ACAO", " you ", "e.g."} {
				if strings.Contains(strings.ToLower(text), banned) {
					t.Errorf("%s says %q: %s", entry.Code, banned, text)
				}
			}
		}
		if strings.HasSuffix(entry.Title, ".") {
			t.Errorf("%s: a title has no full stop: %s", entry.Code, entry.Title)
		}
		if !strings.HasSuffix(entry.Summary, ".") {
			t.Errorf("%s: a summary ends in a full stop: %s", entry.Code, entry.Summary)
		}
		if strings.Contains(strings.TrimSuffix(entry.Summary, "."), ". ") {
			t.Errorf("%s: a summary is one sentence: %s", entry.Code, entry.Summary)
		}
	}
}

// standardSteps reads the list of the Standard's steps.
func standardSteps(t *testing.T) map[fetchspec.Step]bool {
	t.Helper()
	file, err := os.Open("../fetchspec/testdata/steps.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	steps := map[fetchspec.Step]bool{}
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		if fields := strings.Split(scanner.Text(), "\t"); len(fields) == 4 {
			steps[fetchspec.Step{Algorithm: fields[0], Number: fields[2]}] = true
		}
	}
	return steps
}

func TestEachEntryCitesStepsThatExist(t *testing.T) {
	steps := standardSteps(t)
	algorithms := map[string]bool{}
	for step := range steps {
		algorithms[step.Algorithm] = true
	}
	for entry := range explain.Entries() {
		for _, step := range entry.StepList() {
			if step.URL() == "" {
				t.Errorf("%s cites %s, which has no address", entry.Code, step)
			}
			if algorithms[step.Algorithm] && !steps[step] {
				t.Errorf("%s cites %s, which the Standard does not have", entry.Code, step)
			}
		}
	}
}

func TestEachCodeComesUpInSomeCase(t *testing.T) {
	found := map[explain.Code]bool{}
	for _, text := range caseFiles(t) {
		_, diagnosis, _ := diagnoseCase(t, text)
		for _, finding := range append(diagnosis.Blockers, diagnosis.Warnings...) {
			found[finding.Code] = true
			if explain.Lookup(finding.Code) == nil {
				t.Errorf("the code %q stands in no table", finding.Code)
			}
		}
	}
	for entry := range explain.Entries() {
		if !found[entry.Code] {
			t.Errorf("%s comes up in no case", entry.Code)
		}
	}
}

func TestNoWordsAreLeftUnfilled(t *testing.T) {
	for name, text := range caseFiles(t) {
		_, diagnosis, _ := diagnoseCase(t, text)
		for _, finding := range append(diagnosis.Blockers, diagnosis.Warnings...) {
			checkWords(t, name, finding.Summary, finding.Detail)
		}
		for _, remedy := range diagnosis.Remedies {
			checkWords(t, name, remedy.Text, remedy.Cost)
		}
	}
}

// checkWords finds what a missing value leaves behind.
func checkWords(t *testing.T, name string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		for _, hole := range []string{"  ", " ,", " .", " ()", "{", "}", " : ", ": .", "“”"} {
			if strings.Contains(text, hole) {
				t.Errorf("%s: a word is missing in %q", name, text)
			}
		}
	}
}

// unreachable are failures that no call can come to.
func unreachable(step fetchspec.Step) bool {
	switch step {
	case fetchspec.Step{Algorithm: "main fetch", Number: "3"}, // no request has the local-URLs-only flag
		fetchspec.Step{Algorithm: "main fetch", Number: "21"}: // needs a service worker
		return true
	}
	// A failed TAO check hides timings and nothing else.
	return step.Algorithm == "TAO check"
}

func TestEachFailureOfAFetchHasAnEntry(t *testing.T) {
	known := map[fetchspec.Step]bool{}
	for entry := range explain.Entries() {
		for _, step := range entry.StepList() {
			known[step] = true
		}
	}
	call := regexp.MustCompile(`\b(?:failure|refused|refuse)\("([^"]+)", "([^"]*)"`)
	for _, pattern := range []string{"../fetchspec/*.go", "../simulate/*.go"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range call.FindAllStringSubmatch(string(text), -1) {
				step := fetchspec.Step{Algorithm: match[1], Number: match[2]}
				if unreachable(step) {
					continue
				}
				if !known[step] {
					t.Errorf("%s: no code's entry names %s", path, step)
				}
			}
		}
	}
}

func TestEachCodeHasAPage(t *testing.T) {
	for entry := range explain.Entries() {
		if explain.Page(entry.Code) == "" {
			t.Errorf("%s has no page", entry.Code)
		}
	}
}
