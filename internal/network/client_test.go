package network

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
)

const okReply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

// keepingAlive answers every request alike on a connection that stays open.
func keepingAlive(bytes string) func(int) rawReply {
	return func(int) rawReply { return rawReply{bytes, false} }
}

func portOf(t testing.TB, address string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func TestConnectionsAreKeptAlive(t *testing.T) {
	server := serveRaw(t, keepingAlive(okReply))
	client := newClient(t, Options{})
	for i := range 3 {
		response := exchangeWith(t, client, getRequest(t, "http://"+server.address+"/"))
		if reused := response.Timing.Connect == 0; reused != (i > 0) {
			t.Errorf("exchange %d: connect took %v", i, response.Timing.Connect)
		}
	}
	if server.connections != 1 {
		t.Errorf("%d connections for 3 exchanges", server.connections)
	}
}

func TestConnectionsAreNotSharedAcrossKeys(t *testing.T) {
	server := serveRaw(t, keepingAlive(okReply))
	client := newClient(t, Options{})
	for _, change := range []func(*fetchspec.HTTPRequest){
		func(*fetchspec.HTTPRequest) {},
		func(request *fetchspec.HTTPRequest) { request.IncludeCredentials = true },
		func(request *fetchspec.HTTPRequest) { request.PartitionKey = "https://app.example" },
		func(request *fetchspec.HTTPRequest) { request.NewConnection = true },
	} {
		request := getRequest(t, "http://"+server.address+"/")
		change(request)
		exchangeWith(t, client, request)
	}
	if server.connections != 4 {
		t.Errorf("%d connections for 4 kinds of exchange", server.connections)
	}
}

func TestConnectionIsNotReusedWhenItCannotBe(t *testing.T) {
	for name, reply := range map[string]string{
		"Connection: close":      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: Close\r\n\r\nok",
		"HTTP/1.0":               "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
		"more than was promised": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nX-Smuggled: 1\r\nContent-Length: 0\r\n\r\n",
	} {
		server := serveRaw(t, keepingAlive(reply))
		client := newClient(t, Options{})
		for range 2 {
			response := exchangeWith(t, client, getRequest(t, "http://"+server.address+"/"))
			if response.HeaderList.Contains("X-Smuggled") {
				t.Errorf("%s: one answer was read as another's", name)
			}
		}
		if server.connections != 2 {
			t.Errorf("%s: %d connections for 2 exchanges", name, server.connections)
		}
	}
}

func TestRequestIsSentAgainWhenAnIdleConnectionWasClosed(t *testing.T) {
	for _, method := range []string{"GET", "POST"} {
		// Every connection is good for one answer and then closes without a
		// word, as servers do with idle connections.
		server := serveRaw(t, func(n int) rawReply { return rawReply{okReply, true} })
		client := newClient(t, Options{})
		for range 2 {
			request := getRequest(t, "http://"+server.address+"/")
			request.Method = method
			if method == "POST" {
				request.Body = &fetchspec.Body{Bytes: []byte("body")}
			}
			if response := exchangeWith(t, client, request); string(response.Body.Bytes) != "ok" {
				t.Errorf("%s: body %q", method, response.Body.Bytes)
			}
		}
		if server.connections != 2 {
			t.Errorf("%s: %d connections", method, server.connections)
		}
	}
}

func TestStatus408OnAnIdleConnectionMeansThatItWasClosed(t *testing.T) {
	server := serveRaw(t, func(n int) rawReply {
		if n == 1 {
			return rawReply{"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", true}
		}
		return rawReply{okReply, false}
	})
	client := newClient(t, Options{})
	for range 2 {
		if response := exchangeWith(t, client, getRequest(t, "http://"+server.address+"/")); response.Status != 200 {
			t.Errorf("status %d", response.Status)
		}
	}
}

func TestFreshConnectionThatClosesIsAnError(t *testing.T) {
	server := serveRaw(t, always(""))
	failed := failedExchange(t, newClient(t, Options{}), getRequest(t, "http://"+server.address+"/"))
	if failed.Kind != fetchspec.FailureClosed || !strings.Contains(failed.Error(), "without an answer") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
	if server.connections != 1 {
		t.Errorf("%d connections", server.connections)
	}
}

func TestIdleConnectionsExpire(t *testing.T) {
	server := serveRaw(t, keepingAlive(okReply))
	client := newClient(t, Options{})
	exchangeWith(t, client, getRequest(t, "http://"+server.address+"/"))
	for _, list := range client.pool.idle {
		list[0].idleSince = time.Now().Add(-idleTimeout - time.Second)
	}
	exchangeWith(t, client, getRequest(t, "http://"+server.address+"/"))
	if server.connections != 2 {
		t.Errorf("%d connections", server.connections)
	}
}

func TestIdleConnectionsAreBounded(t *testing.T) {
	server := serveRaw(t, keepingAlive(okReply))
	client := newClient(t, Options{})
	for i := range maxIdleOverall + 10 {
		request := getRequest(t, "http://"+server.address+"/")
		request.PartitionKey = string(rune('a' + i))
		exchangeWith(t, client, request)
	}
	if client.pool.count != maxIdleOverall {
		t.Errorf("%d idle connections", client.pool.count)
	}
	client.Close()
	if client.pool.count != 0 || client.pool.idle != nil {
		t.Errorf("%d idle connections after Close", client.pool.count)
	}
}

func TestConnectionRefusedIsNamed(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	failed := failedExchange(t, newClient(t, Options{}), getRequest(t, "http://localhost:"+portOf(t, address)+"/"))
	if failed.Kind != fetchspec.FailureConnect || !strings.Contains(failed.Error(), "connection refused: nothing listens on ") ||
		!strings.Contains(failed.Error(), "(localhost)") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestUnknownNameIsNamed(t *testing.T) {
	client := newClient(t, Options{})
	client.dialer.Resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, io.ErrClosedPipe
	}}
	failed := failedExchange(t, client, getRequest(t, "http://no-such-host.invalid/"))
	if failed.Kind != fetchspec.FailureNameLookup || !strings.Contains(failed.Error(), "no-such-host.invalid") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestResolveGivesAddresses(t *testing.T) {
	server := serveRaw(t, always(okReply))
	port := portOf(t, server.address)
	for _, entries := range [][]string{
		{"api.example:" + port + ":127.0.0.1"},
		{"API.example:" + port + ":127.0.0.1"},
		{"+api.example:" + port + ":127.0.0.1"},
		{"*:" + port + ":127.0.0.1"},
		{"api.example:" + port + ":[::1],127.0.0.1"},
		{"api.example:" + port + ":192.0.2.1", "-api.example:" + port, "*:" + port + ":127.0.0.1"},
	} {
		response := exchangeWith(t, newClient(t, Options{Resolve: entries}), getRequest(t, "http://api.example:"+port+"/"))
		if response.RemoteAddress != server.address {
			t.Errorf("%q: went to %s", entries, response.RemoteAddress)
		}
	}
	if !strings.Contains(server.heads[0], "Host: api.example:"+port) {
		t.Errorf("the server saw %q", server.heads[0])
	}
}

func TestConnectToChangesOnlyTheConnection(t *testing.T) {
	server := serveRaw(t, always(okReply))
	port := portOf(t, server.address)
	for _, entry := range []string{"api.example:80:127.0.0.1:" + port, "::127.0.0.1:" + port, ":80:127.0.0.1:" + port, "api.example::[127.0.0.1]:" + port} {
		client := newClient(t, Options{ConnectTo: []string{"x.example:80:192.0.2.1:1", entry}})
		exchangeWith(t, client, getRequest(t, "http://api.example/"))
	}
	for _, head := range server.heads {
		if !strings.Contains(head, "Host: api.example\r\n") {
			t.Errorf("the server saw %q", head)
		}
	}
}

func TestUnixSocketTakesEveryConnection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		io.WriteString(writer, request.Host)
	}))
	server.Listener = listener
	server.Start()
	defer server.Close()
	response := exchangeWith(t, newClient(t, Options{UnixSocket: path}), getRequest(t, "http://api.example/"))
	if string(response.Body.Bytes) != "api.example" || response.RemoteAddress != path {
		t.Errorf("got %q from %q", response.Body.Bytes, response.RemoteAddress)
	}
	failed := failedExchange(t, newClient(t, Options{UnixSocket: path + "x"}), getRequest(t, "http://api.example/"))
	if failed.Kind != fetchspec.FailureConnect || !strings.Contains(failed.Error(), path+"x") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestSubdomainsOfLocalhostAreLoopback(t *testing.T) {
	server := serveRaw(t, always(okReply))
	exchangeWith(t, newClient(t, Options{}), getRequest(t, "http://app.localhost:"+portOf(t, server.address)+"/"))
}

func TestWrongOptionsAreExplained(t *testing.T) {
	for _, test := range []struct {
		options Options
		want    string
	}{
		{Options{Resolve: []string{"nonsense"}}, `--resolve "nonsense" is not HOST:PORT:ADDRESS`},
		{Options{Resolve: []string{"a:b:127.0.0.1"}}, `--resolve "a:b:127.0.0.1": "b" is not a port number`},
		{Options{Resolve: []string{"a:80"}}, `--resolve "a:80" has no address`},
		{Options{Resolve: []string{"a:80:b"}}, `--resolve "a:80:b": "b" is not an IP address`},
		{Options{ConnectTo: []string{"a:80"}}, `--connect-to "a:80" is not HOST1:PORT1:HOST2:PORT2`},
		{Options{ConnectTo: []string{"a:x:b:80"}}, `--connect-to "a:x:b:80": "x" is not a port number`},
		{Options{Proxy: "ftp://a"}, `a proxy of kind "ftp" is not supported: http, https, socks5 and socks5h are`},
		{Options{CACert: []byte("x")}, "the CA file holds no PEM certificate"},
	} {
		_, err := New(test.options)
		if err == nil || err.Error() != test.want {
			t.Errorf("New(%+v): %v, want %s", test.options, err, test.want)
		}
	}
}

func TestWrongRequestsAreRefused(t *testing.T) {
	client := newClient(t, Options{})
	for _, change := range []func(*fetchspec.HTTPRequest){
		func(request *fetchspec.HTTPRequest) { request.Method = "GET /x" },
		func(request *fetchspec.HTTPRequest) { request.Method = "" },
		func(request *fetchspec.HTTPRequest) { request.HeaderList.Append("A", "b\r\nC: d") },
		func(request *fetchspec.HTTPRequest) { request.HeaderList.Append("A:", "b") },
	} {
		request := getRequest(t, "http://127.0.0.1:1/")
		change(request)
		if failed := failedExchange(t, client, request); failed.Kind != fetchspec.FailureHTTP {
			t.Errorf("failed with %s: %v", failed.Kind, failed)
		}
	}
}

func TestStreamNeedsHTTP2(t *testing.T) {
	server := serveRaw(t, always(okReply))
	request := getRequest(t, "http://"+server.address+"/")
	request.Method, request.Body = "POST", &fetchspec.Body{Bytes: []byte("x"), Stream: true}
	if failed := failedExchange(t, newClient(t, Options{}), request); failed.Kind != fetchspec.FailureStreamOverHTTP1 {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
	if len(server.heads) != 0 {
		t.Errorf("the server saw %q", server.heads)
	}
}

func TestInterimResponsesAreKeptAndBounded(t *testing.T) {
	const early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
	server := serveRaw(t, always("HTTP/1.1 100 Continue\r\n\r\n"+early+okReply))
	response := exchangeWith(t, newClient(t, Options{}), getRequest(t, "http://"+server.address+"/"))
	want := []fetchspec.InterimResponse{
		{Status: 100, HeaderList: fetchspec.HeaderList{}},
		{Status: 103, HeaderList: fetchspec.HeaderList{{Name: "Link", Value: "</a>"}}},
	}
	if diff := cmp.Diff(want, response.Interim); diff != "" {
		t.Errorf("interim responses (-want +got):\n%s", diff)
	}
	endless := serveRaw(t, always(strings.Repeat(early, maxInterim+1)+okReply))
	if failed := failedExchange(t, newClient(t, Options{}), getRequest(t, "http://"+endless.address+"/")); failed.Kind != fetchspec.FailureHTTP {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestHeadersHaveALimit(t *testing.T) {
	flood := strings.Repeat("X-Flood: "+strings.Repeat("v", 1000)+"\r\n", 1000)
	server := serveRaw(t, always("HTTP/1.1 200 OK\r\n"+flood+"\r\n"))
	failed := failedExchange(t, newClient(t, Options{}), getRequest(t, "http://"+server.address+"/"))
	if failed.Kind != fetchspec.FailureTooLarge || !strings.Contains(failed.Error(), "262144 bytes") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
	response := exchangeWith(t, newClient(t, Options{MaxHeaderBytes: 2 << 20}), getRequest(t, "http://"+server.address+"/"))
	if len(response.HeaderList) != 1000 {
		t.Errorf("%d headers came", len(response.HeaderList))
	}
}

func TestAnswerBeforeTheBodyWasReadIsTaken(t *testing.T) {
	server := serveRaw(t, always("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"))
	request := getRequest(t, "http://"+server.address+"/")
	request.Method, request.Body = "POST", &fetchspec.Body{Bytes: make([]byte, 100)}
	if response := exchangeWith(t, newClient(t, Options{}), request); response.Status != 413 {
		t.Errorf("status %d", response.Status)
	}
}

func TestDefaultRootsAreTheSystems(t *testing.T) {
	// crypto/x509 reads SSL_CERT_FILE once for a process, so it is enough that
	// no root set of our own hides the system's.
	client := newClient(t, Options{})
	if client.tls.RootCAs != nil {
		t.Error("the default client does not use the system's roots")
	}
}
