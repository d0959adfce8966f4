package curl

// An Option is how an option is spelled, and whether a value follows it.
type Option struct {
	Name       string // the long name, without dashes
	Short      byte   // the letter; 0 for none
	TakesValue bool
}

// Spelling is the option as people write it: "-X, --request", or "--json".
func (option Option) Spelling() string {
	if option.Short == 0 {
		return "--" + option.Name
	}
	return "-" + string(rune(option.Short)) + ", --" + option.Name
}

// A Vocabulary is the options that a command understands.
type Vocabulary []Option

// Long returns the option with the long name.
func (vocabulary Vocabulary) Long(name string) (Option, bool) {
	for _, option := range vocabulary {
		if option.Name == name {
			return option, true
		}
	}
	return Option{}, false
}

// Letter returns the option with the one-letter name.
func (vocabulary Vocabulary) Letter(letter byte) (Option, bool) {
	for _, option := range vocabulary {
		if option.Short == letter {
			return option, true
		}
	}
	return Option{}, false
}

// Names returns the long names.
func (vocabulary Vocabulary) Names() []string {
	names := make([]string, len(vocabulary))
	for i, option := range vocabulary {
		names[i] = option.Name
	}
	return names
}
