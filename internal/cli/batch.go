package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"sync"

	"corsplain/internal/nearest"
	"corsplain/internal/report"
	"corsplain/simulate"
)

func batchCommand() *command {
	return &command{
		name:     "batch",
		synopsis: "[options] [FILE]",
		summary:  "judge requests on standard input, one JSON object a line, as one browser",
		about: "Each line is a request object (corsplain schema request), and is answered by a report (corsplain schema report) on a line of its own, in input order, " +
			"as soon as it can be. All lines share cookies, the CORS-preflight cache and connections. A line that is wrong is answered with the verdict invalid, and the next one goes on. " +
			"Empty lines are passed over; a line may have up to 64 MiB.",
		options: batchOptions,
		run:     batch,
	}
}

func batchOptions() []option {
	jobs := option{name: "jobs", short: 'j', argument: "N", help: "how many lines at a time (1, which keeps the order of what they do)", set: setJobs}
	probe := option{name: "probe", help: "send probes, too, which batch does not by itself: they would change what later lines meet", flag: func(s *settings) *bool { return &s.run.probe }}
	return slices.Concat(
		grouped(groupRun, append([]option{jobs, probe}, browserOptions()...)),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, []option{showSecretsOption(), userAgentOption()}),
		grouped(groupOther, []option{configOption(), helpOption()}),
	)
}

// maxJobs bounds what runs at once.
const maxJobs = 256

func setJobs(s *settings, text string) error {
	jobs, err := strconv.Atoi(text)
	if err != nil || jobs < 1 || jobs > maxJobs {
		return wrong("%q is not a number from 1 to %d", text, maxJobs)
	}
	s.run.jobs = jobs
	return nil
}

func batch(ctx context.Context, invocation *invocation) (exitStatus, error) {
	input, err := invocation.batchInput()
	if err != nil {
		return statusUsage, err
	}
	defer input.Close()
	session, err := invocation.newNetworkSession(&invocation.settings, nil)
	if err != nil {
		return statusUsage, err
	}
	defer session.close()
	if !invocation.settings.run.probe {
		session.probe = nil
	}
	run := &batchRun{session: session, jobs: max(invocation.settings.run.jobs, 1)}
	return run.answerLines(ctx, input, invocation.Out)
}

// batchInput is standard input, or the one file that is named.
func (invocation *invocation) batchInput() (io.ReadCloser, error) {
	switch operands := invocation.operands; {
	case len(operands) == 0 || operands[0] == "-":
		return io.NopCloser(invocation.In), nil
	case len(operands) > 1:
		return nil, wrong("batch reads one file, not %d", len(operands))
	default:
		file, err := os.Open(operands[0])
		if err != nil {
			return nil, wrong("%w", fileError(operands[0], err))
		}
		return file, nil
	}
}

// A batchRun answers lines of one input.
type batchRun struct {
	session *session
	jobs    int

	lock   sync.Mutex
	status exitStatus
}

// A pendingAnswer is a line's answer, when it comes.
type pendingAnswer chan []byte

// answerLines answers each line in input order, as soon as it and all before
// it are done. At most jobs lines are in the works and as many wait for their
// turn, so that memory does not grow with the number of lines.
func (run *batchRun) answerLines(ctx context.Context, input io.Reader, output io.Writer) (exitStatus, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pending := make(chan pendingAnswer, run.jobs)
	written := make(chan error, 1)
	go func() { written <- writeAnswers(ctx, pending, output, cancel) }()
	readError := run.readLines(ctx, input, pending)
	close(pending)
	if err := <-written; err != nil {
		return statusUsage, wrong("standard output: %w", err)
	}
	if readError != nil && ctx.Err() == nil {
		return statusUsage, wrong("standard input: %w", readError)
	}
	return run.status, nil
}

// readLines starts a job for each line. A read that waits for input cannot be
// canceled; the loop ends without it when ctx is done.
func (run *batchRun) readLines(ctx context.Context, input io.Reader, pending chan<- pendingAnswer) error {
	lines := startLineReader(ctx, input)
	running := make(chan struct{}, run.jobs)
	for {
		select {
		case <-ctx.Done():
			return nil
		case running <- struct{}{}:
		}
		line, err := lines.next(ctx)
		if err != nil || line == nil {
			return err
		}
		answer := make(pendingAnswer, 1)
		go func() {
			answer <- run.answer(ctx, line)
			<-running
		}()
		select {
		case <-ctx.Done():
			return nil
		case pending <- answer:
		}
	}
}

// writeAnswers writes each answer in one piece: it has left when the next
// one is waited for. What an interrupt cut short is no answer.
func writeAnswers(ctx context.Context, pending <-chan pendingAnswer, output io.Writer, cancel func()) error {
	var failed error
	for answer := range pending {
		line := <-answer
		if failed != nil || ctx.Err() != nil {
			continue
		}
		if _, failed = output.Write(line); failed != nil {
			cancel()
		}
	}
	return failed
}

// answer is a line's answer, with its line end.
func (run *batchRun) answer(ctx context.Context, line *batchLine) []byte {
	made, status := run.answerTo(ctx, line)
	run.lock.Lock()
	run.status = worst(run.status, status)
	run.lock.Unlock()
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(made); err != nil {
		encoder.Encode(report.Invalid(nil, "internal", err.Error()))
	}
	return encoded.Bytes()
}

func (run *batchRun) answerTo(ctx context.Context, line *batchLine) (any, exitStatus) {
	if line.tooLong {
		return report.Invalid(nil, "line-too-long", "the line has more than 64 MiB"), statusUsage
	}
	call, err := simulate.ParseCall(line.text)
	if err != nil {
		return invalidReport(call.ID, err), statusUsage
	}
	if call.Op != "" {
		return run.cookieAnswer(ctx, call)
	}
	judged, err := run.session.judge(ctx, call, nil)
	if err != nil {
		return invalidReport(call.ID, err), statusUsage
	}
	return judged.report, statusOf(judged.report.Verdict)
}

func (run *batchRun) cookieAnswer(ctx context.Context, call simulate.Call) (any, exitStatus) {
	result, err := run.session.browser.Do(ctx, call)
	if err != nil {
		return invalidReport(call.ID, err), statusUsage
	}
	options := report.Options{ShowSecrets: run.session.settings.output.showSecrets}
	return report.NewCookieAnswer(result, options), statusAllowed
}

// invalidReport says what is wrong with a request object, with the field that
// was probably meant.
func invalidReport(id json.RawMessage, err error) *report.Report {
	message := err.Error()
	var invalid *simulate.InvalidCallError
	if errors.As(err, &invalid) {
		if meant, ok := nearest.Word(invalid.Field, simulate.CallFields()); ok && meant != invalid.Field {
			message += "; did you mean " + meant + "?"
		} else if invalid.Hint != "" {
			message += "; " + invalid.Hint
		}
	}
	return report.Invalid(id, "invalid-request", message)
}

// A batchLine is one line of input.
type batchLine struct {
	text    []byte
	tooLong bool // text is not all of it
}

// maxLine is the longest line that is read whole.
const maxLine = 64 << 20

// A lineReader reads lines ahead by none: the next is read when it is asked
// for. Its goroutine ends with the input or with ctx, or else with the
// process, as a read that waits cannot be canceled.
type lineReader struct {
	lines  chan *batchLine
	failed error // valid once lines is closed
}

func startLineReader(ctx context.Context, input io.Reader) *lineReader {
	reader := &lineReader{lines: make(chan *batchLine)}
	go func() {
		defer close(reader.lines)
		buffered := bufio.NewReaderSize(input, 64<<10)
		for {
			line, err := readLine(buffered)
			if err != nil {
				reader.failed = err
				return
			}
			if line == nil {
				return
			}
			select {
			case reader.lines <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return reader
}

// next is the next line; nil at the end of the input.
func (reader *lineReader) next(ctx context.Context) (*batchLine, error) {
	select {
	case <-ctx.Done():
		return nil, nil
	case line, open := <-reader.lines:
		if !open {
			return nil, reader.failed
		}
		return line, nil
	}
}

// readLine reads the next line that is not empty; nil at the end of the input.
// Of a line that is too long, the rest is passed over.
func readLine(input *bufio.Reader) (*batchLine, error) {
	line := &batchLine{}
	for {
		piece, err := input.ReadSlice('\n')
		if !line.tooLong {
			line.text = append(line.text, piece...)
		}
		if len(line.text) > maxLine {
			line.text, line.tooLong = nil, true
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && err != io.EOF:
			return nil, err
		}
		line.text = bytes.TrimSpace(line.text)
		if len(line.text) > 0 || line.tooLong {
			return line, nil
		}
		if err == io.EOF {
			return nil, nil
		}
	}
}
