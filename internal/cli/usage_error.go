package cli

import (
	"errors"
	"fmt"
	"io"

	"corsplain/internal/curl"
	"corsplain/internal/intake"
	"corsplain/internal/nearest"
	"corsplain/simulate"
)

// A usageError is something wrong with the command line or a file that it
// names: exit status 2.
type usageError struct {
	error
	hints []string // what to do, without the "hint:"
}

func (e *usageError) Unwrap() error { return e.error }

// wrong makes a usageError; it keeps the hints of one that it wraps.
func wrong(format string, arguments ...any) *usageError {
	usage := &usageError{error: fmt.Errorf(format, arguments...)}
	var wrapped *usageError
	if errors.As(usage.error, &wrapped) {
		usage.hints = wrapped.hints
	}
	return usage
}

// hint adds a hint.
func (e *usageError) hint(format string, arguments ...any) *usageError {
	e.hints = append(e.hints, fmt.Sprintf(format, arguments...))
	return e
}

// writeError writes an error of the tool and its hints. What a user typed may
// hold anything: nothing of it reaches a terminal unescaped, and no secret whole.
func writeError(w io.Writer, err error) {
	var syntax *intake.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Fprintf(w, "corsplain: %s", syntax.Render(0))
		return
	}
	fmt.Fprintf(w, "corsplain: %s\n", told(err.Error()))
	var usage *usageError
	if !errors.As(err, &usage) {
		return
	}
	for _, hint := range usage.hints {
		fmt.Fprintf(w, "hint: %s\n", told(hint))
	}
}

// wrongOption says what is wrong with an option, and what was probably meant.
func wrongOption(e *curl.OptionError, command *command, place string) *usageError {
	if e.Problem != curl.Unknown {
		return wrong("%soption %s %s", place, e.Written, e.Problem)
	}
	if reason := curlOnly(e.Written); reason != "" {
		return wrong("%soption %s is curl's alone", place, e.Written).hint("%s", reason)
	}
	usage := wrong("%sunknown option %s", place, e.Written)
	if meant := command.meantOption(e.Written); meant != "" {
		return usage.hint("did you mean %s?", meant)
	}
	return usage.hint("corsplain %s lists the options", command.helpWords())
}

// wrongCall says what simulate found wrong with a call, in terms of the
// options that made it.
func wrongCall(e *simulate.InvalidCallError) *usageError {
	usage := wrong("%s", e.Error())
	if e.Hint != "" {
		usage.hint("%s", e.Hint)
	}
	return usage
}

// oneOf checks a value against those that an option or argument can have.
func oneOf(what, value string, values []string) error {
	for _, known := range values {
		if value == known {
			return nil
		}
	}
	usage := wrong("%s %s: it must be one of %s", what, value, joinWords(values))
	if meant, ok := nearest.Word(value, values); ok {
		usage.hint("did you mean %s?", meant)
	}
	return usage
}
