package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"corsplain/explain"
	"corsplain/internal/nearest"
	"corsplain/internal/report"
)

func snippetCommand() *command {
	return &command{
		name:     "snippet",
		synopsis: "[STACK --origin ORIGIN... [options]]",
		summary:  "print a server's configuration that allows these origins; without a server, list them",
		about: "The configuration grants what the options name and nothing more. GET, HEAD and POST need no permission and are always listed. " +
			"To have it filled from what a real request needs, use corsplain --fix STACK URL.",
		options: snippetOptions,
		run:     snippet,
	}
}

func snippetOptions() []option {
	policy := []option{
		{name: "origin", argument: "ORIGIN", help: "a page's origin, as https://app.example.com; several times for several; * for every one", list: func(s *settings) *[]string { return &s.policy.Origins }},
		{name: "method", short: 'X', argument: "METHOD", help: "a method besides GET, HEAD and POST; several with commas or several times", set: addMethods},
		{name: "header", short: 'H', argument: "NAME", help: "a header that requests may have; several as above", set: addRequestHeaders},
		{name: "expose", argument: "NAME", help: "a header of the answer that script may read; several as above", set: addExposedHeaders},
		{name: "credentials", help: "let cookies go along", flag: func(s *settings) *bool { return &s.policy.Credentials }},
		{name: "max-age", argument: "SECONDS", help: "how long a preflight's answer may be kept", set: setMaxAge},
	}
	format := option{name: "format", argument: "FORMAT", values: []string{"text", "json"}, help: "text or json", text: func(s *settings) *string { return &s.output.format }}
	return slices.Concat(
		grouped(groupPolicy, policy),
		grouped(groupOutput, []option{format, colorOption(), verboseSettings()}),
		grouped(groupOther, []option{helpOption()}),
	)
}

func verboseSettings() option {
	option := verboseOption()
	option.help = "also say what the server's settings mean"
	return option
}

func addMethods(s *settings, text string) error {
	return addWords(&s.policy.Methods, text)
}

func addRequestHeaders(s *settings, text string) error {
	return addWords(&s.policy.RequestHeaders, text)
}

func addExposedHeaders(s *settings, text string) error {
	return addWords(&s.policy.ExposedHeaders, text)
}

// addWords adds the items of a list with commas.
func addWords(words *[]string, text string) error {
	for word := range strings.SplitSeq(text, ",") {
		*words = append(*words, strings.TrimSpace(word))
	}
	return nil
}

func setMaxAge(s *settings, text string) error {
	seconds, err := strconv.Atoi(text)
	if err != nil || seconds < 1 {
		return wrong("%q is not a number of seconds", text)
	}
	s.policy.MaxAge = seconds
	return nil
}

func snippet(_ context.Context, invocation *invocation) (exitStatus, error) {
	switch len(invocation.operands) {
	case 0:
		return invocation.listStacks()
	case 1:
		return statusAllowed, invocation.writeSnippet(invocation.operands[0])
	}
	return statusUsage, wrong("one server at a time, not %d", len(invocation.operands))
}

// listStacks lists the stacks; options that say what to grant would be lost.
func (invocation *invocation) listStacks() (exitStatus, error) {
	if len(invocation.settings.policy.Origins) > 0 {
		return statusUsage, wrong("for which server?").hint("corsplain snippet lists them")
	}
	if invocation.settings.output.format == "json" {
		return statusAllowed, report.WriteStacksJSON(invocation.Out, explain.Stacks())
	}
	return statusAllowed, report.WriteStacks(invocation.Out, explain.Stacks(), invocation.textOptions())
}

func (invocation *invocation) writeSnippet(name string) error {
	stack := explain.StackByName(name)
	if stack == nil {
		return unknownStack(name)
	}
	policy := invocation.settings.policy
	if len(policy.Origins) == 0 {
		return wrong("which page is to be allowed? --origin is missing").hint("as --origin https://app.example.com")
	}
	made, err := stack.Snippet(policy)
	if err != nil {
		return wrong("%w", err)
	}
	if invocation.settings.output.format == "json" {
		return report.WriteSnippetJSON(invocation.Out, made)
	}
	return report.WriteSnippet(invocation.Out, made, invocation.textOptions())
}

func unknownStack(name string) *usageError {
	usage := wrong("there is no stack %s", name)
	if meant, ok := nearest.Word(name, explain.StackNames()); ok {
		usage.hint("did you mean %s?", meant)
	}
	return usage.hint("corsplain snippet lists them")
}
