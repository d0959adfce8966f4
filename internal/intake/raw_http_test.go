package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/simulate"
)

// Each file in testdata/intake/recorded is a text with answers in it: what is
// to be understood as the request, the exchanges that it records, and what a
// browser makes of them ("unknown" where the text does not hold enough).
func TestRecordedTextsAreReplayed(t *testing.T) {
	names, err := filepath.Glob("../../testdata/intake/recorded/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(content)
			text, _ := section(archive, "text")
			imported, err := intake.ParseRawHTTP(text, optionsIn(t, archive))
			if err != nil {
				t.Fatal(err)
			}
			if len(imported.Calls) != 1 {
				t.Fatalf("%d calls", len(imported.Calls))
			}
			call := imported.Calls[0]
			want, _ := section(archive, "want")
			diffCalls(t, want, call.Call)
			exchanges, _ := section(archive, "exchanges")
			if diff := cmp.Diff(exchanges, describe(call.Recording)); diff != "" {
				t.Errorf("exchanges (-want +got)\n%s", diff)
			}
			verdict, _ := section(archive, "verdict")
			if got := replayedVerdict(t, call); got != verdict {
				t.Errorf("verdict %s, want %s", got, verdict)
			}
		})
	}
}

func optionsIn(t *testing.T, archive *txtar.Archive) intake.Options {
	t.Helper()
	options := intake.Options{Name: "text"}
	if object, ok := section(archive, "options"); ok {
		if err := json.Unmarshal([]byte(object), &options); err != nil {
			t.Fatal(err)
		}
	}
	return options
}

func describe(recording *intake.Recording) string {
	var lines []string
	for _, exchange := range recording.Exchanges {
		outcome := "unanswered"
		switch {
		case exchange.Response != nil:
			outcome = fmt.Sprint(exchange.Response.Status)
			for _, interim := range exchange.Response.Interim {
				outcome += fmt.Sprint(" after ", interim.Status)
			}
		case exchange.Err != nil:
			outcome = string(exchange.Err.Kind)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s", exchange.Kind, exchange.Method, exchange.URL, outcome))
	}
	return strings.Join(lines, "\n")
}

// replayedVerdict is what a browser makes of the recording, as far as a test
// of this room needs to know.
func replayedVerdict(t *testing.T, imported intake.ImportedCall) string {
	t.Helper()
	browser := &simulate.Browser{Network: imported.Recording.Replay()}
	result, err := browser.Do(context.Background(), imported.Call)
	if err != nil {
		t.Fatal(err)
	}
	if !result.Response.IsNetworkError() {
		return "allowed"
	}
	var exchangeError *fetchspec.ExchangeError
	if !errors.As(result.Response.Failure, &exchangeError) {
		return "blocked"
	}
	if exchangeError.Kind == fetchspec.FailureRecording {
		return "unknown"
	}
	return "failed"
}
