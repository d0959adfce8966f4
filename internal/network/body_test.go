package network

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"corsplain/fetchspec"
)

func gzipped(data []byte) []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	writer.Write(data)
	writer.Close()
	return packed.Bytes()
}

func TestCodedBodyIsDecodedAndHeadersStay(t *testing.T) {
	packed := gzipped([]byte("hello"))
	reply := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(packed), packed)
	server := serveRaw(t, keepingAlive(reply))
	client := newClient(t, Options{})
	for range 2 {
		response := exchangeWith(t, client, getRequest(t, "http://"+server.address+"/"))
		if string(response.Body.Bytes) != "hello" || response.Body.Size != 5 || response.Body.Err != nil {
			t.Errorf("body: %+v", response.Body)
		}
		if length, _ := response.HeaderList.Get("Content-Length"); length != fmt.Sprint(len(packed)) {
			t.Errorf("Content-Length: %s", length)
		}
	}
	if server.connections != 1 {
		t.Errorf("%d connections", server.connections)
	}
}

func TestLongBodyIsTruncatedWithItsSize(t *testing.T) {
	long := strings.Repeat("x", 5000)
	server := serveRaw(t, keepingAlive(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(long), long)))
	client := newClient(t, Options{MaxBodyKept: 1000})
	for range 2 {
		body := exchangeWith(t, client, getRequest(t, "http://"+server.address+"/")).Body
		if len(body.Bytes) != 1000 || body.Size != 5000 || !body.Truncated || body.Err != nil {
			t.Errorf("%d of %d bytes kept, truncated %t, error %v", len(body.Bytes), body.Size, body.Truncated, body.Err)
		}
	}
	if server.connections != 1 {
		t.Errorf("%d connections: a drained body lets its connection live", server.connections)
	}
}

func TestBodyBeyondAllLimitsEndsTheConnection(t *testing.T) {
	long := strings.Repeat("x", 5000)
	server := serveRaw(t, keepingAlive(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(long), long)))
	client := newClient(t, Options{MaxBodyKept: 1000, MaxBodyDrained: 1000})
	for range 2 {
		body := exchangeWith(t, client, getRequest(t, "http://"+server.address+"/")).Body
		if len(body.Bytes) != 1000 || body.Size != 2000 || !body.Truncated || body.Err != nil {
			t.Errorf("%d of %d bytes kept, truncated %t, error %v", len(body.Bytes), body.Size, body.Truncated, body.Err)
		}
	}
	if server.connections != 2 {
		t.Errorf("%d connections", server.connections)
	}
}

func TestBrokenBodyLeavesTheResponse(t *testing.T) {
	for reply, want := range map[string]string{
		"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok":                                       "the connection closed after 2 of 5 bytes of the body",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok":                         "the connection closed before the last chunk of the body",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nxyz\r\n":              `the chunked body is malformed: "xyz" is not the size of a chunk`,
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok":             "the body is not valid gzip data: unexpected EOF",
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot gzip data": "the body is not valid gzip data: gzip: invalid header",
	} {
		server := serveRaw(t, always(reply))
		response := exchangeWith(t, newClient(t, Options{}), getRequest(t, "http://"+server.address+"/"))
		if response.Status != 200 || response.Body.Err == nil || response.Body.Err.Error() != want {
			t.Errorf("%q: status %d, body error %v", reply, response.Status, response.Body.Err)
		}
	}
}

func TestHeadOfACodedBodyIsNotDecoded(t *testing.T) {
	server := serveRaw(t, keepingAlive("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"))
	request := getRequest(t, "http://"+server.address+"/")
	request.Method = "HEAD"
	client := newClient(t, Options{})
	for range 2 {
		if body := exchangeWith(t, client, request).Body; body.Err != nil || body.Size != 0 {
			t.Errorf("body: %+v", body)
		}
	}
	if server.connections != 1 {
		t.Errorf("%d connections", server.connections)
	}
}

func BenchmarkKeepAliveExchange(b *testing.B) {
	server := serveRaw(b, keepingAlive("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: application/json\r\nVary: Origin\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 2\r\n\r\n{}"))
	client := newClient(b, Options{})
	request := getRequest(b, "http://"+server.address+"/users/7?x=y")
	request.HeaderList = append(request.HeaderList,
		fetchspec.Header{Name: "Origin", Value: "https://app.example"}, fetchspec.Header{Name: "Accept", Value: "*/*"},
		fetchspec.Header{Name: "Accept-Encoding", Value: "gzip, deflate"})
	b.ReportAllocs()
	for b.Loop() {
		exchangeWith(b, client, request)
	}
}
