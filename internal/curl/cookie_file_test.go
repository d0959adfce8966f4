package curl

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The lines are as curl -c wrote them, but for the last two.
const cookieFile = "# Netscape HTTP Cookie File\n# https://curl.se/docs/http-cookies.html\n\n" +
	"#HttpOnly_.example.com\tTRUE\t/\tTRUE\t1893456000\tsid\tabc\n" +
	"api.example.com\tFALSE\t/v1\tFALSE\t0\tempty\t\n" +
	"api.example.com\tFALSE\t/\tFALSE\t0\tbare\n" +
	"# SameSite=None\n.example.com\tTRUE\t/\tTRUE\t0\ttabs\ta\tb\n" +
	"Set-Cookie: a=b; Secure\r\n"

func TestParseCookieFileReadsBothFormats(t *testing.T) {
	got, err := ParseCookieFile([]byte(cookieFile))
	if err != nil {
		t.Fatal(err)
	}
	want := CookieFile{
		Cookies: []Cookie{
			{Domain: "example.com", Path: "/", Secure: true, HTTPOnly: true, Expires: 1893456000, Name: "sid", Value: "abc"},
			{Domain: "api.example.com", HostOnly: true, Path: "/v1", Name: "empty"},
			{Domain: "api.example.com", HostOnly: true, Path: "/", Name: "bare"},
			{Domain: "example.com", Path: "/", Secure: true, Name: "tabs", Value: "a\tb", SameSite: "none"},
		},
		SetCookies: []string{"a=b; Secure"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCookieFileSurvivesARoundTrip(t *testing.T) {
	read, err := ParseCookieFile([]byte(cookieFile))
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if err := WriteCookieFile(&written, read.Cookies); err != nil {
		t.Fatal(err)
	}
	again, err := ParseCookieFile(written.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(read.Cookies, again.Cookies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseCookieFileNamesTheWrongLine(t *testing.T) {
	_, err := ParseCookieFile([]byte("# x\na\tb\tc\n"))
	if err == nil || err.Error() != "line 2: a cookie has 7 fields with tabs between them; this line has 3" {
		t.Error(err)
	}
	_, err = ParseCookieFile([]byte("h\tFALSE\t/\tFALSE\tsoon\tn\tv\n"))
	if err == nil || err.Error() != `line 1: the fifth field is the time of expiry in seconds, not "soon"` {
		t.Error(err)
	}
}

func FuzzParseCookieFile(f *testing.F) {
	f.Add([]byte(cookieFile))
	f.Add([]byte("# SameSite=\n\t\t\t\t1\t\n#HttpOnly_.\t\t\t\t-1\t\t\t"))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := ParseCookieFile(content)
		if err != nil {
			return
		}
		var written bytes.Buffer
		if err := WriteCookieFile(&written, file.Cookies); err != nil {
			t.Fatal(err)
		}
		again, err := ParseCookieFile(written.Bytes())
		if err != nil {
			t.Fatalf("%v in %q", err, written.Bytes())
		}
		if len(again.Cookies) != len(file.Cookies) {
			t.Errorf("%d cookies became %d in %q", len(file.Cookies), len(again.Cookies), written.Bytes())
		}
	})
}
