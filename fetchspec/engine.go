package fetchspec

// An EngineName names whom a fetch emulates.
type EngineName string

// The engines. EngineStandard departs in nothing.
const (
	EngineStandard EngineName = "standard"
	EngineChrome   EngineName = "chrome"
	EngineFirefox  EngineName = "firefox"
	EngineSafari   EngineName = "safari"
)

// Title is how people write the browser's name; "" for the Standard, which
// is no browser, and for a name that is none of these.
func (name EngineName) Title() string {
	switch name {
	case EngineChrome:
		return "Chrome"
	case EngineFirefox:
		return "Firefox"
	case EngineSafari:
		return "Safari"
	}
	return ""
}

// An Engine is the Standard plus named departures: each field is one way in
// which a real browser was seen to differ (Chromium 156, Firefox 153 and
// WebKitGTK 2.50, recorded on loopback). The zero value is the Standard.
type Engine struct {
	Name EngineName // "" means EngineStandard

	// CORS-preflight fetch and its cache.

	// AuthorizationCoveredByWildcard lets `Access-Control-Allow-Headers: *`
	// cover Authorization (all three engines; whatwg/fetch#1919).
	AuthorizationCoveredByWildcard bool
	// NegativeMaxAgeNotCached takes `Access-Control-Max-Age: -1` as 0 where
	// the Standard falls back to 5 seconds (all three engines).
	NegativeMaxAgeNotCached bool
	// InvalidMaxAgeNotCached takes every Access-Control-Max-Age that is not
	// digits as 0 (Gecko).
	InvalidMaxAgeNotCached bool
	// MaxAgeLimit is the most seconds an entry lives; 0 for no limit (Blink
	// 7200, Gecko 86400, WebKit 600).
	MaxAgeLimit int
	// CacheKeepsOnFailure leaves the cache entries alone when the request
	// itself fails (Blink, WebKit).
	CacheKeepsOnFailure bool
	// CacheKeepsLastReplyOnly forgets an earlier preflight's entries when a
	// new one for the same origin and URL is stored (Blink, WebKit).
	CacheKeepsLastReplyOnly bool
	// CacheSeparatesCredentials keeps a credentialed preflight's entries from
	// requests without credentials, which the Standard lets them serve (Gecko).
	CacheSeparatesCredentials bool
	// CacheModeBypassesPreflightCache makes "no-store" and "reload" preflight
	// afresh (Blink).
	CacheModeBypassesPreflightCache bool
	// PreflightOriginIgnoresTaint sends the page's origin in the preflight
	// that follows a tainting redirect, and expects it (or `*`) in the answer;
	// at the page's own origin the answer's origin is not checked (Gecko).
	PreflightOriginIgnoresTaint bool
	// PreflightSticky preflights each hop after the first one that was
	// preflighted, and of a request that began with unsafe headers, with the
	// names that are still there (Gecko), or, with
	// PreflightStickyOriginalHeaders, with those it began with (WebKit).
	PreflightSticky                bool
	PreflightStickyOriginalHeaders bool
	// RepeatedNamesInRequestHeaders lists a name in
	// Access-Control-Request-Headers once for each time it was appended (Gecko).
	RepeatedNamesInRequestHeaders bool
	// UploadListenersNeedBody lets upload listeners force a preflight only when
	// there is a body to upload (Blink).
	UploadListenersNeedBody bool
	// StatusBeforeCORSCheck looks at a preflight's status before its
	// Access-Control-Allow-Origin; it changes the message only (WebKit).
	StatusBeforeCORSCheck bool

	// CORS check.

	// SameOriginStartChecksCredentials checks each further redirect of a chain
	// that began same-origin as if credentials were included (WebKit).
	SameOriginStartChecksCredentials bool

	// Safelists.

	// ExtraSafelistedNames are request headers that need no preflight besides
	// the Standard's, in lower case (Blink).
	ExtraSafelistedNames []string
	// IgnoredAuthorNames are headers that a script cannot set besides the
	// Standard's forbidden ones, in lower case (Blink: user-agent).
	IgnoredAuthorNames []string
	// JoinsBeforeSafelist joins repeated headers before it applies the value
	// rules, where the Standard judges each (Blink, WebKit).
	JoinsBeforeSafelist bool
	// NoTotalSizeLimit leaves out the 1024-byte limit on all safelisted values
	// together (Gecko).
	NoTotalSizeLimit bool
	// NonASCIIUnsafe makes bytes above 0x7F in Accept and Content-Type unsafe
	// (Gecko).
	NonASCIIUnsafe bool
	// CommaInContentTypeUnsafe makes `text/plain; a=b, application/json`
	// unsafe (Gecko).
	CommaInContentTypeUnsafe bool
	// RangeDialect says how the Range header is read: "" for the Standard.
	RangeDialect RangeDialect
	// ContentTypeOfTypedBlobInNoCORS sends an unsafe Content-Type that comes
	// from a Blob in no-cors mode (WebKit).
	ContentTypeOfTypedBlobInNoCORS bool
	// FirstContentTypeLastAuthorization sends, of two Content-Type headers,
	// the first with a body and the last without one, and of two Authorization
	// headers the last (Gecko).
	FirstContentTypeLastAuthorization bool
	// RewritesXHRCharsetInPlace changes `charset=` to UTF-8 within an author's
	// Content-Type and keeps everything around it (Blink).
	RewritesXHRCharsetInPlace bool

	// Redirects.

	// AuthorHeadersReturn sends Authorization, dropped at a cross-origin
	// redirect, again at a later same-origin one (Gecko).
	AuthorHeadersReturn bool
	// CrossOriginRedirectMakesDeleteGet turns DELETE into GET at a
	// cross-origin redirect, with any status (WebKit).
	CrossOriginRedirectMakesDeleteGet bool
	// SameOriginKeepsOriginHeader sends Origin on a same-origin GET that came
	// of a redirected POST or PUT (WebKit).
	SameOriginKeepsOriginHeader bool
	// EqualLocationsAreOne takes repeated Location headers with equal values
	// as one (Blink, Gecko).
	EqualLocationsAreOne bool
	// LocationsJoined joins repeated Location headers with ", " (WebKit).
	LocationsJoined bool
	// LocationBytesEscaped sends non-ASCII bytes in Location as they are,
	// percent-encoded, not as UTF-8 (Blink, Gecko).
	LocationBytesEscaped bool
	// EmptyLocation says what an empty Location means: "" for the Standard.
	EmptyLocation EmptyLocation
	// NoCORSRedirectKeepsCredentials sends cookies to another origin in no-cors
	// mode with credentials "same-origin" if the chain began at the page's own
	// (WebKit).
	NoCORSRedirectKeepsCredentials bool
	// RedirectCredentialsAlwaysFail refuses a redirect to a URL with
	// credentials in every mode (Blink).
	RedirectCredentialsAlwaysFail bool
	// RedirectErrorNeedsLocation lets redirect mode "error" resolve a 30x that
	// has no Location (Blink, WebKit).
	RedirectErrorNeedsLocation bool

	// Requests.

	// StreamBody says what becomes of a ReadableStream as a body: "" for the
	// Standard.
	StreamBody StreamBody
	// OriginIgnoresReferrerPolicy sends the page's origin in no-cors and
	// same-origin mode whatever the referrer policy (Blink).
	OriginIgnoresReferrerPolicy bool
	// CrossSiteRefererIsOrigin trims Referer to the origin for another site
	// (Gecko).
	CrossSiteRefererIsOrigin bool
	// OpaquePageSendsReferer sends the address of a sandboxed page (WebKit).
	OpaquePageSendsReferer bool
	// SameOriginElementsSendOrigin sends Origin for same-origin elements with a
	// crossorigin attribute (Blink, WebKit).
	SameOriginElementsSendOrigin bool
	// FontsWithoutCORS loads fonts in no-cors mode (WebKitGTK).
	FontsWithoutCORS bool
	// HeaderBytesAsUTF8 sends author bytes above 0x7F as UTF-8, and reads
	// reply bytes that are not UTF-8 as U+FFFD (WebKitGTK).
	HeaderBytesAsUTF8 bool
	// IgnoresOnlyIfCached goes to the network for "only-if-cached" (WebKit).
	IgnoresOnlyIfCached bool
	// CacheIgnoresCORSMiss reuses, from the HTTP cache, a reply without
	// Access-Control-Allow-Origin for a later CORS fetch (Gecko).
	CacheIgnoresCORSMiss bool
	// MergesRepeatedHeaders joins repeated Content-Type with "," alone, counts
	// equal Content-Length headers once, and drops repeats that are empty
	// (Gecko).
	MergesRepeatedHeaders bool
	// DataURLContentLength gives data: responses a content-length, for fetch()
	// alone (Gecko).
	DataURLContentLength bool

	// Cookies.

	// CookiePolicy says how the engine departs in its cookies: see there.
	CookiePolicy CookiePolicy
}

// A RangeDialect is a way of reading the Range request-header.
type RangeDialect string

// The dialects other than the Standard's.
const (
	RangeBlink  RangeDialect = "blink"  // the Standard's, up to 2^63; rewritten on the wire
	RangeGecko  RangeDialect = "gecko"  // the Standard's, up to 2^64
	RangeWebKit RangeDialect = "webkit" // any case, a sign allowed, up to 2^64
)

// An EmptyLocation is what an empty Location header means.
type EmptyLocation string

// The meanings other than the Standard's, which resolves it to the URL itself.
const (
	EmptyLocationNoRedirect EmptyLocation = "no-redirect" // Blink
	EmptyLocationError      EmptyLocation = "error"       // WebKit
)

// A StreamBody is what becomes of a ReadableStream as a request's body.
type StreamBody string

// The ways other than the Standard's.
const (
	StreamBodyIsString StreamBody = "string" // Gecko: "[object ReadableStream]"
	StreamBodyThrows   StreamBody = "throws" // WebKit: NotSupportedError
)

// Standard returns the engine that departs in nothing.
func Standard() Engine { return Engine{Name: EngineStandard} }
