package explain

import (
	"slices"
	"strings"
)

// responseHeaders are those of names that only answers have.
func responseHeaders(names []string) []string {
	var own []string
	for _, name := range names {
		if isCORSResponseHeader(name) {
			own = append(own, name)
		}
	}
	return own
}

// isCORSResponseHeader reports whether name is one of the headers by which
// servers speak the CORS protocol.
//
// https://fetch.spec.whatwg.org/#http-responses
func isCORSResponseHeader(name string) bool {
	for _, known := range corsResponseHeaders() {
		if strings.EqualFold(known, name) {
			return true
		}
	}
	return false
}

func corsResponseHeaders() []string {
	return []string{
		"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods",
		"Access-Control-Allow-Headers", "Access-Control-Max-Age", "Access-Control-Expose-Headers",
	}
}

// An adder is a header that people often find on their requests, and who put
// it there.
type adder struct {
	name     string // lower case; a last "*" stands for anything
	by       string
	optional bool // the request works without it
}

// adders is kept in the order in which it is searched.
func adders() []adder {
	return []adder{
		{"content-type", "A JSON body makes Content-Type need permission.", false},
		{"authorization", "Authorization carries the login token.", false},
		{"x-requested-with", "jQuery and some settings of axios add X-Requested-With by themselves.", true},
		{"x-csrf-token", "X-CSRF-Token is added by the page's framework against forged requests.", false},
		{"x-csrftoken", "X-CSRFToken is added by pages of Django against forged requests.", false},
		{"x-xsrf-token", "axios and Angular add X-XSRF-TOKEN when there is a cookie XSRF-TOKEN.", false},
		{"cache-control", "Cache-Control on a request is seldom needed: fetch has the option cache.", true},
		{"pragma", "Pragma on a request is seldom needed: fetch has the option cache.", true},
		{"expires", "Expires does nothing on a request.", true},
		{"if-modified-since", "If-Modified-Since is the browser's business: it adds it by itself where its cache needs it.", true},
		{"traceparent", "traceparent is added by tracing libraries.", true},
		{"tracestate", "tracestate is added by tracing libraries.", true},
		{"baggage", "baggage is added by tracing libraries.", true},
		{"sentry-trace", "sentry-trace is added by Sentry.", true},
		{"x-datadog-*", "The x-datadog headers are added by Datadog's tracing.", true},
		{"x-b3-*", "The x-b3 headers are added by Zipkin's tracing.", true},
		{"newrelic", "newrelic is added by New Relic's tracing.", true},
		{"x-client-info", "x-client-info is added by Supabase's client.", false},
		{"apikey", "apikey is added by Supabase's client.", false},
		{"x-retry-count", "x-retry-count is added by Supabase's client.", false},
		{"x-amz-*", "The x-amz headers are added by the AWS client.", false},
		{"content-security-policy", "Content-Security-Policy does nothing on a request.", true},
		{"x-frame-options", "X-Frame-Options does nothing on a request.", true},
		{"crossdomain", "crossdomain is no option of fetch or axios that could help: it went out as a header.", true},
		{"mode", "mode is an option of fetch and went out as a header: it stands among the headers.", true},
		{"credentials", "credentials is an option of fetch and went out as a header: it stands among the headers.", true},
		{"withcredentials", "withCredentials is an option of axios and went out as a header: it stands among the headers.", true},
	}
}

func adderOf(name string) (adder, bool) {
	name = strings.ToLower(name)
	for _, known := range adders() {
		prefix, family := strings.CutSuffix(known.name, "*")
		if name == known.name || family && strings.HasPrefix(name, prefix) {
			return known, true
		}
	}
	return adder{}, false
}

// whoAdds says for each name, where it is known, where it comes from.
func whoAdds(names []string) string {
	var sentences []string
	for _, name := range names {
		if known, ok := adderOf(name); ok {
			sentences = appendNew(sentences, known.by)
		}
	}
	return strings.Join(sentences, " ")
}

// optionalNames are those of names that the request works without.
func optionalNames(names []string) []string {
	var optional []string
	for _, name := range names {
		if known, ok := adderOf(name); ok && known.optional {
			optional = append(optional, name)
		}
	}
	return optional
}

// appendNew appends the items that the list does not have yet, in any case.
func appendNew(list []string, items ...string) []string {
	seen := foldedSet(list)
	for _, item := range items {
		if key := strings.ToLower(item); !seen[key] {
			seen[key] = true
			list = append(list, item)
		}
	}
	return list
}

// foldedSet holds the items of a list in lower case.
func foldedSet(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, item := range list {
		set[strings.ToLower(item)] = true
	}
	return set
}

// foldedItem is the item of the list that equals wanted but for letter case;
// "" if there is none.
func foldedItem(list []string, wanted string) string {
	for _, item := range list {
		if strings.EqualFold(item, wanted) {
			return item
		}
	}
	return ""
}

func contains(list []string, wanted string) bool { return slices.Contains(list, wanted) }

func without(list []string, unwanted string) []string {
	var kept []string
	for _, item := range list {
		if item != unwanted {
			kept = append(kept, item)
		}
	}
	return kept
}
