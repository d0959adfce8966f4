package cli

import (
	"context"
	"slices"

	"corsplain/internal/intake"
)

func judgeCommand() *command {
	return &command{
		name:     "judge",
		synopsis: "[options] FILE | -",
		summary:  "judge raw HTTP, as curl -v and developer tools show it, without any network",
		about:    "Reads requests and responses as text: what curl -v, curl -i and HTTPie print, developer tools copy, or somebody typed. What the text lacks can be given with options.",
		options:  judgeOptions,
		run:      runJudge,
	}
}

func judgeOptions() []option {
	return slices.Concat(
		grouped(groupRequest, []option{
			{name: "url", argument: "URL", help: "the request's URL, where the text does not tell", text: func(s *settings) *string { return &s.intake.url }},
			{name: "request", short: 'X', argument: "METHOD", help: "the request's method, where the text does not tell", text: func(s *settings) *string { return &s.intake.method }},
		}),
		grouped(groupPage, importOptions()),
		grouped(groupRun, append(browserOptions(), fixOption())),
		grouped(groupOutput, append(reportOptions(), verboseOption())),
		grouped(groupOther, []option{helpOption()}),
	)
}

func runJudge(ctx context.Context, invocation *invocation) (exitStatus, error) {
	if len(invocation.operands) != 1 {
		return statusUsage, wrong("judge reads one file, or - for standard input")
	}
	name, text, err := invocation.namedText(invocation.operands[0])
	if err != nil {
		return statusUsage, err
	}
	options, err := invocation.intakeOptions(name)
	if err != nil {
		return statusUsage, err
	}
	imported, err := intake.ParseRawHTTP(text, options)
	if err != nil {
		return statusUsage, err
	}
	return invocation.judgeImport(ctx, imported)
}
