package intake

import (
	"fmt"
	"strings"

	"corsplain/fetchspec"
	"corsplain/internal/curl"
	"corsplain/simulate"
)

// finish makes the operation's requests.
func (operation *curlOperation) finish(requests []copiedRequest) ([]copiedRequest, error) {
	if len(operation.urls) == 0 {
		return nil, operation.missingURL()
	}
	if len(operation.ignored) > 0 {
		operation.note("ignored, for they change how curl works and not what a page's script sends: %s", strings.Join(operation.ignored, ", "))
	}
	headers := operation.allHeaders()
	operation.encodeForm()
	if fault := operation.checkSize(headers); fault != nil {
		return nil, fault
	}
	for _, address := range operation.urls {
		if len(requests) == MaxCalls {
			return nil, operation.at(address.start, address.end, fmt.Sprintf("there are more than %d requests here", MaxCalls))
		}
		requests = append(requests, operation.requestTo(address, headers))
	}
	return requests, nil
}

// maxRequestBytes bounds what several URLs of one command add up to: each of
// them gets all of its headers, notes and data.
const maxRequestBytes = 128 << 20

func (operation *curlOperation) checkSize(headers []simulate.HeaderField) *SyntaxError {
	size := len(operation.body.bytes)
	for _, header := range headers {
		size += len(header.Name) + len(header.Value)
	}
	for _, query := range operation.queries {
		size += len(query)
	}
	for _, note := range operation.notes {
		size += len(note)
	}
	if len(operation.urls) > 1 && size > maxRequestBytes/len(operation.urls) {
		return operation.wholeCommand(fmt.Sprintf("this curl command makes %d requests of %d KiB each, which is more than is read", len(operation.urls), size>>10))
	}
	return nil
}

// encodeForm makes the body of -F, once for all URLs.
func (operation *curlOperation) encodeForm() {
	body := &operation.body
	if len(body.form) > 0 {
		body.bytes, body.contentType = curl.EncodeForm(body.form)
		body.present = true
	}
}

func (operation *curlOperation) missingURL() error {
	fault := operation.wholeCommand("this curl command has no URL")
	fault.Expected = "a URL, as 'https://api.example.com/path'"
	return fault
}

func (operation *curlOperation) wholeCommand(problem string) *SyntaxError {
	words := operation.command.words
	return operation.at(words[0].start, words[0].end, problem)
}

func (operation *curlOperation) requestTo(address word, headers []simulate.HeaderField) copiedRequest {
	request := copiedRequest{
		headers: headers, network: operation.network, timeoutMs: operation.timeoutMs, fromTool: true,
		notes:   append([]string(nil), operation.notes...),
		caveats: append([]string(nil), operation.caveats...),
	}
	request.fail = func(problem string) *SyntaxError { return operation.at(address.start, address.end, problem) }
	request.failHeader = func(name, problem string) *SyntaxError {
		at, known := operation.headerWords[asciiLower(name)]
		if !known {
			at = address
		}
		return operation.at(at.start, at.end, problem)
	}
	request.url = operation.address(address.value, &request)
	request.method = operation.effectiveMethod()
	operation.addFileCookies(&request)
	operation.addBody(&request)
	return request
}

func (operation *curlOperation) addFileCookies(request *copiedRequest) {
	url, err := fetchspec.ParseURL(request.url)
	if err != nil {
		return
	}
	if pairs := operation.fileCookies(url.Host()); len(pairs) > 0 {
		cookie := simulate.HeaderField{Name: "Cookie", Value: strings.Join(pairs, "; ")}
		request.headers = append(request.headers[:len(request.headers):len(request.headers)], cookie)
	}
}

// effectiveMethod is -X, else what the other options imply.
func (operation *curlOperation) effectiveMethod() string {
	switch {
	case operation.method != "":
		return operation.method
	case operation.head:
		return "HEAD"
	case operation.get:
		return "GET"
	case operation.uploadsFile:
		return "PUT"
	case operation.body.present:
		return "POST"
	}
	return "GET"
}

func (operation *curlOperation) addBody(request *copiedRequest) {
	body := &operation.body
	switch {
	case !body.present:
	case len(body.form) > 0:
		request.body, request.toolContentType = body.bytes, body.contentType
	case operation.get:
		request.url = curl.AppendQuery(request.url, string(body.bytes))
	case body.json:
		request.body, request.toolContentType = nonNil(body.bytes), "application/json"
	case operation.uploadsFile:
		request.body = nonNil(body.bytes)
	default:
		request.body, request.toolContentType = nonNil(body.bytes), "application/x-www-form-urlencoded"
	}
}

func nonNil(bytes []byte) []byte {
	if bytes == nil {
		return []byte{}
	}
	return bytes
}

// allHeaders are those of -H and of the options that stand for headers.
func (operation *curlOperation) allHeaders() []simulate.HeaderField {
	headers := append([]simulate.HeaderField(nil), operation.headers...)
	add := func(name, value string) {
		if value != "" && !hasHeader(headers, name) {
			headers = append(headers, simulate.HeaderField{Name: name, Value: value})
		}
	}
	add("User-Agent", operation.userAgent)
	add("Referer", operation.referer)
	if operation.byteRange != "" {
		add("Range", "bytes="+operation.byteRange)
	}
	if operation.body.json {
		add("Accept", "application/json")
	}
	if len(operation.cookies) > 0 {
		headers = append(headers, simulate.HeaderField{Name: "Cookie", Value: strings.Join(operation.cookies, "; ")})
	}
	if !hasHeader(headers, "Authorization") {
		headers = operation.addAuthorization(headers)
	}
	return headers
}

func (operation *curlOperation) addAuthorization(headers []simulate.HeaderField) []simulate.HeaderField {
	switch {
	case operation.bearer != "":
		return append(headers, simulate.HeaderField{Name: "Authorization", Value: "Bearer " + operation.bearer})
	case operation.user != nil:
		user, password, _ := strings.Cut(*operation.user, ":")
		operation.note("-u became an Authorization header that the page's script sets")
		return append(headers, basicAuthorization(user, password))
	}
	return headers
}

func hasHeader(headers []simulate.HeaderField, name string) bool {
	for _, header := range headers {
		if strings.EqualFold(header.Name, name) {
			return true
		}
	}
	return false
}

// address is the URL as curl would read it, but for its patterns: a browser
// sends brackets and braces as they are.
func (operation *curlOperation) address(text string, request *copiedRequest) string {
	unescaped := strings.NewReplacer(`\[`, "[", `\]`, "]", `\{`, "{", `\}`, "}").Replace(text)
	if !operation.globOff && unescaped == text && strings.ContainsAny(pathOf(text), "[]{}") {
		request.caveat("curl would take the brackets or braces in the URL as a pattern; they are taken as they are")
	}
	if operation.scheme != "http" && !strings.Contains(unescaped, "://") {
		unescaped = operation.scheme + "://" + unescaped
	}
	unescaped = curl.AppendQuery(unescaped, strings.Join(operation.queries, "&"))
	return request.withScheme(unescaped)
}

// pathOf leaves out scheme and host, where brackets enclose IPv6 addresses.
func pathOf(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		return rest[i:]
	}
	return ""
}

// withScheme adds the http:// that curl and PowerShell imply.
func (copied *copiedRequest) withScheme(address string) string {
	full, guessed := curl.GuessScheme(strings.TrimSpace(address))
	if guessed {
		copied.caveat("the URL has no scheme; http:// is assumed")
	}
	return full
}

// withoutCredentials removes user name and password.
func withoutCredentials(address string) string {
	scheme, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	end := len(rest)
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		end = i
	}
	at := strings.LastIndexByte(rest[:end], '@')
	return scheme + "://" + rest[at+1:]
}
