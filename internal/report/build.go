package report

import (
	"encoding/json"
	"errors"
	"math"
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// hiddenBodyLimit is how many bytes of a hidden body a report quotes.
const hiddenBodyLimit = 4096

// New makes the report of a call. The result's Response and Trace may be nil,
// as when nothing was to be sent.
func New(result *simulate.Result, diagnosis explain.Diagnosis, options Options) *Report {
	build := builder{result: result, diagnosis: &diagnosis, redact: newRedactor(result, &diagnosis, options)}
	report := build.report(options)
	report.source = source{result: result, diagnosis: diagnosis, options: options, redact: build.redact}
	return report
}

// Invalid makes the report of a request that could not be understood. The id
// is the request's, nil if it had none.
func Invalid(id json.RawMessage, code, message string) *Report {
	redact := &redactor{}
	return &Report{
		Schema:  SchemaName,
		ID:      validID(id),
		Verdict: explain.VerdictInvalid,
		Error:   &Error{Code: code, Message: redact.text(message)},
	}
}

// Unknown makes the report of something that holds too little for a verdict,
// as a recording without a response. The id is the request's, nil if it had
// none.
func Unknown(id json.RawMessage, code, message string) *Report {
	report := Invalid(id, code, message)
	report.Verdict = explain.VerdictUnknown
	return report
}

// NewCookieAnswer makes the answer to a call whose Op is OpGetCookies.
func NewCookieAnswer(result *simulate.Result, options Options) CookieAnswer {
	cookie := result.Cookie
	if !options.ShowSecrets {
		cookie = redactCookies(cookie)
	}
	return CookieAnswer{ID: validID(result.Call.ID), Cookie: validText(cookie)}
}

// validID keeps an id that would break the report's JSON out of it.
func validID(id json.RawMessage) json.RawMessage {
	if !json.Valid(id) {
		return nil
	}
	return id
}

// A builder makes one report.
type builder struct {
	result    *simulate.Result
	diagnosis *explain.Diagnosis
	redact    *redactor // nil shows secrets
}

func (build *builder) report(options Options) *Report {
	report := &Report{
		Schema:    SchemaName,
		ID:        validID(build.result.Call.ID),
		Verdict:   build.diagnosis.Verdict,
		Browser:   build.browser(),
		Extent:    options.Extent,
		Request:   build.request(),
		Preflight: build.preflight(),
		Hidden:    build.hidden(),
		Blockers:  build.findings(build.diagnosis.Blockers),
		Warnings:  build.findings(build.diagnosis.Warnings),
		Remedies:  build.remedies(),
		Repaired:  build.repaired(),
		Fix:       build.fix(options.Fix),
		Engines:   build.engines(),
		Layers:    build.layers(),
		Intake:    build.intake(options.Intake),
		Error:     build.failure(),
		Timing:    &Timing{Total: milliseconds(build.result.Total)},
	}
	if options.Extent == ExtentDryRun {
		report.Planned = build.planned()
		return report
	}
	if options.Fix == nil {
		report.fixHint = build.redact.text(explain.FixHint(build.diagnosis))
	}
	report.Exchanges = build.exchanges()
	if build.result.Response != nil {
		report.Response = build.response(build.result.Response)
	}
	return report
}

func (build *builder) browser() fetchspec.EngineName {
	if build.result.Trace == nil || build.result.Trace.Start.Engine.Name == "" {
		return fetchspec.EngineStandard
	}
	return build.result.Trace.Start.Engine.Name
}

// failure is why there is no verdict; nil if there is one, or if none was
// asked for.
func (build *builder) failure() *Error {
	var failure *fetchspec.Failure
	if build.result.Response != nil {
		failure = build.result.Response.Failure
	}
	switch {
	case build.diagnosis.Verdict != explain.VerdictFailed && build.diagnosis.Verdict != explain.VerdictUnknown:
		return nil
	case failure != nil && failure.Cause != nil:
		return build.exchangeError(failure.Cause)
	case build.diagnosis.Verdict == explain.VerdictUnknown:
		return nil
	case failure != nil:
		return &Error{Code: "unknown", Message: build.redact.text(failure.Error())}
	}
	return &Error{Code: "unknown", Message: "the exchange failed"}
}

func (build *builder) exchangeError(err error) *Error {
	code := "unknown"
	var exchangeError *fetchspec.ExchangeError
	if errors.As(err, &exchangeError) {
		code = string(exchangeError.Kind)
	}
	return &Error{Code: code, Message: build.redact.text(err.Error())}
}

func (build *builder) intake(intake *Intake) *Intake {
	if intake == nil {
		return nil
	}
	cleaned := &Intake{Format: intake.Format, Notes: []string{}}
	for _, note := range intake.Notes {
		cleaned.Notes = append(cleaned.Notes, build.redact.text(note))
	}
	for _, caveat := range intake.Caveats {
		cleaned.Caveats = append(cleaned.Caveats, build.redact.text(caveat))
	}
	return cleaned
}

func milliseconds(duration time.Duration) Milliseconds {
	return rounded(float64(duration) / float64(time.Millisecond))
}

func rounded(milliseconds float64) Milliseconds {
	return Milliseconds(math.Round(milliseconds*100) / 100)
}

func timing(timing fetchspec.Timing) Timing {
	return Timing{
		NameLookup: milliseconds(timing.NameLookup),
		Connect:    milliseconds(timing.Connect),
		TLS:        milliseconds(timing.TLS),
		FirstByte:  milliseconds(timing.FirstByte),
		Total:      milliseconds(timing.Total),
	}
}
