package explain

// What keeps a response from the page besides CORS.
const (
	NoCORSOpaqueResponse              Code = "no-cors-opaque-response"
	ManualRedirectOpaque              Code = "manual-redirect-opaque"
	ResourcePolicySameOrigin          Code = "resource-policy-same-origin"
	ResourcePolicySameSite            Code = "resource-policy-same-site"
	EmbedderPolicyLacksResourcePolicy Code = "embedder-policy-lacks-resource-policy"
	NosniffBlocked                    Code = "nosniff-blocked"
	MIMETypeBlocked                   Code = "mime-type-blocked"
	IntegrityMismatch                 Code = "integrity-mismatch"
	IntegrityWithoutBody              Code = "integrity-without-body"
	IntegrityBodyIncomplete           Code = "integrity-body-incomplete"
	ElementErrorStatus                Code = "element-error-status"
	StyleSheetWrongType               Code = "style-sheet-wrong-type"
)

var responseEntries = []Entry{
	{
		Code: NoCORSOpaqueResponse, Kind: KindBlocker,
		Title:   "Mode no-cors hides the response",
		Steps:   "main fetch, step 12[4].2",
		Summary: `The page asked for {url} in mode "no-cors", so it gets a response that it cannot read: no status, no headers, no body.`,
		Detail:  `"no-cors" is no way around CORS. It only silences the message.`,
		Fix:     `Use mode "cors", and let {server} allow {origin}.`,
	},
	{
		Code: ManualRedirectOpaque, Kind: KindBlocker,
		Title:   "Redirect manual hides the response",
		Steps:   "HTTP fetch, step 6.3[2].2",
		Summary: `The server at {server} redirects, and with redirect "manual" the page can read neither the status nor where it leads.`,
		Fix:     `Use redirect "follow", and read response.url.`,
	},
	{
		Code: ResourcePolicySameOrigin, Kind: KindBlocker,
		Title:   "Cross-Origin-Resource-Policy: same-origin",
		Steps:   "cross-origin resource policy internal check, step 5[2]; cross-origin resource policy check, step 3; cross-origin resource policy check, step 7",
		Summary: "The server at {server} sent Cross-Origin-Resource-Policy: {value}, which keeps pages of every other origin from loading {url}.",
		Fix:     "Send Cross-Origin-Resource-Policy: cross-origin for files that other sites may embed.",
		Cost:    "Every site can then embed this file.",
	},
	{
		Code: ResourcePolicySameSite, Kind: KindBlocker,
		Title:   "Cross-Origin-Resource-Policy: same-site",
		Steps:   "cross-origin resource policy internal check, step 5[3]; cross-origin resource policy check, step 3; cross-origin resource policy check, step 7",
		Summary: "The server at {server} sent Cross-Origin-Resource-Policy: same-site, and the page at {origin} is of another site.",
		Detail:  "An http and an https address are two sites here, even with the same host.",
		Fix:     "Send Cross-Origin-Resource-Policy: cross-origin for files that other sites may embed.",
		Cost:    "Every site can then embed this file.",
	},
	{
		Code: EmbedderPolicyLacksResourcePolicy, Kind: KindBlocker,
		Title:   "The page's embedder policy wants permission",
		Steps:   "cross-origin resource policy internal check, step 5[2]; cross-origin resource policy check, step 3",
		Summary: "The page at {origin} has Cross-Origin-Embedder-Policy: {policy}, and {server} sent no Cross-Origin-Resource-Policy with {url} that permits it.",
		Fix:     "Send Cross-Origin-Resource-Policy: cross-origin with it, or load it with CORS (crossorigin on the element).",
		Cost:    "Every site can then embed this file.",
	},
	{
		Code: NosniffBlocked, Kind: KindBlocker,
		Title:   "nosniff and the wrong Content-Type",
		Steps:   "main fetch, step 20",
		Summary: "The server at {server} sent X-Content-Type-Options: nosniff and {value}, and the browser takes no {destination} of that type.",
		Detail:  "This is not CORS. An error page in place of the file looks like this too.",
		Fix:     "Send Content-Type: {list}",
	},
	{
		Code: MIMETypeBlocked, Kind: KindBlocker,
		Title:   "A script of the wrong type",
		Steps:   "main fetch, step 20",
		Summary: "The server at {server} sent {value} where the page loads a script.",
		Detail:  "This is not CORS. Images, audio, video and CSV are never run as scripts.",
		Fix:     "Send Content-Type: text/javascript",
	},
	{
		Code: IntegrityMismatch, Kind: KindBlocker,
		Title:   "The content does not match its integrity",
		Steps:   "main fetch, step 23.3.1",
		Summary: "What {server} sent does not match the integrity that the page gives for {url}.",
		Detail:  "The file has changed, or something on the way changes it. Its hash is {value}",
		Fix:     "If the change is wanted, write the new integrity into the page: {value}",
		Cost:    "The page then trusts what the server sends now. Look at it first.",
	},
	{
		Code: IntegrityWithoutBody, Kind: KindBlocker,
		Title:   "Integrity for something that cannot be read",
		Steps:   "main fetch, step 23.2",
		Summary: "The page gives an integrity for {url}, and the response has no content that could be checked.",
		Detail:  `In mode "no-cors" the content is hidden, so it can never match.`,
		Fix:     "Load it with CORS (crossorigin on the element), or leave integrity out.",
	},
	{
		Code: IntegrityBodyIncomplete, Kind: KindBlocker,
		Title:   "The content broke off before it could be checked",
		Steps:   "main fetch, step 23.4",
		Summary: "The page gives an integrity for {url}, and the content from {server} broke off before its end.",
		Detail:  "{cause}",
		Fix:     "Find out why the server does not send all of it.",
	},
	{
		Code: ElementErrorStatus, Kind: KindBlocker,
		Title:   "An error in place of the file",
		Steps:   "fetch a classic script, step 6.1; default fetch and process the linked resource, step 9.2",
		Summary: "The server at {server} answered with {status} where the page loads a {destination}.",
		Detail:  "This is not CORS: the answer was allowed, but the element takes no error for its file.",
		Fix:     "Correct the address, or put the file there.",
	},
	{
		Code: StyleSheetWrongType, Kind: KindBlocker,
		Title:   "A style sheet of the wrong type",
		Steps:   "process this type of linked resource, step 1",
		Summary: "The server at {server} sent {value} where the page loads a style sheet.",
		Detail:  "This is not CORS. An error page in place of the file looks like this too.",
		Fix:     "Send Content-Type: text/css",
	},
}
