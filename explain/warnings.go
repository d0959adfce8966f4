package explain

import "corsplain/fetchspec"

// warnings are what changes no verdict, the gravest first: what others can
// abuse, what does not work as the page expects, what breaks in some browser
// or cache, and what has no effect.
func (session *session) warnings() []Finding {
	warn := &warner{session: session}
	session.probeReflection()
	warn.security()
	warn.cookies()
	warn.response()
	warn.request()
	warn.exposure()
	warn.environment()
	warn.caching()
	warn.uselessPolicy()
	return warn.findings
}

// A warner gathers warnings about a fetch.
type warner struct {
	session  *session
	findings []Finding
}

// scene is the fetch's own exchange i; -1 for none.
func (warn *warner) scene(i int) *scene {
	first := warn.session.first
	scene := newScene(run{response: &fetchspec.Response{Exchange: -1}, trace: first.trace}, warn.session.record)
	if i >= 0 {
		return scene.about(first, i)
	}
	return scene
}

// add puts a warning's words together with a scene's values.
func (warn *warner) add(scene *scene, code Code) {
	scene.failure.Step = Lookup(code).StepList()[0]
	finding := scene.finding(code)
	for _, remedy := range scene.warningRemedies(code) {
		finding.Remedies = append(finding.Remedies, len(warn.session.diagnosis.Remedies))
		warn.session.diagnosis.Remedies = append(warn.session.diagnosis.Remedies, remedy)
	}
	warn.findings = append(warn.findings, finding)
}

// exchanges are the indexes of the fetch's exchanges of a kind that were
// answered.
func (warn *warner) exchanges(kind fetchspec.ExchangeKind) []int {
	var indexes []int
	for i, exchange := range warn.session.first.trace.Exchanges {
		if exchange.Kind == kind && exchange.Response != nil {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// last is the exchange whose answer the page gets; -1 if it gets none.
func (warn *warner) last() int {
	response := warn.session.first.response
	if response.IsNetworkError() {
		return -1
	}
	return response.Unfiltered().Exchange
}

// passed reports whether the exchange's answer passed every check.
func (warn *warner) passed(i int) bool {
	for _, check := range warn.session.first.trace.Exchanges[i].Checks {
		if !check.Passed {
			return false
		}
	}
	return true
}

// request is the fetch's request as the script made it; nil if the API
// refused.
func (warn *warner) requestMade() *fetchspec.Request { return warn.session.record.start.Request }

// warningRemedies is what to do about a warning: its entry's words, with the
// header line where there is one.
func (scene *scene) warningRemedies(code Code) []Remedy {
	entry := Lookup(code)
	if entry.Fix == "" {
		return nil
	}
	remedy := Remedy{
		Target: TargetServer, Exchange: scene.index,
		Text: fill(entry.Fix, scene.values), Cost: fill(entry.Cost, scene.values),
	}
	switch code {
	case MissingVaryOrigin:
		remedy.Target, remedy.Change = TargetResponse, scene.varyOrigin()
	case PreflightNotCacheable, MaxAgeInvalid:
		remedy.Target, remedy.Change = TargetPreflight, []Change{{OpSet, "Access-Control-Max-Age", "7200"}}
	case HeadersNotExposed, ExposeHeadersWildcardWithCredentials, ExposeHeadersUnparsable:
		remedy.Target, remedy.Change = TargetResponse, []Change{{OpSet, "Access-Control-Expose-Headers", scene.values["list"]}}
	case AuthorizationWildcardEnginesDiffer:
		remedy.Target, remedy.Change = TargetPreflight, []Change{{OpSet, "Access-Control-Allow-Headers", scene.values["list"]}}
	case CookieWithheldCredentialsMode, SetCookieIgnored:
		remedy.Target, remedy.Exchange = TargetPage, -1
		remedy.Change = []Change{{OpCredentials, "", string(fetchspec.CredentialsInclude)}}
	case CredentialsIncludeNotNeeded:
		remedy.Target, remedy.Exchange = TargetPage, -1
		remedy.Change = []Change{{OpCredentials, "", string(fetchspec.CredentialsSameOrigin)}}
	case ForbiddenHeaderDropped, NoCORSHeaderDropped, IgnoredHeaderDropped, ResponseHeaderSent:
		remedy.Target, remedy.Exchange = TargetPage, -1
	}
	return []Remedy{remedy}
}
