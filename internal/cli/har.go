package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"corsplain/explain"
	"corsplain/internal/intake"
	"corsplain/internal/report"
)

// archiveSettings choose among the requests of an archive.
type archiveSettings struct {
	entries []int
	url     string
	only    string
}

func harCommand() *command {
	return &command{
		name:     "har",
		synopsis: "[options] FILE | -",
		summary:  "judge the requests that an HTTP archive holds, without any network",
		about: "Reads what browsers' developer tools and proxies export, of any size, and replays it. The table lists every request; " +
			"--entry and --url show the reports of some.",
		options: harOptions,
		run:     runHAR,
	}
}

func harOptions() []option {
	return slices.Concat(
		grouped(groupRequest, []option{
			{name: "entry", argument: "N", help: "show the request with this number; can be repeated", set: setEntry},
			{name: "url", argument: "PATTERN", help: "show requests whose URL contains PATTERN, in which * stands for anything", text: func(s *settings) *string { return &s.archive.url }},
			{name: "only", argument: "VERDICT", values: []string{"blocked", "allowed", "opaque", "failed", "unknown"}, help: "leave out all requests with other verdicts", text: func(s *settings) *string { return &s.archive.only }},
			{name: "live", help: "make the request again, over the network", flag: func(s *settings) *bool { return &s.intake.live }},
		}),
		grouped(groupPage, importOptions()),
		grouped(groupRun, append(browserOptions(), fixOption())),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, append(reportOptions(), verboseOption())),
		grouped(groupOther, []option{helpOption()}),
	)
}

func setEntry(s *settings, text string) error {
	index, err := strconv.Atoi(text)
	if err != nil || index < 0 {
		return wrong("%q is not the number of an entry, which begin at 0", text)
	}
	s.archive.entries = append(s.archive.entries, index)
	return nil
}

func runHAR(ctx context.Context, invocation *invocation) (exitStatus, error) {
	if len(invocation.operands) != 1 {
		return statusUsage, wrong("har reads one file, or - for standard input")
	}
	name := invocation.operands[0]
	if name == "-" {
		return invocation.judgeArchive(ctx, "standard input", invocation.In, 0)
	}
	file, err := os.Open(name)
	if err != nil {
		return statusUsage, wrong("%w", fileError(name, err))
	}
	defer file.Close()
	size := int64(0)
	if info, err := file.Stat(); err == nil {
		size = info.Size()
	}
	return invocation.judgeArchive(ctx, name, file, size)
}

// judgeArchive judges the requests of an archive of that size, 0 if it is not
// known, each as soon as it is read.
func (invocation *invocation) judgeArchive(ctx context.Context, name string, source io.Reader, size int64) (exitStatus, error) {
	chosen := &invocation.settings.archive
	if invocation.settings.intake.live && len(chosen.entries) == 0 && chosen.url == "" {
		return statusUsage, wrong("--live makes requests again: say which").hint("add --entry N, or --url PATTERN")
	}
	options, err := invocation.intakeOptions(name)
	if err != nil {
		return statusUsage, err
	}
	run := &archiveRun{
		invocation: invocation, archive: intake.OpenArchive(source, options),
		progress: invocation.startProgress(size), counts: map[explain.Verdict]int{},
	}
	run.asTable = invocation.formatName() == "text" && len(chosen.entries) == 0 && chosen.url == ""
	defer run.progress.end()
	if err := run.judgeAll(ctx); err != nil {
		return statusUsage, err
	}
	if ctx.Err() != nil {
		return statusInterrupted, nil
	}
	return run.finish()
}

// An archiveRun goes through an archive.
type archiveRun struct {
	invocation *invocation
	archive    *intake.Archive
	progress   *progress
	asTable    bool

	rows       int // written so far
	counts     map[explain.Verdict]int
	sameOrigin int
	requests   int
	status     exitStatus
}

func (run *archiveRun) judgeAll(ctx context.Context) error {
	for ctx.Err() == nil {
		request, err := run.archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		run.progress.reach(run.archive.Offset())
		if !run.isChosen(request) {
			continue
		}
		run.requests++
		if err := run.take(ctx, request); err != nil {
			return err
		}
	}
	return nil
}

// isChosen reports whether --entry and --url mean a request.
func (run *archiveRun) isChosen(request *intake.ArchivedRequest) bool {
	chosen := &run.invocation.settings.archive
	if len(chosen.entries) > 0 && !slices.ContainsFunc(request.Entries(), func(index int) bool { return slices.Contains(chosen.entries, index) }) {
		return false
	}
	return chosen.url == "" || matchesPattern(request.URL, chosen.url)
}

// matchesPattern reports whether a text contains a pattern, in which * stands
// for anything.
func matchesPattern(text, pattern string) bool {
	for part := range strings.SplitSeq(pattern, "*") {
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}

// take judges a request and writes what comes of it.
func (run *archiveRun) take(ctx context.Context, request *intake.ArchivedRequest) error {
	made, err := run.judge(ctx, request)
	if err != nil {
		return err
	}
	if made == nil {
		return run.writeUnjudged(request)
	}
	verdict := made.report.Verdict
	if request.Kind == intake.ArchivedSameOrigin {
		run.sameOrigin++
	} else {
		run.counts[verdict]++
		run.status = worst(run.status, run.invocation.importStatus(made))
	}
	if only := run.invocation.settings.archive.only; only != "" && only != string(verdict) {
		return nil
	}
	run.progress.clear()
	if run.asTable {
		return run.writeRow(request, made.report)
	}
	if run.rows++; run.rows > 1 {
		run.invocation.say("\n")
	}
	return run.invocation.writeReport(made.report)
}

// judge judges a request; nil if it is none that CORS concerns.
func (run *archiveRun) judge(ctx context.Context, request *intake.ArchivedRequest) (*judged, error) {
	if request.Imported.Recording == nil && request.Doubt == "" {
		return nil, nil
	}
	if request.Imported.Recording == nil {
		return &judged{report: unreadable(request)}, nil
	}
	imported := &intake.Import{Format: intake.FormatHAR, Calls: []intake.ImportedCall{request.Imported}}
	made, err := run.invocation.judgeImported(ctx, imported, 0)
	if err == nil && request.Doubt != "" && !run.invocation.settings.intake.live {
		made.report.Verdict = explain.VerdictUnknown
		made.report.Error = &report.Error{Code: "recording-unclear", Message: request.Doubt}
	}
	return made, err
}

// unreadable is the report on an entry that is no whole request.
func unreadable(request *intake.ArchivedRequest) *report.Report {
	made := report.Invalid(strconv.AppendInt(nil, int64(request.Index), 10), "recording-unclear", request.Doubt)
	made.Verdict = explain.VerdictUnknown
	return made
}

func (run *archiveRun) writeUnjudged(request *intake.ArchivedRequest) error {
	chosen := &run.invocation.settings.archive
	switch {
	case run.asTable && chosen.only == "":
		run.progress.clear()
		return run.writeTableRow(report.ArchiveRow{
			Index: request.Index, Kind: string(request.Kind), Status: request.Status, Method: request.Method, URL: request.URL,
		})
	case len(chosen.entries) > 0 && run.invocation.formatName() == "text":
		run.rows++
		run.invocation.say("Entry %d is no request that CORS governs: %s %s (%s)\n", request.Index, plain(request.Method), plain(request.URL), request.Kind)
	}
	return nil
}

func (run *archiveRun) writeRow(request *intake.ArchivedRequest, made *report.Report) error {
	row := report.ArchiveRow{
		Index: request.Index, Verdict: made.Verdict, Kind: string(request.Kind), Status: request.Status, Method: request.Method, URL: request.URL,
	}
	switch {
	case request.Kind == intake.ArchivedSameOrigin && made.Verdict != explain.VerdictBlocked:
		row.Verdict = ""
	case made.Verdict == explain.VerdictUnknown && made.Error != nil:
		row.Why = made.Error.Message
	case len(made.Blockers) > 0 && made.Verdict != explain.VerdictAllowed:
		row.Why = string(made.Blockers[0].Code)
	}
	return run.writeTableRow(row)
}

func (run *archiveRun) writeTableRow(row report.ArchiveRow) error {
	options := run.invocation.textOptions()
	if run.rows++; run.rows == 1 {
		if err := report.WriteArchiveHeader(run.invocation.Out, options); err != nil {
			return err
		}
	}
	return report.WriteArchiveRow(run.invocation.Out, row, options)
}

// finish sums up.
func (run *archiveRun) finish() (exitStatus, error) {
	run.progress.end()
	chosen := &run.invocation.settings.archive
	if run.requests == 0 && (len(chosen.entries) > 0 || chosen.url != "") {
		return statusUsage, wrong("no request of the archive is meant").hint("without --entry and --url, corsplain har lists all")
	}
	if !run.asTable {
		return run.status, nil
	}
	return run.status, report.WriteArchiveSummary(run.invocation.Out, run.summary(), run.invocation.textOptions())
}

func (run *archiveRun) summary() []string {
	var parts []string
	total := 0
	for _, verdict := range []explain.Verdict{explain.VerdictBlocked, explain.VerdictAllowed, explain.VerdictOpaque, explain.VerdictFailed, explain.VerdictUnknown} {
		if count := run.counts[verdict]; count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count, verdict))
			total += count
		}
	}
	if total == 0 {
		return []string{fmt.Sprintf("No request to another origin; %d to the page's own.", run.sameOrigin)}
	}
	own := ""
	if run.sameOrigin > 0 {
		own = fmt.Sprintf("; %d to the page's own", run.sameOrigin)
	}
	lines := []string{fmt.Sprintf("%s to other origins: %s%s.", requestsPhrase(total), strings.Join(parts, ", "), own)}
	if run.counts[explain.VerdictBlocked] > 0 {
		lines = append(lines, "--entry N shows why one is blocked, and how to mend it.")
	}
	if run.counts[explain.VerdictUnknown] > 0 {
		lines = append(lines, "An archive does not tell everything: --entry N --live makes a request again.")
	}
	return lines
}

func requestsPhrase(count int) string {
	if count == 1 {
		return "1 request"
	}
	return fmt.Sprintf("%d requests", count)
}
