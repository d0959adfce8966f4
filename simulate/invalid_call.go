package simulate

import "fmt"

// An InvalidCallError is a call object that is wrong in itself: nothing was
// sent.
type InvalidCallError struct {
	Field  string // the request object's field: "origin"
	Value  string // what it holds
	Reason string // what is wrong with it, in plain words
	Hint   string // what would be right; "" if that is plain from Reason
}

func (e *InvalidCallError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("%s: %s", e.Field, e.Reason)
	}
	return fmt.Sprintf("%s %q: %s", e.Field, e.Value, e.Reason)
}
