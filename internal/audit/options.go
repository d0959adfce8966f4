package audit

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"corsplain/fetchspec"
)

// DefaultMaxRequests is how many requests one audit may send.
const DefaultMaxRequests = 45

// DefaultUserAgent is what an audit says it is.
const DefaultUserAgent = "Mozilla/5.0 (compatible; corsplain audit)"

// Options say what is audited, and how.
type Options struct {
	// URL is what the policy is of. Its fragment is not sent.
	URL *fetchspec.URL
	// Origins are those that are meant to be let in. Without any they are
	// learned from the answers, or guessed from the URL's host.
	Origins []fetchspec.Origin
	// Method is "GET" (also "") or "HEAD".
	Method string
	// Headers go along with each GET or HEAD, and never with a preflight, as in
	// a browser. They may hold credentials.
	Headers fetchspec.HeaderList
	// UserAgent is the User-Agent header; "" means DefaultUserAgent.
	UserAgent string
	// MaxRequests is how many requests may be sent; 0 means
	// DefaultMaxRequests.
	MaxRequests int
	// Pace bounds how fast; several audits can share one. nil means a pace of
	// DefaultRate.
	Pace *Pace
	// PlainURL asks for the URL as it is, where a query parameter of its own
	// would otherwise keep each question out of shared caches.
	PlainURL bool
	// Token makes the values of that parameter; nil makes random ones.
	Token func() string
}

// An OptionError is an option that no audit can be made with.
type OptionError struct{ reason string }

func (e *OptionError) Error() string { return e.reason }

func optionErrorf(format string, arguments ...any) error {
	return &OptionError{fmt.Sprintf(format, arguments...)}
}

func (options *Options) check() error {
	switch {
	case options.URL == nil || !options.URL.IsHTTP():
		return optionErrorf("the URL must begin with http:// or https://")
	case options.URL.IncludesCredentials():
		return optionErrorf("the URL must have no user name or password; browsers refuse such URLs in fetch()")
	case options.Method != "" && options.Method != "GET" && options.Method != "HEAD":
		return optionErrorf("the method %s may change something; only GET and HEAD are sent", options.Method)
	case options.MaxRequests < 0:
		return optionErrorf("the number of requests must be at least 1")
	}
	for _, header := range options.Headers {
		if err := checkHeader(header); err != nil {
			return err
		}
	}
	for _, origin := range options.Origins {
		if origin.Scheme != "http" && origin.Scheme != "https" {
			return optionErrorf("the origin %s is none of a web page: it must begin with http:// or https://", origin)
		}
	}
	return nil
}

func checkHeader(header fetchspec.Header) error {
	if !fetchspec.IsHeaderName(header.Name) || !fetchspec.IsHeaderValue(header.Value) {
		return optionErrorf("the header %q cannot be sent", header.Name)
	}
	name := strings.ToLower(header.Name)
	switch {
	case name == "origin", strings.HasPrefix(name, "access-control-request-"):
		return optionErrorf("the header %s is set for each question; name trusted origins as such instead", header.Name)
	case name == "host", name == "connection", name == "transfer-encoding", name == "content-length":
		return optionErrorf("the header %s is set by HTTP itself", header.Name)
	case strings.Contains(name, "method-override"):
		return optionErrorf("the header %s may change something; only GET and HEAD are sent", header.Name)
	}
	return nil
}

func (options *Options) fillDefaults() {
	if options.Method == "" {
		options.Method = "GET"
	}
	if options.UserAgent == "" {
		options.UserAgent = DefaultUserAgent
	}
	if options.MaxRequests == 0 {
		options.MaxRequests = DefaultMaxRequests
	}
	if options.Pace == nil {
		options.Pace = NewPace(DefaultRate)
	}
	if options.Token == nil {
		options.Token = randomToken
	}
}

func randomToken() string {
	var bytes [6]byte
	rand.Read(bytes[:])
	return hex.EncodeToString(bytes[:])
}

// ParseOrigin reads an origin as people write it: a trailing slash is
// forgiven, a path is not.
func ParseOrigin(text string) (fetchspec.Origin, error) {
	url, err := fetchspec.ParseURL(text)
	if err != nil || !url.IsHTTP() {
		return fetchspec.Origin{}, errors.New("it must be like https://app.example.com")
	}
	if url.Path() != "/" || url.Query() != "" || url.IncludesCredentials() {
		return fetchspec.Origin{}, fmt.Errorf("an origin has no path; that of this URL is %s", url.Origin())
	}
	return url.Origin(), nil
}
