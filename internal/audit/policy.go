package audit

import (
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// A PolicyKind says how a server decides which origins to let in, as far as
// its answers show.
type PolicyKind string

// The kinds of policy.
const (
	PolicyNone       PolicyKind = "none"       // no CORS headers at all
	PolicyClosed     PolicyKind = "closed"     // it looks at the origin, and lets in none that was asked about
	PolicyWildcard   PolicyKind = "wildcard"   // *
	PolicyStatic     PolicyKind = "static"     // one value, whoever asks
	PolicyList       PolicyKind = "list"       // some origins by name
	PolicyPattern    PolicyKind = "pattern"    // origins that look like a trusted one
	PolicyReflection PolicyKind = "reflection" // whoever asks, by name
)

// A Policy is what a server's answers show of its CORS policy.
type Policy struct {
	Kind PolicyKind
	// Default is Access-Control-Allow-Origin for an origin that nobody trusts;
	// HasDefault is false for none.
	Default    string
	HasDefault bool
	// Credentials says whether any origin may use the visitor's login.
	Credentials bool
	Origins     []OriginAnswer
	// PreflightsAsked says whether any preflight was sent, PreflightsAnswered
	// whether one brought CORS headers; the lists below are empty if none did.
	PreflightsAsked    bool
	PreflightsAnswered bool
	Methods            []string
	AnyMethod          bool
	Headers            []string // lower case
	AnyHeader          bool
	ExposedHeaders     []string
	// MaxAge is Access-Control-Max-Age in seconds; HasMaxAge is false without
	// a valid one.
	MaxAge    int64
	HasMaxAge bool
	// VariesOnOrigin says whether every answer that could be mixed up has Vary:
	// Origin.
	VariesOnOrigin bool
	// Cache is the header by which a shared cache showed itself; "" for none.
	Cache string
	// Login is what shows that the URL is for logged-in visitors; "" if
	// nothing does.
	Login string
	// RedirectsTo is the other host's URL that the audited one leads to; "" if
	// it does not.
	RedirectsTo string
}

// An OriginAnswer is what one origin was answered.
type OriginAnswer struct {
	Origin string
	Role   Role
	Access Access
	// AllowOrigin and AllowCredentials are the headers as received; Has… is
	// false where there was none.
	AllowOrigin         string
	HasAllowOrigin      bool
	AllowCredentials    string
	HasAllowCredentials bool
	Status              int
}

func (o *observations) policy() *Policy {
	policy := &Policy{
		Kind:               o.kind(),
		Credentials:        o.highest() == AccessCredentials,
		PreflightsAsked:    slices.ContainsFunc(o.answers, func(answer answer) bool { return answer.question.isPreflight() }),
		PreflightsAnswered: o.answersPreflights(),
		AnyMethod:          lettingPreflight(o.first(topicAnyMethod)) != AccessNone,
		AnyHeader:          lettingPreflight(o.first(topicAnyHeader)) != AccessNone,
		VariesOnOrigin:     o.dependsOnOrigin() && len(o.withoutVary()) == 0,
		Cache:              o.cacheSeen(),
		Login:              o.login().shown,
	}
	for _, answer := range o.of(topicOrigin) {
		policy.Origins = append(policy.Origins, originAnswerOf(answer))
	}
	if unrelated := o.inRole(RoleUnrelated); len(unrelated) > 0 {
		policy.HasDefault = unrelated[0].has("Access-Control-Allow-Origin")
		policy.Default = unrelated[0].allowOrigin()
	}
	policy.Methods, policy.Headers = o.allowedNames()
	if best := o.best(); best != nil {
		policy.ExposedHeaders = fetchspec.ExtractHeaderListValues("Access-Control-Expose-Headers", best.response.HeaderList).Values
	}
	policy.MaxAge, policy.HasMaxAge = o.maxAge()
	if next := o.redirect(o.lastBaselineOrNone()); next != nil && !staysOn(o.url, next) {
		policy.RedirectsTo = next.String()
	}
	return policy
}

// lastBaselineOrNone is an answer without anything if there was none.
func (o *observations) lastBaselineOrNone() *answer {
	if baseline := o.lastBaseline(); baseline != nil {
		return baseline
	}
	return &answer{}
}

func originAnswerOf(answer *answer) OriginAnswer {
	return OriginAnswer{
		Origin:              answer.question.attack.origin,
		Role:                answer.question.attack.role,
		Access:              answer.access,
		AllowOrigin:         answer.allowOrigin(),
		HasAllowOrigin:      answer.has("Access-Control-Allow-Origin"),
		AllowCredentials:    answer.header("Access-Control-Allow-Credentials"),
		HasAllowCredentials: answer.has("Access-Control-Allow-Credentials"),
		Status:              answer.status(),
	}
}

func (o *observations) kind() PolicyKind {
	asked := o.of(topicOrigin)
	if !slices.ContainsFunc(asked, func(answer *answer) bool { return answer.has("Access-Control-Allow-Origin") }) {
		if slices.ContainsFunc(asked, (*answer).varies) {
			return PolicyClosed
		}
		return PolicyNone
	}
	unrelated := o.inRole(RoleUnrelated)
	switch {
	case o.highest() == o.floor() && len(unrelated) > 0 && unrelated[0].allowOrigin() == "*":
		return PolicyWildcard
	case o.floor() != AccessNone && !slices.ContainsFunc(unrelated, func(answer *answer) bool { return !answer.echoes() }):
		return PolicyReflection
	case len(o.letIn(patternRoles()...)) > 0, o.letsInAccounts():
		return PolicyPattern
	case isStatic(asked):
		return PolicyStatic
	}
	return PolicyList
}

// patternRoles are those whose origins nobody writes on a list.
func patternRoles() []Role {
	return []Role{
		RolePrefix, RoleSubstring, RoleSuffix, RoleUnescapedDot, RoleTruncated, RoleSpecialCharacter,
		RolePublicSuffix, RoleSubdomain, RoleOtherPort,
	}
}

// letsInAccounts reports whether an account of a hosting service was let in
// that nobody has put on a list.
func (o *observations) letsInAccounts() bool {
	return slices.ContainsFunc(o.letIn(RoleSharedHosting), func(answer *answer) bool {
		return strings.Contains(answer.question.attack.origin, attackerLabel)
	})
}

// isStatic reports whether all answers have one value that is not that of
// who asked.
func isStatic(asked []*answer) bool {
	named := false
	for _, answer := range asked {
		if answer.allowOrigin() != asked[0].allowOrigin() || !answer.has("Access-Control-Allow-Origin") {
			return false
		}
		named = named || !answer.echoes()
	}
	return named
}

// allowedNames are the methods and headers that preflights allow an origin
// that is let in.
func (o *observations) allowedNames() (methods, headers []string) {
	for _, topic := range []topic{topicMethod, topicHeaders, topicAnyHeader} {
		for _, answer := range o.of(topic) {
			if answer.access == AccessNone {
				continue
			}
			list := answer.response.HeaderList
			for _, method := range fetchspec.ExtractHeaderListValues("Access-Control-Allow-Methods", list).Values {
				methods = appendNew(methods, method)
			}
			for _, name := range fetchspec.ExtractHeaderListValues("Access-Control-Allow-Headers", list).Values {
				if name = strings.ToLower(name); name != madeUpHeader {
					headers = appendNew(headers, name)
				}
			}
		}
	}
	return methods, headers
}

// mostNames bounds what is kept of lists that a server sends.
const mostNames = 200

func appendNew(names []string, name string) []string {
	if slices.Contains(names, name) || len(names) >= mostNames {
		return names
	}
	return append(names, name)
}

func (o *observations) maxAge() (seconds int64, ok bool) {
	for i := range o.answers {
		if !o.answers[i].question.isPreflight() || o.answers[i].response == nil {
			continue
		}
		if seconds, _, ok := fetchspec.ExtractMaxAge(o.answers[i].response.HeaderList); ok {
			return seconds, true
		}
	}
	return 0, false
}
