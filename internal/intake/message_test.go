package intake_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/simulate"
)

func consoleFile(t testing.TB) *txtar.Archive {
	t.Helper()
	content, err := os.ReadFile("../../testdata/intake/console.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return txtar.Parse(content)
}

func TestConsoleLinesTellWhatTheyTell(t *testing.T) {
	archive := consoleFile(t)
	for _, file := range archive.Files {
		if strings.HasPrefix(file.Name, "want ") {
			continue
		}
		t.Run(file.Name, func(t *testing.T) {
			want, _ := section(archive, "want "+file.Name)
			messages, err := intake.ParseConsole(string(file.Data), intake.Options{})
			got := "none"
			if err == nil {
				got = tell(messages)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// tell writes what messages tell, one a line.
func tell(messages []intake.Message) string {
	var lines []string
	for _, message := range messages {
		line := string(message.Engine) + " ?"
		if message.Cause != nil {
			line = string(message.Engine) + " " + message.Cause.ID
		}
		if message.Preflight {
			line += " preflight"
		}
		status := ""
		if message.Status != 0 {
			status = fmt.Sprint(message.Status)
		}
		for _, field := range []struct{ name, value string }{
			{"url", message.URL}, {"first", message.FirstURL}, {"origin", message.Origin}, {"page", message.Page}, {"method", message.Method},
			{"header", message.HeaderName()}, {"value", message.Value}, {"status", status}, {"kind", message.Kind},
		} {
			if field.value != "" {
				line += " " + field.name + "=" + field.value
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// Each message that a browser can print has a known cause, and each cause a
// code that exists.
func TestEveryConsoleTemplateHasACause(t *testing.T) {
	causes := map[string]explain.Cause{}
	for _, cause := range explain.Causes() {
		causes[string(cause.Engine)+" "+cause.ID] = cause
		for _, code := range append([]explain.Code{cause.Code}, values(cause.NetErrors)...) {
			if code != "" && explain.Lookup(code) == nil {
				t.Errorf("%s %s: there is no code %s", cause.Engine, cause.ID, code)
			}
		}
	}
	for _, template := range explain.Templates() {
		id := string(template.Engine) + " " + template.ID
		base := string(template.Engine) + " " + strings.TrimPrefix(template.ID, "Preflight")
		_, quoted := causes[string(template.Engine)+" network.net"]
		known := causes[id].ID != "" || causes[base].PreflightToo || strings.HasPrefix(template.ID, "net:") && quoted ||
			template.ID == "InspectorLine"
		if !known {
			t.Errorf("%s has no cause", id)
		}
	}
}

func values(codes map[string]explain.Code) []explain.Code {
	var list []explain.Code
	for _, code := range codes {
		list = append(list, code)
	}
	return list
}

func FuzzParseConsole(f *testing.F) {
	for _, file := range consoleFile(f).Files {
		f.Add(string(file.Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		messages, err := intake.ParseConsole(text, intake.Options{})
		if err == nil && len(messages) == 0 {
			t.Fatal("neither messages nor an error")
		}
		for i := range messages {
			if messages[i].Engine == "" {
				t.Fatalf("no engine: %+v", messages[i])
			}
			messages[i].Scene(intake.Options{})
		}
	})
}

// A scene is right if the browser prints the message over it.
func TestSceneMakesTheBrowserPrintTheMessage(t *testing.T) {
	archive := consoleFile(t)
	proven := 0
	for _, file := range archive.Files {
		if strings.HasPrefix(file.Name, "want ") {
			continue
		}
		messages, err := intake.ParseConsole(string(file.Data), intake.Options{})
		if err != nil {
			continue
		}
		for i := range messages {
			scene, known := messages[i].Scene(intake.Options{})
			if !known || messages[i].Header == "" && messages[i].URL == "" {
				continue
			}
			engine, _ := fetchspec.EngineByName(messages[i].Engine)
			browser := simulate.Browser{Network: scene.Recording.Replay(), Engine: engine}
			result, err := browser.Do(context.Background(), scene.Call)
			if err != nil {
				t.Errorf("%s: %v", file.Name, err)
				continue
			}
			console := explain.Diagnose(result.Response, result.Trace).Engines[messages[i].Engine].Console
			printed, err := intake.ParseConsole(strings.Join(console, "\n"), intake.Options{})
			if err != nil {
				t.Errorf("%s: the browser would print %q", file.Name, console)
				continue
			}
			if printed[0].Cause == nil || printed[0].Cause != messages[i].Cause {
				t.Errorf("%s: the browser would print %q", file.Name, console)
			}
			proven++
		}
	}
	if proven < 20 {
		t.Errorf("only %d scenes", proven)
	}
}

// Neither does the text of a console make the patterns go over it again and
// again, nor do equal messages.
func TestConsoleNoiseTakesLinearWork(t *testing.T) {
	for name, piece := range map[string]string{
		"beginnings": "Access to fetch at 'x from Cannot load Origin (Reason: GET http://a net::ERR_ ",
		"messages":   "Fetch API cannot load https://a.example/ due to access control checks.\nPreflight response is not successful\n",
	} {
		text := strings.Repeat(piece, 64<<10/len(piece))
		start := time.Now()
		used := allocated(func() { intake.ParseConsole(text, intake.Options{}) })
		if took := time.Since(start); used > 1000<<16 || took > time.Minute {
			t.Errorf("%s: %d bytes took %s and %d MB", name, len(text), took, used>>20)
		}
	}
}
