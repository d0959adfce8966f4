package audit

import (
	"fmt"
	"strings"
)

// anyOriginFindings are about what every page in the world gets.
func anyOriginFindings(o *observations) []Finding {
	unrelated := o.inRole(RoleUnrelated)
	switch o.floor() {
	case AccessCredentials:
		return []Finding{o.finding(TrustsAnyOrigin, SeverityHigh,
			fmt.Sprintf("The server at %s lets in any origin by name, with credentials: it let in %s, which it cannot know.", o.host(), originsOf(unrelated)),
			"every page in the world can read what the visitor's login gives", unrelated)}
	case AccessRead:
	default:
		return nil
	}
	var findings []Finding
	if unrelated[0].echoes() {
		findings = append(findings, o.finding(ReflectsInsteadOfWildcard, SeverityInfo,
			fmt.Sprintf("The server at %s lets in any origin by name, without credentials: it let in %s.", o.host(), originsOf(unrelated)),
			"without credentials it gives no more than * does", unrelated))
	}
	return append(findings, o.privateServer(unrelated)...)
}

// privateServer is about servers that only some can reach, which is what
// protects them.
func (o *observations) privateServer(unrelated []*answer) []Finding {
	severity, where := SeverityMedium, "can be reached from its own network only"
	switch reachOf(o.url.Host()) {
	case reachPublic:
		return nil
	case reachLoopback:
		severity, where = SeverityLow, "can be reached from its own machine only"
	}
	return []Finding{o.finding(PrivateServerOpenToAnyPage, severity,
		fmt.Sprintf("The server at %s %s, but lets any page read its answers: a browser in there that opens a page of anyone's hands them out.", o.host(), where),
		"newer browsers ask the visitor before a public page may reach such a server", unrelated)}
}

// A trustRule says what it means that an origin in a role gets more than any
// page does.
type trustRule struct {
	code  Code
	roles []Role
	// unless are roles that say the same more broadly: if one was let in, this
	// finding would be a second one about the same mistake.
	unless []Role
	// withCredentials and without are the severities by what the origin gets.
	withCredentials, without Severity
	// what is let in, as the end of "the server lets in …"; %s is the trusted
	// origin.
	what string
}

func trustRules() []trustRule {
	return []trustRule{
		{TrustsNullOrigin, []Role{RoleNull}, nil, SeverityHigh, SeverityMedium, "the origin null, which is that of every sandboxed frame and local file"},
		{TrustsOriginSubstring, []Role{RoleSubstring}, nil, SeverityHigh, SeverityMedium, "every host with %s in its name"},
		{TrustsOriginPrefix, []Role{RolePrefix}, []Role{RoleSubstring}, SeverityHigh, SeverityMedium, "every host that begins like %s"},
		{TrustsOriginSuffix, []Role{RoleSuffix}, []Role{RoleSubstring, RolePublicSuffix}, SeverityHigh, SeverityMedium, "every host that ends like %s, without a dot before it"},
		{TrustsUnescapedDot, []Role{RoleUnescapedDot}, []Role{RoleSubstring, RoleSuffix, RolePublicSuffix}, SeverityHigh, SeverityMedium, "hosts that have another character for a dot of %s"},
		{TrustsTruncatedOrigin, []Role{RoleTruncated}, []Role{RolePublicSuffix}, SeverityHigh, SeverityMedium, "a host that is only a part of %s"},
		{TrustsSpecialCharacters, []Role{RoleSpecialCharacter}, []Role{RolePrefix, RoleSubstring}, SeverityHigh, SeverityMedium, "hosts that go on after %s with a special character"},
		{TrustsPublicSuffix, []Role{RolePublicSuffix}, nil, SeverityHigh, SeverityMedium, "every domain under the public suffix of %s"},
		{TrustsSharedHosting, []Role{RoleSharedHosting}, []Role{RolePublicSuffix}, SeverityHigh, SeverityMedium, "pages that anyone with an account can publish"},
		{TrustsPlainHTTP, []Role{RoleHTTP}, nil, SeverityMedium, SeverityLow, "%s without TLS, though it is itself reached over https"},
		{TrustsAnySubdomain, []Role{RoleSubdomain}, []Role{RoleSubstring, RoleSuffix, RolePublicSuffix}, SeverityMedium, SeverityLow, "subdomains that it cannot know, below the domain of %s"},
		{TrustsLocalPages, []Role{RoleLocal}, nil, SeverityMedium, SeverityLow, "pages on the visitor's own machine or network"},
		{TrustsAnyPort, []Role{RoleOtherPort}, []Role{RolePrefix, RoleSubstring}, SeverityLow, SeverityInfo, "every port of the host of %s"},
	}
}

func trustFindings(o *observations) []Finding {
	var findings []Finding
	for _, rule := range trustRules() {
		answers := o.letIn(rule.roles...)
		if len(answers) == 0 || o.saidMoreBroadly(rule, answers) {
			continue
		}
		findings = append(findings, o.trustFinding(rule, answers))
	}
	return findings
}

// saidMoreBroadly reports whether a broader mistake explains all of answers:
// one about the same trusted origin, or about the whole suffix.
func (o *observations) saidMoreBroadly(rule trustRule, answers []*answer) bool {
	for _, broader := range o.letIn(rule.unless...) {
		if broader.question.attack.base == answers[0].question.attack.base || broader.question.attack.role == RolePublicSuffix {
			return true
		}
	}
	// A neighbor of the trusted account is every other name under that suffix.
	if rule.code == TrustsOriginSuffix || rule.code == TrustsAnySubdomain || rule.code == TrustsTruncatedOrigin {
		for _, neighbor := range o.letIn(RoleSharedHosting) {
			if neighbor.question.attack.base == answers[0].question.attack.base {
				return true
			}
		}
	}
	return false
}

func (o *observations) trustFinding(rule trustRule, answers []*answer) Finding {
	access := mostAccess(answers)
	severity, reason := rule.without, "it may read what anybody gets without a login, though the policy is to keep others out"
	with := "without credentials"
	if access == AccessCredentials {
		severity, reason, with = rule.withCredentials, reasonWithCredentials(rule.code), "with credentials"
	}
	what := rule.what
	if strings.Contains(what, "%s") {
		what = fmt.Sprintf(what, o.baseOf(answers[0]))
	}
	finding := o.finding(rule.code, severity, o.trustSummary(what, with, answers), reason, answers)
	o.adjust(&finding, answers)
	return finding
}

func (o *observations) trustSummary(what, with string, answers []*answer) string {
	summary := fmt.Sprintf("The server at %s lets in %s, %s", o.host(), what, with)
	if answers[0].question.attack.role == RoleNull {
		return summary + "."
	}
	return summary + fmt.Sprintf(" (seen with %s).", originsOf(answers))
}

func reasonWithCredentials(code Code) string {
	switch code {
	case TrustsPlainHTTP:
		return "it takes someone on the visitor's way to change a page"
	case TrustsAnySubdomain:
		return "it takes someone else's script on a subdomain"
	case TrustsLocalPages:
		return "it takes a program on the visitor's machine, or the network that they are in"
	case TrustsAnyPort:
		return "it takes another service on the same host"
	}
	return "anyone can have such an origin, and read what the visitor's login gives"
}

// adjust takes back what an attack cannot do.
func (o *observations) adjust(finding *Finding, answers []*answer) {
	switch {
	case finding.Code == TrustsUnescapedDot && answers[0].question.attack.unregistrable:
		finding.Severity = SeverityLow
		finding.Reason = "nobody can register such a name today, since there is no such top-level domain"
	case finding.Code == TrustsSpecialCharacters:
		o.adjustSpecialCharacters(finding, answers)
	}
}

// adjustSpecialCharacters: a name with such a character is in no certificate,
// so that the page has to come over http, and from there the server has to
// take it.
func (o *observations) adjustSpecialCharacters(finding *Finding, answers []*answer) {
	special := answers[0].question.attack.special
	finding.Detail = fmt.Sprintf("Browsers that load pages from hosts with %s in the name: %s.", special.character, special.browsers)
	for _, answer := range answers {
		if strings.HasPrefix(answer.question.attack.origin, "http://") {
			return
		}
	}
	finding.Severity = lower(finding.Severity)
	finding.Reason = "certificates for such a name are not issued to the public, and over http the server does not let it in"
}

func lower(severity Severity) Severity {
	switch severity {
	case SeverityHigh:
		return SeverityMedium
	case SeverityMedium:
		return SeverityLow
	}
	return SeverityInfo
}

func mostAccess(answers []*answer) Access {
	most := AccessNone
	for _, answer := range answers {
		if answer.access.exceeds(most) {
			most = answer.access
		}
	}
	return most
}

// baseOf is the trusted origin that an answer's origin was made from.
func (o *observations) baseOf(answer *answer) string {
	if base := answer.question.attack.base; base != "" {
		return base
	}
	return o.trusted()[0].String()
}

// mostQuoted bounds the answers and origins that a finding quotes.
const mostQuoted = 3

func originsOf(answers []*answer) string {
	var origins []string
	for i, answer := range answers {
		if i == mostQuoted {
			return strings.Join(origins, ", ") + fmt.Sprintf(" and %d more", len(answers)-mostQuoted)
		}
		origins = append(origins, answer.question.attack.origin)
	}
	if len(origins) < 2 {
		return strings.Join(origins, "")
	}
	last := len(origins) - 1
	return strings.Join(origins[:last], ", ") + " and " + origins[last]
}

// host is how messages name the server.
func (o *observations) host() string { return o.url.HostPort() }

// finding makes a finding with the words of its code's entry.
func (o *observations) finding(code Code, severity Severity, summary, reason string, answers []*answer, names ...string) Finding {
	entry, _ := Lookup(code)
	if len(answers) > mostQuoted {
		answers = answers[:mostQuoted]
	}
	return Finding{
		Code:     code,
		Severity: severity,
		Summary:  summary,
		Reason:   reason,
		Attack:   entry.Attack,
		Remedy:   strings.ReplaceAll(entry.Fix, "{trusted}", o.trustedWords()),
		Evidence: evidenceOf(answers, names...),
	}
}

// trustedWords names the trusted origins in a remedy. The server's own is a
// guess, and no example of a page's.
func (o *observations) trustedWords() string {
	if o.trustedRole() == RoleOwn {
		return "such as https://app.example.com"
	}
	var names []string
	for i, origin := range o.trusted() {
		if i == mostQuoted {
			break
		}
		names = append(names, origin.String())
	}
	return strings.Join(names, ", ")
}
