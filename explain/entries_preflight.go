package explain

// Why a preflight got no usable answer: not the CORS headers, but who
// answered.
const (
	PreflightRedirectedToHTTPS    Code = "preflight-redirected-to-https"
	PreflightRedirectedSlash      Code = "preflight-redirected-slash"
	PreflightRedirectedHost       Code = "preflight-redirected-host"
	PreflightRedirectedToLogin    Code = "preflight-redirected-to-login"
	PreflightRedirected           Code = "preflight-redirected"
	PreflightUnauthorized         Code = "preflight-unauthorized"
	PreflightForbidden            Code = "preflight-forbidden"
	PreflightNotRouted            Code = "preflight-not-routed"
	PreflightRateLimited          Code = "preflight-rate-limited"
	PreflightServerError          Code = "preflight-server-error"
	PreflightGatewayError         Code = "preflight-gateway-error"
	PreflightStatusNotOK          Code = "preflight-status-not-ok"
	APIGatewayLacksOptions        Code = "api-gateway-lacks-options"
	APIGatewayAuthorizesPreflight Code = "api-gateway-authorizes-preflight"
)

var preflightEntries = []Entry{
	{
		Code: PreflightRedirectedToHTTPS, Kind: KindBlocker,
		Title:   "The preflight is redirected from http to https",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} redirects the preflight to https, and browsers follow no redirect of a preflight.",
		Fix:     "Call {target}.",
	},
	{
		Code: PreflightRedirectedSlash, Kind: KindBlocker,
		Title:   "The preflight is redirected over a slash",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} redirects the preflight from {url} to {target}, and browsers follow no redirect of a preflight.",
		Detail:  "The two differ only in slashes or letter case: many frameworks correct them before any CORS code runs.",
		Fix:     "Call {target}, written exactly so.",
	},
	{
		Code: PreflightRedirectedHost, Kind: KindBlocker,
		Title:   "The preflight is redirected to another host",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} redirects the preflight to the same path at {targethost}, and browsers follow no redirect of a preflight.",
		Fix:     "Call {target}.",
	},
	{
		Code: PreflightRedirectedToLogin, Kind: KindBlocker,
		Title:   "The preflight is redirected to a login page",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "Something in front of {server} redirects the preflight to a login page at {target}; a preflight has no cookies, so it can never be logged in.",
		Detail:  "An authenticating proxy does this when it treats OPTIONS like any other request.",
		Fix:     "Let the authenticating layer pass OPTIONS requests that have Access-Control-Request-Method, and answer them with 204{below}.",
		Cost:    "The layer lets preflights in without a login. They have no body and no cookies.",
	},
	{
		Code: PreflightRedirected, Kind: KindBlocker,
		Title:   "The preflight is redirected",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} redirects the preflight to {target}, and browsers follow no redirect of a preflight.",
		Fix:     "Call {target}, or answer the preflight without a redirect.",
	},
	{
		Code: PreflightUnauthorized, Kind: KindBlocker,
		Title:   "The preflight is asked to log in",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} answered the preflight with {status}: it asks for a login, but a preflight never has cookies or an Authorization header.",
		Detail:  "Authentication runs before CORS there. The request itself may well be authorized; it was never sent. {reason}",
		Fix:     "Let CORS answer OPTIONS before authentication runs, with 204{below}.",
	},
	{
		Code: PreflightForbidden, Kind: KindBlocker,
		Title:   "The preflight is refused with 403",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} answered the preflight with {status}.",
		Detail:  "Either a rule refuses OPTIONS (authentication, firewall, CSRF check), or the CORS code refuses this origin, method or header and does not say so. {reason}",
		Fix:     "Allow {sent} in the server's CORS settings, and let OPTIONS through to them, to be answered with 204{below}.",
	},
	{
		Code: PreflightNotRouted, Kind: KindBlocker,
		Title:   "Nothing answers OPTIONS at this path",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} answered the preflight with {status}: it has no handler for OPTIONS at this path.",
		Detail:  "The CORS code is missing on this route, or it stands behind the router, which knows no OPTIONS here.",
		Fix:     "Put the CORS code in front of the router, so that it answers OPTIONS with 204{below}.",
	},
	{
		Code: PreflightRateLimited, Kind: KindBlocker,
		Title:   "The preflight is refused by a rate limit",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} answered the preflight with {status}: a rate limit counts preflights too.",
		Fix:     "Leave OPTIONS out of the limit, and answer it with 204{below}. Access-Control-Max-Age makes preflights rarer.",
	},
	{
		Code: PreflightServerError, Kind: KindBlocker,
		Title:   "The server fails on the preflight",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} failed on the preflight, with {status}.",
		Detail:  "Its code probably treats OPTIONS like the request itself, and misses the body or the login.",
		Fix:     "Look up the error in the server's log. OPTIONS has to be answered with 204{below}, before any other code runs.",
	},
	{
		Code: PreflightGatewayError, Kind: KindBlocker,
		Title:   "A gateway answered the preflight with an error",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "A gateway in front of {server} answered the preflight with {status}: it got no answer from the application.",
		Detail:  "This is not CORS. The application is down, too slow, or at another address.",
		Fix:     "Start the application behind the gateway, or correct its address there. Then OPTIONS has to be answered with 204{below}.",
	},
	{
		Code: PreflightStatusNotOK, Kind: KindBlocker,
		Title:   "The preflight's status is not 2xx",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} answered the preflight with {status}, and only 200 to 299 will do.",
		Detail:  "The headers alone are not enough: the status counts as well.",
		Fix:     "Answer the preflight with 204.",
	},
	{
		Code: APIGatewayLacksOptions, Kind: KindBlocker,
		Title:   "API Gateway has no OPTIONS method here",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS-preflight fetch, step 8",
		Summary: `Amazon API Gateway at {server} answered the preflight with {status} and "Missing Authentication Token": it has no OPTIONS method at this path.`,
		Detail:  "Despite its words this is no matter of tokens. The message stands for any method and path that is not deployed.",
		Fix:     "Add OPTIONS to the resource (Enable CORS), then deploy the stage again. It has to answer with 204{below}.",
	},
	{
		Code: APIGatewayAuthorizesPreflight, Kind: KindBlocker,
		Title:   "API Gateway's authorizer refuses the preflight",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS-preflight fetch, step 8",
		Summary: "The authorizer of Amazon API Gateway at {server} refused the preflight with {status} ({reason}); a preflight never has a token.",
		Fix:     "Take the authorizer off OPTIONS (in SAM: AddDefaultAuthorizerToCorsPreflight: false), and deploy again. OPTIONS has to be answered with 204{below}.",
	},
}
