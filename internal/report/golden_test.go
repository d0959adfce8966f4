package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// checkGolden compares got with a file in testdata. Every file holds all
// samples, so that it can be read in one sitting.
func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got), -update rewrites it:\n%s", path, diff)
	}
}

// inOneFile is every sample in a format, each under its name.
func inOneFile(t *testing.T, format string, options TextOptions) []byte {
	t.Helper()
	var all bytes.Buffer
	for _, sample := range samples(t) {
		fmt.Fprintf(&all, "<<< %s\n%s>>> %s\n\n", sample.name, formatted(t, format, sample.report(), options), sample.name)
	}
	invalid := Invalid(json.RawMessage(`1`), "request", `origin "app.example.com": it must be an origin, as in https://app.example.com`)
	fmt.Fprintf(&all, "<<< invalid\n%s>>> invalid\n", formatted(t, format, invalid, options))
	return all.Bytes()
}

func TestTextReadsAsItShould(t *testing.T) {
	checkGolden(t, "text.txt", inOneFile(t, "text", TextOptions{}))
}

func TestTextReadsAsItShouldInFortyColumns(t *testing.T) {
	checkGolden(t, "text-40.txt", inOneFile(t, "text", TextOptions{Width: 40}))
}

func TestTextReadsAsItShouldInWideTerminals(t *testing.T) {
	checkGolden(t, "text-120.txt", inOneFile(t, "text", TextOptions{Width: 120}))
}

func TestVerboseTextReadsAsItShould(t *testing.T) {
	checkGolden(t, "text-verbose.txt", inOneFile(t, "text", TextOptions{Verbose: true}))
}

func TestColoredTextReadsAsItShould(t *testing.T) {
	checkGolden(t, "text-color.txt", inOneFile(t, "text", TextOptions{Color: true}))
}

func TestMarkdownReadsAsItShould(t *testing.T) {
	checkGolden(t, "markdown.txt", inOneFile(t, "markdown", TextOptions{}))
}

func TestCurlCommandsReadAsTheyShould(t *testing.T) {
	checkGolden(t, "curl.txt", inOneFile(t, "curl", TextOptions{}))
}

func TestScriptsReadAsTheyShould(t *testing.T) {
	checkGolden(t, "fetch.txt", inOneFile(t, "fetch", TextOptions{}))
}

func TestJSONReadsAsItShould(t *testing.T) {
	var all bytes.Buffer
	for _, sample := range samples(t) {
		var line bytes.Buffer
		if err := WriteJSON(&line, sample.report()); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "<<< %s\n", sample.name)
		if err := json.Indent(&all, bytes.TrimSpace(line.Bytes()), "", " "); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "\n>>> %s\n\n", sample.name)
	}
	checkGolden(t, "json.txt", all.Bytes())
}

func TestArchiveReadsAsItShould(t *testing.T) {
	var reports []*Report
	for _, name := range []string{"method not listed", "redirect", "connection refused", "XMLHttpRequest"} {
		reports = append(reports, sampleNamed(t, name).report())
	}
	var archive bytes.Buffer
	if err := WriteHAR(&archive, reports); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "archive.har", bytes.ReplaceAll(archive.Bytes(), []byte(`"version": "`+version()+`"`), []byte(`"version": "VERSION"`)))
}
