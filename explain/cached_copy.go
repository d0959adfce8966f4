package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// cachedCopy is the code for an answer that a cache between here and the
// server has made, if the answer says so.
func (scene *scene) cachedCopy() Code {
	if scene.isPreflight() || scene.answer().Status >= 400 {
		return ""
	}
	name := cacheHit(scene.answer())
	// A cache's copy is to blame only if the server itself would do better.
	if name == "" || !scene.originAllowedElsewhere() {
		return ""
	}
	scene.showFreshCopy()
	scene.showHeader(name, "the answer comes from a cache")
	scene.showHeader("Vary", "")
	scene.set("reason", name+" shows that a cache answered. It keeps one copy for all origins, unless the server sends Vary: Origin.")
	return CachedWithoutAllowOrigin
}

// showFreshCopy shows what the server itself said past the cache.
func (scene *scene) showFreshCopy() {
	fresh := scene.record.probe(purposeFreshCopy)
	if fresh == nil || fresh.Response == nil {
		return
	}
	scene.show(headerEvidence(scene.record.indexOf(fresh), fromResponse, fresh.Response.HeaderList,
		"Access-Control-Allow-Origin", "past the cache, the server allows the origin")...)
}

// cacheHit is the name of a header that says that a shared cache answered; ""
// if none does.
func cacheHit(answer *fetchspec.HTTPResponse) string {
	for _, name := range cacheStatusHeaders() {
		if value, present := answer.HeaderList.Get(name); present && strings.Contains(strings.ToLower(value), "hit") {
			return name
		}
	}
	if value, present := answer.HeaderList.Get("Age"); present {
		if seconds, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && seconds > 0 {
			return "Age"
		}
	}
	return ""
}

// cacheStatusHeaders are those in which caches say "hit".
func cacheStatusHeaders() []string {
	return []string{
		"X-Cache", "CF-Cache-Status", "Cache-Status", "X-Cache-Status", "X-Proxy-Cache", "X-Vercel-Cache",
		"X-Nextjs-Cache", "X-Drupal-Cache", "CDN-Cache",
	}
}
