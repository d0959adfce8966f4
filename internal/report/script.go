package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// WriteFetch writes the call as JavaScript for a page's console: fetch(), or
// XMLHttpRequest where that is the call's API.
func WriteFetch(w io.Writer, report *Report) error {
	if report.source.result == nil {
		_, err := io.WriteString(w, "// There is no request to repeat.\n")
		return err
	}
	call := report.source.result.Call
	call.Headers = takenHeaders(report.source.result)
	call = report.source.redact.call(call)
	script := fetchScript(&call)
	if call.API == simulate.APIXHR {
		script = xhrScript(&call)
	}
	_, err := io.WriteString(w, scriptComment(report, script)+script)
	return err
}

// takenHeaders are the call's headers without those that every API leaves out
// unsaid: some who read the script would take them for more than that.
func takenHeaders(result *simulate.Result) []simulate.HeaderField {
	var taken []simulate.HeaderField
	for _, header := range result.Call.Headers {
		forbidden := slices.ContainsFunc(result.Dropped, func(dropped fetchspec.DroppedHeader) bool {
			return dropped.Reason == fetchspec.DropForbidden && strings.EqualFold(dropped.Name, header.Name)
		})
		if !forbidden {
			taken = append(taken, header)
		}
	}
	return taken
}

func scriptComment(report *Report, script string) string {
	comment := "// Run this in the console of a page of " + asciiOnly(report.Request.Origin) + "\n"
	if report.Request.Destination != "" {
		comment += "// The original is an element's request (" + asciiOnly(report.Request.Destination) + "), which fetch() cannot make.\n"
	}
	if strings.Contains(script, markerPrefix) {
		comment += "// Secrets are left out: --show-secrets puts them in.\n"
	}
	return comment
}

func asciiOnly(text string) string { return strings.Trim(jsString(text), `"`) }

// fetchScript is the call as fetch() takes it. Whatever is in the call, the
// script is ASCII.
func fetchScript(call *simulate.Call) string {
	var fields []string
	add := func(name, value string) { fields = append(fields, fmt.Sprintf("  %s: %s", name, value)) }
	addText := func(name, value, usual string) {
		if value != "" && value != usual {
			add(name, jsString(value))
		}
	}
	addText("method", call.Method, "GET")
	if len(call.Headers) > 0 {
		add("headers", scriptHeaders(call))
	}
	if call.Body != nil {
		add("body", scriptBody(call))
	}
	if call.BodyType == simulate.BodyStream {
		add("duplex", `"half"`)
	}
	addText("mode", call.Mode, "cors")
	addText("credentials", call.Credentials, "same-origin")
	addText("redirect", call.Redirect, "follow")
	addText("cache", call.Cache, "default")
	if call.Referrer != nil && *call.Referrer != "about:client" {
		add("referrer", jsString(*call.Referrer))
	}
	addText("referrerPolicy", call.ReferrerPolicy, "")
	addText("integrity", call.Integrity, "")
	if call.Keepalive {
		add("keepalive", "true")
	}
	url := jsString(call.URL)
	if len(fields) == 0 {
		return "fetch(" + url + ");\n"
	}
	return "fetch(" + url + ", {\n" + strings.Join(fields, ",\n") + "\n});\n"
}

// scriptHeaders are pairs: an object could not repeat a name.
func scriptHeaders(call *simulate.Call) string {
	var pairs []string
	for _, header := range call.Headers {
		pairs = append(pairs, fmt.Sprintf("[%s, %s]", jsBytes(header.Name), jsBytes(header.Value)))
	}
	return "[" + strings.Join(pairs, ", ") + "]"
}

// scriptBody is an object of the kind that the call's body was given as.
func scriptBody(call *simulate.Call) string {
	body := call.Body
	switch call.BodyType {
	case simulate.BodyURLEncoded:
		return "new URLSearchParams(" + jsString(string(body)) + ")"
	case simulate.BodyFormData:
		return "(() => { const form = new FormData(); form.append(\"field\", " + jsString(string(body)) + "); return form; })()"
	case simulate.BodyBlob:
		if call.BlobType == "" {
			return "new Blob([" + jsBody(body) + "])"
		}
		return "new Blob([" + jsBody(body) + "], {type: " + jsString(call.BlobType) + "})"
	case simulate.BodyStream:
		return "new Blob([" + jsBody(body) + "]).stream()"
	case simulate.BodyBytes:
		return jsArray(body)
	}
	return jsBody(body)
}

// xhrScript is the call as a script makes it with XMLHttpRequest.
func xhrScript(call *simulate.Call) string {
	var script strings.Builder
	line := func(format string, values ...any) { fmt.Fprintf(&script, "  "+format+"\n", values...) }
	method := call.Method
	if method == "" {
		method = "GET"
	}
	script.WriteString("(() => {\n")
	line("const request = new XMLHttpRequest();")
	line("request.open(%s, %s);", jsString(method), jsString(call.URL))
	if call.WithCredentials {
		line("request.withCredentials = true;")
	}
	for _, header := range call.Headers {
		line("request.setRequestHeader(%s, %s);", jsBytes(header.Name), jsBytes(header.Value))
	}
	if call.UploadListeners {
		line("request.upload.onprogress = () => {};")
	}
	line("request.onloadend = () => console.log(request.status, request.responseText);")
	if call.Body == nil {
		line("request.send();")
	} else {
		line("request.send(%s);", scriptBody(call))
	}
	script.WriteString("})();\n")
	return script.String()
}

// jsBody is a string where the bytes are UTF-8, else their array.
func jsBody(body []byte) string {
	if isPlainUTF8(body) {
		return jsString(string(body))
	}
	return jsArray(body)
}

func jsArray(body []byte) string {
	var numbers strings.Builder
	for i, c := range body {
		if i > 0 {
			numbers.WriteString(", ")
		}
		fmt.Fprint(&numbers, c)
	}
	return "new Uint8Array([" + numbers.String() + "])"
}

// jsString is text as a JavaScript string literal.
func jsString(text string) string {
	var literal strings.Builder
	literal.WriteByte('"')
	for _, r := range validText(text) {
		writeJSRune(&literal, r)
	}
	return literal.String() + `"`
}

// jsBytes is a byte string as a JavaScript string literal: a code unit a byte.
func jsBytes(bytes string) string {
	var literal strings.Builder
	literal.WriteByte('"')
	for i := range len(bytes) {
		writeJSRune(&literal, rune(bytes[i]))
	}
	return literal.String() + `"`
}

func writeJSRune(literal *strings.Builder, r rune) {
	switch {
	case r == '"' || r == '\\':
		literal.WriteByte('\\')
		literal.WriteRune(r)
	case r == '\n':
		literal.WriteString(`\n`)
	case r == '<':
		// The script may be put into a page: no "</script>" in it.
		literal.WriteString(`\x3c`)
	case ' ' <= r && r < utf8.RuneSelf-1:
		literal.WriteRune(r)
	case r <= 0xFF:
		fmt.Fprintf(literal, `\x%02x`, r)
	default:
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(literal, `\u%04x`, unit)
		}
	}
}
