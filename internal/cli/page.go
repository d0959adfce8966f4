package cli

import (
	"errors"
	"strings"

	"corsplain/fetchspec"
	"corsplain/internal/curl"
	"corsplain/simulate"
)

// missingPage says in one line, with an example, that nobody makes the
// request. The example has the user's own values where they can be seen.
func missingPage(url string, headers []string) error {
	origin := "https://app.example.com"
	for _, argument := range headers {
		header, err := curl.ParseHeader(argument)
		if err == nil && strings.EqualFold(header.Name, "origin") && !header.Remove {
			return wrong("the browser sets Origin itself, from the page that makes the request; name the page: corsplain --origin %s %s", header.Value, url)
		}
	}
	return wrong("which page makes the request? name its origin, for example: corsplain --origin %s %s", origin, url)
}

// page is the page's address and origin.
func (build *callBuilder) page() error {
	page := &build.settings.page
	if page.origin != "" {
		if err := checkOrigin(page.origin); err != nil {
			return err
		}
	}
	build.call.Origin = page.origin
	build.call.Page = page.page
	build.call.EmbedderPolicy = page.embedder
	if page.page == "" {
		return nil
	}
	url, err := fetchspec.ParseURL(page.page)
	if err != nil {
		return wrong("--page %s: that is not an absolute URL", page.page).hint("write it with its scheme, as https://app.example.com/orders")
	}
	own := simulate.OriginOf(url).String()
	if page.origin != "" && page.origin != "null" && page.origin != own {
		return wrong("--origin %s: the page %s has the origin %s", page.origin, page.page, own).hint("leave out --origin; or write --origin null for a sandboxed page")
	}
	return nil
}

// checkOrigin accepts what a browser would write in the Origin header, and
// says what that is where something else was given.
func checkOrigin(origin string) error {
	_, err := simulate.ParseOrigin(origin)
	if err == nil {
		return nil
	}
	var invalid *simulate.InvalidCallError
	if !errors.As(err, &invalid) {
		return err
	}
	meant, reason := meantOrigin(origin)
	if meant == "" {
		return wrong("--origin %s: %s", origin, invalid.Reason).hint("%s", invalid.Hint)
	}
	return wrong("--origin %s: %s; use --origin %s", origin, reason, meant)
}

// meantOrigin is the origin that was probably meant, and what is wrong with
// the one that was given; "" if there is no telling.
func meantOrigin(origin string) (meant, reason string) {
	text := origin
	reason = "an origin is a scheme, a host and perhaps a port, as a browser writes them"
	if full, guessed := curl.GuessScheme(origin); guessed {
		text = "https://" + strings.TrimPrefix(full, "http://")
		if strings.HasPrefix(origin, "localhost") || strings.HasPrefix(origin, "127.") {
			text = full
		}
		reason = "an origin begins with a scheme"
	}
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		return "", ""
	}
	meant = simulate.OriginOf(url).String()
	lower := strings.ToLower(origin)
	switch {
	case meant == "null":
		reason = "pages at such an address have an opaque origin"
	case url.IncludesCredentials():
		reason = "an origin has no user name"
	case strings.HasPrefix(lower, meant+"/") && len(lower) == len(meant)+1:
		reason = "an origin has no path, not even a slash at its end"
	case strings.HasPrefix(lower, meant+"/"), strings.HasPrefix(lower, meant+"?"), strings.HasPrefix(lower, meant+"#"):
		reason = "an origin has no path"
	case lower == meant:
		reason = "an origin is in lower case"
	case strings.HasPrefix(lower, meant+":"):
		reason = "an origin leaves out its scheme's own port"
	}
	return meant, reason
}

// pageURL is the address that relative URLs are relative to; nil if the page
// has none.
func (build *callBuilder) pageURL() *fetchspec.URL {
	address := build.call.Page
	if address == "" {
		address = build.call.Origin
	}
	url, err := fetchspec.ParseURL(address)
	if err != nil {
		return nil
	}
	return url
}

// referrer is -e's. Beside --origin alone it also tells the page's address. A
// page cannot claim a referrer of another origin.
func (build *callBuilder) referrer() error {
	referer := strings.TrimSuffix(build.settings.request.referer, ";auto")
	if referer == "" {
		return nil
	}
	url, err := fetchspec.ParseURL(referer)
	if err != nil {
		return wrong("-e %s: that is not an absolute URL", referer)
	}
	page := build.pageURL()
	if page == nil || !page.Origin().SameOrigin(url.Origin()) {
		build.warn("-e %s: that is not of the page's origin; the browser sends the page's own address as its policy allows", referer)
	} else if build.call.Page == "" {
		build.call.Page = referer
		return nil
	}
	build.call.Referrer = &referer
	return nil
}
