package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// classifyCORSCheck is for an answer that does not allow the page's origin, or
// not with credentials.
func (scene *scene) classifyCORSCheck() Code {
	if scene.exchange == nil || scene.answer() == nil {
		return scene.classifyBrowserCache()
	}
	switch scene.failure.Step.Number {
	case "2":
		return scene.classifyAllowOriginAbsent()
	case "4":
		return scene.classifyAllowOriginDiffers()
	case "8":
		return scene.classifyAllowCredentials()
	}
	return ""
}

// classifyBrowserCache is for an answer that came from no exchange.
func (scene *scene) classifyBrowserCache() Code {
	scene.showPage("origin", scene.sentOrigin(), "")
	return BrowserCacheWithoutAllowOrigin
}

func (scene *scene) classifyAllowOriginAbsent() Code {
	answer := scene.answer()
	scene.set("consequence", "pages of other origins cannot read it")
	if scene.isPreflight() {
		scene.set("consequence", "the browser takes it for a no")
	}
	if !fetchspec.IsOKStatus(answer.Status) {
		scene.showStatus("")
	}
	scene.showHeader("Access-Control-Allow-Origin", "")
	if target := scene.location(); target != nil {
		return scene.classifyRedirectWithoutOrigin(target)
	}
	if code := scene.recognize(); code != "" {
		return code
	}
	if code := scene.misspelled("Access-Control-Allow-Origin"); code != "" {
		return code
	}
	if scene.isPreflight() && !fetchspec.IsOKStatus(answer.Status) {
		scene.evidence = nil
		return scene.classifyPreflightStatus()
	}
	if answer.Status >= 400 && !scene.corsCodeRan() {
		return scene.classifyOutside()
	}
	if code := scene.nullOrigin(); code != "" {
		return code
	}
	if code := scene.cachedCopy(); code != "" {
		return code
	}
	if reason := corsTrace(answer); reason != "" {
		return scene.classifyWithheld(reason)
	}
	scene.showServer()
	return AllowOriginMissing
}

func (scene *scene) classifyRedirectWithoutOrigin(target *fetchspec.URL) Code {
	if scene.isPreflight() {
		scene.evidence = nil
		return scene.classifyPreflightRedirect(target)
	}
	scene.showLocation()
	scene.showServer()
	if isLoginURL(target) && !isLoginURL(scene.exchange.Request.URL) {
		return RedirectToLogin
	}
	return RedirectLacksAllowOrigin
}

// classifyWithheld is for an answer that CORS code has had its hands on.
func (scene *scene) classifyWithheld(reason string) Code {
	scene.set("reason", reason)
	scene.showAsked("Origin", "")
	name, _, _ := strings.Cut(reason, ":")
	scene.showHeader(name, "CORS code has run")
	if isAppScheme(scene.sentOrigin()) {
		return AllowOriginLacksAppScheme
	}
	return AllowOriginWithheld
}

// corsCodeRan reports whether the answer bears marks of CORS code, and no
// other answer shows that this origin is allowed.
func (scene *scene) corsCodeRan() bool {
	return corsTrace(scene.answer()) != "" && !scene.originAllowedElsewhere()
}

// originAllowedElsewhere reports whether another answer of this server allowed
// the origin: then a missing header is no matter of the list of origins.
func (scene *scene) originAllowedElsewhere() bool {
	return scene.allowedBy() != nil
}

// allowedBy is another exchange with this server whose answer allowed the
// origin; nil if there is none.
func (scene *scene) allowedBy() *fetchspec.Exchange {
	for i := range scene.record.answers {
		other := &scene.record.answers[i].exchange
		if other.Response == nil || i == scene.index || other.Request.URL.HostPort() != scene.exchange.Request.URL.HostPort() {
			continue
		}
		value, _ := other.Response.HeaderList.Get("Access-Control-Allow-Origin")
		if value == "*" || value == scene.sentOrigin() {
			return other
		}
	}
	return nil
}

// corsTrace is what in an answer without Access-Control-Allow-Origin shows
// that CORS code has run; "" if nothing does.
func corsTrace(answer *fetchspec.HTTPResponse) string {
	for _, name := range corsResponseHeaders() {
		if answer.HeaderList.Contains(name) && name != "Access-Control-Allow-Origin" {
			return name
		}
	}
	if varies(answer, "Origin") {
		return "Vary: Origin"
	}
	return ""
}

// varies reports whether Vary names a header.
func varies(answer *fetchspec.HTTPResponse, name string) bool {
	for _, value := range answer.HeaderList.Values("Vary") {
		for item := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.TrimSpace(item), name) {
				return true
			}
		}
	}
	return false
}

func (scene *scene) classifyAllowOriginDiffers() Code {
	values := scene.answer().HeaderList.Values("Access-Control-Allow-Origin")
	value, sent := strings.Join(values, ", "), scene.sentOrigin()
	scene.set("value", shownValue(value))
	scene.set("count", timesPhrase(len(values)))
	if len(values) > 1 {
		scene.showAsked("Origin", "the page's origin")
		scene.showHeader("Access-Control-Allow-Origin", "")
		scene.showServer()
		return codeForRepeats(values)
	}
	if code := scene.nullOrigin(); code != "" {
		scene.showHeader("Access-Control-Allow-Origin", "", wholeValue(value)...)
		return code
	}
	scene.showAsked("Origin", "the page's origin")
	miss := compareOrigins(value, sent)
	scene.showHeader("Access-Control-Allow-Origin", miss.note, miss.marks...)
	if miss.code != AllowOriginOther {
		return miss.code
	}
	if isAppScheme(sent) {
		return AllowOriginLacksAppScheme
	}
	if code := scene.cachedCopy(); code != "" {
		return CachedForAnotherOrigin
	}
	scene.set("reason", scene.probedPolicy(value))
	return AllowOriginOther
}

func codeForRepeats(values []string) Code {
	for _, value := range values[1:] {
		if value != values[0] {
			return AllowOriginRepeatedDifferent
		}
	}
	return AllowOriginRepeatedSame
}

func (scene *scene) classifyAllowCredentials() Code {
	values := scene.answer().HeaderList.Values("Access-Control-Allow-Credentials")
	value := strings.Join(values, ", ")
	scene.set("value", shownValue(value))
	scene.set("count", timesPhrase(len(values)))
	if code := scene.nullOrigin(); code != "" {
		return code
	}
	scene.showHeader("Access-Control-Allow-Credentials", "", wholeValue(value)...)
	switch {
	case len(values) > 1:
		return AllowCredentialsRepeated
	case len(values) == 0:
		if code := scene.misspelled("Access-Control-Allow-Credentials"); code != "" {
			return code
		}
		return AllowCredentialsMissing
	case strings.EqualFold(value, "true"):
		return AllowCredentialsCase
	case strings.EqualFold(value, "false"):
		return AllowCredentialsFalse
	}
	return AllowCredentialsNotTrue
}

// isAppScheme reports whether an origin belongs to an app shell or a browser
// extension.
func isAppScheme(origin string) bool {
	scheme, _, found := strings.Cut(origin, "://")
	return found && scheme != "http" && scheme != "https"
}
