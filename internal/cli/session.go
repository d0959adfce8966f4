package cli

import (
	"context"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/network"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// A session is one browser profile, as the options describe it, before a
// network or a recording. It judges calls.
type session struct {
	browser   *simulate.Browser
	rehearsal *rehearsal
	settings  *settings
	// probe makes requests that a browser would not make; nil for none.
	probe fetchspec.Exchanger
	// amend takes back what the report must not say of a replay; nil for
	// nothing.
	amend func(*simulate.Result, *explain.Diagnosis)
	close func()
}

// A judged call has its result, and the report on it.
type judged struct {
	result *simulate.Result
	report *report.Report
}

// newNetworkSession makes a profile on the network, with cookies in its jar.
func (streams *Streams) newNetworkSession(settings *settings, cookies []fetchspec.Cookie) (*session, error) {
	options, err := streams.networkOptions(settings)
	if err != nil {
		return nil, err
	}
	client, err := network.New(options)
	if err != nil {
		return nil, wrong("%w", err)
	}
	session := newSession(settings, client)
	session.browser.CookieStore = fetchspec.NewCookieStore(cookies)
	session.close = func() { client.Close() }
	if !settings.run.strict && session.rehearsal.extent == "" {
		session.probe = client
	}
	return session, nil
}

// newSession makes a profile before any exchanger.
func newSession(settings *settings, exchanger fetchspec.Exchanger) *session {
	engine := settings.engine()
	profile := simulate.ProfileFor(engine.Name)
	setIfGiven(&profile.UserAgent, settings.request.userAgent)
	rehearsal := &rehearsal{network: exchanger, extent: settings.run.extent()}
	return &session{
		browser:   &simulate.Browser{Network: rehearsal, Engine: engine, Profile: profile, Timeout: settings.run.timeout},
		rehearsal: rehearsal, settings: settings, close: func() {},
	}
}

// judge performs a call and says what a browser would make of what came of
// it. The intake is nil for a call that was not pasted.
func (session *session) judge(ctx context.Context, call simulate.Call, intake *report.Intake) (*judged, error) {
	// The call and the probes after it share one limit: a server that answers
	// the browser may still leave a probe without an end.
	ctx, cancel := context.WithTimeout(ctx, session.browser.TimeLimit(call))
	defer cancel()
	result, err := session.browser.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	diagnoser := explain.Diagnoser{Probe: session.probe, Strict: session.probe == nil, Thorough: session.settings.output.verbose}
	diagnosis := diagnoser.Diagnose(ctx, result.Response, result.Trace)
	session.rehearsal.correct(result, &diagnosis)
	if session.amend != nil {
		session.amend(result, &diagnosis)
	}
	options := report.Options{
		ShowSecrets: session.settings.output.showSecrets,
		Extent:      session.rehearsal.extent,
		Intake:      intake,
	}
	if stack := session.settings.run.fix; stack != "" {
		options.Fix = explain.FixFor(stack, &diagnosis, result.Trace)
	}
	return &judged{result: result, report: report.New(result, diagnosis, options)}, nil
}

func setIfGiven(field *string, value string) {
	if value != "" {
		*field = value
	}
}
