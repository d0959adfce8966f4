package playground

import (
	_ "embed"
	"fmt"
	"html"
	"net/http"
	"strings"
)

//go:embed index.html
var indexHTML string

// index is the front page. It is same-origin with the endpoints: the code on
// it has to be run from another page.
func (h *handler) index(w http.ResponseWriter, r *http.Request) {
	var rows strings.Builder
	for _, endpoint := range Endpoints() {
		fmt.Fprintf(&rows, "  <tr><td><code>%s</code><td>%s<td>%s\n",
			html.EscapeString(endpoint.Path), html.EscapeString(endpoint.Title), explainedBy(endpoint.Code))
	}
	page := strings.NewReplacer("{here}", html.EscapeString("http://"+r.Host), "{rows}", rows.String())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = page.WriteString(w, indexHTML) // the client may be gone
}

func explainedBy(code string) string {
	if code == "" {
		return ""
	}
	return "<code>corsplain explain " + html.EscapeString(code) + "</code>"
}
