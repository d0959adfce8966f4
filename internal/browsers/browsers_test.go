//go:build unix

package browsers

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/network"
	"corsplain/internal/playground"
	"corsplain/simulate"
)

//go:embed testdata/runner.html
var runner []byte

// patience is how long a browser may take for all calls.
const patience = 90 * time.Second

// A pageCall is a call as the runner makes it.
type pageCall struct {
	URL         string         `json:"url"`
	Destination string         `json:"destination,omitempty"`
	Init        map[string]any `json:"init,omitempty"`
}

// A seen result is what script could see.
type seen struct {
	Outcome string      `json:"outcome"` // "allowed", "opaque", "error", or "loaded" for an image
	Status  int         `json:"status"`
	Headers [][2]string `json:"headers"`
}

func TestChromiumDoesWhatIsSaidOfChrome(t *testing.T) {
	program := require(t, "chromium", "chromium-browser", "google-chrome")
	profile := t.TempDir()
	run(t, fetchspec.Chrome(), func(ctx context.Context, address string) *exec.Cmd {
		return exec.CommandContext(ctx, program,
			"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--user-data-dir="+profile, "--remote-debugging-port=0", address)
	})
}

func TestFirefoxDoesWhatIsSaidOfFirefox(t *testing.T) {
	program := require(t, "firefox-esr", "firefox")
	profile := t.TempDir()
	run(t, fetchspec.Firefox(), func(ctx context.Context, address string) *exec.Cmd {
		command := exec.CommandContext(ctx, program, "--headless", "--no-remote", "--profile", profile, address)
		command.Env = append(os.Environ(), "MOZ_DISABLE_AUTO_SAFE_MODE=1", "HOME="+profile)
		return command
	})
}

// require finds a program under one of its names.
func require(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", names[0])
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// run compares a browser with its engine here, over all endpoints.
func run(t *testing.T, engine fetchspec.Engine, start func(ctx context.Context, address string) *exec.Cmd) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	server, err := playground.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	results := make(chan []seen, 1)
	page := httptest.NewServer(pageHandler(t, callsOf(server.URL), results))
	defer page.Close()

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	output := &lockedBuffer{}
	browser := start(ctx, page.URL+"/")
	browser.Stdout, browser.Stderr = output, output
	// A browser is many processes: end all of them.
	browser.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	browser.Cancel = func() error { return syscall.Kill(-browser.Process.Pid, syscall.SIGKILL) }
	if err := browser.Start(); err != nil {
		t.Fatal(err)
	}
	defer browser.Wait()
	defer cancel()
	select {
	case list := <-results:
		compare(t, engine, page.URL, server.URL, list)
		if engine.Name == fetchspec.EngineChrome {
			compareConsole(t, engine, page.URL, server.URL, output)
		}
	case <-ctx.Done():
		t.Fatalf("no results within %s; it printed:\n%s", patience, output.String())
	}
}

func pageHandler(t *testing.T, calls []pageCall, results chan<- []seen) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(runner)
	})
	mux.HandleFunc("GET /calls.json", func(w http.ResponseWriter, _ *http.Request) {
		if err := json.NewEncoder(w).Encode(calls); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("POST /results", func(_ http.ResponseWriter, r *http.Request) {
		var list []seen
		if err := json.NewDecoder(r.Body).Decode(&list); err != nil {
			t.Error(err)
		}
		results <- list
	})
	return mux
}

// endpoints are those whose call any page can make: the playground's own page
// origin is one that it only pretends to be.
func endpoints() []playground.Endpoint {
	return slices.DeleteFunc(playground.Endpoints(), func(endpoint playground.Endpoint) bool { return endpoint.Call.Origin != "" })
}

func callsOf(address string) []pageCall {
	var calls []pageCall
	for _, endpoint := range endpoints() {
		call := pageCall{URL: address + endpoint.Path, Destination: endpoint.Call.Destination}
		init := map[string]any{}
		if endpoint.Call.Method != "" {
			init["method"] = endpoint.Call.Method
		}
		if endpoint.Call.Body != nil {
			init["body"] = string(endpoint.Call.Body)
		}
		if endpoint.Call.Credentials != "" {
			init["credentials"] = endpoint.Call.Credentials
		}
		if len(endpoint.Call.Headers) > 0 {
			headers := map[string]string{}
			for _, header := range endpoint.Call.Headers {
				headers[header.Name] = header.Value
			}
			init["headers"] = headers
		}
		call.Init = init
		calls = append(calls, call)
	}
	return calls
}

// simulated performs an endpoint's call as the page does.
func simulated(t *testing.T, engine fetchspec.Engine, client *network.Client, origin, address string, endpoint playground.Endpoint) *simulate.Result {
	t.Helper()
	call := endpoint.Call
	call.URL, call.Origin = address+endpoint.Path, origin
	result, err := (&simulate.Browser{Network: client, Engine: engine}).Do(context.Background(), call)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func newClient(t *testing.T) *network.Client {
	t.Helper()
	client, err := network.New(network.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func compare(t *testing.T, engine fetchspec.Engine, origin, address string, list []seen) {
	t.Helper()
	all := endpoints()
	if len(list) != len(all) {
		t.Fatalf("%d results for %d calls", len(list), len(all))
	}
	client := newClient(t)
	for i, endpoint := range all {
		result := simulated(t, engine, client, origin, address, endpoint)
		if got, want := outcomeOf(result, endpoint), list[i].Outcome; got != want {
			t.Errorf("%s: %s, but the browser %s", endpoint.Path, got, want)
			continue
		}
		if list[i].Outcome != "allowed" {
			continue
		}
		if got, want := readable(result), readableNames(list[i].Headers); got != want {
			t.Errorf("%s: script can read %s, but in the browser %s", endpoint.Path, got, want)
		}
	}
}

func outcomeOf(result *simulate.Result, endpoint playground.Endpoint) string {
	verdict := explain.Diagnose(result.Response, result.Trace).Verdict
	switch {
	case verdict == explain.VerdictBlocked || verdict == explain.VerdictFailed:
		return "error"
	case endpoint.Call.Destination == "image":
		return "loaded"
	}
	return string(verdict)
}

// readable are the names of the headers that script can read. Content-Length
// is left out: it says how the server sent the body.
func readable(result *simulate.Result) string {
	var pairs [][2]string
	for _, header := range result.Response.HeaderList {
		pairs = append(pairs, [2]string{header.Name, header.Value})
	}
	return readableNames(pairs)
}

func readableNames(pairs [][2]string) string {
	var names []string
	for _, pair := range pairs {
		if name := strings.ToLower(pair[0]); name != "content-length" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// compareConsole looks for each line that Chromium is said to print in what it
// printed.
func compareConsole(t *testing.T, engine fetchspec.Engine, origin, address string, output *lockedBuffer) {
	t.Helper()
	client := newClient(t)
	printed := output.String()
	for _, endpoint := range endpoints() {
		result := simulated(t, engine, client, origin, address, endpoint)
		for _, line := range explain.Console(engine.Name, result.Response, result.Trace) {
			if strings.HasPrefix(line, "Access to ") && !strings.Contains(printed, line) {
				t.Errorf("%s: Chromium did not print %q", endpoint.Path, line)
			}
		}
	}
}

// A lockedBuffer is written by a browser while a test reads it.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

var _ io.Writer = (*lockedBuffer)(nil)

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
