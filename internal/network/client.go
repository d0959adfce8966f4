package network

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"time"

	"corsplain/fetchspec"
)

// A Client makes exchanges over real connections, which it keeps open for
// later ones. Its methods may be used by several goroutines.
type Client struct {
	options   Options
	getenv    func(string) string
	resolve   resolveTable
	connectTo []connectTo
	proxy     *proxy
	tls       *tls.Config
	dialer    *net.Dialer
	pool      pool
}

var _ fetchspec.Exchanger = (*Client)(nil)

// New makes a Client. The error is about an option that cannot be understood,
// in words for the one who wrote it.
func New(options Options) (*Client, error) {
	options.fillDefaults()
	client := &Client{options: options, getenv: options.Getenv, dialer: &net.Dialer{Resolver: net.DefaultResolver}}
	if client.getenv == nil {
		client.getenv = os.Getenv
	}
	var err error
	if client.resolve, err = parseResolve(options.Resolve); err != nil {
		return nil, err
	}
	if client.connectTo, err = parseConnectTo(options.ConnectTo); err != nil {
		return nil, err
	}
	if options.Proxy != "" {
		if client.proxy, err = parseProxy(options.Proxy); err != nil {
			return nil, err
		}
	}
	if client.tls, err = newTLSConfig(&options); err != nil {
		return nil, err
	}
	return client, nil
}

// Close closes the idle connections. Exchanges under way finish, and close
// theirs.
func (client *Client) Close() error {
	client.pool.close()
	return nil
}

// Exchange sends request and returns the answer with its body read. The error
// is an *fetchspec.ExchangeError.
func (client *Client) Exchange(ctx context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	start := time.Now()
	if client.options.Timeout > 0 {
		limited, cancel := context.WithTimeout(ctx, client.options.Timeout)
		defer cancel()
		ctx = limited
	}
	var timing fetchspec.Timing
	response, failed := client.exchange(ctx, request, &timing)
	timing.Total = time.Since(start)
	if failed != nil {
		failed.Timing = timing
		completeReadings(failed.Readings, failed.RemoteAddress, timing)
		return nil, failed
	}
	response.Timing = timing
	completeReadings(response.Readings, response.RemoteAddress, timing)
	return response, nil
}

// completeReadings gives every reading what it has in common with the others.
func completeReadings(readings []fetchspec.Reading, remoteAddress string, timing fetchspec.Timing) {
	for _, reading := range readings {
		if reading.Response != nil {
			reading.Response.RemoteAddress, reading.Response.Timing = remoteAddress, timing
		}
	}
}

// exchange uses an idle connection if there is one. Should the server have
// closed that in the meantime, the request goes out again on a fresh one, as
// in every browser.
func (client *Client) exchange(ctx context.Context, request *fetchspec.HTTPRequest, timing *fetchspec.Timing) (*fetchspec.HTTPResponse, *fetchspec.ExchangeError) {
	if err := checkRequest(request); err != nil {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureHTTP, Err: err}
	}
	way, err := client.route(request)
	if err != nil {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureProxy, Err: err}
	}
	isStream := request.Body != nil && request.Body.Stream
	if !request.NewConnection && !isStream {
		if idle := client.pool.take(way.key); idle != nil {
			response, failed := client.exchangeOn(ctx, idle, request, timing)
			if !closedWhileIdle(idle, response, failed) {
				return response, failed
			}
			*timing = fetchspec.Timing{}
		}
	}
	response, failed := client.exchangeAfresh(ctx, &way, request, timing)
	if failed != nil && errors.Is(failed, errHTTP11Required) {
		way.http1Only = true
		return client.exchangeAfresh(ctx, &way, request, timing)
	}
	return response, failed
}

func (client *Client) exchangeAfresh(ctx context.Context, way *route, request *fetchspec.HTTPRequest, timing *fetchspec.Timing) (*fetchspec.HTTPResponse, *fetchspec.ExchangeError) {
	fresh, failed := client.connect(ctx, way, timing)
	if failed != nil {
		return nil, failed
	}
	return client.exchangeOn(ctx, fresh, request, timing)
}

// closedWhileIdle reports whether the server had given the connection up before
// the request came: it is gone, or status 408 was its last word.
func closedWhileIdle(connection *connection, response *fetchspec.HTTPResponse, failed *fetchspec.ExchangeError) bool {
	if failed != nil {
		return connection.unanswered && failed.Kind == fetchspec.FailureClosed || errors.Is(failed, errHTTP11Required)
	}
	return response.Status == 408
}

// exchangeOn makes the exchange on a connection and then keeps or closes that.
func (client *Client) exchangeOn(ctx context.Context, connection *connection, request *fetchspec.HTTPRequest, timing *fetchspec.Timing) (*fetchspec.HTTPResponse, *fetchspec.ExchangeError) {
	connection.unanswered = true
	stop := connection.interruptWith(ctx)
	exchange := exchange{
		ctx:        ctx,
		client:     client,
		connection: connection,
		request:    request,
		timing:     timing,
	}
	response, err := exchange.run()
	untouched := stop()
	if err == nil && ctx.Err() == context.Canceled {
		err = ctx.Err()
	}
	if err == nil && exchange.reusable && untouched {
		client.pool.put(connection)
	} else {
		connection.Close()
	}
	if err == nil {
		response.RemoteAddress = connection.address
		return response, nil
	}
	kind := fetchspec.FailureHTTP
	if isTLSAlert(err) {
		kind, err = fetchspec.FailureTLS, tlsError(err, request.URL.Host())
	}
	failed := exchangeError(ctx, kind, err, exchange.doing())
	failed.RemoteAddress = connection.address
	failed.HTTPVersion = exchange.httpVersion()
	failed.SentHeaders = exchange.sent
	return nil, failed
}
