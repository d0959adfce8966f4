package recordings

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"corsplain/internal/network"
)

// The ports that scenarios name; nothing listens on refusedPort.
var (
	httpPorts   = []string{"8101", "8102", "8103", "8104", "8105"}
	httpsPorts  = []string{"8541", "8542", "8543", "8544"}
	refusedPort = "8199"
)

// A stage answers scenarios over real connections, byte for byte.
type stage struct {
	byID   map[string]*scenario
	mu     sync.Mutex
	used   map[string]int // answers given, by scenario, hop and kind
	plain  net.Listener
	secure net.Listener
	caPEM  []byte
}

func newStage(t *testing.T, list []scenario) *stage {
	t.Helper()
	stage := &stage{byID: map[string]*scenario{}, used: map[string]int{}}
	for i := range list {
		stage.byID[list[i].ID] = &list[i]
	}
	certificate := stage.certify(t)
	var err error
	if stage.plain, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	if stage.secure, err = tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"http/1.1"}}); err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	for scheme, listener := range map[string]net.Listener{"http": stage.plain, "https": stage.secure} {
		serving.Go(func() { stage.accept(scheme, listener, &serving) })
	}
	t.Cleanup(func() {
		stage.plain.Close()
		stage.secure.Close()
		serving.Wait()
	})
	return stage
}

// certify makes a certificate for the scenarios' hosts that signs itself.
func (stage *stage) certify(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "recordings"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"app.test", "sub.app.test", "api.test", "other.test"},
		IsCA:     true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	stage.caPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// options lead the scenarios' hosts and ports here.
func (stage *stage) options() network.Options {
	options := network.Options{CACert: stage.caPEM, Getenv: func(string) string { return "" }}
	for _, port := range httpPorts {
		options.ConnectTo = append(options.ConnectTo, ":"+port+":"+stage.plain.Addr().String())
	}
	for _, port := range httpsPorts {
		options.ConnectTo = append(options.ConnectTo, ":"+port+":"+stage.secure.Addr().String())
	}
	// A port that was just closed: nothing listens there.
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		options.ConnectTo = append(options.ConnectTo, ":"+refusedPort+":"+closed.Addr().String())
		closed.Close()
	}
	return options
}

func (stage *stage) accept(scheme string, listener net.Listener, serving *sync.WaitGroup) {
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	for {
		connection, err := listener.Accept()
		if err != nil {
			mu.Lock()
			defer mu.Unlock()
			for connection := range open {
				connection.Close()
			}
			return
		}
		mu.Lock()
		open[connection] = true
		mu.Unlock()
		serving.Go(func() {
			stage.serve(scheme, connection)
			connection.Close()
			mu.Lock()
			delete(open, connection)
			mu.Unlock()
		})
	}
}

// serve answers the requests of one connection.
func (stage *stage) serve(scheme string, connection net.Conn) {
	reader := bufio.NewReader(connection)
	for {
		request, err := readRequest(reader)
		if err != nil {
			return
		}
		reply := stage.answer(scheme, request)
		if _, err := connection.Write(reply.encode(request.method)); err != nil || reply.Close {
			return
		}
	}
}

// A request is as much of one as decides the answer.
type request struct {
	method, target string
	asksMethod     bool // it has Access-Control-Request-Method
}

// readRequest reads a request with its body, whatever bytes its headers have.
func readRequest(reader *bufio.Reader) (request, error) {
	var of request
	line, err := readLine(reader)
	if err != nil {
		return of, err
	}
	of.method, of.target, _ = strings.Cut(strings.TrimSuffix(line, " HTTP/1.1"), " ")
	var body io.Reader = http.NoBody
	for {
		line, err := readLine(reader)
		if err != nil {
			return of, err
		}
		if line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		switch value = strings.TrimSpace(value); strings.ToLower(name) {
		case "access-control-request-method":
			of.asksMethod = true
		case "content-length":
			length, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				return of, err
			}
			body = io.LimitReader(reader, length)
		}
	}
	_, err = io.Copy(io.Discard, body)
	return of, err
}

func readLine(reader *bufio.Reader) (string, error) {
	line, err := reader.ReadString('\n')
	return strings.TrimRight(line, "\r\n"), err
}

var scenarioPath = regexp.MustCompile(`^/[sc]/([^/?]+)/([^/?]+)`)

func (stage *stage) answer(scheme string, request request) answer {
	match := scenarioPath.FindStringSubmatch(request.target)
	if match == nil {
		return pageAnswer(scheme, request.target)
	}
	missing := answer{Status: 404, Headers: []header{{name: "Content-Type", value: "text/plain"}}, Body: "no such hop"}
	scenario := stage.byID[match[1]]
	if scenario == nil {
		return missing
	}
	kind, list := "request", scenario.Server[match[2]].Actual
	if request.method == "OPTIONS" && request.asksMethod {
		kind, list = "preflight", scenario.Server[match[2]].Preflight
	}
	if len(list) == 0 {
		return missing
	}
	stage.mu.Lock()
	defer stage.mu.Unlock()
	key := match[1] + "/" + match[2] + "/" + kind
	at := min(stage.used[key], len(list)-1)
	stage.used[key]++
	return list[at]
}

// pageAnswer is what is not of a scenario: the pages that set cookies, as a
// user's navigations to each host found them.
func pageAnswer(scheme, target string) answer {
	if target != "/seed" {
		return answer{Status: 404, Headers: []header{{name: "Content-Type", value: "text/plain"}}, Body: "no such page"}
	}
	cookies := []string{"h_def=1; Path=/c/", "h_lax=1; Path=/c/; SameSite=Lax", "h_strict=1; Path=/c/; SameSite=Strict", "h_none=1; Path=/c/; SameSite=None", "h_httponly=1; Path=/c/; HttpOnly"}
	if scheme == "https" {
		cookies = []string{"s_def=1; Path=/c/; Secure", "s_lax=1; Path=/c/; Secure; SameSite=Lax", "s_strict=1; Path=/c/; Secure; SameSite=Strict", "s_none=1; Path=/c/; Secure; SameSite=None"}
	}
	page := answer{Status: 200, Headers: []header{{name: "Content-Type", value: "text/html; charset=utf-8"}, {name: "Cache-Control", value: "no-store"}}, Body: "<!doctype html>"}
	for _, cookie := range cookies {
		page.Headers = append(page.Headers, header{name: "Set-Cookie", value: cookie})
	}
	return page
}

// encode writes an answer as HTTP/1.1; a character of a header is a byte.
func (reply answer) encode(method string) []byte {
	if reply.Raw != nil {
		return latin1(*reply.Raw)
	}
	body := []byte(reply.Body)
	if reply.BodyBase64 != nil {
		body = reply.BodyBase64
	}
	reason := reply.Reason
	if reason == "" {
		if reason = reasons[reply.Status]; reason == "" {
			reason = "Status"
		}
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "HTTP/1.1 %d %s\r\n", reply.Status, latin1(reason))
	hasLength := reply.NoLength || reply.Status == 204 || reply.Status == 304
	for _, header := range reply.Headers {
		line := header.line
		if line == "" {
			line = header.name + ": " + header.value
		}
		head.Write(latin1(line))
		head.WriteString("\r\n")
		name, _, _ := strings.Cut(line, ":")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "content-length", "transfer-encoding":
			hasLength = true
		}
	}
	if !hasLength {
		fmt.Fprintf(&head, "Content-Length: %d\r\n", len(body))
	}
	if reply.Close {
		head.WriteString("Connection: close\r\n")
	}
	head.WriteString("\r\n")
	if method != "HEAD" && reply.Status != 204 && reply.Status != 304 {
		head.Write(body)
	}
	return head.Bytes()
}

// reasons are the reason phrases that the recorded server knew.
var reasons = map[int]string{
	200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
	307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
	405: "Method Not Allowed", 500: "Internal Server Error",
}

func latin1(text string) []byte {
	encoded := make([]byte, 0, len(text))
	for _, r := range text {
		encoded = append(encoded, byte(r))
	}
	return encoded
}
