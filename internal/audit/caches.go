package audit

import (
	"slices"
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// A cacheHeader is one by which shared caches tell what they did.
type cacheHeader struct {
	name string
	// isHit reports whether a value says that the answer came from the cache.
	isHit func(value string) bool
}

func cacheHeaders() []cacheHeader {
	return []cacheHeader{
		{"Age", func(value string) bool { age, err := strconv.Atoi(value); return err == nil && age > 0 }},
		{"Cache-Status", saysHit}, // RFC 9211
		{"X-Cache", saysHit},
		{"X-Cache-Status", saysHit},
		{"X-Proxy-Cache", saysHit},
		{"CF-Cache-Status", func(value string) bool {
			return slices.Contains([]string{"HIT", "STALE", "REVALIDATED", "UPDATING"}, strings.ToUpper(value))
		}},
		{"X-Vercel-Cache", func(value string) bool {
			return slices.Contains([]string{"HIT", "STALE"}, strings.ToUpper(value))
		}},
		{"X-Drupal-Cache", saysHit},
		{"X-Varnish-Cache", saysHit},
		// Varnish names the request that filled the cache after the one at hand.
		{"X-Varnish", func(value string) bool { return len(strings.Fields(value)) == 2 }},
	}
}

func saysHit(value string) bool {
	value = strings.ToLower(value)
	return strings.Contains(value, "hit") && !strings.Contains(value, "hit-for-pass") && !strings.Contains(value, "hitpass")
}

// isCacheHit reports whether a shared cache answered.
func isCacheHit(list fetchspec.HeaderList) bool {
	for _, header := range cacheHeaders() {
		for _, value := range list.Values(header.name) {
			if header.isHit(value) {
				return true
			}
		}
	}
	return false
}

// cacheSeen is the header by which a shared cache showed itself, whatever it
// did; "" if none did.
func (o *observations) cacheSeen() string {
	for i := range o.answers {
		for _, header := range cacheHeaders() {
			if o.answers[i].has(header.name) {
				return header.name
			}
		}
	}
	return ""
}

// cacheControlHas reports whether Cache-Control has a directive.
func (answer *answer) cacheControlHas(directive string) bool {
	for element := range strings.SplitSeq(answer.header("Cache-Control"), ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(element), "=")
		if strings.EqualFold(name, directive) {
			return true
		}
	}
	return false
}
