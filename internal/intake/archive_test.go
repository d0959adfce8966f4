package intake_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/simulate"
)

func archiveRequests(t testing.TB, name string, options intake.Options) []*intake.ArchivedRequest {
	t.Helper()
	content, err := os.ReadFile("../../testdata/har/" + name + ".har")
	if err != nil {
		t.Fatal(err)
	}
	archive := intake.OpenArchive(bytes.NewReader(content), options)
	var requests []*intake.ArchivedRequest
	for {
		request, err := archive.Next()
		if err == io.EOF {
			return requests
		}
		if err != nil {
			t.Fatal(err)
		}
		requests = append(requests, request)
	}
}

// verdictOf judges a request by its recording, as the given engine.
func verdictOf(t testing.TB, request *intake.ArchivedRequest, name fetchspec.EngineName) explain.Verdict {
	t.Helper()
	if request.Doubt != "" || request.Imported.Recording == nil {
		return explain.VerdictUnknown
	}
	engine, _ := fetchspec.EngineByName(name)
	replay := request.Imported.Recording.Replay()
	browser := simulate.Browser{Network: replay, Engine: engine}
	result, err := browser.Do(context.Background(), request.Imported.Call)
	if err != nil {
		t.Fatal(err)
	}
	if replay.Missing() != nil {
		return explain.VerdictUnknown
	}
	return explain.Diagnose(result.Response, result.Trace).Verdict
}

// testdata/har/record.mjs had real browsers perform scenarios, and their
// developer tools export the archives. What the page saw is what the archive
// is judged to say, or that there is no telling.
func TestArchiveOfARealChromiumGivesTheVerdictsThatItGave(t *testing.T) {
	compared := compareArchive(t, "chromium", fetchspec.EngineChrome)
	if compared.scenarios < 100 || compared.unknown > 0 || compared.wrong > 0 {
		t.Errorf("%+v", compared)
	}
}

// Firefox's archives do not tell whether a response was kept from the page, so
// what only credentials: "include" forbids looks allowed.
func TestArchiveOfARealFirefoxGivesTheVerdictsThatItGave(t *testing.T) {
	compared := compareArchive(t, "firefox", fetchspec.EngineFirefox)
	if compared.scenarios < 100 || compared.unknown > 5 || compared.wrong > 5 || compared.wronglyBlocked > 1 {
		t.Errorf("%+v", compared)
	}
}

// A comparison counts scenarios.
type comparison struct {
	scenarios, unknown, wrong int
	wronglyBlocked            int // of those that are wrong
}

func compareArchive(t *testing.T, name string, engine fetchspec.EngineName) comparison {
	outcomes := map[string]explain.Verdict{}
	text, err := os.ReadFile("../../testdata/har/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &outcomes); err != nil {
		t.Fatal(err)
	}
	var compared comparison
	seen := map[string]bool{}
	for _, request := range archiveRequests(t, name, intake.Options{}) {
		_, path, scenario := strings.Cut(request.URL, "/s/")
		id, _, _ := strings.Cut(path, "/")
		if !scenario || seen[id] || request.Kind == intake.ArchivedPreflight {
			continue
		}
		seen[id] = true
		compared.scenarios++
		got, want := verdictOf(t, request, engine), outcomes[id]
		switch {
		case got == want, got == explain.VerdictFailed && want == explain.VerdictBlocked:
		case got == explain.VerdictAllowed && want == explain.VerdictOpaque && request.Method == "POST":
			// Over plain http nothing tells a POST in mode no-cors from one in
			// mode cors that is allowed.
		case got == explain.VerdictUnknown:
			compared.unknown++
			t.Logf("%s: unknown, was %s: %s", id, want, request.Doubt)
		default:
			compared.wrong++
			if got == explain.VerdictBlocked {
				compared.wronglyBlocked++
			}
			t.Logf("%s: %s, was %s; notes %q", id, got, want, request.Imported.Notes)
		}
	}
	return compared
}

// What each producer's peculiarities come to: "index kind verdict", with "-"
// where nothing is judged.
func TestArchivesOfEachProducer(t *testing.T) {
	for name, want := range map[string]string{
		"chrome_sanitized": `
0 navigation -
1 cross-origin allowed preflights [2]
3 cross-origin unknown the browser did not send this (net::ERR_BLOCKED_BY_CLIENT): an extension such as an ad blocker, or the page's own policy, blocked it
4 cross-origin failed
5 cross-origin opaque
6 other -
7 other -`,
		"safari": `
0 navigation -
1 cross-origin allowed
2 cross-origin blocked
3 cross-origin unknown`,
		"mitmproxy": `
0 preflight blocked
2 cross-origin allowed preflights [1]
3 other - neither an Origin nor a Referer header says which page makes this request`,
		"charles": `
0 cross-origin blocked`,
		"fiddler": `
0 cross-origin blocked`,
		"postman": `
0 other - neither an Origin nor a Referer header says which page makes this request`,
	} {
		var lines []string
		for _, request := range archiveRequests(t, name, intake.Options{}) {
			verdict := "-"
			if request.Imported.Recording != nil {
				verdict = string(verdictOf(t, request, fetchspec.EngineStandard))
			}
			line := fmt.Sprintf("%d %s %s %s", request.Index, request.Kind, verdict, request.Doubt)
			if len(request.Preflights) > 0 {
				line += fmt.Sprintf("preflights %v", request.Preflights)
			}
			lines = append(lines, strings.TrimSpace(line))
		}
		if diff := cmp.Diff(strings.TrimSpace(want), strings.Join(lines, "\n")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestArchiveOfPostmanIsJudgedForThePageThatIsGiven(t *testing.T) {
	requests := archiveRequests(t, "postman", intake.Options{Origin: "https://app.example.com"})
	call := requests[0].Imported.Call
	if requests[0].Kind != intake.ArchivedCrossOrigin || call.Origin != "https://app.example.com" || call.Method != "POST" {
		t.Errorf("%+v", requests[0])
	}
	if verdict := verdictOf(t, requests[0], fetchspec.EngineStandard); verdict != explain.VerdictUnknown {
		t.Errorf("%s, although no preflight is recorded", verdict)
	}
}

func FuzzArchive(f *testing.F) {
	for _, name := range []string{"chrome_sanitized", "safari", "mitmproxy", "charles", "fiddler", "postman"} {
		content, err := os.ReadFile("../../testdata/har/" + name + ".har")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		archive := intake.OpenArchive(bytes.NewReader(content), intake.Options{})
		for range len(content) + 1 {
			if _, err := archive.Next(); err != nil {
				return
			}
		}
		t.Fatal("more requests than bytes")
	})
}
