package simulate_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// Authorization under * is refused by the Standard and allowed by Chrome: one
// exchange tells both.
func ExampleReplay() {
	api := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "*")
	})
	call := simulate.Call{
		URL:     "https://api.example/me",
		Origin:  "https://app.example",
		Headers: []simulate.HeaderField{{Name: "Authorization", Value: "Bearer t"}},
	}
	chrome := &simulate.Browser{Network: simulate.Handler{Handler: api}, Engine: fetchspec.Chrome()}
	recorded, err := chrome.Do(context.Background(), call)
	if err != nil {
		panic(err)
	}
	standard := &simulate.Browser{Network: &simulate.Replay{Trace: recorded.Trace}}
	replayed, err := standard.Do(context.Background(), call)
	if err != nil {
		panic(err)
	}
	fmt.Println("Chrome:", recorded.Response.Type)
	fmt.Println("the Standard:", replayed.Response.Type, replayed.Response.Failure)
	// Output:
	// Chrome: cors
	// the Standard: error CORS-preflight fetch, step 7.6
}

func TestAReplayAnswersEachExchangeOnceAndNothingElse(t *testing.T) {
	api := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
	})
	call := simulate.Call{URL: "https://api.example/a", Origin: "https://app.example", Cache: "no-store"}
	recorded, err := (&simulate.Browser{Network: simulate.Handler{Handler: api}}).Do(context.Background(), call)
	if err != nil {
		t.Fatal(err)
	}
	browser := &simulate.Browser{Network: &simulate.Replay{Trace: recorded.Trace}}
	for i, want := range []bool{true, false} {
		result, err := browser.Do(context.Background(), call)
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Response.Failure == nil; got != want {
			t.Errorf("replay %d answered: %v, want %v", i+1, got, want)
		}
		var failed *fetchspec.ExchangeError
		if !want && (!errors.As(result.Response.Failure, &failed) || failed.Kind != fetchspec.FailureRecording) {
			t.Errorf("replay %d: %v", i+1, result.Response.Failure)
		}
	}
}
