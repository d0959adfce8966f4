package explain

import (
	"slices"
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// caching is about copies that are kept too long, too short, or given to the
// wrong page.
func (warn *warner) caching() {
	if i := warn.last(); i >= 0 && warn.lacksVary(i) {
		scene := warn.scene(i)
		value, _ := scene.header("Access-Control-Allow-Origin")
		scene.set("value", shownValue(value))
		scene.showHeader("Access-Control-Allow-Origin", "")
		scene.showHeader("Vary", "")
		warn.add(scene, MissingVaryOrigin)
	}
	if warn.session.diagnosis.Preflight.FromCache {
		warn.add(warn.scene(-1), PreflightFromCache)
	}
	for _, i := range warn.exchanges(fetchspec.ExchangePreflight) {
		if warn.passed(i) {
			warn.maxAge(i)
			warn.authorizationUnderWildcard(i)
		}
	}
}

// lacksVary reports whether an answer that a cache may keep names one origin
// without saying that it depends on who asks.
func (warn *warner) lacksVary(i int) bool {
	scene := warn.scene(i)
	answer := scene.answer()
	value, _ := answer.HeaderList.Get("Access-Control-Allow-Origin")
	if scene.exchange.Tainting != fetchspec.TaintingCORS || value == "*" || value == "null" || value != scene.sentOrigin() {
		return false
	}
	method := scene.exchange.Request.Method
	control, _ := answer.HeaderList.Get("Cache-Control")
	if method != "GET" && method != "HEAD" || strings.Contains(strings.ToLower(control), "no-store") {
		return false
	}
	return !varies(answer, "Origin") && !varies(answer, "*") && !warn.isStaticPolicy(value)
}

// isStaticPolicy reports whether a probe from another origin got the same
// value: then no copy can be a wrong one.
func (warn *warner) isStaticPolicy(value string) bool {
	probe := warn.session.record.probe(purposeOtherOrigin)
	if probe == nil || probe.Response == nil {
		return false
	}
	other, _ := probe.Response.HeaderList.Get("Access-Control-Allow-Origin")
	return other == value
}

// How long browsers keep a preflight's answer at most, in seconds.
const (
	shortestMaxAgeLimit = 600 // Safari
	mostMaxAgeLimit     = 7200
)

func (warn *warner) maxAge(i int) {
	scene := warn.scene(i)
	value, present := scene.header("Access-Control-Max-Age")
	seconds, _, ok := fetchspec.ExtractMaxAge(scene.answer().HeaderList)
	scene.set("value", shownValue(value))
	scene.showHeader("Access-Control-Max-Age", "", wholeValue(value)...)
	switch {
	case !present:
		scene.set("reason", "The preflight's answer has no Access-Control-Max-Age")
		warn.add(scene, PreflightNotCacheable)
	case ok && seconds == 0, strings.HasPrefix(value, "-"):
		scene.set("reason", "The preflight's answer has Access-Control-Max-Age: "+shownValue(value))
		warn.add(scene, PreflightNotCacheable)
	case !ok:
		warn.add(scene, MaxAgeInvalid)
	case seconds > mostMaxAgeLimit:
		scene.set("value", strconv.FormatInt(seconds, 10))
		warn.add(scene, MaxAgeAboveCap)
	}
}

// authorizationUnderWildcard is for a browser that lets it pass.
func (warn *warner) authorizationUnderWildcard(i int) {
	scene := warn.scene(i)
	allowed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Headers", scene.answer().HeaderList).Values
	asked := foldedItem(scene.askedNames(), "authorization") != ""
	if !asked || !slices.Contains(allowed, "*") || foldedItem(allowed, "authorization") != "" {
		return
	}
	scene.set("list", strings.Join(append(allowed, "Authorization"), ", "))
	scene.showHeader("Access-Control-Allow-Headers", "")
	warn.add(scene, AuthorizationWildcardEnginesDiffer)
}

// uselessPolicy is about header lines that have no effect.
func (warn *warner) uselessPolicy() {
	trace := warn.session.first.trace
	for i := range trace.Exchanges {
		exchange := &trace.Exchanges[i]
		if exchange.Response == nil || exchange.Tainting != fetchspec.TaintingCORS {
			continue
		}
		warn.unknownHeaders(i)
		warn.repeatedHeaders(i)
		if !warn.passed(i) {
			continue
		}
		warn.wildcardAndCredentials(i)
		if exchange.Kind == fetchspec.ExchangePreflight {
			warn.uselessLists(i)
		} else {
			warn.preflightHeaders(i)
		}
	}
}

// unknownHeaders is about names that look like the CORS protocol's.
func (warn *warner) unknownHeaders(i int) {
	if warn.blockedBy(CORSHeaderMisspelled) {
		return
	}
	for _, header := range warn.scene(i).answer().HeaderList {
		meant := meantHeader(header.Name)
		if meant == "" {
			continue
		}
		scene := warn.scene(i)
		scene.set("value", shownValue(header.Name))
		scene.set("header", meant)
		scene.show(Evidence{Exchange: i, Where: fromResponse, Name: header.Name, Value: header.Value})
		warn.add(scene, UnknownCORSHeader)
		return
	}
}

// repeatedHeaders is about repeats that do no harm; those of
// Access-Control-Allow-Origin and -Credentials are blockers where they count.
func (warn *warner) repeatedHeaders(i int) {
	scene := warn.scene(i)
	for _, name := range corsResponseHeaders() {
		if name == "Access-Control-Allow-Origin" || name == "Access-Control-Allow-Credentials" && scene.withCredentials() {
			continue
		}
		if len(scene.answer().HeaderList.Values(name)) > 1 {
			scene.set("header", name)
			scene.showHeader(name, "")
			warn.add(scene, CORSHeaderRepeated)
			return
		}
	}
}

func (warn *warner) wildcardAndCredentials(i int) {
	scene := warn.scene(i)
	origin, _ := scene.header("Access-Control-Allow-Origin")
	credentials, _ := scene.header("Access-Control-Allow-Credentials")
	if origin == "*" && credentials == "true" {
		scene.showHeader("Access-Control-Allow-Origin", "")
		scene.showHeader("Access-Control-Allow-Credentials", "")
		warn.add(scene, AllowCredentialsWithWildcard)
	}
}

// uselessLists is about what need not be listed in a preflight's answer.
func (warn *warner) uselessLists(i int) {
	scene := warn.scene(i)
	methods := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Methods", scene.answer().HeaderList).Values
	if len(methods) > 0 && allSafelisted(methods) {
		scene.set("value", strings.Join(methods, ", "))
		scene.showHeader("Access-Control-Allow-Methods", "")
		warn.add(scene, AllowMethodsSafelistedOnly)
	}
	scene = warn.scene(i)
	names := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Headers", scene.answer().HeaderList).Values
	var useless []string
	for _, name := range names {
		if fetchspec.IsForbiddenRequestHeader(name, "") {
			useless = appendNew(useless, name)
		}
	}
	if len(useless) > 0 {
		scene.set("names", joinNames(useless))
		scene.showHeader("Access-Control-Allow-Headers", "")
		warn.add(scene, AllowHeadersUseless)
	}
}

func allSafelisted(methods []string) bool {
	for _, method := range methods {
		if !fetchspec.IsCORSSafelistedMethod(method) {
			return false
		}
	}
	return true
}

// preflightHeaders is about headers on the response that its preflight lacks.
func (warn *warner) preflightHeaders(i int) {
	preflights := warn.exchanges(fetchspec.ExchangePreflight)
	if len(preflights) == 0 {
		return
	}
	preflight := warn.session.first.trace.Exchanges[preflights[len(preflights)-1]].Response
	scene := warn.scene(i)
	var names []string
	for _, name := range [...]string{"Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age"} {
		if _, present := scene.header(name); present && !preflight.HeaderList.Contains(name) {
			names = append(names, name)
			scene.showHeader(name, "not on the preflight")
		}
	}
	if len(names) > 0 {
		scene.set("names", joinNames(names))
		warn.add(scene, PreflightHeadersOnResponse)
	}
}
