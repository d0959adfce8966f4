package pagescript

// An API is what in the end made a request.
type API string

// The APIs.
const (
	APIFetch API = "fetch"
	APIXHR   API = "xhr"
)

// A BodyKind is the kind of object that a body was given as.
type BodyKind string

// The body kinds; the zero value is no body.
const (
	BodyNone       BodyKind = ""
	BodyText       BodyKind = "text"
	BodyURLEncoded BodyKind = "urlencoded"
	BodyFormData   BodyKind = "formdata"
	BodyBlob       BodyKind = "blob"
	BodyStream     BodyKind = "stream"
)

// A Header is a name and a value, as the script set them: byte strings.
type Header struct{ Name, Value string }

// A Request is one that the code made. Text fields that the code left out are
// empty.
type Request struct {
	API         API
	Via         string // "fetch", "axios", "XMLHttpRequest", "navigator.sendBeacon", …
	URL         string // as the code has it: possibly relative
	Method      string
	Headers     []Header
	BodyKind    BodyKind
	BodyType    string // of a Blob, or the multipart type of a form
	Body        []byte
	Mode        string
	Credentials string
	Redirect    string
	Cache       string
	// Referrer is nil if the code does not say.
	Referrer       *string
	ReferrerPolicy string
	Integrity      string
	Keepalive      bool
	Destination    string

	WithCredentials bool
	UploadListeners bool

	Start, End int // bytes of the source where it is made; both -1 if unknown
	// Because says in which function, which nothing in the code calls, the
	// request is made: "loadUsers", "a function given to useEffect"; "" if the
	// code itself made it.
	Because string
	// Files are the files in a form, whose bytes are not known.
	Files []string
	// PageForm is the form of the page that the body was made of, whose fields
	// are not known; "" for none.
	PageForm string
	// BodyIsObject is set for a body that is a plain object, which is sent as
	// "[object Object]".
	BodyIsObject bool
	// Unknown is the first value in the request that the code does not have;
	// nil if it has them all.
	Unknown *Unknown
}

// A Result is what the code did.
type Result struct {
	Requests []Request
	// Stopped is why the code ended early although it made requests; nil if it
	// did not.
	Stopped *Problem
	// WebSockets is set if the code opened one.
	WebSockets bool
}
