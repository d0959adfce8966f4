package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// preflightFindings are about preflights that say something else than the
// answers.
func preflightFindings(o *observations) []Finding {
	unrelated := o.first(topicUnrelated)
	if going := lettingPreflight(unrelated); going.exceeds(o.floor()) {
		severity, reason, with := SeverityLow, "the requests go out without the visitor's login", "without credentials"
		if going == AccessCredentials {
			severity, reason, with = SeverityMedium, "the requests go out with the visitor's login", "with credentials"
		}
		return []Finding{o.finding(PreflightOpenToAnyOrigin, severity,
			fmt.Sprintf("The server at %s answers a preflight for %s from %s, which it cannot know, with permission, %s, though it does not let that page read as much.",
				o.host(), unrelated.question.requestMethod, unrelated.question.attack.origin, with),
			reason, []*answer{unrelated})}
	}
	return o.disagreement()
}

// disagreement compares how far the origin that is let in farthest gets by
// preflights, and by the answer itself.
func (o *observations) disagreement() []Finding {
	best := o.best()
	if best == nil || best.status() >= 400 {
		return nil
	}
	preflight := o.farthestPreflight(best.question.attack.origin)
	if preflight == nil || preflight.access == best.access {
		return nil
	}
	return []Finding{o.finding(PreflightDisagrees, SeverityLow,
		fmt.Sprintf("The server at %s lets a page of %s in by its preflight as far as %q, by its answer as far as %q.",
			o.host(), best.question.attack.origin, preflight.access, best.access),
		"pages break, but nobody gets in farther", []*answer{preflight, best})}
}

// farthestPreflight is the answer with CORS headers that lets the origin in
// farthest, whatever is asked for; nil for none.
func (o *observations) farthestPreflight(origin string) *answer {
	var farthest *answer
	for i := range o.answers {
		answer := &o.answers[i]
		if !answer.question.isPreflight() || answer.question.attack.origin != origin ||
			!answer.has("Access-Control-Allow-Origin") || !fetchspec.IsOKStatus(answer.status()) {
			continue
		}
		if farthest == nil || answer.access.exceeds(farthest.access) {
			farthest = answer
		}
	}
	return farthest
}

// methodFindings are about what may be sent, where it may be sent with
// credentials: without them whoever calls can send what they like anyway.
func methodFindings(o *observations) []Finding {
	var findings []Finding
	if made := o.first(topicAnyMethod); lettingPreflight(made) == AccessCredentials {
		findings = append(findings, o.finding(AllowsAnyMethod, SeverityInfo,
			fmt.Sprintf("The server at %s lets a page of %s send the method %s, which does not exist.", o.host(), made.question.attack.origin, madeUpMethod),
			"only origins that are let in can use it", []*answer{made}))
	}
	return slices.Concat(findings, o.forbiddenMethods(), o.unsupportedMethods(), o.longMaxAge())
}

func (o *observations) forbiddenMethods() []Finding {
	for _, asked := range o.of(topicMethod) {
		var forbidden []string
		for _, method := range fetchspec.ExtractHeaderListValues("Access-Control-Allow-Methods", asked.response.HeaderList).Values {
			if fetchspec.IsForbiddenMethod(method) {
				forbidden = appendNew(forbidden, method)
			}
		}
		if len(forbidden) > 0 {
			return []Finding{o.finding(ListsForbiddenMethod, SeverityInfo,
				fmt.Sprintf("The server at %s allows %s, which no page can send.", o.host(), strings.Join(forbidden, ", ")),
				"it has no effect", []*answer{asked})}
		}
	}
	return nil
}

// unsupportedMethods compares Access-Control-Allow-Methods with the first
// Allow.
func (o *observations) unsupportedMethods() []Finding {
	at := slices.IndexFunc(o.answers, func(answer answer) bool {
		return answer.has("Allow") && answer.question.topic != topicError
	})
	if at < 0 {
		return nil
	}
	told := &o.answers[at]
	supported := strings.Split(strings.ToUpper(strings.ReplaceAll(told.header("Allow"), " ", "")), ",")
	methods, _ := o.allowedNames()
	beyond := slices.DeleteFunc(methods, func(method string) bool {
		return method == "*" || method == "OPTIONS" || fetchspec.IsForbiddenMethod(method) || slices.Contains(supported, strings.ToUpper(method))
	})
	if len(beyond) == 0 {
		return nil
	}
	return []Finding{o.finding(ListsUnsupportedMethod, SeverityInfo,
		fmt.Sprintf("The server at %s allows %s to other origins, but says in Allow that the address has only %s.", o.host(), strings.Join(beyond, ", "), told.header("Allow")),
		"the server refuses it anyway", []*answer{told}, "Allow")}
}

// longestMaxAge is Firefox's limit, the highest of any browser.
const longestMaxAge = 86400

func (o *observations) longMaxAge() []Finding {
	seconds, ok := o.maxAge()
	if !ok || seconds <= longestMaxAge {
		return nil
	}
	for i := range o.answers {
		told := &o.answers[i]
		if told.question.isPreflight() && told.header("Access-Control-Max-Age") != "" {
			return []Finding{o.finding(MaxAgeBeyondAnyBrowser, SeverityInfo,
				fmt.Sprintf("The server at %s has preflights kept for %s seconds, which is longer than any browser keeps them.", o.host(), strconv.FormatInt(seconds, 10)),
				"it has no effect", []*answer{told})}
		}
	}
	return nil
}

// headerFindings are about names of headers.
func headerFindings(o *observations) []Finding {
	var findings []Finding
	if made := o.first(topicAnyHeader); lettingPreflight(made) == AccessCredentials {
		findings = append(findings, o.finding(AllowsAnyHeader, SeverityInfo,
			fmt.Sprintf("The server at %s lets a page of %s send the header %s, which does not exist.", o.host(), made.question.attack.origin, madeUpHeader),
			"only origins that are let in can use it", []*answer{made}))
	}
	return append(findings, o.wildcardsWithoutEffect()...)
}

// wildcardsWithoutEffect are * beside credentials and a named origin.
func (o *observations) wildcardsWithoutEffect() []Finding {
	for i := range o.answers {
		told := &o.answers[i]
		if told.access != AccessCredentials {
			continue
		}
		for _, name := range []string{"Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Expose-Headers"} {
			if slices.Contains(fetchspec.ExtractHeaderListValues(name, told.response.HeaderList).Values, "*") {
				return []Finding{o.finding(WildcardWithoutEffect, SeverityInfo,
					fmt.Sprintf("The server at %s sends %s: * together with credentials, where it means a name and not all of them.", o.host(), name),
					"it has no effect for requests with credentials", []*answer{told})}
			}
		}
	}
	return nil
}
