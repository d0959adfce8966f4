package cli

import "corsplain/simulate"

// An element is something other than a script's fetch() that makes a request:
// what --as names.
type element struct {
	name        string // as --as writes it
	what        string // as a message names it
	destination string
	// mode and credentials are those without a crossorigin attribute.
	mode, credentials string
	// crossOrigin says whether the element has that attribute. It makes the
	// mode cors, and the credentials same-origin ("anonymous") or include.
	crossOrigin bool
	headers     []simulate.HeaderField
	cache       string
}

// elements are what HTML and CSS say of each; the requests are recorded
// alike from browsers.
//
// https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request
// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script
// https://drafts.csswg.org/css-fonts-4/#font-fetching-requirements
func elements() []element {
	eventStream := []simulate.HeaderField{{Name: "Accept", Value: "text/event-stream"}}
	return []element{
		{name: "font", what: "a CSS font", destination: "font", mode: "cors", credentials: "same-origin"},
		{name: "image", what: "an <img> element", destination: "image", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "script", what: "a <script> element", destination: "script", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "module", what: "a module <script>", destination: "script", mode: "cors", credentials: "same-origin", crossOrigin: true},
		{name: "import", what: "an import", destination: "script", mode: "cors", credentials: "same-origin"},
		{name: "json", what: "a JSON module import", destination: "json", mode: "cors", credentials: "same-origin"},
		{name: "style", what: "a stylesheet <link>", destination: "style", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "audio", what: "an <audio> element", destination: "audio", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "video", what: "a <video> element", destination: "video", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "track", what: "a <track> element", destination: "track", mode: "same-origin", credentials: "include", crossOrigin: true},
		{name: "eventsource", what: "an EventSource", mode: "cors", credentials: "same-origin", crossOrigin: true, headers: eventStream, cache: "no-store"},
		{name: "manifest", what: "a manifest <link>", destination: "manifest", mode: "cors", credentials: "same-origin", crossOrigin: true},
		{name: "worker", what: "a Worker", destination: "worker", mode: "same-origin", credentials: "same-origin"},
		{name: "sharedworker", what: "a SharedWorker", destination: "sharedworker", mode: "same-origin", credentials: "same-origin"},
		{name: "modulepreload", what: "a modulepreload <link>", destination: "script", mode: "cors", credentials: "same-origin", crossOrigin: true},
		{name: "preload", what: "a preload <link> as fetch", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "preload-font", what: "a preload <link> as font", destination: "font", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "preload-image", what: "a preload <link> as image", destination: "image", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "preload-script", what: "a preload <link> as script", destination: "script", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "preload-style", what: "a preload <link> as style", destination: "style", mode: "no-cors", credentials: "include", crossOrigin: true},
		{name: "preload-track", what: "a preload <link> as track", destination: "track", mode: "no-cors", credentials: "include", crossOrigin: true},
	}
}

func elementNames() []string {
	var names []string
	for _, element := range elements() {
		names = append(names, element.name)
	}
	return names
}

func elementNamed(name string) element {
	for _, element := range elements() {
		if element.name == name {
			return element
		}
	}
	return element{}
}

// api is what makes the request: fetch(), XMLHttpRequest or an element.
func (build *callBuilder) api() error {
	page := &build.settings.page
	call := &build.call
	call.Mode, call.Credentials, call.Redirect = page.mode, page.credentials, page.redirect
	call.Cache, call.Integrity, call.Keepalive = page.cache, page.integrity, page.keepalive
	call.ReferrerPolicy = page.referrerPolicy
	if page.as != "" {
		return build.element(elementNamed(page.as))
	}
	if page.crossOrigin != "" {
		return wrong("--crossorigin is an element's attribute").hint("name the element with --as, for example --as image")
	}
	if page.xhr || page.withCredentials || page.uploadListeners {
		return build.xhr()
	}
	return nil
}

func (build *callBuilder) xhr() error {
	page := &build.settings.page
	for _, fetchOnly := range []struct {
		option string
		given  bool
	}{
		{"--mode", page.mode != ""},
		{"--redirect", page.redirect != ""},
		{"--cache", page.cache != ""},
		{"--integrity", page.integrity != ""},
		{"--keepalive", page.keepalive},
		{"--referrer-policy", page.referrerPolicy != ""},
	} {
		if fetchOnly.given {
			return wrong("%s is fetch()'s; XMLHttpRequest has nothing like it", fetchOnly.option).hint("leave out %s, or --xhr", fetchOnly.option)
		}
	}
	switch page.credentials {
	case "include":
		page.withCredentials = true
	case "omit":
		return wrong("XMLHttpRequest cannot omit credentials").hint("leave out --credentials, or --xhr")
	}
	build.call.API = simulate.APIXHR
	build.call.Credentials = ""
	build.call.WithCredentials = page.withCredentials
	build.call.UploadListeners = page.uploadListeners
	return nil
}

// element is an element's request: what the page can choose of it is in its
// attributes. Options that say otherwise win, so that one can ask "what if".
func (build *callBuilder) element(element element) error {
	page, request := &build.settings.page, &build.settings.request
	switch {
	case page.xhr || page.uploadListeners:
		return wrong("--as %s and --xhr are two ways of making a request; use one of them", element.name)
	case request.method != "" || request.head || len(request.form) > 0 || len(request.data) > 0 && !request.queryData:
		return wrong("--as %s: %s sends GET without a body", element.name, element.what).hint("leave out -X, -I, -d and -F")
	case len(request.headers) > 0 || request.user != "" || request.bearer != "" || request.rangeValue != "":
		return wrong("--as %s: %s has no headers that a page could set", element.name, element.what).hint("leave out -H, -u and -r")
	case page.crossOrigin != "" && !element.crossOrigin:
		return wrong("--as %s: %s has no crossorigin attribute", element.name, element.what)
	case page.withCredentials && element.name != "eventsource":
		return wrong("--as %s: %s has no withCredentials", element.name, element.what).hint("did you mean --crossorigin use-credentials?")
	}
	call := &build.call
	call.Destination = element.destination
	call.Headers = element.headers
	mode, credentials := element.mode, element.credentials
	switch {
	case page.crossOrigin == "use-credentials", page.withCredentials:
		mode, credentials = "cors", "include"
	case page.crossOrigin == "anonymous":
		mode, credentials = "cors", "same-origin"
	}
	setDefault(&call.Mode, mode)
	setDefault(&call.Credentials, credentials)
	setDefault(&call.Cache, element.cache)
	build.note("--as %s: %s asks with mode %s, credentials %s", element.name, element.what, call.Mode, call.Credentials)
	return nil
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
