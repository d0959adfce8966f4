package explain

import (
	"fmt"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// PolicyFor is the smallest policy under which a fetch passes: its page's
// origin, its method, headers and credentials, and what the server allows
// already, so that nothing else breaks. It never allows null, nor any origin
// together with credentials. The notes say what of the server's policy it does
// not take over. The error says why there is no such policy.
func PolicyFor(diagnosis *Diagnosis, trace *fetchspec.Trace) (policy Policy, notes []string, err error) {
	request := trace.Start.Request
	if request == nil {
		return Policy{}, nil, fmt.Errorf("the browser refuses the call itself, whatever the server allows")
	}
	if request.Origin.IsOpaque() {
		return Policy{}, nil, ErrNullOrigin
	}
	need := &policyNeed{request: request, engine: &trace.Start.Engine}
	need.policy.Credentials = request.CredentialsMode == fetchspec.CredentialsInclude
	for _, exchange := range needingExchanges(diagnosis, trace) {
		need.keep(exchange.Response.HeaderList)
	}
	need.add(diagnosis)
	return need.policy, need.notes, need.policy.Check()
}

// needingExchanges are those of the server that has to change, as far as this
// page asked: what another origin was answered in a probe says nothing of it.
func needingExchanges(diagnosis *Diagnosis, trace *fetchspec.Trace) []*fetchspec.Exchange {
	all := slices.Concat(trace.Exchanges, diagnosis.Probes)
	var about *fetchspec.Exchange
	if at := exchangeToFix(diagnosis); 0 <= at && at < len(all) {
		about = &all[at]
	}
	page := trace.Start.Request.Origin.String()
	var exchanges []*fetchspec.Exchange
	for i := range all {
		exchange := &all[i]
		if exchange.Response == nil || about != nil && !sameServer(about, exchange) {
			continue
		}
		if origin, _ := exchange.Request.HeaderList.Get("Origin"); exchange.Kind == fetchspec.ExchangeProbe && origin != page {
			continue
		}
		exchanges = append(exchanges, exchange)
	}
	return exchanges
}

// A policyNeed is a policy in the making.
type policyNeed struct {
	request *fetchspec.Request
	engine  *fetchspec.Engine
	policy  Policy
	notes   []string
}

func (need *policyNeed) note(format string, arguments ...any) {
	need.notes = appendNew(need.notes, fmt.Sprintf(format, arguments...))
}

// keep takes over what an answer allows, where that is safe and can be
// written down.
func (need *policyNeed) keep(list fetchspec.HeaderList) {
	need.keepOrigin(list)
	need.policy.Methods = need.keepNames(need.policy.Methods, list, "Access-Control-Allow-Methods", "method")
	need.policy.RequestHeaders = need.keepNames(need.policy.RequestHeaders, list, "Access-Control-Allow-Headers", "header")
	need.policy.ExposedHeaders = need.keepNames(need.policy.ExposedHeaders, list, "Access-Control-Expose-Headers", "header")
	if seconds, present, ok := fetchspec.ExtractMaxAge(list); present && ok && seconds > 0 {
		need.policy.MaxAge = int(min(seconds, maxAgeKept))
	}
}

// maxAgeKept is the most that any browser makes of a max-age, in seconds.
//
// https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsCORSListenerProxy.cpp
const maxAgeKept = 86400

func (need *policyNeed) keepOrigin(list fetchspec.HeaderList) {
	allowed, _ := list.Get("Access-Control-Allow-Origin")
	credentials, _ := list.Get("Access-Control-Allow-Credentials")
	switch {
	case allowed == "*" && !need.policy.Credentials:
		need.policy.Origins = []string{"*"}
	case allowed == "*":
		need.note("The server allows every origin now. With credentials no browser accepts that, so the origin is named.")
	case allowed == need.request.Origin.String():
		need.policy.Credentials = need.policy.Credentials || credentials == "true"
	case !need.policy.AnyOrigin() && checkOrigin(allowed) == nil:
		need.policy.Origins = appendNew(need.policy.Origins, allowed)
	}
}

// dropInsecure leaves out pages that came over plain http from elsewhere: with
// credentials they cannot be kept, for anyone on the way can change them.
func (need *policyNeed) dropInsecure() {
	insecure := insecureOrigins(need.policy.Origins)
	need.policy.Origins = slices.DeleteFunc(need.policy.Origins, func(origin string) bool { return contains(insecure, origin) })
}

func (need *policyNeed) keepNames(kept []string, list fetchspec.HeaderList, name, what string) []string {
	for _, value := range fetchspec.ExtractHeaderListValues(name, list).Values {
		switch {
		case len(kept) > policyListLimit:
			return kept // Policy.Check refuses it
		case value == "*":
			need.note("The server's %s allows any %s now (*). This names what the request needs: add what other calls use.", name, what)
		case checkWord(what, value) != nil || isOfNoUse(name, value):
		case name == "Access-Control-Allow-Methods" && !contains(kept, value):
			kept = append(kept, value)
		case name != "Access-Control-Allow-Methods":
			kept = appendNew(kept, value)
		}
	}
	return kept
}

// isOfNoUse reports whether a list names what no script can ask for.
func isOfNoUse(header, word string) bool {
	switch header {
	case "Access-Control-Allow-Methods":
		return fetchspec.IsForbiddenMethod(word)
	case "Access-Control-Allow-Headers":
		return fetchspec.IsForbiddenRequestHeader(word, "")
	}
	return false
}

// add puts in what the request needs, and what the remedies ask for.
func (need *policyNeed) add(diagnosis *Diagnosis) {
	policy, request := &need.policy, need.request
	if policy.AnyOrigin() && policy.Credentials {
		policy.Origins = nil
	}
	if policy.Credentials {
		need.dropInsecure()
	}
	if !policy.AnyOrigin() {
		policy.Origins = appendNew([]string{request.Origin.String()}, policy.Origins...)
	}
	if method := usualMethod(request.Method); !contains(policy.Methods, method) {
		policy.Methods = append(policy.Methods, method)
	}
	for _, name := range fetchspec.CORSUnsafeRequestHeaderNames(request.HeaderList, need.engine) {
		if !isCORSResponseHeader(name) {
			policy.RequestHeaders = appendNew(policy.RequestHeaders, need.asWritten(name))
		}
	}
	for _, remedy := range diagnosis.Remedies {
		if isOnServer(remedy) {
			need.addChanges(remedy.Change)
		}
	}
}

// addChanges takes the lists of headers that a remedy sets.
func (need *policyNeed) addChanges(changes []Change) {
	for _, change := range changes {
		if change.Op != OpSet || !strings.EqualFold(change.Name, "Access-Control-Expose-Headers") {
			continue
		}
		for _, name := range fetchspec.ExtractHeaderListValues(change.Name, fetchspec.HeaderList{{Name: change.Name, Value: change.Value}}).Values {
			if name != "*" && checkWord("header", name) == nil {
				need.policy.ExposedHeaders = appendNew(need.policy.ExposedHeaders, name)
			}
		}
	}
}

// usualMethod is how a server lists a method. Browsers put six of them in
// upper case; patch they leave as it is, and no server knows it so.
func usualMethod(method string) string {
	if upper := strings.ToUpper(method); upper == "PATCH" {
		return upper
	}
	return fetchspec.NormalizeMethod(method)
}

// asWritten is a name in the spelling of the script, else in the usual one.
func (need *policyNeed) asWritten(name string) string {
	if written := foldedItem(need.request.AuthorHeaderNames, name); written != "" && written != name {
		return written
	}
	words := strings.Split(name, "-")
	for i, word := range words {
		if word != "" {
			words[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, "-")
}

// isOnServer reports whether a remedy changes an answer, and is not just
// another way to do what one before it does.
func isOnServer(remedy Remedy) bool {
	return !remedy.Alternative && (remedy.Target == TargetPreflight || remedy.Target == TargetResponse)
}

// exchangeToFix is the exchange whose answer has to change first; -1 if none.
func exchangeToFix(diagnosis *Diagnosis) int {
	at := slices.IndexFunc(diagnosis.Remedies, isOnServer)
	if at < 0 {
		return -1
	}
	return diagnosis.Remedies[at].Exchange
}
