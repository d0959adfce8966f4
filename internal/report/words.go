package report

import (
	"fmt"
	"net/http"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// reasonPhrase is what a status is called where the server did not say, as
// over HTTP/2; "" for a status without a name.
func reasonPhrase(status int) string { return http.StatusText(status) }

// cookieWords says why a cookie stayed behind, as the end of a sentence.
func cookieWords(reason fetchspec.CookieReason) string {
	switch reason {
	case fetchspec.CookieCredentialsOmitted:
		return "the request's credentials mode leaves cookies out"
	case fetchspec.CookieExpired:
		return "it has expired"
	case fetchspec.CookiePath:
		return "its Path does not cover the URL"
	case fetchspec.CookieSecure:
		return "it is Secure, and the connection is not https"
	case fetchspec.CookieHTTPOnly:
		return "it is HttpOnly, and a script asked"
	case fetchspec.CookieSameSiteLaxWithheld:
		return "it is SameSite=Lax, and the request is cross-site"
	case fetchspec.CookieSameSiteUnsetWithheld:
		return "without SameSite it counts as Lax, and the request is cross-site"
	case fetchspec.CookieSameSiteStrictWithheld:
		return "it is SameSite=Strict, and the request is cross-site"
	case fetchspec.CookieThirdPartyPartitioned:
		return "the browser keeps the cookies of each top-level site apart"
	case fetchspec.CookieThirdPartyBlocked:
		return "the browser takes no cookies from third parties"
	case fetchspec.CookieControlCharacter:
		return "the line has a control character"
	case fetchspec.CookieEmpty:
		return "it has neither a name nor a value"
	case fetchspec.CookieTooLarge:
		return "name and value are longer than 4096 bytes"
	case fetchspec.CookieDomain:
		return "its Domain is not one that the host belongs to"
	case fetchspec.CookiePublicSuffix:
		return "its Domain is a public suffix"
	case fetchspec.CookiePrefix:
		return "its name asks for attributes that it does not have"
	case fetchspec.CookieForbiddenName:
		return "it has no name, and its value begins like a prefixed one"
	case fetchspec.CookieSameSiteNoneInsecure:
		return "SameSite=None needs Secure"
	case fetchspec.CookiePartitionedInsecure:
		return "Partitioned needs Secure"
	case fetchspec.CookieOverwritesSecure:
		return "it would overwrite a Secure cookie from an insecure connection"
	}
	return strings.ReplaceAll(string(reason), "-", " ")
}

// droppedWords says why the API did not take a header, as the end of a
// sentence about it.
func droppedWords(reason string) string {
	switch fetchspec.DropReason(reason) {
	case fetchspec.DropForbidden:
		return "scripts cannot set it"
	case fetchspec.DropNoCORS:
		return "mode no-cors does not take it"
	case fetchspec.DropIgnored:
		return "this browser does not take it from scripts"
	}
	return reason
}

// standardName is the name of the document that a specification URL is in.
func standardName(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	host, path, _ := strings.Cut(rest, "/")
	switch host {
	case "fetch.spec.whatwg.org":
		return "Fetch Standard"
	case "html.spec.whatwg.org":
		return "HTML Standard"
	case "url.spec.whatwg.org":
		return "URL Standard"
	case "xhr.spec.whatwg.org":
		return "XMLHttpRequest Standard"
	case "mimesniff.spec.whatwg.org":
		return "MIME Sniffing Standard"
	case "httpwg.org":
		return "Layered Cookies"
	case "w3c.github.io", "www.w3.org":
		return specificationName(path)
	}
	return ""
}

// specificationName names those of the W3C's documents that Fetch calls on.
func specificationName(path string) string {
	switch {
	case strings.Contains(path, "mixed-content"):
		return "Mixed Content"
	case strings.Contains(path, "secure-contexts"):
		return "Secure Contexts"
	case strings.Contains(path, "subresource-integrity"), strings.Contains(strings.ToLower(path), "/sri"):
		return "Subresource Integrity"
	case strings.Contains(path, "referrer-policy"):
		return "Referrer Policy"
	case strings.Contains(path, "fetch-metadata"):
		return "Fetch Metadata"
	}
	return ""
}

// failureWords says in which layer an exchange failed, in a word or two.
func failureWords(kind fetchspec.NetworkFailure) string {
	switch kind {
	case fetchspec.FailureNameLookup:
		return "name not found"
	case fetchspec.FailureConnect:
		return "no connection"
	case fetchspec.FailureTLS:
		return "TLS failed"
	case fetchspec.FailureTimeout:
		return "timed out"
	case fetchspec.FailureProxy:
		return "proxy failed"
	case fetchspec.FailureHTTP:
		return "not HTTP"
	case fetchspec.FailureClosed:
		return "closed"
	case fetchspec.FailureTooLarge:
		return "headers too large"
	case fetchspec.FailureRecording:
		return "not recorded"
	case fetchspec.FailureCanceled:
		return "canceled"
	}
	return "failed"
}

// duration is "38 ms", or "0.4 ms" below ten; "" for an exchange that took no
// time, which is one that was recorded.
func duration(total Milliseconds) shown {
	if total == 0 {
		return ""
	}
	if total < 10 {
		return shown(fmt.Sprintf("%.1f ms", float64(total)))
	}
	return shown(fmt.Sprintf("%.0f ms", float64(total)))
}

// verdictWords says what a browser does, as the end of a sentence about it.
func verdictWords(verdict explain.Verdict) shown {
	switch verdict {
	case explain.VerdictAllowed:
		return "allows it"
	case explain.VerdictOpaque:
		return "gives the script an opaque response"
	case explain.VerdictFailed:
		return "gets no answer"
	}
	return "blocks it"
}
