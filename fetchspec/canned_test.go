package fetchspec_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
)

// The page that most tests fetch from, and the servers they fetch from.
const (
	pageOrigin  = "https://app.example"
	apiOrigin   = "https://api.example"
	otherOrigin = "https://other.example"
)

// reply is a canned answer: a status and header lines.
type reply struct {
	status  int
	headers []string // "Name: value"
	body    string
}

// ok is 200 with header lines.
func ok(headers ...string) reply { return reply{status: 200, headers: headers, body: "ok"} }

// noContent is 204 with header lines.
func noContent(headers ...string) reply { return reply{status: 204, headers: headers} }

// redirect is a redirect with header lines.
func redirect(status int, location string, headers ...string) reply {
	return reply{status: status, headers: append([]string{"Location: " + location}, headers...)}
}

// canned is an Exchanger that answers from a table: the keys are a method and
// a URL, "OPTIONS https://api.example/a". Several replies are used one after
// the other; the last one stays.
type canned struct {
	replies map[string][]reply
	seen    []*fetchspec.HTTPRequest
}

func answering(pairs ...any) *canned {
	server := &canned{replies: map[string][]reply{}}
	for i := 0; i < len(pairs); i += 2 {
		key := pairs[i].(string)
		server.replies[key] = append(server.replies[key], pairs[i+1].(reply))
	}
	return server
}

func (server *canned) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	server.seen = append(server.seen, request)
	key := request.Method + " " + request.URL.String()
	replies := server.replies[key]
	if len(replies) == 0 {
		return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureConnect, Err: errors.New("nothing answers " + key)}
	}
	if len(replies) > 1 {
		server.replies[key] = replies[1:]
	}
	answer := replies[0]
	response := &fetchspec.HTTPResponse{HTTPVersion: "1.1", Status: answer.status}
	for _, line := range answer.headers {
		name, value, _ := strings.Cut(line, ":")
		response.HeaderList = append(response.HeaderList, fetchspec.Header{Name: name, Value: strings.TrimSpace(value)})
	}
	response.Body = fetchspec.ResponseBody{Bytes: []byte(answer.body), Size: int64(len(answer.body))}
	return response, nil
}

// wire is what was sent: "OPTIONS /a, PUT /a", with the host where it is not
// the API's.
func (server *canned) wire() string {
	var lines []string
	for _, request := range server.seen {
		lines = append(lines, request.Method+" "+strings.TrimPrefix(request.URL.String(), apiOrigin))
	}
	return strings.Join(lines, ", ")
}

// page is the client of a document at origin; "null" is a sandboxed one.
func page(t testing.TB, origin string) *fetchspec.Client {
	t.Helper()
	address := origin
	if origin == "null" {
		address = pageOrigin
	}
	url, err := fetchspec.ParseURL(address + "/")
	if err != nil {
		t.Fatal(err)
	}
	client := &fetchspec.Client{URL: url, Origin: url.Origin(), TopLevelOrigin: url.Origin()}
	if origin == "null" {
		client.Origin = fetchspec.Origin{}
	}
	return client
}

// clock is a time that tests move by hand.
type clock struct{ now time.Time }

func newClock() *clock { return &clock{time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time          { return c.now }
func (c *clock) pass(time time.Duration) { c.now = c.now.Add(time) }

// browserOver is a user agent over an Exchanger, with empty stores.
func browserOver(network fetchspec.Exchanger, clock *clock) *fetchspec.UserAgent {
	return &fetchspec.UserAgent{
		Network:        network,
		Cookies:        fetchspec.NewCookieStore(nil),
		PreflightCache: &fetchspec.PreflightCache{},
		HTTPCache:      &fetchspec.HTTPCache{},
		Now:            clock.Now,
	}
}

// fetch does what fetch(init) does on a page at pageOrigin.
func fetch(t testing.TB, ua *fetchspec.UserAgent, init fetchspec.RequestInit) (*fetchspec.Response, *fetchspec.Trace) {
	t.Helper()
	if init.Client == nil {
		init.Client = page(t, pageOrigin)
	}
	init.Engine = &ua.Engine
	request, _, failure := fetchspec.NewRequest(init)
	if failure != nil {
		t.Fatal(failure)
	}
	return ua.Fetch(context.Background(), request)
}

// outcome is a response in a word or a step: "cors 200", "CORS check, step 2".
func outcome(response *fetchspec.Response) string {
	if response.Failure != nil {
		return response.Failure.Step.String()
	}
	return string(response.Type)
}
