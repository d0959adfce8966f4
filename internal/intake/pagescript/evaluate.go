package pagescript

import (
	"context"
	"time"
)

// Options is what the page knows that the code does not say.
type Options struct {
	// Page is the page's URL, which relative URLs need; "" if unknown.
	Page string
	// Define gives values to names that the code does not declare, as
	// "token" or "config.apiURL": JSON, or else the text itself.
	Define map[string]string
	// Timeout ends the run; 0 is one second.
	Timeout time.Duration
}

const (
	defaultTimeout = time.Second
	maxRequests    = 200
	maxTasks       = 1000
	maxCallStack   = 1000
	// maxHeapGrowth is how much more memory the run may come to use.
	maxHeapGrowth = 64 << 20
)

// Evaluate runs the code and returns the requests that it made. If it makes
// none by itself, what it declares is called. The error is a *Problem, or the
// context's.
func Evaluate(ctx context.Context, source string, options Options) (*Result, error) {
	if options.Timeout == 0 {
		options.Timeout = defaultTimeout
	}
	prepared, problem := prepare(source, isLibrary)
	if problem != nil {
		return nil, problem
	}
	program, problem := compile(source, &prepared)
	if problem != nil {
		return nil, problem
	}
	box := newSandbox(source, prepared, options)
	if err := box.watch(ctx, func() { box.run(program) }); err != nil {
		return nil, err
	}
	return box.result()
}
