package explain

// What is wrong with Access-Control-Allow-Origin.
const (
	AllowOriginMissing                 Code = "allow-origin-missing"
	AllowOriginWithheld                Code = "allow-origin-withheld"
	CORSHeaderMisspelled               Code = "cors-header-misspelled"
	AllowOriginWildcardWithCredentials Code = "allow-origin-wildcard-with-credentials"
	AllowOriginRepeatedSame            Code = "allow-origin-repeated-same"
	AllowOriginRepeatedDifferent       Code = "allow-origin-repeated-different"
	AllowOriginList                    Code = "allow-origin-list"
	AllowOriginTrailingSlash           Code = "allow-origin-trailing-slash"
	AllowOriginWithPath                Code = "allow-origin-with-path"
	AllowOriginWrongScheme             Code = "allow-origin-wrong-scheme"
	AllowOriginWrongPort               Code = "allow-origin-wrong-port"
	AllowOriginDefaultPort             Code = "allow-origin-default-port"
	AllowOriginWWW                     Code = "allow-origin-www"
	AllowOriginCase                    Code = "allow-origin-case"
	AllowOriginUnicodeHost             Code = "allow-origin-unicode-host"
	AllowOriginLocalhostAlias          Code = "allow-origin-localhost-alias"
	AllowOriginWildcardSubdomain       Code = "allow-origin-wildcard-subdomain"
	AllowOriginWildcardPart            Code = "allow-origin-wildcard-part"
	AllowOriginWithoutScheme           Code = "allow-origin-without-scheme"
	AllowOriginRegularExpression       Code = "allow-origin-regular-expression"
	AllowOriginQuoted                  Code = "allow-origin-quoted"
	AllowOriginPlaceholder             Code = "allow-origin-placeholder"
	AllowOriginNull                    Code = "allow-origin-null"
	AllowOriginEmpty                   Code = "allow-origin-empty"
	AllowOriginNotAnOrigin             Code = "allow-origin-not-an-origin"
	AllowOriginOther                   Code = "allow-origin-other"
	AllowOriginLacksAppScheme          Code = "allow-origin-lacks-app-scheme"
	NullOriginFile                     Code = "null-origin-file"
	NullOriginSandbox                  Code = "null-origin-sandbox"
	NullOriginData                     Code = "null-origin-data"
	NullOriginAfterRedirect            Code = "null-origin-after-redirect"
	NullOrigin                         Code = "null-origin"
	CachedWithoutAllowOrigin           Code = "cached-without-allow-origin"
	CachedForAnotherOrigin             Code = "cached-for-another-origin"
	BrowserCacheWithoutAllowOrigin     Code = "browser-cache-without-allow-origin"
)

// echoFix is what most wrong values need.
const echoFix = "Send the page's origin exactly as the browser writes it: Access-Control-Allow-Origin: {sent}"

var allowOriginEntries = []Entry{
	{
		Code: AllowOriginMissing, Kind: KindBlocker,
		Title:   "No Access-Control-Allow-Origin",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} answered {exchange} with {status} but without Access-Control-Allow-Origin, so {consequence}.",
		Detail:  "Nothing in the answer shows that CORS is set up for this address.",
		Fix:     "Switch CORS on for this route, with {origin} among the allowed origins. If the server is not yours, call it from a server of your own instead.",
	},
	{
		Code: AllowOriginWithheld, Kind: KindBlocker,
		Title:   "The server's CORS settings leave this origin out",
		Steps:   "CORS check, step 2",
		Summary: "The server at {server} handles CORS but sent no Access-Control-Allow-Origin to {sent}: its settings probably do not list this origin.",
		Detail:  "{reason} shows that CORS code has run. It leaves the header out for an origin that it does not know, and some do so for a method or header too.",
		Fix:     "Add {sent} to the allowed origins, character for character.",
	},
	{
		Code: CORSHeaderMisspelled, Kind: KindBlocker,
		Title:   "A CORS header's name is misspelled",
		Steps:   "CORS check, step 2; CORS check, step 8; CORS-preflight fetch, step 7.5; CORS-preflight fetch, step 7.6; CORS-preflight fetch, step 7.7",
		Summary: "The server at {server} sent {value}, which browsers do not know; the name is {header}.",
		Fix:     "Correct the name to {header}.",
	},
	{
		Code: AllowOriginWildcardWithCredentials, Kind: KindBlocker,
		Title:   "A * does not cover requests with credentials",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows any origin with *, but {exchange} is made with credentials, and for those the origin has to be named.",
		Detail:  "Otherwise any page in the world could read what the server shows to this visitor.",
		Fix:     "Keep a list of trusted origins, and answer those with their own origin instead of *: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginRepeatedSame, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Origin is sent twice",
		Steps:   "CORS check, step 4",
		Summary: "The answer from {server} has Access-Control-Allow-Origin {count} with the same value, and browsers accept it only once.",
		Detail:  "Two layers both add it, usually the application and a proxy in front.",
		Fix:     "Let one layer handle CORS. In nginx, proxy_hide_header Access-Control-Allow-Origin drops the application's.",
	},
	{
		Code: AllowOriginRepeatedDifferent, Kind: KindBlocker,
		Title:   "Two different Access-Control-Allow-Origin",
		Steps:   "CORS check, step 4",
		Summary: "The answer from {server} has Access-Control-Allow-Origin {count} with different values, and browsers accept it only once.",
		Detail:  "Two layers with different settings both add it, usually the application and a proxy in front.",
		Fix:     "Let one layer handle CORS, and drop the other's header. One line has to be left: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginList, Kind: KindBlocker,
		Title:   "A list of origins",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent a list of origins in Access-Control-Allow-Origin, and browsers accept exactly one.",
		Fix:     "Keep the list on the server, look the request's Origin up in it, and send that one back: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginTrailingSlash, Kind: KindBlocker,
		Title:   "A slash after the origin",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, with a slash at the end that no origin has.",
		Detail:  "Browsers compare the header with the page's origin byte by byte.",
		Fix:     "Remove the slash: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginWithPath, Kind: KindBlocker,
		Title:   "An address instead of an origin",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, which is an address with a path; an origin ends after the host or port.",
		Detail:  "Browsers compare the header with the page's origin byte by byte.",
		Fix:     "Send only scheme, host and port: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginWrongScheme, Kind: KindBlocker,
		Title:   "http instead of https, or the reverse",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and the page is at {sent}: the schemes differ.",
		Fix:     echoFix,
	},
	{
		Code: AllowOriginWrongPort, Kind: KindBlocker,
		Title:   "Another port",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and the page is at {sent}: the ports differ.",
		Detail:  "Each port is an origin of its own.",
		Fix:     echoFix,
	},
	{
		Code: AllowOriginDefaultPort, Kind: KindBlocker,
		Title:   "The default port written out",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, with a port that browsers leave out: they write this origin as {sent}.",
		Detail:  "80 belongs to http and 443 to https, and neither is written in an origin.",
		Fix:     "Leave the port out: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginWWW, Kind: KindBlocker,
		Title:   "With www. or without",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and the page is at {sent}: only one of them has www in front.",
		Fix:     "Allow {sent} as well, or redirect visitors from one to the other.",
	},
	{
		Code: AllowOriginCase, Kind: KindBlocker,
		Title:   "Capital letters in the origin",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and browsers write this origin in lower case: {sent}.",
		Detail:  "Browsers compare byte by byte, so a capital letter is another origin.",
		Fix:     "Write it in lower case: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginUnicodeHost, Kind: KindBlocker,
		Title:   "A host name outside ASCII",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and browsers write this host in its ASCII form: {sent}.",
		Fix:     "Use the ASCII form (Punycode): Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginLocalhostAlias, Kind: KindBlocker,
		Title:   "localhost is not 127.0.0.1",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and the page is at {sent}: the same machine, but two origins.",
		Fix:     "Open the page at {value}, or allow {sent}.",
	},
	{
		Code: AllowOriginWildcardSubdomain, Kind: KindBlocker,
		Title:   "A * for subdomains",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and browsers know no patterns: the header is one whole origin, or * alone.",
		Fix:     "Match the pattern on the server, and send the origin that matched: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginWildcardPart, Kind: KindBlocker,
		Title:   "A * within the value",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and browsers take * only when it stands alone.",
		Fix:     "Match the pattern on the server, and send the origin that matched: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginWithoutScheme, Kind: KindBlocker,
		Title:   "A host instead of an origin",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, which lacks the scheme.",
		Fix:     "Send the scheme too: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginRegularExpression, Kind: KindBlocker,
		Title:   "A regular expression was sent",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent the regular expression {value} in the header; browsers compare plain text.",
		Detail:  "The setting was taken as a fixed value. Most frameworks have another option for patterns.",
		Fix:     "Match the expression on the server, anchored at both ends, and send the origin that matched: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginQuoted, Kind: KindBlocker,
		Title:   "Quotes or brackets in the value",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent {value}: the quotes or brackets belong to the configuration, not into the header.",
		Fix:     "Send it without them: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginPlaceholder, Kind: KindBlocker,
		Title:   "A setting that was never filled in",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent {value}: a variable of its configuration that was never filled in.",
		Fix:     "Give the variable a value, so that the header says {sent}.",
	},
	{
		Code: AllowOriginNull, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Origin: null",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent Access-Control-Allow-Origin: null, which does not allow {sent}.",
		Detail:  `"null" is not "no one": it allows every sandboxed page in the world. Frameworks send it when a setting is empty.`,
		Fix:     "Send the page's origin instead: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginEmpty, Kind: KindBlocker,
		Title:   "An empty Access-Control-Allow-Origin",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent Access-Control-Allow-Origin with nothing in it.",
		Detail:  "The setting behind it is probably empty.",
		Fix:     "Send the page's origin: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginNotAnOrigin, Kind: KindBlocker,
		Title:   "Not an origin",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} sent Access-Control-Allow-Origin: {value}, which is no origin.",
		Fix:     echoFix,
	},
	{
		Code: AllowOriginOther, Kind: KindBlocker,
		Title:   "Another origin is allowed",
		Steps:   "CORS check, step 4",
		Summary: "The server at {server} allows {value}, and the page is at {sent}.",
		Detail:  "{reason}",
		Fix:     "Add {sent} to the allowed origins, and send back the one that asks: Access-Control-Allow-Origin: {sent}",
	},
	{
		Code: AllowOriginLacksAppScheme, Kind: KindBlocker,
		Title:   "An app's own origin is not allowed",
		Steps:   "CORS check, step 2; CORS check, step 4",
		Summary: "The page runs in an app shell with the origin {sent}, and {server} does not allow it.",
		Detail:  "Apps and browser extensions have origins with schemes of their own. Many CORS settings accept only http and https until told otherwise.",
		Fix:     "Add exactly {sent} to the allowed origins.",
	},
	{
		Code: NullOriginFile, Kind: KindBlocker,
		Title:   "A page opened from disk has no origin",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS check, step 8",
		Summary: "The page was opened from a file, so the browser sent Origin: null, which {server} does not allow.",
		Fix:     "Open the page from a local web server, and let {server} allow that address.",
	},
	{
		Code: NullOriginSandbox, Kind: KindBlocker,
		Title:   "A sandboxed page has no origin",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS check, step 8",
		Summary: "The page at {page} is sandboxed, so the browser sent Origin: null, which {server} does not allow.",
		Detail:  "A sandboxed frame, or a page served with Content-Security-Policy: sandbox, has an origin of its own that is written null.",
		Fix:     "Add allow-same-origin to the sandbox, if the page in it is trusted, and let {server} allow its origin.",
		Cost:    "The page can then do what any page of its origin can.",
	},
	{
		Code: NullOriginData, Kind: KindBlocker,
		Title:   "A data: page has no origin",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS check, step 8",
		Summary: "The page came from a {scheme}: URL, so the browser sent Origin: null, which {server} does not allow.",
		Fix:     "Serve the page over https from an address of its own, and let {server} allow that.",
	},
	{
		Code: NullOriginAfterRedirect, Kind: KindBlocker,
		Title:   "After a redirect between origins the origin is null",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS check, step 8",
		Summary: "Redirect {hop} led from {from} to {server}, neither of them the page's origin, so the browser sent Origin: null, which {server} does not allow.",
		Detail:  "Once another origin can steer the request, the page's origin no longer vouches for it. So {server} may allow {origin} and still be refused.",
		Fix:     "Call {url} directly.",
		Cost:    "The page has to know the final address.",
	},
	{
		Code: NullOrigin, Kind: KindBlocker,
		Title:   "The page has no origin",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS check, step 8",
		Summary: "The page has an opaque origin, so the browser sent Origin: null, which {server} does not allow.",
		Detail:  "Pages opened from disk, sandboxed frames and data: pages have no origin of their own.",
		Fix:     "Serve the page over https from an address of its own, and let {server} allow that.",
	},
	{
		Code: CachedWithoutAllowOrigin, Kind: KindBlocker,
		Title:   "A cache answered with a copy made for no origin",
		Steps:   "CORS check, step 2",
		Summary: "A cache in front of {server} answered {exchange} with a stored copy that has no Access-Control-Allow-Origin.",
		Detail:  "{reason}",
		Fix:     "Send Access-Control-Allow-Origin and Vary: Origin on every answer, also to requests without Origin, then purge the cache.",
	},
	{
		Code: CachedForAnotherOrigin, Kind: KindBlocker,
		Title:   "A cache answered with another origin's copy",
		Steps:   "CORS check, step 4",
		Summary: "A cache in front of {server} answered {exchange} with a copy stored for {value}, and the page is at {sent}.",
		Detail:  "{reason}",
		Fix:     "Send Vary: Origin wherever Access-Control-Allow-Origin depends on the request, let the cache key include Origin, and purge the cache.",
	},
	{
		Code: BrowserCacheWithoutAllowOrigin, Kind: KindBlocker,
		Title:   "The browser's own cache has a copy without the header",
		Steps:   "CORS check, step 2; CORS check, step 4; CORS check, step 8",
		Summary: "The browser answered {exchange} from its own cache, with a copy that was stored for another kind of request and does not allow {sent}.",
		Detail:  "Usually the page loaded the same URL before without CORS, in an <img> say. The server sent no Vary: Origin, so the browser uses that copy again.",
		Fix:     `Let the server send Vary: Origin always. In the page, put crossorigin on the element, or fetch with cache "reload".`,
	},
}
