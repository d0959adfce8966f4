package curl

import (
	"bytes"
	"strings"
)

// ScanConfig reads a file for -K: one option a line, with or without its
// dashes, its value after white space, "=" or ":", in double quotes if it has
// white space in it; "#" begins a comment line. The error is an *OptionError
// with the line.
func ScanConfig(file []byte, vocabulary Vocabulary) ([]Given, error) {
	var given []Given
	file = bytes.TrimPrefix(file, []byte("\xEF\xBB\xBF"))
	for number := 1; len(file) > 0; number++ {
		var line []byte
		line, file, _ = bytes.Cut(file, []byte("\n"))
		text := strings.Trim(string(line), " \t\r\v\f")
		if text == "" || text[0] == '#' {
			continue
		}
		option, err := scanConfigLine(text, vocabulary)
		if err != nil {
			err.Line = number
			return nil, err
		}
		option.Line = number
		given = append(given, option)
	}
	return given, nil
}

func scanConfigLine(text string, vocabulary Vocabulary) (Given, *OptionError) {
	name, rest := cutOptionName(text)
	found, problem := lookUpConfigName(name, vocabulary)
	if problem != nil {
		return Given{}, problem
	}
	if !found.takesValue {
		if rest != "" {
			return Given{}, &OptionError{Problem: TakesNoValue, Written: found.Written}
		}
		return found.Given, nil
	}
	if rest == "" {
		return Given{}, &OptionError{Problem: NeedsValue, Written: found.Written}
	}
	found.Value = configValue(rest)
	return found.Given, nil
}

// cutOptionName splits a line at the first white space, "=" or ":", and drops
// the separators.
func cutOptionName(text string) (name, rest string) {
	end := strings.IndexAny(text, " \t=:")
	// "-:" is an option of its own.
	if end < 0 || (end == 1 && text[0] == '-') {
		return text, ""
	}
	return text[:end], strings.TrimLeft(text[end:], " \t=:")
}

func lookUpConfigName(name string, vocabulary Vocabulary) (foundOption, *OptionError) {
	if len(name) == 2 && name[0] == '-' && name[1] != '-' {
		option, known := vocabulary.Letter(name[1])
		if !known {
			return foundOption{}, &OptionError{Problem: Unknown, Written: name}
		}
		return foundOption{Given{Name: option.Name, Written: name}, option.TakesValue}, nil
	}
	found, err := lookUpLong(vocabulary, strings.TrimPrefix(name, "--"))
	if err != nil {
		return foundOption{}, &OptionError{Problem: Unknown, Written: name}
	}
	found.Written = name
	return found, nil
}

// configValue is a quoted value without its quotes and escapes, or everything
// up to the first white space.
func configValue(rest string) string {
	if rest[0] != '"' {
		if end := strings.IndexAny(rest, " \t"); end >= 0 {
			return rest[:end]
		}
		return rest
	}
	var value strings.Builder
	for i := 1; i < len(rest) && rest[i] != '"'; i++ {
		if rest[i] != '\\' || i+1 == len(rest) {
			value.WriteByte(rest[i])
			continue
		}
		i++
		value.WriteByte(unescapeConfig(rest[i]))
	}
	return value.String()
}

func unescapeConfig(letter byte) byte {
	switch letter {
	case 't':
		return '\t'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 'v':
		return '\v'
	}
	return letter
}
