package fetchspec

import "time"

// SetDocumentCookie is what setting document.cookie to line does in the
// document at pageURL with the given origin. An opaque origin has no cookies:
// a browser throws, and nothing is stored.
//
// https://html.spec.whatwg.org/multipage/dom.html#dom-document-cookie
func (store *CookieStore) SetDocumentCookie(pageURL *URL, origin Origin, line string, now time.Time, engine *Engine) CookieDecision {
	if !isCookieAllowed(pageURL, origin) {
		return CookieDecision{Line: line, Reason: CookieNoDocument}
	}
	context := documentCookieContext(pageURL, origin, &engine.CookiePolicy)
	return store.set(&context, []string{line}, now)[0]
}

// DocumentCookies is what document.cookie says in that document; "" for an
// opaque origin, where a browser throws.
func (store *CookieStore) DocumentCookies(pageURL *URL, origin Origin, now time.Time, engine *Engine) string {
	if !isCookieAllowed(pageURL, origin) {
		return ""
	}
	context := documentCookieContext(pageURL, origin, &engine.CookiePolicy)
	value, _ := store.retrieve(&context, now)
	return value
}

// isCookieAllowed leaves out cookie-averse documents and opaque origins.
func isCookieAllowed(pageURL *URL, origin Origin) bool {
	return pageURL != nil && pageURL.IsHTTP() && !origin.IsOpaque()
}

// documentCookieContext is that of a tab's own document.
func documentCookieContext(pageURL *URL, origin Origin, policy *CookiePolicy) cookieContext {
	request := &Request{Method: "GET", Mode: ModeSameOrigin, Origin: origin, URLList: []*URL{pageURL}}
	context := cookieContextOf(request, pageURL, policy)
	context.httpOnly = false
	return context
}
