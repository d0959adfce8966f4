package explain

import (
	"bytes"
	"strings"

	"corsplain/fetchspec"
)

// A signature is what an answer looks like that some known piece of software
// made in place of the application. Everything that is given has to fit.
type signature struct {
	code   Code
	by     string // who it is, or what it says; "" to quote the text that fits
	status int    // 0 for any
	header string // a header's name
	has    string // what the header contains, in any case; "" for anything
	body   string // what the body contains, byte for byte
}

// signatures is kept in the order in which it is searched: the more telling
// first.
func signatures() []signature {
	return []signature{
		{code: WAFChallenge, by: "Cloudflare", header: "cf-mitigated", has: "challenge"},
		{code: WAFChallenge, by: "Cloudflare", header: "Server", has: "cloudflare", body: "<title>Just a moment...</title>"},
		{code: WAFChallenge, by: "Cloudflare", header: "Server", has: "cloudflare", body: "Attention Required! | Cloudflare"},
		{code: WAFChallenge, by: "AWS WAF", header: "x-amzn-waf-action"},
		{code: WAFChallenge, by: "Vercel's firewall", header: "x-vercel-mitigated"},
		{code: WAFChallenge, by: "DataDome", header: "x-datadome", status: 403},
		{code: WAFChallenge, by: "Imperva", body: "_Incapsula_Resource"},
		{code: WAFChallenge, by: "Akamai", header: "Server", has: "AkamaiGHost", status: 403},
		{code: WAFChallenge, by: "Sucuri", header: "x-sucuri-block"},
		{code: TunnelWarningPage, header: "ngrok-error-code", has: "ERR_NGROK_6024"},
		{code: GatewayErrorOutsideCORS, by: "The tunnel is not running.", header: "ngrok-error-code", has: "ERR_NGROK_3200"},
		{code: GatewayErrorOutsideCORS, by: "The tunnel runs, and nothing listens at the port that it leads to.", header: "ngrok-error-code", has: "ERR_NGROK_8012"},

		{code: HTTPAtHTTPSPort, status: 400, body: "plain HTTP request was sent to HTTPS port"},
		{code: HTTPAtHTTPSPort, status: 400, body: "Client sent an HTTP request to an HTTPS server"},
		{code: HTTPAtHTTPSPort, status: 400, body: "speaking plain HTTP to an SSL-enabled server port"},
		{code: HTTPAtHTTPSPort, status: 400, body: "combination of host and port requires TLS"},

		{code: BucketWithoutCORS, body: "CORS is not enabled for this bucket"},
		{code: BucketRefusesRequest, body: "This CORS request is not allowed"},
		{code: BucketRefusesRequest, body: "CorsPreflightFailure"},

		{code: MiddlewareRefusesOrigin, status: 400, body: "Disallowed CORS origin"},
		{code: MiddlewareRefusesMethod, status: 400, body: "Disallowed CORS method"},
		{code: MiddlewareRefusesHeaders, status: 400, body: "Disallowed CORS headers"},
		{code: MiddlewareRefusesOrigin, body: "Not allowed by CORS"},
		{code: MiddlewareRefusesMethod, header: "X-Rack-CORS", has: "deny-method"},
		{code: MiddlewareRefusesHeaders, header: "X-Rack-CORS", has: "deny-header"},
		{code: MiddlewareRefusesOrigin, header: "X-Rack-CORS", has: "no-path"},
		{code: MiddlewareRefusesOrigin, header: "X-Rack-CORS", has: "no-origin"},
		{code: MiddlewareRefusesRequest, status: 403, body: "Invalid CORS request"},
		{code: MiddlewareRefusesRequest, status: 400, body: "Invalid Preflight Request"},

		{code: HostCheckOutsideCORS, body: "Invalid Host header"},
		{code: HostCheckOutsideCORS, body: "Blocked hosts:"},
		{code: HostCheckOutsideCORS, body: "Blocked host:"},
		{code: HostCheckOutsideCORS, body: "Blocked request. This host"},
		{code: HostCheckOutsideCORS, body: "You may need to add"},
		{code: CSRFCheckOutsideCORS, body: "CSRF verification failed"},
		{code: CSRFCheckOutsideCORS, body: "Origin checking failed"},
		{code: CSRFCheckOutsideCORS, body: "CSRF token mismatch"},
		{code: CSRFCheckOutsideCORS, body: "Cross-site POST form submissions are forbidden"},
		{code: CSRFCheckOutsideCORS, status: 422, body: "InvalidAuthenticityToken"},
	}
}

// recognize finds out who made an answer, where it says so itself.
func (scene *scene) recognize() Code {
	if code := scene.recognizeAPIGateway(); code != "" {
		return code
	}
	answer := scene.answer()
	for _, known := range signatures() {
		if !known.fits(answer) {
			continue
		}
		scene.showSignature(known)
		scene.setPreflightWords()
		if known.code == HTTPAtHTTPSPort {
			scene.set("target", shownURL(withScheme(scene.url(), "https")))
		}
		if known.code == GatewayErrorOutsideCORS && scene.isPreflight() {
			return PreflightGatewayError
		}
		return known.code
	}
	return ""
}

// fits reports whether the answer has all that the signature asks for.
func (known signature) fits(answer *fetchspec.HTTPResponse) bool {
	if known.status != 0 && known.status != answer.Status {
		return false
	}
	if known.body != "" && !bytes.Contains(answer.Body.Bytes, []byte(known.body)) {
		return false
	}
	if known.header == "" {
		return true
	}
	value, present := answer.HeaderList.Get(known.header)
	return present && strings.Contains(strings.ToLower(value), strings.ToLower(known.has))
}

// showSignature quotes what gave the answer's maker away.
func (scene *scene) showSignature(known signature) {
	reason := known.by
	if known.header != "" {
		value, _ := scene.header(known.header)
		scene.set("value", shownValue(value))
		scene.showHeader(known.header, "")
		if reason == "" {
			reason = "it says " + known.header + ": " + shownValue(value)
		}
	}
	if known.body != "" {
		scene.showBody("")
		if reason == "" {
			reason = "it says “" + quotedFrom(bodyExcerpt(scene.answer()), known.body) + "”"
		}
	}
	scene.set("reason", reason)
}

// quotedFrom is the sentence of a body that a signature was found in.
func quotedFrom(body, found string) string {
	at := strings.Index(body, found)
	if at < 0 {
		return found
	}
	sentence := body[at:]
	for _, end := range [...]string{"<", ". "} {
		if stop := strings.Index(sentence[len(found):], end); stop >= 0 {
			sentence = sentence[:len(found)+stop]
		}
	}
	return shownValue(strings.TrimRight(sentence, ". "))
}

// setPreflightWords gives the words for what a preflight asks about.
func (scene *scene) setPreflightWords() {
	scene.set("names", "none")
	if names := scene.askedNames(); len(names) > 0 {
		scene.set("names", joinNames(scene.asWritten(names)))
	}
}

// recognizeAPIGateway reads the errors that Amazon API Gateway makes itself.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
func (scene *scene) recognizeAPIGateway() Code {
	kind, present := scene.header("x-amzn-errortype")
	lacksRoute := bytes.Contains(scene.answer().Body.Bytes, []byte("Missing Authentication Token"))
	if !present && !lacksRoute || scene.answer().Status < 400 {
		return ""
	}
	kind, _, _ = strings.Cut(kind, ":")
	if kind == "" {
		kind = "Missing Authentication Token"
	}
	scene.set("reason", shownValue(kind))
	scene.showHeader("x-amzn-errortype", "")
	scene.showBody("")
	switch {
	case !scene.isPreflight():
		return APIGatewayErrorOutsideCORS
	case lacksRoute:
		return APIGatewayLacksOptions
	}
	return APIGatewayAuthorizesPreflight
}
