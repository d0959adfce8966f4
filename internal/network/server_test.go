package network

import (
	"bufio"
	"context"
	"net"
	"strings"
	"sync"
	"testing"

	"corsplain/fetchspec"
)

// A rawServer answers on loopback with exact bytes.
type rawServer struct {
	address string

	mutex       sync.Mutex
	heads       []string // of the requests, as received
	connections int
}

// A rawReply is what a rawServer does with one request.
type rawReply struct {
	bytes string
	close bool
}

// serveRaw answers the nth request overall with answer(n).
func serveRaw(t testing.TB, answer func(n int) rawReply) *rawServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &rawServer{address: listener.Addr().String()}
	var running sync.WaitGroup
	open := make(map[net.Conn]bool)
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			server.mutex.Lock()
			server.connections++
			open[conn] = true
			server.mutex.Unlock()
			running.Go(func() { server.serve(conn, answer) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		server.mutex.Lock()
		for conn := range open {
			conn.Close()
		}
		server.mutex.Unlock()
		running.Wait()
	})
	return server
}

func (server *rawServer) serve(conn net.Conn, answer func(int) rawReply) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for {
		var head strings.Builder
		for {
			line, err := reader.ReadString('\n')
			if err != nil {
				return
			}
			head.WriteString(line)
			if line == "\r\n" {
				break
			}
		}
		server.mutex.Lock()
		n := len(server.heads)
		server.heads = append(server.heads, head.String())
		server.mutex.Unlock()
		reply := answer(n)
		conn.Write([]byte(reply.bytes))
		if reply.close {
			return
		}
	}
}

// always answers every request alike and closes the connection.
func always(bytes string) func(int) rawReply {
	return func(int) rawReply { return rawReply{bytes, true} }
}

func newClient(t testing.TB, options Options) *Client {
	t.Helper()
	if options.Getenv == nil {
		options.Getenv = func(string) string { return "" }
	}
	client, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func mustParseURL(t testing.TB, text string) *fetchspec.URL {
	t.Helper()
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func getRequest(t testing.TB, url string) *fetchspec.HTTPRequest {
	t.Helper()
	parsed := mustParseURL(t, url)
	return &fetchspec.HTTPRequest{
		Kind:       fetchspec.ExchangeRequest,
		Method:     "GET",
		URL:        parsed,
		HeaderList: fetchspec.HeaderList{{Name: "Host", Value: parsed.HostPort()}, {Name: "Connection", Value: "keep-alive"}},
	}
}

func exchangeWith(t testing.TB, client *Client, request *fetchspec.HTTPRequest) *fetchspec.HTTPResponse {
	t.Helper()
	response, err := client.Exchange(context.Background(), request)
	if err != nil {
		t.Fatalf("Exchange: %v", err)
	}
	return response
}

func failedExchange(t testing.TB, client *Client, request *fetchspec.HTTPRequest) *fetchspec.ExchangeError {
	t.Helper()
	return failedExchangeIn(t, context.Background(), client, request)
}

func failedExchangeIn(t testing.TB, ctx context.Context, client *Client, request *fetchspec.HTTPRequest) *fetchspec.ExchangeError {
	t.Helper()
	response, err := client.Exchange(ctx, request)
	if err == nil {
		t.Fatalf("Exchange succeeded: %+v", response)
	}
	failed, ok := err.(*fetchspec.ExchangeError)
	if !ok {
		t.Fatalf("Exchange failed with a %T: %v", err, err)
	}
	return failed
}
