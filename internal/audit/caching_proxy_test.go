package audit

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// A cachingProxy keeps each answer to a GET for good, under its URL and what
// Vary names, as a shared cache that its owner turned up too far.
type cachingProxy struct {
	behind http.Handler

	mutex sync.Mutex
	kept  map[string][]keptAnswer
}

type keptAnswer struct {
	request  http.Header
	response *httptest.ResponseRecorder
}

func newCachingProxy(behind http.Handler) *cachingProxy {
	return &cachingProxy{behind: behind, kept: map[string][]keptAnswer{}}
}

func (proxy *cachingProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != "GET" {
		proxy.behind.ServeHTTP(w, r)
		return
	}
	proxy.mutex.Lock()
	defer proxy.mutex.Unlock()
	for _, kept := range proxy.kept[r.URL.String()] {
		if kept.fits(r) {
			kept.write(w, "HIT")
			return
		}
	}
	fresh := keptAnswer{request: r.Header.Clone(), response: httptest.NewRecorder()}
	proxy.behind.ServeHTTP(fresh.response, r)
	proxy.kept[r.URL.String()] = append(proxy.kept[r.URL.String()], fresh)
	fresh.write(w, "MISS")
}

func (kept *keptAnswer) fits(r *http.Request) bool {
	for _, name := range strings.Split(kept.response.Header().Get("Vary"), ",") {
		if name = strings.TrimSpace(name); name != "" && kept.request.Get(name) != r.Header.Get(name) {
			return false
		}
	}
	return true
}

func (kept *keptAnswer) write(w http.ResponseWriter, outcome string) {
	for name, values := range kept.response.Header() {
		w.Header()[name] = values
	}
	w.Header().Set("X-Cache", outcome)
	w.WriteHeader(kept.response.Code)
	w.Write(kept.response.Body.Bytes())
}
