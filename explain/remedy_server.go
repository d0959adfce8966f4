package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// originRemedies are for Access-Control-Allow-Origin.
func (scene *scene) originRemedies(code Code) []Remedy {
	switch code {
	case CORSHeaderMisspelled:
		return scene.respell(code)
	case AllowOriginRepeatedSame:
		value := scene.answer().HeaderList.Values("Access-Control-Allow-Origin")[0]
		return scene.onAnswer(code, scene.allowing(value)...)
	case NullOriginAfterRedirect:
		return append(scene.onPage(code, scene.callDirectly(scene.url())), scene.anyOrigin()...)
	case NullOriginFile, NullOriginSandbox, NullOriginData, NullOrigin:
		return append(scene.onPage(code), scene.anyOrigin()...)
	case BrowserCacheWithoutAllowOrigin:
		return scene.onPage(code, Change{OpCache, "", string(fetchspec.CacheReload)})
	case AllowOriginWildcardWithCredentials:
		return append(scene.onAnswer(code, append(scene.allowOrigin(), scene.varyOrigin()...)...), scene.withoutCredentials()...)
	}
	remedies := scene.onAnswer(code, scene.allowOrigin()...)
	if needsVary(code) {
		remedies[0].Change = append(remedies[0].Change, scene.varyOrigin()...)
	}
	if offersAnyOrigin(code) {
		remedies = append(remedies, scene.anyOrigin()...)
	}
	return remedies
}

// needsVary reports whether the cure makes the header depend on the request.
func needsVary(code Code) bool {
	switch code {
	case AllowOriginList, AllowOriginWWW, AllowOriginLocalhostAlias, AllowOriginWildcardSubdomain, AllowOriginWildcardPart,
		AllowOriginRegularExpression, AllowOriginOther, CachedWithoutAllowOrigin, CachedForAnotherOrigin:
		return true
	}
	return false
}

// offersAnyOrigin reports whether a * is worth a thought.
func offersAnyOrigin(code Code) bool {
	switch code {
	case AllowOriginMissing, AllowOriginEmpty, AllowOriginNull, AllowOriginNotAnOrigin, AllowOriginOther, AllowOriginList,
		CachedWithoutAllowOrigin, CachedForAnotherOrigin:
		return true
	}
	return false
}

// respell gives a misspelled header its right name.
func (scene *scene) respell(code Code) []Remedy {
	wrong, right := scene.values["value"], scene.values["header"]
	value, _ := scene.header(wrong)
	corrected := []Change{{OpSet, right, value}}
	if right == "Access-Control-Allow-Origin" {
		corrected = scene.allowing(value)
	}
	return scene.onAnswer(code, append([]Change{{OpRemove, wrong, ""}}, corrected...)...)
}

// allowing sets Access-Control-Allow-Origin to what the server has meant to
// say, but never to null.
func (scene *scene) allowing(value string) []Change {
	if value == "null" {
		return scene.allowOrigin()
	}
	return []Change{{OpSet, "Access-Control-Allow-Origin", value}}
}

// preflightRemedies are for preflights that another layer answered.
func (scene *scene) preflightRemedies(code Code) []Remedy {
	switch code {
	case PreflightRedirectedToHTTPS, PreflightRedirectedSlash, PreflightRedirectedHost, PreflightRedirected:
		itself := scene.allowPreflight()
		return append(scene.onPage(code, scene.callDirectly(scene.location())), scene.or(TargetPreflight,
			"Let {server} answer OPTIONS itself, without a redirect, with 204{below}.", "", itself...))
	}
	if known := scene.answerBehind(); known != nil {
		scene.set("below", " and the headers below")
		return scene.onAnswer(code, known...)
	}
	return scene.onAnswer(code, scene.allowPreflight()...)
}

// answerBehind is what a preflight's answer would be if the layer that asks
// for a login let it pass: a probe has seen it.
func (scene *scene) answerBehind() []Change {
	probe := scene.record.probe(purposeWithCredentials)
	if probe == nil || probe.Response == nil || !fetchspec.IsOKStatus(probe.Response.Status) {
		return nil
	}
	changes := []Change{{OpStatus, "", "204"}}
	for _, name := range corsResponseHeaders() {
		value, present := probe.Response.HeaderList.Get(name)
		switch {
		case !present, name == "Access-Control-Expose-Headers":
		case name == "Access-Control-Allow-Origin":
			changes = append(changes, scene.allowing(value)...)
		default:
			changes = append(changes, Change{OpSet, name, value})
		}
	}
	return changes
}

// callDirectly lets the page ask for what a redirect leads to.
func (scene *scene) callDirectly(url *fetchspec.URL) Change {
	if url == nil {
		return Change{Op: OpURL}
	}
	return Change{OpURL, "", url.String()}
}

// listRemedies are for Access-Control-Allow-Methods and -Headers.
func (scene *scene) listRemedies(code Code) []Remedy {
	list := scene.values["list"]
	methods := Change{OpSet, "Access-Control-Allow-Methods", list}
	headers := Change{OpSet, "Access-Control-Allow-Headers", list}
	switch code {
	case MethodCase:
		return append(scene.onPage(code, Change{OpMethod, "", scene.values["item"]}),
			scene.or(TargetPreflight, "List {method} on the server, as the page writes it.", "", methods))
	case AllowMethodsWildcardWithCredentials:
		return append(scene.onAnswer(code, methods), scene.withoutCredentials()...)
	case AllowHeadersWildcardWithCredentials:
		return append(scene.onAnswer(code, headers), scene.withoutCredentials()...)
	case AllowHeadersUnparsable, AuthorizationUnderWildcard:
		return scene.onAnswer(code, headers)
	case AllowHeadersMissing, AllowHeadersLacksName:
		return append(scene.onAnswer(code, headers), scene.leaveOut()...)
	case ResponseHeaderSetOnRequest:
		return scene.onPage(code, scene.removed(responseHeaders(scene.askedNames()))...)
	}
	return scene.onAnswer(code, methods)
}

// leaveOut is for names that the request works without.
func (scene *scene) leaveOut() []Remedy {
	allowed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Headers", scene.answer().HeaderList).Values
	missing := scene.missingNames(allowed)
	optional := optionalNames(missing)
	if len(optional) == 0 || len(optional) < len(missing) {
		return nil
	}
	scene.set("names", joinNames(scene.asWritten(optional)))
	return []Remedy{scene.or(TargetPage, "Do not send {names}: the request works without.", "", scene.removed(optional)...)}
}

func (scene *scene) removed(names []string) []Change {
	var changes []Change
	for _, name := range scene.asWritten(names) {
		changes = append(changes, Change{OpRemove, name, ""})
	}
	return changes
}

// outsideRemedies are for answers that were made in place of the
// application's.
func (scene *scene) outsideRemedies(code Code) []Remedy {
	switch {
	case code == TunnelWarningPage, code == WAFChallenge && !scene.isPreflight():
		return scene.onServer(code)
	case code == HTTPAtHTTPSPort:
		return scene.onPage(code, scene.callDirectly(withScheme(scene.url(), "https")))
	case scene.isPreflight():
		return scene.onAnswer(code, append(scene.allowPreflight(), scene.allowRefused(code)...)...)
	}
	return scene.onAnswer(code, scene.allowAnswer()...)
}

// allowRefused is what the server's own words ask for, where its origin check
// has passed.
func (scene *scene) allowRefused(code Code) []Change {
	if scene.failure.Step.Algorithm != "CORS-preflight fetch" {
		return nil
	}
	switch code {
	case MiddlewareRefusesMethod:
		return []Change{{OpSet, "Access-Control-Allow-Methods", scene.merged("Access-Control-Allow-Methods", scene.neededMethods())}}
	case MiddlewareRefusesHeaders:
		return []Change{{OpSet, "Access-Control-Allow-Headers", scene.merged("Access-Control-Allow-Headers", scene.asWritten(scene.askedNames()))}}
	}
	return nil
}

// redirectRemedies are for redirects that a fetch cannot follow.
func (scene *scene) redirectRemedies(code Code) []Remedy {
	target := scene.location()
	switch code {
	case RedirectModeError:
		remedies := scene.onPage(code, Change{OpRedirect, "", string(fetchspec.RedirectFollow)})
		if target != nil {
			remedies = append(remedies, scene.or(TargetPage, "Call {target} directly.", "", scene.callDirectly(target)))
		}
		return remedies
	case LocationWithCredentials:
		return scene.onAnswer(code, Change{OpSet, "Location", withoutCredentials(target).String()})
	case StreamBodyRedirected:
		return append(scene.onPage(code, scene.callDirectly(target)), scene.bodyAsText())
	case RedirectToLogin:
		changes := []Change{{OpStatus, "", "401"}, {OpRemove, "Location", ""}}
		return scene.onAnswer(code, append(changes, scene.allowAnswer()...)...)
	case RedirectLacksAllowOrigin:
		return append(scene.onPage(code, scene.callDirectly(target)), scene.or(TargetResponse,
			"Add to the redirect itself Access-Control-Allow-Origin: {sent}", "", scene.allowAnswer()...))
	}
	return scene.onServer(code)
}

// bodyAsText sends in one piece what was a stream.
func (scene *scene) bodyAsText() Remedy {
	return scene.or(TargetPage, "Send the body as a string, Blob or ArrayBuffer.", "All of it is in memory first.",
		Change{OpBody, "", "text"})
}

// responseRemedies are for answers that CORS has nothing against.
func (scene *scene) responseRemedies(code Code) []Remedy {
	switch code {
	case NoCORSOpaqueResponse, IntegrityWithoutBody:
		return scene.onPage(code, Change{OpMode, "", string(fetchspec.ModeCORS)})
	case ManualRedirectOpaque:
		return scene.onPage(code, Change{OpRedirect, "", string(fetchspec.RedirectFollow)})
	case ResourcePolicySameOrigin, ResourcePolicySameSite, EmbedderPolicyLacksResourcePolicy:
		return scene.onAnswer(code, Change{OpSet, "Cross-Origin-Resource-Policy", "cross-origin"})
	case NosniffBlocked:
		return scene.onAnswer(code, Change{OpSet, "Content-Type", contentTypeFor(scene.request().Destination)})
	case MIMETypeBlocked:
		return scene.onAnswer(code, Change{OpSet, "Content-Type", "text/javascript"})
	case StyleSheetWrongType:
		return scene.onAnswer(code, Change{OpSet, "Content-Type", "text/css"})
	case IntegrityMismatch:
		if value := scene.values["value"]; strings.HasPrefix(value, "sha384-") {
			return scene.onPage(code, Change{OpIntegrity, "", value})
		}
	}
	return scene.onServer(code)
}

// networkRemedies are for exchanges that failed: there is no answer to change.
func (scene *scene) networkRemedies(code Code) []Remedy {
	switch code {
	case StreamNeedsHTTP2:
		return []Remedy{scene.remedy(code, TargetServer), scene.bodyAsText()}
	case ExchangeNotRecorded, FetchCanceled:
		return nil
	}
	return scene.onServer(code)
}
