package cli

import (
	"context"
	"fmt"
	"slices"

	"corsplain/simulate"
)

// The commands that other files need by name.
const (
	checkName = "check"
	pasteName = "paste"
)

// checkCommand is the main command: it judges one request, or one for each
// URL.
func checkCommand() *command {
	return &command{
		name:     checkName,
		synopsis: "[options] URL...",
		summary:  "judge a request (the word check can be left out)",
		options:  checkOptions,
		run:      check,
	}
}

func checkOptions() []option {
	return slices.Concat(
		grouped(groupRequest, requestOptions()),
		grouped(groupPage, pageOptions()),
		grouped(groupRun, runOptions()),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, outputOptions()),
		grouped(groupOther, []option{configOption(), helpOption(), versionOption()}),
		grouped(groupIgnored, ignoredOptions()),
	)
}

func check(ctx context.Context, invocation *invocation) (exitStatus, error) {
	build := &callBuilder{
		settings: &invocation.settings, files: invocation.readFile,
		note: invocation.note, warn: invocation.warn,
	}
	calls, err := build.calls(invocation.operands)
	if err != nil {
		return statusUsage, err
	}
	if err := invocation.checkOutputFiles(); err != nil {
		return statusUsage, err
	}
	session, err := invocation.newNetworkSession(&invocation.settings, build.jar)
	if err != nil {
		return statusUsage, err
	}
	defer session.close()
	status, err := invocation.judgeAll(ctx, session, calls)
	if err != nil {
		return status, err
	}
	return status, invocation.writeCookieJar(session.browser.CookieStore)
}

// judgeAll performs calls one after the other, as one browser.
func (invocation *invocation) judgeAll(ctx context.Context, session *session, calls []simulate.Call) (exitStatus, error) {
	status := statusAllowed
	for i, call := range calls {
		judged, err := session.judge(ctx, call, nil)
		if err != nil {
			return statusUsage, err
		}
		if ctx.Err() != nil {
			return statusInterrupted, nil
		}
		if err := invocation.deliver(judged, i); err != nil {
			return statusUsage, err
		}
		status = worst(status, statusOf(judged.report.Verdict))
	}
	return status, nil
}

// note tells, with -v, how something was understood.
func (invocation *invocation) note(format string, arguments ...any) {
	if invocation.settings.output.verbose {
		invocation.warn(format, arguments...)
	}
}

// warn tells, unless -s, what a user should know about what was asked for.
func (invocation *invocation) warn(format string, arguments ...any) {
	if !invocation.settings.output.silent {
		fmt.Fprintf(invocation.Err, "corsplain: %s\n", told(fmt.Sprintf(format, arguments...)))
	}
}
