package playground

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Server serves the playground until it is closed.
type Server struct {
	// URL is where it can be reached: "http://127.0.0.1:41873".
	URL string

	server *http.Server
	ended  chan struct{} // closed when serving is over; err says how
	err    error
}

// Start listens on addr, a loopback address such as "127.0.0.1:0", and serves.
// The caller closes the server.
func Start(addr string) (*Server, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	handler := newHandler(listener.Addr().(*net.TCPAddr).Port)
	server := &Server{
		URL:    "http://" + listener.Addr().String(),
		server: &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10},
		ended:  make(chan struct{}),
	}
	go func() {
		defer close(server.ended)
		server.err = server.server.Serve(listener)
	}()
	return server, nil
}

// Wait serves until ctx ends, and closes the server; or until serving fails,
// and says why.
func (server *Server) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return server.Close()
	case <-server.ended:
		return server.err
	}
}

// Close ends the server and waits until it has ended. It can be called again.
func (server *Server) Close() error {
	err := server.server.Close()
	<-server.ended
	if !errors.Is(server.err, http.ErrServerClosed) {
		return server.err
	}
	return err
}

// handler answers each endpoint's path from its replies.
type handler struct {
	endpoints map[string]Endpoint
	port      string
}

func newHandler(port int) *handler {
	h := &handler{endpoints: map[string]Endpoint{}, port: strconv.Itoa(port)}
	for _, endpoint := range Endpoints() {
		h.endpoints[endpoint.Path] = endpoint
	}
	return h
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		h.index(w, r)
		return
	}
	endpoint, found := h.endpoints[r.URL.Path]
	if !found {
		http.NotFound(w, r)
		return
	}
	reply := endpoint.Answer
	if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
		reply = endpoint.Preflight
		if reply.Status == 0 {
			reply = Reply{Status: http.StatusNoContent}
		}
	}
	h.write(w, r, reply)
}

func (h *handler) write(w http.ResponseWriter, r *http.Request, reply Reply) {
	values := strings.NewReplacer(
		"{origin}", r.Header.Get("Origin"),
		"{here}", "http://"+r.Host,
		"{there}", "http://localhost:"+h.port,
	)
	for _, header := range reply.Headers {
		w.Header().Add(header.Name, values.Replace(header.Value))
	}
	w.WriteHeader(reply.Status)
	if r.Method != http.MethodHead && reply.Status != http.StatusNoContent {
		_, _ = w.Write([]byte(reply.Body)) // the client may be gone
	}
}
