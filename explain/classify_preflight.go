package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// classifyPreflight is for a preflight whose Access-Control-Allow-Origin was
// right, or, with step 8, whose status was not.
func (scene *scene) classifyPreflight() Code {
	switch scene.failure.Step.Number {
	case "7.3":
		return scene.classifyUnparsableList()
	case "7.5":
		return scene.classifyMethodNotAllowed()
	case "7.6", "7.7":
		return scene.classifyHeadersNotAllowed()
	case "8":
		return scene.classifyPreflightStatus()
	}
	return ""
}

// classifyPreflightStatus says who answered a preflight with a status other
// than 2xx.
func (scene *scene) classifyPreflightStatus() Code {
	if target := scene.location(); target != nil {
		return scene.classifyPreflightRedirect(target)
	}
	scene.showStatus("a preflight needs 200 to 299")
	if code := scene.recognize(); code != "" {
		return code
	}
	code := codeForPreflightStatus(scene.answer().Status)
	switch code {
	case PreflightUnauthorized:
		if _, told := scene.header("WWW-Authenticate"); told {
			scene.showHeader("WWW-Authenticate", "")
		}
	case PreflightNotRouted:
		if _, told := scene.header("Allow"); told {
			scene.showHeader("Allow", "the methods that are handled here")
		}
	}
	if _, challenged := scene.header("WWW-Authenticate"); challenged && code == PreflightForbidden {
		code = PreflightUnauthorized
	}
	if reason := corsTrace(scene.answer()); reason != "" && code == PreflightForbidden {
		scene.set("reason", reason+" shows that CORS code has run")
		scene.setPreflightWords()
		return MiddlewareRefusesRequest
	}
	scene.showServer()
	scene.showBody("")
	return scene.probedLogin(scene.probedOrigin(code))
}

func codeForPreflightStatus(status int) Code {
	switch status {
	case 401:
		return PreflightUnauthorized
	case 403:
		return PreflightForbidden
	case 404, 405, 501:
		return PreflightNotRouted
	case 429:
		return PreflightRateLimited
	case 502, 503, 504:
		return PreflightGatewayError
	}
	if status >= 500 {
		return PreflightServerError
	}
	return PreflightStatusNotOK
}

func (scene *scene) classifyPreflightRedirect(target *fetchspec.URL) Code {
	scene.showStatus("a preflight needs 200 to 299")
	scene.showLocation()
	return scene.probedLogin(redirectKind(scene.exchange.Request.URL, target))
}

// redirectKind says by what a redirect's target differs.
func redirectKind(from, to *fetchspec.URL) Code {
	sameHost := from.HostPort() == to.HostPort()
	sameTarget := from.RequestTarget() == to.RequestTarget()
	switch {
	case isLoginURL(to) && !isLoginURL(from):
		return PreflightRedirectedToLogin
	case from.Scheme() == "http" && to.Scheme() == "https" && from.Host() == to.Host() && sameTarget:
		return PreflightRedirectedToHTTPS
	case sameHost && from.Scheme() == to.Scheme() && !sameTarget && looseTarget(from) == looseTarget(to):
		return PreflightRedirectedSlash
	case !sameHost && sameTarget:
		return PreflightRedirectedHost
	}
	return PreflightRedirected
}

// looseTarget is path and query as frameworks correct them: without letter
// case, doubled slashes and the last one.
func looseTarget(url *fetchspec.URL) string {
	var segments []string
	for segment := range strings.SplitSeq(strings.ToLower(url.Path()), "/") {
		if segment != "" {
			segments = append(segments, segment)
		}
	}
	return strings.Join(segments, "/") + "?" + url.Query()
}
