package cli

import (
	"strings"
	"testing"
)

func TestNothingThatAServerSendsControlsTheScreen(t *testing.T) {
	var shown strings.Builder
	const sent = "HTTP/1.1 200 \x1b[31mRED\x07\r\nX-A: a\x9bb\r\n\r\n{\n\t\"name\": \"Zoë\"\n}\x00\r"
	if n, err := (screen{&shown}).Write([]byte(sent)); n != len(sent) || err != nil {
		t.Errorf("%d of %d bytes, %v", n, len(sent), err)
	}
	const want = "HTTP/1.1 200 \\x1b[31mRED\\x07\nX-A: a\\x9bb\n\n{\n\t\"name\": \"Zoë\"\n}\\x00\\r"
	if shown.String() != want {
		t.Errorf("got  %q\nwant %q", shown.String(), want)
	}
}
