package explain

import (
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// response is about an answer that the page can read, and that is not what it
// wants.
func (warn *warner) response() {
	warn.opaqueData()
	i := warn.last()
	if i < 0 || warn.session.diagnosis.Verdict != VerdictAllowed {
		return
	}
	scene := warn.scene(i)
	if scene.exchange.Hop > 0 && isLoginURL(scene.url()) {
		scene.set("target", shownURL(scene.url()))
		scene.show(Evidence{Exchange: i, Where: fromRequest, Name: "url", Value: scene.url().String()})
		warn.add(scene, RedirectedToLoginPage)
		return
	}
	if scene.answer().Status >= 400 {
		warn.add(scene, scene.classifyReadableError())
		return
	}
	if broken := scene.answer().Body.Err; broken != nil {
		warn.add(scene, scene.classifyBrokenBody(broken.Error()))
	}
}

// classifyBrokenBody tells a body that broke off from one that takes its time:
// one that a limit ended says "still coming", or just "cut".
func (scene *scene) classifyBrokenBody(cause string) Code {
	if cause == "cut" || strings.Contains(cause, "still coming") {
		return BodyStillComing
	}
	scene.set("cause", shownValue(cause))
	return BodyCutShort
}

// opaqueData is about data in the place of an image or the like, which some
// browsers block though the Standard does not say so yet.
//
// https://github.com/annevk/orb
func (warn *warner) opaqueData() {
	i := warn.last()
	if i < 0 || warn.session.first.response.Type != fetchspec.ResponseOpaque {
		return
	}
	scene := warn.scene(i)
	request := warn.requestMade()
	nosniff, _ := scene.header("X-Content-Type-Options")
	mimeType, ok := fetchspec.ExtractMIMEType(scene.answer().HeaderList)
	if !isElement(request) || !ok || !strings.EqualFold(nosniff, "nosniff") || !isDataType(mimeType.Essence()) {
		return
	}
	scene.set("value", "Content-Type: "+shownValue(mimeType.Essence()))
	scene.showHeader("Content-Type", "")
	scene.showHeader("X-Content-Type-Options", "")
	warn.add(scene, OpaqueResponseBlocking)
}

// isDataType reports whether a type is one that no image, audio, video or
// script has.
func isDataType(essence string) bool {
	switch essence {
	case "text/html", "text/plain", "text/json", "application/json", "text/xml", "application/xml":
		return true
	}
	return strings.HasSuffix(essence, "+json") || strings.HasSuffix(essence, "+xml") && essence != "image/svg+xml"
}

// classifyReadableError says what an error is about that CORS let through.
func (scene *scene) classifyReadableError() Code {
	scene.showStatus("")
	recognized := scene.recognize()
	if recognized == "" {
		scene.showServer()
		scene.showBody("")
	}
	switch {
	case recognized == HostCheckOutsideCORS:
		return HostCheckRefused
	case recognized == CSRFCheckOutsideCORS:
		return CSRFCheckRefused
	case recognized == MiddlewareRefusesRequest && scene.exchange.Tainting == fetchspec.TaintingBasic:
		return SameOriginTakenForCrossOrigin
	}
	return ErrorStatusReadable
}

// request is about what the page's script does.
func (warn *warner) request() {
	request := warn.requestMade()
	if request == nil {
		return
	}
	warn.dropped(request)
	scene := warn.scene(-1)
	if own := responseHeaders(request.AuthorHeaderNames); len(own) > 0 && !warn.blockedBy(ResponseHeaderSetOnRequest) {
		scene.set("names", joinNames(own))
		for _, name := range own {
			value, _ := request.HeaderList.Get(name)
			scene.showPage(name, value, "")
		}
		warn.add(scene, ResponseHeaderSent)
	}
	warn.credentialsNotNeeded(request)
}

// dropped is about headers that the API left out.
func (warn *warner) dropped(request *fetchspec.Request) {
	for _, kind := range [...]struct {
		reason fetchspec.DropReason
		code   Code
	}{
		{fetchspec.DropNoCORS, NoCORSHeaderDropped},
		{fetchspec.DropForbidden, ForbiddenHeaderDropped},
		{fetchspec.DropIgnored, IgnoredHeaderDropped},
	} {
		scene := warn.scene(-1)
		var names []string
		for _, dropped := range request.DroppedHeaders {
			if dropped.Reason == kind.reason {
				names = appendNew(names, dropped.Name)
				scene.showPage(dropped.Name, dropped.Value, "not sent")
			}
		}
		if len(names) > 0 {
			scene.set("names", joinNames(names))
			scene.set("value", engineTitle(warn.session.record.start.Engine.Name))
			warn.add(scene, kind.code)
		}
	}
}

// credentialsNotNeeded is for a login that goes in a header while the page
// asks with credentials, and no cookie plays a part.
func (warn *warner) credentialsNotNeeded(request *fetchspec.Request) {
	if request.CredentialsMode != fetchspec.CredentialsInclude || !request.HeaderList.Contains("Authorization") {
		return
	}
	for _, exchange := range warn.session.first.trace.Exchanges {
		if len(exchange.Cookies) > 0 || exchange.Response != nil && exchange.Response.HeaderList.Contains("Set-Cookie") {
			return
		}
	}
	if scene := warn.scene(-1); scene.url() != nil && !scene.url().Origin().SameOrigin(request.Origin) {
		scene.showPage("credentials", string(request.CredentialsMode), "")
		warn.add(scene, CredentialsIncludeNotNeeded)
	}
}

func (warn *warner) blockedBy(code Code) bool {
	for _, blocker := range warn.session.diagnosis.Blockers {
		if blocker.Code == code {
			return true
		}
	}
	return false
}

// exposure is about the headers that the page cannot read.
func (warn *warner) exposure() {
	response := warn.session.first.response
	i := warn.last()
	if i < 0 || response.Type != fetchspec.ResponseCORS {
		return
	}
	hidden := hiddenHeaders(response)
	scene := warn.scene(i)
	value, present := scene.header("Access-Control-Expose-Headers")
	exposed := fetchspec.ExtractHeaderListValues("Access-Control-Expose-Headers", scene.answer().HeaderList)
	scene.set("names", joinNames(hidden))
	scene.set("value", shownValue(value))
	scene.set("list", strings.Join(appendNew(without(exposed.Values, "*"), hidden...), ", "))
	scene.showHeader("Access-Control-Expose-Headers", "", wholeValue(value)...)
	switch {
	case present && exposed.Failed:
		scene.set("list", strings.Join(appendNew(goodTokens(value, fetchspec.IsHeaderName), hidden...), ", "))
		warn.add(scene, ExposeHeadersUnparsable)
	case len(hidden) == 0:
	case slices.Contains(exposed.Values, "*"):
		warn.add(scene, ExposeHeadersWildcardWithCredentials)
	case !present && warn.exposedOnPreflight(scene):
		warn.add(scene, ExposeHeadersOnPreflight)
	default:
		scene.set("value", listPhrase(exposed.Values))
		for _, name := range hidden {
			scene.showHeader(name, "hidden from the page")
		}
		warn.add(scene, HeadersNotExposed)
	}
}

// exposedOnPreflight moves the scene to a preflight that has the header which
// the response lacks.
func (warn *warner) exposedOnPreflight(scene *scene) bool {
	for _, i := range warn.exchanges(fetchspec.ExchangePreflight) {
		value, present := warn.session.first.trace.Exchanges[i].Response.HeaderList.Get("Access-Control-Expose-Headers")
		if present {
			scene.about(warn.session.first, i)
			scene.set("value", shownValue(value))
			scene.evidence = nil
			scene.showHeader("Access-Control-Expose-Headers", "on the preflight")
			return true
		}
	}
	return false
}

// hiddenHeaders are the names that were received, that a script does not see,
// and that pages are known to look for.
func hiddenHeaders(response *fetchspec.Response) []string {
	var hidden []string
	for _, header := range response.Unfiltered().HeaderList {
		if isWantedHeader(strings.ToLower(header.Name)) && !response.HeaderList.Contains(header.Name) {
			hidden = appendNew(hidden, header.Name)
		}
	}
	return hidden
}

func isWantedHeader(name string) bool {
	switch name {
	case "content-disposition", "content-range", "accept-ranges", "etag", "link", "location", "retry-after", "www-authenticate",
		"x-total-count", "x-total", "x-total-pages", "x-page", "x-per-page", "x-next-page", "x-prev-page", "x-pagination",
		"x-request-id", "x-correlation-id", "request-id", "x-csrf-token", "x-xsrf-token", "x-auth-token", "authorization",
		"x-filename", "x-file-name", "x-wp-total", "x-wp-totalpages", "total-count", "server-timing",
		"grpc-status", "grpc-message", "tus-resumable", "upload-offset", "upload-length", "mcp-session-id":
		return true
	}
	return strings.HasPrefix(name, "x-ratelimit-") || strings.HasPrefix(name, "ratelimit") || strings.HasPrefix(name, "x-pagination-")
}
