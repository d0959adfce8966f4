package audit

// A Code names a finding in words that say the server's mistake. Codes are
// stable.
type Code string

// The codes. None of them is also one of explain's.
const (
	TrustsAnyOrigin         Code = "trusts-any-origin"
	TrustsNullOrigin        Code = "trusts-null-origin"
	TrustsOriginSubstring   Code = "trusts-origin-substring"
	TrustsOriginPrefix      Code = "trusts-origin-prefix"
	TrustsOriginSuffix      Code = "trusts-origin-suffix"
	TrustsUnescapedDot      Code = "trusts-unescaped-dot"
	TrustsTruncatedOrigin   Code = "trusts-truncated-origin"
	TrustsSpecialCharacters Code = "trusts-special-characters"
	TrustsPublicSuffix      Code = "trusts-public-suffix"
	TrustsSharedHosting     Code = "trusts-shared-hosting"
	TrustsPlainHTTP         Code = "trusts-plain-http"
	TrustsAnySubdomain      Code = "trusts-any-subdomain"
	TrustsLocalPages        Code = "trusts-local-pages"
	TrustsAnyPort           Code = "trusts-any-port"

	PreflightOpenToAnyOrigin   Code = "preflight-open-to-any-origin"
	PrivateServerOpenToAnyPage Code = "private-server-open-to-any-page"
	AnswersLackVaryOrigin      Code = "answers-lack-vary-origin"
	WildcardBehindLogin        Code = "wildcard-behind-login"
	PreflightDisagrees         Code = "preflight-disagrees-with-response"
	ErrorsNotReadable          Code = "errors-not-readable"
	AllowOriginNeverMatches    Code = "allow-origin-never-matches"
	AllowCredentialsNotTrue    Code = "allow-credentials-not-exactly-true"
	ListNotParsable            Code = "list-not-parsable"
	ReflectsInsteadOfWildcard  Code = "reflects-instead-of-wildcard"
	CredentialsBesideWildcard  Code = "credentials-beside-wildcard"
	WildcardWithoutEffect      Code = "wildcard-without-effect"
	AllowsAnyMethod            Code = "allows-any-method"
	AllowsAnyHeader            Code = "allows-any-header"
	ListsForbiddenMethod       Code = "lists-forbidden-method"
	ListsUnsupportedMethod     Code = "lists-unsupported-method"
	MaxAgeBeyondAnyBrowser     Code = "max-age-beyond-any-browser"
)

// An Entry is what is known about a code, whatever the server.
type Entry struct {
	Code  Code
	Title string // a few words, as a heading
	// Worst is the gravest that a finding with this code can be.
	Worst  Severity
	Attack string // what someone else could do
	Fix    string // what to change; {trusted} stands for the trusted origin
	// References are addresses to read on.
	References []string
}

// Where the mistakes were first described, and where the rules stand.
const (
	referenceKettle  = "https://portswigger.net/research/exploiting-cors-misconfigurations-for-bitcoins-and-bounties"
	referenceChen    = "https://www.usenix.org/conference/usenixsecurity18/presentation/chen-jianjun"
	referenceLeo     = "https://www.corben.io/advanced-cors-techniques/"
	referenceOWASP   = "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/11-Client-side_Testing/07-Testing_Cross_Origin_Resource_Sharing"
	referenceCWE942  = "https://cwe.mitre.org/data/definitions/942.html"
	referenceCWE346  = "https://cwe.mitre.org/data/definitions/346.html"
	referenceCheck   = "https://fetch.spec.whatwg.org/#concept-cors-check"
	referenceFetch   = "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"
	referenceHeaders = "https://fetch.spec.whatwg.org/#http-new-header-syntax"
	referenceCaches  = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches"
	referenceHost    = "https://url.spec.whatwg.org/#forbidden-domain-code-point"
	referenceSuffix  = "https://publicsuffix.org/"
	referenceLocal   = "https://wicg.github.io/local-network-access/"
	referenceMethods = "https://fetch.spec.whatwg.org/#forbidden-method"
)

const (
	attackReads = "Whoever gets a logged-in visitor to open a page of theirs can send requests from it with the visitor's credentials and read the answers: personal data, and tokens that let them act for the visitor."
	fixCompare  = "Compare the whole Origin, byte for byte, with a list of trusted ones ({trusted}), and send it back only if it is on the list. Where a pattern is unavoidable, anchor it at both ends, escape its dots, and name the scheme."
)

// Codes are all codes with what is known about them, what belongs together
// side by side.
func Codes() []Entry {
	return append(trustEntries(), protocolEntries()...)
}

// Lookup returns the entry of a code; found is false if there is no such code.
func Lookup(code Code) (entry Entry, found bool) {
	for _, entry := range Codes() {
		if entry.Code == code {
			return entry, true
		}
	}
	return Entry{}, false
}

func trustEntries() []Entry {
	return []Entry{
		{
			Code: TrustsAnyOrigin, Title: "Any origin is let in, with credentials", Worst: SeverityHigh,
			Attack:     attackReads,
			Fix:        "Do not send back whatever Origin comes. Compare it with a list of trusted origins, and send it back only if it is on the list; or, if the answers are for everyone, send Access-Control-Allow-Origin: * and no Access-Control-Allow-Credentials.",
			References: []string{referenceKettle, referenceOWASP, referenceCWE942, referenceCheck},
		},
		{
			Code: TrustsNullOrigin, Title: "The origin null is let in", Worst: SeverityHigh,
			Attack:     "Any page can put a sandboxed frame on itself, and that frame's origin is null: trusting null is trusting every page in the world. " + attackReads,
			Fix:        "Take null off the list. A page that needs access has to come from an address of its own ({trusted}), not from a file or a sandboxed frame.",
			References: []string{referenceKettle, referenceChen, referenceCWE942, "https://w3c.github.io/webappsec-cors-for-developers/#avoid-returning-access-control-allow-origin-null"},
		},
		{
			Code: TrustsOriginSubstring, Title: "Any host that holds the trusted one is let in", Worst: SeverityHigh,
			Attack:     "Anyone can give a host of their own domain such a name, and put a page there. " + attackReads,
			Fix:        fixCompare,
			References: []string{referenceKettle, referenceChen, referenceCWE346, referenceCWE942},
		},
		{
			Code: TrustsOriginPrefix, Title: "Any host that begins like the trusted one is let in", Worst: SeverityHigh,
			Attack:     "Anyone can give a host of their own domain such a name, and put a page there. " + attackReads,
			Fix:        fixCompare,
			References: []string{referenceKettle, referenceChen, referenceCWE346, referenceCWE942},
		},
		{
			Code: TrustsOriginSuffix, Title: "Any host that ends like the trusted one is let in", Worst: SeverityHigh,
			Attack:     "Anyone can register a domain that ends so, and put a page there. " + attackReads,
			Fix:        fixCompare,
			References: []string{referenceKettle, referenceChen, referenceCWE346, referenceCWE942},
		},
		{
			Code: TrustsUnescapedDot, Title: "A dot in the pattern stands for any character", Worst: SeverityHigh,
			Attack:     "Anyone can register a domain that has another character where the trusted one has a dot, and put a page there. " + attackReads,
			Fix:        fixCompare,
			References: []string{referenceChen, referenceCWE942, "https://cwe.mitre.org/data/definitions/1389.html"},
		},
		{
			Code: TrustsTruncatedOrigin, Title: "A part of the trusted origin is let in", Worst: SeverityHigh,
			Attack:     "Anyone can register the domain that the shortened name is, and put a page there. " + attackReads,
			Fix:        "Compare the Origin for equality. What searches the trusted text for it (indexOf, includes, LIKE) also finds each part of that text. Trusted here: {trusted}.",
			References: []string{referenceChen, referenceCWE346, referenceCWE942},
		},
		{
			Code: TrustsSpecialCharacters, Title: "A special character ends the comparison early", Worst: SeverityHigh,
			Attack:     "Browsers load pages from hosts with such characters in their names, which a wildcard in someone's own DNS zone is enough for. " + attackReads,
			Fix:        fixCompare,
			References: []string{referenceLeo, referenceHost, referenceCWE942},
		},
		{
			Code: TrustsPublicSuffix, Title: "Every domain under a public suffix is let in", Worst: SeverityHigh,
			Attack:     "Anyone can register a domain under that suffix, and put a page there. " + attackReads,
			Fix:        fixCompare,
			References: []string{referenceSuffix, referenceKettle, referenceCWE942},
		},
		{
			Code: TrustsSharedHosting, Title: "Other accounts of a hosting service are let in", Worst: SeverityHigh,
			Attack:     "Anyone can open an account with that service, mostly for nothing, and put a page there. " + attackReads,
			Fix:        "Name the exact host of your own pages there ({trusted}); for previews whose names change, use a domain of your own that nobody else can publish under.",
			References: []string{referenceSuffix, referenceChen, referenceCWE942},
		},
		{
			Code: TrustsPlainHTTP, Title: "A page without TLS is let in", Worst: SeverityMedium,
			Attack:     "Whoever is on the visitor's way to that page (a wireless network, say) can change it, and with it read what the https server answers: TLS no longer protects it.",
			Fix:        "Serve the page over https, and let in only that origin. Strict-Transport-Security with preload keeps browsers that know it from the http page.",
			References: []string{referenceKettle, referenceChen, referenceCWE942},
		},
		{
			Code: TrustsAnySubdomain, Title: "Every subdomain is let in", Worst: SeverityMedium,
			Attack:     "One subdomain that runs someone else's script is enough: a forgotten one whose host can be taken over, one with a cross-site scripting hole, one that customers publish under. It is the same site, so all of the visitor's cookies go along.",
			Fix:        "Name the subdomains that need access ({trusted}).",
			References: []string{referenceKettle, referenceChen, referenceCWE942},
		},
		{
			Code: TrustsLocalPages, Title: "Pages on the visitor's own machine or network are let in", Worst: SeverityMedium,
			Attack:     "Any program or development server on the visitor's machine can serve such a page, and whoever runs the network that the visitor joins decides what answers at private addresses there.",
			Fix:        "Let in local pages only on servers that are for development, by a setting that production does not have.",
			References: []string{referenceChen, referenceLocal, referenceCWE942},
		},
		{
			Code: TrustsAnyPort, Title: "Every port of the trusted host is let in", Worst: SeverityLow,
			Attack:     "Another service on the same host, with weaker protection or run by others, is trusted like the page itself. It is the same site, so all of the visitor's cookies go along.",
			Fix:        "Compare the whole Origin, port included: {trusted}.",
			References: []string{referenceCWE346, referenceCWE942},
		},
	}
}

func protocolEntries() []Entry {
	return []Entry{
		{
			Code: PreflightOpenToAnyOrigin, Title: "Preflights let any origin announce requests", Worst: SeverityMedium,
			Attack:     "A page of anyone's cannot read the answers, but the browser sends what the preflight allowed: requests that change something, with methods and headers that were thought to be out of reach for other pages. Protection against forged requests that counts on preflights is gone.",
			Fix:        "Answer preflights by the same list of origins as the requests themselves, and without CORS headers for all others.",
			References: []string{referenceFetch, referenceCWE942, "https://cwe.mitre.org/data/definitions/352.html"},
		},
		{
			Code: PrivateServerOpenToAnyPage, Title: "A server of a private network is open to any page", Worst: SeverityMedium,
			Attack:     "Any page that someone in this network opens can read what the server answers without a login, and send it elsewhere: the network's edge no longer protects it.",
			Fix:        "Let in only the origins of the pages that need access ({trusted}), or ask for a login.",
			References: []string{referenceLocal, referenceKettle, referenceCWE942},
		},
		{
			Code: AnswersLackVaryOrigin, Title: "Caches can mix up the answers to different origins", Worst: SeverityMedium,
			Attack:     "A request from one origin, of whoever likes, fills the cache with an answer that is then given to pages of other origins: they are locked out for as long as it is kept.",
			Fix:        "Send Vary: Origin with every answer of such an address, also with those to requests without an Origin, and make the cache heed it.",
			References: []string{referenceCaches, referenceKettle, "https://www.rfc-editor.org/rfc/rfc9111#section-4.1"},
		},
		{
			Code: WildcardBehindLogin, Title: "Every page is let in where a login is needed", Worst: SeverityLow,
			Attack:     "None by itself: browsers send no cookies to such an answer, or do not let it be read. But pages cannot use the login either, and what is added for that in a hurry is often the reflection of any origin.",
			Fix:        "Name the origins whose pages use the login ({trusted}), with Access-Control-Allow-Credentials: true and Vary: Origin; or send no CORS headers if no page does.",
			References: []string{referenceCheck, referenceOWASP},
		},
		{
			Code: PreflightDisagrees, Title: "Preflight and answer do not agree", Worst: SeverityLow,
			Attack:     "None by itself. Pages send requests whose answers they cannot read, or the other way round.",
			Fix:        "Let one layer decide about CORS, for preflights and requests alike.",
			References: []string{referenceFetch, referenceCheck},
		},
		{
			Code: ErrorsNotReadable, Title: "Errors come without CORS headers", Worst: SeverityLow,
			Attack:     "None. Pages see a failed request instead of the error, and people look for the cause in CORS.",
			Fix:        "Add the CORS headers in the outermost layer, to answers with every status (nginx: always; Express: before the routes and the error handler).",
			References: []string{referenceCheck},
		},
		{
			Code: AllowOriginNeverMatches, Title: "Access-Control-Allow-Origin has a value that no browser takes", Worst: SeverityLow,
			Attack:     "None: no page can read such an answer.",
			Fix:        "Send one origin, as scheme, host and port without a slash at the end ({trusted}), or * alone. For several origins send back the one that asked.",
			References: []string{referenceCheck, referenceHeaders},
		},
		{
			Code: AllowCredentialsNotTrue, Title: "Access-Control-Allow-Credentials has a value that does nothing", Worst: SeverityInfo,
			Attack:     "None: browsers take only true, in lower case.",
			Fix:        "Send Access-Control-Allow-Credentials: true, or leave it out.",
			References: []string{referenceCheck, referenceHeaders},
		},
		{
			Code: ListNotParsable, Title: "A CORS header has a value that no browser can read", Worst: SeverityLow,
			Attack:     "None: the header counts as a failure or as absent, and pages are locked out.",
			Fix:        "Send names separated by commas, without quotation marks and other signs; Access-Control-Max-Age has a number of seconds.",
			References: []string{referenceHeaders, "https://fetch.spec.whatwg.org/#extract-header-list-values"},
		},
		{
			Code: ReflectsInsteadOfWildcard, Title: "Any origin is let in by name, without credentials", Worst: SeverityInfo,
			Attack:     "None beyond what * allows. But the day someone adds Access-Control-Allow-Credentials: true, every page in the world is trusted.",
			Fix:        "Send Access-Control-Allow-Origin: *, which says the same, needs no Vary, and cannot be combined with credentials.",
			References: []string{referenceCheck, referenceCaches},
		},
		{
			Code: CredentialsBesideWildcard, Title: "Credentials are allowed beside *", Worst: SeverityInfo,
			Attack:     "None: browsers refuse * for a request with credentials.",
			Fix:        "Leave out Access-Control-Allow-Credentials; or, if pages use the login, name their origins instead of *.",
			References: []string{referenceCheck, referenceHeaders},
		},
		{
			Code: WildcardWithoutEffect, Title: "A * that is only a name", Worst: SeverityInfo,
			Attack:     "None: for a request with credentials * is a method or header called *.",
			Fix:        "Write out the names.",
			References: []string{referenceHeaders, referenceFetch},
		},
		{
			Code: AllowsAnyMethod, Title: "Every method is allowed", Worst: SeverityInfo,
			Attack:     "None by itself: the origins that are let in may send every method, also ones that nobody thought of.",
			Fix:        "List the methods that pages use, as Access-Control-Allow-Methods: GET, POST, PUT, DELETE.",
			References: []string{referenceFetch},
		},
		{
			Code: AllowsAnyHeader, Title: "Every request header is allowed", Worst: SeverityInfo,
			Attack:     "None by itself: the origins that are let in may send every header, also ones that proxies and frameworks take orders from.",
			Fix:        "List the headers that pages send, as Access-Control-Allow-Headers: authorization, content-type.",
			References: []string{referenceFetch},
		},
		{
			Code: ListsForbiddenMethod, Title: "A method is allowed that no page can send", Worst: SeverityInfo,
			Attack:     "None: browsers refuse CONNECT, TRACE and TRACK before any preflight.",
			Fix:        "Take it off the list.",
			References: []string{referenceMethods},
		},
		{
			Code: ListsUnsupportedMethod, Title: "A method is allowed that the server does not have", Worst: SeverityInfo,
			Attack:     "None by itself: the list is longer than what is used.",
			Fix:        "List only methods that the address answers.",
			References: []string{referenceFetch, "https://www.rfc-editor.org/rfc/rfc9110#field.allow"},
		},
		{
			Code: MaxAgeBeyondAnyBrowser, Title: "Preflights are to be kept for longer than any browser does", Worst: SeverityInfo,
			Attack:     "None: Safari keeps them for 10 minutes at most, Chrome for 2 hours, Firefox for a day.",
			Fix:        "Send Access-Control-Max-Age: 7200, or up to 86400 for Firefox.",
			References: []string{referenceFetch},
		},
	}
}
