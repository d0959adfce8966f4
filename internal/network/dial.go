package network

import (
	"context"
	"net"
	"net/http/httptrace"
	"net/netip"
	"strconv"
	"time"

	"corsplain/fetchspec"
)

// dial opens a TCP connection to host and port, trying addresses in order if
// there are any, and else what the system's resolver finds.
func (client *Client) dial(ctx context.Context, host string, port string, addresses []netip.Addr, timing *fetchspec.Timing) (net.Conn, *fetchspec.ExchangeError) {
	start := time.Now()
	lookup := timing.NameLookup
	defer func() { timing.Connect += time.Since(start) - (timing.NameLookup - lookup) }()
	if len(addresses) == 0 && isLocalhostName(host) && host != "localhost" {
		addresses = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}
	}
	if len(addresses) == 0 {
		return client.dialName(ctx, host, port, timing)
	}
	var failed *fetchspec.ExchangeError
	for _, address := range addresses {
		if !client.options.IPVersion.allows(address) {
			continue
		}
		conn, err := client.dialer.DialContext(ctx, "tcp", net.JoinHostPort(address.String(), port))
		if err == nil {
			return conn, nil
		}
		if failed = client.dialFailed(ctx, err, host); ctx.Err() != nil {
			break
		}
	}
	if failed == nil {
		failed = &fetchspec.ExchangeError{Kind: fetchspec.FailureNameLookup,
			Err: failuref(nil, "%s has no IPv%d address among those given", host, client.options.IPVersion)}
	}
	return nil, failed
}

func (client *Client) dialName(ctx context.Context, host, port string, timing *fetchspec.Timing) (net.Conn, *fetchspec.ExchangeError) {
	var began time.Time
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		DNSStart: func(httptrace.DNSStartInfo) { began = time.Now() },
		DNSDone:  func(httptrace.DNSDoneInfo) { timing.NameLookup += time.Since(began) },
	})
	conn, err := client.dialer.DialContext(traced, client.options.IPVersion.network(), net.JoinHostPort(host, port))
	if err != nil {
		return nil, client.dialFailed(ctx, err, host)
	}
	return conn, nil
}

// dialUnix opens a connection to the Unix socket that stands for every server.
func (client *Client) dialUnix(ctx context.Context, timing *fetchspec.Timing) (net.Conn, *fetchspec.ExchangeError) {
	start := time.Now()
	defer func() { timing.Connect += time.Since(start) }()
	conn, err := client.dialer.DialContext(ctx, "unix", client.options.UnixSocket)
	if err != nil {
		return nil, client.dialFailed(ctx, err, client.options.UnixSocket)
	}
	return conn, nil
}

func (client *Client) dialFailed(ctx context.Context, err error, host string) *fetchspec.ExchangeError {
	failed := dialError(err, host)
	if failed.Kind == fetchspec.FailureNameLookup && ctx.Err() == nil {
		return failed
	}
	return exchangeError(ctx, failed.Kind, failed, "connecting to "+host)
}

func (version IPVersion) network() string {
	switch version {
	case IPv4:
		return "tcp4"
	case IPv6:
		return "tcp6"
	}
	return "tcp"
}

func (version IPVersion) allows(address netip.Addr) bool {
	switch version {
	case IPv4:
		return address.Unmap().Is4()
	case IPv6:
		return address.Is6() && !address.Is4In6()
	}
	return true
}

// connect opens the connection for a route: socket, proxy, TLS.
func (client *Client) connect(ctx context.Context, way *route, timing *fetchspec.Timing) (*connection, *fetchspec.ExchangeError) {
	if client.options.ConnectTimeout > 0 {
		limited, cancel := context.WithTimeout(ctx, client.options.ConnectTimeout)
		defer cancel()
		ctx = limited
	}
	conn, failed := client.open(ctx, way, timing)
	if failed != nil {
		return nil, failed
	}
	opened := &connection{key: way.key, address: conn.RemoteAddr().String()}
	if client.options.UnixSocket != "" {
		opened.address = client.options.UnixSocket
	}
	if !way.key.secure {
		if way.proxy != nil && way.proxy.speaksHTTP() {
			opened.forward = way.proxy
		}
		opened.use(conn)
		return opened, nil
	}
	secured, failed := client.handshake(ctx, conn, way, timing)
	if failed != nil {
		failed.RemoteAddress = opened.address
		return nil, failed
	}
	opened.secure = true
	opened.use(secured)
	if client.speaksHTTP2(secured) {
		opened.startHTTP2(client.options.MaxHeaderBytes)
	}
	return opened, nil
}

// open opens the socket that leads to the server.
func (client *Client) open(ctx context.Context, way *route, timing *fetchspec.Timing) (net.Conn, *fetchspec.ExchangeError) {
	switch {
	case client.options.UnixSocket != "":
		return client.dialUnix(ctx, timing)
	case way.proxy != nil:
		return client.openThroughProxy(ctx, way, timing)
	}
	return client.dial(ctx, way.dialHost, strconv.Itoa(way.dialPort), way.addresses, timing)
}
