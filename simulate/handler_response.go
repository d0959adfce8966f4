package simulate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpguts"

	"corsplain/fetchspec"
	"corsplain/internal/contentcoding"
)

// serverBuffer is how much of a body net/http's server holds back to learn its
// length.
const serverBuffer = 2048

var errBodyTooLong = errors.New("the browser reads no more of this body")

// A responseRecorder is the http.ResponseWriter of a Handler.
type responseRecorder struct {
	isHead bool
	limit  int64 // of the body's bytes

	mutex     sync.Mutex // a handler may leave goroutines behind that still write
	header    http.Header
	interim   []fetchspec.InterimResponse
	status    int         // 0: not written yet
	sent      http.Header // the headers as they were when the status was written
	body      bytes.Buffer
	flushed   bool // the head is on its way: a panic cannot take it back
	firstByte time.Time
	panicked  error
}

// Header returns the headers that WriteHeader will send.
func (recorder *responseRecorder) Header() http.Header { return recorder.header }

// WriteHeader sends the headers: with 1xx, an interim response. As in
// net/http's server, a code that is none panics and a second one is ignored.
func (recorder *responseRecorder) WriteHeader(code int) {
	recorder.mutex.Lock()
	defer recorder.mutex.Unlock()
	recorder.writeHeader(code)
}

func (recorder *responseRecorder) writeHeader(code int) {
	if code < 100 || code > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", code))
	}
	if recorder.status != 0 {
		return
	}
	if code < 200 && code != http.StatusSwitchingProtocols {
		recorder.interim = append(recorder.interim, fetchspec.InterimResponse{Status: code, HeaderList: headerListOf(recorder.header)})
		return
	}
	recorder.status, recorder.sent = code, recorder.header.Clone()
}

// Write writes to the body.
func (recorder *responseRecorder) Write(data []byte) (int, error) {
	recorder.mutex.Lock()
	defer recorder.mutex.Unlock()
	if recorder.status == 0 {
		recorder.writeHeader(http.StatusOK)
	}
	switch {
	case recorder.status == http.StatusNoContent, recorder.status == http.StatusNotModified:
		return 0, http.ErrBodyNotAllowed
	case int64(recorder.body.Len()+len(data)) > recorder.limit+1:
		return 0, errBodyTooLong
	}
	recorder.body.Write(data)
	if recorder.body.Len() > serverBuffer {
		recorder.flush()
	}
	return len(data), nil
}

// WriteString writes to the body.
func (recorder *responseRecorder) WriteString(text string) (int, error) {
	return recorder.Write([]byte(text))
}

// Flush sends what was written so far.
func (recorder *responseRecorder) Flush() {
	recorder.mutex.Lock()
	defer recorder.mutex.Unlock()
	if recorder.status == 0 {
		recorder.writeHeader(http.StatusOK)
	}
	recorder.flush()
}

func (recorder *responseRecorder) flush() {
	if !recorder.flushed {
		recorder.flushed, recorder.firstByte = true, time.Now()
	}
}

// SetReadDeadline, SetWriteDeadline and EnableFullDuplex are what an
// http.ResponseController may ask for; there is no connection to apply them to.
func (recorder *responseRecorder) SetReadDeadline(time.Time) error  { return nil }
func (recorder *responseRecorder) SetWriteDeadline(time.Time) error { return nil }
func (recorder *responseRecorder) EnableFullDuplex() error          { return nil }

func (recorder *responseRecorder) firstByteAfter(start time.Time) time.Duration {
	recorder.mutex.Lock()
	defer recorder.mutex.Unlock()
	if recorder.firstByte.IsZero() {
		return time.Since(start)
	}
	return recorder.firstByte.Sub(start)
}

// response is the answer as the other end of a connection would have read it.
func (recorder *responseRecorder) response(ctx context.Context, request *fetchspec.HTTPRequest, limits contentcoding.Limits) (*fetchspec.HTTPResponse, *fetchspec.ExchangeError) {
	recorder.mutex.Lock()
	defer recorder.mutex.Unlock()
	switch ended := ctx.Err(); {
	case errors.Is(ended, context.Canceled):
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureCanceled, Err: ended}
	case ended != nil:
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureTimeout, Err: fmt.Errorf("timed out while the handler ran: %w", ended)}
	case recorder.panicked != nil && !recorder.flushed:
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureClosed, Err: recorder.panicked}
	}
	if recorder.status == 0 {
		recorder.writeHeader(http.StatusOK)
	}
	if recorder.status == http.StatusSwitchingProtocols {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureHTTP,
			Err: errors.New("the handler switched to another protocol, which was not asked for (status 101)")}
	}
	recorder.completeHeaders()
	response := &fetchspec.HTTPResponse{
		HTTPVersion: "1.1",
		Status:      recorder.status,
		StatusText:  reasonPhrase(recorder.status),
		HeaderList:  headerListOf(recorder.sent),
		Interim:     recorder.interim,
	}
	if request.URL.Scheme() == "https" {
		asHTTP2(response)
	}
	if recorder.hasNoBody() {
		return response, nil
	}
	response.Body, _ = contentcoding.Read(&recorder.body, response.HeaderList, limits)
	if recorder.panicked != nil {
		response.Body.Err = recorder.panicked
	}
	return response, nil
}

// reasonPhrase is what net/http's server writes after the status.
func reasonPhrase(status int) string {
	if text := http.StatusText(status); text != "" {
		return text
	}
	return "status code " + strconv.Itoa(status)
}

func (recorder *responseRecorder) hasNoBody() bool {
	return recorder.isHead || fetchspec.IsNullBodyStatus(recorder.status)
}

// completeHeaders adds what net/http's server adds: the length of a body that
// fits its buffer, and the type that its first bytes suggest. It leaves Date
// out, so that answers can be compared.
func (recorder *responseRecorder) completeHeaders() {
	size := recorder.body.Len()
	isBodyAllowed := recorder.status != http.StatusNoContent && recorder.status != http.StatusNotModified
	if !isBodyAllowed {
		return
	}
	_, hasType := recorder.sent["Content-Type"]
	if !hasType && recorder.sent.Get("Content-Encoding") == "" && size > 0 {
		recorder.sent.Set("Content-Type", http.DetectContentType(recorder.body.Bytes()))
	}
	_, hasLength := recorder.sent["Content-Length"]
	if !hasLength && !recorder.flushed && (!recorder.isHead || size > 0) {
		recorder.sent.Set("Content-Length", strconv.Itoa(size))
	}
}

// headerListOf lists the headers that net/http's server would send, sorted by
// name: those with a valid name that announce no trailer.
func headerListOf(header http.Header) fetchspec.HeaderList {
	list := make(fetchspec.HeaderList, 0, len(header))
	for _, name := range slices.Sorted(maps.Keys(header)) {
		if !httpguts.ValidHeaderFieldName(name) || strings.HasPrefix(name, http.TrailerPrefix) {
			continue
		}
		for _, value := range header[name] {
			value = strings.NewReplacer("\r", " ", "\n", " ").Replace(value)
			list = append(list, fetchspec.Header{Name: name, Value: textproto.TrimString(value)})
		}
	}
	return list
}

// asHTTP2 gives an answer the form that HTTP/2 gives it.
func asHTTP2(response *fetchspec.HTTPResponse) {
	response.HTTPVersion, response.StatusText = "2", ""
	lowerNames(response.HeaderList)
	for _, interim := range response.Interim {
		lowerNames(interim.HeaderList)
	}
}

func lowerNames(list fetchspec.HeaderList) {
	for i := range list {
		list[i].Name = strings.ToLower(list[i].Name)
	}
}
