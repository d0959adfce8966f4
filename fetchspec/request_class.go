package fetchspec

import "cmp"

// A RequestInit is what a script hands to fetch(input, init), and the page
// that it runs in. The zero value of a field means that the member is not
// there.
//
// https://fetch.spec.whatwg.org/#requestinit
type RequestInit struct {
	URL    string  // relative to the page's
	Client *Client // required

	Method  string
	Headers []Header // byte strings, in the script's order
	Body    *BodyInit

	Mode           Mode
	Credentials    CredentialsMode
	Cache          CacheMode
	Redirect       RedirectMode
	Referrer       *string // "" is none, "about:client" the page
	ReferrerPolicy ReferrerPolicy
	Integrity      string
	Keepalive      bool

	// WithCredentials and UploadListeners are an XMLHttpRequest's, which knows
	// none of the fields from Mode to Keepalive.
	WithCredentials bool
	UploadListeners bool

	Engine *Engine // nil is the Standard
}

// NewRequest makes the request that fetch(input, init) fetches, and tells
// which headers it left out. The Failure is the step at which the API throws.
//
// https://fetch.spec.whatwg.org/#dom-request
func NewRequest(init RequestInit) (*Request, []DroppedHeader, *Failure) {
	engine := init.Engine.orStandard()
	if failed := init.checkEnumerations(); failed != nil {
		return nil, nil, failed
	}
	request, failed := init.newRequest()
	if failed != nil {
		return nil, nil, failed
	}
	headers := &headersObject{guard: guardRequest, engine: engine}
	if request.Mode == ModeNoCORS {
		if !IsCORSSafelistedMethod(request.Method) {
			return nil, nil, failure("new Request(input, init)", "32.1", request.Method, -1)
		}
		headers.guard = guardRequestNoCORS
	}
	if failed := headers.fill(init.Headers); failed != nil {
		failed.Within = Step{"new Request(input, init)", "33.5"}
		return nil, nil, failed
	}
	request.AuthorHeaderNames = uniqueNames(headers.list)
	if failed := init.setBody(request, headers); failed != nil {
		return nil, headers.dropped, failed
	}
	request.HeaderList = headers.list
	request.DroppedHeaders = headers.dropped
	return request, headers.dropped, nil
}

// newRequest is steps 5 to 25: all but headers and body.
func (init RequestInit) newRequest() (*Request, *Failure) {
	parsedURL, err := init.parse(init.URL)
	if err != nil {
		return nil, failure("new Request(input, init)", "5.2", init.URL, -1)
	}
	if parsedURL.IncludesCredentials() {
		return nil, failure("new Request(input, init)", "5.3", init.URL, -1)
	}
	request := requestFor(init.Client, parsedURL)
	request.InitiatorType = InitiatorFetch
	request.ReferrerPolicy = init.ReferrerPolicy
	request.IntegrityMetadata = init.Integrity
	request.Keepalive = init.Keepalive
	if request.Referrer, err = init.referrer(); err != nil {
		return nil, failure("new Request(input, init)", "14.3.2", *init.Referrer, -1)
	}
	if init.Mode == ModeNavigate {
		return nil, failure("new Request(input, init)", "17", string(init.Mode), -1)
	}
	request.Mode = cmp.Or(init.Mode, ModeCORS)
	request.CredentialsMode = cmp.Or(init.Credentials, CredentialsSameOrigin)
	request.CacheMode = cmp.Or(init.Cache, CacheDefault)
	request.RedirectMode = cmp.Or(init.Redirect, RedirectFollow)
	if request.CacheMode == CacheOnlyIfCached && request.Mode != ModeSameOrigin {
		return nil, failure("new Request(input, init)", "21", string(request.Mode), -1)
	}
	if init.Method == "" {
		return request, nil
	}
	if !IsMethod(init.Method) || IsForbiddenMethod(init.Method) {
		return nil, failure("new Request(input, init)", "25.2", init.Method, -1)
	}
	request.Method = NormalizeMethod(init.Method)
	return request, nil
}

// requestFor is a new request of client's page, with the defaults.
func requestFor(client *Client, url *URL) *Request {
	request := &Request{
		Method:           "GET",
		UnsafeRequest:    true,
		Client:           client,
		Referrer:         Referrer{Keyword: ReferrerClient},
		Mode:             ModeCORS,
		CredentialsMode:  CredentialsSameOrigin,
		CacheMode:        CacheDefault,
		RedirectMode:     RedirectFollow,
		ResponseTainting: TaintingBasic,
		URLList:          []*URL{url},
	}
	if client != nil {
		request.Origin = client.Origin
	}
	return request
}

// referrer is step 14. The error is that of the URL parser.
func (init RequestInit) referrer() (Referrer, error) {
	client := Referrer{Keyword: ReferrerClient}
	if init.Referrer == nil {
		return client, nil
	}
	if *init.Referrer == "" {
		return Referrer{Keyword: ReferrerNone}, nil
	}
	parsed, err := init.parse(*init.Referrer)
	if err != nil {
		return Referrer{}, err
	}
	isClient := parsed.Scheme() == "about" && parsed.Path() == "client"
	if isClient || init.Client == nil || !parsed.Origin().SameOrigin(init.Client.Origin) {
		return client, nil
	}
	return Referrer{URL: parsed}, nil
}

// setBody is steps 35 to 42.
func (init RequestInit) setBody(request *Request, headers *headersObject) *Failure {
	if init.Body == nil {
		return nil
	}
	if request.Method == "GET" || request.Method == "HEAD" {
		return failure("new Request(input, init)", "35", request.Method, -1)
	}
	body, contentType, failed := init.Body.extract(request.Keepalive, headers.engine)
	if failed != nil {
		failed.Within = Step{"new Request(input, init)", "37.1"}
		return failed
	}
	if failed := init.setContentType(contentType, headers); failed != nil {
		return failed
	}
	if body.Stream {
		if request.Mode != ModeSameOrigin && request.Mode != ModeCORS {
			return failure("new Request(input, init)", "39.2", string(request.Mode), -1)
		}
		request.UseCORSPreflight = true
	}
	request.Body = body
	return nil
}

// setContentType is step 37.4.
func (init RequestInit) setContentType(contentType string, headers *headersObject) *Failure {
	if contentType == "" || headers.list.Contains("Content-Type") {
		return nil
	}
	// Departure: WebKit sets the type of a Blob past the guard.
	if headers.engine.ContentTypeOfTypedBlobInNoCORS && init.Body.Type == BodyInitBlob {
		headers.list.Append("Content-Type", contentType)
		return nil
	}
	failed := headers.append("Content-Type", contentType)
	if failed != nil {
		failed.Within = Step{"new Request(input, init)", "37.4"}
	}
	return failed
}

// parse parses a URL as the page's scripts do.
func (init RequestInit) parse(input string) (*URL, error) {
	if init.Client == nil || init.Client.URL == nil {
		return ParseURL(input)
	}
	return init.Client.URL.Parse(input)
}

// checkEnumerations refuses the values that Web IDL throws for before the
// constructor runs.
//
// https://webidl.spec.whatwg.org/#js-enumeration
func (init RequestInit) checkEnumerations() *Failure {
	valid := [...]struct {
		value string
		known bool
	}{
		{string(init.Mode), init.Mode.isKnown()},
		{string(init.Credentials), init.Credentials.isKnown()},
		{string(init.Cache), init.Cache.isKnown()},
		{string(init.Redirect), init.Redirect.isKnown()},
		{string(init.ReferrerPolicy), init.ReferrerPolicy.IsReferrerPolicy()},
	}
	for _, member := range valid {
		if member.value != "" && !member.known {
			return failure("Web IDL enumeration", "2", member.value, -1)
		}
	}
	return nil
}

func (mode Mode) isKnown() bool {
	switch mode {
	case ModeCORS, ModeNoCORS, ModeSameOrigin, ModeNavigate:
		return true
	}
	return false
}

func (credentials CredentialsMode) isKnown() bool {
	switch credentials {
	case CredentialsOmit, CredentialsSameOrigin, CredentialsInclude:
		return true
	}
	return false
}

func (cache CacheMode) isKnown() bool {
	switch cache {
	case CacheDefault, CacheNoStore, CacheReload, CacheNoCache, CacheForceCache, CacheOnlyIfCached:
		return true
	}
	return false
}

func (redirect RedirectMode) isKnown() bool {
	switch redirect {
	case RedirectFollow, RedirectError, RedirectManual:
		return true
	}
	return false
}
