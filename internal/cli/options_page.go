package cli

import (
	"corsplain/explain"
	"corsplain/simulate"
)

// pageOptions say which page makes the request, and how.
func pageOptions() []option {
	return []option{
		{name: "origin", argument: "ORIGIN", help: "the page's origin, as https://app.example.com; null for a sandboxed or local page", text: func(s *settings) *string { return &s.page.origin }},
		{name: "page", argument: "URL", help: "the page's address: gives the origin and the referrer", text: func(s *settings) *string { return &s.page.page }},
		{name: "mode", argument: "MODE", values: simulate.CallFieldValues("mode"), help: "cors (the default), no-cors, same-origin or navigate", text: func(s *settings) *string { return &s.page.mode }},
		{name: "credentials", argument: "MODE", values: simulate.CallFieldValues("credentials"), help: "same-origin (the default), include or omit", text: func(s *settings) *string { return &s.page.credentials }},
		{name: "redirect", argument: "MODE", values: simulate.CallFieldValues("redirect"), help: "follow (the default), error or manual", text: func(s *settings) *string { return &s.page.redirect }},
		{name: "cache", argument: "MODE", values: simulate.CallFieldValues("cache"), help: "fetch()'s cache: default, no-store, reload, no-cache, force-cache, only-if-cached", text: func(s *settings) *string { return &s.page.cache }},
		{name: "integrity", argument: "HASH", help: "fetch()'s integrity, or an element's", text: func(s *settings) *string { return &s.page.integrity }},
		{name: "keepalive", help: "fetch()'s keepalive", flag: func(s *settings) *bool { return &s.page.keepalive }},
		{name: "body-type", argument: "TYPE", values: simulate.CallFieldValues("bodyType"), help: "give the body as text, urlencoded, formdata, blob or stream", text: func(s *settings) *string { return &s.page.bodyType }},
		{name: "referrer-policy", argument: "POLICY", values: simulate.CallFieldValues("referrerPolicy")[1:], help: "the referrer policy, as strict-origin-when-cross-origin", text: func(s *settings) *string { return &s.page.referrerPolicy }},
		{name: "embedder-policy", argument: "POLICY", values: simulate.CallFieldValues("embedderPolicy"), help: "the page's Cross-Origin-Embedder-Policy: require-corp or credentialless", text: func(s *settings) *string { return &s.page.embedder }},
		{name: "xhr", help: "make the request by XMLHttpRequest", flag: func(s *settings) *bool { return &s.page.xhr }},
		{name: "with-credentials", help: "XMLHttpRequest's or EventSource's withCredentials", flag: func(s *settings) *bool { return &s.page.withCredentials }},
		{name: "upload-listeners", help: "an XMLHttpRequest with listeners on its upload", flag: func(s *settings) *bool { return &s.page.uploadListeners }},
		{name: "as", argument: "DESTINATION", values: elementNames(), help: "load it as an element does: " + joinWords(elementNames()), text: func(s *settings) *string { return &s.page.as }},
		{name: "crossorigin", argument: "VALUE", values: []string{"anonymous", "use-credentials"}, help: "that element's crossorigin attribute: anonymous or use-credentials", text: func(s *settings) *string { return &s.page.crossOrigin }},
	}
}

// runOptions say how far to go, and whom to emulate.
func runOptions() []option {
	return append(browserOptions(),
		option{name: "preflight-only", help: "send the preflight, not the request", flag: func(s *settings) *bool { return &s.run.preflightOnly }},
		option{name: "dry-run", help: "say what would be sent; send nothing", flag: func(s *settings) *bool { return &s.run.dryRun }},
		fixOption(),
	)
}

// fixOption takes any name that a stack has; those of all would make the help
// text a list of them.
func fixOption() option {
	return option{name: "fix", argument: "STACK", help: "the configuration that helps: for express, nginx, django and so on, or auto for the stack that was seen", set: setFix}
}

func setFix(s *settings, name string) error {
	s.run.fix = name
	if name == explain.AnyStack || explain.StackByName(name) != nil {
		return nil
	}
	return unknownStack(name)
}

// browserOptions are those that other commands have, too.
func browserOptions() []option {
	return []option{
		{name: "browser", argument: "NAME", values: []string{"standard", "chrome", "firefox", "safari"}, help: "whom to emulate: standard (the default), chrome, firefox or safari", text: func(s *settings) *string { return &s.run.browser }},
		{name: "strict", help: "send nothing that a browser would not: no probes", flag: func(s *settings) *bool { return &s.run.strict }},
	}
}
