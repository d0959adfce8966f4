package explain

import (
	"cmp"

	"corsplain/fetchspec"
)

// classifyAPI is for what fetch() or XMLHttpRequest threw: no request was
// made.
func (scene *scene) classifyAPI() Code {
	subject := scene.failure.Subject
	scene.set("value", shownValue(subject))
	switch scene.failure.Step {
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "5.2"},
		fetchspec.Step{Algorithm: "open(method, url)", Number: "6"},
		fetchspec.Step{Algorithm: "parse a URL", Number: "4"}:
		scene.showPage("url", subject, "")
		return URLInvalid
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "5.3"}:
		scene.showPage("url", shownURL(scene.subjectURL()), "its user name or password is left out here")
		return URLWithCredentials
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "14.3.2"}:
		scene.showPage("referrer", subject, "")
		return ReferrerInvalid
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "21"}:
		scene.set("mode", subject)
		scene.showPage("mode", subject, "")
		return OnlyIfCachedNotSameOrigin
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "39.2"}:
		scene.set("mode", subject)
		scene.showPage("mode", subject, "")
		return StreamWithoutCORS
	case fetchspec.Step{Algorithm: "extract", Number: "10[7]"}:
		return scene.classifyStream()
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "17"},
		fetchspec.Step{Algorithm: "Web IDL enumeration", Number: "2"}:
		scene.showPage("option", subject, "")
		return RequestOptionInvalid
	case fetchspec.Step{Algorithm: "validate", Number: "1"},
		fetchspec.Step{Algorithm: "setRequestHeader(name, value)", Number: "4"},
		fetchspec.Step{Algorithm: "Web IDL ByteString", Number: "2"}:
		return scene.classifyHeader()
	}
	return scene.classifyMethod()
}

func (scene *scene) classifyMethod() Code {
	method := scene.failure.Subject
	scene.set("method", shownValue(method))
	scene.showPage("method", method, "")
	switch scene.failure.Step {
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "25.2"}:
		if !fetchspec.IsMethod(method) {
			return MethodNotAToken
		}
		return ForbiddenMethod
	case fetchspec.Step{Algorithm: "open(method, url)", Number: "2"}:
		return MethodNotAToken
	case fetchspec.Step{Algorithm: "open(method, url)", Number: "3"}:
		return ForbiddenMethod
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "32.1"}:
		return NoCORSMethod
	case fetchspec.Step{Algorithm: "new Request(input, init)", Number: "35"}:
		return GetWithBody
	}
	return ""
}

// classifyHeader tells a bad name from a good name's bad value.
func (scene *scene) classifyHeader() Code {
	name := scene.failure.Subject
	scene.showPage("header", name, "")
	if fetchspec.IsHeaderName(name) {
		scene.set("header", shownValue(name))
		return HeaderValueInvalid
	}
	return HeaderNameInvalid
}

func (scene *scene) classifyStream() Code {
	if scene.failure.Departure != "" {
		scene.set("value", engineTitle(scene.trace.Start.Engine.Name))
		return StreamUnsupported
	}
	return StreamWithKeepalive
}

// engineTitle is a browser's name in a sentence.
func engineTitle(name fetchspec.EngineName) string {
	return cmp.Or(name.Title(), "the browser")
}
