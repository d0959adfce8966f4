package fetchspec

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// A CookieStore is a browser's cookies. Its methods can be used by several
// goroutines; the zero value is an empty store. It keeps at most CookiesLimit
// cookies, and CookiesPerSiteLimit of one registrable domain.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-cookie-store-and-limits
type CookieStore struct {
	mutex sync.Mutex
	sites map[string][]*storedCookie // by registrable domain
	count int
	next  uint64 // number of the next cookie stored
	// snapshot is what Snapshot last returned; nil after a change.
	snapshot []Cookie
}

type storedCookie struct {
	Cookie
	// number orders cookies that were created at the same time.
	number     uint64
	lastAccess time.Time
}

// NewCookieStore returns a store that holds cookies, as Snapshot gave them.
func NewCookieStore(cookies []Cookie) *CookieStore {
	store := new(CookieStore)
	for _, cookie := range cookies {
		store.insert(cookie)
		store.removeExcess(siteHost(cookie.Domain))
	}
	return store
}

// Snapshot returns all cookies in order of creation. The slice is shared: it
// must not be written to.
func (store *CookieStore) Snapshot() []Cookie {
	store.mutex.Lock()
	defer store.mutex.Unlock()
	if store.snapshot != nil || store.count == 0 {
		return store.snapshot
	}
	all := make([]*storedCookie, 0, store.count)
	for _, cookies := range store.sites {
		all = append(all, cookies...)
	}
	slices.SortFunc(all, compareCreation)
	store.snapshot = make([]Cookie, len(all))
	for i, cookie := range all {
		store.snapshot[i] = cookie.Cookie
	}
	return store.snapshot
}

func compareCreation(a, b *storedCookie) int {
	return cmp.Or(a.CreationTime.Compare(b.CreationTime), cmp.Compare(a.number, b.number))
}

// compareForSending puts longer paths first, then older cookies. Departure: the
// draft counts a path's segments; RFC 6265 and browsers compare its length.
func compareForSending(a, b *storedCookie) int {
	return cmp.Or(cmp.Compare(len(b.Path), len(a.Path)), compareCreation(a, b))
}

// insert puts a cookie in, in the place of the one it replaces.
func (store *CookieStore) insert(cookie Cookie) {
	store.snapshot = nil
	if store.sites == nil {
		store.sites = make(map[string][]*storedCookie)
	}
	site := siteHost(cookie.Domain)
	for _, old := range store.sites[site] {
		if cookie.replaces(&old.Cookie) {
			cookie.CreationTime = old.CreationTime
			old.Cookie, old.lastAccess = cookie, cookie.CreationTime
			return
		}
	}
	store.sites[site] = append(store.sites[site], &storedCookie{
		Cookie: cookie, number: store.next, lastAccess: cookie.CreationTime,
	})
	store.next++
	store.count++
}

// remove drops the cookies of a site for which drop says so.
func (store *CookieStore) remove(site string, drop func(*storedCookie) bool) {
	before := store.sites[site]
	kept := slices.DeleteFunc(before, drop)
	if len(kept) == len(before) {
		return
	}
	store.snapshot = nil
	store.count -= len(before) - len(kept)
	store.sites[site] = kept
	if len(kept) == 0 {
		delete(store.sites, site)
	}
}

// collectGarbage removes the site's expired cookies and what is over the
// limits.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-garbage-collect-cookies
func (store *CookieStore) collectGarbage(site string, now time.Time) {
	store.remove(site, func(cookie *storedCookie) bool { return cookie.Expired(now) })
	if store.count > CookiesLimit {
		for other := range store.sites {
			store.remove(other, func(cookie *storedCookie) bool { return cookie.Expired(now) })
		}
	}
	store.removeExcess(site)
}

// removeExcess evicts what was used longest ago: of one site the cookies that
// are not Secure first, of the whole store whichever.
func (store *CookieStore) removeExcess(site string) {
	for len(store.sites[site]) > CookiesPerSiteLimit {
		store.evict(slices.MinFunc(store.sites[site], compareForSiteEviction))
	}
	for store.count > CookiesLimit {
		store.evict(store.usedLongestAgo())
	}
}

func (store *CookieStore) usedLongestAgo() *storedCookie {
	var oldest *storedCookie
	for _, cookies := range store.sites {
		for _, cookie := range cookies {
			if oldest == nil || compareLastAccess(cookie, oldest) < 0 {
				oldest = cookie
			}
		}
	}
	return oldest
}

func (store *CookieStore) evict(victim *storedCookie) {
	store.remove(siteHost(victim.Domain), func(cookie *storedCookie) bool { return cookie == victim })
}

func compareForSiteEviction(a, b *storedCookie) int {
	if a.Secure != b.Secure {
		if b.Secure {
			return -1
		}
		return 1
	}
	return compareLastAccess(a, b)
}

func compareLastAccess(a, b *storedCookie) int {
	return cmp.Or(a.lastAccess.Compare(b.lastAccess), cmp.Compare(a.number, b.number))
}
