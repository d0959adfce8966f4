package intake

import (
	"cmp"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// What stands for a URL and an origin that a message does not tell. Words
// takes them out of what is said of the scene.
const (
	unknownURL         = "https://the-server.invalid/"
	unknownOrigin      = "https://the-page.invalid"
	unknownPlainOrigin = "http://the-page.invalid"
)

// Scene is the simplest exchange that makes a browser print the message, to be
// judged for what the message means and how to mend it. What the message does
// not tell is left at what would pass. It is false if no exchange is known
// that would.
func (message *Message) Scene(options Options) (ImportedCall, bool) {
	if cause := message.Cause; cause == nil || !hasScene(cause) {
		return ImportedCall{}, false
	}
	stage := messageStage{message: message, options: options}
	return stage.set()
}

// hasScene reports whether it is known how to make a browser print a message:
// for what a page alone does wrong, its URL is enough.
func hasScene(cause *explain.Cause) bool {
	return cause.At == "page" && cause.Code != "" || len(cause.Set) > 0 || len(cause.Remove) > 0 ||
		cause.Status != "" || cause.Failure != "" || len(cause.Call) > 0
}

// Call is the request that the message tells of, as far as it does; false if
// it does not tell the URL or the page.
func (message *Message) Call(options Options) (simulate.Call, bool) {
	stage := messageStage{message: message, options: options}
	call, err := stage.call()
	if err != nil || call.URL == unknownURL || call.Origin == unknownOrigin || call.Origin == unknownPlainOrigin {
		return simulate.Call{}, false
	}
	return call, true
}

// Words takes what only stands for something unknown out of a text.
func (message *Message) Words(text string) string {
	text = strings.ReplaceAll(text, unknownPlainOrigin, unknownOrigin)
	return strings.NewReplacer(
		"The server at the-server.invalid", "The server", "the server at the-server.invalid", "the server",
		strings.TrimSuffix(unknownURL, "/"), "the URL", "the-server.invalid", "the server",
		"the page at "+unknownOrigin, "the page", "The page at "+unknownOrigin, "The page",
		unknownOrigin, "the page's origin", "the-page.invalid", "the page's host",
	).Replace(text)
}

// A messageStage sets the scene for a message.
type messageStage struct {
	message *Message
	options Options
}

func (stage *messageStage) set() (ImportedCall, bool) {
	call, err := stage.call()
	if err != nil {
		return ImportedCall{}, false
	}
	url, err := fetchspec.ParseURL(call.URL)
	if err != nil {
		return ImportedCall{Call: call, Recording: &Recording{}}, true
	}
	imported := ImportedCall{Call: call}
	recording := &Recording{}
	if stage.needsPreflight(call) {
		recording.Exchanges = append(recording.Exchanges, stage.exchange(fetchspec.ExchangePreflight, "OPTIONS", url, call))
	}
	method := call.Method
	if method == "" {
		method = "GET"
	}
	recording.Exchanges = append(recording.Exchanges, stage.exchange(fetchspec.ExchangeRequest, method, url, call))
	imported.Recording = recording
	return imported, true
}

func (stage *messageStage) needsPreflight(call simulate.Call) bool {
	return stage.message.Preflight || len(call.Headers) > 0 || call.Method != ""
}

// call is the request. A preflight that fails for any request needs one that
// is preflighted, so a JSON body is made up for it.
func (stage *messageStage) call() (simulate.Call, error) {
	message := stage.message
	call := simulate.Call{
		URL:         cmp.Or(message.FirstURL, message.URL, stage.options.URL, unknownURL),
		Origin:      cmp.Or(stage.options.Origin, message.Origin),
		Page:        cmp.Or(stage.options.Page, message.Page),
		Method:      cmp.Or(stage.options.Method, message.Method),
		Credentials: stage.options.Credentials,
	}
	if call.Origin == "" && call.Page == "" {
		call.Origin = unknownOrigin
		if strings.HasPrefix(call.URL, "http:") { // not to be mixed content, too
			call.Origin = unknownPlainOrigin
		}
	}
	stage.readKind(&call)
	if cause := message.Cause; cause != nil {
		if cause.Credentials == "include" {
			setDefaultText(&call.Credentials, "include")
			call.WithCredentials = call.API == simulate.APIXHR
		}
		if len(cause.Call) > 0 {
			if err := stage.readMembers(&call); err != nil {
				return call, err
			}
		}
	}
	if message.Header != "" && message.Cause != nil && message.Cause.At == "preflight" {
		call.Headers = []simulate.HeaderField{{Name: message.Header, Value: placeholderValue(message.Header)}}
	}
	if message.Preflight && len(call.Headers) == 0 && isSafelistedMethod(call.Method) {
		setDefaultText(&call.Method, "POST")
		call.Headers = []simulate.HeaderField{{Name: "Content-Type", Value: "application/json"}}
	}
	return call, nil
}

func isSafelistedMethod(method string) bool {
	switch method {
	case "", "GET", "HEAD", "POST":
		return true
	}
	return false
}

// readKind takes what Chrome calls the thing that was fetched.
func (stage *messageStage) readKind(call *simulate.Call) {
	switch stage.message.Kind {
	case "XMLHttpRequest":
		call.API = simulate.APIXHR
	case "CSS stylesheet":
		call.Destination = "style"
	case "text track":
		call.Destination = "track"
	case "image", "script", "font", "audio", "video", "manifest":
		call.Destination = stage.message.Kind
	}
}

// readMembers takes the members that the cause gives, with values filled in.
func (stage *messageStage) readMembers(call *simulate.Call) error {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(stage.message.Cause.Call, &members); err != nil {
		return err
	}
	if method, given := members["method"]; given && string(method) == `"{method}"` {
		if stage.message.Method == "" {
			return errors.New("the message does not tell the method")
		}
		call.Method = stage.message.Method
		delete(members, "method")
	}
	members["url"], _ = json.Marshal(call.URL)
	object, err := json.Marshal(members)
	if err != nil {
		return err
	}
	given, err := simulate.ParseCall(object)
	if err != nil {
		return err
	}
	call.Mode, call.Redirect, call.Cache = cmp.Or(given.Mode, call.Mode), given.Redirect, given.Cache
	call.Body, call.Referrer, call.Integrity = given.Body, given.Referrer, given.Integrity
	return nil
}

// exchange is one exchange of the scene: what the cause says of it, in front
// of what would pass.
func (stage *messageStage) exchange(kind fetchspec.ExchangeKind, method string, url *fetchspec.URL, call simulate.Call) RecordedExchange {
	recorded := RecordedExchange{Kind: kind, Method: method, URL: url}
	cause := stage.message.Cause
	concerns := (kind == fetchspec.ExchangePreflight) == stage.message.Preflight
	if concerns && cause.Failure != "" {
		recorded.Err = &fetchspec.ExchangeError{Kind: cause.Failure, Err: errors.New("the browser said so")}
		return recorded
	}
	recorded.Response = &fetchspec.HTTPResponse{
		HTTPVersion: "1.1", Status: 200, HeaderList: passingHeaders(kind, call), Body: fetchspec.ResponseBody{Bytes: []byte{}},
	}
	if concerns {
		stage.spoil(recorded.Response, call)
	}
	return recorded
}

// passingHeaders are those with which the exchange would pass.
func passingHeaders(kind fetchspec.ExchangeKind, call simulate.Call) fetchspec.HeaderList {
	headers := fetchspec.HeaderList{{Name: "Access-Control-Allow-Origin", Value: sentOrigin(call)}}
	if call.Credentials == "include" {
		headers = append(headers, fetchspec.Header{Name: "Access-Control-Allow-Credentials", Value: "true"})
	}
	if kind != fetchspec.ExchangePreflight {
		return headers
	}
	var names []string
	for _, header := range call.Headers {
		names = append(names, asciiLower(header.Name))
	}
	return append(headers,
		fetchspec.Header{Name: "Access-Control-Allow-Methods", Value: cmp.Or(call.Method, "GET")},
		fetchspec.Header{Name: "Access-Control-Allow-Headers", Value: strings.Join(names, ", ")})
}

func sentOrigin(call simulate.Call) string {
	if call.Origin != "" {
		return call.Origin
	}
	page, err := fetchspec.ParseURL(call.Page)
	if err != nil {
		return "null"
	}
	return page.Origin().String()
}

// spoil makes the answer the one that the message is about.
func (stage *messageStage) spoil(response *fetchspec.HTTPResponse, call simulate.Call) {
	cause, message := stage.message.Cause, stage.message
	if status := cause.Status; status != "" {
		response.Status = message.Status
		if status != "{status}" {
			response.Status, _ = strconv.Atoi(status)
		}
		if response.Status == 0 {
			response.Status = stage.likelyStatus()
		}
	}
	for _, name := range cause.Remove {
		response.HeaderList.Delete(name)
		if name == "Access-Control-Allow-Origin" {
			response.HeaderList = nil // the others would point to a server that means it
		}
	}
	for _, line := range cause.Set {
		name, _, _ := strings.Cut(line, ":")
		response.HeaderList.Delete(name)
	}
	for _, line := range cause.Set {
		name, value, _ := strings.Cut(line, ": ")
		response.HeaderList = append(response.HeaderList, stage.headerLines(name, value, call)...)
	}
}

// likelyStatus is one that fits where the message tells none: for a preflight
// that was refused for its status, one that points to no cause of its own.
func (stage *messageStage) likelyStatus() int {
	if stage.message.Cause.At == "preflight" {
		return 400
	}
	return 200
}

// headerLines fills in a header line. A value that Chrome joined from equal
// lines becomes these lines again.
func (stage *messageStage) headerLines(name, value string, call simulate.Call) fetchspec.HeaderList {
	host := ""
	if url, err := fetchspec.ParseURL(call.URL); err == nil {
		host = url.HostPort()
	}
	value = strings.NewReplacer(
		"{hint}", stage.message.Value, "{value}", stage.message.Value, "{token}", stage.message.Value,
		"{origin}", sentOrigin(call), "{host}", host,
	).Replace(value)
	var lines fetchspec.HeaderList
	for _, line := range equalLines(value) {
		lines = append(lines, fetchspec.Header{Name: name, Value: line})
	}
	return lines
}

// equalLines takes a value apart that several equal lines were joined to: of
// different ones nobody can tell whether they came in one line.
func equalLines(value string) []string {
	parts := strings.Split(value, ", ")
	for _, part := range parts {
		if part != parts[0] {
			return []string{value}
		}
	}
	return parts
}
