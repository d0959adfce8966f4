package fetchspec

import (
	"context"
	"testing"
	"time"
)

// answers is an Exchanger that knows each URL's answer.
type answers map[string]HeaderList

func (answers answers) Exchange(_ context.Context, request *HTTPRequest) (*HTTPResponse, error) {
	response := &HTTPResponse{HTTPVersion: "1.1", Status: 200, HeaderList: answers[request.URL.String()]}
	if response.HeaderList.Contains("Location") {
		response.Status = 302
	}
	return response, nil
}

// fetchCookies fetches the request by a browser that holds recordedCookies and
// returns each exchange.
func fetchCookies(t *testing.T, engine *Engine, request *Request, network answers) []Exchange {
	t.Helper()
	ua := &UserAgent{
		Network: network,
		Cookies: recordedCookies(t, engine),
		Now:     func() time.Time { return cookieNow },
		Engine:  *engine,
	}
	request.RedirectMode = RedirectFollow
	_, trace := ua.Fetch(context.Background(), request)
	return trace.Exchanges
}

func cookieHeader(exchange Exchange) string {
	value, _ := exchange.Request.HeaderList.Get("Cookie")
	return value
}

// As recorded: WebKitGTK alone sends cookies on to the subdomain.
func TestWebKitKeepsCredentialsInNoCORSRedirects(t *testing.T) {
	network := answers{"http://app.test/": {{"Location", "http://sub.app.test/"}}}
	for _, test := range []struct {
		engine Engine
		mode   Mode
		want   string
	}{
		{Standard(), ModeNoCORS, ""},
		{Chrome(), ModeNoCORS, ""},
		{Firefox(), ModeNoCORS, ""},
		{Safari(), ModeNoCORS, "h_def=1; h_lax=1; h_strict=1; h_none=1; h_httponly=1"},
		{Safari(), ModeCORS, ""},
	} {
		request := cookieRequest(t, "http://app.test", "http://app.test/")
		request.Mode, request.CredentialsMode = test.mode, CredentialsSameOrigin
		exchanges := fetchCookies(t, &test.engine, request, network)
		if len(exchanges) != 2 {
			t.Fatalf("%s: %d exchanges", test.engine.Name, len(exchanges))
		}
		if got := cookieHeader(exchanges[1]); got != test.want {
			t.Errorf("%s, %s: %q, want %q", test.engine.Name, test.mode, got, test.want)
		}
	}
}

func TestACookieSetByARedirectGoesAlongWithTheNextHop(t *testing.T) {
	engine := Standard()
	request := cookieRequest(t, "http://app.test", "http://app.test/0")
	request.CredentialsMode = CredentialsSameOrigin
	exchanges := fetchCookies(t, &engine, request, answers{"http://app.test/0": {{"Location", "/s/1"}, {"Set-Cookie", "k=v; Path=/s"}}})
	if got, want := cookieHeader(exchanges[1]), "k=v; h_def=1; h_lax=1; h_strict=1; h_httponly=1"; got != want {
		t.Errorf("the second hop sent %q, want %q", got, want)
	}
}

func TestARequestWithoutCredentialsSaysWhichCookiesItLeftOut(t *testing.T) {
	engine := Standard()
	request := cookieRequest(t, "http://app.test", "http://app.test/")
	request.CredentialsMode = CredentialsOmit
	exchange := fetchCookies(t, &engine, request, answers{"http://app.test/": {{"Set-Cookie", "k=v"}}})[0]
	if got := cookieHeader(exchange); got != "" {
		t.Errorf("sent %q", got)
	}
	for _, decision := range append(exchange.Cookies, exchange.SetCookies...) {
		if decision.Reason != CookieCredentialsOmitted {
			t.Errorf("%s: %q", decision.Cookie.Name, decision.Reason)
		}
	}
	if len(exchange.SetCookies) != 1 || exchange.SetCookies[0].Cookie.Name != "k" {
		t.Errorf("%+v", exchange.SetCookies)
	}
}
