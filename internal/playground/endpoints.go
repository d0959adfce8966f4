package playground

import "corsplain/simulate"

// An Endpoint is one lesson: a path of the server, and the call to make there.
type Endpoint struct {
	Path string
	// Title says in a few words what is wrong, or that nothing is.
	Title string
	// Code is what a diagnosis of the call names first; "" where it is allowed.
	Code string
	// Call is what a page's script does; its URL is Path.
	Call simulate.Call
	// Preflight and Answer are what the server says. {origin} in a value is
	// the request's Origin, {here} and {there} are the server under two names.
	Preflight Reply
	Answer    Reply
}

// A Reply is a canned response.
type Reply struct {
	Status  int
	Headers []simulate.HeaderField
	Body    string
}

// Origin is the page that the calls come from.
const Origin = "https://app.example"

type fields = []simulate.HeaderField

func json(method string) simulate.Call {
	return simulate.Call{
		Method:  method,
		Headers: fields{{Name: "Content-Type", Value: "application/json"}},
		Body:    []byte(`{"name":"Ada"}`),
	}
}

func withCookies(call simulate.Call) simulate.Call {
	call.Credentials = "include"
	return call
}

func allowOrigin(value string) fields {
	return fields{{Name: "Access-Control-Allow-Origin", Value: value}}
}

func allow(origin, methods, headers string) fields {
	return fields{
		{Name: "Access-Control-Allow-Origin", Value: origin},
		{Name: "Access-Control-Allow-Methods", Value: methods},
		{Name: "Access-Control-Allow-Headers", Value: headers},
		{Name: "Vary", Value: "Origin"},
	}
}

func noContent(headers fields) Reply { return Reply{Status: 204, Headers: headers} }

func ok(headers fields) Reply {
	return Reply{Status: 200, Headers: with(headers, "Content-Type", "application/json"), Body: `{"id":7}`}
}

func with(headers fields, name, value string) fields {
	return append(append(fields{}, headers...), simulate.HeaderField{Name: name, Value: value})
}

// Endpoints returns all endpoints, the right ones first.
func Endpoints() []Endpoint {
	endpoints := rightEndpoints()
	endpoints = append(endpoints, wrongOriginEndpoints()...)
	endpoints = append(endpoints, wrongPreflightEndpoints()...)
	return append(endpoints, otherEndpoints()...)
}

func rightEndpoints() []Endpoint {
	exact := allow("{origin}", "GET, POST, PUT", "content-type")
	return []Endpoint{{
		Path:   "/right/public",
		Title:  "A public resource: * and no cookies",
		Answer: ok(allowOrigin("*")),
	}, {
		Path:      "/right/preflight",
		Title:     "A PUT with JSON, allowed by its preflight",
		Call:      json("PUT"),
		Preflight: noContent(with(exact, "Access-Control-Max-Age", "600")),
		Answer:    ok(exact),
	}, {
		Path:      "/right/cookies",
		Title:     "With cookies: the exact origin, and Allow-Credentials",
		Call:      withCookies(json("PUT")),
		Preflight: noContent(with(exact, "Access-Control-Allow-Credentials", "true")),
		Answer:    ok(with(exact, "Access-Control-Allow-Credentials", "true")),
	}}
}

func wrongOriginEndpoints() []Endpoint {
	return []Endpoint{{
		Path:   "/wrong/no-header",
		Title:  "No Access-Control-Allow-Origin at all",
		Code:   "allow-origin-missing",
		Answer: ok(nil),
	}, {
		Path:   "/wrong/trailing-slash",
		Title:  "The origin with a slash behind it",
		Code:   "allow-origin-trailing-slash",
		Answer: ok(allowOrigin(Origin + "/")),
	}, {
		Path:   "/wrong/scheme",
		Title:  "http where the page is https",
		Code:   "allow-origin-wrong-scheme",
		Answer: ok(allowOrigin("http://app.example")),
	}, {
		Path:   "/wrong/two-layers",
		Title:  "A proxy and the app both add the header",
		Code:   "allow-origin-repeated-same",
		Answer: ok(append(allowOrigin("*"), allowOrigin("*")...)),
	}, {
		Path:   "/wrong/wildcard-with-cookies",
		Title:  "* for a request with cookies",
		Code:   "allow-origin-wildcard-with-credentials",
		Call:   withCookies(simulate.Call{}),
		Answer: ok(with(allowOrigin("*"), "Access-Control-Allow-Credentials", "true")),
	}, {
		Path:   "/wrong/True",
		Title:  "Allow-Credentials: True, with a capital T",
		Code:   "allow-credentials-case",
		Call:   withCookies(simulate.Call{}),
		Answer: ok(with(allowOrigin("{origin}"), "Access-Control-Allow-Credentials", "True")),
	}}
}

func wrongPreflightEndpoints() []Endpoint {
	exact := allow("{origin}", "GET, POST, PUT", "content-type")
	return []Endpoint{{
		Path:      "/wrong/method",
		Title:     "A preflight that does not allow PUT",
		Code:      "allow-methods-lacks-method",
		Call:      json("PUT"),
		Preflight: noContent(allow("{origin}", "GET, POST", "content-type")),
		Answer:    ok(exact),
	}, {
		Path:      "/wrong/header",
		Title:     "A preflight that does not allow Content-Type",
		Code:      "allow-headers-lacks-name",
		Call:      json("POST"),
		Preflight: noContent(allow("{origin}", "GET, POST", "authorization")),
		Answer:    ok(exact),
	}, {
		Path:      "/wrong/login-first",
		Title:     "A login check that answers the preflight too",
		Code:      "preflight-unauthorized",
		Call:      json("PUT"),
		Preflight: Reply{Status: 401, Headers: with(exact, "WWW-Authenticate", `Bearer realm="api"`), Body: "unauthorized\n"},
		Answer:    ok(exact),
	}, {
		Path:      "/wrong/not-routed",
		Title:     "No route for OPTIONS",
		Code:      "preflight-not-routed",
		Call:      json("DELETE"),
		Preflight: Reply{Status: 405, Headers: with(exact, "Allow", "GET, DELETE"), Body: "method not allowed\n"},
		Answer:    ok(exact),
	}, {
		Path:      "/wrong/redirected",
		Title:     "A redirect to the path with a slash",
		Code:      "preflight-redirected-slash",
		Call:      json("PUT"),
		Preflight: Reply{Status: 308, Headers: with(exact, "Location", "{here}/wrong/redirected/")},
		Answer:    ok(exact),
	}, {
		Path:      "/wrong/redirected/",
		Title:     "Where /wrong/redirected leads: all is well there",
		Call:      json("PUT"),
		Preflight: noContent(exact),
		Answer:    ok(exact),
	}}
}

func otherEndpoints() []Endpoint {
	exact := allow("{origin}", "GET, POST, PUT", "content-type")
	return []Endpoint{{
		Path:      "/wrong/error-without-headers",
		Title:     "A 500 from outside the CORS layer",
		Code:      "server-error-outside-cors",
		Call:      json("POST"),
		Preflight: noContent(exact),
		Answer:    Reply{Status: 500, Headers: fields{{Name: "Content-Type", Value: "text/plain"}}, Body: "panic: nil map\n"},
	}, {
		Path:   "/wrong/tainted",
		Title:  "A redirect to a third origin makes the Origin null",
		Code:   "null-origin-after-redirect",
		Answer: Reply{Status: 302, Headers: with(allowOrigin("{origin}"), "Location", "{there}/wrong/tainted/2")},
	}, {
		Path:   "/wrong/tainted/2",
		Title:  "Where /wrong/tainted leads: it expects the page's origin",
		Code:   "allow-origin-other",
		Call:   simulate.Call{Origin: "https://other.example"},
		Answer: ok(allowOrigin(Origin)),
	}, {
		Path:   "/wrong/image",
		Title:  "An image that its server keeps to its own site",
		Code:   "resource-policy-same-origin",
		Call:   simulate.Call{Mode: "no-cors", Credentials: "include", Destination: "image"},
		Answer: Reply{Status: 200, Headers: fields{{Name: "Content-Type", Value: "image/gif"}, {Name: "Cross-Origin-Resource-Policy", Value: "same-origin"}}, Body: "GIF89a"},
	}, {
		Path:   "/warned/unexposed",
		Title:  "Allowed, but the page cannot read X-Total-Count",
		Answer: ok(with(allowOrigin("*"), "X-Total-Count", "42")),
	}}
}
