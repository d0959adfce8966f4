package fetchspec_test

import (
	"fmt"
	"testing"

	"corsplain/fetchspec"
)

// Redirects and the origin: cors/redirect-origin.htm,
// fetch/api/cors/cors-redirect.any.js. A chain that leaves an origin other
// than the page's for yet another is tainted: its Origin is null.
func TestARedirectThroughAnotherOriginMakesTheOriginNull(t *testing.T) {
	for _, test := range []struct {
		name  string
		chain []string // where each redirect leads, beginning with the first URL
		want  string   // the Origin of the last request; "" for none
	}{
		{"within the page's origin", []string{pageOrigin, pageOrigin}, ""},
		{"from the page's origin to the API", []string{pageOrigin, apiOrigin}, pageOrigin},
		{"within the API", []string{apiOrigin, apiOrigin}, pageOrigin},
		{"from the API to another", []string{apiOrigin, otherOrigin}, "null"},
		{"from the API to the page's origin", []string{apiOrigin, pageOrigin}, "null"},
		{"there and back and on", []string{pageOrigin, apiOrigin, pageOrigin}, "null"},
	} {
		server := answering()
		for i, origin := range test.chain {
			answer := ok(allowAny)
			if i+1 < len(test.chain) {
				answer = redirect(302, fmt.Sprintf("%s/%d", test.chain[i+1], i+1), allowAny)
			}
			server.replies[fmt.Sprintf("GET %s/%d", origin, i)] = []reply{answer}
		}
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: test.chain[0] + "/0"})
		last := server.seen[len(server.seen)-1]
		if origin, _ := last.HeaderList.Get("Origin"); origin != test.want || response.Failure != nil {
			t.Errorf("%s: Origin %q, want %q; %s", test.name, origin, test.want, outcome(response))
		}
	}
}

// fetch/api/redirect/redirect-method.any.js, cors/redirect-preflight.htm.
func TestARedirectRewritesMethodsAsFormsAlwaysDid(t *testing.T) {
	for _, test := range []struct {
		status int
		method string
		want   string
	}{
		{301, "GET", "GET"}, {301, "HEAD", "HEAD"}, {301, "POST", "GET"}, {301, "PUT", "PUT"},
		{302, "GET", "GET"}, {302, "HEAD", "HEAD"}, {302, "POST", "GET"}, {302, "DELETE", "DELETE"},
		{303, "GET", "GET"}, {303, "HEAD", "HEAD"}, {303, "POST", "GET"}, {303, "PUT", "GET"},
		{307, "GET", "GET"}, {307, "POST", "POST"}, {307, "PUT", "PUT"},
		{308, "POST", "POST"}, {308, "CHICKEN", "CHICKEN"},
	} {
		server := answering(test.method+" https://app.example/0", redirect(test.status, "/1"), test.want+" https://app.example/1", ok())
		init := fetchspec.RequestInit{URL: "/0", Method: test.method, Headers: headers("Content-Language: de", "X-A: 1")}
		if test.method != "GET" && test.method != "HEAD" {
			init.Body = &fetchspec.BodyInit{Bytes: []byte("x")}
		}
		response, _ := fetch(t, browserOver(server, newClock()), init)
		if response.Failure != nil {
			t.Errorf("%d %s: sent %s", test.status, test.method, server.wire())
			continue
		}
		last := server.seen[1]
		rewritten := test.method != test.want
		if (last.Body == nil) != (rewritten || init.Body == nil) || last.HeaderList.Contains("Content-Language") == rewritten || !last.HeaderList.Contains("X-A") {
			t.Errorf("%d %s: body %v, headers %v", test.status, test.method, last.Body, last.HeaderList)
		}
	}
}

// HTTP-redirect fetch, step 13; fetch/api/credentials/authentication-redirection.any.js.
func TestAuthorizationStaysBehindAtAnotherOrigin(t *testing.T) {
	grant := noContent(allowAny, "Access-Control-Allow-Headers: authorization")
	for target, kept := range map[string]bool{apiOrigin: true, otherOrigin: false} {
		server := answering("OPTIONS https://api.example/0", grant, "GET https://api.example/0", redirect(302, target+"/1", allowAny),
			"OPTIONS https://api.example/1", grant, "GET "+target+"/1", ok(allowAny))
		fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin + "/0", Headers: headers("Authorization: Bearer t")})
		last := server.seen[len(server.seen)-1]
		if last.HeaderList.Contains("Authorization") != kept {
			t.Errorf("to %s: Authorization sent: %v, want %v (%s)", target, !kept, kept, server.wire())
		}
	}
}

// HTTP-redirect fetch, steps 5 to 11; cors/redirect-userinfo.htm,
// fetch/api/cors/cors-redirect-credentials.any.js,
// fetch/api/redirect/redirect-location.any.js, redirect-count.any.js.
func TestSomeRedirectsAreRefused(t *testing.T) {
	for _, test := range []struct {
		name     string
		first    string
		location string
		want     string
	}{
		{"no URL", apiOrigin, "https://[", "HTTP-redirect fetch, step 5"},
		{"a data URL", apiOrigin, "data:,x", "HTTP-redirect fetch, step 6"},
		{"another scheme", apiOrigin, "mailto:a@b", "HTTP-redirect fetch, step 6"},
		{"a name and a password at the API", apiOrigin, "https://user:password@api.example/1", "HTTP-redirect fetch, step 9"},
		{"a name alone", apiOrigin, "https://user@api.example/1", "HTTP-redirect fetch, step 9"},
		{"from the API to the page's origin with a name", apiOrigin, "https://user@app.example/1", "HTTP-redirect fetch, step 10"},
		{"within the page's origin a name is fine", pageOrigin, "https://user@app.example/1", "basic"},
		{"a bad port", apiOrigin, "https://api.example:6666/1", "main fetch, step 7"},
		{"to http", apiOrigin, "http://api.example/1", "main fetch, step 7"},
	} {
		server := answering("GET "+test.first+"/0", redirect(302, test.location, allowAny), "GET https://user@app.example/1", ok())
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: test.first + "/0"})
		if got := outcome(response); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestTwentyRedirectsAreFollowed(t *testing.T) {
	for count, want := range map[int]string{20: "cors", 21: "HTTP-redirect fetch, step 7"} {
		server := answering()
		for i := range count {
			server.replies[fmt.Sprintf("GET https://api.example/%d", i)] = []reply{redirect(302, fmt.Sprintf("/%d", i+1), allowAny)}
		}
		server.replies[fmt.Sprintf("GET https://api.example/%d", count)] = []reply{ok(allowAny)}
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin + "/0"})
		if got := outcome(response); got != want {
			t.Errorf("%d redirects: %s, want %s", count, got, want)
		}
	}
}

// HTTP fetch, step 6.3; fetch/api/redirect/redirect-mode.any.js.
func TestTheRedirectModeDecides(t *testing.T) {
	for _, test := range []struct {
		mode    fetchspec.RedirectMode
		headers []string
		want    string
	}{
		{"follow", []string{allowAny}, "cors"},
		{"error", []string{allowAny}, "HTTP fetch, step 6.3[1].1"},
		{"manual", []string{allowAny}, "opaqueredirect"},
		// The CORS check comes first.
		{"manual", nil, "CORS check, step 2"},
		{"error", nil, "CORS check, step 2"},
	} {
		server := answering("GET https://api.example/0", redirect(302, "/1", test.headers...), "GET https://api.example/1", ok(allowAny))
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin + "/0", Redirect: test.mode})
		if got := outcome(response); got != test.want {
			t.Errorf("%s: %s, want %s", test.mode, got, test.want)
		}
	}
}

// fetch/api/cors/cors-redirect-preflight.any.js: each hop asks for itself.
func TestEachHopIsPreflighted(t *testing.T) {
	grant := noContent(allowAny, "Access-Control-Allow-Methods: PUT")
	server := answering(
		"OPTIONS https://api.example/0", grant, "PUT https://api.example/0", redirect(307, otherOrigin+"/1", allowAny),
		"OPTIONS https://other.example/1", grant, "PUT https://other.example/1", ok(allowAny))
	response, trace := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin + "/0", Method: "PUT"})
	want := "OPTIONS /0, PUT /0, OPTIONS https://other.example/1, PUT https://other.example/1"
	if got := server.wire(); got != want || response.Failure != nil {
		t.Errorf("%s, want %s", got, want)
	}
	if hop := trace.Exchanges[2].Hop; hop != 1 {
		t.Errorf("the second preflight is of hop %d", hop)
	}
}

// HTTP-redirect fetch, step 11.
func TestAStreamIsNotSentTwice(t *testing.T) {
	server := answering("OPTIONS https://api.example/0", noContent(allowAny), "POST https://api.example/0", redirect(307, "/1", allowAny))
	response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{
		URL: apiOrigin + "/0", Method: "POST", Body: &fetchspec.BodyInit{Type: fetchspec.BodyInitStream},
	})
	if got := outcome(response); got != "HTTP-redirect fetch, step 11" {
		t.Error(got)
	}
}
