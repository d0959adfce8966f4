package audit

import (
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// stages are the questions in the order in which they are asked: what tells
// most comes first, in case the budget ends. Each stage knows what the ones
// before it found.
func stages() []func(*observations) []question {
	return []func(*observations) []question{
		openingQuestions,
		trustQuestions,
		attackQuestions,
		preflightQuestions,
		errorQuestions,
		cacheQuestions,
		furtherAttackQuestions,
		specialCharacterOverHTTPQuestions,
		sharedHostQuestions,
	}
}

// mostGiven is how many of the named origins are asked about.
const mostGiven = 5

func openingQuestions(o *observations) []question {
	return []question{
		{topic: topicBaseline, method: o.options.Method, plain: true, purpose: "what is answered without an Origin"},
		o.originQuestion(attackOrigin{role: RoleUnrelated, origin: "https://" + attackerDomain}, "whether any origin is let in"),
	}
}

// originQuestion asks for the audited URL with an Origin.
func (o *observations) originQuestion(attack attackOrigin, purpose string, when ...condition) question {
	return question{topic: topicOrigin, method: o.options.Method, attack: attack, purpose: purpose, when: when}
}

func trustQuestions(o *observations) []question {
	asked := []question{
		{topic: topicThrowaway, method: o.options.Method, purpose: "whether a query parameter of our own changes the answer", when: []condition{unexpectedStatus()}},
		o.originQuestion(attackOrigin{role: RoleUnrelated, origin: "https://" + attackerLabel + ".test"}, "whether another one is, too", unrelatedLetIn()),
	}
	if len(o.options.Headers) > 0 {
		asked = append(asked, question{
			topic: topicAnonymous, method: o.options.Method, plain: true, anonymous: true,
			purpose: "what is answered without the given headers",
		})
	}
	for i, origin := range o.trusted() {
		if i == mostGiven {
			break
		}
		asked = append(asked, o.originQuestion(attackOrigin{role: o.trustedRole(), origin: origin.String()}, o.trustedPurpose()))
	}
	return asked
}

func (o *observations) trustedRole() Role {
	switch {
	case len(o.options.Origins) > 0:
		return RoleGiven
	case len(o.learned()) > 0:
		return RoleLearned
	}
	return RoleOwn
}

func (o *observations) trustedPurpose() string {
	switch o.trustedRole() {
	case RoleGiven:
		return "whether the origin that is to be let in is"
	case RoleLearned:
		return "whether the origin that the server names is let in"
	}
	return "whether a page on the same host is let in by name"
}

// questionsAbout asks for the audited URL with each of the attacks as the
// Origin, but for those that are to be let in: a page on localhost may be.
func (o *observations) questionsAbout(purpose string, attacks []attackOrigin, when ...condition) []question {
	var asked []question
	for _, attack := range o.withoutTrusted(attacks) {
		asked = append(asked, o.originQuestion(attack, purpose, append([]condition{notSettled()}, when...)...))
	}
	return asked
}

// attackQuestions are about the mistakes that are made most.
func attackQuestions(o *observations) []question {
	base := o.trusted()[0]
	return slices.Concat(
		o.questionsAbout("whether null is let in", []attackOrigin{{role: RoleNull, origin: "null"}}),
		o.questionsAbout("whether an origin is let in that only ends like the trusted one", suffixAttack(base)),
		o.questionsAbout("whether an origin is let in that only begins like the trusted one", prefixAttack(base)),
		o.questionsAbout("whether a host is let in that holds the trusted one", substringAttack(base), letInAlready(RolePrefix)),
		o.questionsAbout("whether any subdomain is let in", subdomainAttack(base)),
		o.questionsAbout("whether a page without TLS is let in", httpAttack(base)),
		o.questionsAbout("whether a dot stands for any character", unescapedDotAttack(base), notLetIn(RoleSuffix, RoleSubstring)),
		o.questionsAbout("whether a part of the trusted origin is let in", truncatedAttacks(base)),
		o.localQuestions("whether a page on the visitor's own machine is let in", localAttacks()[:1]),
		o.questionsAbout("whether every name under the same suffix is let in", neighborAttack(base)),
	)
}

// localQuestions are not asked of a server that is itself on the visitor's
// machine.
func (o *observations) localQuestions(purpose string, attacks []attackOrigin, when ...condition) []question {
	if reachOf(o.url.Host()) == reachLoopback {
		return nil
	}
	return o.questionsAbout(purpose, attacks, when...)
}

// furtherAttackQuestions are about mistakes that are rarer, or less grave.
func furtherAttackQuestions(o *observations) []question {
	base := o.trusted()[0]
	asked := slices.Concat(
		o.questionsAbout("whether a host is let in that goes on after the trusted one with a special character", specialCharacterAttacks(base), notLetIn(RolePrefix)),
		o.questionsAbout("whether a subdomain of the trusted host is let in", deepSubdomainAttacks(base), notLetIn(RoleSubdomain, RoleSuffix, RoleSubstring)),
		o.questionsAbout("whether every port of the trusted host is let in", otherPortAttack(base), notLetIn(RolePrefix)),
		o.questionsAbout("whether a dot stands for any character", lastDotAttack(base), notLetIn(RoleUnescapedDot, RolePrefix)),
		o.localQuestions("whether a page on the visitor's own machine or network is let in", localAttacks()[1:]),
		o.localQuestions("whether an origin is let in that only begins like the visitor's own machine", localhostPrefixAttack(), letInAlready(RoleLocal)),
	)
	for _, other := range o.otherBases(base) {
		asked = slices.Concat(asked,
			o.questionsAbout("whether an origin is let in that only ends like the server's", suffixAttack(other)),
			o.questionsAbout("whether an origin is let in that only begins like the server's", prefixAttack(other)),
			o.questionsAbout("whether any subdomain of the server's is let in", subdomainAttack(other)),
			o.questionsAbout("whether a page of the server's without TLS is let in", httpAttack(other)))
	}
	return asked
}

// specialCharacterOverHTTPQuestions ask about the only scheme over which a page
// can come from a host that no certificate names.
func specialCharacterOverHTTPQuestions(o *observations) []question {
	for _, answer := range o.letIn(RoleSpecialCharacter) {
		attack := answer.question.attack
		rest, isHTTPS := strings.CutPrefix(attack.origin, "https")
		if !isHTTPS {
			continue
		}
		attack.origin = "http" + rest
		return []question{o.originQuestion(attack, "whether the same is let in over http, which needs no certificate")}
	}
	return nil
}

// withoutTrusted leaves out what is to be let in.
func (o *observations) withoutTrusted(attacks []attackOrigin) []attackOrigin {
	trusted := o.trusted()
	return slices.DeleteFunc(attacks, func(attack attackOrigin) bool {
		return slices.ContainsFunc(trusted, func(origin fetchspec.Origin) bool { return origin.String() == attack.origin })
	})
}

// otherBases are the server's own origin and the other trusted ones, as far as
// their domains are other ones.
func (o *observations) otherBases(base fetchspec.Origin) []fetchspec.Origin {
	seen := map[string]bool{fetchspec.SiteOf(base): true}
	var others []fetchspec.Origin
	for _, origin := range append([]fetchspec.Origin{o.url.Origin()}, o.trusted()...) {
		if site := fetchspec.SiteOf(origin); !seen[site] {
			seen[site] = true
			others = append(others, origin)
		}
	}
	return others
}

// sharedHostQuestions come last: there is no end of such hosts.
func sharedHostQuestions(o *observations) []question {
	return o.questionsAbout("whether every account of a hosting service is let in", sharedHostAttacks(), notLetIn(RolePublicSuffix))
}

// errorQuestions ask for what is not there, below the audited URL's folder.
func errorQuestions(o *observations) []question {
	folder := o.url.Path()[:strings.LastIndexByte(o.url.Path(), '/')+1]
	missing, err := o.url.Parse(folder + throwawayParameter + "-" + o.options.Token())
	if err != nil {
		return nil
	}
	return []question{{
		topic: topicError, method: o.options.Method, path: missing, plain: true,
		attack:  o.bestAttack(),
		purpose: "whether errors can be read, too",
		when:    []condition{someoneLetIn()},
	}}
}

// bestAttack is the origin that is let in farthest, as far as that is known.
func (o *observations) bestAttack() attackOrigin {
	if best := o.best(); best != nil {
		return best.question.attack
	}
	return attackOrigin{role: o.trustedRole(), origin: o.trusted()[0].String()}
}

// cacheQuestions ask twice for one URL that nobody else asks for: first as an
// origin that is not let in, then as one that is.
func cacheQuestions(o *observations) []question {
	token := o.options.Token()
	when := []condition{cacheMayMixUp()}
	return []question{
		{
			topic: topicCacheStore, method: o.options.Method, token: token,
			attack:  attackOrigin{role: RoleUnrelated, origin: "https://" + attackerDomain},
			purpose: "what a shared cache keeps of the answer to one origin", when: when,
		},
		{
			topic: topicCacheAgain, method: o.options.Method, token: token,
			attack:  o.secondInCache(),
			purpose: "whether the cache gives that to another origin", when: when,
		},
	}
}

// secondInCache is an origin that is to get another answer than the first one.
func (o *observations) secondInCache() attackOrigin {
	if best := o.best(); best != nil && best.question.attack.role != RoleUnrelated {
		return best.question.attack
	}
	return attackOrigin{role: RoleUnrelated, origin: "https://" + attackerLabel + ".test"}
}
