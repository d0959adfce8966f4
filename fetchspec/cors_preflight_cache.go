package fetchspec

import (
	"slices"
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
	return slices.Clone(cache.entries)
}

// A preflightCacheKey is the partition, origin and URL that entries are about.
type preflightCacheKey struct{ partition, origin, url string }

func preflightCacheKeyOf(request *Request) preflightCacheKey {
	return preflightCacheKey{NetworkPartitionKey(request), request.SerializedOrigin(), request.CurrentURL().String()}
}

func (entry *PreflightCacheEntry) isFor(key preflightCacheKey) bool {
	return entry.URL == key.url && entry.Origin == key.origin && entry.Key == key.partition
}

func (entry *PreflightCacheEntry) isOver(now time.Time) bool {
	return now.Sub(entry.Stored) >= entry.MaxAge
}

// servesCredentials reports whether the entry is for a request with, or
// without, credentials.
func (entry *PreflightCacheEntry) servesCredentials(include bool, engine *Engine) bool {
	// Departure: Gecko keeps the two apart.
	if engine.CacheSeparatesCredentials {
		return entry.Credentials == include
	}
	return entry.Credentials || !include
}

// A cacheMatch holds the entries that match a request, by their method and by
// their header name in lower case: the index of the first of each.
type cacheMatch struct {
	methods, headerNames map[string]int
	coversAuthorization  bool // whether "*" does
}

// matchEntries finds the entries for which there is a cache entry match with
// request.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func matchEntries(entries []PreflightCacheEntry, request *Request, now time.Time, engine *Engine) cacheMatch {
	match := cacheMatch{
		methods: map[string]int{}, headerNames: map[string]int{},
		// Departure: to every engine * covers Authorization as well.
		coversAuthorization: engine.AuthorizationCoveredByWildcard,
	}
	key, include := preflightCacheKeyOf(request), request.CredentialsMode == CredentialsInclude
	for i := range entries {
		entry := &entries[i]
		if entry.isOver(now) || !entry.isFor(key) || !entry.servesCredentials(include, engine) {
			continue
		}
		addFirst(match.methods, entry.Method, i)
		addFirst(match.headerNames, lowerASCIIString(entry.HeaderName), i)
	}
	return match
}

// addFirst keeps the lowest index of a name; "" stands for the Standard's null.
func addFirst(indexes map[string]int, name string, i int) {
	if _, known := indexes[name]; !known && name != "" {
		indexes[name] = i
	}
}

// method is a method cache entry match.
//
// https://fetch.spec.whatwg.org/#concept-cache-match-method
func (match *cacheMatch) method(method string) (index int, found bool) {
	return firstOf(match.methods, method, true)
}

// headerName is a header-name cache entry match.
//
// https://fetch.spec.whatwg.org/#concept-cache-match-header
func (match *cacheMatch) headerName(name string) (index int, found bool) {
	wildcard := match.coversAuthorization || !IsCORSNonWildcardRequestHeaderName(name)
	return firstOf(match.headerNames, lowerASCIIString(name), wildcard)
}

func firstOf(indexes map[string]int, name string, wildcard bool) (index int, found bool) {
	index, found = indexes[name]
	if star, has := indexes["*"]; has && wildcard && (!found || star < index) {
		return star, true
	}
	return index, found
}

// match finds the entries that match request; a nil cache has none.
func (cache *PreflightCache) match(request *Request, now time.Time, engine *Engine) cacheMatch {
	if cache == nil {
		return cacheMatch{}
	}
	cache.mu.Lock()
	defer cache.mu.Unlock()
	return matchEntries(cache.entries, request, now, engine)
}

// clear removes the entries for the request's partition, origin and URL, and
// reports whether there were any.
//
// https://fetch.spec.whatwg.org/#concept-cache-clear
func (cache *PreflightCache) clear(request *Request) bool {
	key := preflightCacheKeyOf(request)
	cache.mu.Lock()
	defer cache.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(cache.entries), func(entry PreflightCacheEntry) bool { return entry.isFor(key) })
	removed := len(kept) < len(cache.entries)
	cache.entries = kept
	return removed
}

// store is steps 12 to 15 within CORS-preflight fetch's step 7: it renews
// entries that match and creates the others.
func (cache *PreflightCache) store(request *Request, maxAge int64, methods, headerNames []string, now time.Time, engine *Engine) {
	created := newCacheEntry(request, seconds(maxAge), now)
	cache.mu.Lock()
	defer cache.mu.Unlock()
	entries := cache.keptBeside(request, now, engine)
	match := matchEntries(entries, request, now, engine)
	put := func(entry PreflightCacheEntry, index int, found bool) {
		if found {
			entries[index].MaxAge, entries[index].Stored = entry.MaxAge, entry.Stored
			return
		}
		addFirst(match.methods, entry.Method, len(entries))
		addFirst(match.headerNames, lowerASCIIString(entry.HeaderName), len(entries))
		entries = append(entries, entry)
	}
	for _, method := range methods {
		entry := created
		entry.Method = method
		index, found := match.method(method)
		put(entry, index, found)
	}
	for _, name := range headerNames {
		entry := created
		entry.HeaderName = name
		index, found := match.headerName(name)
		put(entry, index, found)
	}
	if excess := len(entries) - preflightCacheLimit; excess > 0 {
		entries = slices.Clone(entries[excess:])
	}
	cache.entries = entries
}

// keptBeside is a copy of the entries that stay when an answer to request is
// stored.
func (cache *PreflightCache) keptBeside(request *Request, now time.Time, engine *Engine) []PreflightCacheEntry {
	key := preflightCacheKeyOf(request)
	return slices.DeleteFunc(slices.Clone(cache.entries), func(entry PreflightCacheEntry) bool {
		// Departure: Blink and WebKit remember the last answer only.
		return entry.isOver(now) || engine.CacheKeepsLastReplyOnly && entry.isFor(key)
	})
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
