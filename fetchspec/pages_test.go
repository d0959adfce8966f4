package fetchspec

import "testing"

func mustParseURL(t testing.TB, input string) *URL {
	t.Helper()
	url, err := ParseURL(input)
	if err != nil {
		t.Fatalf("%q: %v", input, err)
	}
	return url
}

// pageAt is the client of a page that is the tab's own document.
func pageAt(t testing.TB, address string) *Client {
	t.Helper()
	url := mustParseURL(t, address)
	return &Client{URL: url, Origin: url.Origin(), TopLevelOrigin: url.Origin()}
}

// requestFrom is a request of the page at address, whose URL list is urls.
func requestFrom(t testing.TB, address string, urls ...string) *Request {
	t.Helper()
	request := requestFor(pageAt(t, address), mustParseURL(t, urls[0]))
	for _, url := range urls[1:] {
		request.URLList = append(request.URLList, mustParseURL(t, url))
	}
	return request
}
