package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
)

func hostileMessage() Message {
	const hostile = "\x1b]0;title\x07\u202ehidden\r\n"
	return Message{
		Engine: fetchspec.EngineChrome, Code: explain.AllowOriginMissing, URL: "https://api.example/?token=open-sesame" + hostile,
		Origin: "https://app.example" + hostile, Method: "PUT" + hostile, Header: "Authorization", Value: "Bearer hunter2hunter2",
		Status: 500, Exchange: "preflight", Redirected: hostile, Message: "X", Text: hostile, Summary: hostile,
		Remedies: []Remedy{{Target: explain.TargetResponse, Change: []Change{{Op: "set", Name: "A" + hostile, Value: hostile}}, Text: hostile, Unlocks: []int{}}},
	}
}

func TestMessageIsValidAgainstItsSchema(t *testing.T) {
	schema := compiledSchema(t, "message")
	for _, message := range []Message{{Engine: fetchspec.EngineSafari}, hostileMessage()} {
		var line bytes.Buffer
		if err := WriteMessageJSON(&line, NewMessage(message, false)); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, line.Bytes()); err != nil {
			t.Errorf("%v\n%s", err, line.String())
		}
	}
}

func TestMessageSchemaNamesTheFieldsOfTheType(t *testing.T) {
	var schema struct{ Properties map[string]any }
	if err := json.Unmarshal(JSONSchema("message"), &schema); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fieldNames(reflect.TypeFor[Message]()), keys(schema.Properties)); diff != "" {
		t.Errorf("(-type +schema):\n%s", diff)
	}
}

func TestNothingOfAMessageReachesTheTerminalAsACommand(t *testing.T) {
	message := NewMessage(hostileMessage(), false)
	var text bytes.Buffer
	if err := WriteMessage(&text, message, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	row := ArchiveRow{Index: 7, Verdict: explain.VerdictBlocked, Kind: "\x1b", Status: 200, Method: "\x1b", URL: "\x1b\u202e", Why: "\x1b"}
	if err := WriteArchiveRow(&text, row, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range text.String() {
		if r != '\n' && unicode.IsControl(r) || r == '\u202e' {
			t.Fatalf("%q in\n%s", r, text.String())
		}
	}
	if strings.Contains(text.String(), "hunter2") || strings.Contains(text.String(), "open-sesame") {
		t.Errorf("a secret in\n%s", text.String())
	}
}

func TestArchiveRowsKeepToTheirWidth(t *testing.T) {
	for _, width := range []int{40, 80, 120} {
		var text bytes.Buffer
		for _, verdict := range []explain.Verdict{"", explain.VerdictAllowed, explain.VerdictBlocked, explain.VerdictUnknown} {
			row := ArchiveRow{
				Index: 12345, Verdict: verdict, Kind: "same-origin", Status: 200, Method: "DELETE",
				URL: "https://api.example/" + strings.Repeat("very/long/", 30), Why: strings.Repeat("word ", 40),
			}
			if err := WriteArchiveRow(&text, row, TextOptions{Width: width}); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(text.String()) {
			if length := len([]rune(strings.TrimSuffix(line, "\n"))); length > width {
				t.Errorf("%d columns of %d: %s", length, width, line)
			}
		}
	}
}
