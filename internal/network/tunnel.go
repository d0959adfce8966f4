package network

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"

	"corsplain/fetchspec"
)

// maxProxyHead bounds a proxy's answer to CONNECT.
const maxProxyHead = 64 << 10

// openThroughProxy opens a connection by way of the route's proxy: to the
// proxy itself for a plain request that an HTTP proxy forwards, else a tunnel.
func (client *Client) openThroughProxy(ctx context.Context, way *route, timing *fetchspec.Timing) (net.Conn, *fetchspec.ExchangeError) {
	proxy := way.proxy
	port, _ := strconv.Atoi(proxy.port)
	conn, failed := client.dial(ctx, proxy.host, proxy.port, client.resolve.lookup(proxy.host, port), timing)
	if failed != nil {
		return nil, proxyUnreachable(failed, proxy)
	}
	start := time.Now()
	defer func() { timing.Connect += time.Since(start) }()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	tunnel, err := client.tunnel(ctx, conn, way)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		conn.Close()
		failed := exchangeError(ctx, fetchspec.FailureProxy, err, "waiting for the proxy "+proxy.address())
		failed.RemoteAddress = conn.RemoteAddr().String()
		return nil, failed
	}
	return tunnel, nil
}

func proxyUnreachable(failed *fetchspec.ExchangeError, proxy *proxy) *fetchspec.ExchangeError {
	if failed.Kind == fetchspec.FailureTimeout || failed.Kind == fetchspec.FailureCanceled {
		return failed
	}
	failed.Kind = fetchspec.FailureProxy
	failed.Err = failuref(failed.Err, "the proxy %s cannot be reached: %s", proxy.address(), failed.Err)
	return failed
}

// tunnel makes conn, which leads to the proxy, lead to the server.
func (client *Client) tunnel(ctx context.Context, conn net.Conn, way *route) (net.Conn, error) {
	proxy := way.proxy
	if proxy.scheme == "https" {
		config := client.tls.Clone()
		config.ServerName = proxy.host
		config.Certificates = nil
		config.InsecureSkipVerify = false
		secured := tls.Client(conn, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			return nil, tlsError(err, proxy.host)
		}
		conn = secured
	}
	if !proxy.speaksHTTP() {
		return conn, client.socksConnect(ctx, conn, way)
	}
	if !way.key.secure {
		return conn, nil
	}
	return conn, httpConnect(conn, way)
}

// httpConnect asks an HTTP proxy for a tunnel. The answer is read byte by
// byte, so as to take nothing that already comes from the server.
func httpConnect(conn net.Conn, way *route) error {
	server := net.JoinHostPort(way.dialHost, strconv.Itoa(way.dialPort))
	request := "CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n"
	if authorization := way.proxy.authorization(); authorization != "" {
		request += "Proxy-Authorization: " + authorization + "\r\n"
	}
	if _, err := io.WriteString(conn, request+"Proxy-Connection: keep-alive\r\n\r\n"); err != nil {
		return err
	}
	reader := headReader{reader: bufio.NewReaderSize(oneByteReader{conn}, 16), left: maxProxyHead}
	for {
		raw, err := reader.read(nil)
		if err != nil {
			return noConnectAnswer(err, way.proxy)
		}
		head, err := raw.parse(Dialect{})
		switch {
		case err != nil:
			return failuref(err, "the answer of the proxy %s is not valid HTTP: %s", way.proxy.address(), err)
		case head.status/100 == 1:
			continue
		case head.status/100 != 2:
			return fmt.Errorf("the proxy %s refused a tunnel to %s: %d %s", way.proxy.address(), server, head.status, head.statusText)
		}
		return nil
	}
}

func noConnectAnswer(err error, proxy *proxy) error {
	var notHTTP *notHTTPError
	switch {
	case isTimeout(err):
		return err
	case errors.As(err, &notHTTP):
		return failuref(err, "the proxy %s %s", proxy.address(), notHTTP.what())
	case isDisconnect(err):
		return failuref(err, "the proxy %s closed the connection instead of answering", proxy.address())
	}
	return failuref(err, "the proxy %s gave no answer: %s", proxy.address(), err)
}

// A oneByteReader never reads ahead.
type oneByteReader struct{ io.Reader }

func (reader oneByteReader) Read(p []byte) (int, error) {
	if len(p) > 1 {
		p = p[:1]
	}
	return reader.Reader.Read(p)
}
