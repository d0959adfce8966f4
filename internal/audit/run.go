package audit

import (
	"context"
	"fmt"
	"strings"

	"corsplain/fetchspec"
)

// Run audits one URL. The error is an *OptionError, the context's, or, when
// the server did not answer at all, what the Exchanger said of that.
func Run(ctx context.Context, options Options, exchanger fetchspec.Exchanger) (*Report, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	options.fillDefaults()
	run := &run{
		observations: &observations{options: &options, url: options.URL},
		exchanger:    exchanger,
	}
	if err := run.stages(ctx); err != nil {
		return nil, err
	}
	report := judge(run.observations)
	report.Requests, report.Unasked, report.Stopped = run.requests, run.unasked, run.stopped
	return report, nil
}

// Plan is a report of what Run would ask, as far as that is known before any
// answer. Nothing is sent.
func Plan(options Options) (*Report, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	if options.Token == nil {
		options.Token = func() string { return "RANDOM" }
	}
	options.fillDefaults()
	o := &observations{options: &options, url: options.URL}
	report := newReport(&options)
	for _, stage := range stages() {
		for _, question := range stage(o) {
			request := question.httpRequest(&options, o.urlFor(&question))
			planned := PlannedRequest{
				Method:  request.Method,
				URL:     request.URL.String(),
				Headers: request.HeaderList,
				Purpose: question.purpose,
			}
			for _, condition := range question.when {
				planned.Conditions = append(planned.Conditions, condition.words)
			}
			report.Planned = append(report.Planned, planned)
		}
	}
	return report, nil
}

// A run is one audit under way.
type run struct {
	*observations
	exchanger fetchspec.Exchanger
	requests  int
	failures  int // in a row
	unasked   []Unasked
	// stopped says why nothing more is asked; "" while something is.
	stopped string
	// keepOut says why no request with an Origin may be sent any more, but for
	// preflights; "" while it may.
	keepOut string
}

func (run *run) stages(ctx context.Context) error {
	for i, stage := range stages() {
		for _, question := range stage(run.observations) {
			if err := run.consider(ctx, question); err != nil {
				return err
			}
		}
		if i == 0 {
			run.stopIfElsewhere()
		}
	}
	return nil
}

// consider asks a question if it is due. The error ends the audit.
func (run *run) consider(ctx context.Context, question question) error {
	for _, condition := range question.when {
		if !condition.holds(run.observations) {
			return nil
		}
	}
	if why := run.whyNot(&question); why != "" {
		run.unasked = append(run.unasked, Unasked{Purpose: question.purpose, Origin: question.attack.origin, Why: why})
		return nil
	}
	if err := run.ask(ctx, &question); err != nil {
		return err
	}
	if question.topic == topicBaseline {
		return run.followBaseline(ctx, &question)
	}
	return nil
}

func (run *run) whyNot(question *question) string {
	switch {
	case run.stopped != "":
		return run.stopped
	case run.requests >= run.options.MaxRequests:
		return fmt.Sprintf("the budget of %d requests is spent", run.options.MaxRequests)
	case run.keepOut != "" && question.attack.origin != "" && !question.isPreflight():
		return run.keepOut
	}
	return ""
}

// ask sends one request and keeps the answer. Only an answer to the very first
// one has to come.
func (run *run) ask(ctx context.Context, question *question) error {
	if err := run.options.Pace.wait(ctx); err != nil {
		return err
	}
	request := question.httpRequest(run.options, run.urlFor(question))
	if run.refusesParameter && question.method != "OPTIONS" {
		request.HeaderList.Append("Cache-Control", "no-cache")
	}
	run.requests++
	response, err := run.exchanger.Exchange(ctx, request)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && len(run.answers) == 0 {
		return err
	}
	run.answers = append(run.answers, newAnswer(question, request, response, err))
	run.heed(&run.answers[len(run.answers)-1])
	return nil
}

// mostFailures is how many questions in a row may stay without an answer.
const mostFailures = 3

// heed stops asking where an answer asks for that.
func (run *run) heed(answer *answer) {
	if answer.response == nil {
		run.failures++
		if run.failures == mostFailures {
			run.stopped = fmt.Sprintf("the server at %s gave no answer %d times in a row", run.url.HostPort(), mostFailures)
		}
		return
	}
	run.failures = 0
	switch {
	case answer.status() == 429, answer.status() == 503 && answer.has("Retry-After"):
		run.stopped = fmt.Sprintf("the server at %s asked for fewer requests (status %d)", run.url.HostPort(), answer.status())
	case answer.question.topic == topicThrowaway:
		run.refusesParameter = answer.status() != run.first(topicBaseline).status()
	case answer.question.topic == topicOrigin && isCacheHit(answer.response.HeaderList):
		run.keepOut = "a shared cache answers whatever the query says, and could give the answer to others"
	}
}

// mostRedirects is how many redirects on the same host are followed.
const mostRedirects = 3

// followBaseline goes where the audited URL leads, as long as that is on the
// same host.
func (run *run) followBaseline(ctx context.Context, question *question) error {
	for range mostRedirects {
		next := run.redirect(&run.answers[len(run.answers)-1])
		if next == nil || !staysOn(run.url, next) || run.whyNot(question) != "" {
			return nil
		}
		run.url = next
		if err := run.ask(ctx, question); err != nil {
			return err
		}
	}
	return nil
}

// redirect is where an answer leads; nil if nowhere.
func (o *observations) redirect(answer *answer) *fetchspec.URL {
	if !fetchspec.IsRedirectStatus(answer.status()) || !answer.has("Location") {
		return nil
	}
	next, err := o.url.Parse(answer.header("Location"))
	if err != nil || !next.IsHTTP() {
		return nil
	}
	return next
}

// staysOn reports whether a redirect leads to the same server: to the same
// origin, or from http to https of the same host.
func staysOn(from, to *fetchspec.URL) bool {
	if to.IncludesCredentials() {
		return false
	}
	upgrade := from.Scheme() == "http" && to.Scheme() == "https" && from.Host() == to.Host() && !from.HasPort() && !to.HasPort()
	return upgrade || from.Origin().SameOrigin(to.Origin())
}

// stopIfElsewhere ends an audit of a URL that leads to another host: that one
// decides what can be read.
func (run *run) stopIfElsewhere() {
	baseline := run.lastBaseline()
	if baseline == nil {
		return
	}
	if next := run.redirect(baseline); next != nil && run.stopped == "" {
		run.stopped = fmt.Sprintf("the URL leads to %s, where it is decided what can be read", next.Origin())
	}
}

// lastBaseline is the answer that a chain of redirects ended with.
func (o *observations) lastBaseline() *answer {
	found := o.of(topicBaseline)
	if len(found) == 0 {
		return nil
	}
	return found[len(found)-1]
}

// urlFor is what a question asks for.
func (o *observations) urlFor(question *question) *fetchspec.URL {
	url := o.url
	if question.path != nil {
		url = question.path
	}
	if question.plain || o.options.PlainURL || o.refusesParameter {
		return url
	}
	token := question.token
	if token == "" {
		token = o.options.Token()
	}
	return withThrowaway(url, token)
}

// withThrowaway adds the parameter that nobody else's request has.
func withThrowaway(url *fetchspec.URL, token string) *fetchspec.URL {
	text := url.WithoutFragment()
	separator := "?"
	if strings.Contains(text, "?") {
		separator = "&"
	}
	changed, err := fetchspec.ParseURL(text + separator + throwawayParameter + "=" + token)
	if err != nil {
		return url
	}
	return changed
}
