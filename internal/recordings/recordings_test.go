package recordings

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/network"
	"corsplain/simulate"
)

const disagreementsFile = "../../testdata/recordings/disagreements.txt"

var show = flag.String("show", "", "print what was recorded and what was done for the scenario with this id")

// origins of the hosts whose cookies users had.
var seeded = []string{
	"http://app.test:8101", "http://api.test:8102", "http://sub.app.test:8103", "http://other.test:8104",
	"https://app.test:8541", "https://sub.app.test:8543", "https://api.test:8542", "https://other.test:8544",
}

// A performer is one browser profile that performs scenarios in order.
type performer struct {
	t       *testing.T
	browser *simulate.Browser
}

func newPerformer(t *testing.T, stage *stage, engine fetchspec.Engine) *performer {
	t.Helper()
	options := stage.options()
	options.Dialect = network.DialectFor(engine.Name)
	client, err := network.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	performer := &performer{t: t, browser: &simulate.Browser{Network: client, Engine: engine}}
	for _, origin := range seeded {
		performer.do(json.RawMessage(fmt.Sprintf(`{"url":"%s/seed","origin":"%s","mode":"navigate"}`, origin, origin)))
	}
	return performer
}

func (performer *performer) do(request json.RawMessage) *simulate.Result {
	performer.t.Helper()
	call, err := simulate.ParseCall(request)
	if err != nil {
		performer.t.Fatalf("%s: %v", request, err)
	}
	result, err := performer.browser.Do(context.Background(), call)
	if err != nil {
		performer.t.Fatalf("%s: %v", request, err)
	}
	return result
}

// perform does a scenario's requests and reduces what came of them.
func (performer *performer) perform(scenario *scenario) compared {
	performer.t.Helper()
	var results []*simulate.Result
	for _, before := range scenario.Setup {
		results = append(results, performer.do(before.Request))
	}
	last := performer.do(scenario.Request)
	results = append(results, last)
	var wire []wireRequest
	var console []string
	for _, result := range results {
		for _, exchange := range result.Trace.Exchanges {
			wire = append(wire, wireRequest{
				Kind: string(exchange.Kind), Method: exchange.Request.Method, URL: exchange.Request.URL.String(),
				Headers: pairsOf(exchange.Request.HeaderList),
			})
		}
		console = append(console, explain.Console(performer.browser.Engine.Name, result.Response, result.Trace)...)
	}
	diagnosis := explain.Diagnose(last.Response, last.Trace)
	return compared{
		verdict: verdictClass(string(diagnosis.Verdict)),
		wire:    wireKey(wire, authorOf(scenario.requests())),
		headers: headerKey(pairsOf(last.Response.HeaderList)),
		console: consoleKey(console),
	}
}

func (scenario *scenario) requests() []json.RawMessage {
	var requests []json.RawMessage
	for _, before := range scenario.Setup {
		requests = append(requests, before.Request)
	}
	return append(requests, scenario.Request)
}

func (scenario *scenario) recorded(engine fetchspec.EngineName) (compared, bool) {
	result, has := scenario.Results[engine]
	if !has || result.Unstable || result.Outcome == "timeout" {
		return compared{}, false
	}
	return compared{
		verdict: verdictClass(result.Outcome),
		wire:    wireKey(result.Wire, authorOf(scenario.requests())),
		headers: headerKey(result.Response.Headers),
		console: consoleKey(result.Console),
	}, true
}

// differences names the parts in which two results differ. Headers are
// compared where both let script read them and the recording has them.
func differences(got, want compared, hasHeaders bool) []string {
	var parts []string
	if got.verdict != want.verdict {
		parts = append(parts, "verdict")
	}
	if got.wire != want.wire {
		parts = append(parts, "wire")
	}
	if want.verdict == "allowed" && hasHeaders && got.headers != want.headers {
		parts = append(parts, "headers")
	}
	if got.console != want.console {
		parts = append(parts, "console")
	}
	return parts
}

func TestEachEngineDoesWhatWasRecordedOfIt(t *testing.T) {
	list := scenarios(t)
	reasons := knownDisagreements(t)
	for _, engine := range []fetchspec.Engine{fetchspec.Chrome(), fetchspec.Firefox(), fetchspec.Safari()} {
		performer := newPerformer(t, newStage(t, list), engine)
		for i := range list {
			scenario := &list[i]
			want, has := scenario.recorded(engine.Name)
			got := performer.perform(scenario)
			if !has {
				continue
			}
			if scenario.ID == *show {
				t.Logf("%s recorded %+v\ndone %+v\nrequest %s", engine.Name, want, got, scenario.Request)
			}
			for _, part := range differences(got, want, scenario.Results[engine.Name].Response.Headers != nil) {
				key := strings.Join([]string{string(engine.Name), part, scenario.ID}, " ")
				if reasons[key] == "" {
					t.Errorf("%s differs; go test -show %s prints both", key, scenario.ID)
				}
				delete(reasons, key)
			}
		}
	}
	for key := range reasons {
		t.Errorf("%s is listed as a disagreement and is none", key)
	}
}

// The Standard without departures does what most browsers do.
func TestTheStandardAgreesWithTwoOfThreeBrowsers(t *testing.T) {
	list := scenarios(t)
	performer := newPerformer(t, newStage(t, list), fetchspec.Standard())
	verdicts, wires := 0, 0
	for i := range list {
		got := performer.perform(&list[i])
		sameVerdict, sameWire := 0, 0
		for engine := range list[i].Results {
			want, has := list[i].recorded(engine)
			if has && want.verdict == got.verdict {
				sameVerdict++
			}
			if has && want.wire == got.wire {
				sameWire++
			}
		}
		if sameVerdict >= 2 {
			verdicts++
		}
		if sameWire >= 2 {
			wires++
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(len(list)) }
	t.Logf("verdict %.2f %%, wire %.2f %% of %d", share(verdicts), share(wires), len(list))
	if share(verdicts) < 98 || share(wires) < 96 {
		t.Errorf("the Standard agrees with two of three in verdict for %.2f %%, on the wire for %.2f %%", share(verdicts), share(wires))
	}
}

// knownDisagreements reads "engine part id…: reason" lines.
func knownDisagreements(t *testing.T) map[string]string {
	t.Helper()
	file, err := os.Open(disagreementsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	known := map[string]string{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		subject, reason, found := strings.Cut(line, ": ")
		words := strings.Fields(subject)
		if !found || len(words) < 3 || !slices.Contains([]string{"verdict", "wire", "headers", "console"}, words[1]) {
			t.Fatalf("%s: %q is not \"ENGINE PART ID…: REASON\"", disagreementsFile, line)
		}
		for _, id := range words[2:] {
			known[strings.Join([]string{words[0], words[1], id}, " ")] = reason
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return known
}
