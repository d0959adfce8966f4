package intake

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"corsplain/fetchspec"
)

// An ArchivedKind says what a request of an archive is, as far as CORS goes.
type ArchivedKind string

// The kinds.
const (
	ArchivedCrossOrigin ArchivedKind = "cross-origin"
	ArchivedSameOrigin  ArchivedKind = "same-origin"
	ArchivedNavigation  ArchivedKind = "navigation"
	ArchivedPreflight   ArchivedKind = "preflight" // without the request behind it
	ArchivedOther       ArchivedKind = "other"     // not http, a WebSocket, unreadable
)

// A BrowserOutcome is what the recording browser made of a response.
type BrowserOutcome string

// The outcomes; OutcomeUnknown if the archive does not tell.
const (
	OutcomeUnknown   BrowserOutcome = ""
	OutcomeBlocked   BrowserOutcome = "blocked"
	OutcomeDelivered BrowserOutcome = "delivered"
	OutcomeFailed    BrowserOutcome = "failed" // below HTTP
)

// An ArchivedRequest is a request of an archive, with what was recorded of it.
type ArchivedRequest struct {
	Index   int // of its entry, from 0
	Kind    ArchivedKind
	Method  string
	URL     string
	Status  int // 0 if no answer was recorded
	Origin  string
	Outcome BrowserOutcome
	// Preflights and Redirects are the indexes of the entries that belong to it.
	Preflights, Redirects []int
	// Imported is the call and its recording; its Recording is nil if there is
	// nothing to judge.
	Imported ImportedCall
	// Doubt is why the recording gives no verdict although it holds answers;
	// "" if it may.
	Doubt string
}

// request makes the request of an entry.
func (archive *Archive) request(entry *archivedEntry) *ArchivedRequest {
	request := &ArchivedRequest{
		Index: entry.Index, Method: entry.Request.Method, URL: entry.Request.URL, Status: entry.Response.Status,
		Kind: ArchivedOther, Outcome: archive.outcome(entry),
	}
	if entry.url == nil || !entry.url.IsHTTP() || entry.isWebSocket() {
		return request
	}
	if entry.isNavigation() {
		request.Kind = ArchivedNavigation
		return request
	}
	reading := archiveReading{archive: archive, entry: entry, request: request}
	reading.read()
	return request
}

func (entry *archivedEntry) isWebSocket() bool {
	upgrade, _ := entry.Request.Header("Upgrade")
	return entry.ResourceType == "websocket" || entry.Response.Status == 101 || strings.EqualFold(upgrade, "websocket")
}

func (entry *archivedEntry) isNavigation() bool {
	if mode, told := entry.Request.Header("Sec-Fetch-Mode"); told && mode != "" {
		return mode == "navigate"
	}
	return entry.ResourceType == "document"
}

// outcome is what the browser made of an entry. Chrome says so. Of Firefox
// only a request without an answer tells: what it blocks for the answer's
// headers looks like what it delivers.
func (archive *Archive) outcome(entry *archivedEntry) BrowserOutcome {
	switch archive.engine() {
	case fetchspec.EngineChrome:
	case fetchspec.EngineFirefox:
		if _, cors := entry.Request.Header("Origin"); cors && entry.Response.Status == 0 {
			return OutcomeBlocked
		}
		return OutcomeUnknown
	default:
		return OutcomeUnknown
	}
	switch failure := entry.Response.Error; {
	case failure == "" && entry.Response.Status > 0:
		return OutcomeDelivered
	case failure == "net::ERR_FAILED", strings.HasPrefix(failure, "net::ERR_BLOCKED_BY_RESPONSE"):
		return OutcomeBlocked
	case networkFailure(failure) != "":
		return OutcomeFailed
	}
	return OutcomeUnknown
}

// networkFailure is the layer of one of Chrome's errors; "" if it is none below
// HTTP.
func networkFailure(failure string) fetchspec.NetworkFailure {
	switch {
	case failure == "net::ERR_NAME_NOT_RESOLVED":
		return fetchspec.FailureNameLookup
	case strings.HasPrefix(failure, "net::ERR_CERT_"), strings.HasPrefix(failure, "net::ERR_SSL_"):
		return fetchspec.FailureTLS
	case failure == "net::ERR_CONNECTION_TIMED_OUT", failure == "net::ERR_TIMED_OUT":
		return fetchspec.FailureTimeout
	case failure == "net::ERR_CONNECTION_REFUSED", failure == "net::ERR_ADDRESS_UNREACHABLE", failure == "net::ERR_INTERNET_DISCONNECTED",
		failure == "net::ERR_CONNECTION_FAILED", failure == "net::ERR_NETWORK_CHANGED":
		return fetchspec.FailureConnect
	case failure == "net::ERR_CONNECTION_RESET", failure == "net::ERR_CONNECTION_CLOSED", failure == "net::ERR_EMPTY_RESPONSE":
		return fetchspec.FailureClosed
	case strings.Contains(failure, "PROXY"), failure == "net::ERR_TUNNEL_CONNECTION_FAILED":
		return fetchspec.FailureProxy
	case strings.HasPrefix(failure, "net::ERR_INVALID_HTTP"), strings.HasPrefix(failure, "net::ERR_RESPONSE_HEADERS_"), strings.HasPrefix(failure, "net::ERR_HTTP2"):
		return fetchspec.FailureHTTP
	}
	return ""
}

// recorded is an entry as an exchange.
func (entry *archivedEntry) recorded(kind fetchspec.ExchangeKind) RecordedExchange {
	exchange := RecordedExchange{Kind: kind, Method: entry.Request.Method, URL: entry.url}
	for _, header := range entry.Request.Headers {
		exchange.RequestHeaders = append(exchange.RequestHeaders, fetchspec.Header{Name: header.Name, Value: header.Value})
	}
	response := &entry.Response
	if response.Status == 0 {
		if failure := networkFailure(response.Error); failure != "" {
			exchange.Err = &fetchspec.ExchangeError{Kind: failure, Err: fmt.Errorf("the browser recorded %s", response.Error)}
		}
		return exchange
	}
	exchange.Response = &fetchspec.HTTPResponse{
		HTTPVersion: archivedVersion(response.HTTPVersion), Status: response.Status, StatusText: response.StatusText,
		Timing: fetchspec.Timing{Total: time.Duration(min(max(entry.Time, 0), 1e9) * float64(time.Millisecond))},
		Body:   fetchspec.ResponseBody{Bytes: response.Body, Size: response.BodySize, Truncated: response.BodyCut || response.BodySize > int64(len(response.Body))},
	}
	for _, header := range response.Headers {
		exchange.Response.HeaderList = append(exchange.Response.HeaderList, fetchspec.Header{Name: header.Name, Value: isomorphicEncode(header.Value)})
	}
	if _, present := response.Header("Location"); !present && response.RedirectURL != "" {
		exchange.Response.HeaderList = append(exchange.Response.HeaderList, fetchspec.Header{Name: "Location", Value: response.RedirectURL})
	}
	return exchange
}

// archivedVersion is the version as an HTTPResponse has it, of "http/2.0", "h3",
// "HTTP/1.1" or "unknown".
func archivedVersion(text string) string {
	switch lower := strings.ToLower(text); {
	case strings.HasPrefix(lower, "h2"), strings.HasPrefix(lower, "http/2"):
		return "2"
	case strings.HasPrefix(lower, "h3"), strings.HasPrefix(lower, "http/3"), strings.HasPrefix(lower, "quic"):
		return "3"
	case strings.HasSuffix(lower, "1.0"):
		return "1.0"
	}
	return "1.1"
}

// Entries are the indexes of all entries that the request is made of.
func (request *ArchivedRequest) Entries() []int {
	return slices.Concat([]int{request.Index}, request.Preflights, request.Redirects)
}
