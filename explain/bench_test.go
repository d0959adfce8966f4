package explain_test

import (
	"context"
	"os"
	"testing"

	"corsplain/explain"
	"corsplain/internal/cases"
)

// BenchmarkDiagnoseSixBlockers is a diagnosis with its replays and the views
// of three browsers: less than 2 ms.
func BenchmarkDiagnoseSixBlockers(b *testing.B) {
	benchmarkCase(b, "../testdata/fetch/six_blockers.txtar", 6)
}

func BenchmarkDiagnoseAllowed(b *testing.B) {
	benchmarkCase(b, "../testdata/fetch/allowed.txtar", 0)
}

func benchmarkCase(b *testing.B, path string, blockers int) {
	b.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	parsed, err := cases.Parse(text)
	if err != nil {
		b.Fatal(err)
	}
	run, err := parsed.Run(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		diagnoser := explain.Diagnoser{Probe: run.Server}
		diagnosis := diagnoser.Diagnose(context.Background(), run.Result.Response, run.Result.Trace)
		if len(diagnosis.Blockers) != blockers {
			b.Fatalf("%d blockers, want %d", len(diagnosis.Blockers), blockers)
		}
	}
}
