package intake_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// TestRequestsSurviveTheWayOutAndBackIn: what a report writes to be pasted is
// read as a call that puts the same requests on the wire.
func TestRequestsSurviveTheWayOutAndBackIn(t *testing.T) {
	for name, object := range wantedCalls(t) {
		call, err := simulate.ParseCall([]byte(object))
		if err != nil {
			t.Fatal(err)
		}
		if call.Destination != "" {
			continue // an element's request has no script
		}
		want, made := onTheWire(t, call)
		t.Run(name+"/curl", func(t *testing.T) {
			var text strings.Builder
			if err := report.WriteCurl(&text, made); err != nil {
				t.Fatal(err)
			}
			imported, err := intake.ParsePaste(text.String(), intake.Options{Name: "curl"})
			checkRoundTrip(t, text.String(), imported, err, want)
		})
		t.Run(name+"/fetch", func(t *testing.T) {
			var text strings.Builder
			if err := report.WriteFetch(&text, made); err != nil {
				t.Fatal(err)
			}
			page := intake.Options{Name: "fetch", Origin: call.Origin, Page: call.Page}
			imported, err := intake.ParsePaste(text.String(), page)
			if err == nil {
				// A script cannot fill the jar.
				imported.Calls[0].Call.Cookies = call.Cookies
			}
			checkRoundTrip(t, text.String(), imported, err, want)
		})
		t.Run(name+"/har", func(t *testing.T) {
			var text strings.Builder
			if err := report.WriteHAR(&text, []*report.Report{made}); err != nil {
				t.Fatal(err)
			}
			checkRoundTrip(t, text.String(), archivedCalls(t, text.String()), nil, want)
		})
	}
}

// archivedCalls are the calls of an archive that was written to be read again.
func archivedCalls(t *testing.T, text string) *intake.Import {
	t.Helper()
	imported := &intake.Import{Format: intake.FormatHAR}
	archive := intake.OpenArchive(strings.NewReader(text), intake.Options{})
	for {
		request, err := archive.Next()
		if err == io.EOF {
			return imported
		}
		if err != nil {
			t.Fatal(err)
		}
		if request.Imported.Recording != nil {
			imported.Calls = append(imported.Calls, request.Imported)
		}
	}
}

// wantedCalls are the requests of all files in testdata/intake.
func wantedCalls(t *testing.T) map[string]string {
	t.Helper()
	names, _ := filepath.Glob("../../testdata/intake/*/*.txtar")
	calls := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(content).Files {
			if file.Name == "want" {
				calls[strings.TrimSuffix(filepath.Base(name), ".txtar")] = string(file.Data)
			}
		}
	}
	return calls
}

// A wire notes the requests that it is asked to send, and permits all.
type wire struct{ lines []string }

func (w *wire) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	line := string(request.Kind) + " " + request.Method + " " + request.URL.String()
	var headers []string
	for _, header := range request.HeaderList {
		headers = append(headers, "\n  "+strings.ToLower(header.Name)+": "+header.Value)
	}
	slices.Sort(headers)
	line += strings.Join(headers, "")
	if request.Body != nil {
		line += "\n\n" + string(request.Body.Bytes)
	}
	w.lines = append(w.lines, line)
	response := &fetchspec.HTTPResponse{HTTPVersion: "1.1", Status: 200}
	for answer, asked := range map[string]string{
		"Access-Control-Allow-Origin": "Origin", "Access-Control-Allow-Methods": "Access-Control-Request-Method",
		"Access-Control-Allow-Headers": "Access-Control-Request-Headers",
	} {
		if value, has := request.HeaderList.Get(asked); has {
			response.HeaderList.Append(answer, value)
		}
	}
	response.HeaderList.Append("Access-Control-Allow-Credentials", "true")
	return response, nil
}

func onTheWire(t *testing.T, call simulate.Call) ([]string, *report.Report) {
	t.Helper()
	sent := &wire{}
	browser := &simulate.Browser{Network: sent}
	result, err := browser.Do(context.Background(), call)
	if err != nil {
		t.Fatal(err)
	}
	diagnosis := explain.Diagnose(result.Response, result.Trace)
	return sent.lines, report.New(result, diagnosis, report.Options{ShowSecrets: true})
}

func checkRoundTrip(t *testing.T, text string, imported *intake.Import, err error, want []string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(imported.Calls) != 1 {
		t.Fatalf("%d calls of\n%s", len(imported.Calls), text)
	}
	got, _ := onTheWire(t, imported.Calls[0].Call)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s\n%s", diff, text)
	}
}
