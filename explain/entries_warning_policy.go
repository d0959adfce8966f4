package explain

// What is risky or useless in the server's policy, though it works now.
const (
	OriginReflectedWithCredentials       Code = "origin-reflected-with-credentials"
	NullOriginAllowed                    Code = "null-origin-allowed"
	InsecureOriginWithCredentials        Code = "insecure-origin-with-credentials"
	MissingVaryOrigin                    Code = "missing-vary-origin"
	AuthorizationWildcardEnginesDiffer   Code = "authorization-wildcard-engines-differ"
	EnginesDiffer                        Code = "engines-differ"
	PreflightNotCacheable                Code = "preflight-not-cacheable"
	MaxAgeInvalid                        Code = "max-age-invalid"
	MaxAgeAboveCap                       Code = "max-age-above-cap"
	PreflightFromCache                   Code = "preflight-from-cache"
	HeadersNotExposed                    Code = "headers-not-exposed"
	ExposeHeadersWildcardWithCredentials Code = "expose-headers-wildcard-with-credentials"
	ExposeHeadersUnparsable              Code = "expose-headers-unparsable"
	ExposeHeadersOnPreflight             Code = "expose-headers-on-preflight"
	UnknownCORSHeader                    Code = "unknown-cors-header"
	AllowCredentialsWithWildcard         Code = "allow-credentials-with-wildcard"
	AllowMethodsSafelistedOnly           Code = "allow-methods-safelisted-only"
	AllowHeadersUseless                  Code = "allow-headers-useless"
	CORSHeaderRepeated                   Code = "cors-header-repeated"
	PreflightHeadersOnResponse           Code = "preflight-headers-on-response"
)

var policyWarningEntries = []Entry{
	{
		Code: OriginReflectedWithCredentials, Kind: KindWarning,
		Title:   "Any origin is allowed, with credentials",
		Steps:   "CORS check, step 7",
		Summary: "The server at {server} allowed {value}, an origin that cannot exist, together with credentials: any page in the world can read what it shows to this visitor.",
		Fix:     "Compare the request's Origin with a list of trusted origins before sending it back.",
	},
	{
		Code: NullOriginAllowed, Kind: KindWarning,
		Title:   "Access-Control-Allow-Origin: null",
		Steps:   "CORS check, step 5; CORS check, step 7",
		Summary: "The server at {server} allows the origin null, which every sandboxed page in the world can have.",
		Fix:     "Serve the page from an address of its own, allow that, and remove null.",
	},
	{
		Code: InsecureOriginWithCredentials, Kind: KindWarning,
		Title:   "A plain http page may use credentials",
		Steps:   "CORS check, step 7",
		Summary: "The server at {server} lets {sent} read answers with credentials over https, but that page comes over plain http, where anyone on the way can change it.",
		Fix:     "Serve the page over https, and allow only its https origin.",
	},
	{
		Code: MissingVaryOrigin, Kind: KindWarning,
		Title:   "Vary: Origin is missing",
		Steps:   "CORS check, step 5; CORS check, step 7",
		Summary: "The server at {server} allows {value} by name but sent no Vary: Origin, so a cache can give this copy to a page of another origin.",
		Fix:     "Send Vary: Origin on every answer of this address, also on those to requests without Origin.",
	},
	{
		Code: AuthorizationWildcardEnginesDiffer, Kind: KindWarning,
		Title:   "Authorization under *: browsers will differ",
		Steps:   "CORS-preflight fetch, step 7.6",
		Summary: "The server at {server} allows headers with *, which by the Standard does not cover Authorization; browsers let it pass for now, and Firefox warns.",
		Fix:     "Name it beside the star: Access-Control-Allow-Headers: {list}",
	},
	{
		Code: EnginesDiffer, Kind: KindWarning,
		Title:   "Browsers differ here",
		Steps:   "CORS check, step 4",
		Summary: "Browsers do not agree on this request: {reason}.",
		Fix:     "Follow the Standard, and test in each browser that matters.",
	},
	{
		Code: PreflightNotCacheable, Kind: KindWarning,
		Title:   "Every call is asked for anew",
		Steps:   "CORS-preflight fetch, step 7.9",
		Summary: "{reason}, so browsers send a preflight again before nearly every request to {server}.",
		Fix:     "Add to the preflight answer Access-Control-Max-Age: 7200",
		Cost:    "A change of the policy takes that long to reach browsers that have asked before.",
	},
	{
		Code: MaxAgeInvalid, Kind: KindWarning,
		Title:   "Access-Control-Max-Age is not a number of seconds",
		Steps:   "CORS-preflight fetch, step 7.9",
		Summary: "The server at {server} sent Access-Control-Max-Age: {value}, which is not a number of seconds: browsers keep the answer for 5 seconds, or not at all.",
		Fix:     "Send digits only, such as Access-Control-Max-Age: 7200",
	},
	{
		Code: MaxAgeAboveCap, Kind: KindWarning,
		Title:   "Access-Control-Max-Age beyond what browsers keep",
		Steps:   "CORS-preflight fetch, step 7.10",
		Summary: "The server at {server} lets the preflight be kept for {value} seconds, and browsers keep it for less: Safari 600, Chrome 7200, Firefox 86400.",
		Fix:     "Nothing has to change. Do not count on more than these limits.",
	},
	{
		Code: PreflightFromCache, Kind: KindWarning,
		Title:   "The browser did not ask again",
		Steps:   "HTTP fetch, step 4.1",
		Summary: "The browser used an earlier preflight's answer for {url}, so what {server} would answer now was not seen.",
		Fix:     "After a change of the policy, wait until Access-Control-Max-Age is over, or disable the cache in the developer tools.",
	},
	{
		Code: HeadersNotExposed, Kind: KindWarning,
		Title:   "Headers that the page cannot read",
		Steps:   "main fetch, step 14.1",
		Summary: "The page cannot read {names} in the answer from {server}: Access-Control-Expose-Headers names {value}.",
		Detail:  "The developer tools show such headers, scripts do not see them.",
		Fix:     "Add to the answer Access-Control-Expose-Headers: {list}",
	},
	{
		Code: ExposeHeadersWildcardWithCredentials, Kind: KindWarning,
		Title:   "A * does not expose headers to requests with credentials",
		Steps:   "main fetch, step 14.1",
		Summary: "The server at {server} exposes all headers with *, but the request is made with credentials, and then * is only a header called *.",
		Fix:     "Name the headers: Access-Control-Expose-Headers: {list}",
	},
	{
		Code: ExposeHeadersUnparsable, Kind: KindWarning,
		Title:   "Access-Control-Expose-Headers is not a list of names",
		Steps:   "main fetch, step 14.1",
		Summary: "The server at {server} sent Access-Control-Expose-Headers: {value}, which is not a list of header names, so it exposes nothing.",
		Fix:     "Send names with commas between: Access-Control-Expose-Headers: {list}",
	},
	{
		Code: ExposeHeadersOnPreflight, Kind: KindWarning,
		Title:   "Access-Control-Expose-Headers on the preflight only",
		Steps:   "main fetch, step 14.1",
		Summary: "The server at {server} sent Access-Control-Expose-Headers with the preflight's answer, where it does nothing, and not with the response.",
		Fix:     "Send it with the response: Access-Control-Expose-Headers: {value}",
	},
	{
		Code: UnknownCORSHeader, Kind: KindWarning,
		Title:   "A header that no browser knows",
		Steps:   "CORS-preflight fetch, step 7.1",
		Summary: "The server at {server} sent {value}, which no browser knows; perhaps {header} is meant.",
		Fix:     "Send {header}, or remove it.",
	},
	{
		Code: AllowCredentialsWithWildcard, Kind: KindWarning,
		Title:   "Credentials allowed beside a *",
		Steps:   "CORS check, step 3",
		Summary: "The server at {server} sent Access-Control-Allow-Credentials: true beside a *, which never allows credentials: it works only as long as the page sends none.",
		Fix:     "Remove Access-Control-Allow-Credentials, or name the origin instead of *.",
	},
	{
		Code: AllowMethodsSafelistedOnly, Kind: KindWarning,
		Title:   "The list of methods has no effect",
		Steps:   "CORS-preflight fetch, step 7.5",
		Summary: "The server at {server} lists {value} in Access-Control-Allow-Methods: methods that are allowed without it.",
		Detail:  "GET, HEAD and POST never need to be listed.",
		Fix:     "Nothing has to change. List other methods once the page uses them.",
	},
	{
		Code: AllowHeadersUseless, Kind: KindWarning,
		Title:   "Names in the list of headers that have no effect",
		Steps:   "CORS-preflight fetch, step 7.7",
		Summary: "The server at {server} names in Access-Control-Allow-Headers what only the browser itself can send: {names}.",
		Fix:     "Remove {names} from the list.",
	},
	{
		Code: CORSHeaderRepeated, Kind: KindWarning,
		Title:   "A CORS header comes twice",
		Steps:   "CORS check, step 1",
		Summary: "The answer from {server} has {header} more than once; two layers seem to add it.",
		Detail:  "It does no harm in this header. In Access-Control-Allow-Origin it blocks everything.",
		Fix:     "Let one layer handle CORS.",
	},
	{
		Code: PreflightHeadersOnResponse, Kind: KindWarning,
		Title:   "Headers that count on preflights only",
		Steps:   "CORS-preflight fetch, step 7.1",
		Summary: "The server at {server} sent {names} with the response, where browsers ignore that: it counts in preflight answers only.",
		Fix:     "Nothing has to change, if the preflight's answer has it too.",
	},
}
