package network

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
)

func TestHTTP2IsChosenByALPN(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(okHandler), nil)
	for version, want := range map[HTTPVersion]string{
		HTTPVersionAuto:            "HTTP/2.0",
		HTTPVersion2:               "HTTP/2.0",
		HTTPVersion2PriorKnowledge: "HTTP/2.0",
		HTTPVersion11:              "HTTP/1.1",
	} {
		client := newClient(t, Options{CACert: ca.pem(), HTTPVersion: version})
		for range 2 { // the second time on the idle connection
			response := exchangeWith(t, client, getRequest(t, server.URL+"/"))
			if got := string(response.Body.Bytes); got != want {
				t.Errorf("version %q: the server saw %s, want %s", version, got, want)
			}
		}
	}
}

func TestServerWithoutHTTP2GetsHTTP11(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(okHandler), func(config *tls.Config) { config.NextProtos = []string{"http/1.1"} })
	for _, version := range []HTTPVersion{HTTPVersionAuto, HTTPVersion2} {
		response := exchangeWith(t, newClient(t, Options{CACert: ca.pem(), HTTPVersion: version}), getRequest(t, server.URL+"/"))
		if response.HTTPVersion != "1.1" || string(response.Body.Bytes) != "HTTP/1.1" {
			t.Errorf("version %q: HTTP/%s", version, response.HTTPVersion)
		}
	}
	client := newClient(t, Options{CACert: ca.pem(), HTTPVersion: HTTPVersion2PriorKnowledge})
	if failed := failedExchange(t, client, getRequest(t, server.URL+"/")); failed.Kind != fetchspec.FailureTLS {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestHTTP2KeepsOrderAndDropsConnectionHeaders(t *testing.T) {
	ca := newTestCA(t)
	var host string
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		host = request.Host
		writer.Header()["X-B"] = []string{"1", "2"}
		writer.WriteHeader(http.StatusTeapot)
	}), nil)
	request := getRequest(t, server.URL+"/")
	request.HeaderList = fetchspec.HeaderList{
		{Name: "Host", Value: "name.example"}, {Name: "Connection", Value: "keep-alive"}, {Name: "X-Z", Value: "1"}, {Name: "Accept", Value: "*/*"}, {Name: "x-z", Value: "2"},
	}
	response := exchangeWith(t, newClient(t, Options{CACert: ca.pem()}), request)
	want := fetchspec.HeaderList{{Name: "x-z", Value: "1"}, {Name: "accept", Value: "*/*"}, {Name: "x-z", Value: "2"}}
	if diff := cmp.Diff(want, response.SentHeaders); diff != "" {
		t.Errorf("SentHeaders (-want +got):\n%s", diff)
	}
	if host != "name.example" {
		t.Errorf("the server saw authority %q", host)
	}
	if response.HTTPVersion != "2" || response.Status != http.StatusTeapot || response.StatusText != "" {
		t.Errorf("got HTTP/%s %d %q", response.HTTPVersion, response.Status, response.StatusText)
	}
	if diff := cmp.Diff([]string{"1", "2"}, response.HeaderList.Values("x-b")); diff != "" {
		t.Errorf("x-b (-want +got):\n%s", diff)
	}
}

func TestHTTP2CarriesLargeBodiesBothWays(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		io.Copy(writer, request.Body)
	}), nil)
	client := newClient(t, Options{CACert: ca.pem(), MaxBodyKept: 32 << 20})
	for _, size := range []int{0, 1, 1 << 16, 9 << 20} {
		request := getRequest(t, server.URL+"/")
		request.Method = "POST"
		request.Body = &fetchspec.Body{Bytes: bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]}
		response := exchangeWith(t, client, request)
		if !bytes.Equal(response.Body.Bytes, request.Body.Bytes) {
			t.Errorf("size %d: %d bytes came back", size, len(response.Body.Bytes))
		}
	}
}

func TestHTTP2StreamsABodyWithoutLength(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		writer.Header().Set("X-Length", http.StatusText(int(200+request.ContentLength+1)))
		writer.Write(body)
	}), nil)
	request := getRequest(t, server.URL+"/")
	request.Method = "POST"
	request.Body = &fetchspec.Body{Bytes: []byte("streamed"), Stream: true}
	response := exchangeWith(t, newClient(t, Options{CACert: ca.pem()}), request)
	if string(response.Body.Bytes) != "streamed" {
		t.Errorf("body %q came back", response.Body.Bytes)
	}
	if length, _ := response.HeaderList.Get("x-length"); length != "OK" { // ContentLength -1
		t.Errorf("the server saw a length: %q", length)
	}
}

func TestHTTP2InterimResponsesAreKept(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		writer.Header().Set("Link", "</a.css>; rel=preload")
		writer.WriteHeader(http.StatusEarlyHints)
		io.WriteString(writer, "ok")
	}), nil)
	response := exchangeWith(t, newClient(t, Options{CACert: ca.pem()}), getRequest(t, server.URL+"/"))
	want := []fetchspec.InterimResponse{{Status: 103, HeaderList: fetchspec.HeaderList{{Name: "link", Value: "</a.css>; rel=preload"}}}}
	if diff := cmp.Diff(want, response.Interim); diff != "" {
		t.Errorf("interim responses (-want +got):\n%s", diff)
	}
}

func TestHTTP2HeaderListHasALimit(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		writer.Header().Set("X-Long", strings.Repeat("v", 20<<10))
	}), nil)
	failed := failedExchange(t, newClient(t, Options{CACert: ca.pem(), MaxHeaderBytes: 16 << 10}), getRequest(t, server.URL+"/"))
	if failed.Kind != fetchspec.FailureTooLarge {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
	response := exchangeWith(t, newClient(t, Options{CACert: ca.pem()}), getRequest(t, server.URL+"/"))
	if value, _ := response.HeaderList.Get("x-long"); len(value) != 20<<10 {
		t.Errorf("%d bytes of x-long came", len(value))
	}
}

func TestHTTP2HeadHasNoBody(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(okHandler), nil)
	request := getRequest(t, server.URL+"/")
	request.Method = "HEAD"
	client := newClient(t, Options{CACert: ca.pem()})
	response := exchangeWith(t, client, request)
	if response.Body.Size != 0 || response.Body.Err != nil {
		t.Errorf("body: %+v", response.Body)
	}
}
