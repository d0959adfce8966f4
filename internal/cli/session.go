package cli

import (
	"context"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/network"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// A session is one browser profile on the network, as the options describe
// it. It judges calls.
type session struct {
	browser   *simulate.Browser
	client    *network.Client
	rehearsal *rehearsal
	settings  *settings
	// probes allows requests that a browser would not make.
	probes bool
}

// A judged call has its result, and the report on it.
type judged struct {
	result *simulate.Result
	report *report.Report
}

// newSession makes the profile, with cookies in its jar.
func (invocation *invocation) newSession(cookies []fetchspec.Cookie) (*session, error) {
	settings := &invocation.settings
	options, err := invocation.networkOptions()
	if err != nil {
		return nil, err
	}
	client, err := network.New(options)
	if err != nil {
		return nil, wrong("%w", err)
	}
	engine := settings.engine()
	profile := simulate.ProfileFor(engine.Name)
	setIfGiven(&profile.UserAgent, settings.request.userAgent)
	rehearsal := settings.run.rehearse(client)
	return &session{
		browser: &simulate.Browser{
			Network: rehearsal, Engine: engine, Profile: profile,
			Timeout: settings.run.timeout, CookieStore: fetchspec.NewCookieStore(cookies),
		},
		client: client, rehearsal: rehearsal, settings: settings,
		probes: !settings.run.strict && rehearsal.extent == "",
	}, nil
}

func (session *session) close() { session.client.Close() }

// judge performs a call and says what a browser would make of what came of
// it. The intake is nil for a call that was not pasted.
func (session *session) judge(ctx context.Context, call simulate.Call, intake *report.Intake) (*judged, error) {
	result, err := session.browser.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	diagnosis := session.diagnose(ctx, result)
	session.rehearsal.correct(result, &diagnosis)
	return &judged{result: result, report: report.New(result, diagnosis, report.Options{
		ShowSecrets: session.settings.output.showSecrets,
		Extent:      session.rehearsal.extent,
		Intake:      intake,
	})}, nil
}

// diagnose finds out why.
func (session *session) diagnose(ctx context.Context, result *simulate.Result) explain.Diagnosis {
	diagnoser := explain.Diagnoser{Strict: !session.probes}
	if session.probes {
		diagnoser.Probe = session.client
	}
	return diagnoser.Diagnose(ctx, result.Response, result.Trace)
}

func setIfGiven(field *string, value string) {
	if value != "" {
		*field = value
	}
}
