package simulate

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
	"corsplain/internal/network"
)

func handlerRequest(t testing.TB, method, url string) *fetchspec.HTTPRequest {
	t.Helper()
	parsed, err := fetchspec.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	return &fetchspec.HTTPRequest{
		Kind:   fetchspec.ExchangeRequest,
		Method: method,
		URL:    parsed,
		HeaderList: fetchspec.HeaderList{
			{Name: "Host", Value: parsed.HostPort()}, {Name: "Connection", Value: "keep-alive"},
			{Name: "Origin", Value: "https://app.example"}, {Name: "x-odd-CASE", Value: "1"}, {Name: "X-Odd-Case", Value: "2"},
		},
	}
}

// sortedWithoutDate makes a real server's answer comparable: a Handler sorts,
// and sends no Date.
func sortedWithoutDate(response *fetchspec.HTTPResponse) *fetchspec.HTTPResponse {
	var list fetchspec.HeaderList
	for _, header := range response.HeaderList {
		if !strings.EqualFold(header.Name, "Date") && !strings.EqualFold(header.Name, "Transfer-Encoding") {
			list = append(list, header)
		}
	}
	slices.SortStableFunc(list, func(a, b fetchspec.Header) int { return strings.Compare(a.Name, b.Name) })
	response.HeaderList = list
	response.Timing, response.RemoteAddress, response.SentHeaders = fetchspec.Timing{}, "", nil
	response.Readings = nil // a Handler's headers are never malformed
	return response
}

// The expected values come from net/http's own server over a real connection.
func TestHandlerAnswersAsNetHTTPServersDo(t *testing.T) {
	handlers := map[string]http.HandlerFunc{
		"nothing":      func(writer http.ResponseWriter, request *http.Request) {},
		"text":         func(writer http.ResponseWriter, request *http.Request) { io.WriteString(writer, "hello") },
		"sniffed HTML": func(writer http.ResponseWriter, request *http.Request) { io.WriteString(writer, "<html>") },
		"no sniffing": func(writer http.ResponseWriter, request *http.Request) {
			writer.Header()["Content-Type"] = nil
			io.WriteString(writer, "x")
		},
		"error": func(writer http.ResponseWriter, request *http.Request) {
			http.Error(writer, "no", http.StatusForbidden)
		},
		"redirect": func(writer http.ResponseWriter, request *http.Request) {
			http.Redirect(writer, request, "/else", http.StatusFound)
		},
		"not found": http.NotFound,
		"no content": func(writer http.ResponseWriter, request *http.Request) {
			writer.WriteHeader(204)
			io.WriteString(writer, "x")
		},
		"reset content": func(writer http.ResponseWriter, request *http.Request) { writer.WriteHeader(205) },
		"odd status":    func(writer http.ResponseWriter, request *http.Request) { writer.WriteHeader(799) },
		"cookies in order": func(writer http.ResponseWriter, request *http.Request) {
			http.SetCookie(writer, &http.Cookie{Name: "b", Value: "1"})
			http.SetCookie(writer, &http.Cookie{Name: "a", Value: "2"})
			writer.Header().Add("Vary", "Origin")
			writer.Header().Add("Vary", "Accept")
		},
		"headers after the fact": func(writer http.ResponseWriter, request *http.Request) {
			writer.WriteHeader(201)
			writer.Header().Set("X-Late", "1")
			writer.WriteHeader(500)
		},
		"headers that cannot be": func(writer http.ResponseWriter, request *http.Request) {
			writer.Header()["X Space"] = []string{"1"}
			writer.Header()["X-Break"] = []string{"a\r\nX-Injected: 1", "  padded  "}
			writer.Header()["x-lower"] = []string{"h\xe9"}
		},
		"early hints": func(writer http.ResponseWriter, request *http.Request) {
			writer.Header().Set("Link", "</a.css>; rel=preload")
			writer.WriteHeader(http.StatusEarlyHints)
			writer.Header().Del("Link")
			io.WriteString(writer, "ok")
		},
		"long body": func(writer http.ResponseWriter, request *http.Request) {
			io.WriteString(writer, strings.Repeat("x", 10_000))
		},
		"flushed": func(writer http.ResponseWriter, request *http.Request) {
			io.WriteString(writer, "a")
			http.NewResponseController(writer).Flush()
			io.WriteString(writer, "b")
		},
		"gzip": func(writer http.ResponseWriter, request *http.Request) {
			writer.Header().Set("Content-Encoding", "gzip")
			packer := gzip.NewWriter(writer)
			io.WriteString(packer, "hello")
			packer.Close()
		},
		"what was asked": func(writer http.ResponseWriter, request *http.Request) {
			body, _ := io.ReadAll(request.Body)
			fmt.Fprintf(writer, "%s %s %s|%s|%s|%v|%d|%s|%q", request.Method, request.RequestURI, request.Proto,
				request.URL.Path, request.URL.RawQuery, request.Header["X-Odd-Case"], request.ContentLength, body, request.Header.Get("Host"))
		},
		"panic": func(writer http.ResponseWriter, request *http.Request) { panic("no") },
		"panic after the headers": func(writer http.ResponseWriter, request *http.Request) {
			writer.WriteHeader(200)
			io.WriteString(writer, "x")
			panic(http.ErrAbortHandler)
		},
		"panic after a flush": func(writer http.ResponseWriter, request *http.Request) {
			io.WriteString(writer, "x")
			writer.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
		"status that is none": func(writer http.ResponseWriter, request *http.Request) { writer.WriteHeader(99) },
	}
	for name, handler := range handlers {
		for _, method := range []string{"GET", "HEAD", "POST"} {
			t.Run(name+" "+method, func(t *testing.T) {
				server := httptest.NewUnstartedServer(handler)
				server.Config.ErrorLog = log.New(io.Discard, "", 0)
				server.Start()
				defer server.Close()
				client, err := network.New(network.Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer client.Close()
				request := handlerRequest(t, method, server.URL+"/a%20b/c?d=e%zz")
				if method == "POST" {
					request.HeaderList.Append("Content-Length", "4")
					request.Body = &fetchspec.Body{Bytes: []byte("body")}
				}
				want, wantErr := client.Exchange(t.Context(), request)
				got, gotErr := Handler{Handler: handler}.Exchange(t.Context(), request)
				if wantErr != nil || gotErr != nil {
					compareErrors(t, wantErr, gotErr)
					return
				}
				if (want.Body.Err != nil) != (got.Body.Err != nil) {
					t.Errorf("body error %v, a real server's %v", got.Body.Err, want.Body.Err)
				}
				want.Body.Err, got.Body.Err = nil, nil
				if diff := cmp.Diff(sortedWithoutDate(want), sortedWithoutDate(got)); diff != "" {
					t.Errorf("a real server's answer and the handler's (-real +handler):\n%s", diff)
				}
			})
		}
	}
}

func compareErrors(t *testing.T, want, got error) {
	t.Helper()
	var wanted, failed *fetchspec.ExchangeError
	if !errors.As(want, &wanted) || !errors.As(got, &failed) {
		t.Fatalf("failed with %v, a real server with %v", got, want)
	}
	if wanted.Kind != failed.Kind {
		t.Errorf("failed with %s (%v), a real server with %s (%v)", failed.Kind, failed, wanted.Kind, wanted)
	}
}

func TestHandlerSpeaksHTTP2ForHTTPS(t *testing.T) {
	handler := Handler{Handler: http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		writer.Header().Set("X-TLS", fmt.Sprint(request.TLS != nil, request.ContentLength))
		fmt.Fprintf(writer, "%s %s %s", request.Proto, request.Host, body)
	})}
	request := handlerRequest(t, "POST", "https://api.example/")
	request.Body = &fetchspec.Body{Bytes: []byte("streamed"), Stream: true}
	response, err := handler.Exchange(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if value, _ := response.HeaderList.Get("x-tls"); value != "true -1" || response.HeaderList[0].Name != "content-length" {
		t.Errorf("headers: %v", response.HeaderList)
	}
	if response.HTTPVersion != "2" || response.StatusText != "" || string(response.Body.Bytes) != "HTTP/2.0 api.example streamed" {
		t.Errorf("HTTP/%s %q: %q", response.HTTPVersion, response.StatusText, response.Body.Bytes)
	}
}

func TestHandlerTakesNoStreamInHTTP1(t *testing.T) {
	request := handlerRequest(t, "POST", "http://api.example/")
	request.Body = &fetchspec.Body{Stream: true}
	_, err := Handler{Handler: http.NotFoundHandler()}.Exchange(t.Context(), request)
	var failed *fetchspec.ExchangeError
	if !errors.As(err, &failed) || failed.Kind != fetchspec.FailureStreamOverHTTP1 {
		t.Errorf("failed with %v", err)
	}
}

func TestHandlerThatOutlivesItsTimeFails(t *testing.T) {
	handler := Handler{Handler: http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) { <-request.Context().Done() })}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := handler.Exchange(ctx, handlerRequest(t, "GET", "http://api.example/"))
	var failed *fetchspec.ExchangeError
	if !errors.As(err, &failed) || failed.Kind != fetchspec.FailureTimeout {
		t.Errorf("failed with %v", err)
	}
}

func TestHandlerPanicNamesItsCause(t *testing.T) {
	cause := errors.New("cause")
	_, err := Handler{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(cause) })}.
		Exchange(t.Context(), handlerRequest(t, "GET", "http://api.example/"))
	if !errors.Is(err, cause) || err.Error() != "the handler panicked: cause" {
		t.Errorf("failed with %v", err)
	}
}

func TestHandlerBodyHasLimits(t *testing.T) {
	var wrote error
	handler := Handler{MaxBodyKept: 1000, Handler: http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		part := make([]byte, 1<<20)
		for wrote == nil {
			_, wrote = writer.Write(part)
		}
	})}
	response, err := handler.Exchange(t.Context(), handlerRequest(t, "GET", "http://api.example/"))
	if err != nil {
		t.Fatal(err)
	}
	if len(response.Body.Bytes) != 1000 || !response.Body.Truncated || response.Body.Err != nil {
		t.Errorf("%d bytes of %d, truncated %t, error %v", len(response.Body.Bytes), response.Body.Size, response.Body.Truncated, response.Body.Err)
	}
}
