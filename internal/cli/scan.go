package cli

import (
	"errors"
	"fmt"
	"slices"

	"corsplain/internal/curl"
)

// A givenOption is one option as it was given, on the command line or in a
// file.
type givenOption struct {
	curl.Given
	place string // "FILE:LINE: " for one from a file, else ""
}

// scan reads the words after the command's name, and the files that -K names
// in the place of each.
func scan(words []string, command *command, files curl.Files) (given []givenOption, operands []string, err error) {
	vocabulary := command.vocabulary()
	var theirs []string
	if command.split != nil {
		words, theirs = command.split(words, vocabulary)
	}
	onLine, operands, err := curl.Scan(words, vocabulary)
	if err != nil {
		return nil, nil, scanError(err, command, "")
	}
	operands = append(operands, theirs...)
	expander := configExpander{command: command, vocabulary: vocabulary, files: files}
	given, err = expander.expand(onLine, "")
	return given, operands, err
}

type configExpander struct {
	command    *command
	vocabulary curl.Vocabulary
	files      curl.Files
	open       []string // the files being read: none of them can name itself
}

func (expander *configExpander) expand(found []curl.Given, file string) ([]givenOption, error) {
	var given []givenOption
	for _, option := range found {
		place := ""
		if file != "" {
			place = fmt.Sprintf("%s:%d: ", file, option.Line)
		}
		if option.Name != configName {
			given = append(given, givenOption{option, place})
			continue
		}
		inFile, err := expander.read(option.Value, place)
		if err != nil {
			return nil, err
		}
		given = append(given, inFile...)
	}
	return given, nil
}

func (expander *configExpander) read(file, place string) ([]givenOption, error) {
	if slices.Contains(expander.open, file) {
		return nil, wrong("%s%s is being read already", place, file)
	}
	content, err := expander.files(file)
	if err != nil {
		return nil, wrong("%s-K: %w", place, err)
	}
	found, err := curl.ScanConfig(content, expander.vocabulary)
	if err != nil {
		return nil, scanError(err, expander.command, file)
	}
	expander.open = append(expander.open, file)
	given, err := expander.expand(found, file)
	expander.open = expander.open[:len(expander.open)-1]
	return given, err
}

func scanError(err error, command *command, file string) error {
	var optionError *curl.OptionError
	if !errors.As(err, &optionError) {
		return err
	}
	place := ""
	if file != "" {
		place = fmt.Sprintf("%s:%d: ", file, optionError.Line)
	}
	return wrongOption(optionError, command, place)
}
