package explain

// What main fetch and scheme fetch refuse before anything goes to the server.
const (
	BadPort                      Code = "bad-port"
	MixedContent                 Code = "mixed-content"
	SameOriginModeCrossOrigin    Code = "same-origin-mode-cross-origin"
	SameOriginModeRedirectedAway Code = "same-origin-mode-redirected-away"
	WorkerScriptCrossOrigin      Code = "worker-script-cross-origin"
	TrackWithoutCrossorigin      Code = "track-without-crossorigin"
	NoCORSRedirectMode           Code = "no-cors-redirect-mode"
	SchemeNotHTTP                Code = "scheme-not-http"
	SchemeUnknown                Code = "scheme-unknown"
	FileURL                      Code = "file-url"
	BlobURLGone                  Code = "blob-url-gone"
	DataURLInvalid               Code = "data-url-invalid"
	KeepaliveBodyTooLarge        Code = "keepalive-body-too-large"
	OnlyIfCachedMiss             Code = "only-if-cached-miss"
)

var mainFetchEntries = []Entry{
	{
		Code: BadPort, Kind: KindBlocker,
		Title:   "Browsers never connect to this port",
		Steps:   "main fetch, step 7",
		Summary: "Browsers never connect to port {port}, whatever the server at {server} answers.",
		Detail:  "Ports of other protocols are closed to web pages, so that no page can talk to a mail server, say.",
		Fix:     "Let the server listen on another port, such as 8080 or 8443.",
	},
	{
		Code: MixedContent, Kind: KindBlocker,
		Title:   "An https page cannot fetch over http",
		Steps:   "main fetch, step 7; main fetch, step 20",
		Summary: "The page at {origin} came over https, so the browser does not let it fetch {url} over plain http.",
		Detail:  "This is mixed content, not CORS. No header of the server changes it. Addresses of the same machine, such as http://localhost, are exempt.",
		Fix:     "Serve {server} over https, and call {target}.",
	},
	{
		Code: SameOriginModeCrossOrigin, Kind: KindBlocker,
		Title:   "Mode same-origin, but another origin",
		Steps:   "main fetch, step 12[3]",
		Summary: `The page at {origin} asks for {url} in mode "same-origin", which forbids every other origin.`,
		Fix:     `Use mode "cors", and let {server} allow {origin}.`,
	},
	{
		Code: SameOriginModeRedirectedAway, Kind: KindBlocker,
		Title:   "Mode same-origin, and a redirect to another origin",
		Steps:   "main fetch, step 12[3]",
		Summary: `The server redirected the page to {url}, which is another origin, and mode "same-origin" forbids that.`,
		Detail:  "A redirect that an API does not usually make often leads to a login page.",
		Fix:     `Find out why the server redirects. If the target is meant, use mode "cors".`,
	},
	{
		Code: WorkerScriptCrossOrigin, Kind: KindBlocker,
		Title:   "A worker's script has to be of the page's origin",
		Steps:   "main fetch, step 12[3]",
		Summary: "The page at {origin} starts a worker from {url}, and browsers take a worker's script from the page's own origin only.",
		Detail:  "No header of the server can allow it.",
		Fix:     "Serve the script from {origin}. Or start the worker from a small script of the page's own that loads this one, with importScripts() or import.",
	},
	{
		Code: TrackWithoutCrossorigin, Kind: KindBlocker,
		Title:   "A text track of another origin needs crossorigin",
		Steps:   "main fetch, step 12[3]",
		Summary: "The page at {origin} loads the text track {url}, and without crossorigin on the audio or video element browsers take tracks from the page's own origin only.",
		Fix:     "Set crossorigin on the audio or video element, and let {server} allow {origin}, for the media file too.",
	},
	{
		Code: NoCORSRedirectMode, Kind: KindBlocker,
		Title:   "Mode no-cors must follow redirects",
		Steps:   "main fetch, step 12[4].1",
		Summary: `The page combines mode "no-cors" with redirect "{value}", and browsers allow only "follow" there.`,
		Fix:     `Leave redirect at "follow", or use mode "cors".`,
	},
	{
		Code: SchemeNotHTTP, Kind: KindBlocker,
		Title:   "CORS works over http and https only",
		Steps:   "main fetch, step 7; main fetch, step 12[5]",
		Summary: "The page at {origin} asks for {url}, and other origins can be read only over http or https, not {scheme}:.",
		Detail:  "A URL without its scheme does this too: localhost:3000/x has the scheme localhost.",
		Fix:     "Call an http or https URL, and write its scheme out.",
	},
	{
		Code: SchemeUnknown, Kind: KindBlocker,
		Title:   "Browsers cannot fetch this scheme",
		Steps:   "main fetch, step 7; scheme fetch, step 4",
		Summary: "The page asks for {url}, and browsers cannot fetch {scheme}: URLs.",
		Fix:     "Call an http or https URL.",
	},
	{
		Code: FileURL, Kind: KindBlocker,
		Title:   "Pages cannot fetch files",
		Steps:   "scheme fetch, step 3[4]",
		Summary: "The page asks for {url}, and browsers let no page fetch files of the disk.",
		Fix:     "Serve the files with a local web server, and open the page from there.",
	},
	{
		Code: BlobURLGone, Kind: KindBlocker,
		Title:   "The blob: URL leads to nothing",
		Steps:   "scheme fetch, step 3[2].2",
		Summary: "The page asks for a blob: URL that is not its own, or that is no longer there.",
		Detail:  "A blob: URL lives in one page's memory, until that page closes or revokes it.",
		Fix:     "Make the URL in the page that uses it, and revoke it only after use.",
	},
	{
		Code: DataURLInvalid, Kind: KindBlocker,
		Title:   "The data: URL cannot be decoded",
		Steps:   "scheme fetch, step 3[3].2",
		Summary: "The page asks for a data: URL that has no comma, or whose base64 text is broken.",
		Fix:     "Write it as data:TYPE,TEXT or data:TYPE;base64,TEXT.",
	},
	{
		Code: KeepaliveBodyTooLarge, Kind: KindBlocker,
		Title:   "A keepalive body is limited to 64 KiB",
		Steps:   "HTTP-network-or-cache fetch, step 8.10.5",
		Summary: "The page sends {value} bytes with keepalive, and browsers allow 65536 bytes in all such requests together.",
		Fix:     "Send less, or send it without keepalive.",
	},
	{
		Code: OnlyIfCachedMiss, Kind: KindBlocker,
		Title:   "Nothing in the cache",
		Steps:   "HTTP-network-or-cache fetch, step 11.1",
		Summary: `The page asks for {url} with cache "only-if-cached", and the browser's cache has no answer for it.`,
		Fix:     `Use cache "force-cache": it takes what is cached, and else asks the server.`,
	},
}
