package explain

import (
	"fmt"
	"strings"

	"corsplain/fetchspec"
)

// chrome is what Chromium 156 prints.
func (console *console) chrome() []string {
	lines := console.refusedHeaders()
	if console.failure == nil {
		return append(lines, console.chromeStatus()...)
	}
	return append(lines, console.chromeFailure()...)
}

// refusedHeaders is the line that XMLHttpRequest's setRequestHeader prints for
// each forbidden header; fetch() is silent. Chromium and WebKit agree in it.
func (console *console) refusedHeaders() []string {
	if !console.isXHR() {
		return nil
	}
	var lines []string
	for _, header := range console.request.DroppedHeaders {
		lines = append(lines, console.text("header.forbidden", "name", header.Name))
	}
	return lines
}

// chromeStatus is the line for an error status that was delivered.
func (console *console) chromeStatus() []string {
	answer := console.response.Unfiltered()
	if answer.Status < 400 {
		return nil
	}
	return []string{console.text("network.http",
		"status", fmt.Sprint(answer.Status), "statusText", answer.StatusMessage)}
}

func (console *console) chromeFailure() []string {
	switch console.failure.Step.Algorithm {
	case "CORS check", "CORS-preflight fetch":
		return console.chromeCORS(console.chromeCORSID())
	case "HTTP-redirect fetch":
		return console.chromeRedirect()
	case "main fetch", "scheme fetch":
		return console.chromeMainFetch()
	case "cross-origin resource policy check", "cross-origin resource policy internal check":
		return console.chromeNet(console.chromeCORPError())
	case "HTTP fetch":
		return console.chromeNet("net::ERR_FAILED")
	case "HTTP-network fetch":
		return console.chromeNetwork()
	}
	// What the API refused is an exception, not a console line.
	return nil
}

func (console *console) chromeNet(netError string) []string {
	return []string{console.text("network.net", "netError", netError)}
}

// chromeCORS is the "Access to …" line and the one that follows it.
func (console *console) chromeCORS(id string) []string {
	line := console.text(id,
		"kind", console.chromeKind(),
		"url", console.failedURL,
		"redirectedFrom", console.chromeRedirectedFrom(),
		"origin", console.origin,
		"hint", console.chromeValue(id),
		"method", console.trace.Request.Method,
		"header", console.chromeHeader(),
		"schemes", chromeSchemes,
	)
	line += console.chromeHint(id)
	return []string{line, console.text("network.failed")}
}

const chromeSchemes = "chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app"

func (console *console) chromeRedirectedFrom() string {
	if console.failedURL == console.firstURL {
		return ""
	}
	return fmt.Sprintf(" (redirected from '%s')", console.firstURL)
}

// chromeKind is what Chromium calls the thing that was fetched.
func (console *console) chromeKind() string {
	if console.isXHR() {
		return "XMLHttpRequest"
	}
	if console.request.InitiatorType == fetchspec.InitiatorEventSource {
		return "resource"
	}
	switch console.request.Destination {
	case "":
		return "fetch"
	case "style":
		return "CSS stylesheet"
	case "track":
		return "text track"
	case "image", "script", "font", "audio", "video", "manifest":
		return string(console.request.Destination)
	}
	return "resource"
}

// chromeHint is the advice that Chromium adds for the API in use.
func (console *console) chromeHint(id string) string {
	id = strings.TrimPrefix(id, "Preflight")
	switch {
	case console.isXHR() && (id == "WildcardOriginNotAllowed" || id == "InvalidAllowCredentials"):
		return " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute."
	case console.chromeKind() != "fetch":
		return ""
	case id == "MultipleAllowOriginValues" || id == "InvalidAllowOriginValue" || id == "AllowOriginMismatch":
		return " Have the server send the header with a valid value."
	}
	return ""
}

// chromeValue is the header value that the message quotes.
func (console *console) chromeValue(id string) string {
	switch strings.TrimPrefix(id, "Preflight") {
	case "MultipleAllowOriginValues", "InvalidAllowOriginValue", "AllowOriginMismatch":
		value, _ := console.header("Access-Control-Allow-Origin")
		return chromeEscaped(value)
	case "InvalidAllowCredentials":
		value, _ := console.header("Access-Control-Allow-Credentials")
		return chromeEscaped(value)
	}
	return ""
}

// chromeEscaped writes bytes beyond printable ASCII as \uXXXX.
func chromeEscaped(value string) string {
	var escaped strings.Builder
	for i := 0; i < len(value); i++ {
		if c := value[i]; c < 0x20 || c > 0x7e {
			fmt.Fprintf(&escaped, "\\u%04X", c)
			continue
		}
		escaped.WriteByte(value[i])
	}
	return escaped.String()
}

// chromeCORSID says more closely than the Standard's step what failed: the
// message's id. A redirected preflight is refused before any header counts.
func (console *console) chromeCORSID() string {
	if console.failedAt("CORS-preflight fetch", "7.3") {
		return map[string]string{
			"Access-Control-Allow-Methods": "InvalidAllowMethodsPreflightResponse",
			"Access-Control-Allow-Headers": "InvalidAllowHeadersPreflightResponse",
		}[console.failure.Subject]
	}
	if console.failedAt("CORS-preflight fetch", "7.5") {
		return "MethodDisallowedByPreflightResponse"
	}
	if console.failedAt("CORS-preflight fetch", "7.6", "7.7") {
		return "HeaderDisallowedByPreflightResponse"
	}
	if console.inPreflight() {
		if console.isRedirect() {
			return "PreflightDisallowedRedirect"
		}
		if console.failedAt("CORS-preflight fetch", "8") {
			return "PreflightInvalidStatus"
		}
		return "Preflight" + console.chromeCheckID()
	}
	return console.chromeCheckID()
}

func (console *console) chromeCheckID() string {
	value, present := console.header("Access-Control-Allow-Origin")
	switch {
	case !present:
		return "MissingAllowOriginHeader"
	case console.failedAt("CORS check", "8"):
		return "InvalidAllowCredentials"
	case value == "*":
		return "WildcardOriginNotAllowed"
	case strings.ContainsAny(value, " ,"):
		return "MultipleAllowOriginValues"
	case value == "null":
		return "AllowOriginMismatch"
	}
	if _, err := fetchspec.ParseURL(value); err != nil {
		return "InvalidAllowOriginValue"
	}
	return "AllowOriginMismatch"
}

// firstMissingHeader is the first header in sorted order that is not allowed.
func (console *console) firstMissingHeader() string {
	if missing := console.missingHeaders(); len(missing) > 0 {
		return missing[0]
	}
	return strings.ToLower(console.failure.Subject)
}

// chromeHeader is the first header that Chromium comes upon: fetch() keeps
// them sorted, XMLHttpRequest as the author set them.
func (console *console) chromeHeader() string {
	if !console.isXHR() {
		return console.firstMissingHeader()
	}
	missing := console.missingHeaders()
	for _, header := range console.request.HeaderList {
		if foldedItem(missing, header.Name) != "" {
			return strings.ToLower(header.Name)
		}
	}
	return console.firstMissingHeader()
}

// missingHeaders are the unsafe names that the preflight's answer does not
// allow, in lower case and sorted.
func (console *console) missingHeaders() []string {
	if console.exchange == nil || console.answer == nil {
		return nil
	}
	allowed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Headers", console.answer.HeaderList).Values
	var missing []string
	for _, name := range console.requestedHeaders() {
		if foldedItem(allowed, name) == "" {
			missing = append(missing, name)
		}
	}
	return missing
}

// requestedHeaders are the names that the preflight asked for.
func (console *console) requestedHeaders() []string {
	list, present := console.exchange.Request.HeaderList.Get("Access-Control-Request-Headers")
	if !present {
		return nil
	}
	return strings.Split(list, ",")
}

func (console *console) chromeRedirect() []string {
	switch console.failure.Step.Number {
	case "5":
		return console.chromeNet("net::ERR_INVALID_REDIRECT")
	case "6":
		return console.chromeRedirectScheme()
	case "7":
		return console.chromeNet("net::ERR_TOO_MANY_REDIRECTS")
	case "9", "10":
		return console.chromeCORS("RedirectContainsCredentials")
	}
	return console.chromeNet("net::ERR_INVALID_ARGUMENT")
}

func (console *console) chromeRedirectScheme() []string {
	target := console.failure.Subject
	scheme, _, _ := strings.Cut(target, ":")
	switch scheme {
	case "data", "about", "blob":
		return console.chromeNet("net::ERR_UNSAFE_REDIRECT")
	case "file", "view-source", "chrome":
		return []string{console.text("localResource", "url", target)}
	}
	console.failedURL = target
	return console.chromeCORS("CorsDisabledScheme")
}

func (console *console) chromeMainFetch() []string {
	if console.failure.Step.Algorithm == "scheme fetch" {
		return console.chromeScheme()
	}
	switch console.failure.Step.Number {
	case "7":
		return console.chromeBeforeNetwork()
	case "12[3]":
		if console.exchange != nil {
			return []string{console.text("unsafeLoad", "url", console.failedURL, "page", console.pageURL())}
		}
		return []string{console.text("fetch.sameOriginMode", "url", console.failedURL, "origin", console.origin)}
	case "12[4].1":
		return []string{console.text("fetch.noCorsRedirectMode", "url", console.failedURL)}
	case "12[5]":
		return console.chromeScheme()
	case "23.2", "23.3.1", "23.4":
		return console.chromeIntegrity()
	}
	return console.chromeNet("net::ERR_FAILED")
}

func (console *console) chromeBeforeNetwork() []string {
	if console.failure.Subject == "bad port" {
		return console.chromeNet("net::ERR_UNSAFE_PORT")
	}
	kind := "resource"
	if console.isXHR() {
		kind = "XMLHttpRequest endpoint"
	}
	switch console.request.Destination {
	case "image", "script", "font":
		kind = string(console.request.Destination)
	case "style":
		kind = "stylesheet"
	}
	return []string{console.text("mixedContent", "pageUrl", console.pageURL(), "mixedKind", kind, "url", console.failedURL)}
}

// pageURL is the page's address as consoles print it.
func (console *console) pageURL() string {
	if console.request == nil || console.request.Client == nil || console.request.Client.URL == nil {
		return console.origin + "/"
	}
	return console.request.Client.URL.WithoutFragment()
}

func (console *console) chromeScheme() []string {
	scheme, _, _ := strings.Cut(console.failedURL, ":")
	switch scheme {
	case "file":
		return []string{console.text("localResource", "url", console.failedURL)}
	case "data":
		return console.chromeNet("net::ERR_INVALID_URL")
	case "blob":
		return console.chromeNet("net::ERR_FILE_NOT_FOUND")
	}
	if console.isXHR() {
		return console.chromeCORS("CorsDisabledScheme")
	}
	return []string{console.text("fetch.scheme", "url", console.failedURL, "scheme", scheme)}
}

func (console *console) chromeCORPError() string {
	policy, _ := console.header("Cross-Origin-Resource-Policy")
	if policy == "same-site" {
		return "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite"
	}
	if policy == "same-origin" {
		return "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"
	}
	return "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep"
}

func (console *console) chromeNetwork() []string {
	switch console.networkKind() {
	case fetchspec.FailureNameLookup:
		return console.chromeNet("net::ERR_NAME_NOT_RESOLVED")
	case fetchspec.FailureConnect:
		return console.chromeNet("net::ERR_CONNECTION_REFUSED")
	case fetchspec.FailureTimeout:
		return console.chromeNet("net::ERR_CONNECTION_TIMED_OUT")
	case fetchspec.FailureTLS:
		return console.chromeNet(chromeTLSError(console.failure.Cause))
	case fetchspec.FailureProxy:
		return console.chromeNet("net::ERR_PROXY_CONNECTION_FAILED")
	case fetchspec.FailureClosed:
		return console.chromeNet("net::ERR_EMPTY_RESPONSE")
	case fetchspec.FailureTooLarge:
		return console.chromeNet("net::ERR_RESPONSE_HEADERS_TOO_BIG")
	case fetchspec.FailureHTTP:
		return console.chromeNet("net::ERR_INVALID_HTTP_RESPONSE")
	case fetchspec.FailureStreamOverHTTP1:
		return console.chromeNet("net::ERR_ALPN_NEGOTIATION_FAILED")
	}
	return console.chromeNet("net::ERR_FAILED")
}
