package intake

import (
	"strings"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// readPage finds out which page made the request: what the command line says,
// else Origin, else Referer, else what Sec-Fetch-Site implies.
func (reading *pageReading) readPage() error {
	call := &reading.result.Call
	origin, hasOrigin := reading.header("origin")
	referer, hasReferer := reading.header("referer")
	if reading.options.Origin != "" || reading.options.Page != "" {
		call.Origin, call.Page = reading.options.Origin, reading.options.Page
		reading.notePageReplaced(origin, referer)
		return nil
	}
	switch {
	case hasOrigin:
		return reading.readOrigin(origin, referer)
	case hasReferer:
		return reading.readReferer(referer)
	}
	if site, _ := reading.header("sec-fetch-site"); site == "same-origin" {
		call.Origin = reading.url.Origin().String()
		reading.note("the page's origin is the URL's own, %s, as Sec-Fetch-Site: same-origin says", call.Origin)
		return nil
	}
	return reading.missingOrigin()
}

func (reading *pageReading) notePageReplaced(origin, referer string) {
	switch {
	case origin != "" && reading.options.Origin != "" && origin != reading.options.Origin:
		reading.note("the copied Origin, %s, is replaced by --origin", cut(origin))
	case origin == "" && referer != "" && reading.options.Page != referer:
		reading.note("the copied Referer is replaced by the page given on the command line")
	}
}

func (reading *pageReading) missingOrigin() error {
	problem := "neither an Origin nor a Referer header says which page makes this request"
	if reading.fromBrowser() {
		problem += ": the browser took it as a page load or as same-origin"
	}
	fault := reading.copied.fail(problem)
	fault.Expected = "the origin of the page whose script makes the request"
	fault.Hint = "add --origin https://app.example.com (the part of the page's address before the path)"
	return fault
}

func (reading *pageReading) readOrigin(origin, referer string) error {
	call := &reading.result.Call
	origin = strings.TrimSpace(origin)
	if origin == "null" {
		call.Origin = "null"
		reading.note("Origin: null is that of a sandboxed frame, a file or a data: page, or of a request that was redirected on its way")
		return nil
	}
	parsed, err := readOrigin(origin)
	if err != nil {
		fault := reading.copied.headerFault("Origin", "the Origin header's value, "+cut(origin)+", is not an origin")
		fault.Expected = "scheme, host and port, as https://app.example.com"
		return fault
	}
	call.Origin = parsed.String()
	if call.Origin != origin {
		reading.note("a browser writes the Origin %s as %s", cut(origin), call.Origin)
	}
	reading.note("the page's origin is %s, as the Origin header says", call.Origin)
	reading.takeReferer(referer, parsed)
	return nil
}

// takeReferer makes the page and the referrer policy such that the same
// Referer is sent again.
func (reading *pageReading) takeReferer(referer string, origin fetchspec.Origin) {
	call := &reading.result.Call
	if referer == "" {
		if reading.fromBrowser() && !reading.isDowngrade(origin.Scheme) {
			call.ReferrerPolicy = "no-referrer"
			reading.note("no Referer was sent, so the referrer policy is taken as no-referrer")
		}
		return
	}
	page, err := fetchspec.ParseURL(referer)
	if err != nil || !simulate.OriginOf(page).SameOrigin(origin) {
		reading.caveat("the Referer is of another origin than Origin and is ignored")
		return
	}
	call.Page = referer
	reading.takeReferrerPolicy(page)
}

// takeReferrerPolicy recognizes policies that send more than the default.
func (reading *pageReading) takeReferrerPolicy(page *fetchspec.URL) {
	crossOrigin := !page.Origin().SameOrigin(reading.url.Origin())
	if !crossOrigin || page.RequestTarget() == "/" {
		return
	}
	reading.result.Call.ReferrerPolicy = "unsafe-url"
	reading.note("the Referer has a path although the request is cross-origin, so the referrer policy is taken as unsafe-url")
}

func (reading *pageReading) isDowngrade(pageScheme string) bool {
	return pageScheme == "https" && reading.url.Scheme() != "https"
}

func (reading *pageReading) readReferer(referer string) error {
	page, err := fetchspec.ParseURL(referer)
	if err != nil || simulate.OriginOf(page).IsOpaque() {
		fault := reading.copied.headerFault("Referer", "the Referer header's value, "+cut(referer)+", is not a web address")
		fault.Hint = "say which page makes the request: --origin https://app.example.com"
		return fault
	}
	call := &reading.result.Call
	call.Page, call.Origin = referer, simulate.OriginOf(page).String()
	reading.note("the page's origin is %s, as the Referer header says", call.Origin)
	reading.takeReferrerPolicy(page)
	return nil
}

// readOrigin reads an origin that may be written otherwise than a browser
// writes it.
func readOrigin(text string) (fetchspec.Origin, error) {
	origin, err := simulate.ParseOrigin(text)
	if err == nil {
		return origin, nil
	}
	url, parseError := fetchspec.ParseURL(text)
	if parseError != nil || simulate.OriginOf(url).IsOpaque() {
		return fetchspec.Origin{}, err
	}
	return simulate.OriginOf(url), nil
}

// pageOrigin is the origin of the page as far as it is known by now.
func (reading *pageReading) pageOrigin() fetchspec.Origin {
	for _, text := range []string{reading.result.Call.Origin, reading.result.Call.Page} {
		if text == "" {
			continue
		}
		origin, err := readOrigin(text)
		if err != nil {
			return fetchspec.Origin{}
		}
		return origin
	}
	return fetchspec.Origin{}
}
