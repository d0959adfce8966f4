package intake_test

import (
	"context"
	"errors"
	"testing"

	"corsplain/fetchspec"
	"corsplain/internal/intake"
)

func parseURL(t *testing.T, text string) *fetchspec.URL {
	t.Helper()
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func TestReplayAnswersEachExchangeOnceAndInOrder(t *testing.T) {
	url := parseURL(t, "https://api.example.com/x#top")
	answer := func(status int) *fetchspec.HTTPResponse { return &fetchspec.HTTPResponse{Status: status} }
	recording := &intake.Recording{Exchanges: []intake.RecordedExchange{
		{Kind: fetchspec.ExchangeRequest, Method: "GET", URL: url, Response: answer(201)},
		{Kind: fetchspec.ExchangePreflight, Method: "OPTIONS", URL: url, Response: answer(204)},
		{Kind: fetchspec.ExchangeRequest, Method: "GET", URL: url, Response: answer(202)},
		{Kind: fetchspec.ExchangeRequest, Method: "PUT", URL: url},
		{Kind: fetchspec.ExchangeRequest, Method: "DELETE", URL: url, Err: &fetchspec.ExchangeError{Kind: fetchspec.FailureConnect, Err: errors.New("refused")}},
	}}
	replay := recording.Replay()
	for _, step := range []struct {
		kind    fetchspec.ExchangeKind
		method  string
		status  int
		failure fetchspec.NetworkFailure
	}{
		{fetchspec.ExchangePreflight, "OPTIONS", 204, ""},
		{fetchspec.ExchangeRequest, "GET", 201, ""},
		{fetchspec.ExchangeRequest, "GET", 202, ""},
		{fetchspec.ExchangeRequest, "GET", 0, fetchspec.FailureRecording},
		{fetchspec.ExchangeRequest, "PUT", 0, fetchspec.FailureRecording},
		{fetchspec.ExchangeRequest, "DELETE", 0, fetchspec.FailureConnect},
		{fetchspec.ExchangeRequest, "OPTIONS", 0, fetchspec.FailureRecording},
	} {
		request := &fetchspec.HTTPRequest{Kind: step.kind, Method: step.method, URL: parseURL(t, "https://api.example.com/x")}
		response, err := replay.Exchange(context.Background(), request)
		var failure *fetchspec.ExchangeError
		switch {
		case step.status != 0:
			if err != nil || response.Status != step.status {
				t.Errorf("%s %s: %v, want status %d", step.kind, step.method, err, step.status)
			}
		case !errors.As(err, &failure) || failure.Kind != step.failure:
			t.Errorf("%s %s: %v, want %s", step.kind, step.method, err, step.failure)
		}
	}
	if missing := replay.Missing(); missing == nil || missing.Method != "GET" || missing.Unanswered {
		t.Errorf("missing is %+v", missing)
	}
}
