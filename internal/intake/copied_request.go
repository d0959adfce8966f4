package intake

import (
	"fmt"
	"slices"
	"strings"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A copiedRequest is a request as something wrote it down: everything that
// went over the wire, whoever put it there. importedCall sorts out what the
// page's script must have asked for.
type copiedRequest struct {
	method  string
	url     string
	headers []simulate.HeaderField
	body    []byte // nil for none
	// toolContentType is the Content-Type that the tool adds when the headers
	// have none; "" if it adds none.
	toolContentType string
	network         NetworkOptions
	timeoutMs       int
	notes           []string
	caveats         []string // those of the notes that must be known; see ImportedCall
	// fromTool is set for a request that a tool such as curl made or would
	// make; it is not a browser's unless its headers say so.
	fromTool bool
	// copiedByBrowser is set when it is known that a browser wrote this down,
	// whatever the headers say.
	copiedByBrowser bool
	// fail makes the error for the request as a whole, at its place.
	fail func(problem string) *SyntaxError
	// failHeader makes the error for one header, by its name; nil means fail.
	failHeader func(name, problem string) *SyntaxError
}

// caveat notes what somebody who reads the verdict must know.
func (copied *copiedRequest) caveat(text string) {
	copied.notes, copied.caveats = append(copied.notes, text), append(copied.caveats, text)
}

func (copied copiedRequest) headerFault(name, problem string) *SyntaxError {
	if copied.failHeader == nil {
		return copied.fail(problem)
	}
	return copied.failHeader(name, problem)
}

// importedCall turns the request into the call behind it.
func (copied copiedRequest) importedCall(options Options) (ImportedCall, error) {
	reading := pageReading{copied: copied, options: options}
	return reading.read()
}

// A pageReading is a copied request on the way to a call.
type pageReading struct {
	copied  copiedRequest
	options Options

	url     *fetchspec.URL
	browser *bool // what fromBrowser found; nil until it was asked
	result  ImportedCall
	script  []simulate.HeaderField
	dropped []string // names of the browser's own headers, for one note
}

func (reading *pageReading) read() (ImportedCall, error) {
	if len(reading.copied.headers) > maxHeaders {
		return ImportedCall{}, reading.copied.fail(fmt.Sprintf("the request has more than %d headers", maxHeaders))
	}
	if err := reading.readURL(); err != nil {
		return ImportedCall{}, err
	}
	reading.result.Notes = append(reading.result.Notes, reading.copied.notes...)
	reading.result.Caveats = append(reading.result.Caveats, reading.copied.caveats...)
	reading.result.Network = reading.copied.network
	reading.result.Call.TimeoutMs = reading.copied.timeoutMs
	reading.result.Call.Method = reading.copied.method

	if err := reading.readModeAndDestination(); err != nil {
		return ImportedCall{}, err
	}
	if err := reading.readPage(); err != nil {
		return ImportedCall{}, err
	}
	reading.readCredentials()
	reading.sortHeaders()
	reading.readBody()
	reading.readPreflight()
	reading.noteDropped()
	reading.result.Call.Headers = reading.script
	return reading.result, nil
}

// caveat notes what somebody who reads the verdict must know.
func (reading *pageReading) caveat(format string, arguments ...any) {
	reading.note(format, arguments...)
	reading.result.Caveats = append(reading.result.Caveats, fmt.Sprintf(format, arguments...))
}

func (reading *pageReading) note(format string, arguments ...any) {
	reading.result.Notes = append(reading.result.Notes, fmt.Sprintf(format, arguments...))
}

// header returns the value of a header of the copied request.
func (reading *pageReading) header(name string) (value string, present bool) {
	for _, header := range reading.copied.headers {
		if asciiLower(header.Name) == name {
			return header.Value, true
		}
	}
	return "", false
}

// fromBrowser reports whether a browser made the copied request: its headers
// say so, whoever wrote them down.
func (reading *pageReading) fromBrowser() bool {
	if reading.browser == nil {
		made := reading.madeByBrowser()
		reading.browser = &made
	}
	return *reading.browser
}

func (reading *pageReading) madeByBrowser() bool {
	if reading.copied.copiedByBrowser {
		return true
	}
	for _, header := range reading.copied.headers {
		name := asciiLower(header.Name)
		if strings.HasPrefix(name, "sec-fetch-") || strings.HasPrefix(name, "sec-ch-ua") {
			return true
		}
		if name == "user-agent" && isBrowserUserAgent(header.Value) {
			return true
		}
	}
	return false
}

// readURL parses the URL. A user name and password in it go out as Basic
// authentication in curl; fetch() would refuse them.
func (reading *pageReading) readURL() error {
	url, err := fetchspec.ParseURL(reading.copied.url)
	if err != nil {
		fault := reading.copied.fail(fmt.Sprintf("%q is not a URL", cut(reading.copied.url)))
		fault.Expected = "an absolute URL, as https://api.example.com/path"
		return fault
	}
	reading.url = url
	reading.result.Call.URL = reading.copied.url
	if !reading.copied.fromTool || !url.IncludesCredentials() {
		return nil
	}
	reading.result.Call.URL = withoutCredentials(reading.copied.url)
	if _, set := reading.header("authorization"); !set {
		user, password := percentDecode(url.Username()), percentDecode(url.Password())
		reading.copied.headers = append(reading.copied.headers, basicAuthorization(user, password))
	}
	reading.note("the user name and password in the URL became an Authorization header: fetch() takes no URL that has them")
	return nil
}

// readModeAndDestination reads what Sec-Fetch-Mode and Sec-Fetch-Dest say.
//
// https://w3c.github.io/webappsec-fetch-metadata/
func (reading *pageReading) readModeAndDestination() error {
	call := &reading.result.Call
	mode, _ := reading.header("sec-fetch-mode")
	switch mode {
	case "no-cors", "same-origin":
		call.Mode = mode
		reading.note("the mode is %s, as Sec-Fetch-Mode says", mode)
	case "websocket":
		fault := reading.copied.fail("this is the opening of a WebSocket, which CORS does not govern")
		fault.Hint = "a server protects a WebSocket by checking the Origin header itself"
		return fault
	case "navigate":
		return reading.readNavigation()
	}
	reading.readDestination()
	return nil
}

// readDestination reads Sec-Fetch-Dest.
func (reading *pageReading) readDestination() {
	destination, _ := reading.header("sec-fetch-dest")
	switch {
	case destination == "" || destination == "empty":
	case slices.Contains(simulate.CallFieldValues("destination"), destination):
		reading.result.Call.Destination = destination
		reading.note("the destination is %s, as Sec-Fetch-Dest says", destination)
	default:
		reading.caveat("requests for %s (Sec-Fetch-Dest) are not emulated; it is taken as a fetch()", cut(destination))
	}
}

// readNavigation takes a copied page load as a fetch() of the same address,
// if the user says by which page.
func (reading *pageReading) readNavigation() error {
	if reading.options.Origin == "" && reading.options.Page == "" {
		fault := reading.copied.fail("this is a page load (Sec-Fetch-Mode: navigate), which CORS does not govern")
		fault.Hint = "to ask whether a page's script may fetch this address, say which page: --origin https://app.example.com"
		return fault
	}
	reading.caveat("the text is of a page load (Sec-Fetch-Mode: navigate); it is taken as a fetch() of the same address")
	return nil
}

func (reading *pageReading) isNavigation() bool {
	mode, _ := reading.header("sec-fetch-mode")
	return mode == "navigate"
}

// noteDropped says in one sentence which headers are the browser's own.
func (reading *pageReading) noteDropped() {
	if len(reading.dropped) == 0 {
		return
	}
	who := "the browser's own"
	if !reading.fromBrowser() {
		who = "not a script's to set"
	}
	reading.note("taken as %s, not as headers of the page's script: %s", who, strings.Join(reading.dropped, ", "))
}

// cut shortens what an error quotes.
func cut(text string) string {
	const most = 60
	characters := 0
	for i := range text {
		if characters == most {
			return text[:i] + ellipsis
		}
		characters++
	}
	return text
}
