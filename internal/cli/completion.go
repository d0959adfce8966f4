package cli

import (
	"context"
	"fmt"
	"strings"
)

func completionCommand() *command {
	return &command{
		name:     "completion",
		synopsis: "bash|zsh|fish",
		summary:  "print a shell's completions",
		about:    "For example: source <(corsplain completion bash); corsplain completion fish | source",
		options:  func() []option { return grouped(groupOther, []option{helpOption()}) },
		run:      completion,
	}
}

func completion(_ context.Context, invocation *invocation) (exitStatus, error) {
	shells := []string{"bash", "zsh", "fish"}
	if len(invocation.operands) != 1 {
		return statusUsage, wrong("for which shell? %s", joinWords(shells))
	}
	shell := invocation.operands[0]
	if err := oneOf("shell", shell, shells); err != nil {
		return statusUsage, err
	}
	var script strings.Builder
	switch shell {
	case "bash":
		writeBashCompletion(&script)
	case "zsh":
		writeZshCompletion(&script)
	case "fish":
		writeFishCompletion(&script)
	}
	_, err := fmt.Fprint(invocation.Out, script.String())
	return statusAllowed, err
}

// writeBashCompletion completes commands, options, and the values of options
// that have few; files otherwise.
func writeBashCompletion(script *strings.Builder) {
	script.WriteString(`_corsplain() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
  [[ $current == = ]] && current=
  case $previous in
`)
	for _, option := range checkOptions() {
		if len(option.values) > 0 {
			fmt.Fprintf(script, "    --%s) words='%s' ;;\n", option.name, strings.Join(option.values, " "))
		}
	}
	script.WriteString("  esac\n  if [[ -z $words ]]; then\n    case ${COMP_WORDS[1]} in\n")
	for _, command := range visibleCommands() {
		fmt.Fprintf(script, "      %s) words='%s' ;;\n", command.name, strings.Join(optionWords(command), " "))
	}
	fmt.Fprintf(script, "      *) words='%s' ;;\n    esac\n", strings.Join(optionWords(checkCommand()), " "))
	fmt.Fprintf(script, "    ((COMP_CWORD == 1)) && words=\"%s $words\"\n  fi\n", strings.Join(commandNames(), " "))
	script.WriteString(`  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _corsplain corsplain
`)
}

// writeZshCompletion uses zsh's own reading of bash completions.
func writeZshCompletion(script *strings.Builder) {
	script.WriteString("autoload -U +X bashcompinit && bashcompinit\n")
	writeBashCompletion(script)
}

func writeFishCompletion(script *strings.Builder) {
	for _, command := range visibleCommands() {
		fmt.Fprintf(script, "complete -c corsplain -n __fish_is_first_token -a %s -d '%s'\n", command.name, fishQuoted(command.summary))
	}
	names := strings.Join(commandNames(), " ")
	for _, command := range visibleCommands() {
		condition := "__fish_seen_subcommand_from " + command.name
		if command.name == checkName {
			condition = "not __fish_seen_subcommand_from " + names
		}
		for _, option := range command.options() {
			fmt.Fprintf(script, "complete -c corsplain -n '%s' -l %s", condition, option.name)
			if option.short != 0 {
				fmt.Fprintf(script, " -s '%c'", option.short)
			}
			switch {
			case len(option.values) > 0:
				fmt.Fprintf(script, " -x -a '%s'", strings.Join(option.values, " "))
			case option.argument != "":
				script.WriteString(" -r")
			}
			fmt.Fprintf(script, " -d '%s'\n", fishQuoted(option.help))
		}
	}
}

func fishQuoted(text string) string {
	return strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text)
}

func optionWords(command *command) []string {
	var words []string
	for _, option := range command.options() {
		words = append(words, "--"+option.name)
	}
	return words
}
