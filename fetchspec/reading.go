package fetchspec

import "errors"

// A Reading is what an engine makes of a malformed answer that it reads in a
// way of its own: other headers, another status, or a refusal.
type Reading struct {
	Engine   EngineName
	Response *HTTPResponse // nil if the engine refuses the answer
	Err      error         // an *ExchangeError; nil if it does not
}

// ReadBy returns what engine makes of what an Exchanger returned: nearly always
// the same.
func ReadBy(engine EngineName, response *HTTPResponse, err error) (*HTTPResponse, error) {
	var readings []Reading
	var failed *ExchangeError
	switch {
	case response != nil:
		readings = response.Readings
	case errors.As(err, &failed):
		readings = failed.Readings
	}
	for _, reading := range readings {
		if reading.Engine == engine {
			return reading.Response, reading.Err
		}
	}
	return response, err
}
