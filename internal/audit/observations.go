package audit

import (
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// An Access is how far a browser would let a page in.
type Access string

// The accesses, from none to most.
const (
	AccessNone Access = "none"
	// AccessRead lets the page read what anybody gets without logging in.
	AccessRead Access = "read"
	// AccessCredentials lets it read what the visitor's own cookies and
	// credentials bring.
	AccessCredentials Access = "read-with-credentials"
)

func (access Access) exceeds(other Access) bool { return access.rank() > other.rank() }

func (access Access) rank() int {
	switch access {
	case AccessRead:
		return 1
	case AccessCredentials:
		return 2
	}
	return 0
}

// An answer is what came of a question. The response is nil if err is not.
type answer struct {
	question question
	request  *fetchspec.HTTPRequest
	response *fetchspec.HTTPResponse
	err      error
	// access is what the sent origin's page would get; AccessNone where no
	// origin was sent.
	access Access
}

func newAnswer(question *question, request *fetchspec.HTTPRequest, response *fetchspec.HTTPResponse, err error) answer {
	made := answer{question: *question, request: request, response: response, err: err, access: AccessNone}
	if response != nil && question.attack.origin != "" {
		made.access = accessGiven(question.attack.origin, response)
	}
	return made
}

// accessGiven is what a browser would let a page of an origin do with a
// response. One that leads elsewhere is not read itself.
func accessGiven(origin string, response *fetchspec.HTTPResponse) Access {
	if fetchspec.IsRedirectStatus(response.Status) && response.HeaderList.Contains("Location") {
		return AccessNone
	}
	page, ok := pageOrigin(origin)
	if !ok {
		return AccessNone
	}
	passes := func(mode fetchspec.CredentialsMode) bool {
		request := &fetchspec.Request{Origin: page, CredentialsMode: mode}
		return fetchspec.CORSCheck(request, &fetchspec.Response{HeaderList: response.HeaderList}) == nil
	}
	switch {
	case passes(fetchspec.CredentialsInclude):
		return AccessCredentials
	case passes(fetchspec.CredentialsSameOrigin):
		return AccessRead
	}
	return AccessNone
}

// longestOrigin is more than a host name in DNS can have, with scheme and
// port.
const longestOrigin = 300

// pageOrigin is the origin of a page that sends this Origin header; ok is
// false if none does.
func pageOrigin(origin string) (page fetchspec.Origin, ok bool) {
	if origin == "null" {
		return fetchspec.Origin{}, true
	}
	if len(origin) > longestOrigin {
		return fetchspec.Origin{}, false
	}
	url, err := fetchspec.ParseURL(origin)
	if err != nil || !url.IsHTTP() || url.Origin().String() != origin {
		return fetchspec.Origin{}, false
	}
	return url.Origin(), true
}

func (answer *answer) status() int {
	if answer.response == nil {
		return 0
	}
	return answer.response.Status
}

// header is a combined value; "" also for a header or an answer that is not
// there.
func (answer *answer) header(name string) string {
	if answer == nil || answer.response == nil {
		return ""
	}
	value, _ := answer.response.HeaderList.Get(name)
	return value
}

func (answer *answer) has(name string) bool {
	return answer != nil && answer.response != nil && answer.response.HeaderList.Contains(name)
}

func (answer *answer) allowOrigin() string { return answer.header("Access-Control-Allow-Origin") }

// echoes reports whether the answer names the origin that was sent.
func (answer *answer) echoes() bool {
	return answer.question.attack.origin != "" && answer.allowOrigin() == answer.question.attack.origin
}

// varies reports whether Vary says that the answer depends on the Origin.
func (answer *answer) varies() bool {
	for element := range strings.SplitSeq(answer.header("Vary"), ",") {
		element = strings.TrimSpace(element)
		if element == "*" || strings.EqualFold(element, "Origin") {
			return true
		}
	}
	return false
}

// observations are all that one audit asked and was answered.
type observations struct {
	options *Options
	// url is what is asked for: the audited URL, or where it leads on the same
	// host.
	url     *fetchspec.URL
	answers []answer
	// refusesParameter is set when the throwaway parameter changes the answer.
	refusesParameter bool
}

// of are the answers on a topic, in the order in which they came.
func (o *observations) of(topic topic) []*answer {
	var found []*answer
	for i := range o.answers {
		if o.answers[i].question.topic == topic && o.answers[i].response != nil {
			found = append(found, &o.answers[i])
		}
	}
	return found
}

// first is the first answer on a topic; nil for none.
func (o *observations) first(topic topic) *answer {
	if found := o.of(topic); len(found) > 0 {
		return found[0]
	}
	return nil
}

// inRole are the answers to the audited URL's requests from origins in a role.
func (o *observations) inRole(roles ...Role) []*answer {
	var found []*answer
	for _, answer := range o.of(topicOrigin) {
		if slices.Contains(roles, answer.question.attack.role) {
			found = append(found, answer)
		}
	}
	return found
}

// letIn are those of inRole that get more than anybody does.
func (o *observations) letIn(roles ...Role) []*answer {
	floor := o.floor()
	var found []*answer
	for _, answer := range o.inRole(roles...) {
		if answer.access.exceeds(floor) {
			found = append(found, answer)
		}
	}
	return found
}

// floor is what any page gets. Unrelated origins are let in together or by
// accident, so the least of theirs counts.
func (o *observations) floor() Access {
	unrelated := o.inRole(RoleUnrelated)
	if len(unrelated) == 0 {
		return AccessNone
	}
	floor := unrelated[0].access
	for _, answer := range unrelated {
		if floor.exceeds(answer.access) {
			floor = answer.access
		}
	}
	return floor
}

// highest is the most that any origin was given.
func (o *observations) highest() Access {
	highest := AccessNone
	for _, answer := range o.of(topicOrigin) {
		if answer.access.exceeds(highest) {
			highest = answer.access
		}
	}
	return highest
}

// isSettled reports whether no other origin can get more than any page does:
// that is all there is, or the trusted ones get no more.
func (o *observations) isSettled() bool {
	switch o.floor() {
	case AccessCredentials:
		return true
	case AccessRead:
		return len(o.inRole(RoleGiven, RoleLearned, RoleOwn)) > 0 && o.highest() == AccessRead
	}
	return false
}

// trusted are the origins that are, or seem, meant to be let in; those of the
// audited server itself where none is known.
func (o *observations) trusted() []fetchspec.Origin {
	if len(o.options.Origins) > 0 {
		return o.options.Origins
	}
	if learned := o.learned(); len(learned) > 0 {
		return learned
	}
	return []fetchspec.Origin{o.url.Origin()}
}

// learned are the origins that the server named though another one asked.
func (o *observations) learned() []fetchspec.Origin {
	var learned []fetchspec.Origin
	for i := range o.answers {
		answer := &o.answers[i]
		value := answer.allowOrigin()
		if value == "null" || answer.echoes() {
			continue
		}
		origin, ok := pageOrigin(value)
		if ok && !slices.ContainsFunc(learned, origin.SameOrigin) {
			learned = append(learned, origin)
		}
	}
	return learned
}

// best is the answer to the origin that is let in farthest, trusted ones
// first; nil if none was asked about.
func (o *observations) best() *answer {
	var best *answer
	for _, roles := range [][]Role{{RoleGiven}, {RoleLearned}, {RoleOwn}, {RoleUnrelated}, everyAttackRole()} {
		for _, answer := range o.inRole(roles...) {
			if best == nil || answer.access.exceeds(best.access) {
				best = answer
			}
		}
	}
	return best
}

func everyAttackRole() []Role {
	return []Role{
		RoleNull, RolePrefix, RoleSubstring, RoleSuffix, RoleUnescapedDot, RoleTruncated, RoleSpecialCharacter,
		RolePublicSuffix, RoleSharedHosting, RoleHTTP, RoleSubdomain, RoleOtherPort, RoleLocal,
	}
}

// answersPreflights reports whether any preflight was answered with a CORS
// header.
func (o *observations) answersPreflights() bool {
	for i := range o.answers {
		if o.answers[i].question.isPreflight() && o.answers[i].has("Access-Control-Allow-Origin") {
			return true
		}
	}
	return false
}
