package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// firefox is what Firefox ESR 153 prints at error level.
func (console *console) firefox() []string {
	if console.failure == nil {
		return nil
	}
	switch console.failure.Step.Algorithm {
	case "CORS check", "CORS-preflight fetch":
		return console.firefoxCORS()
	case "HTTP-redirect fetch":
		return console.firefoxRedirect()
	case "main fetch", "scheme fetch":
		return console.firefoxMainFetch()
	case "cross-origin resource policy check", "cross-origin resource policy internal check":
		return []string{console.text("CORP", "url", console.failedURL)}
	case "HTTP-network fetch":
		return console.firefoxNetwork()
	}
	return nil
}

// firefoxCORS is the reason and, where a request was still to come, the
// message of the request that never went out.
func (console *console) firefoxCORS() []string {
	var lines []string
	if console.inPreflight() && console.isRedirect() {
		lines = append(lines, console.text("CORSExternalRedirectNotAllowed", "url", console.failedURL))
	}
	lines = append(lines, console.firefoxReason())
	if console.inPreflight() || console.isRedirect() && console.request.RedirectMode == fetchspec.RedirectFollow {
		lines = append(lines, console.firefoxDidNotSucceed())
	}
	return lines
}

func (console *console) firefoxDidNotSucceed() string {
	return console.text("CORSDidNotSucceed2", "url", console.failedURL, "status", "(null)")
}

func (console *console) firefoxReason() string {
	values := func(id string, pairs ...string) string {
		return console.text(id, append([]string{"url", console.failedURL, "status", console.statusText()}, pairs...)...)
	}
	switch {
	case console.failedAt("CORS-preflight fetch", "7.3") && console.failure.Subject == "Access-Control-Allow-Methods":
		return values("CORSInvalidAllowMethod", "token", console.badToken("Access-Control-Allow-Methods"))
	case console.failedAt("CORS-preflight fetch", "7.3"):
		if console.firefoxMethodMissing() {
			return values("CORSMethodNotFound")
		}
		return values("CORSInvalidAllowHeader", "token", console.badToken("Access-Control-Allow-Headers"))
	case console.failedAt("CORS-preflight fetch", "7.5"):
		return values("CORSMethodNotFound")
	case console.failedAt("CORS-preflight fetch", "7.6", "7.7"):
		return values("CORSMissingAllowHeaderFromPreflight2", "header", console.firstMissingHeader())
	case console.inPreflight() && console.failedAt("CORS-preflight fetch", "8"):
		if value, _ := console.header("Access-Control-Allow-Origin"); value != "*" && console.redirectsElsewhere() {
			return values("CORSAllowOriginNotMatchingOrigin", "value", decoded(value))
		}
		return values("CORSPreflightDidNotSucceed3")
	}
	return console.firefoxCheck(values)
}

// redirectsElsewhere reports whether the answer redirects to another origin
// than its own: to Gecko the request's origin is null from then on.
func (console *console) redirectsElsewhere() bool {
	if !console.isRedirect() {
		return false
	}
	location, _ := console.header("Location")
	target, err := console.answeredURL().Parse(location)
	return err == nil && !target.Origin().SameOrigin(console.answeredURL().Origin())
}

// firefoxMethodMissing reports whether the method is missing too: Gecko looks
// for it before it parses Access-Control-Allow-Headers.
func (console *console) firefoxMethodMissing() bool {
	method := console.trace.Request.Method
	if fetchspec.IsCORSSafelistedMethod(method) {
		return false
	}
	allowed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Methods", console.answer.HeaderList)
	wildcard := console.request.CredentialsMode != fetchspec.CredentialsInclude
	for _, candidate := range allowed.Values {
		if candidate == method || wildcard && candidate == "*" {
			return false
		}
	}
	return true
}

// decoded is a header value as Gecko prints it: UTF-8, with U+FFFD for each
// byte that is none.
func decoded(value string) string { return string([]rune(value)) }

// badToken is the first element of a list that is no token.
func (console *console) badToken(name string) string {
	return decoded(fetchspec.ExtractHeaderListValues(name, console.answer.HeaderList).Bad)
}

func (console *console) firefoxCheck(values func(string, ...string) string) string {
	lines := console.answer.HeaderList.Values("Access-Control-Allow-Origin")
	switch {
	case len(lines) > 1:
		return values("CORSMultipleAllowOriginNotAllowed")
	case len(lines) == 0:
		return values("CORSMissingAllowOrigin2")
	case console.failedAt("CORS check", "8"):
		return values("CORSMissingAllowCredentials")
	case lines[0] == "*":
		return values("CORSNotSupportingCredentials")
	}
	return values("CORSAllowOriginNotMatchingOrigin", "value", decoded(lines[0]))
}

func (console *console) firefoxRedirect() []string {
	switch console.failure.Step.Number {
	case "5":
		return console.firefoxCrossOrigin(console.firefoxDidNotSucceed())
	case "6":
		return console.firefoxRedirectScheme()
	case "7":
		return console.firefoxCrossOrigin(console.firefoxDidNotSucceed())
	case "9", "10":
		return []string{console.firefoxDidNotSucceed()}
	}
	return nil
}

// firefoxCrossOrigin keeps a line to requests that CORS applies to: within the
// page's own origin Gecko is silent.
func (console *console) firefoxCrossOrigin(line string) []string {
	if console.exchange != nil && console.exchange.Tainting == fetchspec.TaintingBasic {
		return nil
	}
	return []string{line}
}

func (console *console) firefoxRedirectScheme() []string {
	target := console.failure.Subject
	scheme, _, _ := strings.Cut(target, ":")
	var lines []string
	switch scheme {
	case "javascript":
		return nil
	case "data":
		// The reason itself is printed as a warning.
	case "file", "view-source", "chrome":
		lines = append(lines, console.text("mayNotLink", "page", console.failedURL, "url", target))
	default:
		lines = append(lines, console.text("CORSRequestNotHttp", "url", target))
	}
	return append(lines, console.firefoxCrossOrigin(console.firefoxDidNotSucceed())...)
}

func (console *console) firefoxMainFetch() []string {
	if console.failure.Step.Algorithm == "scheme fetch" {
		return console.firefoxScheme()
	}
	switch console.failure.Step.Number {
	case "7":
		if console.failure.Subject == "mixed content" {
			return []string{console.text("BlockMixedActiveContent", "url", console.failedURL)}
		}
		if console.exchange != nil {
			return []string{console.firefoxDidNotSucceed()}
		}
	case "12[3]":
		return []string{console.text("sameOriginMode", "page", console.pageURL(), "url", console.failedURL)}
	case "12[5]":
		return console.firefoxScheme()
	case "20":
		if console.failure.Subject == "nosniff" {
			kind, _ := console.header("Content-Type")
			return []string{console.text("MimeTypeMismatch2", "url", console.failedURL, "type", kind)}
		}
	case "23.2":
		return []string{console.text("integrityNotEligible", "url", console.failedURL)}
	case "23.3.1", "23.4":
		return console.firefoxIntegrity()
	}
	return nil
}

func (console *console) firefoxScheme() []string {
	scheme, _, _ := strings.Cut(console.failedURL, ":")
	switch scheme {
	case "data", "blob", "chrome", "javascript", "resource":
		return nil
	case "file", "view-source":
		return []string{console.text("mayNotLink", "page", console.pageURL(), "url", console.failedURL)}
	}
	return []string{console.text("CORSRequestNotHttp", "url", console.failedURL)}
}

func (console *console) firefoxNetwork() []string {
	if console.exchange == nil || console.exchange.Tainting != fetchspec.TaintingCORS {
		return nil
	}
	line := console.firefoxDidNotSucceed()
	if console.inPreflight() {
		return []string{line, line}
	}
	return []string{line}
}
