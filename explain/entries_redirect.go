package explain

// What stops a redirect.
const (
	RedirectModeError        Code = "redirect-mode-error"
	LocationInvalid          Code = "location-invalid"
	LocationRepeated         Code = "location-repeated"
	LocationSchemeNotHTTP    Code = "location-scheme-not-http"
	RedirectLoop             Code = "redirect-loop"
	TooManyRedirects         Code = "too-many-redirects"
	LocationWithCredentials  Code = "location-with-credentials"
	StreamBodyRedirected     Code = "stream-body-redirected"
	RedirectToLogin          Code = "redirect-to-login"
	RedirectLacksAllowOrigin Code = "redirect-lacks-allow-origin"
)

var redirectEntries = []Entry{
	{
		Code: RedirectModeError, Kind: KindBlocker,
		Title:   "The page wants no redirects",
		Steps:   "HTTP fetch, step 6.3[1].1",
		Summary: `The server at {server} redirects {exchange}, and the page asked for redirect "error".`,
		Fix:     `Call the address that the redirect leads to, or use redirect "follow".`,
	},
	{
		Code: LocationInvalid, Kind: KindBlocker,
		Title:   "The redirect leads to no URL",
		Steps:   "HTTP-redirect fetch, step 5",
		Summary: "The server at {server} redirects {exchange} to {value}, which no browser can parse as a URL.",
		Fix:     "Send a whole URL or a path in Location.",
	},
	{
		Code: LocationRepeated, Kind: KindBlocker,
		Title:   "Two Location headers",
		Steps:   "HTTP-redirect fetch, step 5",
		Summary: "The server at {server} answered {exchange} with more than one Location header.",
		Detail:  "Usually two layers redirect, the application and a proxy.",
		Fix:     "Let one layer redirect, with one Location.",
	},
	{
		Code: LocationSchemeNotHTTP, Kind: KindBlocker,
		Title:   "The redirect leaves http",
		Steps:   "HTTP-redirect fetch, step 6",
		Summary: "The server at {server} redirects {exchange} to a {scheme}: URL, and fetches follow only http and https.",
		Fix:     "Redirect to an http or https URL. To open another app, let the page set location.href.",
	},
	{
		Code: RedirectLoop, Kind: KindBlocker,
		Title:   "The redirects go round in a circle",
		Steps:   "HTTP-redirect fetch, step 7",
		Summary: "The redirects lead back to {url} again and again; a browser gives up at the 21st.",
		Detail:  "Usual reasons: a proxy ends TLS and the application behind it redirects to https again, or each side corrects the other's trailing slash.",
		Fix:     "Find the two layers that redirect to each other, and let one of them answer.",
	},
	{
		Code: TooManyRedirects, Kind: KindBlocker,
		Title:   "More than 20 redirects",
		Steps:   "HTTP-redirect fetch, step 7",
		Summary: "The request was redirected 20 times, and {server} redirects once more; a browser gives up there.",
		Fix:     "Call the final address.",
	},
	{
		Code: LocationWithCredentials, Kind: KindBlocker,
		Title:   "The redirect's URL holds a user name or password",
		Steps:   "HTTP-redirect fetch, step 9; HTTP-redirect fetch, step 10",
		Summary: "The server at {server} redirects {exchange} to a URL with a user name or a password, which browsers do not follow across origins.",
		Fix:     "Redirect to {target}, without them.",
	},
	{
		Code: StreamBodyRedirected, Kind: KindBlocker,
		Title:   "A stream cannot be sent twice",
		Steps:   "HTTP-redirect fetch, step 11",
		Summary: "The server at {server} redirects a request whose body is a stream, and a stream that has been sent cannot be sent again.",
		Fix:     "Call the address that the redirect leads to, or send the body as a string, Blob or ArrayBuffer.",
	},
	{
		Code: RedirectToLogin, Kind: KindBlocker,
		Title:   "Redirected to a login page",
		Steps:   "CORS check, step 2; CORS check, step 4; HTTP-redirect fetch, step 9",
		Summary: "The server at {server} redirects {exchange} to a login page at {target}, which a script cannot use.",
		Detail:  "The session is missing or has expired. A page can show a login form to its visitor, but a fetch cannot.",
		Fix:     "Answer API requests that lack a session with 401 and Access-Control-Allow-Origin: {sent}, and let the page send its visitor to the login.",
	},
	{
		Code: RedirectLacksAllowOrigin, Kind: KindBlocker,
		Title:   "The redirect itself lacks Access-Control-Allow-Origin",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} redirects {exchange} to {target} with {status}, but that redirect has no Access-Control-Allow-Origin.",
		Detail:  "Each answer on the way is checked, redirects too. Often a proxy or the router makes the redirect before the CORS code is reached.",
		Fix:     "Call {target} directly.",
		Cost:    "The page has to know the final address.",
	},
}
