package intake

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"corsplain/internal/curl"
	"corsplain/internal/nearest"
)

//go:embed curl_options.txt
var curlOptionsText string

// curlVocabulary is curl_options.txt, read when a command first is.
var curlVocabulary = sync.OnceValue(func() curl.Vocabulary {
	var vocabulary curl.Vocabulary
	for line := range strings.Lines(curlOptionsText) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] == "//" {
			continue
		}
		option := curl.Option{Name: fields[1], TakesValue: len(fields) > 2}
		if fields[0] != "-" {
			option.Short = fields[0][0]
		}
		vocabulary = append(vocabulary, option)
	}
	return vocabulary
})

// IsCurlOption reports whether name, without its hyphens, is exactly one of
// curl's long options.
func IsCurlOption(name string) bool {
	_, known := curlVocabulary().Long(name)
	return known
}

// CurlOptionTakesValue reports whether the argument is an option whose value
// is the next argument, as -H or -sH, but not -Hname:value.
func CurlOptionTakesValue(argument string) bool {
	if long, isLong := strings.CutPrefix(argument, "--"); isLong {
		option, known := findCurlOption(long)
		return known && option.TakesValue
	}
	if len(argument) < 2 || argument[0] != '-' {
		return false
	}
	for i := 1; i < len(argument); i++ {
		if option, _ := curlVocabulary().Letter(argument[i]); option.TakesValue {
			return i == len(argument)-1
		}
	}
	return false
}

// findCurlOption finds a long option as curl does: in full, with no- before
// it, or by the beginning that only one option has.
func findCurlOption(name string) (curl.Option, bool) {
	if option, known := curlVocabulary().Long(name); known {
		return option, true
	}
	if positive, negated := strings.CutPrefix(name, "no-"); negated {
		if option, known := curlVocabulary().Long(positive); known && !option.TakesValue {
			option.Name = name
			return option, true
		}
	}
	var found curl.Option
	matches := 0
	for _, option := range curlVocabulary() {
		if name != "" && strings.HasPrefix(option.Name, name) {
			found, matches = option, matches+1
		}
	}
	return found, matches == 1
}

// A curlArgument is an option with its value, or a URL.
type curlArgument struct {
	option  curl.Option // zero for a URL
	unknown string      // an option that is not curl's, as far as is known here
	value   string
	at      word // the option's own word
	valueAt word
}

// curlArguments splits words as curl's own command line reader does.
//
// https://curl.se/docs/manpage.html
func curlArguments(src source, words []word) ([]curlArgument, error) {
	var arguments []curlArgument
	optionsEnded, unknown := false, 0
	for i := 0; i < len(words); {
		if optionsEnded || !isOption(words[i].value) {
			arguments = append(arguments, curlArgument{value: words[i].value, at: words[i], valueAt: words[i]})
			i++
			continue
		}
		if words[i].value == "--" {
			optionsEnded = true
			i++
			continue
		}
		read, used, err := curlOptionAt(src, words[i:])
		if err != nil {
			return nil, err
		}
		if read[0].unknown != "" {
			if unknown++; unknown > maxUnknownOptions {
				return nil, src.at(words[i].start, words[i].end, fmt.Sprintf("this is one of more than %d options that curl does not have", maxUnknownOptions))
			}
		}
		arguments = append(arguments, read...)
		i += used
	}
	return arguments, nil
}

// maxUnknownOptions is how many options may be of a curl that is newer than the
// table.
const maxUnknownOptions = 20

func isOption(text string) bool { return len(text) > 1 && text[0] == '-' }

// curlOptionAt reads the options in words[0], and how many words they take.
func curlOptionAt(src source, words []word) ([]curlArgument, int, error) {
	if strings.HasPrefix(words[0].value, "--") {
		argument, used, err := curlLongOption(src, words)
		return []curlArgument{argument}, used, err
	}
	text := words[0].value
	if long := text[1:]; len(long) > 2 && IsCurlOption(long) {
		fault := src.at(words[0].start, words[0].end, "curl reads "+text+" as one-letter options")
		fault.Hint = "did you mean --" + long + "?"
		return nil, 0, fault
	}
	var arguments []curlArgument
	for i := 1; i < len(text); i++ {
		option, known := curlVocabulary().Letter(text[i])
		if !known {
			return nil, 0, unknownLetter(src, words[0], text, i)
		}
		argument := curlArgument{option: option, at: words[0]}
		if !option.TakesValue {
			arguments = append(arguments, argument)
			continue
		}
		if i+1 < len(text) {
			argument.value, argument.valueAt = text[i+1:], words[0]
			return append(arguments, argument), 1, nil
		}
		if len(words) == 1 {
			return nil, 0, missingValue(src, words[0], option)
		}
		argument.value, argument.valueAt = words[1].value, words[1]
		return append(arguments, argument), 2, nil
	}
	return arguments, 1, nil
}

func unknownLetter(src source, at word, text string, i int) error {
	letter := []rune(text[i:])[0]
	return src.at(at.start, at.end, fmt.Sprintf("-%c is not an option of curl", letter))
}

func missingValue(src source, at word, option curl.Option) error {
	fault := src.at(at.start, at.end, at.value+" needs a value, and nothing comes after it")
	fault.Expected = "a value for --" + option.Name
	return fault
}

func curlLongOption(src source, words []word) (curlArgument, int, error) {
	name := words[0].value[2:]
	option, known := findCurlOption(name)
	if before, after, found := strings.Cut(name, "="); !known && found {
		if option, known := findCurlOption(before); known && option.TakesValue {
			return curlArgument{option: option, value: after, at: words[0], valueAt: words[0]}, 1, nil
		}
	}
	if !known {
		return unknownOption(src, words, name)
	}
	argument := curlArgument{option: option, at: words[0]}
	if !option.TakesValue {
		return argument, 1, nil
	}
	if len(words) == 1 {
		return curlArgument{}, 0, missingValue(src, words[0], option)
	}
	argument.value, argument.valueAt = words[1].value, words[1]
	return argument, 2, nil
}

// unknownOption refuses what is probably a slip, and passes over the options
// of a curl newer than the table.
func unknownOption(src source, words []word, name string) (curlArgument, int, error) {
	if near, found := nearest.Word(name, curlVocabulary().Names()); found && len(near)-len(name) <= 2 {
		fault := src.at(words[0].start, words[0].end, cut(words[0].value)+" is not an option of curl")
		fault.Hint = "did you mean --" + near + "?"
		return curlArgument{}, 0, fault
	}
	argument := curlArgument{unknown: words[0].value, at: words[0]}
	if len(words) == 1 || isOption(words[1].value) || strings.Contains(words[1].value, "://") {
		return argument, 1, nil
	}
	return argument, 2, nil
}
