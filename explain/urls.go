package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// withScheme is the URL with another scheme. A port that is not the old
// scheme's default stays.
func withScheme(url *fetchspec.URL, scheme string) *fetchspec.URL {
	if url == nil {
		return nil
	}
	changed, err := fetchspec.ParseURL(scheme + strings.TrimPrefix(url.String(), url.Scheme()))
	if err != nil {
		return url
	}
	return changed
}

// withoutCredentials is the URL without its user name and password.
func withoutCredentials(url *fetchspec.URL) *fetchspec.URL {
	if url == nil || !url.IncludesCredentials() {
		return url
	}
	before, after, found := strings.Cut(url.String(), "@")
	if !found {
		return url
	}
	scheme, _, _ := strings.Cut(before, "://")
	changed, err := fetchspec.ParseURL(scheme + "://" + after)
	if err != nil {
		return url
	}
	return changed
}

// withQuery is the URL with one more query parameter.
func withQuery(url *fetchspec.URL, parameter string) *fetchspec.URL {
	separator := "?"
	if strings.Contains(url.WithoutFragment(), "?") {
		separator = "&"
	}
	changed, err := fetchspec.ParseURL(url.WithoutFragment() + separator + parameter)
	if err != nil {
		return url
	}
	return changed
}

func portOf(url *fetchspec.URL) string { return strconv.Itoa(url.Port()) }

// locationOf is where an exchange's answer redirects to; nil if it does not,
// or to no URL.
func locationOf(exchange *fetchspec.Exchange) *fetchspec.URL {
	return locationIn(exchange.Response, exchange.Request.URL)
}

func locationIn(answer *fetchspec.HTTPResponse, base *fetchspec.URL) *fetchspec.URL {
	if answer == nil || base == nil || !fetchspec.IsRedirectStatus(answer.Status) {
		return nil
	}
	value, present := answer.HeaderList.Get("Location")
	if !present {
		return nil
	}
	url, err := base.Parse(value)
	if err != nil {
		return nil
	}
	return url
}
