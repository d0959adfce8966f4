package explain

// classifyOutside is for an error answer that the server's CORS code has not
// touched: the error is the matter, and CORS only hides it.
func (scene *scene) classifyOutside() Code {
	scene.set("reason", "Errors are often answered by another layer than the one that adds CORS headers.")
	if other := scene.allowedBy(); other != nil {
		scene.set("reason", "CORS is set up there: an answer before this one allowed the origin. Only this error was made outside the CORS code.")
		scene.show(headerEvidence(scene.record.indexOf(other), fromResponse, other.Response.HeaderList,
			"Access-Control-Allow-Origin", "an answer before allowed the origin")...)
	}
	for _, name := range [...]string{"WWW-Authenticate", "Allow", "Retry-After"} {
		if _, told := scene.header(name); told {
			scene.showHeader(name, "")
		}
	}
	scene.showServer()
	scene.showBody("a browser hides this")
	return scene.probedOrigin(codeForErrorStatus(scene.answer().Status))
}

func codeForErrorStatus(status int) Code {
	switch status {
	case 401:
		return UnauthorizedOutsideCORS
	case 403:
		return ForbiddenOutsideCORS
	case 404, 410:
		return NotFoundOutsideCORS
	case 405:
		return MethodNotAllowedOutsideCORS
	case 413:
		return PayloadTooLargeOutsideCORS
	case 429:
		return RateLimitOutsideCORS
	case 502, 503, 504:
		return GatewayErrorOutsideCORS
	}
	if status >= 500 {
		return ServerErrorOutsideCORS
	}
	return ErrorOutsideCORS
}
