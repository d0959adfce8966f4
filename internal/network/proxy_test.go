package network

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"corsplain/fetchspec"
)

// A testProxy accepts one kind of proxying and notes what it was asked.
type testProxy struct {
	address string
	mutex   sync.Mutex
	asked   []string
}

func (proxy *testProxy) note(text string) {
	proxy.mutex.Lock()
	defer proxy.mutex.Unlock()
	proxy.asked = append(proxy.asked, text)
}

// serveProxy runs talk on each connection; talk returns where to pass it on to,
// "" for nowhere.
func serveProxy(t *testing.T, talk func(proxy *testProxy, conn net.Conn, reader *bufio.Reader) string) *testProxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	proxy := &testProxy{address: listener.Addr().String()}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() { proxy.pass(conn, talk) })
		}
	})
	t.Cleanup(func() { listener.Close(); running.Wait() })
	return proxy
}

func (proxy *testProxy) pass(conn net.Conn, talk func(*testProxy, net.Conn, *bufio.Reader) string) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	to := talk(proxy, conn, reader)
	if to == "" {
		return
	}
	server, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer server.Close()
	var upstream sync.WaitGroup
	upstream.Go(func() {
		io.Copy(server, reader)
		server.Close()
	})
	io.Copy(conn, server)
	conn.Close()
	upstream.Wait()
}

// connectTalk speaks CONNECT and passes every tunnel on to address.
func connectTalk(address, answer string) func(*testProxy, net.Conn, *bufio.Reader) string {
	return func(proxy *testProxy, conn net.Conn, reader *bufio.Reader) string {
		request, err := http.ReadRequest(reader)
		if err != nil {
			return ""
		}
		proxy.note(request.Method + " " + request.RequestURI + " " + request.Header.Get("Proxy-Authorization"))
		io.WriteString(conn, answer)
		if !strings.Contains(answer, " 200 ") {
			return ""
		}
		return address
	}
}

func TestHTTPSGoesThroughATunnel(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(okHandler), nil)
	address := server.Listener.Addr().String()
	proxy := serveProxy(t, connectTalk(address, "HTTP/1.1 200 Connection established\r\n\r\n"))
	client := newClient(t, Options{CACert: ca.pem(), Proxy: "http://user:p%40ss@" + proxy.address})
	response := exchangeWith(t, client, getRequest(t, "https://localhost:8443/"))
	if string(response.Body.Bytes) != "HTTP/2.0" {
		t.Errorf("the server saw %q", response.Body.Bytes)
	}
	if want := "CONNECT localhost:8443 Basic dXNlcjpwQHNz"; proxy.asked[0] != want {
		t.Errorf("the proxy was asked %q, want %q", proxy.asked[0], want)
	}
	if response.RemoteAddress != proxy.address {
		t.Errorf("RemoteAddress = %q, the proxy is at %q", response.RemoteAddress, proxy.address)
	}
}

func TestProxyThatRefusesATunnelIsNamed(t *testing.T) {
	for answer, want := range map[string]string{
		"HTTP/1.1 403 Forbidden\r\n\r\n": "refused a tunnel to api.example:443: 403 Forbidden",
		"SSH-2.0-OpenSSH\r\n":            `did not answer in HTTP: the answer begins with "SSH-2.0-"`,
		"":                               "closed the connection instead of answering",
	} {
		proxy := serveProxy(t, connectTalk("", answer))
		failed := failedExchange(t, newClient(t, Options{Proxy: proxy.address}), getRequest(t, "https://api.example/"))
		if failed.Kind != fetchspec.FailureProxy || !strings.Contains(failed.Error(), want) || !strings.Contains(failed.Error(), proxy.address) {
			t.Errorf("failed with %s: %v", failed.Kind, failed)
		}
	}
}

func TestPlainHTTPIsForwardedInAbsoluteForm(t *testing.T) {
	proxy := serveRaw(t, keepingAlive(okReply))
	client := newClient(t, Options{Proxy: "http://u:p@" + proxy.address})
	request := getRequest(t, "http://api.example:8080/a?b#c")
	response := exchangeWith(t, client, request)
	exchangeWith(t, client, request)
	want := "GET http://api.example:8080/a?b HTTP/1.1\r\nHost: api.example:8080\r\nConnection: keep-alive\r\nProxy-Authorization: Basic dTpw\r\n\r\n"
	if proxy.heads[0] != want || proxy.heads[1] != want {
		t.Errorf("the proxy saw %q", proxy.heads)
	}
	if value, _ := response.SentHeaders.Get("Proxy-Authorization"); value != "Basic dTpw" {
		t.Errorf("SentHeaders: %v", response.SentHeaders)
	}
	if proxy.connections != 1 {
		t.Errorf("%d connections to the proxy", proxy.connections)
	}
}

func TestUnreachableProxyIsNamed(t *testing.T) {
	failed := failedExchange(t, newClient(t, Options{Proxy: "http://127.0.0.1:1"}), getRequest(t, "http://api.example/"))
	if failed.Kind != fetchspec.FailureProxy || !strings.Contains(failed.Error(), "the proxy 127.0.0.1:1 cannot be reached") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

// socksTalk speaks SOCKS5 and passes every connection on to address.
func socksTalk(address, user, password string) func(*testProxy, net.Conn, *bufio.Reader) string {
	return func(proxy *testProxy, conn net.Conn, reader *bufio.Reader) string {
		head := make([]byte, 2)
		io.ReadFull(reader, head)
		io.CopyN(io.Discard, reader, int64(head[1]))
		if user == "" {
			conn.Write([]byte{5, 0})
		} else {
			conn.Write([]byte{5, 2})
			if !socksTestLogin(reader, user, password) {
				conn.Write([]byte{1, 1})
				return ""
			}
			conn.Write([]byte{1, 0})
		}
		request := make([]byte, 4)
		io.ReadFull(reader, request)
		host := ""
		switch request[3] {
		case 1, 4:
			raw := make([]byte, map[byte]int{1: 4, 4: 16}[request[3]])
			io.ReadFull(reader, raw)
			host = net.IP(raw).String()
		case 3:
			length, _ := reader.ReadByte()
			raw := make([]byte, length)
			io.ReadFull(reader, raw)
			host = string(raw)
		}
		port := make([]byte, 2)
		io.ReadFull(reader, port)
		proxy.note(host + " " + strconv.Itoa(int(binary.BigEndian.Uint16(port))))
		if address == "" {
			conn.Write([]byte{5, 5, 0, 1, 0, 0, 0, 0, 0, 0})
			return ""
		}
		conn.Write([]byte{5, 0, 0, 3, 1, 'x', 0, 0})
		return address
	}
}

func socksTestLogin(reader *bufio.Reader, user, password string) bool {
	want := "\x01" + string(rune(len(user))) + user + string(rune(len(password))) + password
	got := make([]byte, len(want))
	io.ReadFull(reader, got)
	return string(got) == want
}

func TestSOCKS5Connects(t *testing.T) {
	server := serveRaw(t, always(okReply))
	for _, test := range []struct{ scheme, login, url, asked string }{
		{"socks5h", "", "http://api.example:81/", "api.example 81"},
		{"socks5", "", "http://localhost:81/", "127.0.0.1 81"},
		{"socks5", "", "http://[::1]:81/", "::1 81"},
		{"socks5h", "me:secret@", "http://api.example/", "api.example 80"},
	} {
		user, password := "", ""
		if test.login != "" {
			user, password = "me", "secret"
		}
		proxy := serveProxy(t, socksTalk(server.address, user, password))
		client := newClient(t, Options{Proxy: test.scheme + "://" + test.login + proxy.address, IPVersion: IPv4})
		if response := exchangeWith(t, client, getRequest(t, test.url)); response.Status != 200 {
			t.Errorf("status %d", response.Status)
		}
		if proxy.asked[0] != test.asked {
			t.Errorf("the proxy was asked for %q, want %q", proxy.asked[0], test.asked)
		}
	}
	if strings.Contains(server.heads[0], "GET http:") {
		t.Errorf("a SOCKS5 tunnel leads to the server itself, which saw %q", server.heads[0])
	}
}

func TestSOCKS5FailuresAreNamed(t *testing.T) {
	refusing := serveProxy(t, socksTalk("", "", ""))
	guarded := serveProxy(t, socksTalk("", "me", "secret"))
	noSOCKS := serveRaw(t, always("HTTP/1.1 400 Bad Request\r\n\r\n"))
	for proxy, want := range map[string]string{
		"socks5h://" + refusing.address:                     "cannot connect to api.example: the connection was refused",
		"socks5h://" + guarded.address:                      "it wants another way to log in",
		"socks5h://me:wrong1@" + guarded.address:            "it refused the user name and password",
		"socks5h://127.0.0.1:" + portOf(t, noSOCKS.address): "",
	} {
		client := newClient(t, Options{Proxy: proxy, ConnectTimeout: time.Second})
		failed := failedExchange(t, client, getRequest(t, "http://api.example/"))
		if want == "" { // it waits for an HTTP request, and so does not answer
			if failed.Kind != fetchspec.FailureTimeout {
				t.Errorf("failed with %s: %v", failed.Kind, failed)
			}
			continue
		}
		if failed.Kind != fetchspec.FailureProxy || !strings.Contains(failed.Error(), want) {
			t.Errorf("failed with %s: %v", failed.Kind, failed)
		}
		if strings.Contains(failed.Error(), "wrong1") {
			t.Errorf("a password is repeated: %v", failed)
		}
	}
}

func TestProxyComesFromTheEnvironment(t *testing.T) {
	for _, test := range []struct {
		name        string
		environment map[string]string
		url         string
		want        string // the proxy's address; "" for none
	}{
		{"http_proxy", map[string]string{"http_proxy": "http://p:1"}, "http://api.example/", "p:1"},
		{"HTTP_PROXY does not count", map[string]string{"HTTP_PROXY": "http://p:1"}, "http://api.example/", ""},
		{"https_proxy", map[string]string{"https_proxy": "p:1", "http_proxy": "q:2"}, "https://api.example/", "p:1"},
		{"HTTPS_PROXY", map[string]string{"HTTPS_PROXY": "p:1"}, "https://api.example/", "p:1"},
		{"http_proxy is not for https", map[string]string{"http_proxy": "p:1"}, "https://api.example/", ""},
		{"all_proxy", map[string]string{"all_proxy": "socks5://p"}, "https://api.example/", "p:1080"},
		{"ALL_PROXY", map[string]string{"ALL_PROXY": "https://p"}, "http://api.example/", "p:443"},
		{"no_proxy", map[string]string{"http_proxy": "p:1", "no_proxy": "x.example, .api.example"}, "http://api.example/", ""},
		{"NO_PROXY", map[string]string{"http_proxy": "p:1", "NO_PROXY": "*"}, "http://api.example/", ""},
		{"localhost", map[string]string{"http_proxy": "p:1"}, "http://localhost:8080/", ""},
		{"below localhost", map[string]string{"all_proxy": "p:1"}, "https://a.localhost/", ""},
		{"127.0.0.1", map[string]string{"http_proxy": "p:1"}, "http://127.0.0.2/", ""},
		{"::1", map[string]string{"http_proxy": "p:1"}, "http://[::1]/", ""},
		{"resolved to loopback", map[string]string{"http_proxy": "p:1"}, "http://mine.example/", ""},
	} {
		client := newClient(t, Options{
			Getenv:  func(name string) string { return test.environment[name] },
			Resolve: []string{"mine.example:80:127.0.0.1"},
		})
		way, err := client.route(getRequest(t, test.url))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if way.proxy != nil {
			got = way.proxy.address()
		}
		if got != test.want {
			t.Errorf("%s: proxy %q, want %q", test.name, got, test.want)
		}
	}
}

func TestNoProxyCovers(t *testing.T) {
	for _, test := range []struct {
		list, host, port string
		want             bool
	}{
		{"example.com", "example.com", "80", true},
		{"example.com", "a.example.com", "80", true},
		{"example.com", "notexample.com", "80", false},
		{".example.com", "example.com", "80", true},
		{"*.example.com", "a.example.com", "80", true},
		{"EXAMPLE.com", "example.COM.", "80", true},
		{"example.com:81", "example.com", "80", false},
		{"example.com:80", "example.com", "80", true},
		{"10.0.0.0/8", "10.1.2.3", "80", true},
		{"10.0.0.0/8", "11.1.2.3", "80", false},
		{"192.0.2.1", "192.0.2.1", "80", true},
		{"192.0.2.1:8080", "192.0.2.1", "80", false},
		{"[2001:db8::1]", "[2001:db8::1]", "80", true},
		{"2001:db8::/32", "2001:db8::1", "80", true},
		{"a, *", "anything", "80", true},
		{"", "anything", "80", false},
		{",", "anything", "80", false},
	} {
		if got := noProxyCovers(test.list, test.host, test.port); got != test.want {
			t.Errorf("noProxyCovers(%q, %q, %q) = %t", test.list, test.host, test.port, got)
		}
	}
}

func TestHostsFileNamesAreLoopback(t *testing.T) {
	const file = "# comment 127.0.0.1 x.test\n127.0.0.1 localhost api.test # app.test\n::1\tsix.test\n192.0.2.1 far.test\nbroken\n"
	for host, want := range map[string]bool{
		"api.test": true, "API.test": true, "six.test": true, "far.test": false, "app.test": false, "x.test": false, "test": false,
	} {
		if got := hostsFileSaysLoopback(strings.NewReader(file), host); got != want {
			t.Errorf("%s: %t", host, got)
		}
	}
}

func TestProxyPasswordIsNotRepeatedInErrors(t *testing.T) {
	for _, text := range []string{"http://user:hunter2@ho st:80", "gopher://user:hunter2@host", "http://user:hunter2@"} {
		if _, err := parseProxy(text); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("parseProxy(%q): %v", text, err)
		}
	}
}
