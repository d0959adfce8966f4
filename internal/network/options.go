package network

import (
	"time"

	"corsplain/internal/contentcoding"
)

// Options say how a Client connects and what it puts up with. The zero value
// is a client as a browser would be.
type Options struct {
	// Resolve are curl's --resolve entries: "[+|-]HOST:PORT:ADDRESS[,ADDRESS]…";
	// HOST may be "*".
	Resolve []string
	// ConnectTo are curl's --connect-to entries: "HOST1:PORT1:HOST2:PORT2",
	// any part of which may be empty.
	ConnectTo []string
	// UnixSocket is the path of a socket that every connection goes to; "" for
	// none.
	UnixSocket string
	// IPVersion leaves only IPv4 or only IPv6 addresses.
	IPVersion IPVersion

	// Proxy is a URL ("http", "https", "socks5" or "socks5h") or HOST:PORT; ""
	// means the proxy variables of the environment, which never apply to
	// loopback.
	Proxy string
	// NoProxy replaces the variable no_proxy; "" means the variable.
	NoProxy string
	// Getenv reads the environment; nil is os.Getenv.
	Getenv func(name string) string

	// InsecureSkipVerify accepts any certificate.
	InsecureSkipVerify bool
	// CACert holds PEM certificates that are trusted instead of the system's.
	CACert []byte
	// Cert and Key are the client's own certificate chain and key, in PEM; Key
	// may be nil if Cert holds it.
	Cert, Key []byte

	HTTPVersion HTTPVersion
	// Dialect says which malformed answers are understood.
	Dialect Dialect

	// ConnectTimeout bounds name lookup, connecting, proxy and TLS handshake
	// together; 0 means 10 seconds, less than 0 none.
	ConnectTimeout time.Duration
	// Timeout bounds a whole exchange; 0 means 30 seconds, less than 0 none.
	// When it passes within a body, the response stands.
	Timeout time.Duration
	// BodyTimeout bounds reading a body, after which what came is delivered
	// with ErrCut; 0 means none. A request's own BodyTimeout goes before.
	BodyTimeout time.Duration

	// MaxHeaderBytes bounds the heads of one answer, interim ones included; 0
	// means 256 KiB.
	MaxHeaderBytes int
	// MaxBodyKept is how many decoded bytes of a body are kept; 0 means 1 MiB.
	MaxBodyKept int64
	// MaxBodyDrained is how many bytes beyond those are read to learn the
	// body's size; 0 means 16 MiB.
	MaxBodyDrained int64
	// MaxDecompressed bounds the size of a decoded body; 0 means 64 MiB.
	MaxDecompressed int64
}

// An HTTPVersion is a preference for a version of HTTP.
type HTTPVersion string

// The preferences. Over http all of them mean HTTP/1.1.
const (
	// HTTPVersionAuto offers HTTP/2 and HTTP/1.1 in the TLS handshake.
	HTTPVersionAuto HTTPVersion = ""
	HTTPVersion11   HTTPVersion = "1.1"
	// HTTPVersion2 is curl's --http2: the same as HTTPVersionAuto.
	HTTPVersion2 HTTPVersion = "2"
	// HTTPVersion2PriorKnowledge offers nothing but HTTP/2, and speaks it even
	// to a server that does not choose.
	HTTPVersion2PriorKnowledge HTTPVersion = "2-prior-knowledge"
)

// An IPVersion is a version of IP that addresses are confined to.
type IPVersion int

// The IP versions.
const (
	IPAny IPVersion = 0
	IPv4  IPVersion = 4
	IPv6  IPVersion = 6
)

const (
	defaultConnectTimeout = 10 * time.Second
	defaultTimeout        = 30 * time.Second
	defaultMaxHeaderBytes = 256 << 10
)

func (options *Options) fillDefaults() {
	if options.ConnectTimeout == 0 {
		options.ConnectTimeout = defaultConnectTimeout
	}
	if options.Timeout == 0 {
		options.Timeout = defaultTimeout
	}
	if options.MaxHeaderBytes <= 0 {
		options.MaxHeaderBytes = defaultMaxHeaderBytes
	}
}

func (options *Options) bodyLimits() contentcoding.Limits {
	return contentcoding.Limits{
		Kept:    options.MaxBodyKept,
		Drained: options.MaxBodyDrained,
		Decoded: options.MaxDecompressed,
	}
}
