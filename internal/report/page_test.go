package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPageIsWrappedAndWithoutItsMarkup(t *testing.T) {
	page := "# The wildcard\n\n## What happened\n\nThe server sent `Access-Control-Allow-Origin: *`,\nwhich is **not** enough.\n\n" +
		"- one `*`\n- two, which goes on\n  here\n\n```\nAccess-Control-Allow-Origin: https://app.example\n```\n\n" +
		"[CORS check, step 4](https://fetch.spec.whatwg.org/#concept-cors-check) says so. A [bracket] stays.\x1b[31m\n"
	want := `The wildcard

What happened

  The server sent
  Access-Control-Allow-Origin: *, which
  is not enough.

  · one *
  · two, which goes on here

    Access-Control-Allow-Origin: https://app.example

  CORS check, step 4
  (https://fetch.spec.whatwg.org/#
  concept-cors-check) says so. A
  [bracket] stays.\x1b[31m
`
	var got strings.Builder
	if err := WritePage(&got, page, TextOptions{Width: 40}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzPageHasNoControlCharacters(f *testing.F) {
	f.Add("# a\n\n- b\n```\nc\n```\n[d](e) `f` **g**")
	f.Add("```\n\x1b")
	f.Add("[](\n- \n#")
	f.Fuzz(func(t *testing.T, page string) {
		var got strings.Builder
		if err := WritePage(&got, page, TextOptions{Width: 40}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(got.String(), "\x1b\x07\r\x00") {
			t.Fatalf("%q", got.String())
		}
	})
}
