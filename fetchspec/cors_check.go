package fetchspec

// CORSCheck performs a CORS check for request and response; nil is success.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func CORSCheck(request *Request, response *Response) *Failure {
	return corsCheck(corsCheckInputOf(request), response.HeaderList)
}

// corsCheckInput is what the check asks of a request. Engines that depart do
// so here, in what they compare with, not in how.
type corsCheckInput struct {
	includeCredentials bool
	serializedOrigin   string
}

func corsCheckInputOf(request *Request) corsCheckInput {
	return corsCheckInput{
		includeCredentials: request.CredentialsMode == CredentialsInclude,
		serializedOrigin:   request.SerializedOrigin(),
	}
}

func corsCheck(input corsCheckInput, list HeaderList) *Failure {
	origin, present := list.Get("Access-Control-Allow-Origin")
	if !present {
		return failure("CORS check", "2", "Access-Control-Allow-Origin", -1)
	}
	if !input.includeCredentials && origin == "*" {
		return nil
	}
	// Step 4 compares bytes: a trailing slash or another case fails.
	if input.serializedOrigin != origin {
		return failure("CORS check", "4", "Access-Control-Allow-Origin", -1)
	}
	if !input.includeCredentials {
		return nil
	}
	credentials, _ := list.Get("Access-Control-Allow-Credentials")
	if credentials != "true" {
		return failure("CORS check", "8", "Access-Control-Allow-Credentials", -1)
	}
	return nil
}

// corsCheck runs the check for this fetch under its engine, and records it.
func (fetch *fetchParams) corsCheck(response *Response) *Failure {
	input := corsCheckInputOf(fetch.request)
	if fetch.serializedOrigin != "" {
		input.serializedOrigin = fetch.serializedOrigin
	}
	// Departure: WebKit takes the credentials of a chain that began
	// same-origin as included when another redirect follows.
	if fetch.ua.Engine.SameOriginStartChecksCredentials && fetch.startedSameOriginAndLeaves(response) {
		input.includeCredentials = true
	}
	failed := corsCheck(input, response.HeaderList)
	passed, subject := corsCheckPassed(input, response.HeaderList)
	return fetch.check(response.Exchange, passed, subject, failed)
}

// corsCheckPassed is the step at which a successful check returns.
func corsCheckPassed(input corsCheckInput, list HeaderList) (Step, string) {
	origin, _ := list.Get("Access-Control-Allow-Origin")
	switch {
	case !input.includeCredentials && origin == "*":
		return Step{"CORS check", "3"}, "Access-Control-Allow-Origin"
	case !input.includeCredentials:
		return Step{"CORS check", "5"}, "Access-Control-Allow-Origin"
	}
	return Step{"CORS check", "7"}, "Access-Control-Allow-Credentials"
}

// startedSameOriginAndLeaves reports whether the fetch began at the page's
// origin, was redirected since, and is redirected again by response.
func (fetch *fetchParams) startedSameOriginAndLeaves(response *Response) bool {
	request := fetch.request
	return fetch.kind == ExchangeRequest && fetch.hop > 0 &&
		request.CredentialsMode == CredentialsSameOrigin && request.URL().Origin().SameOrigin(request.Origin) &&
		IsRedirectStatus(response.Status) && response.HeaderList.Contains("Location")
}
