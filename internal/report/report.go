package report

import (
	"encoding/json"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// SchemaName is the version of the report that this package writes.
const SchemaName = "corsplain.report/v1"

// A Report is the machine contract's report object: what came of one call.
// Fields are only ever added. A nil list is left out of the JSON, an empty one
// is written.
type Report struct {
	Schema  string          `json:"schema"`
	ID      json.RawMessage `json:"id,omitempty"`
	Verdict explain.Verdict `json:"verdict"`
	// Browser is whom the run emulated: "standard", "chrome", "firefox" or
	// "safari".
	Browser fetchspec.EngineName `json:"browser,omitempty"`
	// Extent says that less than the whole call was made; "" for all of it.
	Extent    Extent     `json:"extent,omitempty"`
	Request   *Request   `json:"request,omitempty"`
	Preflight *Preflight `json:"preflight,omitempty"`
	// Exchanges are in wire order, probes last.
	Exchanges []Exchange `json:"exchanges,omitzero"`
	// Planned are the requests that a dry run would send, if each is answered
	// with all that it asks for; nil for every other run.
	Planned  []PlannedRequest `json:"planned,omitempty"`
	Response *Response        `json:"response,omitempty"`
	// Hidden is what the server answered and the browser keeps from script;
	// nil if nothing was received or nothing is kept back but headers.
	Hidden   *Hidden   `json:"hidden,omitempty"`
	Blockers []Finding `json:"blockers,omitzero"`
	Warnings []Finding `json:"warnings,omitzero"`
	Remedies []Remedy  `json:"remedies,omitzero"`
	Repaired *Repaired `json:"repaired,omitempty"`
	// Fix is the configuration for a server's stack; nil if none was asked for.
	Fix     *Fix    `json:"fix,omitempty"`
	Engines Engines `json:"engines,omitempty"`
	Layers  []Layer `json:"layers,omitempty"`
	// Intake says how a pasted request was understood; nil if none was.
	Intake *Intake `json:"intake,omitempty"`
	Error  *Error  `json:"error,omitempty"`
	Timing *Timing `json:"timing,omitempty"`

	// fixHint says how to get a configuration; "" where there is one already.
	fixHint string
	source  source
}

// An Extent says how much of a call was made.
type Extent string

// The extents besides the whole call.
const (
	ExtentPreflightOnly Extent = "preflight-only"
	ExtentDryRun        Extent = "dry-run"
)

// A Request is the request as the Fetch Standard sees it, before redirects.
type Request struct {
	URL         string     `json:"url"`
	Origin      string     `json:"origin"`
	Method      string     `json:"method"`
	Headers     HeaderList `json:"headers"`
	Mode        string     `json:"mode"`
	Credentials string     `json:"credentials"`
	Redirect    string     `json:"redirect"`
	Destination string     `json:"destination"`
	SameOrigin  bool       `json:"sameOrigin"`
	SameSite    bool       `json:"sameSite"`
	// Page is the address of the document that makes the request.
	Page string       `json:"page,omitempty"`
	API  simulate.API `json:"api,omitempty"`
	// BodySize is in bytes; absent without a body.
	BodySize *int64 `json:"bodySize,omitempty"`
	// Dropped are the headers that the script set and the API did not take.
	Dropped []DroppedHeader `json:"dropped,omitempty"`

	body []byte // with its secrets
}

// A DroppedHeader is a header that the API did not take from the script.
type DroppedHeader struct {
	Name   ByteString `json:"name"`
	Value  ByteString `json:"value"`
	Reason string     `json:"reason"` // "forbidden", "no-cors" or "ignored"
}

// A Preflight says whether the browser had to ask first, and why.
type Preflight struct {
	Needed    bool              `json:"needed"`
	Reasons   []PreflightReason `json:"reasons"`
	FromCache bool              `json:"fromCache"`
}

// A PreflightReason is one thing about a request that makes it need a
// preflight.
type PreflightReason struct {
	Kind  string     `json:"kind"`
	Name  ByteString `json:"name,omitempty"`
	Value ByteString `json:"value,omitempty"`
	Why   string     `json:"why"`
}

// An Exchange is one request on the wire and its answer.
type Exchange struct {
	Kind     fetchspec.ExchangeKind `json:"kind"`
	Hop      int                    `json:"hop"`
	Request  ExchangeRequest        `json:"request"`
	Response *ExchangeResponse      `json:"response"`
	// Error says how the exchange failed below HTTP; nil if it did not.
	Error         *Error   `json:"error,omitempty"`
	RemoteAddress string   `json:"remoteAddress,omitempty"`
	Timing        Timing   `json:"timing"`
	Checks        []Check  `json:"checks"`
	Cookies       []Cookie `json:"cookies,omitempty"`
}

// A PlannedRequest is a request that would be sent.
type PlannedRequest struct {
	Kind fetchspec.ExchangeKind `json:"kind"`
	Hop  int                    `json:"hop"`
	ExchangeRequest
}

// An ExchangeRequest is a request as sent.
type ExchangeRequest struct {
	Method      string     `json:"method"`
	URL         string     `json:"url"`
	HTTPVersion string     `json:"httpVersion"` // "" if it is not known
	Headers     HeaderList `json:"headers"`
	BodySize    *int64     `json:"bodySize,omitempty"` // bytes; absent without a body

	body []byte // with its secrets
}

// An ExchangeResponse is an answer as received.
type ExchangeResponse struct {
	Status      int               `json:"status"`
	StatusText  ByteString        `json:"statusText"`
	HTTPVersion string            `json:"httpVersion"`
	Headers     HeaderList        `json:"headers"`
	BodySize    int64             `json:"bodySize"` // bytes, decoded
	Interim     []InterimResponse `json:"interim,omitempty"`

	body fetchspec.ResponseBody // with its secrets
}

// An InterimResponse is a 1xx response that came before the final one.
type InterimResponse struct {
	Status  int        `json:"status"`
	Headers HeaderList `json:"headers"`
}

// A Check is a rule that was applied to an exchange's answer.
type Check struct {
	Algorithm string       `json:"algorithm"`
	Step      string       `json:"step"`
	Passed    bool         `json:"passed"`
	Code      explain.Code `json:"code,omitempty"`
	Evidence  *Evidence    `json:"evidence,omitempty"`
}

// A Cookie says what became of a cookie in an exchange.
type Cookie struct {
	Name ByteString `json:"name"`
	// Direction is "request" for a cookie to be sent, "response" for one to be
	// stored.
	Direction string `json:"direction"`
	// Withheld is why it was not sent or not stored; "" if it was.
	Withheld fetchspec.CookieReason `json:"withheld,omitempty"`
}

// A Response is what the script gets. Type is "" for an XMLHttpRequest that
// got a response: it shows its script no type.
type Response struct {
	Type          string       `json:"type,omitempty"`
	URL           string       `json:"url"`
	Redirected    bool         `json:"redirected"`
	Status        int          `json:"status"`
	StatusText    ByteString   `json:"statusText"`
	Headers       HeaderList   `json:"headers"`
	HiddenHeaders []ByteString `json:"hiddenHeaders"`
	Content
}

// Content is a body: text where the bytes are UTF-8 without a byte order mark,
// else base64; null for a null body.
type Content struct {
	Body          NullableText `json:"body,omitzero"`
	BodyBase64    string       `json:"bodyBase64,omitempty"`
	BodyTruncated bool         `json:"bodyTruncated,omitempty"`
	BodyError     string       `json:"bodyError,omitempty"`
}

// Hidden is an answer that a browser keeps from script.
type Hidden struct {
	Exchange   int        `json:"exchange"`
	Status     int        `json:"status"`
	StatusText ByteString `json:"statusText"`
	Headers    HeaderList `json:"headers"`
	BodySize   int64      `json:"bodySize"`
	// Content is the beginning of the body.
	Content
}

// A Finding is a blocker or a warning.
type Finding struct {
	Code      explain.Code `json:"code"`
	Exchange  int          `json:"exchange"` // -1 if it concerns none
	Algorithm string       `json:"algorithm"`
	Step      string       `json:"step"`
	SpecURL   string       `json:"specURL"`
	Summary   string       `json:"summary"`
	Detail    string       `json:"detail"`
	Evidence  []Evidence   `json:"evidence"`
	Remedies  []int        `json:"remedies"`
}

// Evidence is a line as it was sent or received.
type Evidence struct {
	Exchange int        `json:"exchange"` // -1 if it concerns none
	Where    string     `json:"where"`
	Name     ByteString `json:"name"`
	Value    ByteString `json:"value"`
	Absent   bool       `json:"absent,omitempty"`
	// Marks are the [start, end) ranges of Value that matter.
	Marks [][2]int `json:"marks,omitempty"`
	Note  string   `json:"note,omitempty"`
}

// A Remedy is the smallest change that gets past its blockers.
type Remedy struct {
	Target   explain.Target `json:"target"`
	Exchange int            `json:"exchange"` // -1 if it concerns none
	Change   []Change       `json:"change"`
	Text     string         `json:"text"`
	Cost     string         `json:"cost,omitempty"`
	Unlocks  []int          `json:"unlocks"`
	Proven   bool           `json:"proven"`
	// Alternative says that this is another way in place of the one before.
	Alternative bool `json:"alternative,omitempty"`
}

// A Change is one edit.
type Change struct {
	Op    string     `json:"op"`
	Name  ByteString `json:"name,omitempty"`
	Value ByteString `json:"value,omitempty"`
}

// Repaired is the verdict of a replay with all remedies.
type Repaired struct {
	Verdict explain.Verdict `json:"verdict"`
	Why     string          `json:"why,omitempty"`
}

// Engines are the views of Chrome, Firefox and Safari.
type Engines map[fetchspec.EngineName]EngineView

// An EngineView is what one browser does and prints.
type EngineView struct {
	Verdict explain.Verdict `json:"verdict"`
	Console []string        `json:"console"`
	// Exchanges and Response are there where they differ from the report's.
	Exchanges []Exchange `json:"exchanges,omitzero"`
	Response  *Response  `json:"response,omitempty"`
	Why       string     `json:"why,omitempty"`
}

// A Layer is who made a response.
type Layer struct {
	Exchange   int    `json:"exchange"`
	Name       string `json:"name"`
	Stack      string `json:"stack,omitempty"`
	Role       string `json:"role"`
	Confidence string `json:"confidence"`
	// Made says that it made the answer itself, and did not pass it on.
	Made     bool       `json:"made,omitempty"`
	Evidence []Evidence `json:"evidence"`
}

// A Fix is how a server is to be configured.
type Fix struct {
	// Stack is the stack's name among the snippets; "" where there is none.
	Stack string `json:"stack,omitempty"`
	// Why says how the stack was chosen, or why there is no configuration.
	Why   string    `json:"why,omitempty"`
	Files []FixFile `json:"files"`
	// Notes say what else changes with it, and what it cannot do.
	Notes []string `json:"notes"`
	// Traps are the mistakes that people make with the stack.
	Traps []string `json:"traps,omitempty"`
	// Verified says how the configuration is known to work; nil without one.
	Verified *Verification `json:"verified,omitempty"`

	title string
}

// A FixFile is what to put into one file.
type FixFile struct {
	Name     string `json:"name"`
	Place    string `json:"place,omitempty"`
	Language string `json:"language,omitempty"`
	Text     string `json:"text"`
}

// An Intake says how a pasted request was understood.
type Intake struct {
	Format string `json:"format"`
	// Notes say what was taken as the browser's own, and the like.
	Notes []string `json:"notes"`
	// Caveats are those of the notes that go with every verdict: what was made
	// up, lost or left out.
	Caveats []string `json:"caveats,omitempty"`
}

// An Error is why there is no verdict.
type Error struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Timing is how long the phases took; a phase that did not happen is 0 and
// left out.
type Timing struct {
	NameLookup Milliseconds `json:"nameLookupMs,omitempty"`
	Connect    Milliseconds `json:"connectMs,omitempty"`
	TLS        Milliseconds `json:"tlsMs,omitempty"`
	FirstByte  Milliseconds `json:"firstByteMs,omitempty"`
	Total      Milliseconds `json:"totalMs"`
}

// Milliseconds is a duration, rounded to hundredths.
type Milliseconds float64

// A CookieAnswer is what `op: "getCookies"` is answered with.
type CookieAnswer struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Cookie string          `json:"cookie"`
}

// Options say what a report is to hold.
type Options struct {
	// ShowSecrets leaves credentials and keys as they are.
	ShowSecrets bool
	// Extent says that less than the whole call was made.
	Extent Extent
	// Intake says how a pasted request was understood; nil if none was.
	Intake *Intake
	// Fix is the configuration for a server's stack; nil if none was asked for.
	Fix *explain.Fix
}

// A source is what a report was made from: for those writers that show more
// than the report's fields hold, and for the one that never shows secrets.
type source struct {
	result    *simulate.Result // nil for a report without a call
	diagnosis explain.Diagnosis
	options   Options
	redact    *redactor
}
