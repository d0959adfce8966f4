package fetchspec

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAFullSiteLosesItsInsecureCookiesFirst(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/")
	for i := range CookiesPerSiteLimit - 1 {
		store.Seed(url, []string{fmt.Sprintf("secure%d=1; Secure", i)}, cookieNow, &engine)
	}
	store.Seed(url, []string{"plain=1"}, cookieNow.Add(time.Hour), &engine)
	if got := len(store.Snapshot()); got != CookiesPerSiteLimit {
		t.Fatalf("%d cookies", got)
	}
	store.Seed(mustCookieURL(t, "https://api.site.example/"), []string{"last=1; Secure"}, cookieNow.Add(2*time.Hour), &engine)
	got := make(map[string]bool)
	for _, cookie := range store.Snapshot() {
		got[cookie.Name] = true
	}
	if len(got) != CookiesPerSiteLimit || got["plain"] || !got["last"] || !got["secure0"] {
		t.Errorf("%d cookies; plain %v, last %v, secure0 %v", len(got), got["plain"], got["last"], got["secure0"])
	}
}

func TestWhatWasUsedLongestAgoIsEvictedFirst(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/")
	store.Seed(url, []string{"used=1; Path=/", "unused=1; Path=/elsewhere"}, cookieNow, &engine)
	store.AppendRequestCookieHeader(cookieRequest(t, "https://site.example", "https://site.example/"), cookieNow.Add(time.Hour), &engine)
	for i := range CookiesPerSiteLimit - 1 {
		store.Seed(url, []string{fmt.Sprintf("c%d=1; Path=/", i)}, cookieNow.Add(time.Minute), &engine)
	}
	names := make(map[string]bool)
	for _, cookie := range store.Snapshot() {
		names[cookie.Name] = true
	}
	if !names["used"] || names["unused"] {
		t.Errorf("used %v, unused %v", names["used"], names["unused"])
	}
}

func TestAStoreKeepsNoMoreThanItsLimit(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	var cookies []Cookie
	for site := range 20 {
		url := mustCookieURL(t, fmt.Sprintf("https://site%d.example/", site))
		for i := range CookiesPerSiteLimit {
			store.Seed(url, []string{fmt.Sprintf("c%d=1", i)}, cookieNow.Add(time.Duration(site)*time.Minute), &engine)
			cookies = append(cookies, Cookie{Name: fmt.Sprint(i), Domain: url.Host(), HostOnly: true, Path: "/"})
		}
	}
	snapshot := store.Snapshot()
	if len(snapshot) != CookiesLimit {
		t.Errorf("%d cookies", len(snapshot))
	}
	if first := snapshot[0].Domain; first == "site0.example" {
		t.Errorf("the oldest cookies are still there")
	}
	if got := len(NewCookieStore(cookies).Snapshot()); got != CookiesLimit {
		t.Errorf("a store made of %d cookies keeps %d", len(cookies), got)
	}
}

func TestExpiredCookiesLeaveTheStore(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/")
	store.Seed(url, []string{"a=1; Max-Age=1", "b=1", "b=; Max-Age=0"}, cookieNow, &engine)
	if got := len(store.Snapshot()); got != 1 {
		t.Errorf("%d cookies after a deletion", got)
	}
	store.Seed(url, []string{"c=1"}, cookieNow.Add(time.Minute), &engine)
	if got := store.Snapshot(); len(got) != 1 || got[0].Name != "c" {
		t.Errorf("%+v", got)
	}
}

func TestASnapshotMakesTheSameStore(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	store.Seed(mustCookieURL(t, "https://site.example/"), []string{"b=1", "a=1; Path=/x; HttpOnly", "c=1; Domain=site.example; Secure; SameSite=None; Max-Age=5"}, cookieNow, &engine)
	store.Seed(mustCookieURL(t, "https://other.example/"), []string{"d=1"}, cookieNow, &engine)
	snapshot := store.Snapshot()
	again := NewCookieStore(snapshot)
	if diff := cmp.Diff(snapshot, again.Snapshot()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	request := cookieRequest(t, "https://site.example", "https://site.example/x")
	want, _ := store.AppendRequestCookieHeader(request, cookieNow, &engine)
	if got, _ := again.AppendRequestCookieHeader(request, cookieNow, &engine); got != want || want == "" {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestASnapshotStaysAsItWas(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/")
	store.Seed(url, []string{"a=1"}, cookieNow, &engine)
	snapshot := store.Snapshot()
	store.Seed(url, []string{"a=2", "b=1"}, cookieNow, &engine)
	if len(snapshot) != 1 || snapshot[0].Value != "1" {
		t.Errorf("%+v", snapshot)
	}
}

func TestAStoreCanBeUsedByManyGoroutines(t *testing.T) {
	engine, store := Standard(), new(CookieStore)
	url := mustCookieURL(t, "https://site.example/")
	request := cookieRequest(t, "https://site.example", "https://site.example/")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 50 {
				store.Seed(url, []string{fmt.Sprintf("c%d=%d", i, j)}, cookieNow, &engine)
				store.AppendRequestCookieHeader(request, cookieNow, &engine)
				store.Snapshot()
			}
		})
	}
	group.Wait()
	if got := len(store.Snapshot()); got != 8 {
		t.Errorf("%d cookies", got)
	}
}

func BenchmarkAppendRequestCookieHeader(b *testing.B) {
	engine, store := Standard(), new(CookieStore)
	url, err := ParseURL("https://site.example/")
	if err != nil {
		b.Fatal(err)
	}
	for i := range 10 {
		store.Seed(url, []string{fmt.Sprintf("c%d=1", i)}, cookieNow, &engine)
	}
	request := &Request{Method: "GET", Mode: ModeCORS, Origin: url.Origin(), URLList: []*URL{url}}
	b.ReportAllocs()
	for b.Loop() {
		store.AppendRequestCookieHeader(request, cookieNow, &engine)
	}
}
