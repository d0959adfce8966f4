package simulate

import (
	"strings"

	"corsplain/fetchspec"
)

// client makes the environment settings object of the page that a call names:
// page and origin each fill in for the other, and the URL for both.
func (call *Call) client() (*fetchspec.Client, error) {
	page, err := call.pageURL()
	if err != nil {
		return nil, err
	}
	origin, err := call.pageOrigin(page)
	if err != nil {
		return nil, err
	}
	if page == nil && !origin.IsOpaque() {
		page, err = fetchspec.ParseURL(origin.String() + "/")
		if err != nil {
			return nil, &InvalidCallError{Field: "origin", Value: call.Origin, Reason: "it does not parse as an origin"}
		}
	}
	return &fetchspec.Client{
		URL:            page,
		Origin:         origin,
		TopLevelOrigin: topLevelOrigin(page, origin),
		ReferrerPolicy: "",
		EmbedderPolicy: fetchspec.EmbedderPolicy(call.EmbedderPolicy),
	}, nil
}

// topLevelOrigin is the page's own: it is taken to be alone in its tab. A
// sandboxed page is still found at its address.
func topLevelOrigin(page *fetchspec.URL, origin fetchspec.Origin) fetchspec.Origin {
	if origin.IsOpaque() && page != nil {
		return page.Origin()
	}
	return origin
}

func (call *Call) pageURL() (*fetchspec.URL, error) {
	if call.Page == "" {
		return nil, nil
	}
	page, err := fetchspec.ParseURL(call.Page)
	if err != nil {
		return nil, &InvalidCallError{
			Field: "page", Value: call.Page,
			Reason: "it is not an absolute URL", Hint: "write the page's address with its scheme, as https://app.example/",
		}
	}
	return page, nil
}

func (call *Call) pageOrigin(page *fetchspec.URL) (fetchspec.Origin, error) {
	if call.Origin != "" {
		return ParseOrigin(call.Origin)
	}
	if page != nil {
		return OriginOf(page), nil
	}
	url, err := fetchspec.ParseURL(call.URL)
	if err != nil {
		return fetchspec.Origin{}, nil
	}
	return OriginOf(url), nil
}

// OriginOf is a document's origin. App shells give their documents a tuple
// origin with a scheme of their own, where the URL Standard says opaque.
func OriginOf(page *fetchspec.URL) fetchspec.Origin {
	if origin := page.Origin(); !origin.IsOpaque() {
		return origin
	}
	switch page.Scheme() {
	case "file", "data", "about", "blob", "javascript":
		return fetchspec.Origin{}
	}
	if page.Host() == "" {
		return fetchspec.Origin{}
	}
	origin := fetchspec.Origin{Scheme: page.Scheme(), Host: page.Host()}
	if page.HasPort() {
		origin.Port = page.Port()
	}
	return origin
}

// ParseOrigin parses a serialized origin: "https://app.example:8443",
// "capacitor://localhost" or "null". The error is an *InvalidCallError whose
// Hint is the origin that was probably meant.
func ParseOrigin(text string) (fetchspec.Origin, error) {
	if text == "null" {
		return fetchspec.Origin{}, nil
	}
	invalid := &InvalidCallError{Field: "origin", Value: text}
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		invalid.Reason = "it is not an origin"
		invalid.Hint = "an origin is a scheme, a host and perhaps a port, as https://app.example:8443"
		if !strings.Contains(text, "://") {
			invalid.Hint = "write it with its scheme: https://" + text
		}
		return fetchspec.Origin{}, invalid
	}
	origin := OriginOf(url)
	if origin.IsOpaque() {
		invalid.Reason = "pages at such an address have an opaque origin"
		invalid.Hint = `use "null"`
		return fetchspec.Origin{}, invalid
	}
	if origin.String() != text {
		invalid.Reason = "an origin is only a scheme, a host and perhaps a port, in lower case"
		invalid.Hint = "use " + origin.String()
		return fetchspec.Origin{}, invalid
	}
	return origin, nil
}
