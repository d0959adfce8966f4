package report

import (
	"fmt"
	"io"
	"strings"

	"corsplain/fetchspec"
)

// WriteCurl writes the requests of a report as curl commands, the preflight
// first: with these headers and no others, in this order. Redirects are
// commands of their own.
func WriteCurl(w io.Writer, report *Report) error {
	var text strings.Builder
	for _, request := range report.wireRequests() {
		command := curlCommand(&request)
		if strings.Contains(command, markerPrefix) {
			text.WriteString("# Secrets are left out: --show-secrets puts them in.\n")
		}
		fmt.Fprintf(&text, "# %s\n%s\n", curlComment(&request), command)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func curlComment(request *wireRequest) string {
	switch {
	case request.exchange == nil:
		return "The request, which was not sent"
	case request.kind == fetchspec.ExchangePreflight:
		return "The preflight, which the browser sends by itself"
	case request.exchange.Hop > 0:
		return "The request, after a redirect"
	}
	return "The request"
}

func curlCommand(request *wireRequest) string {
	words := []string{"curl " + shellQuote(request.url)}
	if strings.ContainsAny(request.url, "[]{}") {
		words = append(words, "--globoff")
	}
	words = append(words, curlMethod(request)...)
	if request.method != "HEAD" {
		words = append(words, "-i")
	}
	for _, header := range curlHeaders(request) {
		words = append(words, "-H "+shellQuote(header))
	}
	words = append(words, curlVersion(request.version)...)
	if request.headers.get("Accept-Encoding") != "" {
		words = append(words, "--compressed")
	}
	prefix := ""
	if request.body != nil {
		var data string
		prefix, data = curlData(string(request.body))
		words = append(words, data)
	}
	return prefix + strings.Join(words, " \\\n  ")
}

// curlMethod leaves out the method that curl takes by itself.
func curlMethod(request *wireRequest) []string {
	switch {
	case request.method == "HEAD" && request.body == nil:
		return []string{"--head"}
	case request.method == "GET" && request.body == nil, request.method == "POST" && request.body != nil:
		return nil
	}
	return []string{"-X " + shellQuote(request.method)}
}

// curlHeaders are the request's, without those that curl works out as the
// browser did, and with those taken away that curl adds of its own.
func curlHeaders(request *wireRequest) []string {
	var lines []string
	for _, header := range request.headers {
		name, value := string(header.Name), string(header.Value)
		switch {
		case strings.EqualFold(name, "host"), strings.EqualFold(name, "content-length"),
			strings.EqualFold(name, "connection"), strings.HasPrefix(name, ":"):
		case value == "":
			lines = append(lines, name+";")
		default:
			lines = append(lines, name+": "+value)
		}
	}
	for _, name := range []string{"User-Agent", "Accept"} {
		if !request.headers.has(name) {
			lines = append(lines, name+":")
		}
	}
	if request.body != nil && !request.headers.has("Content-Type") {
		lines = append(lines, "Content-Type:")
	}
	return lines
}

func curlVersion(version string) []string {
	switch version {
	case "1.0":
		return []string{"--http1.0"}
	case "1.1":
		return []string{"--http1.1"}
	case "2":
		return []string{"--http2"}
	}
	return nil
}

// curlData is the option with the body. A body with a NUL byte, which no
// argument can hold, comes through a pipe.
func curlData(body string) (prefix, option string) {
	if strings.IndexByte(body, 0) < 0 {
		return "", "--data-raw " + shellQuote(body)
	}
	var escaped strings.Builder
	for _, c := range []byte(body) {
		fmt.Fprintf(&escaped, `\%03o`, c)
	}
	return "printf '" + escaped.String() + "' | ", "--data-binary @-"
}
