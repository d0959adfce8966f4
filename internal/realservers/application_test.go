//go:build unix

package realservers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// ownHeaders says whether an application speaks CORS itself.
type ownHeaders bool

const (
	noHeaders       ownHeaders = false
	headersOfItsOwn ownHeaders = true
)

// startApplication starts what stands behind a proxy: an API that does not
// know OPTIONS, and that does not say what it is made of. One with headers of its own allows every page, which the proxy
// has to take back.
func startApplication(t *testing.T, headers ownHeaders) (address string) {
	t.Helper()
	answers := map[string]struct {
		status int
		body   string
	}{
		"GET /items":   {http.StatusOK, `[{"id": 1}]`},
		"PUT /items":   {http.StatusOK, `{"id": 1}`},
		"GET /failing": {http.StatusInternalServerError, `{"error": "no such table: items"}`},
		"PUT /failing": {http.StatusInternalServerError, `{"error": "no such table: items"}`},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if headers == headersOfItsOwn {
			w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			w.Header().Set("Access-Control-Allow-Credentials", "true")
			w.Header().Set("Access-Control-Allow-Methods", "GET")
			w.Header().Set("Access-Control-Expose-Headers", "X-Internal")
		}
		w.Header().Set("Content-Type", "application/json")
		answer, known := answers[r.Method+" "+r.URL.Path]
		switch {
		case known:
		case r.Method == http.MethodGet:
			answer.status, answer.body = http.StatusNotFound, `{"error": "not found"}`
		default:
			answer.status, answer.body = http.StatusMethodNotAllowed, `{"error": "no such method"}`
		}
		w.WriteHeader(answer.status)
		io.WriteString(w, answer.body)
	}))
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}
