package explain

// What new Request(), fetch() and XMLHttpRequest refuse: nothing is sent.
const (
	URLInvalid                Code = "url-invalid"
	URLWithCredentials        Code = "url-with-credentials"
	ReferrerInvalid           Code = "referrer-invalid"
	OnlyIfCachedNotSameOrigin Code = "only-if-cached-not-same-origin"
	MethodNotAToken           Code = "method-not-a-token"
	ForbiddenMethod           Code = "forbidden-method"
	NoCORSMethod              Code = "no-cors-method"
	GetWithBody               Code = "get-with-body"
	StreamWithoutCORS         Code = "stream-without-cors"
	StreamWithKeepalive       Code = "stream-with-keepalive"
	StreamUnsupported         Code = "stream-unsupported"
	RequestOptionInvalid      Code = "request-option-invalid"
	HeaderNameInvalid         Code = "header-name-invalid"
	HeaderValueInvalid        Code = "header-value-invalid"
)

var requestEntries = []Entry{
	{
		Code: URLInvalid, Kind: KindBlocker,
		Title:   "The URL cannot be parsed",
		Steps:   "new Request(input, init), step 5.2; open(method, url), step 6; parse a URL, step 4",
		Summary: "The page asks for {value}, which no browser can parse as a URL.",
		Detail:  "The script gets a TypeError at once. Nothing is sent, so no header of any server matters.",
		Fix:     "Write a whole URL, such as https://api.example.com/path, or one that is relative to the page.",
	},
	{
		Code: URLWithCredentials, Kind: KindBlocker,
		Title:   "The URL holds a user name or password",
		Steps:   "new Request(input, init), step 5.3",
		Summary: "The page calls fetch() with a URL that holds a user name or a password, and fetch() takes no such URL.",
		Detail:  "The script gets a TypeError at once, and nothing is sent.",
		Fix:     "Take the user name and password out of the URL, and send them in an Authorization header.",
		Cost:    "An Authorization header needs a preflight when the server is of another origin.",
	},
	{
		Code: ReferrerInvalid, Kind: KindBlocker,
		Title:   "The referrer is not a URL",
		Steps:   "new Request(input, init), step 14.3.2",
		Summary: "The page gives {value} as the referrer, which no browser can parse as a URL.",
		Detail:  "The script gets a TypeError at once, and nothing is sent.",
		Fix:     "Leave the referrer out, or give a URL of the page's own origin.",
	},
	{
		Code: OnlyIfCachedNotSameOrigin, Kind: KindBlocker,
		Title:   "only-if-cached needs mode same-origin",
		Steps:   "new Request(input, init), step 21",
		Summary: `The page asks for cache "only-if-cached" in mode "{mode}", and browsers allow that only in mode "same-origin".`,
		Detail:  "Otherwise a page could learn which sites its visitor has been to, by what is in the cache.",
		Fix:     `Use another cache mode, such as "force-cache".`,
	},
	{
		Code: MethodNotAToken, Kind: KindBlocker,
		Title:   "The method is not a method",
		Steps:   "new Request(input, init), step 25.2; open(method, url), step 2",
		Summary: "The page asks for the method {method}, which has characters that no HTTP method can have.",
		Fix:     "Write the method as one word of letters, such as PATCH.",
	},
	{
		Code: ForbiddenMethod, Kind: KindBlocker,
		Title:   "A method that scripts may not use",
		Steps:   "new Request(input, init), step 25.2; open(method, url), step 3",
		Summary: "The page asks for the method {method}, which no script may use.",
		Detail:  "Browsers keep CONNECT, TRACE and TRACK from every script, same-origin or not. No header of the server changes that.",
		Fix:     "Use another method, or make this request from a server.",
	},
	{
		Code: NoCORSMethod, Kind: KindBlocker,
		Title:   "Mode no-cors allows GET, HEAD and POST only",
		Steps:   "new Request(input, init), step 32.1",
		Summary: `The page asks for {method} in mode "no-cors", which allows only GET, HEAD and POST.`,
		Detail:  `"no-cors" does not switch CORS off. It limits the request to what a form could send, and hides the response from the page.`,
		Fix:     `Use mode "cors", and let the server allow {method} in its preflight answer.`,
		Cost:    "The browser then sends a preflight first.",
	},
	{
		Code: GetWithBody, Kind: KindBlocker,
		Title:   "GET and HEAD cannot have a body",
		Steps:   "new Request(input, init), step 35",
		Summary: "The page gives {method} a body, and in browsers GET and HEAD have none.",
		Fix:     "Put the data in the URL's query, or use POST.",
	},
	{
		Code: StreamWithoutCORS, Kind: KindBlocker,
		Title:   "A stream body needs mode cors or same-origin",
		Steps:   "new Request(input, init), step 39.2",
		Summary: `The page gives a stream as the body in mode "{mode}", and a stream needs mode "cors" or "same-origin".`,
		Detail:  "A stream is sent in a way that no form can, so the server has to be asked first. Mode no-cors cannot ask.",
		Fix:     `Use mode "cors", or send the body as a string, Blob or ArrayBuffer.`,
	},
	{
		Code: StreamWithKeepalive, Kind: KindBlocker,
		Title:   "A stream cannot be sent with keepalive",
		Steps:   "extract, step 10[7]",
		Summary: "The page gives a stream as the body together with keepalive, and a stream ends with its page.",
		Fix:     "Leave keepalive out, or send the body as a string, Blob or ArrayBuffer.",
	},
	{
		Code: StreamUnsupported, Kind: KindBlocker,
		Title:   "This browser sends no streams",
		Steps:   "extract, step 10[7]",
		Summary: "The page gives a stream as the body, and {value} does not send streams.",
		Fix:     "Send the body as a string, Blob or ArrayBuffer.",
	},
	{
		Code: RequestOptionInvalid, Kind: KindBlocker,
		Title:   "An option has a value that does not exist",
		Steps:   "new Request(input, init), step 17; Web IDL enumeration, step 2",
		Summary: "The page gives fetch() an option that it does not take: {value}.",
		Fix:     "Look up which values the options of fetch() can have.",
	},
	{
		Code: HeaderNameInvalid, Kind: KindBlocker,
		Title:   "The header's name is not a name",
		Steps:   "validate, step 1; setRequestHeader(name, value), step 4; Web IDL ByteString, step 2",
		Summary: "The page sets a header called {value}, which has characters that no header name can have.",
		Fix:     "Write the name with letters, digits and dashes only, without spaces or a colon.",
	},
	{
		Code: HeaderValueInvalid, Kind: KindBlocker,
		Title:   "The header's value cannot be sent",
		Steps:   "validate, step 1; setRequestHeader(name, value), step 4; Web IDL ByteString, step 2",
		Summary: "The page sets the header {header} to a value with a line break, a NUL or a character beyond U+00FF, which HTTP cannot carry.",
		Detail:  "Line breaks at either end are cut off; those within are not, as in a token that was copied over two lines.",
		Fix:     "Trim the value. Encode other characters, for instance with encodeURIComponent().",
	},
}
