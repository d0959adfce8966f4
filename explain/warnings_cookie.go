package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// cookies is about cookies that were not sent, or not kept. Those with one
// cause are told together.
func (warn *warner) cookies() {
	trace := warn.session.first.trace
	for _, i := range warn.exchanges(fetchspec.ExchangeRequest) {
		exchange := &trace.Exchanges[i]
		warn.tell(i, withheldCauses(exchange))
		warn.tell(i, droppedCauses(exchange.SetCookies))
	}
}

// A cookieCause is a code, with the cookies that it is about.
type cookieCause struct {
	code  Code
	value string // the SameSite value or the reason in words
	names []string
	shown []Evidence
}

func (warn *warner) tell(i int, causes []cookieCause) {
	for _, cause := range causes {
		scene := warn.scene(i)
		scene.set("cookies", cookiesPhrase(cause.names))
		scene.set("value", cause.value)
		scene.set("reason", cause.value)
		scene.set("mode", string(scene.exchange.CredentialsMode))
		for _, shown := range cause.shown {
			shown.Exchange = i
			scene.show(shown)
		}
		warn.add(scene, cause.code)
	}
}

// cookiesPhrase is "cookie sid", "cookies sid and theme".
func cookiesPhrase(names []string) string {
	if len(names) == 1 {
		return "cookie " + names[0]
	}
	return "cookies " + joinNames(names)
}

// addCause gathers cookies by their cause.
func addCause(causes []cookieCause, code Code, value, name string, shown Evidence) []cookieCause {
	if code == "" {
		return causes
	}
	for i := range causes {
		if causes[i].code == code && causes[i].value == value {
			causes[i].names = append(causes[i].names, name)
			causes[i].shown = append(causes[i].shown, shown)
			return causes
		}
	}
	return append(causes, cookieCause{code: code, value: value, names: []string{name}, shown: []Evidence{shown}})
}

func withheldCauses(exchange *fetchspec.Exchange) []cookieCause {
	var causes []cookieCause
	for _, decision := range exchange.Cookies {
		code, value := withheldCode(decision.Reason)
		// Without credentials cookies stay at home: that is the rule, and a
		// matter only where the server asks who it is.
		if code == CookieWithheldCredentialsMode && !asksForLogin(exchange) {
			continue
		}
		causes = addCause(causes, code, value, shownCookieName(decision.Cookie.Name),
			Evidence{Where: fromPage, Name: "cookie", Value: cookieLine(&decision.Cookie), Note: "not sent"})
	}
	return causes
}

// asksForLogin reports whether an answer is one to somebody who has not logged
// in.
func asksForLogin(exchange *fetchspec.Exchange) bool {
	target := locationOf(exchange)
	return exchange.Response.Status == 401 || exchange.Response.Status == 403 || target != nil && isLoginURL(target)
}

// withheldCode is "" for a cookie that was sent, or that is not meant for the
// request.
func withheldCode(reason fetchspec.CookieReason) (code Code, value string) {
	switch reason {
	case fetchspec.CookieSameSiteLaxWithheld:
		return CookieWithheldSameSite, "Lax"
	case fetchspec.CookieSameSiteStrictWithheld:
		return CookieWithheldSameSite, "Strict"
	case fetchspec.CookieSameSiteUnsetWithheld:
		return CookieWithheldSameSiteDefault, ""
	case fetchspec.CookieSecure:
		return CookieWithheldSecure, ""
	case fetchspec.CookieThirdPartyPartitioned, fetchspec.CookieThirdPartyBlocked:
		return CookieWithheldThirdParty, ""
	case fetchspec.CookieCredentialsOmitted:
		return CookieWithheldCredentialsMode, ""
	}
	return "", ""
}

func droppedCauses(decisions []fetchspec.CookieDecision) []cookieCause {
	var causes []cookieCause
	for _, decision := range decisions {
		code, value := droppedCode(decision.Reason)
		causes = addCause(causes, code, value, lineCookieName(decision.Line),
			Evidence{Where: fromResponse, Name: "Set-Cookie", Value: decision.Line, Note: "not kept"})
	}
	return causes
}

// droppedCode is "" for a cookie that was kept, or deleted as the server
// wanted.
func droppedCode(reason fetchspec.CookieReason) (code Code, value string) {
	switch reason {
	case "", fetchspec.CookieExpired:
		return "", ""
	case fetchspec.CookieSameSiteLaxWithheld, fetchspec.CookieSameSiteStrictWithheld, fetchspec.CookieSameSiteUnsetWithheld:
		return SetCookieDroppedSameSite, ""
	case fetchspec.CookieCredentialsOmitted:
		return SetCookieIgnored, ""
	case fetchspec.CookieSameSiteNoneInsecure, fetchspec.CookiePartitionedInsecure:
		return SetCookieDroppedNoneInsecure, ""
	case fetchspec.CookieSecure, fetchspec.CookieOverwritesSecure:
		return SetCookieDroppedInsecure, ""
	case fetchspec.CookieThirdPartyBlocked, fetchspec.CookieThirdPartyPartitioned:
		return SetCookieDroppedThirdParty, ""
	case fetchspec.CookieDomain, fetchspec.CookiePublicSuffix:
		return SetCookieDroppedDomain, ""
	case fetchspec.CookiePrefix, fetchspec.CookieForbiddenName:
		return SetCookieDroppedPrefix, ""
	case fetchspec.CookieControlCharacter:
		return SetCookieDroppedMalformed, "it has a control character"
	case fetchspec.CookieEmpty:
		return SetCookieDroppedMalformed, "it has neither a name nor a value"
	case fetchspec.CookieTooLarge:
		return SetCookieDroppedMalformed, "it is larger than 4096 bytes"
	}
	return SetCookieDroppedMalformed, "the reason is " + string(reason)
}

// lineCookieName is the name in a Set-Cookie line. Values are never told.
func lineCookieName(line string) string {
	name, _, found := strings.Cut(line, "=")
	if !found || strings.Contains(name, ";") {
		return "without a name"
	}
	return shownCookieName(strings.TrimSpace(name))
}

func shownCookieName(name string) string {
	if name == "" {
		return "without a name"
	}
	return shorten(name, 40)
}

// cookieLine is a cookie as it was set, without its value.
func cookieLine(cookie *fetchspec.Cookie) string {
	line := shownCookieName(cookie.Name)
	if cookie.Secure {
		line += "; Secure"
	}
	switch cookie.SameSite {
	case fetchspec.CookieSameSiteLax:
		line += "; SameSite=Lax"
	case fetchspec.CookieSameSiteStrict:
		line += "; SameSite=Strict"
	case fetchspec.CookieSameSiteNone:
		line += "; SameSite=None"
	}
	if cookie.Partitioned {
		line += "; Partitioned"
	}
	return line
}
