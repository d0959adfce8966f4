// Package cases reads and runs cases: short texts that say what a page asks, what
// servers answer, and what the diagnosis must be. A case can be read and
// written by someone who knows CORS but no Go. The same text is a test, a seed
// for fuzzing, and the example of a page.
//
//	A wildcard does not cover a request with credentials.
//	-- request --
//	GET https://api.example/me
//	origin: https://app.example
//	credentials: include
//	header: X-Tenant: 7
//	-- preflight --
//	204 No Content
//	Access-Control-Allow-Origin: *
//	-- response --
//	200 OK
//	Access-Control-Allow-Origin: *
//	Content-Type: text/plain
//
//	hello
//	-- diagnosis --
//	blocked
//	allow-origin-wildcard-with-credentials  preflight  CORS check, step 4
//	repaired: unknown
//
// A request's lines are the fields of the request object, by the same names;
// besides, "header" and "cookie" can be given several times, "body-size" is a
// number of bytes in place of a body, and "browser" and "probes: none" say how
// it is run. Several requests come one after another in
// one browser, each with the answers under it; the diagnosis is of the last.
//
// The heading of an answer says what it answers: "preflight" or "response",
// then perhaps a URL (without one it answers every URL), then perhaps a
// condition on the request: "with login", "without Origin", "to another
// origin", "past the cache", "for GET" (a preflight that asks for no headers
// either), "without headers". Equal headings answer one time after the other.
// In place of a status, "error: KIND words" is an exchange that failed. Some
// lines among the headers are none: "@address" is where the server is,
// "@version" the HTTP version that it speaks (1.1 if nothing is said), "@cut"
// what broke off the body.
//
// In the diagnosis the verdict comes first, then one line for each blocker:
// its code, the exchange's kind ("none" without one) and the step. "warnings",
// "repaired" and "unproven" are compared where they are given.
package cases
