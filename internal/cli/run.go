package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"corsplain/simulate"
)

// Streams are what a run reads and writes.
type Streams struct {
	In        io.Reader
	Out, Err  io.Writer
	LookupEnv func(name string) (value string, present bool)
}

// getenv returns "" for a variable that is not set.
func (streams *Streams) getenv(name string) string {
	value, _ := streams.LookupEnv(name)
	return value
}

// Run runs corsplain with the words that follow its name, and returns the exit
// status. An interrupt cancels ctx and gives 130; a second one kills.
func Run(ctx context.Context, words []string, streams Streams) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	status, err := run(ctx, words, streams)
	if ctx.Err() != nil {
		return int(statusInterrupted)
	}
	if err == nil {
		return int(status)
	}
	var invalid *simulate.InvalidCallError
	if errors.As(err, &invalid) {
		err = wrongCall(invalid)
	}
	writeError(streams.Err, err)
	return int(statusUsage)
}

func run(ctx context.Context, words []string, streams Streams) (exitStatus, error) {
	command, words := pickCommand(words)
	given, operands, err := scan(words, command, streams.readFile)
	if err != nil {
		return statusUsage, err
	}
	invocation := &invocation{Streams: streams, command: command}
	setter := &optionSetter{options: command.options(), settings: &invocation.settings, given: given}
	status := statusAllowed
	app := &cli.App{
		Name: "corsplain", HideHelp: true, HideHelpCommand: true, HideVersion: true,
		Writer: io.Discard, ErrWriter: io.Discard,
		ExitErrHandler: func(*cli.Context, error) {},
		Commands: []*cli.Command{{
			Name: command.name, HideHelp: true,
			Flags: setter.flags(),
			Action: func(c *cli.Context) (err error) {
				if setter.err != nil {
					return setter.err
				}
				invocation.operands = c.Args().Slice()
				status, err = invocation.start(c.Context)
				return err
			},
		}},
	}
	return status, app.RunContext(ctx, append([]string{"corsplain", command.name}, plainForm(given, operands)...))
}

// start runs the command, or what --help and --version ask for instead.
func (invocation *invocation) start(ctx context.Context) (exitStatus, error) {
	switch {
	case invocation.settings.help:
		return statusAllowed, writeHelp(invocation.Out, invocation.command)
	case invocation.settings.version:
		return statusAllowed, writeVersion(invocation.Out)
	}
	status, err := invocation.command.run(ctx, invocation)
	if err != nil {
		return status, err
	}
	return status, invocation.finish()
}

// pickCommand takes the first word for a command if it is one. Everything
// else is for the main command, of which "check" is the name.
func pickCommand(words []string) (*command, []string) {
	if len(words) > 0 {
		if command := commandNamed(commandWord(words[0])); command != nil {
			return command, words[1:]
		}
	}
	return commandNamed(checkName), words
}

func commandWord(word string) string {
	if word == "-" {
		return pasteName
	}
	return word
}

// An optionSetter applies the options that were given. urfave/cli meets them
// in the plain form and in their order, so that each one it sets is the next
// of given.
type optionSetter struct {
	options  []option
	settings *settings
	given    []givenOption
	// err is the first that an option reported; package flag would keep only
	// its text.
	err error
}

// flags are the options as urfave/cli sees them: those that were given,
// because it compares each flag with every other.
func (setter *optionSetter) flags() []cli.Flag {
	var flags []cli.Flag
	seen := map[string]bool{}
	for _, option := range setter.given {
		if seen[option.Name] {
			continue
		}
		seen[option.Name] = true
		flags = append(flags, &cli.GenericFlag{Name: option.Name, Value: setter})
	}
	return flags
}

func (setter *optionSetter) String() string { return "" }

// Set applies the next option that was given.
func (setter *optionSetter) Set(string) error {
	given := setter.given[0]
	setter.given = setter.given[1:]
	if err := optionNamed(setter.options, given.Name).apply(setter.settings, given); err != nil && setter.err == nil {
		setter.err = err
	}
	return nil
}

// plainForm is the words in the one form that Go's flag package and curl read
// alike: --name=value for each option, then "--", then the operands.
func plainForm(given []givenOption, operands []string) []string {
	words := make([]string, 0, len(given)+len(operands)+1)
	for _, option := range given {
		words = append(words, "--"+option.Name+"="+option.Value)
	}
	return append(append(words, "--"), operands...)
}
