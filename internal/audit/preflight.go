package audit

import (
	"context"
	"errors"
	"strings"
	"time"

	"corsplain/fetchspec"
)

// lettingPreflight is how far a browser would go on after the answer to a
// preflight: AccessCredentials means that the request goes out with the
// visitor's cookies.
func lettingPreflight(answer *answer) Access {
	switch {
	case answer == nil || answer.response == nil:
		return AccessNone
	case goesOn(answer, fetchspec.CredentialsInclude):
		return AccessCredentials
	case goesOn(answer, fetchspec.CredentialsSameOrigin):
		return AccessRead
	}
	return AccessNone
}

// goesOn has the Fetch Standard make the request that was announced, with the
// recorded answer to its preflight, and reports whether it is sent.
func goesOn(answer *answer, mode fetchspec.CredentialsMode) bool {
	page, ok := pageOrigin(answer.question.attack.origin)
	if !ok {
		return false
	}
	replay := &preflightReplay{response: answer.response}
	browser := &fetchspec.UserAgent{
		Network:        replay,
		PreflightCache: new(fetchspec.PreflightCache),
		Now:            func() time.Time { return time.Time{} },
	}
	request := &fetchspec.Request{
		Method:           answer.question.requestMethod,
		UnsafeRequest:    true,
		UseCORSPreflight: true,
		Origin:           page,
		Referrer:         fetchspec.Referrer{Keyword: fetchspec.ReferrerNone},
		Mode:             fetchspec.ModeCORS,
		CredentialsMode:  mode,
		CacheMode:        fetchspec.CacheNoStore,
		RedirectMode:     fetchspec.RedirectFollow,
		URLList:          []*fetchspec.URL{replayURL()},
	}
	for name := range strings.SplitSeq(answer.question.requestHeaders, ",") {
		if name != "" {
			request.HeaderList.Append(name, "application/json")
		}
	}
	browser.Fetch(context.Background(), request)
	return replay.requested
}

// replayURL is another origin than any that asks, so that a preflight is
// always due.
func replayURL() *fetchspec.URL {
	url, _ := fetchspec.ParseURL("http://corsplain.invalid/")
	return url
}

// A preflightReplay answers a preflight, and notes whether the request
// follows.
type preflightReplay struct {
	response  *fetchspec.HTTPResponse
	requested bool
}

// Exchange answers from the record.
func (replay *preflightReplay) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	if request.Kind == fetchspec.ExchangePreflight {
		return replay.response, nil
	}
	replay.requested = true
	return nil, &fetchspec.ExchangeError{Kind: fetchspec.FailureRecording, Err: errors.New("only the preflight was recorded")}
}
