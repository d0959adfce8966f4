package pagescript

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Whatever the text is, the run ends, and places lie within the text.
func FuzzEvaluateEndsAndPointsIntoTheText(f *testing.F) {
	for _, seed := range []string{
		"", "fetch('https://api.example/')", "fetch(`https://a/${b.c[0]}`, {headers: {...d}, body: JSON.stringify(e)})",
		"import a, {b as c} from 'axios'; export default async () => a.get(b)", "new XMLHttpRequest().open(a)",
		"$.ajax({url: a, data: {b: [1]}})", "/[}]/.test(`${'}'}`) // ' \" `", "for await (const a of b) import(a)",
		"class A extends B { #c = 1; get d() { return fetch(this.#c) } }", "```js\nfetch(a)\n```", "\u00e9\u201cfetch\u201d\x00\x1b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		start := time.Now()
		result, err := Evaluate(context.Background(), source, Options{Page: "https://app.example/", Timeout: 100 * time.Millisecond})
		if took := time.Since(start); took > hang {
			t.Fatalf("took %s", took)
		}
		if err != nil {
			problem := err.(*Problem)
			if problem.Message == "" || problem.End > len(source) || problem.Start > problem.End {
				t.Fatalf("%+v in %d bytes", problem, len(source))
			}
			return
		}
		for _, request := range result.Requests {
			if request.End > len(source) || request.Start > request.End {
				t.Fatalf("%+v in %d bytes", request, len(source))
			}
			if request.Unknown == nil && strings.ContainsRune(request.URL, markerStart) && !strings.ContainsRune(source, markerStart) {
				t.Fatalf("a marker is left in %q", request.URL)
			}
		}
	})
}
