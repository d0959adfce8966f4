package audit

import "corsplain/fetchspec"

// A topic is what a question is about.
type topic string

const (
	topicBaseline   topic = "baseline"   // without an Origin
	topicAnonymous  topic = "anonymous"  // the same, without the user's headers
	topicThrowaway  topic = "throwaway"  // the same, with a query parameter of our own
	topicOrigin     topic = "origin"     // with an Origin
	topicMethod     topic = "method"     // a preflight for a method
	topicAnyMethod  topic = "any-method" // for one that does not exist
	topicHeaders    topic = "headers"    // for names that pages send
	topicAnyHeader  topic = "any-header" // for one that does not exist
	topicUnrelated  topic = "unrelated"  // from anyone's origin
	topicError      topic = "error"      // for what is not there
	topicCacheStore topic = "cache-store"
	topicCacheAgain topic = "cache-again"
)

// What does not exist, so that only a server that lets in everything takes it.
const (
	madeUpMethod = "CORSPLAINAUDIT"
	madeUpHeader = "x-corsplain-audit"
)

// throwawayParameter keeps answers to questions apart from those to others'
// requests, in caches too.
const throwawayParameter = "corsplain-audit"

// A question is one request, and what it is to find out.
type question struct {
	topic topic
	// purpose says what it is to find out, as the end of "asks …".
	purpose string
	// when holds the conditions under which it is asked.
	when []condition

	method string // of the request on the wire
	// path is the request's target, where it is another than the audited URL's.
	path *fetchspec.URL
	// attack is the Origin that is sent; its origin is "" to send none.
	attack attackOrigin

	requestMethod  string // Access-Control-Request-Method
	requestHeaders string // Access-Control-Request-Headers
	// token is the value of the throwaway parameter; "" makes one. Questions
	// about a cache share one.
	token string
	// plain leaves the parameter out; anonymous leaves the user's headers out.
	plain, anonymous bool
}

// A condition is under which circumstances a question is asked.
type condition struct {
	words string // as the end of "asked only …"
	holds func(*observations) bool
}

// isPreflight reports whether a browser would send it as a preflight.
func (question *question) isPreflight() bool { return question.method == "OPTIONS" }

// httpRequest is the question on the wire.
func (question *question) httpRequest(options *Options, url *fetchspec.URL) *fetchspec.HTTPRequest {
	request := &fetchspec.HTTPRequest{
		Kind:    fetchspec.ExchangeProbe,
		Method:  question.method,
		URL:     url,
		Purpose: question.purpose,
	}
	request.HeaderList.Append("Accept", "*/*")
	request.HeaderList.Append("Accept-Encoding", "gzip, deflate, br, zstd")
	request.HeaderList.Append("User-Agent", options.UserAgent)
	if question.attack.origin != "" {
		request.HeaderList.Append("Origin", question.attack.origin)
	}
	if question.isPreflight() {
		request.HeaderList.Append("Access-Control-Request-Method", question.requestMethod)
		if question.requestHeaders != "" {
			request.HeaderList.Append("Access-Control-Request-Headers", question.requestHeaders)
		}
		return request
	}
	if question.anonymous {
		return request
	}
	for _, header := range options.Headers {
		if fetchspec.IsHeaderName(header.Name) {
			request.HeaderList.Delete(header.Name)
		}
	}
	request.HeaderList = append(request.HeaderList, options.Headers...)
	request.IncludeCredentials = len(options.Headers) > 0
	return request
}
