package cli

import (
	"context"
	"sync/atomic"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// A rehearsal is a network that sends only some of the requests. The others
// are answered with everything that they could ask for, so that the fetch goes
// on to what it would send next; what comes of that is no verdict.
type rehearsal struct {
	network fetchspec.Exchanger
	extent  report.Extent
	// pretended is set once an answer was made up.
	pretended atomic.Bool
}

// extent is how far --dry-run and --preflight-only let a call go.
func (run *runSettings) extent() report.Extent {
	switch {
	case run.dryRun:
		return report.ExtentDryRun
	case run.preflightOnly:
		return report.ExtentPreflightOnly
	}
	return ""
}

// Exchange sends the request, or pretends to.
func (rehearsal *rehearsal) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	if rehearsal.sends(request.Kind) {
		return rehearsal.network.Exchange(ctx, request)
	}
	rehearsal.pretended.Store(true)
	return permission(request), nil
}

func (rehearsal *rehearsal) sends(kind fetchspec.ExchangeKind) bool {
	switch rehearsal.extent {
	case report.ExtentDryRun:
		return false
	case report.ExtentPreflightOnly:
		return kind == fetchspec.ExchangePreflight
	}
	return true
}

// permission is an answer that grants whatever the request asks for.
func permission(request *fetchspec.HTTPRequest) *fetchspec.HTTPResponse {
	response := &fetchspec.HTTPResponse{HTTPVersion: "1.1", Status: 200}
	grant := func(name, askedBy string) {
		if value, asked := request.HeaderList.Get(askedBy); asked {
			response.HeaderList.Append(name, value)
		}
	}
	grant("Access-Control-Allow-Origin", "Origin")
	grant("Access-Control-Allow-Methods", "Access-Control-Request-Method")
	grant("Access-Control-Allow-Headers", "Access-Control-Request-Headers")
	response.HeaderList.Append("Access-Control-Allow-Credentials", "true")
	response.HeaderList.Append("Cross-Origin-Resource-Policy", "cross-origin")
	response.HeaderList.Append("Vary", "Origin")
	return response
}

// correct takes back what follows from answers that were made up: the verdict
// of a dry run is unknown, and of --preflight-only the preflight's.
func (rehearsal *rehearsal) correct(result *simulate.Result, diagnosis *explain.Diagnosis) {
	if !rehearsal.pretended.Load() {
		return
	}
	diagnosis.Verdict = explain.VerdictUnknown
	for _, exchange := range result.Trace.Exchanges {
		if exchange.Kind == fetchspec.ExchangePreflight && rehearsal.sends(exchange.Kind) {
			diagnosis.Verdict = explain.VerdictAllowed
		}
	}
	sent := 0
	for _, exchange := range result.Trace.Exchanges {
		if rehearsal.sends(exchange.Kind) {
			sent++
		}
	}
	var warnings []explain.Finding
	for _, warning := range diagnosis.Warnings {
		if warning.Exchange < sent {
			warnings = append(warnings, warning)
		}
	}
	*diagnosis = explain.Diagnosis{
		Verdict: diagnosis.Verdict, Preflight: diagnosis.Preflight, Warnings: warnings,
		Checks: diagnosis.Checks[:min(sent, len(diagnosis.Checks))],
	}
	result.Response = nil
	if rehearsal.extent == report.ExtentPreflightOnly {
		result.Trace.Exchanges = result.Trace.Exchanges[:sent]
	}
}
