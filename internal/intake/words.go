package intake

import "strings"

// A word is one argument of a pasted command, as the shell that it was
// written for would hand it on, and where it stands in the text.
type word struct {
	value      string
	start, end int // bytes of the source
	// ansiQuoted is set if all of it stood in $'…'.
	ansiQuoted bool
}

// A shellCommand is one command of a pasted text.
type shellCommand struct {
	words []word
	// stdin is what a here-document gives the command to read; nil for none.
	stdin *string
	notes []string
	// lost counts characters that the copying browser replaced by blanks.
	lost int
}

// program is the command's name without directory and extension, lower case.
func (command shellCommand) program() string {
	if len(command.words) == 0 {
		return ""
	}
	return programName(command.words[0].value)
}

// undoFirefoxCarets removes the ^ that Firefox before 2024 wrote before each &
// within $'…', where no shell removes it.
func (command shellCommand) undoFirefoxCarets() {
	isFirefox := false
	for _, argument := range command.words {
		isFirefox = isFirefox || strings.Contains(argument.value, " Firefox/")
	}
	if !isFirefox {
		return
	}
	for i, argument := range command.words {
		escaped := strings.Count(argument.value, "^&")
		if argument.ansiQuoted && escaped == strings.Count(argument.value, "&") {
			command.words[i].value = strings.ReplaceAll(argument.value, "^&", "&")
		}
	}
}
