package cases

import (
	"context"
	"time"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A Run is what came of a case's last request.
type Run struct {
	Result *simulate.Result
	// Server answers probes; nil if the case allows none.
	Server fetchspec.Exchanger
}

// start is when every case begins.
var start = time.Date(2026, time.July, 2, 12, 0, 0, 0, time.UTC)

// Run performs the case's requests, one after the other.
func (parsed *Case) Run(ctx context.Context) (*Run, error) {
	engine, known := fetchspec.EngineByName(parsed.Browser)
	if !known {
		return nil, &simulate.InvalidCallError{Field: "browser", Value: string(parsed.Browser), Reason: "there is no such browser"}
	}
	server := &Server{}
	browser := &simulate.Browser{Network: server, Engine: engine, Now: func() time.Time { return start }}
	run := &Run{}
	for i := range parsed.Requests {
		request := &parsed.Requests[i]
		server.answers = request.Answers
		server.origin = request.Call.Origin
		result, err := browser.Do(ctx, request.Call)
		if err != nil {
			return nil, err
		}
		run.Result = result
	}
	if !parsed.NoProbes {
		run.Server = server
	}
	return run, nil
}
