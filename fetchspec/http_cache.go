package fetchspec

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The HTTP cache's bounds: the oldest entries go first.
const (
	httpCacheEntries = 256
	httpCacheBytes   = 16 << 20
)

// An HTTPCache is a browser's private HTTP cache, one for all partitions. The
// zero value is an empty cache. Its methods can be used by several goroutines.
//
// https://www.rfc-editor.org/rfc/rfc9111
type HTTPCache struct {
	mu sync.Mutex
	// entries is replaced, never written to, so that snapshots can share it.
	entries []storedResponse
}

// A storedResponse is a response that was kept, with what selects it.
type storedResponse struct {
	partition string
	url       string
	vary      HeaderList // the request's values of the names in Vary
	received  time.Time
	response  Response // unfiltered
}

// Snapshot returns a cache with the same entries, which later changes of
// either leave alone.
func (cache *HTTPCache) Snapshot() *HTTPCache {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	return &HTTPCache{entries: cache.entries}
}

// cacheLookup is what a look into the HTTP cache found.
type cacheLookup struct {
	response *Response       // to be used as it is; nil to go to the network
	stored   *storedResponse // to be revalidated or replaced; nil for none
}

// lookInCache is step 8.26 of HTTP-network-or-cache fetch. It adds the
// validators to httpRequest when it finds a stale response.
func (fetch *fetchParams) lookInCache(httpRequest *Request) cacheLookup {
	cache := fetch.ua.HTTPCache
	if cache == nil || httpRequest.CacheMode == CacheNoStore || httpRequest.CacheMode == CacheReload {
		return cacheLookup{}
	}
	stored := cache.selectStored(httpRequest)
	if stored == nil {
		return cacheLookup{}
	}
	stale := !stored.isFresh(fetch.ua.Now()) || httpRequest.CacheMode == CacheNoCache
	anyAge := httpRequest.CacheMode == CacheForceCache || httpRequest.CacheMode == CacheOnlyIfCached
	if !stale || anyAge {
		response := stored.response.clone()
		response.CacheState = CacheStateLocal
		response.Exchange = -1
		fetch.decide("HTTP-network-or-cache fetch", "8.26.2.2.3", stored.url, "from HTTP cache")
		return cacheLookup{response: response, stored: stored}
	}
	if tag, ok := stored.response.HeaderList.Get("ETag"); ok {
		httpRequest.HeaderList.Append("If-None-Match", tag)
	}
	if modified, ok := stored.response.HeaderList.Get("Last-Modified"); ok {
		httpRequest.HeaderList.Append("If-Modified-Since", modified)
	}
	return cacheLookup{stored: stored}
}

// updateCache is steps 11.3 to 11.5. A new response is only put aside: it
// is kept once it has passed the CORS check.
func (fetch *fetchParams) updateCache(httpRequest *Request, found cacheLookup, forwarded *Response) *Response {
	cache := fetch.ua.HTTPCache
	if cache == nil {
		return forwarded
	}
	now := fetch.ua.Now()
	if !isSafeMethod(httpRequest.Method) && 200 <= forwarded.Status && forwarded.Status <= 399 {
		cache.remove(httpRequest)
	}
	if found.stored != nil && forwarded.Status == 304 {
		fresh := found.stored.freshened(forwarded, now)
		cache.put(fresh)
		response := fresh.response.clone()
		response.CacheState = CacheStateValidated
		response.Exchange = forwarded.Exchange
		return response
	}
	// A preflight's answer is not for the HTTP cache, and neither is one to
	// "no-store".
	if fetch.kind != ExchangeRequest || httpRequest.CacheMode == CacheNoStore {
		return forwarded
	}
	if entry, ok := newStoredResponse(httpRequest, forwarded, now); ok {
		fetch.pendingStore = func() { cache.put(entry) }
		// Departure: Gecko keeps it all the same.
		if fetch.ua.Engine.CacheIgnoresCORSMiss {
			fetch.keepInCache()
		}
	}
	return forwarded
}

// keepInCache stores what updateCache put aside. Departure: the Standard stores
// it at once (step 11.5.2), but a response that fails the CORS check is never
// read to its end, and browsers do not keep it.
func (fetch *fetchParams) keepInCache() {
	if fetch.pendingStore != nil {
		fetch.pendingStore()
		fetch.pendingStore = nil
	}
}

// selectStored finds the newest response whose URL, partition and Vary fit.
func (cache *HTTPCache) selectStored(request *Request) *storedResponse {
	if request.Method != "GET" {
		return nil
	}
	cache.mu.Lock()
	defer cache.mu.Unlock()
	for i := len(cache.entries) - 1; i >= 0; i-- {
		entry := cache.entries[i]
		if entry.isFor(request) && entry.varyFits(request.HeaderList) {
			return &entry
		}
	}
	return nil
}

func (cache *HTTPCache) put(entry storedResponse) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(cache.entries), func(old storedResponse) bool {
		return old.url == entry.url && old.partition == entry.partition && slices.Equal(old.vary, entry.vary)
	})
	kept = append(kept, entry)
	size := 0
	for i := len(kept) - 1; i >= 0; i-- {
		size += len(kept[i].response.Body.Bytes)
		if size > httpCacheBytes || len(kept)-i > httpCacheEntries {
			kept = kept[i+1:]
			break
		}
	}
	cache.entries = kept
}

func (cache *HTTPCache) remove(request *Request) {
	cache.mu.Lock()
	defer cache.mu.Unlock()
	cache.entries = slices.DeleteFunc(slices.Clone(cache.entries), func(entry storedResponse) bool { return entry.isFor(request) })
}

// newStoredResponse says whether a response may be stored, by RFC 9111
// section 3.
func newStoredResponse(request *Request, response *Response, now time.Time) (storedResponse, bool) {
	directives := cacheDirectives(response.HeaderList)
	if request.Method != "GET" || directives.noStore || !isCacheableStatus(response.Status) {
		return storedResponse{}, false
	}
	// Partial and broken bodies would be handed out as whole ones.
	if response.Body == nil || response.Body.Err != nil || response.Body.Truncated {
		return storedResponse{}, false
	}
	entry := storedResponse{
		partition: NetworkPartitionKey(request),
		url:       request.CurrentURL().WithoutFragment(),
		received:  now,
		response:  *response.clone(),
	}
	vary, present := response.HeaderList.Get("Vary")
	if !present {
		return entry, true
	}
	for _, name := range strings.Split(vary, ",") {
		name = strings.Trim(name, " \t")
		if name == "*" {
			return storedResponse{}, false
		}
		value, _ := request.HeaderList.Get(name)
		entry.vary = append(entry.vary, Header{name, value})
	}
	return entry, true
}

func (entry *storedResponse) isFor(request *Request) bool {
	return entry.url == request.CurrentURL().WithoutFragment() && entry.partition == NetworkPartitionKey(request)
}

func (entry *storedResponse) varyFits(list HeaderList) bool {
	for _, header := range entry.vary {
		if value, _ := list.Get(header.Name); value != header.Value {
			return false
		}
	}
	return true
}

// isFresh is RFC 9111 section 4.2, for a private cache.
func (entry *storedResponse) isFresh(now time.Time) bool {
	directives := cacheDirectives(entry.response.HeaderList)
	if directives.noCache {
		return false
	}
	age := now.Sub(entry.received)
	if value, ok := entry.response.HeaderList.Get("Age"); ok {
		if n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64); err == nil && n > 0 {
			age += seconds(n)
		}
	}
	return age < entry.lifetime(directives)
}

func (entry *storedResponse) lifetime(directives cacheControl) time.Duration {
	if directives.maxAge >= 0 {
		return seconds(directives.maxAge)
	}
	list := entry.response.HeaderList
	date := httpDate(list, "Date", entry.received)
	if list.Contains("Expires") {
		return httpDate(list, "Expires", time.Time{}).Sub(date)
	}
	// Section 4.2.2: a tenth of the time since it was last modified.
	if modified := httpDate(list, "Last-Modified", date); modified.Before(date) {
		return date.Sub(modified) / 10
	}
	return 0
}

// freshened is RFC 9111 section 3.2: the 304's headers replace those stored.
func (entry *storedResponse) freshened(validation *Response, now time.Time) storedResponse {
	fresh := *entry
	fresh.received = now
	fresh.response = *entry.response.clone()
	replaced := map[string]bool{}
	for _, header := range validation.HeaderList {
		name := strings.ToLower(header.Name)
		if name == "content-length" || name == "content-encoding" || name == "content-range" {
			continue
		}
		if !replaced[name] {
			replaced[name] = true
			fresh.response.HeaderList.Delete(header.Name)
		}
		fresh.response.HeaderList = append(fresh.response.HeaderList, header)
	}
	return fresh
}

func (response *Response) clone() *Response {
	copied := *response
	copied.HeaderList = response.HeaderList.Clone()
	if response.Body != nil {
		body := *response.Body
		copied.Body = &body
	}
	return &copied
}

// cacheControl is what Cache-Control says to a private cache; maxAge is -1 if
// it does not say.
type cacheControl struct {
	noStore, noCache bool
	maxAge           int64
}

func cacheDirectives(list HeaderList) cacheControl {
	directives := cacheControl{maxAge: -1}
	value, present := list.Get("Cache-Control")
	if !present {
		pragma, _ := list.Get("Pragma")
		directives.noCache = strings.EqualFold(strings.TrimSpace(pragma), "no-cache")
		return directives
	}
	for _, part := range strings.Split(value, ",") {
		name, argument, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(name) {
		case "no-store":
			directives.noStore = true
		case "no-cache":
			directives.noCache = true
		case "max-age":
			if n, err := strconv.ParseInt(strings.Trim(argument, `"`), 10, 64); err == nil && n >= 0 {
				directives.maxAge = n
			}
		}
	}
	return directives
}

// isCacheableStatus reports whether a status is heuristically cacheable, by RFC
// 9110 section 15.1, and complete: 206 is left out.
func isCacheableStatus(status int) bool {
	switch status {
	case 200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501:
		return true
	}
	return false
}

// isSafeMethod is RFC 9110 section 9.2.1.
func isSafeMethod(method string) bool {
	switch method {
	case "GET", "HEAD", "OPTIONS", "TRACE":
		return true
	}
	return false
}

func httpDate(list HeaderList, name string, otherwise time.Time) time.Time {
	value, ok := list.Get(name)
	if !ok {
		return otherwise
	}
	for _, layout := range [...]string{time.RFC1123, time.RFC850, time.ANSIC} {
		if date, err := time.Parse(layout, strings.TrimSpace(value)); err == nil {
			return date
		}
	}
	return otherwise
}
