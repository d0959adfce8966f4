package simulate

import (
	"encoding/json"

	"corsplain/fetchspec"
)

// A Call is what a page's script asks for: the request object of the machine
// contract, RequestInit plus the page's context. The zero value of each field
// means the API's default.
type Call struct {
	ID     json.RawMessage // any JSON value; echoed in the report
	URL    string          // absolute; required
	Page   string          // URL of the document that makes the request
	Origin string          // the page's origin, or "null" for an opaque one
	Method string          // as the script writes it; "" is GET

	// Headers as the script sets them; each string is a byte string.
	Headers []HeaderField
	// Body is nil for none.
	Body     []byte
	BodyType BodyType
	BlobType string
	Boundary string // with BodyFormData; "" makes one

	Mode           string
	Credentials    string
	Redirect       string
	Cache          string
	Referrer       *string // nil is "about:client", "" is none
	ReferrerPolicy string
	Integrity      string
	Keepalive      bool

	API             API
	WithCredentials bool
	UploadListeners bool
	Destination     string
	// Initiator is what asks, where it is neither fetch() nor XMLHttpRequest
	// but looks like them on the wire: an EventSource. "" for none.
	Initiator fetchspec.InitiatorType
	// Refused is the name of a member whose value no API takes: "headers" for a
	// header with a character above U+00FF, "method" or an enumeration that is
	// given as "". It is "" for none.
	Refused string
	// RefusedHeader is the name of that header; "" for none.
	RefusedHeader string
	// EmbedderPolicy is the page's Cross-Origin-Embedder-Policy.
	EmbedderPolicy string
	// Cookies are Set-Cookie values of URL's host, put in the jar first.
	Cookies []string

	TimeoutMs     int // milliseconds for the whole call; 0 is the browser's default
	BodyTimeoutMs int // milliseconds for reading a body; 0 is none

	// Op is "" for a request, or OpSetCookie or OpGetCookies: what
	// document.cookie does.
	Op     string
	Cookie string // with OpSetCookie
}

// The operations besides a request.
const (
	OpSetCookie  = "setCookie"
	OpGetCookies = "getCookies"
)

// An API is what the script calls.
type API string

// The APIs; the zero value is APIFetch.
const (
	APIFetch API = "fetch"
	APIXHR   API = "xhr"
)

// A BodyType is the kind of object that a body is given as.
type BodyType string

// The body types; the zero value is BodyText.
const (
	BodyText       BodyType = "text"
	BodyBytes      BodyType = "bytes" // an ArrayBuffer
	BodyURLEncoded BodyType = "urlencoded"
	BodyFormData   BodyType = "formdata"
	BodyBlob       BodyType = "blob"
	BodyStream     BodyType = "stream"
)

// A HeaderField is a header's name and value.
type HeaderField struct{ Name, Value string }
