package cli

import (
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"corsplain/internal/report"
)

// textOptions say how text looks on standard output: colors and width as the
// options, the environment and the terminal have it. The terminal itself is
// asked nothing but its size.
func (invocation *invocation) textOptions() report.TextOptions {
	return report.TextOptions{
		Width:   invocation.width(),
		Color:   invocation.usesColor(),
		Verbose: invocation.settings.output.verbose,
	}
}

// usesColor follows https://no-color.org and https://bixense.com/clicolors.
func (invocation *invocation) usesColor() bool {
	switch invocation.settings.output.color {
	case "always":
		return true
	case "never":
		return false
	}
	if invocation.getenv("NO_COLOR") != "" {
		return false
	}
	if force := invocation.getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	if invocation.getenv("CLICOLOR") == "0" || invocation.getenv("TERM") == "dumb" {
		return false
	}
	return isTerminal(invocation.Out)
}

// width is the terminal's, or that of COLUMNS; 0 if neither says.
func (invocation *invocation) width() int {
	if columns, err := strconv.Atoi(invocation.getenv("COLUMNS")); err == nil && columns > 0 {
		return columns
	}
	descriptor, isFile := fileDescriptor(invocation.Out)
	if !isFile {
		return 0
	}
	columns, _, err := term.GetSize(descriptor)
	if err != nil {
		return 0
	}
	return columns
}

func isTerminal(stream any) bool {
	descriptor, isFile := fileDescriptor(stream)
	return isFile && term.IsTerminal(descriptor)
}

// A screen is a terminal to which a server's bytes go: those that would control
// it are written as escapes.
type screen struct{ io.Writer }

func (screen screen) Write(received []byte) (int, error) {
	lines := strings.Split(strings.ReplaceAll(string(received), "\r\n", "\n"), "\n")
	for i := range lines {
		cells := strings.Split(lines[i], "\t")
		for j := range cells {
			cells[j] = plain(cells[j])
		}
		lines[i] = strings.Join(cells, "\t")
	}
	if _, err := io.WriteString(screen.Writer, strings.Join(lines, "\n")); err != nil {
		return 0, err
	}
	return len(received), nil
}

func fileDescriptor(stream any) (int, bool) {
	file, isFile := stream.(*os.File)
	if !isFile {
		return 0, false
	}
	return int(file.Fd()), true
}
