package report

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A sample is a call with what came of it, written by hand.
type sample struct {
	name      string
	result    *simulate.Result
	diagnosis explain.Diagnosis
	options   Options
}

func (sample sample) report() *Report {
	return New(sample.result, sample.diagnosis, sample.options)
}

func samples(t testing.TB) []sample {
	return []sample{
		sampleAllowed(t),
		sampleMethodNotListed(t),
		sampleSeveralBlockers(t),
		sampleTrailingSlash(t),
		sampleRedirect(t),
		sampleRefused(t),
		sampleOpaque(t),
		sampleOpaqueRedirect(t),
		sampleRefusedByAPI(t),
		samplePreflightOnly(t),
		sampleNoPreflight(t),
		sampleDryRun(t),
		sampleXHR(t),
	}
}

func sampleNamed(t testing.TB, name string) sample {
	for _, sample := range samples(t) {
		if sample.name == name {
			return sample
		}
	}
	t.Fatalf("no sample called %q", name)
	return sample{}
}

func parseURL(t testing.TB, text string) *fetchspec.URL {
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// browserHeaders are what a browser adds to every request.
func browserHeaders(extra ...fetchspec.Header) fetchspec.HeaderList {
	list := fetchspec.HeaderList{
		{Name: "Host", Value: "api.example.com"},
		{Name: "User-Agent", Value: "Mozilla/5.0 (compatible; corsplain)"},
		{Name: "Accept", Value: "*/*"},
		{Name: "Accept-Language", Value: "en-US,en;q=0.9"},
		{Name: "Accept-Encoding", Value: "gzip, deflate, br, zstd"},
		{Name: "Origin", Value: "https://app.example.com"},
		{Name: "Referer", Value: "https://app.example.com/"},
		{Name: "Sec-Fetch-Mode", Value: "cors"},
	}
	return append(list, extra...)
}

// standardRequest is the request for a call from https://app.example.com.
func standardRequest(t testing.TB, call simulate.Call) *fetchspec.Request {
	page := parseURL(t, "https://app.example.com/")
	request := &fetchspec.Request{
		Method:          call.Method,
		URLList:         []*fetchspec.URL{parseURL(t, call.URL)},
		Origin:          page.Origin(),
		Client:          &fetchspec.Client{URL: page, Origin: page.Origin()},
		Mode:            fetchspec.ModeCORS,
		CredentialsMode: fetchspec.CredentialsSameOrigin,
		RedirectMode:    fetchspec.RedirectFollow,
		InitiatorType:   fetchspec.InitiatorFetch,
	}
	if request.Method == "" {
		request.Method = "GET"
	}
	for _, header := range call.Headers {
		request.HeaderList = append(request.HeaderList, fetchspec.Header(header))
	}
	if call.Body != nil {
		request.Body = &fetchspec.Body{Bytes: call.Body}
	}
	if call.Mode != "" {
		request.Mode = fetchspec.Mode(call.Mode)
	}
	if call.Credentials != "" {
		request.CredentialsMode = fetchspec.CredentialsMode(call.Credentials)
	}
	if call.Redirect != "" {
		request.RedirectMode = fetchspec.RedirectMode(call.Redirect)
	}
	return request
}

func resultOf(t testing.TB, call simulate.Call, response *fetchspec.Response, exchanges ...fetchspec.Exchange) *simulate.Result {
	request := standardRequest(t, call)
	return &simulate.Result{
		Call:     call,
		Response: response,
		Trace: &fetchspec.Trace{
			Start:     fetchspec.State{Request: request, Engine: fetchspec.Standard(), Time: time.Date(2026, 7, 2, 9, 30, 0, 0, time.UTC)},
			Exchanges: exchanges,
			Request:   request.Clone(),
		},
		Total: 61 * time.Millisecond,
	}
}

func exchangeOf(kind fetchspec.ExchangeKind, url *fetchspec.URL, method string, headers fetchspec.HeaderList, response *fetchspec.HTTPResponse) fetchspec.Exchange {
	return fetchspec.Exchange{
		Kind:     kind,
		Request:  fetchspec.HTTPRequest{Kind: kind, Method: method, URL: url, HeaderList: headers},
		Response: response,
	}
}

func answer(status int, text, body string, headers ...fetchspec.Header) *fetchspec.HTTPResponse {
	return &fetchspec.HTTPResponse{
		HTTPVersion:   "1.1",
		Status:        status,
		StatusText:    text,
		HeaderList:    headers,
		Body:          fetchspec.ResponseBody{Bytes: []byte(body), Size: int64(len(body))},
		RemoteAddress: "203.0.113.7:443",
		Timing: fetchspec.Timing{
			NameLookup: 2100 * time.Microsecond,
			Connect:    9 * time.Millisecond,
			TLS:        12345 * time.Microsecond,
			FirstByte:  14 * time.Millisecond,
			Total:      38 * time.Millisecond,
		},
	}
}

func internalResponse(received *fetchspec.HTTPResponse, index int, urls ...*fetchspec.URL) *fetchspec.Response {
	body := received.Body
	return &fetchspec.Response{
		Type:          fetchspec.ResponseDefault,
		URLList:       urls,
		Status:        received.Status,
		StatusMessage: received.StatusText,
		HeaderList:    received.HeaderList,
		Body:          &body,
		Exchange:      index,
	}
}

func networkError(algorithm, step string, exchange int) *fetchspec.Response {
	return fetchspec.NetworkError(&fetchspec.Failure{
		Step:     fetchspec.Step{Algorithm: algorithm, Number: step},
		Exchange: exchange,
	})
}

func allowOrigin(exchange int, value string) explain.CheckResult {
	return explain.CheckResult{
		Step:   fetchspec.Step{Algorithm: "CORS check", Number: "5"},
		Passed: true,
		Evidence: &explain.Evidence{
			Exchange: exchange,
			Where:    "response",
			Name:     "Access-Control-Allow-Origin",
			Value:    value,
		},
	}
}

func sampleAllowed(t testing.TB) sample {
	call := simulate.Call{
		ID:      json.RawMessage(`7`),
		URL:     "https://api.example.com/users/7",
		Origin:  "https://app.example.com",
		Headers: []simulate.HeaderField{{Name: "Accept", Value: "application/json"}},
	}
	url := parseURL(t, call.URL)
	received := answer(200, "OK", `{"name":"Ada"}`,
		fetchspec.Header{Name: "Content-Type", Value: "application/json"},
		fetchspec.Header{Name: "Access-Control-Allow-Origin", Value: "*"},
		fetchspec.Header{Name: "X-Total-Count", Value: "1"},
		fetchspec.Header{Name: "Set-Cookie", Value: "sid=9f8e7d6c5b4a; Path=/; Secure"},
	)
	return sample{
		name: "allowed",
		result: resultOf(t, call, fetchspec.CORSFilteredResponse(internalResponse(received, 0, url)),
			exchangeOf(fetchspec.ExchangeRequest, url, "GET", browserHeaders(), received)),
		diagnosis: explain.Diagnosis{
			Verdict: explain.VerdictAllowed,
			Checks:  [][]explain.CheckResult{{allowOrigin(0, "*")}},
			Engines: map[fetchspec.EngineName]explain.EngineView{
				fetchspec.EngineChrome:  {Verdict: explain.VerdictAllowed},
				fetchspec.EngineFirefox: {Verdict: explain.VerdictAllowed},
				fetchspec.EngineSafari:  {Verdict: explain.VerdictAllowed},
			},
		},
	}
}

func preflightHeaders(method, names string) fetchspec.HeaderList {
	return browserHeaders(
		fetchspec.Header{Name: "Access-Control-Request-Method", Value: method},
		fetchspec.Header{Name: "Access-Control-Request-Headers", Value: names},
	)
}

func putCall() simulate.Call {
	return simulate.Call{
		URL:     "https://api.example.com/users/7",
		Origin:  "https://app.example.com",
		Method:  "PUT",
		Headers: []simulate.HeaderField{{Name: "Content-Type", Value: "application/json"}},
		Body:    []byte(`{"name":"Ada"}`),
	}
}

func putNeed() explain.PreflightNeed {
	return explain.PreflightNeed{Needed: true, Reasons: []explain.PreflightReason{
		{Kind: "method", Name: "PUT", Why: "the method is PUT, not GET, HEAD or POST"},
		{Kind: "header", Name: "Content-Type", Value: "application/json", Why: "Content-Type: application/json is not one of the three that forms can send"},
	}}
}

const preflightSpecURL = "https://fetch.spec.whatwg.org/#cors-preflight-fetch"

func sampleMethodNotListed(t testing.TB) sample {
	call := putCall()
	url := parseURL(t, call.URL)
	received := answer(204, "No Content", "",
		fetchspec.Header{Name: "Access-Control-Allow-Origin", Value: "https://app.example.com"},
		fetchspec.Header{Name: "Access-Control-Allow-Headers", Value: "content-type"},
		fetchspec.Header{Name: "Access-Control-Allow-Methods", Value: "GET, POST"},
		fetchspec.Header{Name: "X-Powered-By", Value: "Express"},
	)
	methods := explain.Evidence{
		Where: "response", Name: "Access-Control-Allow-Methods", Value: "GET, POST", Note: "PUT is not in the list",
	}
	step := fetchspec.Step{Algorithm: "CORS-preflight fetch", Number: "7.5"}
	return sample{
		name: "method not listed",
		result: resultOf(t, call, networkError("CORS-preflight fetch", "7.5", 0),
			exchangeOf(fetchspec.ExchangePreflight, url, "OPTIONS", preflightHeaders("PUT", "content-type"), received)),
		diagnosis: explain.Diagnosis{
			Verdict:   explain.VerdictBlocked,
			Preflight: putNeed(),
			Blockers: []explain.Finding{{
				Code: "allow-methods-lacks-method", Step: step, SpecURL: preflightSpecURL,
				Summary:  "The server at api.example.com allows GET, POST from other origins, but not PUT.",
				Evidence: []explain.Evidence{methods}, Remedies: []int{0},
			}},
			Remedies: []explain.Remedy{{
				Target: explain.TargetPreflight,
				Change: []explain.Change{{Op: "set", Name: "Access-Control-Allow-Methods", Value: "GET, POST, PUT"}},
				Text:   "Add PUT to the preflight answer: Access-Control-Allow-Methods: GET, POST, PUT", Unlocks: []int{0}, Proven: true,
			}},
			Repaired: explain.Repaired{Verdict: explain.VerdictUnknown, Why: "the PUT itself was never sent, and corsplain does not send it by itself"},
			Engines: map[fetchspec.EngineName]explain.EngineView{
				fetchspec.EngineChrome: {Verdict: explain.VerdictBlocked, Console: []string{
					"Access to fetch at 'https://api.example.com/users/7' from origin 'https://app.example.com' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.",
				}},
				fetchspec.EngineFirefox: {Verdict: explain.VerdictBlocked, Console: []string{
					"Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users/7. (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
					"Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users/7. (Reason: CORS request did not succeed). Status code: (null).",
				}},
				fetchspec.EngineSafari: {Verdict: explain.VerdictBlocked, Console: []string{
					"Method PUT is not allowed by Access-Control-Allow-Methods.",
					"Fetch API cannot load https://api.example.com/users/7 due to access control checks.",
				}},
			},
			Layers: []explain.Layer{{
				Name: "Express", Stack: "express", Role: "app", Confidence: "likely", Made: true,
				Evidence: []explain.Evidence{{Where: "response", Name: "X-Powered-By", Value: "Express"}},
			}},
			Checks: [][]explain.CheckResult{{
				allowOrigin(0, "https://app.example.com"),
				{Step: step, Code: "allow-methods-lacks-method", Evidence: &methods},
				{Step: fetchspec.Step{Algorithm: "CORS-preflight fetch", Number: "7.7"}, Passed: true, Evidence: &explain.Evidence{
					Where: "response", Name: "Access-Control-Allow-Headers", Value: "content-type",
				}},
			}},
		},
	}
}

func sampleSeveralBlockers(t testing.TB) sample {
	call := putCall()
	call.Credentials = "include"
	call.Cookies = []string{"sid=9f8e7d6c5b4a; Secure; SameSite=Lax"}
	url := parseURL(t, call.URL+"?access_token=tok_0123456789abcdef&page=2")
	call.URL = url.String()
	body := "<html>\n<head><title>401 Authorization Required</title></head>\n<body>\n<center><h1>401 Authorization Required</h1></center>\n<hr><center>nginx/1.25.3</center>\n</body>\n</html>\n"
	received := answer(401, "Unauthorized", body,
		fetchspec.Header{Name: "Server", Value: "nginx/1.25.3"},
		fetchspec.Header{Name: "Content-Type", Value: "text/html"},
		fetchspec.Header{Name: "WWW-Authenticate", Value: `Bearer realm="api"`},
	)
	probed := answer(401, "Unauthorized", body, received.HeaderList...)
	preflight := exchangeOf(fetchspec.ExchangePreflight, url, "OPTIONS", preflightHeaders("PUT", "content-type"), received)
	preflight.Cookies = []fetchspec.CookieDecision{
		{Cookie: fetchspec.Cookie{Name: "sid", Value: "9f8e7d6c5b4a"}, Reason: fetchspec.CookieSameSiteLaxWithheld},
	}
	status := explain.Evidence{Where: "response", Name: "status", Value: "401 Unauthorized", Note: "a preflight must be answered with 200 to 299", Marks: []explain.Mark{{Start: 0, End: 3}}}
	origin := explain.Evidence{Where: "response", Name: "Access-Control-Allow-Origin", Absent: true}
	return sample{
		name:    "several blockers",
		options: Options{Fix: nginxFix()},
		result:  resultOf(t, call, networkError("CORS check", "2", 0), preflight),
		diagnosis: explain.Diagnosis{
			Verdict:   explain.VerdictBlocked,
			Preflight: putNeed(),
			Blockers: []explain.Finding{
				{
					Code: "preflight-needs-login", Step: fetchspec.Step{Algorithm: "CORS check", Number: "2"},
					SpecURL:  "https://fetch.spec.whatwg.org/#concept-cors-check",
					Summary:  "The server at api.example.com asks preflights for a login, and a browser never logs in to a preflight.",
					Detail:   "The preflight carries neither cookies nor Authorization. Whatever checks logins has to let OPTIONS pass, and leave the answer to the layer that knows CORS.",
					Evidence: []explain.Evidence{origin, status}, Remedies: []int{0},
				},
				{
					Code: "allow-credentials-missing", Step: fetchspec.Step{Algorithm: "CORS check", Number: "8"},
					SpecURL: "https://fetch.spec.whatwg.org/#concept-cors-check",
					Summary: "The request is made with credentials, and the answer has no Access-Control-Allow-Credentials.", Remedies: []int{1},
				},
				{
					Code: "allow-headers-missing", Step: fetchspec.Step{Algorithm: "CORS-preflight fetch", Number: "7.7"}, SpecURL: preflightSpecURL,
					Summary: "The server at api.example.com answered the preflight without Access-Control-Allow-Headers, and content-type must be named there.", Remedies: []int{2},
				},
			},
			Remedies: []explain.Remedy{
				{
					Target: explain.TargetPreflight,
					Change: []explain.Change{{Op: "status", Value: "204"}, {Op: "set", Name: "Access-Control-Allow-Origin", Value: "https://app.example.com"}},
					Text:   "Let OPTIONS pass without a login.", Unlocks: []int{0}, Proven: true,
				},
				{
					Target: explain.TargetPreflight,
					Change: []explain.Change{{Op: "set", Name: "Access-Control-Allow-Credentials", Value: "true"}},
					Text:   "Add Access-Control-Allow-Credentials: true", Unlocks: []int{1}, Proven: true,
					Cost: "Pages at https://app.example.com can then read what the server shows to this visitor.",
				},
				{
					Target: explain.TargetPreflight,
					Change: []explain.Change{{Op: "set", Name: "Access-Control-Allow-Headers", Value: "content-type"}},
					Text:   "Add to the preflight answer Access-Control-Allow-Headers: content-type", Unlocks: []int{2}, Proven: true,
				},
				{
					Target: explain.TargetPage, Exchange: -1, Change: []explain.Change{{Op: "credentials", Value: "same-origin"}},
					Text: "If nothing there needs a cookie, leave credentials out of the page's call.", Unlocks: []int{1}, Proven: true, Alternative: true,
					Cost: "The browser then sends no cookies to api.example.com.",
				},
				{
					Target: explain.TargetPreflight,
					Change: []explain.Change{{Op: "set", Name: "Access-Control-Max-Age", Value: "7200"}},
					Text:   "Add to the preflight answer: Access-Control-Max-Age: 7200", Cost: "A change takes that long to reach browsers.",
				},
			},
			Repaired: explain.Repaired{Verdict: explain.VerdictUnknown, Why: "the PUT itself was never sent, and corsplain does not send it by itself"},
			Warnings: []explain.Finding{
				{Code: "vary-origin-missing", Summary: "The answer depends on Origin, and no Vary: Origin says so: a cache can give one page's answer to another.", Step: fetchspec.Step{Algorithm: "HTTP-network-or-cache fetch", Number: "8.25"}, SpecURL: "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch", Detail: "Send Vary: Origin on every answer."},
				{Code: "cookie-withheld", Summary: "The cookie sid is SameSite=Lax, so it will not be sent from https://app.example.com."},
				{Code: "max-age-missing", Summary: "Every call is preceded by a preflight: the server sends no Access-Control-Max-Age.", Remedies: []int{4}},
				{Code: "token-in-url", Summary: "The URL https://api.example.com/users/7?access_token=tok_0123456789abcdef&page=2 holds a secret."},
				{Code: "timing-hidden", Summary: "The page cannot see how long the phases took."},
			},
			Engines: map[fetchspec.EngineName]explain.EngineView{
				fetchspec.EngineChrome:  {Verdict: explain.VerdictBlocked, Console: []string{"Access to fetch at 'https://api.example.com/users/7?access_token=tok_0123456789abcdef&page=2' from origin 'https://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource."}},
				fetchspec.EngineFirefox: {Verdict: explain.VerdictAllowed},
				fetchspec.EngineSafari:  {Verdict: explain.VerdictUnknown, Why: "Safari would have sent the preflight with other headers."},
			},
			Probes: []fetchspec.Exchange{
				exchangeOf(fetchspec.ExchangeProbe, url, "OPTIONS", preflightHeaders("PUT", "content-type").Clone(), probed),
			},
			Layers: []explain.Layer{{
				Name: "nginx", Stack: "nginx", Role: "proxy", Confidence: "certain", Made: true,
				Evidence: []explain.Evidence{{Where: "response", Name: "Server", Value: "nginx/1.25.3"}},
			}},
			Checks: [][]explain.CheckResult{{{
				Step: fetchspec.Step{Algorithm: "CORS check", Number: "2"}, Code: "preflight-needs-login", Evidence: &origin,
			}}},
		},
	}
}

// nginxFix is a configuration as explain.FixFor makes it.
func nginxFix() *explain.Fix {
	return &explain.Fix{
		Snippet: &explain.Snippet{
			Stack: &explain.Stack{
				Name: "nginx", Title: "nginx", Traps: []string{"Without always, errors have no headers."},
				Verified: explain.Verification{How: explain.VerifiedByRun, Version: "nginx 1.22", Date: "2026-11-25", Sources: []string{"https://nginx.org/en/docs/"}},
			},
			Files: []explain.SnippetFile{{
				Name: "nginx.conf", Place: "in the server's location", Language: "nginx",
				Text: "if ($request_method = OPTIONS) {\n\tadd_header Access-Control-Allow-Origin https://app.example.com always;\n\treturn 204;\n}\n",
			}},
			Unmet: []string{"nginx cannot do one thing that was asked for."},
		},
		Why:   "nginx made the answer that has to change (seen: Server: nginx/1.25.3).",
		Notes: []string{"Reload it afterwards."},
	}
}

func sampleTrailingSlash(t testing.TB) sample {
	call := simulate.Call{URL: "https://api.example.com/", Origin: "https://app.example.com"}
	url := parseURL(t, call.URL)
	const value = "https://app.example.com/"
	received := answer(200, "OK", `{"secret":"plans"}`,
		fetchspec.Header{Name: "content-type", Value: "application/json"},
		fetchspec.Header{Name: "access-control-allow-origin", Value: value},
	)
	evidence := explain.Evidence{
		Where: "response", Name: "access-control-allow-origin", Value: value,
		Marks: []explain.Mark{{Start: len(value) - 1, End: len(value)}}, Note: "an origin has no slash at its end",
	}
	step := fetchspec.Step{Algorithm: "CORS check", Number: "4"}
	return sample{
		name: "trailing slash",
		result: resultOf(t, call, networkError("CORS check", "4", 0),
			exchangeOf(fetchspec.ExchangeRequest, url, "GET", browserHeaders(), received)),
		diagnosis: explain.Diagnosis{
			Verdict: explain.VerdictBlocked,
			Blockers: []explain.Finding{{
				Code: "allow-origin-trailing-slash", Step: step, SpecURL: "https://fetch.spec.whatwg.org/#concept-cors-check",
				Summary: "The server at api.example.com allows https://app.example.com/, and the page's origin is https://app.example.com: browsers compare letter by letter.", Evidence: []explain.Evidence{evidence}, Remedies: []int{0},
			}},
			Remedies: []explain.Remedy{{
				Target: explain.TargetResponse,
				Change: []explain.Change{{Op: "set", Name: "Access-Control-Allow-Origin", Value: "https://app.example.com"}},
				Text:   "Remove the slash: Access-Control-Allow-Origin: https://app.example.com", Unlocks: []int{0}, Proven: true,
			}},
			Repaired: explain.Repaired{Verdict: explain.VerdictAllowed},
			Checks:   [][]explain.CheckResult{{{Step: step, Code: "allow-origin-trailing-slash", Evidence: &evidence}}},
		},
	}
}

func sampleRedirect(t testing.TB) sample {
	call := simulate.Call{URL: "http://api.example.com/users", Origin: "https://app.example.com", Headers: []simulate.HeaderField{{Name: "Cookie", Value: "a=1"}}}
	first, second := parseURL(t, call.URL), parseURL(t, "https://login.example.net/start?next=http%3A%2F%2Fapi.example.com%2Fusers&client_id=4f3e2d1c&session=abcdef0123456789")
	moved := answer(302, "Found", "",
		fetchspec.Header{Name: "Location", Value: second.String()},
		fetchspec.Header{Name: "Access-Control-Allow-Origin", Value: "*"},
	)
	login := answer(200, "", "<title>Log in</title>", fetchspec.Header{Name: "content-type", Value: "text/html"})
	login.HTTPVersion = "2"
	hop := exchangeOf(fetchspec.ExchangeRequest, second, "GET", browserHeaders(), login)
	hop.Hop = 1
	hop.Request.HeaderList.Set("Origin", "null")
	absent := explain.Evidence{Exchange: 1, Where: "response", Name: "Access-Control-Allow-Origin", Absent: true, Note: "must be null or *"}
	made := resultOf(t, call, networkError("CORS check", "2", 1),
		exchangeOf(fetchspec.ExchangeRequest, first, "GET", browserHeaders(), moved), hop)
	made.Dropped = []fetchspec.DroppedHeader{{Header: fetchspec.Header{Name: "Cookie", Value: "a=1"}, Reason: fetchspec.DropForbidden}}
	return sample{
		name:   "redirect",
		result: made,
		diagnosis: explain.Diagnosis{
			Verdict: explain.VerdictBlocked,
			Blockers: []explain.Finding{{
				Code: "allow-origin-missing-after-redirect", Exchange: 1, Step: fetchspec.Step{Algorithm: "CORS check", Number: "2"},
				SpecURL: "https://fetch.spec.whatwg.org/#concept-cors-check", Summary: "The server at login.example.net sends no Access-Control-Allow-Origin.",
				Evidence: []explain.Evidence{absent},
			}},
			Remedies: []explain.Remedy{{Target: explain.TargetPage, Exchange: -1, Text: "Log in first, and call https://api.example.com/users directly.", Unlocks: []int{0}}},
			Repaired: explain.Repaired{Verdict: explain.VerdictUnknown, Why: "the address was not asked"},
			Checks:   [][]explain.CheckResult{{allowOrigin(0, "*")}, {{Step: fetchspec.Step{Algorithm: "CORS check", Number: "2"}, Code: "allow-origin-missing-after-redirect", Evidence: &absent}}},
		},
	}
}

func sampleRefused(t testing.TB) sample {
	call := simulate.Call{URL: "http://localhost:3000/api", Origin: "http://localhost:5173"}
	cause := &fetchspec.ExchangeError{
		Kind: fetchspec.FailureConnect, Err: errors.New("dial tcp 127.0.0.1:3000: connection refused"),
		RemoteAddress: "127.0.0.1:3000", Timing: fetchspec.Timing{Total: 420 * time.Microsecond},
	}
	response := networkError("HTTP-network fetch", "8.1", 0)
	response.Failure.Cause = cause
	exchange := exchangeOf(fetchspec.ExchangeRequest, parseURL(t, call.URL), "GET", browserHeaders(), nil)
	exchange.Err = cause
	return sample{
		name:   "connection refused",
		result: resultOf(t, call, response, exchange),
		diagnosis: explain.Diagnosis{
			Verdict: explain.VerdictFailed,
			Blockers: []explain.Finding{{
				Code: "connection-refused", Step: response.Failure.Step, SpecURL: "https://fetch.spec.whatwg.org/#concept-http-network-fetch",
				Summary: "Nothing listens at localhost:3000.", Remedies: []int{0},
			}},
			Remedies: []explain.Remedy{{Target: explain.TargetServer, Exchange: -1, Text: "Start the server, and check its port and the address it listens on.", Unlocks: []int{0}}},
		},
	}
}

func sampleOpaque(t testing.TB) sample {
	call := simulate.Call{URL: "https://api.example.com/pixel.png", Origin: "https://app.example.com", Mode: "no-cors"}
	url := parseURL(t, call.URL)
	received := answer(200, "OK", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", fetchspec.Header{Name: "Content-Type", Value: "image/png"})
	return sample{
		name: "opaque",
		result: resultOf(t, call, fetchspec.OpaqueFilteredResponse(internalResponse(received, 0, url)),
			exchangeOf(fetchspec.ExchangeRequest, url, "GET", browserHeaders(), received)),
		diagnosis: explain.Diagnosis{Verdict: explain.VerdictOpaque},
	}
}

func sampleOpaqueRedirect(t testing.TB) sample {
	call := simulate.Call{URL: "https://api.example.com/old", Origin: "https://app.example.com", Redirect: "manual"}
	url := parseURL(t, call.URL)
	received := answer(301, "Moved Permanently", "", fetchspec.Header{Name: "Location", Value: "/new"})
	return sample{
		name: "opaque redirect",
		result: resultOf(t, call, fetchspec.OpaqueRedirectFilteredResponse(internalResponse(received, 0, url)),
			exchangeOf(fetchspec.ExchangeRequest, url, "GET", browserHeaders(), received)),
		diagnosis: explain.Diagnosis{Verdict: explain.VerdictOpaque},
	}
}

func sampleRefusedByAPI(t testing.TB) sample {
	call := simulate.Call{URL: "https://api.example.com/", Page: "https://app.example.com/", Method: "TRACE"}
	return sample{
		name: "refused by the API",
		result: &simulate.Result{
			Call:     call,
			Response: networkError("new Request(input, init)", "25.2", -1),
			Trace:    &fetchspec.Trace{Start: fetchspec.State{Engine: fetchspec.Standard()}},
		},
		diagnosis: explain.Diagnosis{
			Verdict: explain.VerdictBlocked,
			Blockers: []explain.Finding{{
				Code: "forbidden-method", Exchange: -1, Step: fetchspec.Step{Algorithm: "new Request(input, init)", Number: "25.2"},
				SpecURL: "https://fetch.spec.whatwg.org/#dom-request", Summary: "fetch() refuses the method TRACE: no script may send it.",
			}},
		},
	}
}

func samplePreflightOnly(t testing.TB) sample {
	made := sampleMethodNotListed(t)
	made.name = "preflight only"
	made.options.Extent = ExtentPreflightOnly
	return made
}

func sampleNoPreflight(t testing.TB) sample {
	call := simulate.Call{URL: "https://api.example.com/", Origin: "https://app.example.com"}
	return sample{
		name:      "preflight only, and none needed",
		result:    resultOf(t, call, nil),
		diagnosis: explain.Diagnosis{Verdict: explain.VerdictUnknown},
		options:   Options{Extent: ExtentPreflightOnly},
	}
}

func sampleDryRun(t testing.TB) sample {
	call := putCall()
	url := parseURL(t, call.URL)
	granted := answer(200, "", "", fetchspec.Header{Name: "Access-Control-Allow-Origin", Value: "https://app.example.com"})
	request := exchangeOf(fetchspec.ExchangeRequest, url, "PUT", browserHeaders(fetchspec.Header{Name: "Content-Type", Value: "application/json"}), granted)
	request.Request.Body = &fetchspec.Body{Bytes: call.Body}
	return sample{
		name: "dry run",
		result: resultOf(t, call, nil,
			exchangeOf(fetchspec.ExchangePreflight, url, "OPTIONS", preflightHeaders("PUT", "content-type"), granted), request),
		diagnosis: explain.Diagnosis{Verdict: explain.VerdictUnknown, Preflight: putNeed()},
		options: Options{Extent: ExtentDryRun, Intake: &Intake{Format: "a curl command, as Chrome copies it", Notes: []string{
			"Origin and Referer give the page", "Cookie fills the jar, and says that credentials were included",
		}}},
	}
}

func sampleXHR(t testing.TB) sample {
	call := simulate.Call{
		URL: "https://api.example.com/users", Origin: "https://app.example.com", API: simulate.APIXHR, WithCredentials: true, Method: "POST",
		Body: []byte("caf\xe9"), Headers: []simulate.HeaderField{{Name: "Content-Type", Value: "text/plain"}, {Name: "X-Name", Value: "caf\xe9"}},
	}
	url := parseURL(t, call.URL)
	received := answer(200, "OK", "caf\xe9",
		fetchspec.Header{Name: "Content-Type", Value: "text/plain"},
		fetchspec.Header{Name: "Access-Control-Allow-Origin", Value: "https://app.example.com"},
		fetchspec.Header{Name: "Access-Control-Allow-Credentials", Value: "true"},
		fetchspec.Header{Name: "Access-Control-Expose-Headers", Value: "X-Name"},
		fetchspec.Header{Name: "X-Name", Value: "caf\xe9"},
	)
	internal := internalResponse(received, 0, url)
	internal.CORSExposedHeaderNameList = []string{"X-Name"}
	exchange := exchangeOf(fetchspec.ExchangeRequest, url, "POST", browserHeaders(
		fetchspec.Header{Name: "Content-Type", Value: "text/plain"},
		fetchspec.Header{Name: "X-Name", Value: "caf\xe9"},
		fetchspec.Header{Name: "Cookie", Value: "sid=9f8e7d6c5b4a; theme=dark"},
	), received)
	exchange.Request.Body = &fetchspec.Body{Bytes: call.Body}
	return sample{
		name:      "XMLHttpRequest",
		result:    resultOf(t, call, fetchspec.CORSFilteredResponse(internal), exchange),
		diagnosis: explain.Diagnosis{Verdict: explain.VerdictAllowed, Checks: [][]explain.CheckResult{{allowOrigin(0, "https://app.example.com")}}},
	}
}
