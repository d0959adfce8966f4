package fetchspec

import (
	"sync"
	"time"
)

// preflightCacheLimit bounds how many entries a cache holds: the oldest go
// first, as the Standard allows at any time.
const preflightCacheLimit = 1024

// A PreflightCache is the CORS-preflight cache of a user agent. The zero value
// is an empty cache, nil caches nothing. Its methods can be used by several
// goroutines.
//
// https://fetch.spec.whatwg.org/#concept-cache
type PreflightCache struct {
	mu sync.Mutex
	// entries is replaced, never written to, so that snapshots can share it.
	entries []PreflightCacheEntry
}

// A PreflightCacheEntry is a cache entry.
//
// https://fetch.spec.whatwg.org/#cache-entry
type PreflightCacheEntry struct {
	Key         string // network partition key
	Origin      string // byte-serialized origin
	URL         string
	MaxAge      time.Duration
	Credentials bool
	Method      string // "" for the Standard's null, else a method or "*"
	HeaderName  string // "" for the Standard's null, else a name or "*"
	Stored      time.Time
}

// Snapshot returns a cache with the same entries, which later changes of
// either leave alone.
func (cache *PreflightCache) Snapshot() *PreflightCache {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	return &PreflightCache{entries: cache.entries}
}

// Entries returns the entries, in the order in which they were created.
func (cache *PreflightCache) Entries() []PreflightCacheEntry {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	return append([]PreflightCacheEntry(nil), cache.entries...)
}

// isFor reports whether the entry is about the request's partition, origin
// and URL.
func (entry *PreflightCacheEntry) isFor(request *Request) bool {
	return entry.URL == request.CurrentURL().String() &&
		entry.Origin == request.SerializedOrigin() &&
		entry.Key == NetworkPartitionKey(request)
}

// matches is a cache entry match.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (entry *PreflightCacheEntry) matches(request *Request, now time.Time, engine *Engine) bool {
	if now.Sub(entry.Stored) >= entry.MaxAge || !entry.isFor(request) {
		return false
	}
	include := request.CredentialsMode == CredentialsInclude
	// Departure: Gecko keeps the two apart.
	if engine.CacheSeparatesCredentials {
		return entry.Credentials == include
	}
	return entry.Credentials || !include
}

// methodMatch is a method cache entry match.
//
// https://fetch.spec.whatwg.org/#concept-cache-match-method
func (cache *PreflightCache) methodMatch(method string, request *Request, now time.Time, engine *Engine) bool {
	if cache == nil {
		return false
	}
	cache.mu.Lock()
	defer cache.mu.Unlock()
	return findMethod(cache.entries, method, request, now, engine) >= 0
}

func findMethod(entries []PreflightCacheEntry, method string, request *Request, now time.Time, engine *Engine) int {
	for i := range entries {
		entry := &entries[i]
		if entry.Method == "" || !entry.matches(request, now, engine) {
			continue
		}
		if entry.Method == method || entry.Method == "*" {
			return i
		}
	}
	return -1
}

// headerNameMatch is a header-name cache entry match.
//
// https://fetch.spec.whatwg.org/#concept-cache-match-header
func (cache *PreflightCache) headerNameMatch(name string, request *Request, now time.Time, engine *Engine) bool {
	if cache == nil {
		return false
	}
	cache.mu.Lock()
	defer cache.mu.Unlock()
	return findHeaderName(cache.entries, name, request, now, engine) >= 0
}

func findHeaderName(entries []PreflightCacheEntry, name string, request *Request, now time.Time, engine *Engine) int {
	wildcard := !IsCORSNonWildcardRequestHeaderName(name) || engine.AuthorizationCoveredByWildcard
	for i := range entries {
		entry := &entries[i]
		if entry.HeaderName == "" || !entry.matches(request, now, engine) {
			continue
		}
		if equalFoldASCII(entry.HeaderName, name) || entry.HeaderName == "*" && wildcard {
			return i
		}
	}
	return -1
}

// clear removes the entries for the request's partition, origin and URL, and
// reports whether there were any.
//
// https://fetch.spec.whatwg.org/#concept-cache-clear
func (cache *PreflightCache) clear(request *Request) bool {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	kept := make([]PreflightCacheEntry, 0, len(cache.entries))
	for _, entry := range cache.entries {
		if !entry.isFor(request) {
			kept = append(kept, entry)
		}
	}
	removed := len(kept) < len(cache.entries)
	cache.entries = kept
	return removed
}

// store is steps 12 to 15 within CORS-preflight fetch's step 7: it renews
// entries that match and creates the others.
func (cache *PreflightCache) store(request *Request, maxAge int64, methods, headerNames []string, now time.Time, engine *Engine) {
	age := seconds(maxAge)
	cache.mu.Lock()
	defer cache.mu.Unlock()
	entries := make([]PreflightCacheEntry, 0, len(cache.entries)+len(methods)+len(headerNames))
	for _, entry := range cache.entries {
		expired := now.Sub(entry.Stored) >= entry.MaxAge
		// Departure: Blink and WebKit remember the last answer only.
		replaced := engine.CacheKeepsLastReplyOnly && entry.isFor(request)
		if !expired && !replaced {
			entries = append(entries, entry)
		}
	}
	for _, method := range methods {
		if i := findMethod(entries, method, request, now, engine); i >= 0 {
			entries[i].MaxAge, entries[i].Stored = age, now
			continue
		}
		entry := newCacheEntry(request, age, now)
		entry.Method = method
		entries = append(entries, entry)
	}
	for _, name := range headerNames {
		if i := findHeaderName(entries, name, request, now, engine); i >= 0 {
			entries[i].MaxAge, entries[i].Stored = age, now
			continue
		}
		entry := newCacheEntry(request, age, now)
		entry.HeaderName = name
		entries = append(entries, entry)
	}
	if excess := len(entries) - preflightCacheLimit; excess > 0 {
		entries = entries[excess:]
	}
	cache.entries = entries
}

// seconds turns a number of seconds into a duration without overflowing.
func seconds(n int64) time.Duration {
	const most = int64(1<<62) / int64(time.Second)
	if n > most {
		n = most
	}
	return time.Duration(n) * time.Second
}

// newCacheEntry is create a new cache entry, its method and header name left
// to the caller.
//
// https://fetch.spec.whatwg.org/#concept-cache-create-entry
func newCacheEntry(request *Request, maxAge time.Duration, now time.Time) PreflightCacheEntry {
	return PreflightCacheEntry{
		Key:         NetworkPartitionKey(request),
		Origin:      request.SerializedOrigin(),
		URL:         request.CurrentURL().String(),
		MaxAge:      maxAge,
		Credentials: request.CredentialsMode == CredentialsInclude,
		Stored:      now,
	}
}

// NetworkPartitionKey determines the network partition key: the site of the
// tab's document.
//
// https://fetch.spec.whatwg.org/#request-determine-the-network-partition-key
func NetworkPartitionKey(request *Request) string {
	if request.Client == nil {
		return ""
	}
	return SiteOf(request.Client.TopLevelOrigin)
}
