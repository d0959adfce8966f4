package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// safari is what WebKit prints: the reason, and which API could not load.
func (console *console) safari() []string {
	lines := console.refusedHeaders()
	if console.failure == nil {
		return lines
	}
	switch console.failure.Step.Algorithm {
	case "CORS check", "CORS-preflight fetch":
		return append(lines, console.safariDenied(console.safariReason()), console.safariAccessControl())
	case "HTTP-redirect fetch":
		return append(lines, console.safariRedirect()...)
	case "HTTP fetch":
		return append(lines, console.text("RedirectError", "url", console.failedURL), console.safariAccessControl())
	case "main fetch", "scheme fetch":
		return append(lines, console.safariMainFetch()...)
	case "cross-origin resource policy check", "cross-origin resource policy internal check":
		return append(lines, console.text("CORP", "url", console.failedURL), console.safariAccessControl())
	case "process this type of linked resource":
		return append(lines, console.text("StyleSheetType", "url", console.failedURL))
	case "HTTP-network-or-cache fetch":
		if console.failedAt("HTTP-network-or-cache fetch", "8.10.5") {
			return append(lines, console.text("Keepalive"), console.safariAccessControl())
		}
	}
	return lines
}

// safariAccessControl is the second line of most failures.
func (console *console) safariAccessControl() string {
	switch {
	case console.request.Destination == "script":
		return console.text("ScriptDenied")
	case console.request.Destination == "image":
		return console.text("CannotLoadImage", "url", console.failedURL)
	case console.request.Destination != "":
		return console.text("CannotLoad", "url", console.failedURL)
	}
	return console.text("AccessControlLine", "api", console.safariAPI(), "url", console.failedURL)
}

func (console *console) safariAPI() string {
	switch {
	case console.isXHR():
		return "XMLHttpRequest"
	case console.request.InitiatorType == fetchspec.InitiatorEventSource:
		return "EventSource"
	}
	return "Fetch API"
}

// safariDenied puts a reason about a redirect that would have been followed
// into WebKit's sentence about it.
func (console *console) safariDenied(reason string) string {
	if console.inPreflight() || !console.isRedirect() {
		return reason
	}
	return console.text("RedirectDenied", "newUrl", console.redirectTarget(), "reason", reason)
}

// redirectTarget is where the answer that failed would have led.
func (console *console) redirectTarget() string {
	value, _ := console.header("Location")
	target, err := console.answeredURL().Parse(value)
	if err != nil {
		return value
	}
	return printedURL(target)
}

func (console *console) safariReason() string {
	status := console.statusText()
	switch {
	case console.failedAt("CORS-preflight fetch", "8"):
		return console.text("PreflightNotSuccessful", "status", status)
	case console.failedAt("CORS-preflight fetch", "7.3"):
		value, _ := console.header(console.failure.Subject)
		if console.failure.Subject == "Access-Control-Allow-Methods" {
			return console.text("InvalidAllowMethods", "value", printed(value))
		}
		return console.text("InvalidAllowHeaders", "value", printed(value))
	case console.failedAt("CORS-preflight fetch", "7.5"):
		return console.text("MethodNotAllowed", "method", console.trace.Request.Method)
	case console.failedAt("CORS-preflight fetch", "7.6", "7.7"):
		return console.text("HeaderNotAllowed", "header", console.safariHeader())
	case console.failedAt("CORS check", "8"):
		return console.text("CredentialsNotTrue")
	}
	value, present := console.header("Access-Control-Allow-Origin")
	switch {
	case present && value == "*":
		return console.text("WildcardWithCredentials")
	case strings.Contains(value, ","):
		return console.text("MultipleOrigins")
	}
	return console.text("OriginNotAllowed", "origin", console.sentOrigin(), "status", status)
}

// sentOrigin is the origin that the answer was compared with.
func (console *console) sentOrigin() string {
	if console.exchange == nil {
		return console.trace.Request.SerializedOrigin()
	}
	return console.exchange.SerializedOrigin
}

// safariHeader is the first header, as WebKit keeps them, that the answer does
// not allow: the names it knows well first, then the others, each in the
// author's order and spelling.
func (console *console) safariHeader() string {
	missing := console.missingHeaders()
	for _, known := range [...]bool{true, false} {
		for _, header := range console.trace.Start.Request.HeaderList {
			if webkitKnowsHeader(header.Name) == known && foldedItem(missing, header.Name) != "" {
				return header.Name
			}
		}
	}
	return console.failure.Subject
}

// webkitKnowsHeader reports whether WebKit keeps a header among its common
// ones (HTTPHeaderNames.in).
func webkitKnowsHeader(name string) bool {
	switch strings.ToLower(name) {
	case "accept", "accept-language", "authorization", "cache-control", "content-disposition", "content-encoding",
		"content-language", "content-length", "content-location", "content-type", "date", "etag", "expires",
		"if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified",
		"location", "origin", "pragma", "range", "referer", "user-agent", "x-requested-with":
		return true
	}
	return false
}

func (console *console) safariRedirect() []string {
	target := console.failure.Subject
	switch console.failure.Step.Number {
	case "5":
		return nil
	case "6":
		if strings.HasPrefix(target, "ftp:") {
			return []string{console.text("FTPDisabled"), console.safariAccessControl()}
		}
		denied := console.text("RedirectDenied", "newUrl", target, "reason", console.text("RedirectNonCorsScheme"))
		return []string{denied, console.safariAccessControl()}
	case "7":
		return []string{console.text("RedirectTooMany"), console.safariAccessControl()}
	case "9", "10":
		reason := console.text("RedirectCredentials", "location", target)
		denied := console.text("RedirectDenied", "newUrl", console.redirectTarget(), "reason", reason)
		return []string{denied, console.safariAccessControl()}
	}
	return nil
}

func (console *console) safariMainFetch() []string {
	if console.failure.Step.Algorithm == "scheme fetch" {
		return console.safariScheme()
	}
	switch console.failure.Step.Number {
	case "7":
		return console.safariBeforeNetwork()
	case "12[3]":
		if console.exchange != nil {
			unsafe := console.text("UnsafeLoad", "url", console.failedURL, "origin", console.origin)
			return []string{unsafe, console.safariCannotLoad()}
		}
		return []string{console.safariCannotLoad()}
	case "12[4].1":
		return []string{console.text("NoCORSRedirectMode"), console.text("NotAllowedToRequest"), console.safariAccessControl()}
	case "12[5]":
		return console.safariScheme()
	case "23.2", "23.3.1", "23.4":
		return console.safariIntegrity()
	}
	return nil
}

// safariCannotLoad is the second line without a word about access control.
func (console *console) safariCannotLoad() string {
	return console.text("CannotLoadPlain", "api", console.safariAPI(), "url", console.failedURL)
}

func (console *console) safariScheme() []string {
	if strings.HasPrefix(console.failedURL, "data:") {
		return []string{console.safariCannotLoad()}
	}
	return []string{console.text("OnlyHTTP"), console.safariAccessControl()}
}

func (console *console) safariBeforeNetwork() []string {
	if console.failure.Subject == "bad port" {
		port := console.trace.Request.CurrentURL().Port()
		return []string{console.text("RestrictedPort", "port", strconv.Itoa(port), "url", console.failedURL)}
	}
	// The mixed-content message itself is printed as a warning.
	lines := []string{console.safariAccessControl()}
	if console.exchange == nil {
		lines = append([]string{console.text("NotAllowedToRequest")}, lines...)
	}
	return lines
}
