package network

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
)

func TestRequestGoesOutByteForByte(t *testing.T) {
	server := serveRaw(t, always("HTTP/1.1 204 No Content\r\n\r\n"))
	request := getRequest(t, "http://"+server.address+"/a%20b?c=d#fragment")
	request.Method = "pATCH"
	request.HeaderList = fetchspec.HeaderList{
		{Name: "Host", Value: server.address},
		{Name: "x-LOWER", Value: "1"},
		{Name: "X-Lower", Value: "h\xe9"},
		{Name: "accept", Value: "*/*"},
		{Name: "x-LOWER", Value: ""},
	}
	response := exchangeWith(t, newClient(t, Options{}), request)
	want := "pATCH /a%20b?c=d HTTP/1.1\r\nHost: " + server.address + "\r\nx-LOWER: 1\r\nX-Lower: h\xe9\r\naccept: */*\r\nx-LOWER: \r\n\r\n"
	if diff := cmp.Diff(want, server.heads[0]); diff != "" {
		t.Errorf("request on the wire (-want +got):\n%s", diff)
	}
	if response.SentHeaders != nil {
		t.Errorf("SentHeaders = %v for a list that went out as it was", response.SentHeaders)
	}
	if response.RemoteAddress != server.address {
		t.Errorf("RemoteAddress = %q, want %q", response.RemoteAddress, server.address)
	}
}

func TestHostIsAddedFirstWhereMissing(t *testing.T) {
	server := serveRaw(t, always("HTTP/1.1 204 No Content\r\n\r\n"))
	request := getRequest(t, "http://"+server.address+"/")
	request.HeaderList = fetchspec.HeaderList{{Name: "A", Value: "b"}}
	response := exchangeWith(t, newClient(t, Options{}), request)
	want := fetchspec.HeaderList{{Name: "Host", Value: server.address}, {Name: "A", Value: "b"}}
	if diff := cmp.Diff(want, response.SentHeaders); diff != "" {
		t.Errorf("SentHeaders (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(server.heads[0], "GET / HTTP/1.1\r\nHost: "+server.address+"\r\nA: b\r\n\r\n") {
		t.Errorf("request on the wire: %q", server.heads[0])
	}
}

func TestAnswerIsKeptByteForByte(t *testing.T) {
	server := serveRaw(t, always("HTTP/1.1 200 Oh K\r\nX-b: 1\r\nSET-cookie: a=1\r\nx-B:\t 2 \t\r\nset-cookie: b=2\r\nX-E:\r\nx: h\xe9\r\nContent-Length: 2\r\n\r\nok"))
	response := exchangeWith(t, newClient(t, Options{}), getRequest(t, "http://"+server.address+"/"))
	want := &fetchspec.HTTPResponse{
		HTTPVersion: "1.1",
		Status:      200,
		StatusText:  "Oh K",
		HeaderList: fetchspec.HeaderList{
			{Name: "X-b", Value: "1"}, {Name: "SET-cookie", Value: "a=1"}, {Name: "x-B", Value: "2"}, {Name: "set-cookie", Value: "b=2"},
			{Name: "X-E", Value: ""}, {Name: "x", Value: "h\xe9"}, {Name: "Content-Length", Value: "2"},
		},
		Body:          fetchspec.ResponseBody{Bytes: []byte("ok"), Size: 2},
		RemoteAddress: server.address,
		Timing:        response.Timing,
		Readings:      response.Readings, // WebKitGTK's has U+FFFD for the byte E9
	}
	if diff := cmp.Diff(want, response); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
	if response.Timing.Total <= 0 || response.Timing.FirstByte <= 0 || response.Timing.Connect <= 0 {
		t.Errorf("timing has gaps: %+v", response.Timing)
	}
}
