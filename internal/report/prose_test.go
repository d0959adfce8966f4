package report

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/internal/cases"
)

// TestProseReadsAsItShould keeps every explanation in one file, as people see
// it in 80 columns: the cases' diagnoses, in the order of their names. It is
// there to be read from end to end, aloud.
func TestProseReadsAsItShould(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/fetch/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no cases: %v", err)
	}
	slices.Sort(paths)
	var prose bytes.Buffer
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		fmt.Fprintf(&prose, "<<< %s\n", name)
		writeCase(t, &prose, path)
		fmt.Fprintf(&prose, ">>> %s\n\n", name)
	}
	checkGolden(t, "../../../testdata/prose.txt", prose.Bytes())
}

func writeCase(t *testing.T, prose *bytes.Buffer, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := cases.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	run, err := parsed.Run(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	fmt.Fprintf(prose, "%s\n\n", parsed.Comment)
	diagnoser := explain.Diagnoser{Probe: run.Server}
	diagnosis := diagnoser.Diagnose(context.Background(), run.Result.Response, run.Result.Trace)
	if err := WriteText(prose, New(run.Result, diagnosis, Options{}), TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
}
