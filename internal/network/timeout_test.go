package network

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
)

// serveSilence accepts connections, sends what is given and then nothing more.
func serveSilence(t testing.TB, bytes string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			io.WriteString(conn, bytes)
		}
	}()
	t.Cleanup(func() { listener.Close(); <-done })
	return listener.Addr().String()
}

const unfinished = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"

func TestTimeoutBeforeTheAnswerFails(t *testing.T) {
	address := serveSilence(t, "")
	failed := failedExchange(t, newClient(t, Options{Timeout: 30 * time.Millisecond}), getRequest(t, "http://"+address+"/"))
	if failed.Kind != fetchspec.FailureTimeout || !strings.Contains(failed.Error(), "timed out while waiting for the answer of "+address) {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
	if failed.RemoteAddress != address || failed.Timing.Total < 30*time.Millisecond {
		t.Errorf("remote address %q, timing %+v", failed.RemoteAddress, failed.Timing)
	}
}

func TestTimeoutDuringTLSFails(t *testing.T) {
	address := serveSilence(t, "")
	failed := failedExchange(t, newClient(t, Options{ConnectTimeout: 300 * time.Millisecond}), getRequest(t, "https://"+address+"/"))
	if failed.Kind != fetchspec.FailureTimeout || !strings.Contains(failed.Error(), "TLS handshake") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestTimeoutWithinTheBodyLeavesTheResponse(t *testing.T) {
	address := serveSilence(t, unfinished)
	response := exchangeWith(t, newClient(t, Options{Timeout: 300 * time.Millisecond}), getRequest(t, "http://"+address+"/"))
	if string(response.Body.Bytes) != "hello" || !errors.Is(response.Body.Err, context.DeadlineExceeded) {
		t.Errorf("body %q, error %v", response.Body.Bytes, response.Body.Err)
	}
}

func TestBodyTimeoutCutsTheBody(t *testing.T) {
	address := serveSilence(t, unfinished)
	request := getRequest(t, "http://"+address+"/")
	request.BodyTimeout = 30 * time.Millisecond
	for name, exchange := range map[string]func() *fetchspec.HTTPResponse{
		"of the client": func() *fetchspec.HTTPResponse {
			return exchangeWith(t, newClient(t, Options{BodyTimeout: 30 * time.Millisecond}), getRequest(t, "http://"+address+"/"))
		},
		"of the request": func() *fetchspec.HTTPResponse { return exchangeWith(t, newClient(t, Options{}), request) },
	} {
		response := exchange()
		if string(response.Body.Bytes) != "hello" || response.Body.Err != ErrCut {
			t.Errorf("%s: body %q, error %v", name, response.Body.Bytes, response.Body.Err)
		}
	}
}

func TestBodyTimeoutCutsAnHTTP2Body(t *testing.T) {
	ca := newTestCA(t)
	release := make(chan struct{})
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		io.WriteString(writer, "hello")
		writer.(http.Flusher).Flush()
		<-release
	}), nil)
	defer close(release)
	client := newClient(t, Options{CACert: ca.pem(), BodyTimeout: 300 * time.Millisecond})
	response := exchangeWith(t, client, getRequest(t, server.URL+"/"))
	if string(response.Body.Bytes) != "hello" || response.Body.Err != ErrCut {
		t.Errorf("body %q, error %v", response.Body.Bytes, response.Body.Err)
	}
	if client.pool.count != 0 {
		t.Error("a connection with an unfinished stream was kept")
	}
}

func TestBodiesThatNobodyReadsAreNotWaitedFor(t *testing.T) {
	preflight := getRequest(t, "http://"+serveSilence(t, unfinished)+"/")
	preflight.Kind = fetchspec.ExchangePreflight
	redirect := getRequest(t, "http://"+serveSilence(t, "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 10\r\n\r\n")+"/")
	for name, request := range map[string]*fetchspec.HTTPRequest{"preflight": preflight, "redirect": redirect} {
		// A time limit of the whole exchange would give another error.
		response := exchangeWith(t, newClient(t, Options{}), request)
		if response.Body.Err != ErrCut {
			t.Errorf("%s: body error %v", name, response.Body.Err)
		}
	}
}

func TestCancellationEndsTheExchangeAtOnce(t *testing.T) {
	for name, url := range map[string]string{
		"before the answer": "http://" + serveSilence(t, "") + "/",
		"within the head":   "http://" + serveSilence(t, "HTTP/1.1 200 OK\r\n") + "/",
		"within the body":   "http://" + serveSilence(t, unfinished) + "/",
		"within TLS":        "https://" + serveSilence(t, "") + "/",
	} {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(20*time.Millisecond, cancel)
		// The server is silent for ever, and nothing else would end this.
		failed := failedExchangeIn(t, ctx, newClient(t, Options{Timeout: -1, ConnectTimeout: -1}), getRequest(t, url))
		if failed.Kind != fetchspec.FailureCanceled || !errors.Is(failed, context.Canceled) {
			t.Errorf("%s: failed with %s: %v", name, failed.Kind, failed)
		}
	}
}
