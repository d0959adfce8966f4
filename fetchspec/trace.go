package fetchspec

import "time"

// A Trace is everything that one fetch did. Replaying it gives the same
// response.
type Trace struct {
	Start     State
	Exchanges []Exchange // in wire order
	Decisions []Decision // in the order in which they were made
	// Request is the request as it was when the fetch ended: after redirects.
	Request *Request
}

// A State is what a fetch began from: with the exchanges it is all that a
// replay needs.
type State struct {
	Request *Request // nil when the API refused to make one
	// Init is what the script gave to the API (InitiatorFetch or InitiatorXHR),
	// with which the call can be made again, corrected or in another browser.
	// It is nil for elements, navigations and where it is not known.
	Init           *RequestInit
	API            InitiatorType
	Engine         Engine
	Profile        Profile
	PreflightCache *PreflightCache // a snapshot; nil if there was none
	Cookies        []Cookie
	HTTPCache      *HTTPCache // a snapshot; nil if there was none
	Time           time.Time
}

// An Exchange is one request and its answer, with the checks made on it.
type Exchange struct {
	Kind     ExchangeKind
	Hop      int
	Request  HTTPRequest
	Response *HTTPResponse // nil if Err is set
	Err      error         // an *ExchangeError
	Checks   []Check
	// IncludeCredentials says whether cookies were to be sent.
	IncludeCredentials bool
	// Cookies tells for each cookie of the URL's host whether it was sent, and
	// why not.
	Cookies []CookieDecision
	// SetCookies tells for each Set-Cookie line received what became of it.
	SetCookies []CookieDecision
	// Tainting and SerializedOrigin are the request's at that moment.
	Tainting         ResponseTainting
	SerializedOrigin string
	CredentialsMode  CredentialsMode
}

// A Check is a rule that was applied to an exchange's answer.
type Check struct {
	Step    Step   // where it gave up; the algorithm's last step if it passed
	Passed  bool   // whether the answer passed
	Subject string // the header or value it turned on; "" if none
}

// A Decision is a step that could have gone another way.
type Decision struct {
	Step     Step
	Subject  string // what it turned on: a method, a header name, a URL
	Outcome  string // a word: "preflight", "cached", "dropped", "tainted"
	Exchange int    // index of the exchange that came next, if one did
}

// A CookieDecision says what became of a cookie.
type CookieDecision struct {
	Cookie Cookie
	Line   string // the Set-Cookie value as received; "" when sending
	// Reason is "" when the cookie was sent or stored, else a word for why
	// not: see the CookieReason constants.
	Reason CookieReason
}
