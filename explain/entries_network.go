package explain

// What fails below CORS: there is no response to judge.
const (
	NameLookupFailed            Code = "name-lookup-failed"
	ConnectionRefused           Code = "connection-refused"
	ConnectionTimeout           Code = "connection-timeout"
	ConnectionFailed            Code = "connection-failed"
	TLSUnknownAuthority         Code = "tls-unknown-authority"
	TLSHostnameMismatch         Code = "tls-hostname-mismatch"
	TLSCertificateExpired       Code = "tls-certificate-expired"
	TLSNotSpoken                Code = "tls-not-spoken"
	TLSFailed                   Code = "tls-failed"
	ResponseTimeout             Code = "response-timeout"
	ConnectionClosed            Code = "connection-closed"
	MalformedHTTP               Code = "malformed-http"
	HeadersTooLarge             Code = "headers-too-large"
	ProxyFailed                 Code = "proxy-failed"
	ProxyAuthenticationRequired Code = "proxy-authentication-required"
	StreamNeedsHTTP2            Code = "stream-needs-http2"
	ExchangeNotRecorded         Code = "exchange-not-recorded"
	FetchCanceled               Code = "fetch-canceled"
	ExchangeFailed              Code = "exchange-failed"
)

var networkEntries = []Entry{
	{
		Code: NameLookupFailed, Kind: KindBlocker,
		Title:   "The host's name is unknown",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "The name {host} could not be looked up, so nothing was sent.",
		Detail:  "This is not CORS, and no header can fix it. Firefox prints it as a CORS error all the same.",
		Fix:     "Check the spelling of {host}, its DNS entry, and whether a VPN has to be on.",
	},
	{
		Code: ConnectionRefused, Kind: KindBlocker,
		Title:   "Nothing listens there",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "Nothing listens at {server}: the connection was refused.",
		Detail:  "This is not CORS, and no header can fix it. Firefox prints it as a CORS error all the same.",
		Fix:     "Start the server, and check its port and the address it listens on.",
	},
	{
		Code: ConnectionTimeout, Kind: KindBlocker,
		Title:   "No connection in time",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "No connection to {server} came about in time.",
		Detail:  "This is not CORS, and no header can fix it. A firewall that drops packets looks like this.",
		Fix:     "Check that {server} can be reached from here: firewall, VPN, security group, address.",
	},
	{
		Code: ConnectionFailed, Kind: KindBlocker,
		Title:   "No connection",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "No connection to {server} could be made.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Check that {server} can be reached from here: network, VPN, address.",
	},
	{
		Code: TLSUnknownAuthority, Kind: KindBlocker,
		Title:   "The certificate is not trusted",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "The certificate of {server} comes from an authority that is not trusted here.",
		Detail:  "This is not CORS, and no header can fix it. A browser shows a warning page for an address that is typed in, but a fetch fails at once.",
		Fix:     "Install a certificate from a known authority, with its intermediates. On a machine of your own, trust the local authority.",
	},
	{
		Code: TLSHostnameMismatch, Kind: KindBlocker,
		Title:   "The certificate is for another host",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "The server at {server} shows a certificate that is for another host.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Call the host that the certificate names, or install a certificate that names {host}.",
	},
	{
		Code: TLSCertificateExpired, Kind: KindBlocker,
		Title:   "The certificate is out of date",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "The certificate of {server} has expired, or is not valid yet.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Renew the certificate, and check the clocks of both machines.",
	},
	{
		Code: TLSNotSpoken, Kind: KindBlocker,
		Title:   "The server speaks plain http at this port",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "The server at {server} answers in plain http where the URL says https.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Call http:// at this port, or let the server speak TLS there.",
	},
	{
		Code: TLSFailed, Kind: KindBlocker,
		Title:   "The TLS handshake failed",
		Steps:   "HTTP-network fetch, step 8.1",
		Summary: "The server at {server} and this side did not agree on a TLS connection.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Check the server's TLS versions and ciphers, and whether it wants a certificate of the browser's, too: none is sent without asking the visitor.",
	},
	{
		Code: ResponseTimeout, Kind: KindBlocker,
		Title:   "No answer in time",
		Steps:   "HTTP-network fetch, step 8.5",
		Summary: "The server at {server} took the connection but did not answer {exchange} in time.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Find out what the server waits for. If it is only slow, allow more time.",
	},
	{
		Code: ConnectionClosed, Kind: KindBlocker,
		Title:   "The connection was closed without an answer",
		Steps:   "HTTP-network fetch, step 8.5",
		Summary: "The server at {server} closed the connection before it had answered {exchange}.",
		Detail:  "This is not CORS, and no header can fix it. A crash, a limit of a proxy, or plain http at an https port looks like this.",
		Fix:     "Look into the server's log for this moment.",
	},
	{
		Code: MalformedHTTP, Kind: KindBlocker,
		Title:   "The answer is not HTTP",
		Steps:   "HTTP-network fetch, step 8.5",
		Summary: "The server at {server} answered {exchange} with something that is not valid HTTP.",
		Detail:  "This is not CORS, and no header can fix it.",
		Fix:     "Check that an HTTP server listens at this port, and that the URL's scheme is the right one.",
	},
	{
		Code: HeadersTooLarge, Kind: KindBlocker,
		Title:   "The answer's headers are too large",
		Steps:   "HTTP-network fetch, step 8.5",
		Summary: "The server at {server} answered {exchange} with more header bytes than a browser takes.",
		Detail:  "This is not CORS.",
		Fix:     "Send fewer or shorter headers. Cookies that pile up are the usual reason.",
	},
	{
		Code: ProxyFailed, Kind: KindBlocker,
		Title:   "The proxy made no connection",
		Steps:   "HTTP-network fetch, step 8.1; HTTP-network fetch, step 8.5",
		Summary: "The proxy on the way to {server} made no connection.",
		Detail:  "This is not CORS, and no header of the server can fix it.",
		Fix:     "Check the proxy's address and what it allows, or go without it.",
	},
	{
		Code: ProxyAuthenticationRequired, Kind: KindBlocker,
		Title:   "The proxy asks for a password",
		Steps:   "HTTP-network-or-cache fetch, step 16.1; HTTP-network fetch, step 8.1",
		Summary: "The answer to {exchange} is 407: a proxy on the way to {server} asks for a password.",
		Detail:  "This is not CORS. A server that sends 407 by itself means 401.",
		Fix:     "Log in to the proxy. If the server itself sends 407, let it send 401.",
	},
	{
		Code: StreamNeedsHTTP2, Kind: KindBlocker,
		Title:   "A stream body needs HTTP/2",
		Steps:   "HTTP-network fetch, step 8.3",
		Summary: "The page sends a stream as the body, and {server} speaks HTTP/1.1, over which browsers send no streams.",
		Fix:     "Let the server speak HTTP/2, or send the body as a string, Blob or ArrayBuffer.",
	},
	{
		Code: ExchangeNotRecorded, Kind: KindBlocker,
		Title:   "The recording ends here",
		Steps:   "HTTP-network fetch, step 8.5",
		Summary: "The recording has no answer to {exchange}, {method} {url}.",
		Detail:  "What a browser would make of it cannot be known from the recording.",
		Fix:     "Record it again with everything in it, preflights too, or repeat the request over the network.",
	},
	{
		Code: FetchCanceled, Kind: KindBlocker,
		Title:   "The request was canceled",
		Steps:   "HTTP-network fetch, step 9.2",
		Summary: "The request was canceled before {server} had answered {exchange}.",
		Fix:     "Let it run to its end.",
	},
	{
		Code: ExchangeFailed, Kind: KindBlocker,
		Title:   "The exchange failed",
		Steps:   "HTTP-network fetch, step 8.5",
		Summary: "The exchange with {server} failed before there was an answer to {exchange}.",
		Detail:  "This is not CORS.",
		Fix:     "Repeat the request, and look into the server's log if it fails again.",
	},
}
