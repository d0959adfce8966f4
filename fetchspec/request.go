package fetchspec

// A Mode is a request's mode.
//
// https://fetch.spec.whatwg.org/#concept-request-mode
type Mode string

// The modes that a fetch here can have.
const (
	ModeCORS       Mode = "cors"
	ModeNoCORS     Mode = "no-cors"
	ModeSameOrigin Mode = "same-origin"
	ModeNavigate   Mode = "navigate"
)

// A CredentialsMode says whether cookies and the like go along.
//
// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
type CredentialsMode string

// The credentials modes.
const (
	CredentialsOmit       CredentialsMode = "omit"
	CredentialsSameOrigin CredentialsMode = "same-origin"
	CredentialsInclude    CredentialsMode = "include"
)

// A RedirectMode says what becomes of a redirect.
//
// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
type RedirectMode string

// The redirect modes.
const (
	RedirectFollow RedirectMode = "follow"
	RedirectError  RedirectMode = "error"
	RedirectManual RedirectMode = "manual"
)

// A CacheMode says how the HTTP cache is used.
//
// https://fetch.spec.whatwg.org/#concept-request-cache-mode
type CacheMode string

// The cache modes.
const (
	CacheDefault      CacheMode = "default"
	CacheNoStore      CacheMode = "no-store"
	CacheReload       CacheMode = "reload"
	CacheNoCache      CacheMode = "no-cache"
	CacheForceCache   CacheMode = "force-cache"
	CacheOnlyIfCached CacheMode = "only-if-cached"
)

// A ResponseTainting says how far the response is shared.
//
// https://fetch.spec.whatwg.org/#concept-request-response-tainting
type ResponseTainting string

// The response taintings.
const (
	TaintingBasic  ResponseTainting = "basic"
	TaintingCORS   ResponseTainting = "cors"
	TaintingOpaque ResponseTainting = "opaque"
)

// A Destination is what the response is for: "" for fetch() and
// XMLHttpRequest, else "font", "image", "script" and so on.
//
// https://fetch.spec.whatwg.org/#concept-request-destination
type Destination string

// An InitiatorType tells which API made a request.
type InitiatorType string

// The initiator types that differ in their requests or in what a browser
// prints.
const (
	InitiatorFetch InitiatorType = "fetch"
	InitiatorXHR   InitiatorType = "xmlhttprequest"
	// InitiatorEventSource is an EventSource object, which looks like fetch()
	// on the wire.
	InitiatorEventSource InitiatorType = "eventsource"
	InitiatorOther       InitiatorType = "other"
)

// The two special values of a Referrer.
const (
	ReferrerNone   = "no-referrer"
	ReferrerClient = "client"
)

// A Referrer is "no-referrer", "client", or a URL.
//
// https://fetch.spec.whatwg.org/#concept-request-referrer
type Referrer struct {
	Keyword string // ReferrerNone or ReferrerClient; "" when URL is set
	URL     *URL
}

// A Body is a request's body.
//
// https://fetch.spec.whatwg.org/#concept-body
type Body struct {
	Bytes []byte
	// Stream is set for a ReadableStream: its source is null, so that it
	// cannot be sent a second time and has no length.
	Stream bool
}

// A Client is the environment settings object of the page that fetches.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#environment-settings-object
type Client struct {
	URL            *URL   // the document's address; its creation URL
	Origin         Origin // opaque for sandboxed, file: and data: documents
	TopLevelOrigin Origin // of the tab's own document
	// CrossSiteAncestor is set when a frame between the page and its tab's
	// top is of another site.
	CrossSiteAncestor bool
	ReferrerPolicy    ReferrerPolicy // the policy container's
	EmbedderPolicy    EmbedderPolicy // the policy container's
}

// An EmbedderPolicy is a Cross-Origin-Embedder-Policy value.
//
// https://html.spec.whatwg.org/multipage/browsers.html#embedder-policy-value
type EmbedderPolicy string

// The embedder policies; the zero value is EmbedderPolicyUnsafeNone.
const (
	EmbedderPolicyUnsafeNone     EmbedderPolicy = "unsafe-none"
	EmbedderPolicyCredentialless EmbedderPolicy = "credentialless"
	EmbedderPolicyRequireCORP    EmbedderPolicy = "require-corp"
)

// A Request is the input to fetch.
//
// https://fetch.spec.whatwg.org/#concept-request
type Request struct {
	Method            string
	HeaderList        HeaderList
	UnsafeRequest     bool
	Body              *Body // nil is the Standard's null
	Client            *Client
	LocalURLsOnly     bool
	Keepalive         bool
	InitiatorType     InitiatorType
	Destination       Destination
	Origin            Origin
	Referrer          Referrer
	ReferrerPolicy    ReferrerPolicy
	Mode              Mode
	UseCORSPreflight  bool
	CredentialsMode   CredentialsMode
	UseURLCredentials bool
	CacheMode         CacheMode
	RedirectMode      RedirectMode
	IntegrityMetadata string
	UserActivation    bool
	// AuthorHeaderNames are the names that the page's script set, in the
	// spelling it used; WebKit prints them so.
	AuthorHeaderNames []string
	// DroppedHeaders are the headers that the script set and the API left out
	// without an error.
	DroppedHeaders []DroppedHeader
	// UploadListeners says that an XMLHttpRequest has listeners on its upload
	// object.
	UploadListeners bool

	URLList           []*URL
	RedirectCount     int
	ResponseTainting  ResponseTainting
	TimingAllowFailed bool
	// MethodRewritten is set once a redirect has made the method GET.
	MethodRewritten bool
}

// A DroppedHeader is a header that a script set and the API did not take.
type DroppedHeader struct {
	Header
	Reason DropReason
}

// A DropReason says why an API left a header out.
type DropReason string

// The reasons.
const (
	DropForbidden DropReason = "forbidden" // only the browser may set it
	DropNoCORS    DropReason = "no-cors"   // not allowed in that mode
	DropIgnored   DropReason = "ignored"   // by the emulated engine alone
)

// URL is the first URL of the request's URL list.
func (request *Request) URL() *URL { return request.URLList[0] }

// CurrentURL is the last URL of the request's URL list.
func (request *Request) CurrentURL() *URL { return request.URLList[len(request.URLList)-1] }

// Clone returns a copy whose lists can be changed freely; URLs and body bytes
// are never written to and stay shared.
//
// https://fetch.spec.whatwg.org/#concept-request-clone
func (request *Request) Clone() *Request {
	clone := *request
	clone.HeaderList = request.HeaderList.Clone()
	clone.URLList = append([]*URL(nil), request.URLList...)
	return &clone
}

// RedirectTaint is "same-origin", "same-site" or "cross-site".
type RedirectTaint string

// The redirect taints.
const (
	RedirectTaintSameOrigin RedirectTaint = "same-origin"
	RedirectTaintSameSite   RedirectTaint = "same-site"
	RedirectTaintCrossSite  RedirectTaint = "cross-site"
)

// RedirectTaint says how far redirects have led the request away from the
// page's origin.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
func (request *Request) RedirectTaint() RedirectTaint {
	var last *URL
	taint := RedirectTaintSameOrigin
	for _, url := range request.URLList {
		if last == nil {
			last = url
			continue
		}
		if !SameSite(url.Origin(), last.Origin()) && !SameSite(request.Origin, last.Origin()) {
			return RedirectTaintCrossSite
		}
		if !url.Origin().SameOrigin(last.Origin()) && !request.Origin.SameOrigin(last.Origin()) {
			taint = RedirectTaintSameSite
		}
		last = url
	}
	return taint
}

// SerializedOrigin is the result of byte-serializing a request origin: what
// the Origin header says and the CORS check compares with.
//
// https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin
func (request *Request) SerializedOrigin() string {
	if request.RedirectTaint() != RedirectTaintSameOrigin {
		return "null"
	}
	return request.Origin.String()
}
