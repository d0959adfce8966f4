// Package fetchspec is the WHATWG Fetch Standard, transcribed: it alone decides
// what a browser sends and what it lets a page read. It touches no network,
// clock or file; a UserAgent is given an Exchanger and a clock.
//
// Transcribed from the Fetch Standard, commit
// 586cd2a44c2a865b37c166dc0740f3fb8bb220d6 (2 July 2026), and from the parts of
// the URL, MIME Sniffing, Referrer Policy, Fetch Metadata, Mixed Content, Secure
// Contexts, Subresource Integrity, XMLHttpRequest and HTML standards and of the
// layered-cookies draft that it calls on. Each algorithm has its file, under
// its own name.
//
// # One fetch, through the files
//
//	request_class.go, xhr.go, element_request.go
//	                   what fetch(), XMLHttpRequest or an element asks for; what
//	                   they refuse is a Failure before anything is sent
//	fetch_params.go    fetch: the defaults, and the record of what happens
//	main_fetch.go      may it be fetched at all, and how: same-origin, no-cors,
//	                   cors, with or without a preflight; filtering what comes back
//	http_fetch.go      the preflight, the CORS check, redirects
//	cors_preflight_fetch.go, cors_preflight_cache.go
//	                   asking the server first, and remembering its answer
//	http_network_or_cache_fetch.go, http_cache.go
//	                   the headers that the browser adds, cookies, the HTTP cache
//	http_network_fetch.go
//	                   one exchange, through the Exchanger, into the Trace
//	cors_check.go, cross_origin_resource_policy_check.go, tao_check.go
//	                   what the answer allows
//	http_redirect_fetch.go, location_url.go
//	                   where it leads, and what is left behind
//	element_response.go
//	                   what a script or style element makes of it
//
// What these call on:
//
//	request.go, response.go, filtered_response.go, exchanger.go, trace.go,
//	step.go, algorithm_urls.go, user_agent.go
//	                   the records that all of them pass on
//	headers_class.go, forbidden_headers.go, methods.go, body_init.go
//	                   what a script may ask for
//	safelists.go, unsafe_reason.go, range_header.go
//	                   what needs no preflight, and why something does
//	header_list.go, header_values.go, get_decode_and_split.go,
//	extract_header_list_values.go, name_set.go, wire_headers.go
//	                   headers and their values
//	default_headers.go, referrer*.go, origin_header.go, fetch_metadata.go,
//	cookie*.go         what the browser adds
//	scheme_fetch.go, data_url.go, url*.go, origin.go, site.go
//	                   URLs and whose they are
//	port_blocking.go, mixed_content.go, potentially_trustworthy.go,
//	mime_type*.go, extract_mime_type.go, nosniff.go, integrity.go
//	                   what is refused besides CORS
//	engine*.go, reading.go
//	                   where browsers differ
//
// # Steps are data
//
// Where the Standard gives up, the code returns a Failure whose Step names the
// algorithm and the step: "CORS check", "4". testdata/steps.txt lists the
// Standard's steps (made from its source by internal/standardsteps); a test
// holds that each cited step exists, and that each step that gives up is in the
// code or listed as left out, with a reason. A step in the third case of a
// switch is written "12[3]".
//
// # Engines
//
// A browser is the Standard plus named departures: the fields of Engine, each
// with what was recorded of Chromium, Firefox or WebKit. The zero value is the
// Standard. In the code each is marked "Departure:".
//
// # Where every engine departs
//
// In a few places the text agrees with no browser, or asks for what is not at
// hand. There the Standard here is what all browsers do, marked in the same way:
//
//   - Mixed content is restricted for pages that came over https alone, not for
//     pages on localhost (mixed_content.go).
//   - A request's first URL counts for its same-site mode, and a cookie without
//     SameSite is Lax; paths are matched and sorted, prefixes read and an empty
//     Domain passed over as in RFC 6265 and its revision (cookie*.go).
//   - The HTTP cache keeps an answer once it has passed the CORS check
//     (http_cache.go).
//   - Integrity metadata is split at all whitespace (integrity.go).
//   - The user name and password of a URL are never tried, and nobody is asked
//     for one (http_network_or_cache_fetch.go).
//   - A URL of more than ten thousand path segments is none (url.go).
package fetchspec
