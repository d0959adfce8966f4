package explain

// What became of cookies.
const (
	CookieWithheldSameSite        Code = "cookie-withheld-same-site"
	CookieWithheldSameSiteDefault Code = "cookie-withheld-same-site-default"
	CookieWithheldSecure          Code = "cookie-withheld-secure"
	CookieWithheldThirdParty      Code = "cookie-withheld-third-party"
	CookieWithheldCredentialsMode Code = "cookie-withheld-credentials-mode"
	SetCookieIgnored              Code = "set-cookie-ignored"
	SetCookieDroppedSameSite      Code = "set-cookie-dropped-same-site"
	SetCookieDroppedNoneInsecure  Code = "set-cookie-dropped-none-insecure"
	SetCookieDroppedInsecure      Code = "set-cookie-dropped-insecure"
	SetCookieDroppedThirdParty    Code = "set-cookie-dropped-third-party"
	SetCookieDroppedDomain        Code = "set-cookie-dropped-domain"
	SetCookieDroppedPrefix        Code = "set-cookie-dropped-prefix"
	SetCookieDroppedMalformed     Code = "set-cookie-dropped-malformed"
)

var cookieWarningEntries = []Entry{
	{
		Code: CookieWithheldSameSite, Kind: KindWarning,
		Title:   "A SameSite cookie was not sent",
		Steps:   "HTTP-network-or-cache fetch, step 8.21",
		Summary: "The browser did not send the {cookies} to {server}: SameSite={value} is for requests of the same site, and the page at {origin} is of another.",
		Detail:  "The server takes this request for one without a login.",
		Fix:     "Set the cookie with SameSite=None; Secure, or host page and API on one site.",
		Cost:    "With SameSite=None other sites can send requests with this cookie; the server then needs protection against forged requests (CSRF).",
	},
	{
		Code: CookieWithheldSameSiteDefault, Kind: KindWarning,
		Title:   "A cookie without SameSite was not sent",
		Steps:   "HTTP-network-or-cache fetch, step 8.21",
		Summary: "The browser did not send the {cookies} to {server}: without SameSite a cookie counts as Lax, and the page at {origin} is of another site.",
		Detail:  "The server takes this request for one without a login.",
		Fix:     "Set the cookie with SameSite=None; Secure, or host page and API on one site.",
		Cost:    "With SameSite=None other sites can send requests with this cookie; the server then needs protection against forged requests (CSRF).",
	},
	{
		Code: CookieWithheldSecure, Kind: KindWarning,
		Title:   "A Secure cookie was not sent over http",
		Steps:   "HTTP-network-or-cache fetch, step 8.21",
		Summary: "The browser did not send the {cookies} to {server}: a Secure cookie goes over https only, and the request is plain http.",
		Fix:     "Call the server over https.",
	},
	{
		Code: CookieWithheldThirdParty, Kind: KindWarning,
		Title:   "A third-party cookie was not sent",
		Steps:   "HTTP-network-or-cache fetch, step 8.21",
		Summary: "The browser did not send the {cookies} to {server}: it keeps third-party cookies away from the page at {origin}.",
		Fix:     "Host page and API on one site, or send a token in the Authorization header. A cookie for one embedding site can be set with Partitioned.",
	},
	{
		Code: CookieWithheldCredentialsMode, Kind: KindWarning,
		Title:   "Cookies were left at home",
		Steps:   "HTTP-network-or-cache fetch, step 8.3",
		Summary: `The browser did not send the {cookies} to {server}: the page asked with credentials "{mode}".`,
		Fix:     `If the server needs to know who asks, use credentials: "include" (withCredentials with XMLHttpRequest).`,
		Cost:    "The server then has to name the origin and allow credentials; a * no longer does.",
	},
	{
		Code: SetCookieIgnored, Kind: KindWarning,
		Title:   "A cookie of the answer was ignored",
		Steps:   "HTTP-network fetch, step 17",
		Summary: `The server at {server} set the {cookies}, which the browser ignored: the page asked with credentials "{mode}".`,
		Fix:     `If that has to be kept, use credentials: "include".`,
		Cost:    "The server then has to name the origin and allow credentials; a * no longer does.",
	},
	{
		Code: SetCookieDroppedSameSite, Kind: KindWarning,
		Title:   "A SameSite cookie from another site was dropped",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} set the {cookies}, which the browser dropped: without SameSite=None a cookie cannot be set in a request from another site.",
		Fix:     "Set it with SameSite=None; Secure, or host page and API on one site.",
	},
	{
		Code: SetCookieDroppedNoneInsecure, Kind: KindWarning,
		Title:   "SameSite=None without Secure",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} set the {cookies}, which the browser dropped: a cookie with SameSite=None or Partitioned has to be Secure.",
		Fix:     "Add Secure, and serve it over https.",
	},
	{
		Code: SetCookieDroppedInsecure, Kind: KindWarning,
		Title:   "A Secure cookie over plain http",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} set the {cookies} over plain http, where Secure cookies can be neither set nor replaced.",
		Fix:     "Serve the answer over https.",
	},
	{
		Code: SetCookieDroppedThirdParty, Kind: KindWarning,
		Title:   "A third-party cookie was refused",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} set the {cookies}, which the browser refused: it takes no cookies from other sites than the page's.",
		Fix:     "Host page and API on one site, or send a token in the Authorization header.",
	},
	{
		Code: SetCookieDroppedDomain, Kind: KindWarning,
		Title:   "A cookie for another domain",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} set the {cookies}, which the browser dropped: the server does not belong to the domain that is given, or the domain belongs to everybody.",
		Fix:     "Correct the cookie's Domain, or leave it out.",
	},
	{
		Code: SetCookieDroppedPrefix, Kind: KindWarning,
		Title:   "The cookie's name asks for more",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} set the {cookies}, which the browser dropped: a name that begins with a prefix like __Host- asks for attributes that are not there.",
		Fix:     "__Secure- needs Secure. __Host- needs Secure, Path=/ and no Domain.",
	},
	{
		Code: SetCookieDroppedMalformed, Kind: KindWarning,
		Title:   "A Set-Cookie that cannot be kept",
		Steps:   "HTTP-network fetch, step 17",
		Summary: "The server at {server} sent a Set-Cookie line that the browser dropped: {reason}.",
		Fix:     "Correct the line.",
	},
}
