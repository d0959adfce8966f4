// Package network makes HTTP exchanges over real connections: it is the
// fetchspec.Exchanger that touches the world.
//
// It speaks HTTP itself because net/http's Transport hides what a CORS
// diagnosis is about: it rewrites the case of header names, reorders and joins
// headers, and adds its own. Here a request goes out byte for byte as its
// header list says, an answer's names, values, order and repeats are kept, and
// what is malformed is understood, passed over or refused as browsers do.
//
// One exchange, through the files:
//
//	client.go              Client.Exchange: idle connection, else a fresh one; one more try
//	options.go             what can be set, with the defaults
//	route.go               where the connection goes: resolve.go (--resolve),
//	                       connect_to.go, proxy.go, loopback.go (no proxy for it)
//	dial.go                name lookup and TCP, or a Unix socket
//	tunnel.go, socks5.go   through a proxy
//	tls.go                 the handshake, and the choice of HTTP version
//	connection.go          a connection: one exchange at a time, no goroutine
//	pool.go                idle connections
//	exchange.go            what both versions share: limits, bodies, time
//	http1.go               HTTP/1.1: http1_head.go, http1_status_line.go (parsing),
//	                       http1_framing.go, http1_chunked.go (where a body ends)
//	http2.go               HTTP/2: http2_session.go (streams and windows),
//	                       http2_frames.go, http2_headers.go
//	dialect.go             where engines differ over malformed answers
//	reading.go             what the other engines make of one
//	failure.go             errors in plain words, sorted into kinds
//
// Content codings are undone by package contentcoding, which the in-process
// handler shares.
package network
