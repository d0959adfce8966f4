package cli

import (
	"cmp"
	"fmt"
	"io"
	"os"

	"corsplain/internal/report"
)

// formatNone writes no report: the exit status, -w, -i and -o remain.
const formatNone = "none"

// deliver writes what the options ask for of the request with that index: the
// report, the response, the files, the line of -w.
func (invocation *invocation) deliver(judged *judged, index int) error {
	if index > 0 {
		invocation.say("\n")
	}
	if err := invocation.writeReport(judged.report); err != nil {
		return err
	}
	if err := invocation.writeResponse(judged.result, index); err != nil {
		return err
	}
	return invocation.writeOut(judged)
}

// writeReport writes a report in the format of --format. What reads line by
// line gets each at once; other formats hold a whole run, and wait for finish.
func (invocation *invocation) writeReport(made *report.Report) error {
	switch name := invocation.formatName(); name {
	case formatNone:
		return nil
	case "text", "json":
		return invocation.writeReports(name, []*report.Report{made})
	}
	invocation.reports = append(invocation.reports, made)
	return nil
}

// finish writes the reports that waited for the end of the run.
func (invocation *invocation) finish() error {
	if len(invocation.reports) == 0 {
		return nil
	}
	return invocation.writeReports(invocation.formatName(), invocation.reports)
}

func (invocation *invocation) writeReports(name string, reports []*report.Report) error {
	format, _ := report.FormatNamed(name)
	return format.Write(invocation.Out, reports, invocation.textOptions())
}

func (invocation *invocation) formatName() string {
	return cmp.Or(invocation.settings.output.format, "text")
}

// say writes text between reports, where reports are text.
func (invocation *invocation) say(format string, arguments ...any) {
	if invocation.formatName() == "text" {
		fmt.Fprintf(invocation.Out, format, arguments...)
	}
}

func formatNames() []string {
	var names []string
	for _, format := range report.Formats() {
		names = append(names, format.Name)
	}
	return append(names, formatNone)
}

// checkOutputFiles finds out before anything is sent whether the files that
// options name can be written.
func (invocation *invocation) checkOutputFiles() error {
	settings := &invocation.settings
	for _, name := range settings.output.files {
		if err := checkWritable(name); err != nil {
			return wrong("-o: %w", err)
		}
	}
	if err := checkWritable(settings.output.dumpHeader); err != nil {
		return wrong("-D: %w", err)
	}
	if err := checkWritable(settings.request.cookieJar); err != nil {
		return wrong("-c: %w", err)
	}
	return nil
}

// writeFile writes what a server sent to the file that an option names; "-" is
// standard output. A file that exists keeps its own permissions.
func (invocation *invocation) writeFile(option, name string, permissions os.FileMode, write func(io.Writer) error) error {
	if name == "-" && isTerminal(invocation.Out) {
		return write(screen{invocation.Out})
	}
	if name == "-" {
		return write(invocation.Out)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, permissions)
	if err != nil {
		return wrong("%s: %w", option, outputError(name, err))
	}
	if err := write(file); err != nil {
		file.Close()
		return wrong("%s: %w", option, fileError(name, err))
	}
	if err := file.Close(); err != nil {
		return wrong("%s: %w", option, fileError(name, err))
	}
	return nil
}
