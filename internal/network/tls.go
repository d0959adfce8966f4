package network

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"time"

	"corsplain/fetchspec"
)

// newTLSConfig makes the configuration that all handshakes begin from.
func newTLSConfig(options *Options) (*tls.Config, error) {
	config := &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: options.InsecureSkipVerify,
	}
	if options.CACert != nil {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(options.CACert) {
			return nil, errors.New("the CA file holds no PEM certificate")
		}
	}
	if options.Cert == nil {
		return config, nil
	}
	key := options.Key
	if key == nil {
		key = options.Cert
	}
	pair, err := tls.X509KeyPair(options.Cert, key)
	if err != nil {
		return nil, fmt.Errorf("the client certificate and key do not go together: %w", err)
	}
	config.Certificates = []tls.Certificate{pair}
	return config, nil
}

func (version HTTPVersion) protocols() []string {
	switch version {
	case HTTPVersion11:
		return []string{"http/1.1"}
	case HTTPVersion2PriorKnowledge:
		return []string{"h2"}
	}
	return []string{"h2", "http/1.1"}
}

// handshake speaks TLS to the server at the other end of conn, which it closes
// on failure.
func (client *Client) handshake(ctx context.Context, conn net.Conn, way *route, timing *fetchspec.Timing) (*tls.Conn, *fetchspec.ExchangeError) {
	start := time.Now()
	defer func() { timing.TLS += time.Since(start) }()
	config := client.tls.Clone()
	config.ServerName = way.host
	config.NextProtos = client.options.HTTPVersion.protocols()
	if way.http1Only {
		config.NextProtos = HTTPVersion11.protocols()
	}
	secured := tls.Client(conn, config)
	if err := secured.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, exchangeError(ctx, fetchspec.FailureTLS, tlsError(err, way.host), "making the TLS handshake with "+way.host)
	}
	return secured, nil
}

// speaksHTTP2 reports whether a connection goes on in HTTP/2: where the server
// chose it, or did not choose and nothing else was offered.
func (client *Client) speaksHTTP2(secured *tls.Conn) bool {
	chosen := secured.ConnectionState().NegotiatedProtocol
	return chosen == "h2" || chosen == "" && client.options.HTTPVersion == HTTPVersion2PriorKnowledge
}
