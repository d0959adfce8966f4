package network

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"corsplain/fetchspec"
)

// A framedPeer is the server's end of an HTTP/2 connection, frame by frame.
type framedPeer struct {
	*http2.Framer
	conn net.Conn
	n    int // which connection this is, from 0
}

// serveFrames runs talk on each connection, after both prefaces.
func serveFrames(t *testing.T, ca *testCA, talk func(peer framedPeer)) (url string) {
	t.Helper()
	config := &tls.Config{Certificates: []tls.Certificate{ca.pair(inAnHour(), "127.0.0.1")}, NextProtos: []string{"h2", "http/1.1"}}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for n := 0; ; n++ {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				defer conn.Close()
				conn.(*tls.Conn).Handshake()
				if conn.(*tls.Conn).ConnectionState().NegotiatedProtocol == "http/1.1" {
					io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nHTTP/1.1")
					return
				}
				preface := make([]byte, len(http2.ClientPreface))
				if _, err := io.ReadFull(conn, preface); err != nil {
					return
				}
				peer := framedPeer{http2.NewFramer(conn, conn), conn, n}
				peer.WriteSettings()
				talk(peer)
				// Closing with unread frames would reset what was just sent.
				conn.(*tls.Conn).CloseWrite()
				io.Copy(io.Discard, conn)
			})
		}
	})
	t.Cleanup(func() { listener.Close(); running.Wait() })
	return "https://" + listener.Addr().String() + "/"
}

// request reads frames up to the next request's headers; 0 at the end.
func (peer framedPeer) request() (streamID uint32) {
	for {
		frame, err := peer.ReadFrame()
		if err != nil {
			return 0
		}
		if headers, ok := frame.(*http2.HeadersFrame); ok {
			return headers.StreamID
		}
	}
}

// headers sends a header block made of name, value pairs.
func (peer framedPeer) headers(streamID uint32, endStream bool, pairs ...string) {
	peer.WriteHeaders(http2.HeadersFrameParam{StreamID: streamID, BlockFragment: headerBlock(pairs...), EndHeaders: true, EndStream: endStream})
}

func headerBlock(pairs ...string) []byte {
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	for i := 0; i < len(pairs); i += 2 {
		encoder.WriteField(hpack.HeaderField{Name: pairs[i], Value: pairs[i+1]})
	}
	return block.Bytes()
}

func (peer framedPeer) ok(streamID uint32) {
	peer.headers(streamID, false, ":status", "200", "x-a", "1")
	peer.WriteData(streamID, true, []byte("ok"))
}

func framedExchange(t *testing.T, talk func(peer framedPeer)) (*fetchspec.HTTPResponse, *fetchspec.ExchangeError) {
	t.Helper()
	ca := newTestCA(t)
	url := serveFrames(t, ca, talk)
	response, err := newClient(t, Options{CACert: ca.pem()}).Exchange(t.Context(), getRequest(t, url))
	if err != nil {
		return nil, err.(*fetchspec.ExchangeError)
	}
	return response, nil
}

func TestHTTP2ReadsWhatServersMaySend(t *testing.T) {
	for name, talk := range map[string]func(peer framedPeer, streamID uint32){
		"a whole answer": func(peer framedPeer, streamID uint32) { peer.ok(streamID) },
		"pings and settings in between": func(peer framedPeer, streamID uint32) {
			peer.WritePing(false, [8]byte{1})
			peer.WriteSettings(http2.Setting{ID: http2.SettingHeaderTableSize, Val: 0}, http2.Setting{ID: http2.SettingInitialWindowSize, Val: 10})
			peer.headers(streamID, false, ":status", "103")
			peer.WriteWindowUpdate(0, 100)
			peer.WriteWindowUpdate(streamID, 100)
			peer.ok(streamID)
		},
		"continuations": func(peer framedPeer, streamID uint32) {
			block := headerBlock(":status", "200", "x-a", "1")
			peer.WriteHeaders(http2.HeadersFrameParam{StreamID: streamID, BlockFragment: block[:1]})
			peer.WriteContinuation(streamID, false, block[1:3])
			peer.WriteContinuation(streamID, true, block[3:])
			peer.WriteData(streamID, true, []byte("ok"))
		},
		"trailers": func(peer framedPeer, streamID uint32) {
			peer.headers(streamID, false, ":status", "200", "x-a", "1")
			peer.WriteData(streamID, false, []byte("ok"))
			peer.headers(streamID, true, "x-trailer", "1")
		},
		"padding": func(peer framedPeer, streamID uint32) {
			peer.headers(streamID, false, ":status", "200", "x-a", "1")
			peer.WriteDataPadded(streamID, false, []byte("o"), make([]byte, 200))
			peer.WriteDataPadded(streamID, true, []byte("k"), make([]byte, 3))
		},
		"frames of unknown types and streams": func(peer framedPeer, streamID uint32) {
			peer.WriteRawFrame(0xfa, 0, 0, []byte("grease"))
			peer.WriteRSTStream(streamID+100, http2.ErrCodeCancel)
			peer.WriteWindowUpdate(streamID+100, 1)
			peer.WritePriority(streamID, http2.PriorityParam{StreamDep: 0})
			peer.ok(streamID)
		},
		"a farewell that covers the stream": func(peer framedPeer, streamID uint32) {
			peer.WriteGoAway(streamID, http2.ErrCodeNo, nil)
			peer.ok(streamID)
		},
	} {
		t.Run(name, func(t *testing.T) {
			response, failed := framedExchange(t, func(peer framedPeer) {
				talk(peer, peer.request())
				peer.request()
			})
			if failed != nil {
				t.Fatalf("failed with %s: %v", failed.Kind, failed)
			}
			value, _ := response.HeaderList.Get("x-a")
			if response.Status != 200 || value != "1" || string(response.Body.Bytes) != "ok" || response.Body.Err != nil || len(response.HeaderList) != 1 {
				t.Errorf("got %+v", response)
			}
		})
	}
}

func TestHTTP2FailuresAreTold(t *testing.T) {
	for name, test := range map[string]struct {
		talk func(peer framedPeer, streamID uint32)
		kind fetchspec.NetworkFailure
		text string
	}{
		"stream reset": {func(peer framedPeer, streamID uint32) { peer.WriteRSTStream(streamID, http2.ErrCodeInternal) },
			fetchspec.FailureClosed, "INTERNAL_ERROR"},
		"closed": {func(peer framedPeer, streamID uint32) {}, fetchspec.FailureClosed, "without an answer"},
		"farewell": {func(peer framedPeer, streamID uint32) { peer.WriteGoAway(0, http2.ErrCodeEnhanceYourCalm, nil) },
			fetchspec.FailureClosed, "ENHANCE_YOUR_CALM"},
		"no status": {func(peer framedPeer, streamID uint32) { peer.headers(streamID, true, "x-a", "1") },
			fetchspec.FailureHTTP, ":status"},
		"status that is none": {func(peer framedPeer, streamID uint32) { peer.headers(streamID, true, ":status", "2xx") },
			fetchspec.FailureHTTP, "no status"},
		"another protocol": {func(peer framedPeer, streamID uint32) { peer.headers(streamID, true, ":status", "101") },
			fetchspec.FailureHTTP, "no status"},
		"name in upper case": {func(peer framedPeer, streamID uint32) { peer.headers(streamID, true, ":status", "200", "X-A", "1") },
			fetchspec.FailureHTTP, "header name"},
		"line break in a value": {func(peer framedPeer, streamID uint32) {
			peer.headers(streamID, true, ":status", "200", "x-a", "1\r\nb: 2")
		},
			fetchspec.FailureHTTP, "line break"},
		"only an interim answer": {func(peer framedPeer, streamID uint32) { peer.headers(streamID, true, ":status", "103") },
			fetchspec.FailureHTTP, "PROTOCOL_ERROR"},
		"data before headers": {func(peer framedPeer, streamID uint32) { peer.WriteData(streamID, true, []byte("x")) },
			fetchspec.FailureHTTP, "PROTOCOL_ERROR"},
		"broken compression": {func(peer framedPeer, streamID uint32) {
			peer.WriteHeaders(http2.HeadersFrameParam{StreamID: streamID, BlockFragment: []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, EndHeaders: true})
		}, fetchspec.FailureHTTP, "COMPRESSION_ERROR"},
		"endless interim answers": {func(peer framedPeer, streamID uint32) {
			for range maxInterim + 1 {
				peer.headers(streamID, false, ":status", "100")
			}
		}, fetchspec.FailureHTTP, "without end"},
		"header flood": {func(peer framedPeer, streamID uint32) {
			peer.WriteHeaders(http2.HeadersFrameParam{StreamID: streamID, BlockFragment: headerBlock(":status", "200")})
			for range 300 {
				peer.WriteContinuation(streamID, false, headerBlock("x-flood", strings.Repeat("v", 1000)))
			}
		}, fetchspec.FailureTooLarge, "larger than"},
		"empty continuations without end": {func(peer framedPeer, streamID uint32) {
			peer.WriteHeaders(http2.HeadersFrameParam{StreamID: streamID, BlockFragment: headerBlock(":status", "200")})
			for range 20000 {
				if peer.WriteContinuation(streamID, false, nil) != nil {
					return
				}
			}
		}, fetchspec.FailureTooLarge, "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failed := framedExchange(t, func(peer framedPeer) { test.talk(peer, peer.request()) })
			if failed == nil || failed.Kind != test.kind || !strings.Contains(failed.Error(), test.text) {
				t.Fatalf("failed with %v, want %s: %q", failed, test.kind, test.text)
			}
			if failed.HTTPVersion != "2" {
				t.Errorf("HTTPVersion %q", failed.HTTPVersion)
			}
		})
	}
}

func TestHTTP2BodyThatBreaksLeavesTheResponse(t *testing.T) {
	response, failed := framedExchange(t, func(peer framedPeer) {
		streamID := peer.request()
		peer.headers(streamID, false, ":status", "200")
		peer.WriteData(streamID, false, []byte("hel"))
		peer.WriteRSTStream(streamID, http2.ErrCodeInternal)
	})
	if failed != nil {
		t.Fatal(failed)
	}
	if string(response.Body.Bytes) != "hel" || response.Body.Err == nil || !strings.Contains(response.Body.Err.Error(), "INTERNAL_ERROR") {
		t.Errorf("body %q, error %v", response.Body.Bytes, response.Body.Err)
	}
}

func TestHTTP2RequestRefusedOnAnIdleConnectionIsSentAgain(t *testing.T) {
	for name, refuse := range map[string]func(peer framedPeer, streamID uint32){
		"farewell":       func(peer framedPeer, streamID uint32) { peer.WriteGoAway(1, http2.ErrCodeNo, nil) },
		"refused stream": func(peer framedPeer, streamID uint32) { peer.WriteRSTStream(streamID, http2.ErrCodeRefusedStream) },
		"closed":         func(peer framedPeer, streamID uint32) {},
	} {
		t.Run(name, func(t *testing.T) {
			ca := newTestCA(t)
			url := serveFrames(t, ca, func(peer framedPeer) {
				peer.ok(peer.request())
				refuse(peer, peer.request())
			})
			client := newClient(t, Options{CACert: ca.pem()})
			for range 2 {
				if response := exchangeWith(t, client, getRequest(t, url)); string(response.Body.Bytes) != "ok" {
					t.Errorf("body %q", response.Body.Bytes)
				}
			}
		})
	}
}

func TestServerThatWantsHTTP11GetsIt(t *testing.T) {
	response, failed := framedExchange(t, func(peer framedPeer) {
		peer.WriteRSTStream(peer.request(), http2.ErrCodeHTTP11Required)
		peer.request()
	})
	if failed != nil {
		t.Fatal(failed)
	}
	if response.HTTPVersion != "1.1" || string(response.Body.Bytes) != "HTTP/1.1" {
		t.Errorf("HTTP/%s: %q", response.HTTPVersion, response.Body.Bytes)
	}
}

func TestHTTP2AnswerEndsTheSendingOfABody(t *testing.T) {
	ca := newTestCA(t)
	url := serveFrames(t, ca, func(peer framedPeer) {
		streamID := peer.request()
		peer.headers(streamID, true, ":status", "413") // the windows stay as they are
		for {
			if _, err := peer.ReadFrame(); err != nil {
				return
			}
		}
	})
	request := getRequest(t, url)
	request.Method, request.Body = "POST", &fetchspec.Body{Bytes: make([]byte, 1<<20)}
	client := newClient(t, Options{CACert: ca.pem()})
	if response := exchangeWith(t, client, request); response.Status != 413 {
		t.Errorf("status %d", response.Status)
	}
	if client.pool.count != 0 {
		t.Error("a connection with a half-sent body was kept")
	}
}

func TestServerThatSpeaksNoHTTP2IsNamed(t *testing.T) {
	ca := newTestCA(t)
	config := &tls.Config{Certificates: []tls.Certificate{ca.pair(inAnHour(), "127.0.0.1")}}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		io.ReadFull(conn, make([]byte, 16))
		io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
		io.Copy(io.Discard, conn)
	}()
	client := newClient(t, Options{CACert: ca.pem(), HTTPVersion: HTTPVersion2PriorKnowledge})
	failed := failedExchange(t, client, getRequest(t, "https://"+listener.Addr().String()+"/"))
	if failed.Kind != fetchspec.FailureHTTP || !strings.Contains(failed.Error(), "does not speak HTTP/2") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
	<-done
}
