package cli_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveCommand is the script command that stages a server on loopback:
//
//	serve [-name=NAME] [-tls] [-client-cert] [-http2] [-unix=PATH] FILE
//
// The file, a section of the script, says what it answers:
//
//	=== METHOD TARGET [OPTION...]
//	HTTP/1.1 200 OK
//	Access-Control-Allow-Origin: *
//
//	body
//
// METHOD can be "*", and TARGET end with it; the first stanza that fits
// answers. Lines of
// the head are sent with CRLF, the body as it is but for the line end before
// the next stanza.
// {NAME} stands for a variable of the script. With Content-Length in the head
// the connection stays open, else it closes after the answer. Options:
//
//	origin=TEXT  answer only requests with that Origin
//	raw          the stanza is Go string syntax, sent byte for byte
//	delay=TIME   answer later
//	drop         close without an answer
//	hang         never answer
//	cut          keep the connection open after the answer
//	tunnel=ADDR  answer, then pass bytes to and from that address
//
// $NAME (SERVER by default) becomes its URL and $NAME_PORT its port; what it
// receives is in NAME.log, with LF line ends. -tls also writes ca.pem, and
// -client-cert client.pem and client.key.
func serveCommand(ts *testscript.TestScript, negated bool, arguments []string) {
	if negated {
		ts.Fatalf("serve cannot be negated")
	}
	stage := &stage{ts: ts, name: "SERVER"}
	file, secure, clientCert, http2, unixPath := "", false, false, false, ""
	for _, argument := range arguments {
		name, value, _ := strings.Cut(argument, "=")
		switch name {
		case "-name":
			stage.name = value
		case "-tls":
			secure = true
		case "-client-cert":
			secure, clientCert = true, true
		case "-http2":
			secure, http2 = true, true
		case "-unix":
			unixPath = ts.MkAbs(value)
		default:
			file = argument
		}
	}
	stage.logName = ts.MkAbs(stage.name + ".log")
	ts.Check(os.WriteFile(stage.logName, nil, 0o666))

	network, address, scheme := "tcp", "127.0.0.1:0", "http"
	if unixPath != "" {
		network, address = "unix", unixPath
	}
	listener, err := net.Listen(network, address)
	ts.Check(err)
	if secure {
		scheme = "https"
		listener = tls.NewListener(listener, stageTLS(ts, clientCert, http2))
	}
	if tcp, ok := listener.Addr().(*net.TCPAddr); ok {
		ts.Setenv(stage.name, fmt.Sprintf("%s://127.0.0.1:%d", scheme, tcp.Port))
		ts.Setenv(stage.name+"_PORT", strconv.Itoa(tcp.Port))
	}
	stage.stanzas, err = parseStanzas(ts.ReadFile(file), ts.Getenv)
	ts.Check(err)
	if http2 {
		server := &http.Server{Handler: stage}
		go server.Serve(listener)
		ts.Defer(func() { server.Close() })
		return
	}
	go stage.accept(listener)
	ts.Defer(func() { listener.Close(); stage.close() })
}

// A stage is a staged server.
type stage struct {
	ts      *testscript.TestScript
	name    string
	logName string
	stanzas []stanza

	lock        sync.Mutex
	connections []net.Conn
}

// A stanza is one answer.
type stanza struct {
	method, target string
	options        map[string]string
	head           string // with CRLF, up to and with the empty line
	body           string
	all            string // head and body, or the bytes of a raw one
}

func parseStanzas(text string, getenv func(string) string) ([]stanza, error) {
	var stanzas []stanza
	for part := range strings.SplitSeq("\n"+strings.TrimSuffix(text, "\n"), "\n=== ") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		first, rest, _ := strings.Cut(part, "\n")
		fields := strings.Fields(expandNames(first, getenv))
		if len(fields) < 2 {
			return nil, fmt.Errorf("stanza %q has no method and target", first)
		}
		made := stanza{method: fields[0], target: fields[1], options: map[string]string{}}
		for _, field := range fields[2:] {
			name, value, _ := strings.Cut(field, "=")
			made.options[name] = value
		}
		if err := made.setAnswer(expandNames(rest, getenv)); err != nil {
			return nil, err
		}
		stanzas = append(stanzas, made)
	}
	return stanzas, nil
}

func (stanza *stanza) setAnswer(text string) error {
	if _, raw := stanza.options["raw"]; raw {
		unquoted, err := strconv.Unquote(`"` + strings.ReplaceAll(text, "\n", "") + `"`)
		stanza.all = unquoted
		return err
	}
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		head, body = strings.TrimSuffix(text, "\n"), ""
	}
	stanza.head = strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n"
	stanza.body = body
	stanza.all = stanza.head + body
	return nil
}

// expandNames puts the script's variables in the place of {NAME}.
func expandNames(text string, getenv func(string) string) string {
	for i := 0; i < len(text); i++ {
		end := strings.IndexByte(text[i:], '}')
		if text[i] != '{' || end < 0 {
			continue
		}
		name := text[i+1 : i+end]
		if name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
			continue
		}
		text = text[:i] + getenv(name) + text[i+end+1:]
	}
	return text
}

func (stage *stage) accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		stage.lock.Lock()
		stage.connections = append(stage.connections, connection)
		stage.lock.Unlock()
		go stage.serve(connection)
	}
}

func (stage *stage) close() {
	stage.lock.Lock()
	defer stage.lock.Unlock()
	for _, connection := range stage.connections {
		connection.Close()
	}
}

// serve answers requests on one connection as long as it stays open.
func (stage *stage) serve(connection net.Conn) {
	reader := bufio.NewReader(connection)
	for {
		asked, err := stage.readRequest(reader)
		if err != nil {
			connection.Close()
			return
		}
		if !stage.answer(connection, reader, stage.find(asked)) {
			return
		}
	}
}

// answer reports whether another request can follow.
func (stage *stage) answer(connection net.Conn, reader *bufio.Reader, stanza *stanza) bool {
	has := func(option string) bool { _, has := stanza.options[option]; return has }
	if delay, err := time.ParseDuration(stanza.options["delay"]); err == nil {
		time.Sleep(delay)
	}
	switch {
	case has("drop"):
		connection.Close()
		return false
	case has("hang"):
		return false
	}
	io.WriteString(connection, stanza.all)
	if address := stanza.options["tunnel"]; address != "" {
		passThrough(connection, reader, address)
		return false
	}
	if has("cut") {
		return false
	}
	if strings.Contains(strings.ToLower(stanza.head), "\r\ncontent-length:") {
		return true
	}
	connection.Close()
	return false
}

func passThrough(connection net.Conn, reader *bufio.Reader, address string) {
	target, err := net.Dial("tcp", address)
	if err != nil {
		connection.Close()
		return
	}
	go func() {
		io.Copy(target, reader)
		target.Close()
	}()
	io.Copy(connection, target)
	connection.Close()
}

// stageRequest is what a stanza is chosen by.
type stageRequest struct{ method, target, origin string }

// readRequest reads one request and logs it.
func (stage *stage) readRequest(reader *bufio.Reader) (asked stageRequest, err error) {
	var head bytes.Buffer
	for {
		line, err := reader.ReadString('\n')
		head.WriteString(line)
		if err != nil {
			return asked, err
		}
		if line == "\r\n" {
			break
		}
	}
	lines := textproto.NewReader(bufio.NewReader(bytes.NewReader(head.Bytes())))
	requestLine, err := lines.ReadLine()
	if err != nil {
		return asked, err
	}
	headers, err := lines.ReadMIMEHeader()
	if err != nil {
		return asked, err
	}
	var body []byte
	switch {
	case headers.Get("Transfer-Encoding") != "":
		body, err = io.ReadAll(httputil.NewChunkedReader(reader))
		reader.ReadString('\n')
	case headers.Get("Content-Length") != "":
		length, _ := strconv.Atoi(headers.Get("Content-Length"))
		body = make([]byte, length)
		_, err = io.ReadFull(reader, body)
	}
	stage.log(head.Bytes(), body)
	words := strings.Fields(requestLine)
	if len(words) != 3 {
		return asked, fmt.Errorf("request line %q", requestLine)
	}
	return stageRequest{words[0], words[1], headers.Get("Origin")}, err
}

func (stage *stage) log(head, body []byte) {
	stage.lock.Lock()
	defer stage.lock.Unlock()
	file, err := os.OpenFile(stage.logName, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer file.Close()
	record := bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n"))
	record = append(record, body...)
	if len(body) > 0 {
		record = append(record, '\n')
	}
	file.Write(record)
}

func (stage *stage) find(asked stageRequest) *stanza {
	for i := range stage.stanzas {
		if stanza := &stage.stanzas[i]; stanza.fits(asked) {
			return stanza
		}
	}
	notStaged := "HTTP/1.1 404 Not Staged\r\nContent-Length: 0\r\n\r\n"
	return &stanza{head: notStaged, all: notStaged}
}

func (stanza *stanza) fits(asked stageRequest) bool {
	prefix, isPrefix := strings.CutSuffix(stanza.target, "*")
	fitsTarget := stanza.target == asked.target || isPrefix && strings.HasPrefix(asked.target, prefix)
	origin, hasOrigin := stanza.options["origin"]
	return (stanza.method == "*" || stanza.method == asked.method) && fitsTarget && (!hasOrigin || origin == asked.origin)
}

// ServeHTTP answers over HTTP/2, where there are no bytes to choose.
func (stage *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := fmt.Appendf(nil, "%s %s %s\n", r.Method, r.URL.RequestURI(), r.Proto)
	for name, values := range r.Header {
		for _, value := range values {
			head = fmt.Appendf(head, "%s: %s\n", strings.ToLower(name), value)
		}
	}
	body, _ := io.ReadAll(r.Body)
	stage.log(append(head, '\n'), body)
	stanza := stage.find(stageRequest{r.Method, r.URL.RequestURI(), r.Header.Get("Origin")})
	lines := strings.Split(strings.TrimSpace(stanza.head), "\r\n")
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		w.Header().Add(name, value)
	}
	status, _ := strconv.Atoi(strings.Fields(lines[0])[1])
	w.WriteHeader(status)
	io.WriteString(w, stanza.body)
}
