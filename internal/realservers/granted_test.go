//go:build unix

package realservers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// checkGranted sees whether the server grants the snippet's policy, and nothing
// beyond it.
func (stack *stack) checkGranted(t *testing.T, url string, snippet *explain.Snippet) {
	t.Helper()
	policy := &snippet.Policy
	check := granting{t: t, host: strings.TrimPrefix(url, "http://"), url: url + stack.prefix, policy: policy}
	origins := policy.Origins
	if policy.AnyOrigin() {
		origins = []string{pageOrigin, "https://evil.example"}
	}
	for _, origin := range origins {
		check.allows(origin)
		check.refusesMore(origin)
	}
	if stack.isProxy {
		check.isAllowed("an error of the proxy's own", check.with(get(url+"/gateway", origins[0])), http.StatusBadGateway, http.StatusServiceUnavailable)
	}
	if policy.AnyOrigin() {
		return
	}
	for _, origin := range foreignOrigins() {
		check.isBlocked("a simple request of "+origin, get(url+"/items", origin))
		check.isBlocked("a request with credentials of "+origin, check.with(get(url+"/items", origin)))
		check.isBlocked("a preflight of "+origin, check.with(put(url+"/items", origin)))
		check.isBlocked("an error for "+origin, check.with(get(url+"/missing", origin)))
	}
	if stack.withoutVary == "" {
		check.varies(origins[0])
	}
}

// A granting is one server held against the policy that it should grant.
type granting struct {
	t      *testing.T
	host   string
	url    string // that the paths come after
	policy *explain.Policy
	shown  bool
}

// describe shows what went over the wire, once: a wrong configuration fails in
// many ways.
func (check *granting) describe(outcome *outcome) string {
	if check.shown {
		return ""
	}
	check.shown = true
	return outcome.describe()
}

// with lets credentials go along where the policy has them.
func (check *granting) with(call simulate.Call) simulate.Call {
	if check.policy.Credentials {
		return withCredentials(call)
	}
	return call
}

func (check *granting) allows(origin string) {
	check.t.Helper()
	url := check.url
	check.isAllowed("a simple request of "+origin, get(url+"/items", origin), http.StatusOK)
	check.isAllowed("a request with a preflight of "+origin, put(url+"/items", origin), http.StatusOK, http.StatusNoContent)
	if check.policy.Credentials {
		outcome := check.isAllowed("a request with credentials of "+origin, withCredentials(get(url+"/items", origin)), http.StatusOK)
		if request := outcome.trace.Exchanges[0].Request; origin == sameSiteOrigin && !request.HeaderList.Contains("Cookie") {
			check.t.Errorf("no cookie went along\n%s", check.describe(outcome))
		}
		check.isAllowed("one with both of "+origin, withCredentials(put(url+"/items", origin)), http.StatusOK, http.StatusNoContent)
	}
	check.isAllowed("a status 404 for "+origin, check.with(get(url+"/missing", origin)), http.StatusNotFound)
	check.isAllowed("a status 500 for "+origin, check.with(get(url+"/failing", origin)), http.StatusInternalServerError)
	check.isAllowed("an error after a preflight for "+origin, check.with(put(url+"/failing", origin)))
}

// refusesMore asks for what the policy does not have.
func (check *granting) refusesMore(origin string) {
	check.t.Helper()
	unlisted := check.with(put(check.url+"/items", origin))
	for _, method := range []string{http.MethodDelete, http.MethodPatch, "PURGE"} {
		if !slices.Contains(check.policy.Methods, method) {
			unlisted.Method = method
			break
		}
	}
	check.isBlocked("a method that is not listed, of "+origin, unlisted)
	unlisted = check.with(put(check.url+"/items", origin))
	unlisted.Headers = append(unlisted.Headers, simulate.HeaderField{Name: "X-Unlisted", Value: "1"})
	check.isBlocked("a header that is not listed, of "+origin, unlisted)
}

func (check *granting) isAllowed(what string, call simulate.Call, statuses ...int) *outcome {
	check.t.Helper()
	outcome := ask(check.t, call)
	if outcome.diagnosis.Verdict != explain.VerdictAllowed {
		check.t.Errorf("%s is %s\n%s", what, outcome.diagnosis.Verdict, check.describe(outcome))
		return outcome
	}
	if len(statuses) > 0 && !slices.Contains(statuses, outcome.response.Status) {
		check.t.Errorf("%s has status %d, not %v\n%s", what, outcome.response.Status, statuses, check.describe(outcome))
	}
	for _, warning := range outcome.diagnosis.Warnings {
		if !isOfTheSetting(warning.Code) {
			check.t.Errorf("%s has a warning: %s: %s\n%s", what, warning.Code, warning.Summary, check.describe(outcome))
		}
	}
	check.hasListed(what, outcome)
	return outcome
}

// isOfTheSetting reports whether a warning is not about the policy: about a
// server of loopback, a max-age that no one asked for or that was kept, names
// that no one asked for, and the errors that are asked for on purpose.
func isOfTheSetting(code explain.Code) bool {
	switch code {
	case explain.LocalNetworkAccess, explain.PreflightNotCacheable, explain.MaxAgeAboveCap, explain.HeadersNotExposed, explain.ErrorStatusReadable:
		return true
	}
	return strings.HasPrefix(string(code), "cookie-withheld-")
}

// hasListed checks what no verdict depends on.
func (check *granting) hasListed(what string, outcome *outcome) {
	check.t.Helper()
	for _, exchange := range outcome.trace.Exchanges {
		list := exchange.Response.HeaderList
		if exchange.Kind == fetchspec.ExchangePreflight {
			if seconds, _, _ := fetchspec.ExtractMaxAge(list); check.policy.MaxAge > 0 && int(seconds) != check.policy.MaxAge {
				check.t.Errorf("%s: the max-age is %v\n%s", what, seconds, check.describe(outcome))
			}
			continue
		}
		exposed := fetchspec.ExtractHeaderListValues("Access-Control-Expose-Headers", list).Values
		for _, name := range check.policy.ExposedHeaders {
			if !slices.ContainsFunc(exposed, func(other string) bool { return strings.EqualFold(name, other) }) {
				check.t.Errorf("%s: %s is not exposed\n%s", what, name, check.describe(outcome))
			}
		}
	}
}

func (check *granting) isBlocked(what string, call simulate.Call) {
	check.t.Helper()
	outcome := ask(check.t, call)
	if outcome.diagnosis.Verdict != explain.VerdictBlocked {
		check.t.Errorf("%s is %s\n%s", what, outcome.diagnosis.Verdict, check.describe(outcome))
	}
}

// varies checks that no cache can hand one origin's answer to another: with and
// without an Origin header the answer says that it depends on that.
func (check *granting) varies(origin string) {
	check.t.Helper()
	sameOrigin := get(check.url+"/items", "http://"+check.host)
	for _, call := range []simulate.Call{get(check.url+"/items", origin), get(check.url+"/items", foreignOrigins()[0]), sameOrigin} {
		outcome := ask(check.t, call)
		list := outcome.trace.Exchanges[0].Response.HeaderList
		vary := strings.Split(strings.Join(list.Values("Vary"), ","), ",")
		if !slices.ContainsFunc(vary, func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), "Origin") }) {
			check.t.Errorf("the answer to %s lacks Vary: Origin\n%s", call.Origin, check.describe(outcome))
		}
	}
}
