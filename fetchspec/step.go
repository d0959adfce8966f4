package fetchspec

import "fmt"

// A Step names a step of an algorithm in the Fetch Standard, or in a neighbor
// that it calls on.
type Step struct {
	Algorithm string // as the Standard names it: "CORS check"
	Number    string // "4", "7.5", "12[3].1": see testdata/steps.txt
}

// String returns "CORS check, step 4".
func (step Step) String() string {
	if step.Number == "" {
		return step.Algorithm
	}
	return fmt.Sprintf("%s, step %s", step.Algorithm, step.Number)
}

// URL returns the address of the algorithm in its standard; "" if unknown.
func (step Step) URL() string { return algorithmURL(step.Algorithm) }

// A Failure is the step at which the Standard gave up, and over what.
type Failure struct {
	Step Step
	// Within is the calling step when Step belongs to a check that an
	// algorithm made, as "CORS check" step 4 within "HTTP fetch" step 4.4;
	// zero when the algorithm itself gave up.
	Within Step
	// Subject is the method, header name, URL, port or value it was about;
	// "" if none.
	Subject string
	// Exchange is the index into Trace.Exchanges of the exchange whose answer
	// failed; -1 if nothing had been sent.
	Exchange int
	// Response is the answer that was refused, unfiltered; nil if none was. It
	// may have come from the HTTP cache, where Exchange is -1.
	Response *Response
	// Departure names the engine departure that made this a failure; "" if
	// the Standard itself gives up here.
	Departure string
	// Cause is what the Exchanger said, when the network failed; else nil.
	Cause error
}

// Error makes a Failure usable as an error: "CORS check, step 4".
func (failure *Failure) Error() string {
	if failure.Cause != nil {
		return failure.Step.String() + ": " + failure.Cause.Error()
	}
	return failure.Step.String()
}

// Unwrap returns Cause.
func (failure *Failure) Unwrap() error { return failure.Cause }
