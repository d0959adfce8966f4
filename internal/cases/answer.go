package cases

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// An Answer is what a server says, and to what.
type Answer struct {
	kind      string // "preflight" or "response"
	url       string // "" for every URL
	condition string
	used      int

	response *fetchspec.HTTPResponse
	err      *fetchspec.ExchangeError
}

// The conditions on a request.
const (
	withLogin       = "with login"
	withoutOrigin   = "without Origin"
	toAnotherOrigin = "to another origin"
	pastTheCache    = "past the cache"
	forGET          = "for GET"
	withoutHeaders  = "without headers"
)

func parseAnswer(kind, heading, text string) (*Answer, error) {
	answer := &Answer{kind: kind}
	url, condition, _ := strings.Cut(heading, " ")
	if strings.Contains(url, "://") {
		parsed, err := fetchspec.ParseURL(url)
		if err != nil {
			return nil, err
		}
		answer.url, answer.condition = parsed.WithoutFragment(), strings.TrimSpace(condition)
	} else {
		answer.condition = strings.TrimSpace(heading)
	}
	switch answer.condition {
	case "", withLogin, withoutOrigin, toAnotherOrigin, pastTheCache, forGET, withoutHeaders:
	default:
		return nil, fmt.Errorf("there is no condition %q", answer.condition)
	}
	return answer, answer.read(text)
}

// read reads a status, header lines and, after an empty line, a body.
func (answer *Answer) read(text string) error {
	head, body, _ := strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n")
	status, fields, _ := strings.Cut(strings.TrimLeft(head, "\n"), "\n")
	if failure, isError := strings.CutPrefix(status, "error: "); isError {
		kind, words, _ := strings.Cut(failure, " ")
		answer.err = &fetchspec.ExchangeError{Kind: fetchspec.NetworkFailure(kind), Err: errors.New(words)}
		return nil
	}
	code, reason, _ := strings.Cut(strings.TrimSpace(status), " ")
	number, err := strconv.Atoi(code)
	if err != nil {
		return fmt.Errorf("%q: an answer begins with its status", status)
	}
	body = strings.TrimSuffix(body, "\n")
	answer.response = &fetchspec.HTTPResponse{
		HTTPVersion: "1.1", Status: number, StatusText: reason, RemoteAddress: "203.0.113.7:443",
		Body: fetchspec.ResponseBody{Bytes: []byte(body), Size: int64(len(body))},
	}
	for _, line := range lines(fields) {
		name, value, found := strings.Cut(line, ":")
		if !found {
			return fmt.Errorf("%q: a header line has a colon", line)
		}
		answer.response.HeaderList = append(answer.response.HeaderList,
			fetchspec.Header{Name: name, Value: strings.Trim(value, " \t")})
	}
	return answer.readSpecial()
}

// readSpecial takes lines that are no headers: where the answer came from.
func (answer *Answer) readSpecial() error {
	if address, found := answer.response.HeaderList.Get("@address"); found {
		answer.response.RemoteAddress = address
		answer.response.HeaderList.Delete("@address")
	}
	if version, found := answer.response.HeaderList.Get("@version"); found {
		answer.response.HTTPVersion = version
		answer.response.HeaderList.Delete("@version")
	}
	if words, found := answer.response.HeaderList.Get("@cut"); found {
		answer.response.Body.Err = errors.New(words)
		answer.response.HeaderList.Delete("@cut")
	}
	return nil
}

// A Server answers the requests of a case. It is not for several goroutines.
type Server struct {
	answers []*Answer
	origin  string // of the page
}

// Exchange gives the answer whose heading fits the request best.
func (server *Server) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	answer := server.find(request)
	if answer == nil {
		return nil, &fetchspec.ExchangeError{
			Kind: fetchspec.FailureConnect,
			Err:  fmt.Errorf("the case has no answer to %s %s: connection refused", request.Method, request.URL),
		}
	}
	answer.used++
	if answer.err != nil {
		return nil, answer.err
	}
	response := *answer.response
	response.HeaderList = answer.response.HeaderList.Clone()
	return &response, nil
}

// find prefers an answer with a condition, then one with a URL, then one that
// was not used yet; the last of equals answers forever.
func (server *Server) find(request *fetchspec.HTTPRequest) *Answer {
	var best *Answer
	for _, answer := range server.answers {
		if !answer.fits(request, server.origin) {
			continue
		}
		if best == nil || answer.rank() > best.rank() || answer.rank() == best.rank() && best.used > 0 && best.used >= answer.used {
			best = answer
		}
	}
	return best
}

func (answer *Answer) rank() int {
	rank := 0
	if answer.condition != "" {
		rank += 2
	}
	if answer.url != "" {
		rank++
	}
	return rank
}

func (answer *Answer) fits(request *fetchspec.HTTPRequest, origin string) bool {
	isPreflight := request.Method == "OPTIONS" && request.HeaderList.Contains("Access-Control-Request-Method")
	if isPreflight != (answer.kind == "preflight") {
		return false
	}
	return (answer.url == "" || answer.url == urlOf(request)) && answer.meets(request, origin)
}

// urlOf is a request's URL without what passes caches.
func urlOf(request *fetchspec.HTTPRequest) string {
	url := request.URL.WithoutFragment()
	for _, separator := range [...]string{"?", "&"} {
		url, _, _ = strings.Cut(url, separator+cacheBuster)
	}
	return url
}

// cacheBuster is how the diagnosis marks a request that is to pass caches.
const cacheBuster = "corsplain-past-the-cache="

func (answer *Answer) meets(request *fetchspec.HTTPRequest, origin string) bool {
	sent, hasOrigin := request.HeaderList.Get("Origin")
	switch answer.condition {
	case withLogin:
		return request.HeaderList.Contains("Authorization") || request.HeaderList.Contains("Cookie")
	case withoutOrigin:
		return !hasOrigin
	case toAnotherOrigin:
		return hasOrigin && sent != origin && sent != "null"
	case pastTheCache:
		return strings.Contains(request.URL.String(), cacheBuster)
	case forGET:
		method, _ := request.HeaderList.Get("Access-Control-Request-Method")
		return method == "GET" && !request.HeaderList.Contains("Access-Control-Request-Headers")
	case withoutHeaders:
		return !request.HeaderList.Contains("Access-Control-Request-Headers")
	}
	return true
}
