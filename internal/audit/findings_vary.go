package audit

import "fmt"

// comparable are the answers that a cache may keep under one key: those to the
// audited URL with and without an Origin.
func (o *observations) comparable() []*answer {
	return append(append([]*answer(nil), lastOf(o.of(topicBaseline))...), o.of(topicOrigin)...)
}

// lastOf is the answer that a chain of redirects ended with.
func lastOf(answers []*answer) []*answer {
	if len(answers) == 0 {
		return nil
	}
	return answers[len(answers)-1:]
}

// dependsOnOrigin reports whether Access-Control-Allow-Origin is not the same
// for everyone.
func (o *observations) dependsOnOrigin() bool {
	answers := o.comparable()
	for _, answer := range answers {
		if !sameAllowOrigin(answer, answers[0]) {
			return true
		}
	}
	return false
}

func sameAllowOrigin(a, b *answer) bool {
	return a.allowOrigin() == b.allowOrigin() && a.has("Access-Control-Allow-Origin") == b.has("Access-Control-Allow-Origin")
}

// withoutVary are the answers that a cache may keep, and that depend on the
// Origin without saying so. Those that name an origin come first.
func (o *observations) withoutVary() []*answer {
	if !o.dependsOnOrigin() {
		return nil
	}
	var naming, others []*answer
	for _, answer := range o.comparable() {
		switch {
		case answer.varies() || answer.cacheControlHas("no-store") || !isCacheableStatus(answer.status()):
		case answer.echoes():
			naming = append(naming, answer)
		default:
			others = append(others, answer)
		}
	}
	return append(naming, others...)
}

// isCacheableStatus reports whether caches may keep an answer that does not
// say for how long.
//
// https://www.rfc-editor.org/rfc/rfc9110#section-15.1
func isCacheableStatus(status int) bool {
	switch status {
	case 200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501:
		return true
	}
	return false
}

func varyFindings(o *observations) []Finding {
	missing := o.withoutVary()
	if len(missing) == 0 {
		return nil
	}
	if store, again := o.first(topicCacheStore), o.first(topicCacheAgain); o.isMixedUp(store, again) {
		return []Finding{o.finding(AnswersLackVaryOrigin, SeverityMedium,
			fmt.Sprintf("A cache in front of %s gave a page of %s the answer that it had kept for %s, since no Vary: Origin tells it that they differ.",
				o.host(), again.question.attack.origin, store.question.attack.origin),
			"it was seen to happen, on an address that nobody else asks for", []*answer{store, again}, "Age", o.cacheSeen())}
	}
	severity, reason := SeverityLow, "no cache was seen to mix up answers, but those of browsers and providers may"
	switch {
	case o.isWildcardWhereSent():
		severity, reason = SeverityInfo, "it is only missing where the request had no Origin"
	case allPrivate(missing):
		severity, reason = SeverityInfo, "only the visitor's own browser may keep the answers"
	}
	return []Finding{o.finding(AnswersLackVaryOrigin, severity,
		fmt.Sprintf("The answers of %s depend on the Origin, but do not say so with Vary: Origin, so that a cache can give one origin's to another.", o.host()),
		reason, missing, "Cache-Control")}
}

// isMixedUp reports whether the second origin got the first one's answer, and
// not the one that it gets otherwise.
func (o *observations) isMixedUp(store, again *answer) bool {
	if store == nil || again == nil || !sameAllowOrigin(store, again) {
		return false
	}
	for _, fresh := range o.of(topicOrigin) {
		if fresh.question.attack.origin == again.question.attack.origin {
			return !sameAllowOrigin(fresh, again)
		}
	}
	return false
}

// isWildcardWhereSent reports whether each answer to a request with an Origin
// is *.
func (o *observations) isWildcardWhereSent() bool {
	for _, answer := range o.of(topicOrigin) {
		if answer.allowOrigin() != "*" {
			return false
		}
	}
	return true
}

func allPrivate(answers []*answer) bool {
	for _, answer := range answers {
		if !answer.cacheControlHas("private") {
			return false
		}
	}
	return true
}
