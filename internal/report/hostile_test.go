package report

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"

	"github.com/charmbracelet/x/ansi"
)

// hostile is what nobody should ever see on a screen as it is: it clears the
// screen, sets the title, turns the text around, hides letters, is no UTF-8.
const hostile = "\x1b[2J\x1b]0;owned\x07\r\n\t\x00\x7f\u0085\u202egnp\u2066\u200b\ufeff\U000e0041\xff\xfe\u2028日本語"

// sampleHostile has hostile strings wherever one can come from outside.
func sampleHostile(t testing.TB) sample { return sampleOf(t, hostile) }

func sampleOf(t testing.TB, text string) sample {
	call := simulate.Call{
		URL: "https://api.example.com/" + text, Origin: "https://app.example.com", Page: "https://app.example.com/" + text, Method: "PUT",
		Headers: []simulate.HeaderField{{Name: "X-" + text, Value: text}}, Body: []byte(text), BodyType: simulate.BodyBlob, BlobType: text, Credentials: text,
	}
	url := parseURL(t, "https://api.example.com/path?q=%1b")
	header := fetchspec.Header{Name: text, Value: text}
	evidence := explain.Evidence{Where: "response", Name: text, Value: text, Note: text, Marks: []explain.Mark{{Start: 0, End: len(text) / 2}, {Start: len(text), End: len(text)}}}
	absent := explain.Evidence{Where: "response", Name: "X" + text, Absent: true, Note: text}
	received := answer(500, text, text+"\n"+text, header, fetchspec.Header{Name: "Content-Type", Value: text}, fetchspec.Header{Name: "Location", Value: text})
	received.RemoteAddress = text
	received.HTTPVersion = text
	received.Interim = []fetchspec.InterimResponse{{Status: 103, HeaderList: fetchspec.HeaderList{header}}}
	received.Body.Err = errors.New(text)
	failed := exchangeOf(fetchspec.ExchangeRequest, url, text, fetchspec.HeaderList{header}, nil)
	failed.Err = &fetchspec.ExchangeError{Kind: fetchspec.NetworkFailure(text), Err: errors.New(text), RemoteAddress: text}
	first := exchangeOf(fetchspec.ExchangePreflight, url, text, fetchspec.HeaderList{header, {Name: "Access-Control-Request-Method", Value: text}}, received)
	first.Cookies = []fetchspec.CookieDecision{{Cookie: fetchspec.Cookie{Name: text}, Reason: fetchspec.CookieReason(text)}}
	first.SetCookies = []fetchspec.CookieDecision{{Cookie: fetchspec.Cookie{Name: text}}}
	made := resultOf(t, simulate.Call{URL: url.String(), Method: text}, networkError(text, text, 0), first, failed)
	made.Call = call
	made.Dropped = []fetchspec.DroppedHeader{{Header: header, Reason: fetchspec.DropForbidden}}
	step := fetchspec.Step{Algorithm: text, Number: text}
	finding := explain.Finding{Code: "some-code", Step: step, SpecURL: "https://" + text, Summary: text, Detail: text, Evidence: []explain.Evidence{evidence, absent}}
	view := explain.EngineView{Verdict: explain.VerdictUnknown, Why: text, Console: []string{text}, Exchanges: made.Trace.Exchanges, Response: made.Response}
	return sample{name: "hostile", result: made, diagnosis: explain.Diagnosis{
		Verdict:   explain.VerdictBlocked,
		Preflight: explain.PreflightNeed{Needed: true, Reasons: []explain.PreflightReason{{Kind: "header", Name: text, Value: text, Why: text}}},
		Blockers:  []explain.Finding{finding, finding},
		Warnings:  []explain.Finding{finding},
		Remedies: []explain.Remedy{{
			Target: explain.TargetResponse, Text: text, Cost: text, Proven: true,
			Change: []explain.Change{{Op: "set", Name: text, Value: text}, {Op: "remove", Name: text}},
		}},
		Repaired: explain.Repaired{Verdict: explain.VerdictUnknown, Why: text},
		Engines: map[fetchspec.EngineName]explain.EngineView{
			fetchspec.EngineChrome: view, fetchspec.EngineFirefox: {Verdict: explain.VerdictAllowed, Console: []string{text}},
		},
		Probes: []fetchspec.Exchange{first},
		Layers: []explain.Layer{{Name: text, Role: "app", Confidence: "certain", Evidence: []explain.Evidence{evidence}}},
		Checks: [][]explain.CheckResult{{{Step: step, Code: "some-code", Evidence: &evidence}}},
	}}
}

// checkShown fails for output that does more than appear on a screen.
func checkShown(t testing.TB, output string) {
	t.Helper()
	if !utf8.ValidString(output) {
		t.Errorf("the output is not UTF-8: %q", output)
	}
	for i, r := range output {
		if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
			t.Errorf("%U at %d: %q", r, i, output[max(0, i-20):min(len(output), i+20)])
			return
		}
	}
}

func textOf(t testing.TB, report *Report, options TextOptions) string {
	t.Helper()
	var text bytes.Buffer
	if err := WriteText(&text, report, options); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func formatted(t testing.TB, name string, report *Report, options TextOptions) string {
	t.Helper()
	format, found := FormatNamed(name)
	if !found {
		t.Fatalf("no format called %q", name)
	}
	var output bytes.Buffer
	if err := format.Write(&output, []*Report{report}, options); err != nil {
		t.Fatal(err)
	}
	return output.String()
}

func TestHostileStringsDoNothingToTheScreen(t *testing.T) {
	hostileSamples := []sample{sampleHostile(t), sampleOf(t, strings.Repeat(hostile, 200)), sampleOf(t, "")}
	for _, sample := range hostileSamples {
		for _, secrets := range []bool{false, true} {
			sample.options.ShowSecrets = secrets
			report := sample.report()
			for _, verbose := range []bool{false, true} {
				for _, name := range []string{"text", "json", "markdown", "curl", "fetch", "har"} {
					checkShown(t, formatted(t, name, report, TextOptions{Verbose: verbose}))
				}
			}
		}
	}
	for _, report := range []*Report{Invalid(nil, hostile, hostile), Unknown(nil, hostile, hostile)} {
		checkShown(t, textOf(t, report, TextOptions{}))
	}
}

func TestColorsAreTheOnlyEscapes(t *testing.T) {
	colored := textOf(t, sampleHostile(t).report(), TextOptions{Color: true, Verbose: true})
	plain := textOf(t, sampleHostile(t).report(), TextOptions{Verbose: true})
	if !strings.Contains(colored, "\x1b[") {
		t.Error("no color")
	}
	if ansi.Strip(colored) != plain {
		t.Error("without its escapes, the colored text is not the plain one")
	}
}

func TestTextIsBounded(t *testing.T) {
	huge := sampleOf(t, strings.Repeat("0123456789 ", 30_000))
	if size := len(textOf(t, huge.report(), TextOptions{})); size > 60_000 {
		t.Errorf("%d bytes of text", size)
	}
}

func FuzzTextHasNoControlCharacters(f *testing.F) {
	f.Add(hostile, 80, false)
	f.Add("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", 40, true)
	f.Add("e\u0301\u200d👩‍👩‍👧‍👦 한국어", 120, true)
	f.Fuzz(func(t *testing.T, text string, width int, verbose bool) {
		report := sampleOf(t, text).report()
		output := textOf(t, report, TextOptions{Width: width, Verbose: verbose})
		checkShown(t, output)
		checkWidth(t, output, min(max(width, minWidth), maxWidth), pastedLines(report))
		for _, name := range []string{"json", "markdown", "curl", "fetch", "har"} {
			checkShown(t, formatted(t, name, report, TextOptions{Verbose: verbose}))
		}
	})
}

// pastedLines are the lines that may be wider than the screen.
func pastedLines(report *Report) map[string]bool {
	lines := map[string]bool{}
	for _, verbose := range []bool{false, true} {
		for _, section := range documentOf(report, verbose).sections {
			for _, block := range section.blocks {
				pasted, _ := block.(pasteLines)
				for _, line := range pasted {
					lines[strings.TrimSpace(string(line))] = true
				}
			}
		}
	}
	return lines
}

func checkWidth(t testing.TB, output string, width int, pasted map[string]bool) {
	t.Helper()
	for line := range strings.Lines(output) {
		line = strings.TrimSuffix(line, "\n")
		if got := ansi.StringWidth(line); got > width && !pasted[strings.TrimSpace(line)] {
			t.Errorf("%d columns, not %d: %s", got, width, line)
		}
	}
}

func TestNoLineIsWiderThanTheScreen(t *testing.T) {
	for _, width := range []int{0, 1, 40, 60, 80, 120, 500} {
		shownWidth := min(max(width, minWidth), maxWidth)
		if width == 0 {
			shownWidth = DefaultWidth
		}
		for _, sample := range append(samples(t), sampleHostile(t), sampleOf(t, strings.Repeat("日本語のヘッダー", 60)), sampleOf(t, strings.Repeat("x", 500))) {
			for _, verbose := range []bool{false, true} {
				t.Run(fmt.Sprint(sample.name, width, verbose), func(t *testing.T) {
					report := sample.report()
					checkWidth(t, textOf(t, report, TextOptions{Width: width, Verbose: verbose}), shownWidth, pastedLines(report))
				})
			}
		}
	}
}
