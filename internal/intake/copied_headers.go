package intake

import (
	"bytes"
	"strings"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// readCredentials fills the jar from Cookie and says what credentials mode
// the request must have had.
func (reading *pageReading) readCredentials() {
	call := &reading.result.Call
	sameOrigin := reading.url.Origin().SameOrigin(reading.pageOrigin())
	cookies := reading.cookies()
	for _, pair := range cookies {
		call.Cookies = append(call.Cookies, pair+reading.cookieAttributes())
	}
	_, storageAccess := reading.header("sec-fetch-storage-access")
	switch {
	case reading.options.Credentials != "":
		call.Credentials = reading.options.Credentials
	case len(cookies) > 0 && sameOrigin:
		reading.note("%d of the page's cookies were sent (%s)", len(cookies), cookieNames(cookies))
	case len(cookies) > 0:
		call.Credentials = "include"
		reading.note("cookies were sent (%s), so the request is made with credentials: \"include\"", cookieNames(cookies))
	case storageAccess && !sameOrigin:
		// https://privacycg.github.io/storage-access-headers/ sends it in this mode only.
		call.Credentials = "include"
		reading.note("Sec-Fetch-Storage-Access is sent only with credentials: \"include\", so the request is made with them")
	case reading.isPreflight():
		reading.note("a preflight carries no cookies, so credentials are taken as the default, \"same-origin\"; say --credentials include if the page includes them")
	case reading.fromBrowser() && !sameOrigin:
		reading.note("no cookies were sent, so credentials are taken as the default, \"same-origin\"; say --credentials include if the page includes them")
	}
}

// cookieAttributes lets a copied cookie go where it went before.
func (reading *pageReading) cookieAttributes() string {
	if reading.url.Scheme() == "https" {
		return "; Path=/; Secure; SameSite=None"
	}
	return "; Path=/"
}

// cookies returns the pairs of all Cookie headers.
func (reading *pageReading) cookies() []string {
	var pairs []string
	for _, header := range reading.copied.headers {
		if asciiLower(header.Name) != "cookie" {
			continue
		}
		for _, pair := range strings.SplitN(header.Value, ";", maxHeaders+1) {
			if pair = strings.TrimSpace(pair); pair != "" && len(pairs) < maxHeaders {
				pairs = append(pairs, pair)
			}
		}
	}
	return pairs
}

// cookieNames names at most five cookies.
func cookieNames(pairs []string) string {
	var names []string
	for i, pair := range pairs {
		if i == 5 {
			names = append(names, ellipsis)
			break
		}
		name, _, _ := strings.Cut(pair, "=")
		names = append(names, cut(name))
	}
	return strings.Join(names, ", ")
}

// sortHeaders tells the script's headers from the browser's own.
func (reading *pageReading) sortHeaders() {
	reading.readCacheMode()
	for _, header := range reading.copied.headers {
		name := asciiLower(header.Name)
		if reading.takeProfile(header) {
			continue
		}
		if reading.ownerOf(name, header.Value) != ownerScript {
			reading.drop(header.Name)
			continue
		}
		if reading.fromBrowser() {
			header.Value = isomorphicEncode(header.Value)
		}
		reading.script = append(reading.script, header)
	}
}

// isomorphicEncode undoes what browsers and archives do to show a header's
// bytes: each byte became the character of the same number. What has other
// characters stays as it is.
//
// https://infra.spec.whatwg.org/#isomorphic-encode
func isomorphicEncode(text string) string {
	encoded := make([]byte, 0, len(text))
	for _, r := range text {
		if r > 0xFF {
			return text
		}
		encoded = append(encoded, byte(r))
	}
	return string(encoded)
}

// drop remembers a name for the note, but for those that have their own.
func (reading *pageReading) drop(name string) {
	switch headerOwnerOf(asciiLower(name)) {
	case ownerContext, ownerPreflight:
		return
	}
	for _, dropped := range reading.dropped {
		if strings.EqualFold(dropped, name) {
			return
		}
	}
	reading.dropped = append(reading.dropped, name)
}

// takeProfile keeps what the browser says of itself, to say it again.
func (reading *pageReading) takeProfile(header simulate.HeaderField) bool {
	profile := &reading.result.Profile
	var field *string
	switch asciiLower(header.Name) {
	case "user-agent":
		if isBrowserUserAgent(header.Value) {
			field = &profile.UserAgent
		}
	case "accept-language":
		field = &profile.AcceptLanguage
	case "accept-encoding":
		field = &profile.AcceptEncoding
	}
	if field == nil || !reading.fromBrowser() {
		return false
	}
	*field = header.Value
	reading.drop(header.Name)
	return true
}

// ownerOf says whose a header is, from its name, its value and the company it
// keeps.
func (reading *pageReading) ownerOf(name, value string) headerOwner {
	if owner := headerOwnerOf(name); owner != ownerScript {
		return owner
	}
	switch name {
	case "accept":
		return reading.ownerOfAccept(value)
	case "user-agent":
		if isToolUserAgent(value) {
			return ownerBrowser
		}
	}
	if !reading.fromBrowser() {
		return ownerScript
	}
	switch name {
	case "if-none-match", "if-modified-since":
		return ownerBrowser // the HTTP cache asks whether its copy still holds
	case "cache-control", "pragma":
		if reading.result.Call.Cache != "" {
			return ownerBrowser
		}
	case "range":
		if destination := reading.result.Call.Destination; destination == "audio" || destination == "video" {
			return ownerBrowser
		}
	case "save-data":
		return ownerBrowser
	}
	if isPseudoHeader(name) && reading.isPseudoValue(name, value) {
		return ownerConnection
	}
	return ownerScript
}

// ownerOfAccept: a browser sends */* for fetch() and XMLHttpRequest, and a list
// of its own for what elements load; anything else was the script's wish.
func (reading *pageReading) ownerOfAccept(value string) headerOwner {
	if value == "*/*" {
		return ownerBrowser
	}
	if reading.fromBrowser() && (reading.result.Call.Destination != "" || reading.isNavigation()) {
		return ownerBrowser
	}
	return ownerScript
}

func (reading *pageReading) isPseudoValue(name, value string) bool {
	switch name {
	case "authority":
		return value == reading.url.HostPort()
	case "method":
		return value == reading.copied.method
	case "path":
		return value == reading.url.RequestTarget()
	case "scheme":
		return value == reading.url.Scheme()
	}
	return strings.HasPrefix(value, "HTTP/")
}

// readCacheMode recognizes the headers that a cache mode adds: with them as
// the script's own, the request would be preflighted.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (reading *pageReading) readCacheMode() {
	if !reading.fromBrowser() {
		return
	}
	control, _ := reading.header("cache-control")
	pragma, _ := reading.header("pragma")
	switch {
	case control == "no-cache" && pragma == "no-cache":
		reading.result.Call.Cache = "no-store"
		reading.note("Cache-Control and Pragma: no-cache are taken as the browser's own (the cache mode no-store, or DevTools with its cache disabled)")
	case control == "max-age=0" && pragma == "":
		reading.result.Call.Cache = "no-cache"
		reading.note("Cache-Control: max-age=0 is taken as the browser's own (the cache mode no-cache, or a reload)")
	}
}

// readBody keeps the bytes, and a Content-Type only if there was one.
func (reading *pageReading) readBody() {
	call := &reading.result.Call
	call.Body = reading.copied.body
	if call.Body == nil {
		return
	}
	if _, has := reading.header("content-type"); has {
		reading.noteLostFileBytes()
		return
	}
	if reading.copied.toolContentType == "" || reading.fromBrowser() {
		// A Blob without a type is the body that adds no Content-Type.
		call.BodyType = simulate.BodyBlob
		reading.note("the body has no Content-Type, as a Blob or ArrayBuffer sends it")
		return
	}
	contentType := reading.copied.toolContentType
	reading.script = append(reading.script, simulate.HeaderField{Name: "Content-Type", Value: contentType})
	mime, _, _ := strings.Cut(contentType, ";")
	reading.note("Content-Type: %s is what curl adds to such a body", mime)
}

// noteLostFileBytes: Firefox copies a multipart body without the files in it.
func (reading *pageReading) noteLostFileBytes() {
	contentType, _ := reading.header("content-type")
	if !strings.HasPrefix(asciiLower(contentType), "multipart/form-data") || !reading.fromBrowser() {
		return
	}
	for _, part := range bytes.Split(reading.copied.body, []byte("\r\n\r\n"))[1:] {
		if bytes.HasPrefix(part, []byte("--")) {
			reading.caveat("a file in the multipart body is empty: browsers may leave the bytes of files out when they copy a request")
			return
		}
	}
}

// readPreflight understands a copied preflight as the question it is, and
// rebuilds the request that was to follow.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch
func (reading *pageReading) readPreflight() {
	if !reading.isPreflight() {
		return
	}
	method, _ := reading.header("access-control-request-method")
	reading.result.Call.Method = method
	names := reading.requestedHeaderNames()
	for _, name := range names {
		reading.script = append(reading.script, simulate.HeaderField{Name: name, Value: placeholderValue(name)})
	}
	reading.result.PreflightOnly = true
	reading.caveat("this is a preflight: the request behind it is rebuilt as %s %s", cut(method), reading.headersPhrase(names))
}

func (reading *pageReading) isPreflight() bool {
	_, asked := reading.header("access-control-request-method")
	return asked && reading.copied.method == "OPTIONS"
}

func (reading *pageReading) headersPhrase(names []string) string {
	if len(names) == 0 {
		return "without headers that need asking for"
	}
	return "with the headers " + strings.Join(names, ", ") + "; their values and the body are not known and are made up"
}

func (reading *pageReading) requestedHeaderNames() []string {
	value, _ := reading.header("access-control-request-headers")
	var names []string
	for _, name := range strings.Split(value, ",") {
		if name = strings.Trim(name, " \t"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// placeholderValue is a value that makes the header need a preflight, as the
// unknown one did.
func placeholderValue(name string) string {
	switch asciiLower(name) {
	case "content-type":
		return "application/json"
	case "authorization":
		return "Bearer placeholder"
	case "accept", "accept-language", "content-language":
		return `"`
	case "range":
		return "bytes=-1"
	}
	return "placeholder"
}

// preflightKind says what kind of exchange a recorded request is.
func preflightKind(method string, headers fetchspec.HeaderList) fetchspec.ExchangeKind {
	if method == "OPTIONS" && headers.Contains("Access-Control-Request-Method") {
		return fetchspec.ExchangePreflight
	}
	return fetchspec.ExchangeRequest
}
