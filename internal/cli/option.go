package cli

// An option is one option of a command: how it is written, what the help text
// says of it, and what it sets. Exactly one of text, flag, list and set is
// there.
type option struct {
	name     string // the long name
	short    byte   // the letter; 0 for none
	argument string // what the help text calls its value; "" if it takes none
	help     string // one line, lower case
	values   []string
	group    group

	text func(*settings) *string
	flag func(*settings) *bool
	list func(*settings) *[]string
	set  func(*settings, string) error
}

// A group is a heading of the help text.
type group string

const (
	groupRequest    group = "The request, as in curl"
	groupPage       group = "The page that makes it"
	groupRun        group = "What to do"
	groupPolicy     group = "What to allow"
	groupConnection group = "The connection, as in curl"
	groupOutput     group = "Output"
	groupIgnored    group = "Accepted, as browsers do so anyway or it changes nothing"
	groupOther      group = "Other"
)

// apply sets what one given option sets.
func (option *option) apply(settings *settings, given givenOption) error {
	if option.values != nil {
		if err := oneOf(given.place+given.Written, given.Value, option.values); err != nil {
			return err
		}
	}
	switch {
	case option.text != nil:
		*option.text(settings) = given.Value
	case option.flag != nil:
		*option.flag(settings) = !given.Negated
	case option.list != nil:
		values := option.list(settings)
		*values = append(*values, given.Value)
	default:
		if err := option.set(settings, given.Value); err != nil {
			return wrong("%s%s: %w", given.place, given.Written, err)
		}
	}
	return nil
}

func optionNamed(options []option, name string) *option {
	for i := range options {
		if options[i].name == name {
			return &options[i]
		}
	}
	return nil
}

// grouped puts options under a heading of the help text.
func grouped(group group, options []option) []option {
	for i := range options {
		options[i].group = group
	}
	return options
}
