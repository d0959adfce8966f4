package cli

import (
	"math"
	"strconv"
	"strings"
	"time"

	"corsplain/internal/network"
)

// connectionOptions are curl's options below HTTP.
func connectionOptions() []option {
	return []option{
		{name: "insecure", short: 'k', help: "accept any certificate", flag: func(s *settings) *bool { return &s.connection.insecure }},
		{name: "cacert", argument: "FILE", help: "trust the certificates in FILE instead of the system's", text: func(s *settings) *string { return &s.connection.caCert }},
		{name: "cert", short: 'E', argument: "FILE", help: "the browser's own certificate, in PEM", text: func(s *settings) *string { return &s.connection.cert }},
		{name: "key", argument: "FILE", help: "its key, in PEM", text: func(s *settings) *string { return &s.connection.key }},
		{name: "proxy", short: 'x', argument: "URL", help: "the proxy; otherwise http_proxy, https_proxy, all_proxy (never for loopback)", text: func(s *settings) *string { return &s.connection.proxy }},
		{name: "proxy-user", short: 'U', argument: "USER:PASSWORD", help: "for the proxy", text: func(s *settings) *string { return &s.connection.proxyUser }},
		{name: "noproxy", argument: "HOSTS", help: "hosts to reach without the proxy; otherwise no_proxy", set: func(s *settings, hosts string) error { s.connection.noProxy = &hosts; return nil }},
		{name: "resolve", argument: "HOST:PORT:ADDRESS", help: "use that address for the host and port", list: func(s *settings) *[]string { return &s.connection.resolve }},
		{name: "connect-to", argument: "HOST:PORT:HOST:PORT", help: "connect to the second host and port instead of the first", list: func(s *settings) *[]string { return &s.connection.connectTo }},
		{name: "unix-socket", argument: "PATH", help: "connect to that socket", text: func(s *settings) *string { return &s.connection.unixSocket }},
		{name: "http1.1", help: "speak HTTP/1.1 only", set: setHTTPVersion(network.HTTPVersion11)},
		{name: "http2", help: "speak HTTP/2 where the server can (over https)", set: setHTTPVersion(network.HTTPVersion2)},
		{name: "http2-prior-knowledge", help: "speak HTTP/2 without asking", set: setHTTPVersion(network.HTTPVersion2PriorKnowledge)},
		{name: "max-time", short: 'm', argument: "SECONDS", help: "for the whole of one request (30)", set: setSeconds(func(s *settings) *time.Duration { return &s.run.timeout })},
		{name: "connect-timeout", argument: "SECONDS", help: "for connecting (10)", set: setSeconds(func(s *settings) *time.Duration { return &s.connection.connectTimeout })},
		{name: "ipv4", short: '4', help: "IPv4 only", set: setIPVersion(network.IPv4)},
		{name: "ipv6", short: '6', help: "IPv6 only", set: setIPVersion(network.IPv6)},
		{name: "max-header-bytes", argument: "SIZE", help: "the most that the headers of an answer may have (256K)", set: setSize(func(s *settings) *int64 { return &s.connection.maxHeaderBytes })},
		{name: "max-body", argument: "SIZE", help: "how much of a body is kept (1M)", set: setSize(func(s *settings) *int64 { return &s.connection.maxBody })},
	}
}

func setHTTPVersion(version network.HTTPVersion) func(*settings, string) error {
	return func(s *settings, _ string) error { s.connection.httpVersion = version; return nil }
}

func setIPVersion(version network.IPVersion) func(*settings, string) error {
	return func(s *settings, _ string) error { s.connection.ipVersion = version; return nil }
}

// maxSeconds is a day: a longer wait is a slip of the finger.
const maxSeconds = 24 * 60 * 60

func setSeconds(target func(*settings) *time.Duration) func(*settings, string) error {
	return func(s *settings, text string) error {
		seconds, err := strconv.ParseFloat(text, 64)
		if err != nil || !(seconds > 0) || seconds > maxSeconds {
			return wrong("%q is not a number of seconds, as 2.5, greater than 0 and at most %d", text, maxSeconds)
		}
		*target(s) = time.Duration(math.Ceil(seconds * float64(time.Second)))
		return nil
	}
}

func setSize(target func(*settings) *int64) func(*settings, string) error {
	return func(s *settings, text string) error {
		size, ok := parseSize(text)
		if !ok {
			return wrong("%q is not a size: write bytes, or a number with K, M or G", text)
		}
		*target(s) = size
		return nil
	}
}

// maxSize bounds what may be kept in memory of one answer.
const maxSize = 4 << 30

func parseSize(text string) (int64, bool) {
	digits := strings.TrimRight(text, "kKmMgG")
	factor := int64(1)
	switch strings.ToUpper(text[len(digits):]) {
	case "":
	case "K":
		factor = 1 << 10
	case "M":
		factor = 1 << 20
	case "G":
		factor = 1 << 30
	default:
		return 0, false
	}
	size, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || size <= 0 || size > maxSize/factor {
		return 0, false
	}
	return size * factor, true
}
