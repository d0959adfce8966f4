package curl

import (
	"strings"
	"unicode/utf8"
)

// A Given is one option as it was given.
type Given struct {
	Name    string // the option's long name
	Value   string // "" for an option that takes none
	Negated bool   // --no-NAME
	Written string // the option as written, without the value: "-X", "--request"
	Line    int    // its line in a file; 0 for a command line
}

// Scan reads the words of a command line as curl does: options and operands
// in any order, `-XPUT`, `-sSk`, `--name value`, `--no-name`, `--` before
// operands that begin with a dash; and, which curl does not know,
// `--name=value`. A lone "-" is an operand. The error is an *OptionError.
func Scan(words []string, vocabulary Vocabulary) (given []Given, operands []string, err error) {
	scanner := scanner{words: words, vocabulary: vocabulary}
	for len(scanner.words) > 0 {
		word := scanner.next()
		switch {
		case word == "--":
			return scanner.given, append(scanner.operands, scanner.words...), nil
		case strings.HasPrefix(word, "--"):
			err = scanner.long(word)
		case len(word) > 1 && word[0] == '-':
			err = scanner.letters(word)
		default:
			scanner.operands = append(scanner.operands, word)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return scanner.given, scanner.operands, nil
}

type scanner struct {
	words      []string // not yet read
	vocabulary Vocabulary
	given      []Given
	operands   []string
}

func (s *scanner) next() string {
	word := s.words[0]
	s.words = s.words[1:]
	return word
}

func (s *scanner) long(word string) error {
	name, value, hasValue := strings.Cut(word[len("--"):], "=")
	found, err := lookUpLong(s.vocabulary, name)
	if err != nil {
		return err
	}
	if !found.takesValue {
		if hasValue {
			return &OptionError{Problem: TakesNoValue, Written: found.Written}
		}
		s.given = append(s.given, found.Given)
		return nil
	}
	if !hasValue {
		if len(s.words) == 0 {
			return &OptionError{Problem: NeedsValue, Written: found.Written}
		}
		value = s.next()
	}
	found.Value = value
	s.given = append(s.given, found.Given)
	return nil
}

// letters reads a word like -sSk or -XPUT: letters up to the first that takes
// a value, which is the rest of the word or, if there is none, the next word.
// A long name with one dash too few would be letters, too, but nobody who
// writes -origin means a file called "rigin".
func (s *scanner) letters(word string) error {
	if _, isLongName := s.vocabulary.Long(word[1:]); isLongName && len(word) > len("-xx") {
		return &OptionError{Problem: Unknown, Written: word}
	}
	for i := 1; i < len(word); i++ {
		option, known := s.vocabulary.Letter(word[i])
		if !known {
			return unknownLetter(word, i)
		}
		given := Given{Name: option.Name, Written: "-" + word[i:i+1]}
		if !option.TakesValue {
			s.given = append(s.given, given)
			continue
		}
		given.Value = word[i+1:]
		if given.Value == "" {
			if len(s.words) == 0 {
				return &OptionError{Problem: NeedsValue, Written: given.Written}
			}
			given.Value = s.next()
		}
		s.given = append(s.given, given)
		return nil
	}
	return nil
}

// unknownLetter names the whole word when its first letter is unknown and it
// looks like a long option with one dash too few.
func unknownLetter(word string, i int) error {
	if i == 1 && len(word) > 2 {
		return &OptionError{Problem: Unknown, Written: word}
	}
	_, size := utf8.DecodeRuneInString(word[i:])
	return &OptionError{Problem: Unknown, Written: "-" + word[i:i+size]}
}

type foundOption struct {
	Given
	takesValue bool
}

func lookUpLong(vocabulary Vocabulary, name string) (foundOption, error) {
	written := "--" + name
	if option, known := vocabulary.Long(name); known {
		return foundOption{Given{Name: name, Written: written}, option.TakesValue}, nil
	}
	positive, isNegation := strings.CutPrefix(name, "no-")
	if option, known := vocabulary.Long(positive); isNegation && known && !option.TakesValue {
		return foundOption{Given{Name: positive, Negated: true, Written: written}, false}, nil
	}
	return foundOption{}, &OptionError{Problem: Unknown, Written: written}
}
