package har

// What is kept of an archive's texts, in bytes.
const (
	maxURL    = 64 << 10
	maxHeader = 64 << 10 // one value
	maxBody   = 64 << 10
	maxShort  = 1 << 10
	// maxHeaders and maxHeaderBytes bound the headers of one message: the bytes
	// are what a browser takes of one.
	maxHeaders     = 1000
	maxHeaderBytes = 256 << 10
)

// A Header is a name and a value, as recorded.
type Header struct{ Name, Value string }

// A Page is a page load that entries belong to.
type Page struct {
	ID    string
	Title string // Chrome writes the address here
}

// An Entry is one exchange of an archive.
type Entry struct {
	Index   int // from 0
	PageRef string
	Started string  // ISO 8601
	Time    float64 // milliseconds

	Request  Request
	Response Response

	// What Chrome adds; "" elsewhere.
	ResourceType  string // "fetch", "xhr", "preflight", "document", …
	InitiatorType string // "script", "preflight", …
	FromCache     string // "memory", "disk" or ""
	// ServiceWorker is set if a service worker answered.
	ServiceWorker bool

	// Call is the request object that corsplain's own archives hold; nil
	// elsewhere, and for one that is too long to be kept.
	Call []byte
}

// A Request is an entry's request.
type Request struct {
	Method      string
	URL         string
	HTTPVersion string
	Headers     []Header
	// Cookies counts the cookies that are listed apart from the headers.
	Cookies  int
	Body     []byte // nil for none; the beginning if it was long
	BodyType string
	BodyCut  bool
}

// A Response is an entry's response. Status 0 means that none was recorded.
type Response struct {
	Status      int
	StatusText  string
	HTTPVersion string
	Headers     []Header
	Body        []byte
	BodySize    int64
	BodyCut     bool
	MIMEType    string
	RedirectURL string
	Error       string // "net::ERR_FAILED"
}

// get returns the first value of a header, in any case.
func get(headers []Header, name string) (value string, present bool) {
	for _, header := range headers {
		if equalFold(header.Name, name) {
			return header.Value, true
		}
	}
	return "", false
}

// Header returns the first value of a request header.
func (request *Request) Header(name string) (value string, present bool) {
	return get(request.Headers, name)
}

// Header returns the first value of a response header.
func (response *Response) Header(name string) (value string, present bool) {
	return get(response.Headers, name)
}

func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
