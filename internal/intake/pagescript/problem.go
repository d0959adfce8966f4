package pagescript

// A Problem is why the code says nothing of a request, and where.
type Problem struct {
	Start, End int    // bytes of the source
	Message    string // lower case, no full stop
	Expected   string // "" if that goes without saying
	Hint       string // "" if nothing more can be said
}

func (problem *Problem) Error() string { return problem.Message }
