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
