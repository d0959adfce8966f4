package audit

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A witness notes what is sent.
type witness struct {
	exchanger fetchspec.Exchanger
	sent      []*fetchspec.HTTPRequest
}

func (witness *witness) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	witness.sent = append(witness.sent, request)
	return witness.exchanger.Exchange(ctx, request)
}

// withOrigin are the requests that could leave something in a cache.
func (witness *witness) withOrigin() []*fetchspec.HTTPRequest {
	return slices.DeleteFunc(slices.Clone(witness.sent), func(request *fetchspec.HTTPRequest) bool {
		return request.Method == "OPTIONS" || !request.HeaderList.Contains("Origin")
	})
}

func witnessed(t *testing.T, handler http.Handler, change func(*Options)) (*Report, *witness) {
	t.Helper()
	options := staged{}.options(t)
	if change != nil {
		change(&options)
	}
	witness := &witness{exchanger: simulate.Handler{Handler: handler}}
	report, err := Run(t.Context(), options, witness)
	if err != nil {
		t.Fatal(err)
	}
	return report, witness
}

func goodList() http.Handler { return stage{rule: list(withCredentials, stagedOrigin)} }

func TestOnlySafeRequestsAreSent(t *testing.T) {
	for _, staged := range stagedServers() {
		options := staged.options(t)
		witness := &witness{exchanger: simulate.Handler{Handler: staged.handler()}}
		report, err := Run(t.Context(), options, witness)
		if err != nil {
			t.Fatal(err)
		}
		for _, request := range witness.sent {
			if request.Method != "GET" && request.Method != "OPTIONS" || request.Body != nil {
				t.Errorf("%s: %s with body %v", staged.name, request.Method, request.Body)
			}
			if !request.URL.Origin().SameOrigin(options.URL.Origin()) {
				t.Errorf("%s: sent to %s", staged.name, request.URL)
			}
		}
		if report.Requests != len(witness.sent) || report.Requests > DefaultMaxRequests {
			t.Errorf("%s: %d requests, %d reported", staged.name, len(witness.sent), report.Requests)
		}
	}
}

func TestEachRequestWithAnOriginIsForAURLOfItsOwn(t *testing.T) {
	for _, staged := range stagedServers() {
		witness := &witness{exchanger: simulate.Handler{Handler: staged.handler()}}
		if _, err := Run(t.Context(), staged.options(t), witness); err != nil {
			t.Fatal(err)
		}
		times := map[string]int{}
		for _, request := range witness.withOrigin() {
			times[request.URL.String()]++
			if !strings.Contains(request.URL.String(), throwawayParameter) {
				t.Errorf("%s: %s can be kept for others", staged.name, request.URL)
			}
		}
		shared := 0
		for url, count := range times {
			if count > 2 {
				t.Errorf("%s: %s asked for %d times", staged.name, url, count)
			}
			if count == 2 {
				shared++
			}
		}
		// Two requests share a URL only to see what a cache makes of them.
		if want := strings.Contains(staged.name, "Vary, and a cache"); shared > 1 || (shared == 1) != want {
			t.Errorf("%s: %d URLs asked for twice", staged.name, shared)
		}
	}
}

func TestBudgetIsKept(t *testing.T) {
	for _, budget := range []int{1, 2, 7} {
		report, witness := witnessed(t, goodList(), func(options *Options) { options.MaxRequests = budget })
		if len(witness.sent) != budget || report.Requests != budget {
			t.Errorf("%d requests of %d", len(witness.sent), budget)
		}
		if len(report.Unasked) == 0 || !strings.Contains(report.Unasked[0].Why, "budget") {
			t.Errorf("not asked: %+v", report.Unasked)
		}
		if len(report.Findings) > 0 {
			t.Errorf("found %v", found(report))
		}
	}
}

func TestPaceKeepsRequestsApart(t *testing.T) {
	now := time.Unix(1000, 0)
	pace := NewPace(4)
	pace.now = func() time.Time { return now }
	var slept []time.Duration
	pace.sleep = func(_ context.Context, duration time.Duration) error {
		slept = append(slept, duration)
		now = now.Add(duration)
		return nil
	}
	for range 3 {
		pace.wait(t.Context())
	}
	now = now.Add(time.Hour)
	pace.wait(t.Context())
	if want := []time.Duration{250 * time.Millisecond, 250 * time.Millisecond}; !slices.Equal(slept, want) {
		t.Errorf("slept %v, want %v", slept, want)
	}
	if pace.PerSecond() != 4 {
		t.Errorf("%v a second", pace.PerSecond())
	}
}

func TestEveryRequestKeepsThePace(t *testing.T) {
	pace, slept := NewPace(100), 0
	pace.now = func() time.Time { return time.Time{} } // no time passes by itself
	pace.sleep = func(context.Context, time.Duration) error {
		slept++
		return nil
	}
	_, witness := witnessed(t, goodList(), func(options *Options) { options.Pace, options.MaxRequests = pace, 10 })
	if len(witness.sent) != 10 || slept != len(witness.sent)-1 {
		t.Errorf("%d requests, and %d waits between them", len(witness.sent), slept)
	}
}

func TestHeadersOfTheUserGoWithRequestsAndNotWithPreflights(t *testing.T) {
	secret := fetchspec.HeaderList{{Name: "Cookie", Value: "sid=1"}, {Name: "User-Agent", Value: "mine"}}
	_, witness := witnessed(t, goodList(), func(options *Options) { options.Headers = secret })
	without := 0
	for _, request := range witness.sent {
		has := request.HeaderList.Contains("Cookie")
		switch {
		case request.Method == "OPTIONS" && has:
			t.Error("a preflight with cookies")
		case request.Method == "GET" && !has:
			without++
		}
		if values := request.HeaderList.Values("User-Agent"); len(values) != 1 {
			t.Errorf("User-Agent %q", values)
		}
	}
	if without != 1 {
		t.Errorf("%d requests without the headers, want the one that tells whether they matter", without)
	}
}

func TestNothingIsSentWithCredentialsUnasked(t *testing.T) {
	_, witness := witnessed(t, goodList(), nil)
	for _, request := range witness.sent {
		for _, name := range []string{"Cookie", "Authorization"} {
			if request.HeaderList.Contains(name) || request.IncludeCredentials {
				t.Errorf("%s with %s", request.Method, name)
			}
		}
	}
}

func TestRedirectsOnTheSameHostAreFollowed(t *testing.T) {
	handler := http.NewServeMux()
	handler.Handle("/old", http.RedirectHandler("/users", http.StatusMovedPermanently))
	handler.Handle("/users", stage{rule: letting(withCredentials, func(string) bool { return true })})
	report, _ := witnessed(t, handler, func(options *Options) { options.URL = mustURL(t, "https://api.example.net/old") })
	if report.URL.Path() != "/users" || report.Asked.Path() != "/old" || !report.Reaches(SeverityHigh) {
		t.Errorf("%s, asked %s: %v", report.URL, report.Asked, found(report))
	}
}

func TestRedirectsToOtherHostsAreNotFollowed(t *testing.T) {
	handler := http.RedirectHandler("https://elsewhere.example.org/users", http.StatusFound)
	report, witness := witnessed(t, handler, nil)
	for _, request := range witness.sent {
		if request.URL.Host() != "api.example.net" {
			t.Errorf("sent to %s", request.URL)
		}
	}
	if report.Stopped == "" || report.Policy.RedirectsTo != "https://elsewhere.example.org/users" || len(report.Findings) > 0 {
		t.Errorf("stopped %q, leads to %q, found %v", report.Stopped, report.Policy.RedirectsTo, found(report))
	}
}

func TestAnAuditStopsWhenTheServerAsksForFewerRequests(t *testing.T) {
	count := 0
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if count++; count > 4 {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		goodList().ServeHTTP(w, r)
	})
	report, witness := witnessed(t, handler, nil)
	if len(witness.sent) != 5 || !strings.Contains(report.Stopped, "429") || len(report.Unasked) == 0 {
		t.Errorf("%d requests, stopped %q", len(witness.sent), report.Stopped)
	}
}

// silent gives no answer from some request on.
func silent(from int, kind fetchspec.NetworkFailure) fetchspec.Exchanger {
	count := 0
	good := simulate.Handler{Handler: goodList()}
	return exchangerFunc(func(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		if count++; count >= from {
			return nil, &fetchspec.ExchangeError{Kind: kind, Err: errors.New("timed out")}
		}
		return good.Exchange(ctx, request)
	})
}

type exchangerFunc func(context.Context, *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error)

func (exchange exchangerFunc) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	return exchange(ctx, request)
}

func TestAServerThatCannotBeReachedIsAnError(t *testing.T) {
	_, err := Run(t.Context(), staged{}.options(t), silent(1, fetchspec.FailureConnect))
	var failed *fetchspec.ExchangeError
	if !errors.As(err, &failed) || failed.Kind != fetchspec.FailureConnect {
		t.Errorf("error %v", err)
	}
}

func TestAnAuditStopsAfterThreeRequestsWithoutAnAnswer(t *testing.T) {
	witness := &witness{exchanger: silent(4, fetchspec.FailureTimeout)}
	report, err := Run(t.Context(), staged{}.options(t), witness)
	if err != nil {
		t.Fatal(err)
	}
	if len(witness.sent) != 6 || report.Stopped == "" || len(report.Findings) > 0 {
		t.Errorf("%d requests, stopped %q, found %v", len(witness.sent), report.Stopped, found(report))
	}
}

func TestAnInterruptedAuditReturnsTheContextsError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	count := 0
	exchanger := exchangerFunc(func(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		if count++; count == 3 {
			cancel()
			return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureCanceled, Err: context.Canceled}
		}
		return simulate.Handler{Handler: goodList()}.Exchange(ctx, request)
	})
	if _, err := Run(ctx, staged{}.options(t), exchanger); !errors.Is(err, context.Canceled) || count != 3 {
		t.Errorf("%d requests, error %v", count, err)
	}
}

// A cache that leaves the query out of its keys would give what we are
// answered to others.
func TestACacheThatIgnoresTheQueryIsLeftAlone(t *testing.T) {
	proxy := newCachingProxy(stage{rule: list(withCredentials, stagedOrigin), noVary: true})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = ""
		proxy.ServeHTTP(w, r)
	})
	report, witness := witnessed(t, handler, nil)
	if sent := witness.withOrigin(); len(sent) != 1 {
		t.Errorf("%d requests with an Origin", len(sent))
	}
	if len(report.Unasked) == 0 || !strings.Contains(report.Unasked[0].Why, "cache") {
		t.Errorf("not asked: %+v", report.Unasked)
	}
}

func TestAParameterThatTheServerRefusesIsLeftOut(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" && r.Method == "GET" {
			http.Error(w, "unknown parameter", http.StatusBadRequest)
			return
		}
		stage{rule: letting(withCredentials, func(string) bool { return true })}.ServeHTTP(w, r)
	})
	report, witness := witnessed(t, handler, nil)
	last := witness.withOrigin()[len(witness.withOrigin())-1]
	if last.URL.Query() != "" {
		t.Errorf("asked for %s", last.URL)
	}
	if value, _ := last.HeaderList.Get("Cache-Control"); value != "no-cache" {
		t.Errorf("Cache-Control %q", value)
	}
	if !report.Reaches(SeverityHigh) {
		t.Errorf("found %v", found(report))
	}
}

func TestPlanSendsNothingAndNamesWhatRunSendsAlways(t *testing.T) {
	options := staged{}.options(t)
	plan, err := Plan(options)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Policy != nil || plan.Requests != 0 {
		t.Errorf("policy %v, %d requests", plan.Policy, plan.Requests)
	}
	_, witness := witnessed(t, goodList(), func(options *Options) { options.Token = func() string { return "RANDOM" } })
	line := func(method, url string, headers fetchspec.HeaderList) string {
		text := method + " " + url
		for _, header := range headers {
			text += "\n" + header.Name + ": " + header.Value
		}
		return text
	}
	planned := map[string]bool{}
	for _, request := range plan.Planned {
		planned[line(request.Method, request.URL, request.Headers)] = true
		if len(request.Conditions) > 0 {
			continue
		}
		sent := slices.ContainsFunc(witness.sent, func(sent *fetchspec.HTTPRequest) bool {
			return line(sent.Method, sent.URL.String(), sent.HeaderList) == line(request.Method, request.URL, request.Headers)
		})
		if !sent {
			t.Errorf("not sent: %s", line(request.Method, request.URL, request.Headers))
		}
	}
	for _, sent := range witness.sent {
		if !planned[line(sent.Method, sent.URL.String(), sent.HeaderList)] {
			t.Errorf("not planned: %s", line(sent.Method, sent.URL.String(), sent.HeaderList))
		}
	}
}

func TestOptionsThatCouldDoHarmAreRefused(t *testing.T) {
	tests := map[string]func(*Options){
		"POST": func(options *Options) { options.Method = "POST" },
		"a method override": func(options *Options) {
			options.Headers = fetchspec.HeaderList{{Name: "X-HTTP-Method-Override", Value: "DELETE"}}
		},
		"an Origin":            func(options *Options) { options.Headers = fetchspec.HeaderList{{Name: "origin", Value: "x"}} },
		"a line break":         func(options *Options) { options.Headers = fetchspec.HeaderList{{Name: "X", Value: "a\r\nb: c"}} },
		"a user in the URL":    func(options *Options) { options.URL = mustURL(t, "https://a:b@api.example.net/") },
		"another scheme":       func(options *Options) { options.URL = mustURL(t, "ftp://api.example.net/") },
		"an origin of no page": func(options *Options) { options.Origins = []fetchspec.Origin{{}} },
	}
	for name, change := range tests {
		options := staged{}.options(t)
		change(&options)
		witness := &witness{exchanger: simulate.Handler{Handler: goodList()}}
		_, err := Run(t.Context(), options, witness)
		var refused *OptionError
		if !errors.As(err, &refused) || len(witness.sent) > 0 {
			t.Errorf("%s: error %v, %d requests", name, err, len(witness.sent))
		}
	}
}

func TestParseOriginForgivesASlashAndNoMore(t *testing.T) {
	for text, want := range map[string]string{
		"https://app.example.net":          "https://app.example.net",
		"https://app.example.net/":         "https://app.example.net",
		"HTTPS://App.example.net:443":      "https://app.example.net",
		"http://localhost:3000":            "http://localhost:3000",
		"https://app.example.net/path":     "",
		"https://a:b@app.example.net":      "",
		"app.example.net":                  "",
		"null":                             "",
		"chrome-extension://abcdefghijklm": "",
	} {
		origin, err := ParseOrigin(text)
		if (err != nil) != (want == "") || err == nil && origin.String() != want {
			t.Errorf("%s: %s, %v", text, origin, err)
		}
	}
}

func TestEachCodeIsFoundOnAStagedServer(t *testing.T) {
	left := map[Code]Severity{}
	for _, entry := range Codes() {
		left[entry.Code] = entry.Worst
		if entry.Title == "" || entry.Attack == "" || entry.Fix == "" || len(entry.References) == 0 || entry.Worst.rank() == 0 {
			t.Errorf("%s: incomplete", entry.Code)
		}
	}
	worst := map[Code]int{}
	for _, staged := range stagedServers() {
		for _, finding := range staged.audit(t).Findings {
			worst[finding.Code] = max(worst[finding.Code], finding.Severity.rank())
			if finding.Summary == "" || finding.Reason == "" || len(finding.Evidence) == 0 || strings.Contains(finding.Remedy, "{") {
				t.Errorf("%s: %s is incomplete: %+v", staged.name, finding.Code, finding)
			}
		}
	}
	for code, severity := range left {
		if worst[code] != severity.rank() {
			t.Errorf("%s: the gravest staged is of rank %d, the entry says %s", code, worst[code], severity)
		}
	}
}

func TestAttackOriginsAreWrittenAsBrowsersDo(t *testing.T) {
	bases := []string{
		"https://app.example.com", "https://example.co.uk", "https://a.b.example.org:8443", "http://localhost:3000",
		"https://shop.github.io", "http://10.0.0.1", "http://[::1]:8080", "https://intranet", "https://xn--bcher-kva.example",
	}
	for _, text := range bases {
		base, err := ParseOrigin(text)
		if err != nil {
			t.Fatal(err)
		}
		attacks := slices.Concat(prefixAttack(base), substringAttack(base), suffixAttack(base), specialCharacterAttacks(base),
			unescapedDotAttack(base), lastDotAttack(base), truncatedAttacks(base), neighborAttack(base), httpAttack(base),
			subdomainAttack(base), deepSubdomainAttacks(base), otherPortAttack(base), localAttacks(), sharedHostAttacks())
		for _, attack := range attacks {
			page, ok := pageOrigin(attack.origin)
			if !ok || page.String() != attack.origin || page.SameOrigin(base) && attack.role != RoleLocal {
				t.Errorf("%s: %s %s", text, attack.role, attack.origin)
			}
		}
	}
}

func TestWhatIsToBeLetInIsNoFinding(t *testing.T) {
	trusted := []string{stagedOrigin, "http://app.example.net", "http://localhost:3000", "https://codepen.io"}
	report, _ := witnessed(t, stage{rule: list(withCredentials, trusted...)}, func(options *Options) {
		options.Origins = nil
		for _, text := range trusted {
			origin, err := ParseOrigin(text)
			if err != nil {
				t.Fatal(err)
			}
			options.Origins = append(options.Origins, origin)
		}
	})
	if len(report.Findings) > 0 {
		t.Errorf("found %v", found(report))
	}
}

func TestAttackOriginsBelongToSomeoneElse(t *testing.T) {
	tests := []struct {
		base    string
		attacks func(fetchspec.Origin) []attackOrigin
		want    string
	}{
		{"https://app.example.com", prefixAttack, "https://app.example.com.corsplainaudit.example"},
		{"https://app.example.com", suffixAttack, "https://corsplainauditexample.com"},
		{"https://app.example.com:8443", suffixAttack, "https://corsplainauditexample.com:8443"},
		{"https://app.example.com", unescapedDotAttack, "https://appxexample.com"},
		{"https://a.b.example.com", unescapedDotAttack, "https://a.bxexample.com"},
		{"https://example.com", unescapedDotAttack, ""}, // examplexcom is no domain
		{"https://example.co.uk", unescapedDotAttack, "https://examplexco.uk"},
		{"https://app.example.com", lastDotAttack, "https://app.examplexcom"},
		{"https://app.example.com", truncatedAttacks, "https://app.example.co https://xample.com"},
		{"https://app.example.org", truncatedAttacks, "https://xample.org"}, // .or is no domain
		{"https://app.example.com", neighborAttack, "https://corsplainaudit.com"},
		{"https://shop.github.io", neighborAttack, "https://corsplainaudit.github.io"},
		{"https://app.corp.internal", neighborAttack, ""},
		{"https://app.corp.internal", suffixAttack, ""},
		{"http://127.0.0.1:3000", suffixAttack, ""},
		{"http://127.0.0.1:3000", prefixAttack, "http://127.0.0.1.corsplainaudit.example:3000"},
		{"http://app.example.com", httpAttack, ""},
	}
	for _, test := range tests {
		base, err := ParseOrigin(test.base)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, attack := range test.attacks(base) {
			got = append(got, attack.origin)
		}
		if joined := strings.Join(got, " "); joined != test.want {
			t.Errorf("%s: %q, want %q", test.base, joined, test.want)
		}
	}
}
