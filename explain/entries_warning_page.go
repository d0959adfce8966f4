package explain

// What the page does that has no effect or no need, and what is wrong besides
// CORS.
const (
	LocalNetworkAccess            Code = "local-network-access"
	ErrorStatusReadable           Code = "error-status-readable"
	HostCheckRefused              Code = "host-check-refused"
	CSRFCheckRefused              Code = "csrf-check-refused"
	SameOriginTakenForCrossOrigin Code = "same-origin-taken-for-cross-origin"
	RedirectedToLoginPage         Code = "redirected-to-login-page"
	ForbiddenHeaderDropped        Code = "forbidden-header-dropped"
	NoCORSHeaderDropped           Code = "no-cors-header-dropped"
	IgnoredHeaderDropped          Code = "ignored-header-dropped"
	ResponseHeaderSent            Code = "response-header-sent"
	CredentialsIncludeNotNeeded   Code = "credentials-include-not-needed"
	OpaqueResponseBlocking        Code = "opaque-response-blocking"
	BodyCutShort                  Code = "body-cut-short"
	BodyStillComing               Code = "body-still-coming"
)

var pageWarningEntries = []Entry{
	{
		Code: LocalNetworkAccess, Kind: KindWarning,
		Title:   "A public page reaches into a private network",
		Steps:   "main fetch, step 7",
		Summary: "The page at {origin} reaches {address}, an address of {reason}: Chrome asks its visitor for permission first, and blocks the request without it.",
		Detail:  "The page has to come over https for that. A frame needs allow=\"local-network-access\" as well.",
		Fix:     "Tell visitors to allow it when Chrome asks, which it does only for pages over https. For a company's devices, allow it by the policy LocalNetworkAccessAllowedForUrls.",
	},
	{
		Code: ErrorStatusReadable, Kind: KindWarning,
		Title:   "The answer is an error, and CORS is not the reason",
		Steps:   "HTTP fetch, step 4.4",
		Summary: "The server at {server} answered {exchange} with {status}; the page can read it, so CORS is not the matter.",
		Fix:     "Read the body, and fix what it says.",
	},
	{
		Code: HostCheckRefused, Kind: KindWarning,
		Title:   "The server refuses the host name",
		Steps:   "HTTP fetch, step 4.4",
		Summary: "The server at {server} refused {exchange} with {status}, because it does not serve the host name {host}: {reason}.",
		Fix:     "Add {host} to the server's allowed hosts.",
	},
	{
		Code: CSRFCheckRefused, Kind: KindWarning,
		Title:   "A CSRF check refuses the request",
		Steps:   "HTTP fetch, step 4.4",
		Summary: "A CSRF check of {server} refused {exchange} with {status}, and CORS is not the matter: {reason}.",
		Fix:     "Add {origin} to the origins that the CSRF check trusts, and send its token if it wants one.",
	},
	{
		Code: SameOriginTakenForCrossOrigin, Kind: KindWarning,
		Title:   "The server takes its own page for a stranger",
		Steps:   "HTTP fetch, step 4.4",
		Summary: "The server at {server} refused a request from its own origin with {status}: {reason}.",
		Detail:  "Behind a proxy that ends TLS it believes its own address to be http, so its own https origin looks foreign.",
		Fix:     "Let the proxy send X-Forwarded-Proto and X-Forwarded-Host, and let the server heed them (in Spring: server.forward-headers-strategy).",
	},
	{
		Code: RedirectedToLoginPage, Kind: KindWarning,
		Title:   "The answer is a login page",
		Steps:   "HTTP-redirect fetch, step 18",
		Summary: "The request was redirected to a login page at {target}, and the page gets that in place of its answer.",
		Fix:     "Answer API requests that lack a session with 401.",
	},
	{
		Code: ForbiddenHeaderDropped, Kind: KindWarning,
		Title:   "A header that scripts may not set",
		Steps:   "validate, step 3",
		Summary: "The page sets {names}, which the browser drops: only the browser itself may set such headers.",
		Fix:     "Remove {names} from the page's code.",
	},
	{
		Code: NoCORSHeaderDropped, Kind: KindWarning,
		Title:   "Mode no-cors drops headers",
		Steps:   "Headers append, step 3.4",
		Summary: `The page sets {names} in mode "no-cors", which the browser drops, so the server never sees that.`,
		Detail:  "A JSON body then arrives as text, and a token does not arrive at all.",
		Fix:     `Use mode "cors", and let the server allow {names}.`,
	},
	{
		Code: IgnoredHeaderDropped, Kind: KindWarning,
		Title:   "A header that this browser sets itself",
		Steps:   "validate, step 3",
		Summary: "The page sets {names}, which {value} ignores; other browsers send that, after a preflight.",
		Fix:     "Use a header with a name of your own.",
	},
	{
		Code: ResponseHeaderSent, Kind: KindWarning,
		Title:   "The page sends a header that only servers send",
		Steps:   "CORS-preflight fetch, step 7.7",
		Summary: "The page sends {names} with its request; that is an answer's header, and does nothing there but need a preflight.",
		Fix:     "Remove {names} from the page's code.",
	},
	{
		Code: CredentialsIncludeNotNeeded, Kind: KindWarning,
		Title:   "Nothing needs credentials: include",
		Steps:   "HTTP-network-or-cache fetch, step 8.3",
		Summary: `The page asks with credentials "include", and there was no cookie to send to {server}, nor did it set any.`,
		Detail:  `An Authorization header that the script sets does not need "include".`,
		Fix:     "Leave credentials out. A * would then be enough.",
	},
	{
		Code: OpaqueResponseBlocking, Kind: KindWarning,
		Title:   "Chrome and Firefox block this as data",
		Steps:   "main fetch, step 12[4].2",
		Summary: "The server at {server} sent {value} with nosniff where the page loads an element ({destination}), and Chrome and Firefox keep such data out of it.",
		Detail:  "This is opaque response blocking: data of other sites must not get into a page's memory, where an attack on the processor could read it.",
		Fix:     "Send the Content-Type that belongs to the file, or load it with CORS (crossorigin on the element).",
	},
	{
		Code: BodyCutShort, Kind: KindWarning,
		Title:   "The body broke off",
		Steps:   "HTTP-network fetch, step 18.2.2",
		Summary: "The body from {server} broke off before its end, so reading it fails in the page: {cause}.",
		Fix:     "Find out why the server or a proxy closes the connection.",
	},
	{
		Code: BodyStillComing, Kind: KindWarning,
		Title:   "The body had no end in time",
		Steps:   "HTTP-network fetch, step 18.2.2",
		Summary: "The body from {server} was still coming when the time for this check was up.",
		Fix:     "If the body is a stream, nothing is wrong: the page can read it as it comes. If not, find out what the server waits for.",
	},
}
