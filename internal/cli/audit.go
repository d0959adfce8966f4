package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"corsplain/fetchspec"
	"corsplain/internal/audit"
	"corsplain/internal/network"
	"corsplain/internal/report"
)

func auditCommand() *command {
	return &command{
		name:     "audit",
		synopsis: "[options] URL...",
		summary:  "learn what CORS policy a server has, and whether it is safe",
		about: "Asks with preflights, GET and HEAD alone, slowly and within a budget, as pages of origins that are to be let in and of others that look like them. " +
			"Each request with an Origin has a query parameter of its own (corsplain-audit), so that no shared cache gives its answer to anybody else. " +
			"Audit only servers that are yours, or whose owner agrees.",
		options: auditOptions,
		run:     runAudits,
	}
}

// auditSettings say what is audited, and how.
type auditSettings struct {
	origins     []string
	paths       []string
	rate        float64
	maxRequests int
	plainURL    bool
	failOn      string
}

func auditOptions() []option {
	return slices.Concat(
		grouped(groupRun, []option{
			{name: "origin", argument: "ORIGIN", help: "an origin that is to be let in, as https://app.example.com; without any, one is learned or guessed (can be repeated)", list: func(s *settings) *[]string { return &s.audit.origins }},
			{name: "path", argument: "PATH", help: "audit this path of the URL's host instead of the URL's own (can be repeated)", list: func(s *settings) *[]string { return &s.audit.paths }},
			{name: "head", short: 'I', help: "ask with HEAD instead of GET", flag: func(s *settings) *bool { return &s.request.head }},
			{name: "rate", argument: "N", help: "how many requests a second, at most (10)", set: setRate},
			{name: "max-requests", argument: "N", help: fmt.Sprintf("how many requests for one URL, at most (%d)", audit.DefaultMaxRequests), set: setMaxRequests},
			{name: "dry-run", help: "say what would be asked; send nothing", flag: func(s *settings) *bool { return &s.run.dryRun }},
			{name: "plain-url", help: "ask for the URL as it is, without a query parameter of our own", flag: func(s *settings) *bool { return &s.audit.plainURL }},
			{name: "fail-on", argument: "SEVERITY", values: failOnNames(), help: "exit with 1 from this severity on: high (the default), medium, low, info or none", text: func(s *settings) *string { return &s.audit.failOn }},
		}),
		grouped(groupRequest, auditRequestOptions()),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, auditOutputOptions()),
		grouped(groupOther, []option{configOption(), helpOption()}),
	)
}

// auditRequestOptions are what may go along with each GET or HEAD.
func auditRequestOptions() []option {
	kept := []string{"url", "header", "user", "oauth2-bearer", "cookie", "user-agent"}
	return slices.DeleteFunc(requestOptions(), func(option option) bool { return !slices.Contains(kept, option.name) })
}

func auditOutputOptions() []option {
	options := append(reportOptions(), verboseOption(), silentOption())
	for i := range options {
		if options[i].name == "format" {
			options[i].values, options[i].help = auditFormatNames(), joinWords(auditFormatNames())
		}
	}
	return options
}

func silentOption() option {
	return option{name: "silent", short: 's', help: "no notes on standard error", flag: func(s *settings) *bool { return &s.output.silent }}
}

func auditFormatNames() []string {
	var names []string
	for _, format := range report.AuditFormats() {
		names = append(names, format.Name)
	}
	return names
}

const failOnNothing = "none"

func failOnNames() []string {
	var names []string
	for _, severity := range audit.Severities() {
		names = append(names, string(severity))
	}
	return append(names, failOnNothing)
}

// maxRate bounds what could be mistaken for an attack.
const maxRate = 1000

func setRate(s *settings, text string) error {
	rate, err := strconv.ParseFloat(text, 64)
	if err != nil || !(rate > 0) || rate > maxRate {
		return wrong("%q is not a number of requests a second, greater than 0 and at most %d", text, maxRate)
	}
	s.audit.rate = rate
	return nil
}

const maxAuditRequests = 1000

func setMaxRequests(s *settings, text string) error {
	count, err := strconv.Atoi(text)
	if err != nil || count < 1 || count > maxAuditRequests {
		return wrong("%q is not a number from 1 to %d", text, maxAuditRequests)
	}
	s.audit.maxRequests = count
	return nil
}

// runAudits audits one URL after the other, all at one pace.
func runAudits(ctx context.Context, invocation *invocation) (exitStatus, error) {
	audits, err := invocation.auditsToRun()
	if err != nil {
		return statusUsage, err
	}
	client, err := invocation.auditClient()
	if err != nil {
		return statusUsage, err
	}
	defer client.Close()
	format, _ := report.AuditFormatNamed(invocation.auditFormat())
	status, held := statusAllowed, []*report.Audit(nil)
	for _, options := range audits {
		made, err := invocation.runAudit(ctx, options, client)
		var unreachable *fetchspec.ExchangeError
		switch {
		case ctx.Err() != nil:
			return statusInterrupted, nil
		case errors.As(err, &unreachable):
			writeError(invocation.Err, fmt.Errorf("%s cannot be audited: %w", options.URL.HostPort(), unreachable))
			status = worst(status, statusFailed)
			continue
		case err != nil:
			return statusUsage, wrong("%w", err)
		}
		status = worst(status, invocation.auditStatus(made))
		shown := report.NewAudit(made, invocation.settings.output.showSecrets)
		if format.Whole {
			held = append(held, shown)
			continue
		}
		if err := format.Write(invocation.Out, []*report.Audit{shown}, invocation.textOptions()); err != nil {
			return statusUsage, err
		}
	}
	if format.Whole {
		return status, format.Write(invocation.Out, held, invocation.textOptions())
	}
	return status, nil
}

func (invocation *invocation) runAudit(ctx context.Context, options audit.Options, client *network.Client) (*audit.Report, error) {
	if invocation.settings.run.dryRun {
		return audit.Plan(options)
	}
	invocation.warn("asking %s with at most %d requests, %s a second", options.URL.HostPort(),
		options.MaxRequests, strconv.FormatFloat(invocation.auditRate(), 'f', -1, 64))
	return audit.Run(ctx, options, client)
}

func (invocation *invocation) auditStatus(made *audit.Report) exitStatus {
	failOn := audit.SeverityHigh
	if given := invocation.settings.audit.failOn; given != "" {
		failOn = audit.Severity(given)
	}
	if failOn != failOnNothing && made.Reaches(failOn) {
		return statusBlocked
	}
	return statusAllowed
}

func (invocation *invocation) auditFormat() string {
	if invocation.settings.output.format == "" {
		return "text"
	}
	return invocation.settings.output.format
}

func (invocation *invocation) auditRate() float64 {
	if rate := invocation.settings.audit.rate; rate != 0 {
		return rate
	}
	return audit.DefaultRate
}

// The bounds of one exchange of an audit: the answer's body is of no interest.
const (
	auditTimeout  = 10 * time.Second
	auditBodyKept = 1 << 10
	auditBodyRead = 64 << 10
)

func (invocation *invocation) auditClient() (*network.Client, error) {
	options, err := invocation.networkOptions(&invocation.settings)
	if err != nil {
		return nil, err
	}
	options.Timeout = auditTimeout
	if timeout := invocation.settings.run.timeout; timeout > 0 {
		options.Timeout = timeout
	}
	options.MaxBodyKept, options.MaxBodyDrained = auditBodyKept, auditBodyRead
	client, err := network.New(options)
	if err != nil {
		return nil, wrong("%w", err)
	}
	return client, nil
}

// auditsToRun are the options of one audit for each URL.
func (invocation *invocation) auditsToRun() ([]audit.Options, error) {
	build := &callBuilder{
		settings: &invocation.settings, files: invocation.readFile,
		note: invocation.note, warn: invocation.warn,
	}
	urls, err := invocation.auditURLs(build)
	if err != nil {
		return nil, err
	}
	if err := build.headers(); err != nil {
		return nil, err
	}
	if err := build.cookies(); err != nil {
		return nil, err
	}
	common := audit.Options{
		Method:      "GET",
		UserAgent:   invocation.settings.request.userAgent,
		MaxRequests: invocation.settings.audit.maxRequests,
		Pace:        audit.NewPace(invocation.auditRate()),
		PlainURL:    invocation.settings.audit.plainURL,
	}
	if common.MaxRequests == 0 {
		common.MaxRequests = audit.DefaultMaxRequests
	}
	if invocation.settings.request.head {
		common.Method = "HEAD"
	}
	if common.Origins, err = invocation.auditOrigins(); err != nil {
		return nil, err
	}
	var audits []audit.Options
	for _, url := range urls {
		options := common
		options.URL, options.Headers = url, build.auditHeaders(url)
		if len(options.Headers) > 0 && !url.Origin().SameOrigin(urls[0].Origin()) {
			return nil, wrong("headers and cookies are for one server, and %s is another than %s", url.Origin(), urls[0].Origin()).
				hint("audit each server in a run of its own")
		}
		audits = append(audits, options)
	}
	return audits, nil
}

// auditURLs are the URLs as given, or the paths that are named on their hosts.
func (invocation *invocation) auditURLs(build *callBuilder) ([]*fetchspec.URL, error) {
	given := slices.Concat(invocation.settings.request.urls, invocation.operands)
	if len(given) == 0 {
		return nil, wrong("there is no URL").hint("for example: corsplain audit --origin https://app.example.com https://api.example.com/users")
	}
	var urls []*fetchspec.URL
	for _, text := range given {
		full, err := build.absolute(text)
		if err != nil {
			return nil, err
		}
		url, err := fetchspec.ParseURL(full)
		if err != nil {
			return nil, wrong("%s is not a URL", text)
		}
		paths, err := invocation.auditPaths(url)
		if err != nil {
			return nil, err
		}
		urls = append(urls, paths...)
	}
	return urls, nil
}

func (invocation *invocation) auditPaths(url *fetchspec.URL) ([]*fetchspec.URL, error) {
	if len(invocation.settings.audit.paths) == 0 {
		return []*fetchspec.URL{url}, nil
	}
	var urls []*fetchspec.URL
	for _, path := range invocation.settings.audit.paths {
		at, err := url.Parse("/" + strings.TrimPrefix(path, "/"))
		if err != nil || !at.Origin().SameOrigin(url.Origin()) {
			return nil, wrong("--path %s: that is not a path, as /users", path)
		}
		urls = append(urls, at)
	}
	return urls, nil
}

func (invocation *invocation) auditOrigins() ([]fetchspec.Origin, error) {
	var origins []fetchspec.Origin
	for _, text := range invocation.settings.audit.origins {
		origin, err := audit.ParseOrigin(text)
		if err != nil {
			return nil, wrong("--origin %s: %w", text, err)
		}
		origins = append(origins, origin)
	}
	return origins, nil
}

// auditHeaders are -H, -u and -b as one request to a URL carries them.
func (build *callBuilder) auditHeaders(url *fetchspec.URL) fetchspec.HeaderList {
	var list fetchspec.HeaderList
	for _, header := range build.call.Headers {
		list = append(list, fetchspec.Header{Name: header.Name, Value: header.Value})
	}
	now, engine := time.Now(), build.settings.engine()
	store := fetchspec.NewCookieStore(build.jar)
	store.Seed(url, append(build.jarLines(url), build.call.Cookies...), now, &engine)
	page := &fetchspec.Request{
		Method: "GET", URLList: []*fetchspec.URL{url}, Origin: url.Origin(),
		Client:          &fetchspec.Client{URL: url, Origin: url.Origin(), TopLevelOrigin: url.Origin()},
		CredentialsMode: fetchspec.CredentialsInclude,
	}
	if value, _ := store.AppendRequestCookieHeader(page, now, &engine); value != "" {
		list = append(list, fetchspec.Header{Name: "Cookie", Value: value})
	}
	return list
}
