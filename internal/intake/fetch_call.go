package intake

import (
	"cmp"
	"strings"

	"corsplain/fetchspec"
	"corsplain/internal/intake/pagescript"
	"corsplain/simulate"
)

// A scriptReading is a request of a script on the way to a call.
type scriptReading struct {
	src     source
	request pagescript.Request
	options Options
	page    pageReading
}

// scriptCall makes the call that a script's request is.
func scriptCall(src source, request pagescript.Request, options Options) (ImportedCall, error) {
	reading := scriptReading{src: src, request: request, options: options}
	if err := reading.read(); err != nil {
		return ImportedCall{}, err
	}
	return reading.page.result, nil
}

func (reading *scriptReading) read() error {
	request := reading.request
	url, err := fetchspec.ParseURL(request.URL)
	if err != nil {
		return relativeURLFault(reading.src, request)
	}
	reading.page = pageReading{copied: reading.copied(), options: reading.options, url: url}
	if reading.isCopiedByNode() {
		return reading.readCopiedByNode()
	}
	reading.noteOrigin()
	if err := reading.readPage(); err != nil {
		return err
	}
	if reading.isCopiedByBrowser() {
		reading.readDestination()
		reading.page.sortHeaders()
		reading.page.noteDropped()
	} else {
		reading.page.script = reading.page.copied.headers
	}
	reading.readMembers()
	return nil
}

// copied is the request as if it had been written down, for what all importers
// have in common.
func (reading *scriptReading) copied() copiedRequest {
	request := reading.request
	copied := copiedRequest{
		method: request.Method, url: request.URL, body: request.Body,
		copiedByBrowser: reading.isCopiedByBrowser() || reading.isCopiedByNode() && reading.hasHeader("accept"),
		fail: func(problem string) *SyntaxError {
			return scriptFault(reading.src, request.Start, request.End, problem, "", "")
		},
	}
	for _, header := range request.Headers {
		copied.headers = append(copied.headers, simulate.HeaderField{Name: header.Name, Value: header.Value})
	}
	return copied
}

func (reading *scriptReading) hasHeader(names ...string) bool {
	for _, header := range reading.request.Headers {
		for _, name := range names {
			if asciiLower(header.Name) == name {
				return true
			}
		}
	}
	return false
}

// hasSpelled reports whether a header is written in just this way.
func (reading *scriptReading) hasSpelled(name string) bool {
	for _, header := range reading.request.Headers {
		if header.Name == name {
			return true
		}
	}
	return false
}

// isCopiedByBrowser reports whether developer tools wrote the call: they write
// all of fetch()'s members, or headers that no script can set.
func (reading *scriptReading) isCopiedByBrowser() bool {
	request := reading.request
	if request.Via != "fetch" {
		return false
	}
	if request.Referrer != nil && request.Mode != "" && request.Credentials != "" {
		return true
	}
	if reading.hasSpelled("accept") && reading.hasSpelled("accept-language") {
		return true
	}
	for _, header := range request.Headers {
		name := asciiLower(header.Name)
		if strings.HasPrefix(name, "sec-fetch-") || strings.HasPrefix(name, "sec-ch-ua") ||
			name == "user-agent" && isBrowserUserAgent(header.Value) {
			return true
		}
	}
	return false
}

// isCopiedByNode reports whether the call is developer tools' form for Node,
// with everything that went over the wire among the headers.
func (reading *scriptReading) isCopiedByNode() bool {
	return reading.request.Via == "fetch" && reading.request.Mode == "" && reading.request.Referrer == nil &&
		reading.hasHeader("cookie", "referer", "origin")
}

// readCopiedByNode reads the headers as those of a copied command.
func (reading *scriptReading) readCopiedByNode() error {
	imported, err := reading.page.copied.importedCall(reading.options)
	if err != nil {
		return err
	}
	reading.page.result = imported
	reading.page.script = imported.Call.Headers
	reading.readMembers()
	return nil
}

// readDestination reads what Firefox copies along, Sec-Fetch-Mode and -Dest,
// or what Accept tells of the element that asked: the call itself says
// mode: "cors" whatever the mode was.
func (reading *scriptReading) readDestination() {
	call := &reading.page.result.Call
	if mode, _ := reading.page.header("sec-fetch-mode"); mode == "no-cors" || mode == "same-origin" {
		call.Mode, reading.request.Mode = mode, mode
		reading.page.note("the mode is %s, as Sec-Fetch-Mode says", mode)
	}
	destination, _ := reading.page.header("sec-fetch-dest")
	if destination != "" && destination != "empty" {
		call.Destination = destination
		reading.page.note("the destination is %s, as Sec-Fetch-Dest says", cut(destination))
		return
	}
	accept, _ := reading.page.header("accept")
	if call.Destination = destinationAccepting(accept); call.Destination != "" {
		reading.page.note("the destination is %s, as Accept tells", call.Destination)
	}
}

// destinationAccepting is the destination for which browsers send an Accept.
//
// https://fetch.spec.whatwg.org/#fetching
func destinationAccepting(accept string) string {
	switch {
	case strings.HasPrefix(accept, "image/") && strings.Contains(accept, "*/*"):
		return "image"
	case accept == "text/css,*/*;q=0.1":
		return "style"
	}
	return ""
}

// readPage finds the page: the command line's, or the one that the copied call
// names as its referrer.
func (reading *scriptReading) readPage() error {
	call := &reading.page.result.Call
	if reading.options.Origin != "" || reading.options.Page != "" {
		call.Origin, call.Page = reading.options.Origin, reading.options.Page
		return nil
	}
	if reading.request.Referrer != nil {
		page, err := fetchspec.ParseURL(*reading.request.Referrer)
		if err == nil && !page.Origin().IsOpaque() {
			call.Page, call.Origin = page.String(), page.Origin().String()
			reading.page.note("the page is %s, as referrer says", cut(page.String()))
			return nil
		}
	}
	fault := reading.page.copied.fail("nothing in the code says which page makes this request")
	fault.Expected = "the origin of the page whose script makes the request"
	fault.Hint = "add --origin https://app.example.com (the part of the page's address before the path)"
	return fault
}

func (reading *scriptReading) noteOrigin() {
	if reading.request.Via != "fetch" {
		reading.page.note("made by %s", reading.request.Via)
	}
	if because := reading.request.Because; because != "" {
		reading.page.note("made in %s, which was called because nothing in the code does", cut(functionName(because)))
	}
}

// functionName is what a note calls a function.
func functionName(because string) string {
	if because == "default" {
		return "the function"
	}
	return because
}

// readMembers takes what the script says of the request itself.
func (reading *scriptReading) readMembers() {
	request, call := reading.request, &reading.page.result.Call
	call.URL = request.URL
	call.Method = request.Method
	call.Headers = reading.page.script
	if request.API == pagescript.APIXHR {
		call.API = simulate.APIXHR
	}
	call.Mode = cmp.Or(request.Mode, call.Mode)
	call.Credentials = cmp.Or(reading.options.Credentials, request.Credentials, call.Credentials)
	call.Redirect = request.Redirect
	call.Cache = cmp.Or(request.Cache, call.Cache)
	call.ReferrerPolicy = cmp.Or(request.ReferrerPolicy, call.ReferrerPolicy)
	call.Integrity = request.Integrity
	call.Keepalive = request.Keepalive
	call.Destination = cmp.Or(request.Destination, call.Destination)
	call.WithCredentials = request.WithCredentials || request.API == pagescript.APIXHR && reading.options.Credentials == "include"
	call.UploadListeners = request.UploadListeners
	if request.Via == "EventSource" {
		call.Initiator = fetchspec.InitiatorEventSource
	}
	reading.readReferrer()
	reading.readBody()
	reading.noteCredentials()
}

// readReferrer keeps a referrer that is not just the page.
func (reading *scriptReading) readReferrer() {
	referrer, call := reading.request.Referrer, &reading.page.result.Call
	if referrer == nil || *referrer == "about:client" || *referrer == call.Page {
		return
	}
	call.Referrer = referrer
}

func (reading *scriptReading) readBody() {
	request, call := reading.request, &reading.page.result.Call
	call.Body, call.BodyType, call.BlobType = request.Body, "", ""
	switch request.BodyKind {
	case pagescript.BodyNone:
		call.Body = nil
	case pagescript.BodyURLEncoded:
		call.BodyType = simulate.BodyURLEncoded
	case pagescript.BodyStream:
		call.BodyType = simulate.BodyStream
	case pagescript.BodyFormData, pagescript.BodyBlob:
		call.BodyType, call.BlobType = simulate.BodyBlob, request.BodyType
		if request.BodyType == "" {
			call.BodyType = simulate.BodyBytes
		}
	}
	if request.BodyIsObject {
		reading.page.note("the body is an object, which fetch() sends as %q; JSON.stringify makes JSON of it", string(request.Body))
	}
	if request.PageForm != "" {
		reading.page.caveat("the fields of the form %s are not known; the form is sent without them", cut(request.PageForm))
	}
	for _, file := range request.Files {
		reading.page.caveat("%s is a file whose bytes are not known; an empty one is sent in its place", cut(file))
	}
}

// noteCredentials: browsers write credentials from what they saw go out, not
// from what the script said.
func (reading *scriptReading) noteCredentials() {
	request := reading.request
	copied := reading.isCopiedByBrowser() || reading.isCopiedByNode()
	if copied && request.Method == "OPTIONS" {
		reading.page.caveat("if this is a copied preflight, the text lacks what it asked for: copy the request behind it, or the preflight as cURL")
	}
	if !reading.isCopiedByBrowser() || request.Credentials == "" || reading.options.Credentials != "" {
		return
	}
	switch request.Credentials {
	case "include":
		reading.page.note("credentials: \"include\" is as copied; browsers write it whenever cookies or an Authorization header went along")
	case "omit":
		reading.page.note("credentials: \"omit\" is as copied; browsers write it whenever neither cookies nor an Authorization header went along")
	}
}
