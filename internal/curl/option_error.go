package curl

import "strconv"

// A Problem is what is wrong with an option.
type Problem string

// The problems.
const (
	Unknown      Problem = "unknown"
	NeedsValue   Problem = "needs a value"
	TakesNoValue Problem = "takes no value"
)

// An OptionError is an option that cannot be taken as it was written.
type OptionError struct {
	Problem Problem
	Written string // "--orign", "-x"
	Line    int    // its line in a file; 0 for a command line
}

func (e *OptionError) Error() string {
	message := "option " + e.Written + " " + string(e.Problem)
	if e.Problem == Unknown {
		message = "unknown option " + e.Written
	}
	if e.Line > 0 {
		return "line " + strconv.Itoa(e.Line) + ": " + message
	}
	return message
}
