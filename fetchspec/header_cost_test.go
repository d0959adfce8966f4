package fetchspec

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// A server chooses how long its lists are. Each of these took seconds while
// every name was looked for in all the others.
func TestLongListsFromAServerTakeLittleTime(t *testing.T) {
	const count = 20_000
	names := make([]string, count)
	distinct, repeated := make(HeaderList, count), make(HeaderList, count)
	for i := range names {
		names[i] = "x" + strconv.Itoa(i)
		distinct[i], repeated[i] = Header{names[i], "v"}, Header{"x", strconv.Itoa(i)}
	}
	page := mustParseURL(t, "https://app.example/")
	request := requestFor(&Client{URL: page, Origin: page.Origin(), TopLevelOrigin: page.Origin()}, mustParseURL(t, "https://api.example/"))
	for name, run := range map[string]func(){
		"storing a preflight's answer": func() {
			new(PreflightCache).store(request, 600, names, names, time.Unix(0, 0), new(Engine))
		},
		"exposing headers": func() {
			CORSFilteredResponse(&Response{HeaderList: distinct, CORSExposedHeaderNameList: names})
		},
		"unique names":      func() { uniqueNames(distinct) },
		"combining":         func() { repeated.Get("x") },
		"merging":           func() { mergeRepeated(repeated) },
		"MIME parameters":   func() { ParseMIMEType("text/plain;" + strings.Join(names, "=1;")) },
		"parsing the lists": func() { splitTokens(strings.Join(names, ",")) },
	} {
		began := time.Now()
		run()
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}
