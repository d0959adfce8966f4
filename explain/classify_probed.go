package explain

import "corsplain/fetchspec"

// probedLogin adds what a preflight with the login was answered.
func (scene *scene) probedLogin(code Code) Code {
	switch code {
	case PreflightUnauthorized, PreflightForbidden, PreflightRedirectedToLogin:
	default:
		return code
	}
	probe := scene.record.probe(purposeWithCredentials)
	if probe == nil || probe.Response == nil {
		return code
	}
	status := statusPhrase(probe.Response)
	if !fetchspec.IsOKStatus(probe.Response.Status) {
		scene.set("reason", "A probe with the login was answered "+status+", too.")
		return code
	}
	scene.set("reason", "A probe shows it: with the login the same OPTIONS is answered "+status+".")
	scene.showProbe(probe, "with the login")
	if code == PreflightForbidden {
		return PreflightUnauthorized
	}
	return code
}

// probedOrigin is for a 403: if it goes away without Origin, the origin is
// what the server refuses.
func (scene *scene) probedOrigin(code Code) Code {
	if code != PreflightForbidden && code != ForbiddenOutsideCORS {
		return code
	}
	probe := scene.record.probe(purposeWithoutOrigin)
	if probe == nil || probe.Response == nil || probe.Response.Status == scene.answer().Status {
		return code
	}
	scene.set("reason", "without the Origin header the same request is answered "+statusPhrase(probe.Response))
	scene.showAsked("Origin", "")
	scene.showProbe(probe, "without Origin")
	return MiddlewareRefusesOrigin
}

// mayRefuseMore reports whether a preflight was refused for what may be its
// origin, its method or its headers: much CORS code refuses all of them alike.
// A router that answers OPTIONS by itself has Allow, and knows no origins.
func (scene *scene) mayRefuseMore() bool {
	if !scene.isPreflight() || scene.saysOriginItself() {
		return false
	}
	answer := scene.answer()
	return !answer.HeaderList.Contains("Allow") && !answer.HeaderList.Contains("Access-Control-Allow-Origin")
}

// mayBeAnyRefusal reports whether a code says no more than that the server
// refuses, or guesses that it is the origin.
func mayBeAnyRefusal(code Code) bool {
	switch code {
	case AllowOriginMissing, AllowOriginWithheld, MiddlewareRefusesRequest, MiddlewareRefusesOrigin:
		return true
	}
	return false
}

func (scene *scene) asksForGET() bool {
	method, _ := scene.exchange.Request.HeaderList.Get("Access-Control-Request-Method")
	return method == "GET"
}

// saysOriginItself reports whether the server's own words are that it is the
// origin.
func (scene *scene) saysOriginItself() bool {
	for _, known := range signatures() {
		if known.code == MiddlewareRefusesOrigin && known.fits(scene.answer()) {
			return true
		}
	}
	return false
}

// probedRefusal says what of a preflight the server refuses, if it allows one
// of the same origin that asks for less.
func (scene *scene) probedRefusal(code Code) Code {
	if !mayBeAnyRefusal(code) || scene.exchange == nil || !scene.mayRefuseMore() {
		return code
	}
	plain := scene.probedHere(purposePlainPreflight)
	if plain == nil || !scene.allowsOrigin(plain) {
		return code
	}
	scene.evidence = nil
	scene.showStatus("")
	scene.setPreflightWords()
	bare := scene.probedHere(purposeWithoutHeaders)
	if scene.asksForGET() {
		bare = plain
	}
	if bare != nil && scene.allowsOrigin(bare) {
		scene.set("reason", "without them it allows the same preflight")
		scene.showAsked("Access-Control-Request-Headers", "")
		scene.showAllowed(bare, "without the headers")
		return MiddlewareRefusesHeaders
	}
	scene.set("reason", "it allows a preflight of the same origin for GET")
	scene.showAsked("Access-Control-Request-Method", "")
	scene.showAllowed(plain, "for GET, without the headers")
	return MiddlewareRefusesMethod
}

// probedHere is the probe that asked for the same address as the scene's
// exchange; nil if there is none with an answer.
func (scene *scene) probedHere(purpose string) *fetchspec.Exchange {
	probe := scene.record.probe(purpose)
	if probe == nil || probe.Response == nil || probe.Request.URL.WithoutFragment() != scene.exchange.Request.URL.WithoutFragment() {
		return nil
	}
	return probe
}

// allowsOrigin reports whether a probe's answer would do as a preflight's, as
// far as the origin goes.
func (scene *scene) allowsOrigin(probe *fetchspec.Exchange) bool {
	value, _ := probe.Response.HeaderList.Get("Access-Control-Allow-Origin")
	return fetchspec.IsOKStatus(probe.Response.Status) && (value == "*" || value == scene.sentOrigin())
}

// showAllowed shows that a probe was allowed.
func (scene *scene) showAllowed(probe *fetchspec.Exchange, note string) {
	scene.show(headerEvidence(scene.record.indexOf(probe), fromResponse, probe.Response.HeaderList, "Access-Control-Allow-Origin", note)...)
}

// probedPolicy says how the server came to name another origin.
func (scene *scene) probedPolicy(value string) string {
	probe := scene.record.probe(purposeOtherOrigin)
	if probe == nil || probe.Response == nil {
		return "The server's list lacks this origin, or it has one fixed value for everybody."
	}
	other, _ := probe.Response.HeaderList.Get("Access-Control-Allow-Origin")
	scene.show(headerEvidence(scene.record.indexOf(probe), fromResponse, probe.Response.HeaderList,
		"Access-Control-Allow-Origin", "what another origin is answered")...)
	if other == value {
		return "It sends this one value to every origin that asks: a probe from " + otherOrigin + " got it as well."
	}
	return "It chooses the value by the origin that asks: a probe from " + otherOrigin + " got another answer."
}

// showProbe shows the status that a probe was answered with.
func (scene *scene) showProbe(probe *fetchspec.Exchange, note string) {
	scene.show(Evidence{
		Exchange: scene.record.indexOf(probe), Where: fromResponse, Name: "status",
		Value: statusPhrase(probe.Response), Note: note,
	})
}
