package simulate_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// Web IDL converts a header to a ByteString before fetch() sees it, whatever
// the header is called.
func TestAHeaderThatIsNoByteStringIsRefusedAsOne(t *testing.T) {
	for _, name := range []string{"x-a", "mode", "method", "headers"} {
		call, err := simulate.ParseCall([]byte(`{"url":"https://api.example/","headers":{"` + name + `":"\u20ac"}}`))
		if err != nil {
			t.Fatal(err)
		}
		result, err := new(simulate.Browser).Do(context.Background(), call)
		if err != nil {
			t.Fatal(err)
		}
		want := &fetchspec.Failure{Step: fetchspec.Step{Algorithm: "Web IDL ByteString", Number: "2"}, Subject: name, Exchange: -1}
		if diff := cmp.Diff(want, result.Response.Failure); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNoTimeLimitIsTooLong(t *testing.T) {
	limit := new(simulate.Browser).TimeLimit(simulate.Call{TimeoutMs: math.MaxInt})
	if limit < 24*time.Hour {
		t.Errorf("the limit is %s", limit)
	}
}

// Integrity is a matter of the whole body (main fetch, step 23.4), however
// little of one is kept otherwise.
func TestIntegrityOfALongBodyIsChecked(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789abcdef"), 1<<17)
	digest := sha256.Sum256(body)
	browser := &simulate.Browser{Network: simulate.Handler{
		MaxBodyKept: 1000,
		Handler:     http.HandlerFunc(func(writer http.ResponseWriter, _ *http.Request) { _, _ = writer.Write(body) }),
	}}
	for integrity, want := range map[string]fetchspec.ResponseType{
		"sha256-" + base64.StdEncoding.EncodeToString(digest[:]):                    fetchspec.ResponseBasic,
		"sha256-" + base64.StdEncoding.EncodeToString(bytes.Repeat(digest[:1], 32)): fetchspec.ResponseError,
	} {
		result, err := browser.Do(context.Background(), simulate.Call{URL: "https://app.example/x", Origin: "https://app.example", Integrity: integrity})
		if err != nil {
			t.Fatal(err)
		}
		if result.Response.Type != want {
			t.Errorf("%s: the response is %s, want %s", integrity, result.Response.Type, want)
		}
	}
}
