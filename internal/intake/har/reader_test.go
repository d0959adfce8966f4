package har

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func entriesOf(t *testing.T, text string) ([]*Entry, *Reader, error) {
	t.Helper()
	reader := NewReader(strings.NewReader(text))
	var entries []*Entry
	for {
		entry, err := reader.Next()
		if err == io.EOF {
			return entries, reader, nil
		}
		if err != nil {
			return entries, reader, err
		}
		entries = append(entries, entry)
	}
}

func TestPagesAfterTheEntriesAreFound(t *testing.T) {
	entries, reader, err := entriesOf(t, "\uFEFF"+`{"log":{"entries":[{"pageref":"p1","request":{"url":"https://a.example/"}}],`+
		`"creator":{"name":"WebInspector"},"pages":[{"id":"p1","title":"https://app.example/"}]}}`)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Request.URL != "https://a.example/" {
		t.Fatalf("entries: %+v", entries)
	}
	if len(reader.Pages) != 1 || reader.Pages[0].Title != "https://app.example/" || reader.Creator != "WebInspector" {
		t.Fatalf("%+v", reader)
	}
}

func TestValuesOfAnyShapeArePassedOver(t *testing.T) {
	entries, _, err := entriesOf(t, `{"x":[{"a":{}},[],"\"",1e9,-0.5,true,null],"log":{"version":1.2,"pages":null,"entries":[`+
		`{"request":null,"response":"none","time":"soon","_initiator":[]},{"request":{"method":7,"headers":{"a":"b"},"url":"u\u00e9\ud83d\ude00\ud800x"}}]}}`)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 || entries[1].Request.URL != "ué😀\uFFFDx" {
		t.Fatalf("%+v", entries[1])
	}
}

func TestBrokenArchivesAreErrorsWithAPlace(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "line 1, column 1: there is nothing here",
		"[]":                                 "line 1, column 1: a list stands here in place of an archive",
		"{\"log\":{}}":                       "line 1, column 11: the archive has no log.entries",
		"{\"log\":\n{\"entries\":{}}}":       "line 2, column 12: an object stands here in place of the list of entries",
		"{\"log\":{\"entries\":[7]}}":        "line 1, column 20: '7' stands here in place of an entry",
		"{\"log\":{\"entries\":[{}":          "line 1, column 22: the archive ends too early",
		"{\"log\":{\"entries\":[{} {}]}}":    "line 1, column 23: the entry before this is not followed by a comma",
		"{\"log\":{\"pages\":[{\"a\" 1}":     "line 1, column 23: '1' stands here in place of a colon",
		"{\"a\":" + strings.Repeat("[", 300): "line 1, column 206: values are nested more than 200 deep",
	} {
		_, _, err := entriesOf(t, text)
		if err == nil || err.Error() != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.40q: not a syntax error", text)
		}
	}
}

// A hundred entries with bodies of two megabytes, one of them of fifty.
func TestMemoryDoesNotGrowWithTheArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 250 MB")
	}
	source, writer := io.Pipe()
	go func() {
		fmt.Fprint(writer, `{"log":{"entries":[`)
		body := strings.Repeat(`x\n`, 1<<20)
		for i := range 100 {
			if i > 0 {
				fmt.Fprint(writer, ",")
			}
			fmt.Fprintf(writer, `{"request":{"url":"https://a.example/%d"},"response":{"content":{"text":"`, i)
			fmt.Fprint(writer, body)
			for range 24 * b2i(i == 50) {
				fmt.Fprint(writer, body)
			}
			fmt.Fprint(writer, `"}}}`)
		}
		fmt.Fprint(writer, `]}}`)
		writer.Close()
	}()
	reader := NewReader(source)
	var peak uint64
	start, count := time.Now(), 0
	for {
		entry, err := reader.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if count++; len(entry.Response.Body) > maxBody || !entry.Response.BodyCut {
			t.Fatalf("kept %d bytes", len(entry.Response.Body))
		}
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		peak = max(peak, stats.HeapInuse)
	}
	t.Logf("%d entries, %d MB in %s, heap at most %d MB", count, reader.Offset()>>20, time.Since(start), peak>>20)
	if peak > 64<<20 {
		t.Errorf("the heap grew to %d MB", peak>>20)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func FuzzReader(f *testing.F) {
	f.Add(`{"log":{"entries":[{"request":{"method":"GET","url":"https://a.example/","headers":[{"name":"a","value":"b\nc"}]}}]}}`)
	if archive, err := os.ReadFile("../../../testdata/har/chromium.har"); err == nil {
		f.Add(string(archive[:min(len(archive), 60000)]))
	}
	f.Add("{\"log\":{\"entries\":[{\"_request\":{\"url\":\"\\ud800\",\"headers\":[[\"a\",1.5e3]],\"x\":{\"y\":{\"z\":[[[1]]]}}}},")
	f.Fuzz(func(t *testing.T, text string) {
		reader := NewReader(strings.NewReader(text))
		for range len(text) + 1 {
			if _, err := reader.Next(); err != nil {
				return
			}
		}
		t.Fatal("more entries than bytes")
	})
}

func TestHeadersOfOneMessageAreBounded(t *testing.T) {
	lines := `"` + strings.Repeat(`\n`, 60000) + `"`
	large := `"` + strings.Repeat("x", 60000) + `"`
	header := func(value string) string { return `{"name":"a","value":` + value + `},` }
	entries, _, err := entriesOf(t, `{"log":{"entries":[{"request":{"url":"u","headers":[`+
		header(`"1"`)+strings.Repeat(header(lines), 3)+header(`"2"`)+`{}]},"response":{"headers":[`+
		header(`"1"`)+strings.Repeat(header(large), 100)+header(`"2"`)+`{}]}}]}}`)
	if err != nil {
		t.Fatal(err)
	}
	if got := entries[0].Request.Headers; len(got) != maxHeaders || got[0].Value != "1" {
		t.Errorf("%d request headers", len(got))
	}
	size := 0
	for _, header := range entries[0].Response.Headers {
		size += len(header.Value)
	}
	if size > maxHeaderBytes || entries[0].Response.Headers[0].Value != "1" {
		t.Errorf("%d bytes of response headers", size)
	}
}

func TestRequestObjectsAreKeptWholeOrNotAtAll(t *testing.T) {
	entry := func(object string) string { return `{"log":{"entries":[{"_request":` + object + `}]}}` }
	for name, test := range map[string]struct{ object, want string }{
		"short":         {`{ "url": "https://a.example/", "headers": [["a\u0007", 1.5e3]], "x": true, "y": null, "\u0000é": {} }`, `{"url":"https://a.example/","headers":[["a\u0007",1500]],"x":true,"y":null,"\u0000é":{}}`},
		"deep":          {`{"id":[[[[[[1]]]]]]}`, `{"id":[[[[null]]]]}`},
		"long text":     {`{"body":"` + strings.Repeat("x", maxBody+1) + `"}`, ""},
		"many members":  {`{"a":1` + strings.Repeat(`,"a":1`, maxCall) + `}`, ""},
		"not an object": {`[1]`, ""},
	} {
		entries, _, err := entriesOf(t, entry(test.object))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := string(entries[0].Call); got != test.want {
			t.Errorf("%s: %.200s, want %s", name, got, test.want)
		}
	}
}
