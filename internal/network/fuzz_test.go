package network

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"corsplain/fetchspec"
)

func FuzzHTTP1ResponseNeverPanics(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", 0)
	f.Add("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 1)
	f.Add("HTTP/1.0 20\nContent-Length: 1, 1\n\nx", 2)
	f.Add("\r\n\r\nHTTP/1.1\x00 200\r\nX : \xff\r\n", 3)
	f.Fuzz(func(t *testing.T, answer string, which int) {
		engines := []fetchspec.EngineName{fetchspec.EngineStandard, fetchspec.EngineChrome, fetchspec.EngineFirefox, fetchspec.EngineSafari}
		exchange := offlineExchange(t, answer, DialectFor(engines[uint(which)%4]))
		response, err := exchange.readHTTP1(time.Now())
		checkAnswer(t, answer, response, err)
	})
}

func FuzzHTTP2ResponseNeverPanics(f *testing.F) {
	for _, send := range []func(peer framedPeer){
		func(peer framedPeer) { peer.ok(1) },
		func(peer framedPeer) { peer.headers(1, false, ":status", "103"); peer.ok(1) },
		func(peer framedPeer) { peer.WriteRSTStream(1, http2.ErrCodeCancel) },
		func(peer framedPeer) { peer.WriteGoAway(0, http2.ErrCodeNo, nil) },
		func(peer framedPeer) { peer.WritePing(false, [8]byte{}); peer.WriteWindowUpdate(1, 1<<31-1) },
		func(peer framedPeer) { peer.WriteSettings(http2.Setting{ID: http2.SettingMaxFrameSize, Val: 1 << 20}) },
	} {
		var wire strings.Builder
		send(framedPeer{Framer: http2.NewFramer(&wire, nil)})
		f.Add(wire.String(), false)
		f.Add(wire.String(), true)
	}
	f.Fuzz(func(t *testing.T, answer string, hasBody bool) {
		exchange := offlineExchange(t, answer, Dialect{})
		exchange.connection.startHTTP2(64 << 10)
		if hasBody {
			exchange.request.Body = &fetchspec.Body{Bytes: make([]byte, 100<<10)}
		}
		response, err := exchange.run()
		checkAnswer(t, answer, response, err)
	})
}

// offlineExchange is an exchange whose answer is there already.
func offlineExchange(t *testing.T, answer string, dialect Dialect) *exchange {
	return &exchange{
		ctx:        t.Context(),
		client:     &Client{options: Options{Dialect: dialect, MaxHeaderBytes: 64 << 10}},
		connection: &connection{reader: bufio.NewReader(strings.NewReader(answer)), Conn: deafConn{}},
		request:    getRequest(t, "http://api.example/"),
		timing:     new(fetchspec.Timing),
	}
}

// checkAnswer checks what must hold of any answer: no header has a line break,
// what is read is no more than was sent.
func checkAnswer(t *testing.T, answer string, response *fetchspec.HTTPResponse, err error) {
	t.Helper()
	if err != nil {
		return
	}
	for _, header := range response.HeaderList {
		if header.Name == "" || strings.ContainsAny(header.Name+header.Value, "\n\x00") {
			t.Errorf("header %q: %q", header.Name, header.Value)
		}
	}
	if len(response.Body.Bytes) > len(answer) && !response.HeaderList.Contains("Content-Encoding") {
		t.Errorf("%d bytes of body out of %d of answer", len(response.Body.Bytes), len(answer))
	}
	if response.Status <= 0 || response.Status > 999 || response.Status/100 == 1 {
		t.Errorf("status %d", response.Status)
	}
}

// A deafConn takes what is written and never answers.
type deafConn struct{ net.Conn }

func (deafConn) Write(p []byte) (int, error)     { return io.Discard.Write(p) }
func (deafConn) SetDeadline(time.Time) error     { return nil }
func (deafConn) SetReadDeadline(time.Time) error { return nil }
