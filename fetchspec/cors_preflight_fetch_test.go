package fetchspec_test

import (
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
)

// What needs a preflight: cors/simple-requests.htm, cors/allow-headers.htm,
// cors/request-headers.htm, fetch/api/cors/cors-preflight.any.js,
// cors-no-preflight.any.js, cors-preflight-not-cors-safelisted.any.js.
func TestWhatTheServerIsAskedAbout(t *testing.T) {
	body := &fetchspec.BodyInit{Bytes: []byte("x")}
	for _, test := range []struct {
		name    string
		init    fetchspec.RequestInit
		method  string // Access-Control-Request-Method; "" for no preflight
		headers string // Access-Control-Request-Headers; "" for none
	}{
		{"GET", fetchspec.RequestInit{}, "", ""},
		{"HEAD", fetchspec.RequestInit{Method: "HEAD"}, "", ""},
		{"POST", fetchspec.RequestInit{Method: "POST", Body: body}, "", ""},
		{"get in lower case", fetchspec.RequestInit{Method: "get"}, "", ""},
		{"PUT", fetchspec.RequestInit{Method: "PUT"}, "PUT", ""},
		{"put is normalized", fetchspec.RequestInit{Method: "put"}, "PUT", ""},
		{"patch is not", fetchspec.RequestInit{Method: "patch"}, "patch", ""},
		{"a method of one's own", fetchspec.RequestInit{Method: "CHICKEN"}, "CHICKEN", ""},
		{"OPTIONS", fetchspec.RequestInit{Method: "OPTIONS"}, "OPTIONS", ""},
		{"a header", fetchspec.RequestInit{Headers: headers("X-Print: y")}, "GET", "x-print"},
		{"sorted, in lower case, without spaces", fetchspec.RequestInit{Headers: headers("X-B: 1", "Authorization: x", "X-A: 2")}, "GET", "authorization,x-a,x-b"},
		{"safelisted headers", fetchspec.RequestInit{Headers: headers("Accept: a/b", "Accept-Language: en", "Content-Language: de", "Range: bytes=0-1")}, "", ""},
		{"application/json", fetchspec.RequestInit{Method: "POST", Body: body, Headers: headers("Content-Type: application/json")}, "POST", "content-type"},
		{"text/plain with a parameter", fetchspec.RequestInit{Method: "POST", Body: body, Headers: headers("Content-Type: Text/Plain; charset=x")}, "", ""},
		{"128 bytes", fetchspec.RequestInit{Headers: headers("Accept: " + strings.Repeat("a", 128))}, "", ""},
		{"129 bytes", fetchspec.RequestInit{Headers: headers("Accept: " + strings.Repeat("a", 129))}, "GET", "accept"},
		{"an unsafe byte", fetchspec.RequestInit{Headers: headers(`Accept: a"b`)}, "GET", "accept"},
		{"the end of a range alone", fetchspec.RequestInit{Headers: headers("Range: bytes=-1")}, "GET", "range"},
		{"a stream", fetchspec.RequestInit{Method: "POST", Body: &fetchspec.BodyInit{Type: fetchspec.BodyInitStream}}, "POST", ""},
		{"a forbidden header is dropped", fetchspec.RequestInit{Headers: headers("Cookie: a=b", "Sec-X: 1")}, "", ""},
	} {
		server := answering()
		test.init.URL = apiOrigin
		fetch(t, browserOver(server, newClock()), test.init)
		if len(server.seen) == 0 {
			t.Fatalf("%s: nothing was sent", test.name)
		}
		method, _ := server.seen[0].HeaderList.Get("Access-Control-Request-Method")
		names, _ := server.seen[0].HeaderList.Get("Access-Control-Request-Headers")
		if method != test.method || names != test.headers || (server.seen[0].Method == "OPTIONS") != (test.method != "") {
			t.Errorf("%s: asked %q %q, want %q %q", test.name, method, names, test.method, test.headers)
		}
	}
}

// What the preflight itself carries: no cookies, no author headers, Accept
// */*, the page's Origin and referrer (fetch/api/cors/
// cors-preflight-referrer.any.js, cors-cookies-redirect.any.js).
func TestAPreflightCarriesNoCredentialsAndNoAuthorHeaders(t *testing.T) {
	server := answering("OPTIONS https://api.example/", noContent())
	ua := browserOver(server, newClock())
	target, err := fetchspec.ParseURL(apiOrigin)
	if err != nil {
		t.Fatal(err)
	}
	ua.Cookies.Seed(target, []string{"sid=1; Secure; SameSite=None"}, ua.Now(), &ua.Engine)
	fetch(t, ua, fetchspec.RequestInit{URL: apiOrigin, Method: "PUT", Credentials: "include", Headers: headers("X-A: 1", "Authorization: Bearer t")})
	list := server.seen[0].HeaderList
	for _, name := range []string{"Cookie", "Authorization", "X-A", "Content-Type", "Content-Length"} {
		if value, has := list.Get(name); has {
			t.Errorf("%s: %s was sent", name, value)
		}
	}
	for name, want := range map[string]string{"Accept": "*/*", "Origin": pageOrigin, "Referer": pageOrigin + "/"} {
		if value, _ := list.Get(name); value != want {
			t.Errorf("%s: %q, want %q", name, value, want)
		}
	}
}

// What the answer to a preflight must say: fetch/api/cors/
// cors-preflight-response-validation.any.js, cors-preflight-star.any.js,
// cors-preflight-status.any.js, cors/preflight-failure.htm,
// cors/access-control-preflight-*.htm.
func TestWhatAPreflightMustAnswer(t *testing.T) {
	put := fetchspec.RequestInit{Method: "PUT"}
	custom := fetchspec.RequestInit{Headers: headers("X-A: 1", "X-B: 2")}
	authorized := fetchspec.RequestInit{Headers: headers("Authorization: Bearer t")}
	include := func(init fetchspec.RequestInit) fetchspec.RequestInit {
		init.Credentials = "include"
		return init
	}
	methods := func(value string) string { return "Access-Control-Allow-Methods: " + value }
	names := func(value string) string { return "Access-Control-Allow-Headers: " + value }
	for _, test := range []struct {
		name   string
		init   fetchspec.RequestInit
		answer reply
		want   string
	}{
		{"the method", put, noContent(allowPage, methods("PUT")), "cors"},
		{"among others", put, noContent(allowPage, methods("GET,PUT , POST")), "cors"},
		{"on a second line", put, noContent(allowPage, methods("GET"), methods("PUT")), "cors"},
		{"empty items", put, noContent(allowPage, methods(",, PUT ,")), "cors"},
		{"another case", put, noContent(allowPage, methods("put")), "CORS-preflight fetch, step 7.5"},
		{"no methods", put, noContent(allowPage), "CORS-preflight fetch, step 7.5"},
		{"no token", put, noContent(allowPage, methods("PUT; GET")), "CORS-preflight fetch, step 7.3"},
		{"quotes", put, noContent(allowPage, methods(`"PUT"`)), "CORS-preflight fetch, step 7.3"},
		{"brackets", put, noContent(allowPage, methods("[PUT]")), "CORS-preflight fetch, step 7.3"},
		{"any method", put, noContent(allowPage, methods("*")), "cors"},
		{"any method, with credentials", include(put), noContent(allowPage, allowCredentials, methods("*")), "CORS-preflight fetch, step 7.5"},
		{"a method called *, with credentials", include(fetchspec.RequestInit{Method: "*"}), noContent(allowPage, allowCredentials, methods("*")), "cors"},
		{"the headers", custom, noContent(allowPage, names("x-a, X-B")), "cors"},
		{"one missing", custom, noContent(allowPage, names("x-a")), "CORS-preflight fetch, step 7.7"},
		{"none", custom, noContent(allowPage), "CORS-preflight fetch, step 7.7"},
		{"headers that do not parse", custom, noContent(allowPage, names("x-a x-b")), "CORS-preflight fetch, step 7.3"},
		{"a bad list that nothing needs", put, noContent(allowPage, methods("PUT"), names("(")), "CORS-preflight fetch, step 7.3"},
		{"any header", custom, noContent(allowPage, names("*")), "cors"},
		{"any header, with credentials", include(custom), noContent(allowPage, allowCredentials, names("*")), "CORS-preflight fetch, step 7.7"},
		{"Authorization is not any header", authorized, noContent(allowPage, names("*")), "CORS-preflight fetch, step 7.6"},
		{"Authorization by name", authorized, noContent(allowPage, names("*, authorization")), "cors"},
		{"a safelisted method needs no list", custom, noContent(allowPage, names("x-a,x-b"), methods("PUT")), "cors"},
		{"status 200", put, reply{status: 200, headers: []string{allowPage, methods("PUT")}}, "cors"},
		{"status 299", put, reply{status: 299, headers: []string{allowPage, methods("PUT")}}, "cors"},
		{"status 300", put, reply{status: 300, headers: []string{allowPage, methods("PUT")}}, "CORS-preflight fetch, step 8"},
		{"status 304", put, reply{status: 304, headers: []string{allowPage, methods("PUT")}}, "CORS-preflight fetch, step 8"},
		{"status 401", put, reply{status: 401, headers: []string{allowPage, methods("PUT")}}, "CORS-preflight fetch, step 8"},
		{"a redirect", put, redirect(301, apiOrigin+"/b", allowPage, methods("PUT")), "CORS-preflight fetch, step 8"},
		{"a status without headers", put, reply{status: 404}, "CORS check, step 2"},
		{"the wildcard, with credentials", include(put), noContent(allowAny, allowCredentials, methods("PUT")), "CORS check, step 4"},
		{"no word on credentials", include(put), noContent(allowPage, methods("PUT")), "CORS check, step 8"},
	} {
		method := test.init.Method
		if method == "" {
			method = "GET"
		}
		server := answering("OPTIONS https://api.example/", test.answer, method+" https://api.example/", ok(allowPage, allowCredentials))
		test.init.URL = apiOrigin
		response, trace := fetch(t, browserOver(server, newClock()), test.init)
		if got := outcome(response); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if test.want != "cors" && (len(server.seen) != 1 || response.Failure.Exchange != 0) {
			t.Errorf("%s: sent %s; failed over exchange %d", test.name, server.wire(), response.Failure.Exchange)
		}
		if checks := trace.Exchanges[0].Checks; len(checks) == 0 {
			t.Errorf("%s: no check was recorded", test.name)
		}
	}
}

// The cache: cors/preflight-cache.htm, preflight-cache-partitioning.sub.html,
// fetch/api/cors/cors-preflight-cache.any.js.
func TestThePreflightCacheAnswersWhatItWasTold(t *testing.T) {
	granting := func(lines ...string) reply {
		return noContent(append([]string{allowPage, allowCredentials, "Access-Control-Allow-Methods: PUT, DELETE", "Access-Control-Allow-Headers: x-a"}, lines...)...)
	}
	put := fetchspec.RequestInit{URL: apiOrigin, Method: "PUT"}
	type step struct {
		wait time.Duration
		init fetchspec.RequestInit
		asks bool
	}
	with := func(change func(*fetchspec.RequestInit)) fetchspec.RequestInit {
		init := put
		change(&init)
		return init
	}
	for _, test := range []struct {
		name   string
		answer reply
		steps  []step
	}{
		{"five seconds without a word", granting(), []step{{0, put, true}, {4 * time.Second, put, false}, {time.Second, put, true}}},
		{"as long as it says", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {59 * time.Second, put, false}, {time.Second, put, true}}},
		{"not at all", granting("Access-Control-Max-Age: 0"), []step{{0, put, true}, {0, put, true}}},
		{"five seconds where it does not parse", granting("Access-Control-Max-Age: 1h"), []step{{0, put, true}, {4 * time.Second, put, false}, {time.Second, put, true}}},
		{"a method of the same answer", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.Method = "DELETE" }), false}}},
		{"a method it did not name", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.Method = "PATCH" }), true}}},
		{"a header of the same answer", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.Headers = headers("X-A: 1") }), false}}},
		{"a header it did not name", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.Headers = headers("X-B: 1") }), true}}},
		{"another URL", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.URL = apiOrigin + "/b" }), true}}},
		{"credentials where none were", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.Credentials = "include" }), true}}},
		{"none where credentials were", granting("Access-Control-Max-Age: 60"), []step{{0, with(func(init *fetchspec.RequestInit) { init.Credentials = "include" }), true}, {0, put, false}}},
		{"another page", granting("Access-Control-Max-Age: 60"), []step{{0, put, true}, {0, with(func(init *fetchspec.RequestInit) { init.Client = page(t, otherOrigin) }), true}}},
	} {
		clock := newClock()
		server := answering("OPTIONS https://api.example/", test.answer, "OPTIONS https://api.example/b", test.answer)
		for _, method := range []string{"PUT", "DELETE", "PATCH"} {
			server.replies[method+" https://api.example/"] = []reply{ok(allowPage, allowCredentials)}
		}
		ua := browserOver(server, clock)
		for i, step := range test.steps {
			clock.pass(step.wait)
			server.seen = nil
			fetch(t, ua, step.init)
			if asked := server.seen[0].Method == "OPTIONS"; asked != step.asks {
				t.Errorf("%s: fetch %d asked first: %v, want %v", test.name, i+1, asked, step.asks)
			}
		}
	}
}

// Main fetch, step 12[6].3.
func TestAFailedRequestClearsTheCache(t *testing.T) {
	server := answering(
		"OPTIONS https://api.example/", noContent(allowPage, "Access-Control-Allow-Methods: PUT", "Access-Control-Max-Age: 60"),
		"PUT https://api.example/", ok(allowPage), "PUT https://api.example/", ok(), "PUT https://api.example/", ok(allowPage))
	ua := browserOver(server, newClock())
	for range 3 {
		fetch(t, ua, fetchspec.RequestInit{URL: apiOrigin, Method: "PUT"})
	}
	if got, want := server.wire(), "OPTIONS /, PUT /, PUT /, OPTIONS /, PUT /"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
