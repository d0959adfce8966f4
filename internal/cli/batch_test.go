package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"corsplain/internal/cli"
)

// runCLI runs a command with input, and returns its exit status and what it wrote.
func runCLI(input io.Reader, words ...string) (status int, out, errors string) {
	var stdout, stderr bytes.Buffer
	status = cli.Run(context.Background(), words, cli.Streams{
		In: input, Out: &stdout, Err: &stderr,
		LookupEnv: func(string) (string, bool) { return "", false },
	})
	return status, stdout.String(), stderr.String()
}

// An answered report is as much of one as these tests read.
type answered struct {
	ID      json.RawMessage
	Verdict string
	Error   struct{ Code, Message string }
}

func parseAnswers(t *testing.T, output string) []answered {
	t.Helper()
	var answers []answered
	for line := range strings.Lines(output) {
		var answer answered
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		answers = append(answers, answer)
	}
	return answers
}

func TestBatchAnswersALineWithoutWaitingForTheNext(t *testing.T) {
	input, lines := io.Pipe()
	answers, output := io.Pipe()
	done := make(chan int)
	go func() {
		done <- cli.Run(context.Background(), []string{"batch"}, cli.Streams{
			In: input, Out: output, Err: io.Discard,
			LookupEnv: func(string) (string, bool) { return "", false },
		})
		output.Close()
	}()
	reader := bufio.NewReader(answers)
	for i := range 3 {
		fmt.Fprintf(lines, `{"id":%d,"url":"data:,x","origin":"https://app.example"}`+"\n", i)
		answer := make(chan string)
		go func() {
			line, _ := reader.ReadString('\n')
			answer <- line
		}()
		select {
		case line := <-answer:
			if !strings.Contains(line, fmt.Sprintf(`"id":%d,`, i)) {
				t.Fatalf("line %d was answered with %s", i, line)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("line %d was not answered", i)
		}
	}
	lines.Close()
	if status := <-done; status != 0 {
		t.Errorf("exit status %d", status)
	}
}

func TestBatchAnswersInInputOrderWhateverIsDoneFirst(t *testing.T) {
	var running, most atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now := running.Add(1)
		for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
		}
		if r.URL.Path == "/slow" {
			time.Sleep(100 * time.Millisecond)
		}
		running.Add(-1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}))
	defer server.Close()
	var input strings.Builder
	for i := range 24 {
		path := "fast"
		if i%4 == 0 {
			path = "slow"
		}
		fmt.Fprintf(&input, `{"id":%d,"url":"%s/%s?%d","origin":"https://app.example"}`+"\n", i, server.URL, path, i)
	}
	for _, jobs := range []string{"1", "4"} {
		most.Store(0)
		status, out, _ := runCLI(strings.NewReader(input.String()), "batch", "--jobs", jobs)
		if status != 0 {
			t.Errorf("--jobs %s: exit status %d", jobs, status)
		}
		answers := parseAnswers(t, out)
		if len(answers) != 24 {
			t.Fatalf("--jobs %s: %d answers", jobs, len(answers))
		}
		for i, answer := range answers {
			if string(answer.ID) != fmt.Sprint(i) || answer.Verdict != "allowed" {
				t.Errorf("--jobs %s: answer %d is %s, %s", jobs, i, answer.ID, answer.Verdict)
			}
		}
		if limit := map[string]int32{"1": 1, "4": 4}[jobs]; most.Load() > limit {
			t.Errorf("--jobs %s: %d requests at a time", jobs, most.Load())
		}
	}
}

func TestBatchSharesOneBrowserBetweenLines(t *testing.T) {
	var preflights atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
		w.Header().Set("Access-Control-Allow-Methods", "PUT")
		w.Header().Set("Access-Control-Max-Age", "60")
		if r.Method == "OPTIONS" {
			preflights.Add(1)
		}
	}))
	defer server.Close()
	line := fmt.Sprintf(`{"url":"%s/x","origin":"https://app.example","method":"PUT"}`+"\n", server.URL)
	_, out, _ := runCLI(strings.NewReader(line+line+line), "batch")
	if preflights.Load() != 1 {
		t.Errorf("%d preflights, want the first line's alone", preflights.Load())
	}
	if !strings.Contains(out, `"fromCache":true`) {
		t.Error("no report says that the preflight cache answered")
	}
}

func TestBatchPassesOverALineThatIsTooLong(t *testing.T) {
	long := io.MultiReader(
		strings.NewReader(`{"id":1,"url":"data:,`),
		io.LimitReader(endless('a'), 65<<20),
		strings.NewReader("\"}\n"+`{"id":2,"url":"data:,x","origin":"https://app.example"}`),
	)
	status, out, _ := runCLI(long, "batch")
	answers := parseAnswers(t, out)
	if len(answers) != 2 || answers[0].Error.Code != "line-too-long" || answers[1].Verdict != "allowed" {
		t.Errorf("answers %+v", answers)
	}
	if status != 2 {
		t.Errorf("exit status %d, want 2", status)
	}
}

// endless is a reader of one byte over and over.
type endless byte

func (b endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

func TestBatchMemoryDoesNotGrowWithTheNumberOfLines(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const line = `{"url":"data:text/plain,hello","origin":"https://app.example"}` + "\n"
	peak := func(lines int) uint64 {
		runtime.GC()
		meter := &heapMeter{}
		cli.Run(context.Background(), []string{"batch"}, cli.Streams{
			In: strings.NewReader(strings.Repeat(line, lines)), Out: meter, Err: io.Discard,
			LookupEnv: func(string) (string, bool) { return "", false },
		})
		return meter.live
	}
	few, many := peak(500), peak(4000)
	if many > few+8<<20 {
		t.Errorf("%d bytes are live after 500 lines, %d after 4000", few, many)
	}
}

// A heapMeter is an output that looks at the live heap now and then.
type heapMeter struct {
	writes int
	live   uint64
}

func (meter *heapMeter) Write(p []byte) (int, error) {
	if meter.writes++; meter.writes%500 == 0 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		meter.live = max(meter.live, stats.HeapAlloc)
	}
	return len(p), nil
}

func TestBatchEndsWhenNobodyReadsItsOutput(t *testing.T) {
	input := strings.Repeat(`{"url":"data:,x","origin":"https://app.example"}`+"\n", 100)
	var stderr bytes.Buffer
	status := cli.Run(context.Background(), []string{"batch"}, cli.Streams{
		In: strings.NewReader(input), Out: brokenPipe{}, Err: &stderr,
		LookupEnv: func(string) (string, bool) { return "", false },
	})
	if status != 2 || !strings.Contains(stderr.String(), "corsplain: standard output: ") {
		t.Errorf("exit status %d, %s", status, stderr.String())
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func FuzzBatchAnswersEveryLine(f *testing.F) {
	f.Add(`{"url":"data:,x"}`, `{"id":1}`)
	f.Add("null", "[]")
	f.Add(`{"headers":[["a"]]}`, "\x00\xff")
	f.Fuzz(func(t *testing.T, first, second string) {
		for _, line := range []string{first, second} {
			// A request that would be sent is for other tests.
			if strings.Contains(line, "://") || strings.Contains(line, "http") || strings.Contains(line, `\`) {
				t.Skip()
			}
		}
		want := 0
		for line := range strings.Lines(first + "\n" + second) {
			if len(bytes.TrimSpace([]byte(line))) > 0 {
				want++
			}
		}
		_, out, _ := runCLI(strings.NewReader(first+"\n"+second), "batch", "--strict")
		if got := len(parseAnswers(t, out)); got != want {
			t.Fatalf("%d answers to %d lines: %s", got, want, out)
		}
	})
}
