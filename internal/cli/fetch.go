package cli

import (
	"context"
	"slices"

	"corsplain/internal/intake"
)

func fetchCommand() *command {
	return &command{
		name:     "fetch",
		synopsis: "[options] CODE | - | @FILE",
		summary:  "judge the request of pasted JavaScript: fetch(), axios, jQuery, XMLHttpRequest",
		about: "The code runs in a sandbox that has neither network nor files; what it would have sent is judged. " +
			"Names that it does not declare can be given with --define.",
		options: fetchOptions,
		run:     runFetch,
	}
}

func fetchOptions() []option {
	define := option{name: "define", argument: "NAME=VALUE", help: "a value, in JSON or as text, for a name that the code does not declare", list: func(s *settings) *[]string { return &s.intake.define }}
	return slices.Concat(
		grouped(groupPage, append(importOptions(), define)),
		grouped(groupRun, runOptions()),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, append(reportOptions(), verboseOption())),
		grouped(groupOther, []option{helpOption()}),
	)
}

func runFetch(ctx context.Context, invocation *invocation) (exitStatus, error) {
	return invocation.judgePasted(ctx, intake.ParseFetch)
}

// judgePasted judges what a parser makes of the text that was given.
func (invocation *invocation) judgePasted(ctx context.Context, parse func(string, intake.Options) (*intake.Import, error)) (exitStatus, error) {
	name, text, err := invocation.pastedText()
	if err != nil {
		return statusUsage, err
	}
	return invocation.judgeText(ctx, name, text, parse)
}

func (invocation *invocation) judgeText(ctx context.Context, name, text string, parse func(string, intake.Options) (*intake.Import, error)) (exitStatus, error) {
	options, err := invocation.intakeOptions(name)
	if err != nil {
		return statusUsage, err
	}
	imported, err := parse(text, options)
	if err != nil {
		return statusUsage, err
	}
	return invocation.judgeImport(ctx, imported)
}
