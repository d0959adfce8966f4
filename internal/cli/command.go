package cli

import (
	"context"
	"slices"

	"corsplain/internal/curl"
	"corsplain/internal/nearest"
	"corsplain/internal/report"
)

// A command is one of corsplain's.
type command struct {
	name     string
	synopsis string // what follows the name: "[options] URL"
	summary  string // one line for the list of commands
	about    string // a paragraph for the command's own help; "" for none
	hidden   bool
	options  func() []option
	// split parts the command's own words from those of another program's
	// command that it embeds; nil if it embeds none.
	split func(words []string, vocabulary curl.Vocabulary) (ours, theirs []string)
	run   func(ctx context.Context, invocation *invocation) (exitStatus, error)
}

// An invocation is one run of a command.
type invocation struct {
	Streams
	command  *command
	settings settings
	operands []string         // the arguments that are no options
	reports  []*report.Report // those that a format holds back until the end
}

// commands are all commands in the order of the help text. The first is what
// runs when no command is named.
func commands() []*command {
	return []*command{
		checkCommand(),
		curlCommand(),
		fetchCommand(),
		judgeCommand(),
		pasteCommand(),
		whyCommand(),
		harCommand(),
		batchCommand(),
		explainCommand(),
		snippetCommand(),
		auditCommand(),
		demoCommand(),
		serveCommand(),
		schemaCommand(),
		completionCommand(),
		helpCommand(),
	}
}

func commandNamed(name string) *command {
	for _, command := range commands() {
		if command.name == name {
			return command
		}
	}
	return nil
}

func visibleCommands() []*command {
	return slices.DeleteFunc(commands(), func(command *command) bool { return command.hidden })
}

func commandNames() []string {
	var names []string
	for _, command := range visibleCommands() {
		names = append(names, command.name)
	}
	return names
}

// vocabulary is how the command's options are spelled.
func (command *command) vocabulary() curl.Vocabulary {
	options := command.options()
	vocabulary := make(curl.Vocabulary, len(options))
	for i, option := range options {
		vocabulary[i] = curl.Option{Name: option.name, Short: option.short, TakesValue: option.argument != ""}
	}
	return vocabulary
}

// meantOption is the option nearest to one that is unknown; "" if none is near.
func (command *command) meantOption(written string) string {
	if isLetters(written) {
		return ""
	}
	meant, ok := nearest.Word(trimDashes(written), command.vocabulary().Names())
	if !ok {
		return ""
	}
	return "--" + meant
}

// isLetters reports whether an option was written with one letter, as "-Z".
func isLetters(written string) bool {
	return len(written) > 1 && written[0] == '-' && len([]rune(written)) == 2
}

// helpWords are what to type after "corsplain" to see the command's help.
func (command *command) helpWords() string {
	if command.name == checkName {
		return "--help"
	}
	return command.name + " --help"
}
