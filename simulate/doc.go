// Package simulate behaves as a browser does: a Browser performs a Call, which
// is what a page's script asks for, and returns what the script would get and
// the trace of how that came about.
//
//	call.go, call_json*.go  the call: RequestInit plus the page's context, and
//	                        its JSON form
//	page.go                 the page that a call names: its origin and address
//	request.go              the request that fetch(), XMLHttpRequest, an element
//	                        or a navigation makes of the call
//	browser.go              the profile: cookie jar, caches, connections, engine
//	profile.go              what a browser adds to its requests by itself
//	handler.go              an Exchanger over an http.Handler, without a socket
//	replay.go               an Exchanger that answers from a trace
//
// The algorithm is fetchspec's. What a Browser sends goes through its Network,
// any fetchspec.Exchanger: the command's real connections, a Handler within the
// process, or a recording.
package simulate
