package explain

// Who answered the request in place of the code that adds CORS headers.
const (
	UnauthorizedOutsideCORS     Code = "unauthorized-outside-cors"
	ForbiddenOutsideCORS        Code = "forbidden-outside-cors"
	NotFoundOutsideCORS         Code = "not-found-outside-cors"
	MethodNotAllowedOutsideCORS Code = "method-not-allowed-outside-cors"
	PayloadTooLargeOutsideCORS  Code = "payload-too-large-outside-cors"
	RateLimitOutsideCORS        Code = "rate-limit-outside-cors"
	ServerErrorOutsideCORS      Code = "server-error-outside-cors"
	GatewayErrorOutsideCORS     Code = "gateway-error-outside-cors"
	ErrorOutsideCORS            Code = "error-outside-cors"
	APIGatewayErrorOutsideCORS  Code = "api-gateway-error-outside-cors"
	WAFChallenge                Code = "waf-challenge"
	TunnelWarningPage           Code = "tunnel-warning-page"
	HTTPAtHTTPSPort             Code = "http-at-https-port"
	MiddlewareRefusesOrigin     Code = "middleware-refuses-origin"
	MiddlewareRefusesMethod     Code = "middleware-refuses-method"
	MiddlewareRefusesHeaders    Code = "middleware-refuses-headers"
	MiddlewareRefusesRequest    Code = "middleware-refuses-request"
	BucketRefusesRequest        Code = "bucket-refuses-request"
	BucketWithoutCORS           Code = "bucket-without-cors"
	HostCheckOutsideCORS        Code = "host-check-outside-cors"
	CSRFCheckOutsideCORS        Code = "csrf-check-outside-cors"
)

// outsideFix is how errors get the headers.
const outsideFix = "Let the CORS code also handle errors, so that the page can read the status: it has to wrap everything else."

var outsideEntries = []Entry{
	{
		Code: UnauthorizedOutsideCORS, Kind: KindBlocker,
		Title:   "A 401 without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} answered {exchange} with {status}, and that answer has no CORS headers, so the browser reports CORS where a login is missing.",
		Detail:  "{reason}",
		Fix:     "Send a valid login with the request. " + outsideFix,
	},
	{
		Code: ForbiddenOutsideCORS, Kind: KindBlocker,
		Title:   "A 403 without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} refused {exchange} with {status}, and that answer has no CORS headers.",
		Detail:  "{reason}",
		Fix:     "Find out which rule refuses the request: permissions, a firewall, a CSRF check, or the list of allowed origins. " + outsideFix,
	},
	{
		Code: NotFoundOutsideCORS, Kind: KindBlocker,
		Title:   "A 404 without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} has nothing at {url}: it answered {exchange} with {status}, and that answer has no CORS headers.",
		Detail:  "{reason}",
		Fix:     "Correct the URL, or the route on the server. " + outsideFix,
	},
	{
		Code: MethodNotAllowedOutsideCORS, Kind: KindBlocker,
		Title:   "A 405 without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} does not take {method} at this path: it answered with {status}, and that answer has no CORS headers.",
		Detail:  "{reason}",
		Fix:     "Use a method that the route takes, or add one to the route. " + outsideFix,
	},
	{
		Code: PayloadTooLargeOutsideCORS, Kind: KindBlocker,
		Title:   "A 413 without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The body of {exchange} is too large for {server}, or for a proxy in front: the answer is {status}, without CORS headers.",
		Detail:  "{reason}",
		Fix:     "Send less, or raise the limit. " + outsideFix,
	},
	{
		Code: RateLimitOutsideCORS, Kind: KindBlocker,
		Title:   "A 429 without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "A rate limit of {server} refused {exchange} with {status}, and that answer has no CORS headers.",
		Detail:  "{reason}",
		Fix:     "Wait, and send fewer requests. " + outsideFix,
	},
	{
		Code: ServerErrorOutsideCORS, Kind: KindBlocker,
		Title:   "The server failed, and its error has no CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} failed on {exchange}, with {status}; CORS is only what the browser sees of it, because error answers have no CORS headers there.",
		Detail:  "{reason}",
		Fix:     "Fix the error: the server's log has it. " + outsideFix,
	},
	{
		Code: GatewayErrorOutsideCORS, Kind: KindBlocker,
		Title:   "A gateway's error without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "A gateway in front of {server} answered {exchange} with {status}, without CORS headers: it got no answer from the application.",
		Detail:  "{reason}",
		Fix:     "Look at the application behind the gateway: is it running, and fast enough? Let the gateway add the CORS headers to its own errors.",
	},
	{
		Code: ErrorOutsideCORS, Kind: KindBlocker,
		Title:   "An error without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} answered {exchange} with the error {status}, and that answer has no CORS headers.",
		Detail:  "{reason}",
		Fix:     "Find out why the server answers {status}. " + outsideFix,
	},
	{
		Code: APIGatewayErrorOutsideCORS, Kind: KindBlocker,
		Title:   "API Gateway's own error without CORS headers",
		Steps:   "CORS check, step 2",
		Summary: "Amazon API Gateway at {server} answered {exchange} itself, with {status} ({reason}), and its own errors have no CORS headers.",
		Fix:     "Fix what {reason} says. Add the CORS headers to the gateway responses DEFAULT_4XX and DEFAULT_5XX, and deploy again.",
	},
	{
		Code: WAFChallenge, Kind: KindBlocker,
		Title:   "A bot challenge answered",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS-preflight fetch, step 8",
		Summary: "{reason} in front of {server} answered {exchange} with {status}: a challenge for bots, which no fetch can solve.",
		Detail:  "This may happen to this tool and not to a browser that has solved the challenge before. Preflights carry no cookies, so they are challenged all the same.",
		Fix:     "Add a rule that lets OPTIONS and this API's path pass without a challenge.",
	},
	{
		Code: TunnelWarningPage, Kind: KindBlocker,
		Title:   "A tunnel's warning page answered",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The tunnel at {server} answered {exchange} with its own warning page ({value}), not with the application behind it.",
		Fix:     "Send the header ngrok-skip-browser-warning with any value, or use a paid tunnel. The application has to allow that header.",
	},
	{
		Code: HTTPAtHTTPSPort, Kind: KindBlocker,
		Title:   "Plain http at a port for https",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} speaks https at this port, and {exchange} came over plain http: {reason}.",
		Detail:  "This is not CORS. The answer was made before any application was reached.",
		Fix:     "Call {target}.",
	},
	{
		Code: MiddlewareRefusesOrigin, Kind: KindBlocker,
		Title:   "The server's CORS code refuses this origin",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS-preflight fetch, step 8",
		Summary: "The CORS code of {server} refuses the origin {sent}: {reason}.",
		Fix:     "Add {sent} to the allowed origins, character for character.",
	},
	{
		Code: MiddlewareRefusesMethod, Kind: KindBlocker,
		Title:   "The server's CORS code refuses this method",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The CORS code of {server} refuses the method {method}: {reason}.",
		Fix:     "Add {method} to the allowed methods.",
	},
	{
		Code: MiddlewareRefusesHeaders, Kind: KindBlocker,
		Title:   "The server's CORS code refuses the headers",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The CORS code of {server} refuses the request headers {names}: {reason}.",
		Fix:     "Add {names} to the allowed headers.",
	},
	{
		Code: MiddlewareRefusesRequest, Kind: KindBlocker,
		Title:   "The server's CORS code refuses the request",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS-preflight fetch, step 8",
		Summary: "The CORS code of {server} refused {exchange} with {status}, and does not say whether over the origin, the method or a header: {reason}.",
		Fix:     "Compare its settings with this request: origin {sent}, method {method}, headers {names}.",
	},
	{
		Code: BucketRefusesRequest, Kind: KindBlocker,
		Title:   "No CORS rule of the bucket matches",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The bucket at {server} has CORS rules, and none of them matches this request: {reason}.",
		Detail:  "One rule has to match origin, method and all headers together.",
		Fix:     "Add a rule with AllowedOrigins {sent}, AllowedMethods {method} and AllowedHeaders for {names}.",
	},
	{
		Code: BucketWithoutCORS, Kind: KindBlocker,
		Title:   "The bucket has no CORS rules",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The bucket at {server} has no CORS rules: {reason}.",
		Fix:     "Add a rule with AllowedOrigins {sent}, AllowedMethods {method} and AllowedHeaders for {names}.",
	},
	{
		Code: HostCheckOutsideCORS, Kind: KindBlocker,
		Title:   "The server refuses the host name",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "The server at {server} refused {exchange} with {status}, because it does not serve the host name {host}: {reason}.",
		Fix:     "Add {host} to the server's allowed hosts.",
	},
	{
		Code: CSRFCheckOutsideCORS, Kind: KindBlocker,
		Title:   "A CSRF check refuses the request",
		Steps:   "CORS check, step 2; CORS-preflight fetch, step 8",
		Summary: "A CSRF check of {server} refused {exchange} with {status}: {reason}.",
		Detail:  "It compares the page's origin with a list of its own, apart from the CORS settings.",
		Fix:     "Add {origin} to the origins that the CSRF check trusts, and send its token if it wants one.",
	},
}
