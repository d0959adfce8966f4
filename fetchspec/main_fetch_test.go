package fetchspec_test

import (
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
)

// headers are author headers: "Name: value".
func headers(lines ...string) []fetchspec.Header {
	var list []fetchspec.Header
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		list = append(list, fetchspec.Header{Name: name, Value: value})
	}
	return list
}

const (
	allowPage        = "Access-Control-Allow-Origin: " + pageOrigin
	allowAny         = "Access-Control-Allow-Origin: *"
	allowNull        = "Access-Control-Allow-Origin: null"
	allowCredentials = "Access-Control-Allow-Credentials: true"
)

// The CORS check, by the tables of web-platform-tests: fetch/api/cors/
// cors-basic.any.js, cors-origin.any.js, cors-multiple-origins.sub.any.js,
// cors-cookies.any.js, and cors/origin.htm, cors/credentials-flag.htm,
// cors/access-control-*.html.
func TestTheAnswerMustAllowTheOriginByteForByte(t *testing.T) {
	for _, test := range []struct {
		name        string
		credentials fetchspec.CredentialsMode
		answer      []string
		want        string
	}{
		{"the origin", "", []string{allowPage}, "cors"},
		{"the wildcard", "", []string{allowAny}, "cors"},
		{"nothing", "", nil, "CORS check, step 2"},
		{"empty", "", []string{"Access-Control-Allow-Origin:"}, "CORS check, step 4"},
		{"another origin", "", []string{"Access-Control-Allow-Origin: " + otherOrigin}, "CORS check, step 4"},
		{"another port", "", []string{allowPage + ":8443"}, "CORS check, step 4"},
		{"the default port", "", []string{allowPage + ":443"}, "CORS check, step 4"},
		{"another scheme", "", []string{"Access-Control-Allow-Origin: http://app.example"}, "CORS check, step 4"},
		{"another case", "", []string{"Access-Control-Allow-Origin: HTTPS://app.example"}, "CORS check, step 4"},
		{"a slash behind", "", []string{allowPage + "/"}, "CORS check, step 4"},
		{"a path", "", []string{allowPage + "/page"}, "CORS check, step 4"},
		{"white space around", "", []string{"Access-Control-Allow-Origin: \t " + pageOrigin + " \t"}, "cors"},
		{"the word null", "", []string{allowNull}, "CORS check, step 4"},
		{"a list", "", []string{allowPage + ", " + otherOrigin}, "CORS check, step 4"},
		{"a list with a space", "", []string{allowPage + " " + otherOrigin}, "CORS check, step 4"},
		{"twice the same", "", []string{allowPage, allowPage}, "CORS check, step 4"},
		{"twice the wildcard", "", []string{allowAny, allowAny}, "CORS check, step 4"},
		{"a wildcard subdomain", "", []string{"Access-Control-Allow-Origin: https://*.example"}, "CORS check, step 4"},
		{"a quoted wildcard", "", []string{`Access-Control-Allow-Origin: "*"`}, "CORS check, step 4"},
		{"the origin, omitting credentials", "omit", []string{allowPage}, "cors"},
		{"the wildcard, including credentials", "include", []string{allowAny, allowCredentials}, "CORS check, step 4"},
		{"the origin, including credentials", "include", []string{allowPage, allowCredentials}, "cors"},
		{"no word on credentials", "include", []string{allowPage}, "CORS check, step 8"},
		{"credentials True", "include", []string{allowPage, "Access-Control-Allow-Credentials: True"}, "CORS check, step 8"},
		{"credentials TRUE", "include", []string{allowPage, "Access-Control-Allow-Credentials: TRUE"}, "CORS check, step 8"},
		{"credentials false", "include", []string{allowPage, "Access-Control-Allow-Credentials: false"}, "CORS check, step 8"},
		{"credentials 1", "include", []string{allowPage, "Access-Control-Allow-Credentials: 1"}, "CORS check, step 8"},
		{"credentials twice", "include", []string{allowPage, allowCredentials, allowCredentials}, "CORS check, step 8"},
	} {
		server := answering("GET https://api.example/", ok(test.answer...))
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin, Credentials: test.credentials})
		if got := outcome(response); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// cors/remote-origin.htm; fetch/api/cors/sandboxed-iframe.html.
func TestNullOriginMatchesNullAllowOrigin(t *testing.T) {
	for answer, want := range map[string]string{
		allowNull:                               "cors",
		allowAny:                                "cors",
		"Access-Control-Allow-Origin: NULL":     "CORS check, step 4",
		"Access-Control-Allow-Origin: \"null\"": "CORS check, step 4",
		allowPage:                               "CORS check, step 4",
	} {
		server := answering("GET https://api.example/", ok(answer))
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin, Client: page(t, "null")})
		if got := outcome(response); got != want {
			t.Errorf("%s: %s, want %s", answer, got, want)
		}
		if origin, _ := server.seen[0].HeaderList.Get("Origin"); origin != "null" {
			t.Errorf("sent Origin: %s", origin)
		}
	}
}

// Main fetch, step 12: which statement matches.
func TestModeAndURLDecideHowItIsFetched(t *testing.T) {
	server := func() *canned {
		return answering("GET https://app.example/a", ok(), "GET https://api.example/a", ok(allowAny), "POST https://app.example/a", ok())
	}
	for _, test := range []struct {
		name string
		init fetchspec.RequestInit
		want string
	}{
		{"same origin", fetchspec.RequestInit{URL: "/a"}, "basic"},
		{"same origin, same-origin mode", fetchspec.RequestInit{URL: "/a", Mode: "same-origin"}, "basic"},
		{"same origin, no-cors mode", fetchspec.RequestInit{URL: "/a", Mode: "no-cors"}, "basic"},
		{"cross-origin", fetchspec.RequestInit{URL: apiOrigin + "/a"}, "cors"},
		{"cross-origin, same-origin mode", fetchspec.RequestInit{URL: apiOrigin + "/a", Mode: "same-origin"}, "main fetch, step 12[3]"},
		{"cross-origin, no-cors mode", fetchspec.RequestInit{URL: apiOrigin + "/a", Mode: "no-cors"}, "opaque"},
		{"no-cors mode and redirect mode error", fetchspec.RequestInit{URL: apiOrigin + "/a", Mode: "no-cors", Redirect: "error"}, "main fetch, step 12[4].1"},
		{"data URL", fetchspec.RequestInit{URL: "data:,x"}, "basic"},
		{"about:blank is not same-origin", fetchspec.RequestInit{URL: "about:blank"}, "main fetch, step 12[5]"},
		{"another scheme, from a page that is not secure", fetchspec.RequestInit{URL: "ftp://api.example/a", Client: page(t, "http://app.example")}, "main fetch, step 12[5]"},
		{"a bad port", fetchspec.RequestInit{URL: "https://api.example:6000/"}, "main fetch, step 7"},
		{"mixed content", fetchspec.RequestInit{URL: "http://api.example/a"}, "main fetch, step 7"},
	} {
		response, _ := fetch(t, browserOver(server(), newClock()), test.init)
		if got := outcome(response); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// fetch/api/cors/cors-filtering.sub.any.js and cors-expose-star.sub.any.js.
func TestOnlyExposedHeadersCanBeRead(t *testing.T) {
	answer := func(lines ...string) reply {
		return ok(append([]string{
			allowPage, allowCredentials, "Content-Type: text/plain", "Cache-Control: no-store", "Content-Language: en",
			"Expires: 0", "Last-Modified: x", "Pragma: no-cache", "Content-Length: 2", "Age: 27", "Server: s", "Warning: w",
			"X-Custom: 1", "Set-Cookie: a=b", "Set-Cookie2: a=b", "*: star",
		}, lines...)...)
	}
	safelisted := "Content-Type Cache-Control Content-Language Expires Last-Modified Pragma Content-Length"
	for _, test := range []struct {
		name        string
		credentials fetchspec.CredentialsMode
		expose      []string
		want        string
	}{
		{"none", "", nil, safelisted},
		{"one", "", []string{"Access-Control-Expose-Headers: x-custom"}, safelisted + " X-Custom"},
		{"two lines", "", []string{"Access-Control-Expose-Headers: Age", "Access-Control-Expose-Headers: Server"}, safelisted + " Age Server"},
		{"a bad list exposes nothing", "", []string{"Access-Control-Expose-Headers: Age Server"}, safelisted},
		{"one bad line of two exposes nothing", "", []string{"Access-Control-Expose-Headers: Age", "Access-Control-Expose-Headers: @"}, safelisted},
		{"Set-Cookie never", "", []string{"Access-Control-Expose-Headers: set-cookie, set-cookie2, age"}, safelisted + " Age"},
		{"wildcard", "", []string{"Access-Control-Expose-Headers: *"},
			"Access-Control-Allow-Origin Access-Control-Allow-Credentials " + safelisted + " Age Server Warning X-Custom * Access-Control-Expose-Headers"},
		{"wildcard with credentials is a name", "include", []string{"Access-Control-Expose-Headers: *"}, safelisted + " *"},
	} {
		server := answering("GET https://api.example/", answer(test.expose...))
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin, Credentials: test.credentials})
		var names []string
		for _, header := range response.HeaderList {
			names = append(names, header.Name)
		}
		if got := sorted(names); got != sorted(strings.Fields(test.want)) {
			t.Errorf("%s: %s, want %s", test.name, got, sorted(strings.Fields(test.want)))
		}
	}
}

// cors/status.htm, fetch/api/basic/response-null-body.any.js.
func TestANullBodyStatusHasNoBody(t *testing.T) {
	for _, status := range []int{200, 204, 205, 304} {
		server := answering("GET https://api.example/", reply{status: status, headers: []string{allowAny}, body: "x"})
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin})
		if got, want := response.Body == nil, status != 200; got != want {
			t.Errorf("status %d: null body %v, want %v", status, got, want)
		}
	}
}

// Main fetch, step 23; fetch/api/basic/integrity.sub.any.js.
func TestIntegrityIsCheckedOverTheBody(t *testing.T) {
	const digest = "sha256-Jok2eyBcFs4y7UIAlCuLix4mLfxw2byfvHfElpmk8d8=" // of "ok"
	for _, test := range []struct {
		mode      fetchspec.Mode
		integrity string
		want      string
	}{
		{"cors", digest, "cors"},
		{"cors", "sha256-AAAA", "main fetch, step 23.3.1"},
		{"cors", "sha256-AAAA " + digest, "cors"},
		{"cors", "md5-x", "cors"},
		{"no-cors", digest, "main fetch, step 23.2"},
	} {
		server := answering("GET https://api.example/", ok(allowAny))
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin, Mode: test.mode, Integrity: test.integrity})
		if got := outcome(response); got != test.want {
			t.Errorf("%s %s: %s, want %s", test.mode, test.integrity, got, test.want)
		}
	}
}

// HTTP-network-or-cache fetch, step 8.10.5: 64 kibibytes.
func TestKeepaliveBodiesAreBounded(t *testing.T) {
	for _, test := range []struct {
		size int
		want string
	}{{64 << 10, "cors"}, {64<<10 + 1, "HTTP-network-or-cache fetch, step 8.10.5"}} {
		server := answering("POST https://api.example/", ok(allowAny))
		response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{
			URL: apiOrigin, Method: "POST", Keepalive: true, Body: &fetchspec.BodyInit{Bytes: make([]byte, test.size)},
		})
		if got := outcome(response); got != test.want {
			t.Errorf("%d bytes: %s, want %s", test.size, got, test.want)
		}
	}
}

// HTTP-network-or-cache fetch, steps 16.1 and 17.
func TestProxyAuthenticationFailsAndMisdirectedIsRetried(t *testing.T) {
	server := answering("GET https://api.example/", reply{status: 407, headers: []string{allowAny}})
	response, _ := fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin})
	if got := outcome(response); got != "HTTP-network-or-cache fetch, step 16.1" {
		t.Errorf("407: %s", got)
	}
	server = answering("GET https://api.example/", reply{status: 421, headers: []string{allowAny}}, "GET https://api.example/", ok(allowAny))
	response, _ = fetch(t, browserOver(server, newClock()), fetchspec.RequestInit{URL: apiOrigin})
	if len(server.seen) != 2 || !server.seen[1].NewConnection || response.Status != 200 {
		t.Errorf("421: %d requests, status %d", len(server.seen), response.Status)
	}
}

// HTTP fetch, step 4: a CORS check is not made on what the HTTP cache answers
// with, but on the response that is in it.
func TestTheHTTPCacheAnswersWithinItsLifetime(t *testing.T) {
	clock := newClock()
	server := answering("GET https://api.example/",
		ok(allowAny, "Cache-Control: max-age=60", `ETag: "1"`), "GET https://api.example/", reply{status: 304, headers: []string{allowAny}})
	ua := browserOver(server, clock)
	init := fetchspec.RequestInit{URL: apiOrigin}
	fetch(t, ua, init)
	if response, _ := fetch(t, ua, init); response.Unfiltered().CacheState != fetchspec.CacheStateLocal || len(server.seen) != 1 {
		t.Errorf("fresh: %d requests", len(server.seen))
	}
	clock.pass(61 * time.Second)
	response, _ := fetch(t, ua, init)
	if tag, _ := server.seen[1].HeaderList.Get("If-None-Match"); tag != `"1"` || response.Status != 200 {
		t.Errorf("stale: If-None-Match %s, status %d", tag, response.Status)
	}
}
