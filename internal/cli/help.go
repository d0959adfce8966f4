package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// writeHelp writes a command's help text; that of the main command is the
// tool's own, and README's.
func writeHelp(w io.Writer, command *command) error {
	var text strings.Builder
	if command.name == checkName {
		writeOverview(&text)
	} else {
		fmt.Fprintf(&text, "Usage: corsplain %s %s\n\n", command.name, command.synopsis)
		writeParagraph(&text, capitalized(command.summary)+".", 0)
		if command.about != "" {
			text.WriteByte('\n')
			writeParagraph(&text, command.about, 0)
		}
	}
	writeOptions(&text, command.options())
	if command.name == checkName {
		text.WriteString(exitStatusHelp)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func writeOverview(text *strings.Builder) {
	text.WriteString("Usage: corsplain [options] URL...\n")
	text.WriteString("       corsplain COMMAND [options] ...\n\n")
	writeParagraph(text, "Would a browser let a page read the response to this request, and if not, why and what would help? Corsplain sends what a browser would send, and judges by the Fetch Standard.", 0)
	text.WriteString("\nFor example:\n  " + exampleCommand + "\n")
	text.WriteString("  corsplain --origin https://app.example.com -X PUT --json '{\"name\":\"Ada\"}' https://api.example.com/users/7\n")
	text.WriteString("\nCommands:\n")
	for _, command := range commands() {
		if !command.hidden && command.name != checkName {
			fmt.Fprintf(text, "  %-12s%s\n", command.name, command.summary)
		}
	}
}

const exitStatusHelp = `
Exit status:
  0  the page could read the response
  1  it could not: blocked, or opaque
  2  the command line or a file is wrong; nothing was sent
  3  no verdict: name lookup, connection, TLS, time-out or malformed HTTP
  130  interrupted
  Of several requests, the highest.
`

// The columns of the list of options.
const (
	helpWidth  = 100
	helpColumn = 34
)

func writeOptions(text *strings.Builder, options []option) {
	heading := group("-")
	for i := range options {
		if options[i].group != heading {
			heading = options[i].group
			fmt.Fprintf(text, "\n%s:\n", heading)
		}
		writeOption(text, &options[i])
	}
}

func writeOption(text *strings.Builder, option *option) {
	spelling := "      --" + option.name
	if option.short != 0 {
		spelling = fmt.Sprintf("  -%c, --%s", option.short, option.name)
	}
	if option.argument != "" {
		spelling += " " + option.argument
	}
	text.WriteString(spelling)
	if option.help == "" {
		text.WriteByte('\n')
		return
	}
	if len(spelling) > helpColumn-2 {
		text.WriteByte('\n')
		spelling = ""
	}
	text.WriteString(strings.Repeat(" ", helpColumn-len(spelling)))
	writeParagraph(text, option.help, helpColumn)
}

// writeParagraph wraps words into lines that begin at a column; the first is
// there already.
func writeParagraph(text *strings.Builder, words string, column int) {
	width := column
	for i, word := range strings.Fields(words) {
		switch {
		case i == 0:
		case width+1+len(word) > helpWidth:
			text.WriteString("\n" + strings.Repeat(" ", column))
			width = column
		default:
			text.WriteByte(' ')
			width++
		}
		text.WriteString(word)
		width += len(word)
	}
	text.WriteByte('\n')
}

func capitalized(sentence string) string {
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}

func helpCommand() *command {
	return &command{
		name:     "help",
		synopsis: "[COMMAND]",
		summary:  "show a command's options",
		options:  func() []option { return grouped(groupOther, []option{helpOption()}) },
		run:      help,
	}
}

func help(_ context.Context, invocation *invocation) (exitStatus, error) {
	name := checkName
	if len(invocation.operands) > 0 {
		name = invocation.operands[0]
	}
	command := commandNamed(name)
	if command == nil {
		return statusUsage, oneOf("command", name, commandNames())
	}
	return statusAllowed, writeHelp(invocation.Out, command)
}
