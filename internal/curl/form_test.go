package curl

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseFormPartReadsWhatCurlReads(t *testing.T) {
	for _, test := range []struct {
		argument string
		want     []FormPart
	}{
		{"a=b", []FormPart{{Name: "a", Content: []byte("b")}}},
		{"a=", []FormPart{{Name: "a", Content: []byte{}}}},
		{`d="e;f\"g";type=text/x`, []FormPart{{Name: "d", Content: []byte(`e;f"g`), FileName: "blob", Type: "text/x"}}},
		{`a=b;type=text/plain;charset=utf-8;filename=x.txt`, []FormPart{{Name: "a", Content: []byte("b"), FileName: "x.txt", Type: "text/plain;charset=utf-8"}}},
		{`f=@f.txt`, []FormPart{{Name: "f", Content: []byte("x y\r\nz\x00&w\n"), FileName: "f.txt", Type: "text/plain"}}},
		{`f=@f.txt;filename=q"r.png`, []FormPart{{Name: "f", Content: []byte("x y\r\nz\x00&w\n"), FileName: `q"r.png`, Type: "image/png"}}},
		{`f=@"f.txt",page.html`, []FormPart{{Name: "f", Content: []byte("x y\r\nz\x00&w\n"), FileName: "f.txt", Type: "text/plain"}, {Name: "f", Content: []byte("<p>"), FileName: "page.html", Type: "text/html"}}},
		{`h=<page.html`, []FormPart{{Name: "h", Content: []byte("<p>")}}},
	} {
		got, err := ParseFormPart(test.argument, testFiles)
		if err != nil {
			t.Errorf("%s: %v", test.argument, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.argument, diff)
		}
	}
	for _, argument := range []string{"", "name", "=x", "a=(;type=multipart/mixed", "a=b;c", "f=@missing"} {
		if got, err := ParseFormPart(argument, testFiles); err == nil {
			t.Errorf("ParseFormPart(%q) = %v, want an error", argument, got)
		}
	}
}

func TestLiteralFormPartTakesEveryCharacterAsItIs(t *testing.T) {
	got, err := LiteralFormPart("i=@x;type=y")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(FormPart{Name: "i", Content: []byte("@x;type=y")}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEncodeFormCanBeReadBack(t *testing.T) {
	body, contentType := EncodeForm([]FormPart{
		{Name: "text", Content: []byte("a\nb")},
		{Name: `na"me`, FileName: "q\"r.txt", Type: "text/plain", Content: []byte("x\ny")},
	})
	if other, _ := EncodeForm([]FormPart{{Name: "text", Content: []byte("other")}}); bytes.Equal(body, other) {
		t.Fatal("two forms, one body")
	}
	_, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	for _, want := range []struct{ disposition, contentType, content string }{
		{`form-data; name="text"`, "", "a\r\nb"},
		{`form-data; name="na%22me"; filename="q%22r.txt"`, "text/plain", "x\ny"},
	} {
		part, err := reader.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		content, _ := io.ReadAll(part)
		if got := part.Header.Get("Content-Disposition"); got != want.disposition {
			t.Errorf("Content-Disposition: %s; want %s", got, want.disposition)
		}
		if got := part.Header.Get("Content-Type"); got != want.contentType {
			t.Errorf("Content-Type: %s; want %s", got, want.contentType)
		}
		if string(content) != want.content {
			t.Errorf("content %q; want %q", content, want.content)
		}
	}
	if _, err := reader.NextRawPart(); err != io.EOF {
		t.Errorf("after the last part: %v", err)
	}
}

func FuzzParseFormPartNeverOpensAFileThatWasNotNamed(f *testing.F) {
	f.Add(`a="b;c";type=text/plain`)
	f.Add("f=@x,y;filename=z")
	f.Add("h=<x;type=")
	f.Fuzz(func(t *testing.T, argument string) {
		opened := false
		parts, err := ParseFormPart(argument, func(string) ([]byte, error) { opened = true; return nil, nil })
		if opened && !bytes.ContainsAny([]byte(argument), "@<") {
			t.Fatal("opened a file")
		}
		if err == nil {
			EncodeForm(parts)
		}
	})
}
