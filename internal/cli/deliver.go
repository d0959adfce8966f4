package cli

import (
	"io"
	"os"

	"corsplain/internal/report"
)

// deliver writes what the options ask for of the request with that index: the
// report, the response, the files, the line of -w.
func (invocation *invocation) deliver(judged *judged, index int) error {
	if err := invocation.writeReport(judged.report); err != nil {
		return err
	}
	if err := invocation.writeResponse(judged.result, index); err != nil {
		return err
	}
	return invocation.writeOut(judged)
}

// writeReport writes a report in the format of --format.
func (invocation *invocation) writeReport(made *report.Report) error {
	switch invocation.settings.output.format {
	case "none":
		return nil
	case "json":
		return report.WriteJSON(invocation.Out, made)
	}
	return report.WriteText(invocation.Out, made, invocation.textOptions())
}

func formatNames() []string { return []string{"text", "json", "none"} }

// writeFile writes to the file that an option names; "-" is standard output.
func (invocation *invocation) writeFile(option, name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(invocation.Out)
	}
	file, err := os.Create(name)
	if err != nil {
		return wrong("%s: %w", option, fileError(name, err))
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
