package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// An archiveReading makes the call of an entry, and its recording.
type archiveReading struct {
	archive *Archive
	entry   *archivedEntry
	request *ArchivedRequest

	hops       []*archivedEntry // the entry, and those it was redirected to
	preflights []*archivedEntry
	call       ImportedCall
}

func (reading *archiveReading) read() {
	entry, request := reading.entry, reading.request
	reading.hops = append([]*archivedEntry{entry}, reading.archive.takeRedirects(entry)...)
	for _, hop := range reading.hops[1:] {
		request.Redirects = append(request.Redirects, hop.Index)
	}
	request.Outcome = reading.archive.outcome(reading.hops[len(reading.hops)-1])
	if err := reading.readCall(); err != nil {
		request.Doubt = err.Error()
		return
	}
	reading.readManualRedirect()
	request.Origin = reading.origin().String()
	request.Kind = reading.kind()
	reading.record()
	switch {
	case strings.HasPrefix(entry.Response.Error, "net::ERR_BLOCKED_BY_CLIENT") && entry.Response.Status == 0:
		request.Doubt = fmt.Sprintf("the browser did not send this (%s): an extension such as an ad blocker, or the page's own policy, blocked it", cut(entry.Response.Error))
	case len(entry.Call) == 0:
		reading.chooseReading()
	}
	request.Imported = reading.call
}

// readManualRedirect recognizes how Chrome records redirect: "manual": the
// redirect's target was named, and the request to it given up.
func (reading *archiveReading) readManualRedirect() {
	last := reading.hops[len(reading.hops)-1]
	if len(reading.hops) != 2 || last.Response.Status != 0 || last.Response.Error != "net::ERR_ABORTED" {
		return
	}
	reading.call.Call.Redirect = "manual"
	reading.note("the redirect was given up, as the browser does with redirect: \"manual\"; so the page asked for that")
}

// readCall reads the request as a copied one, with what the archive tells
// besides.
func (reading *archiveReading) readCall() error {
	entry, options := reading.entry, reading.archive.options
	if call, err := simulate.ParseCall(entry.Call); err == nil && len(entry.Call) > 0 {
		// corsplain's own archives hold the call itself.
		reading.call.Call = call
		reading.setID()
		return nil
	}
	copied := copiedRequest{method: entry.Request.Method, url: entry.Request.URL, body: entry.Request.Body}
	copied.fail = func(problem string) *SyntaxError {
		return &SyntaxError{Input: options.name(), Problem: problem, Line: 1, Column: 1, Span: 1}
	}
	for _, header := range entry.Request.Headers {
		copied.headers = append(copied.headers, simulate.HeaderField{Name: header.Name, Value: isomorphicEncode(header.Value)})
	}
	if len(copied.body) == 0 && entry.Request.BodyType == "" {
		copied.body = nil
	}
	_, hasOrigin := entry.Request.Header("Origin")
	_, hasReferer := entry.Request.Header("Referer")
	if options.Origin == "" && options.Page == "" && !hasOrigin && !hasReferer {
		options.Page = reading.archive.pageURL(entry)
	}
	imported, err := copied.importedCall(options)
	if err != nil {
		return plainProblem(err)
	}
	reading.call = imported
	reading.readResourceType(hasOrigin)
	if entry.Request.BodyCut {
		reading.caveat("only the beginning of the body was read, %d bytes", len(entry.Request.Body))
	}
	reading.setID()
	return nil
}

// setID names the call after its entry.
func (reading *archiveReading) setID() {
	reading.call.Call.ID = strconv.AppendInt(nil, int64(reading.entry.Index), 10)
}

// plainProblem is an error without a place, which means nothing here.
func plainProblem(err error) error {
	if fault, ok := err.(*SyntaxError); ok {
		return fmt.Errorf("%s", fault.Problem)
	}
	return err
}

func (reading *archiveReading) note(format string, arguments ...any) {
	reading.call.Notes = append(reading.call.Notes, fmt.Sprintf(format, arguments...))
}

// caveat is a note that whoever reads the verdict must know.
func (reading *archiveReading) caveat(format string, arguments ...any) {
	reading.note(format, arguments...)
	reading.call.Caveats = append(reading.call.Caveats, fmt.Sprintf(format, arguments...))
}

// readResourceType takes what Chrome says of who asked, where headers do not.
func (reading *archiveReading) readResourceType(hasOrigin bool) {
	entry, call := reading.entry, &reading.call.Call
	switch entry.ResourceType {
	case "xhr":
		call.API = simulate.APIXHR
		call.WithCredentials = call.Credentials == "include"
	case "script", "image", "font", "manifest":
		setDefaultText(&call.Destination, entry.ResourceType)
	case "stylesheet":
		setDefaultText(&call.Destination, "style")
	case "texttrack":
		setDefaultText(&call.Destination, "track")
	case "media":
		setDefaultText(&call.Destination, "video")
	case "eventsource":
		call.Initiator = fetchspec.InitiatorEventSource
	}
	if _, told := entry.Request.Header("Sec-Fetch-Mode"); told || hasOrigin || reading.archive.engine() == "" || reading.isProvisional() || call.API == simulate.APIXHR {
		return
	}
	if reading.isSameOrigin(entry) {
		return
	}
	call.Mode = "no-cors"
	if call.Destination != "" {
		call.Credentials = "include"
	}
	reading.note("no Origin was sent to another origin, so the mode is taken as no-cors")
}

// isProvisional reports whether the headers are those that the request was to
// have: it was never sent, and the browser's own are missing.
func (reading *archiveReading) isProvisional() bool {
	_, hasHost := reading.entry.Request.Header("Host")
	_, hasEncoding := reading.entry.Request.Header("Accept-Encoding")
	return reading.entry.Response.Status == 0 && !hasHost && !hasEncoding
}

func (reading *archiveReading) origin() fetchspec.Origin {
	call := reading.call.Call
	if call.Origin == "null" {
		return fetchspec.Origin{}
	}
	for _, text := range []string{call.Origin, call.Page} {
		if url, err := fetchspec.ParseURL(text); text != "" && err == nil {
			return url.Origin()
		}
	}
	return fetchspec.Origin{}
}

func (reading *archiveReading) isSameOrigin(hop *archivedEntry) bool {
	return hop.url.Origin().SameOrigin(reading.origin())
}

func (reading *archiveReading) kind() ArchivedKind {
	if reading.entry.isPreflight() {
		return ArchivedPreflight
	}
	for _, hop := range reading.hops {
		if !reading.isSameOrigin(hop) {
			return ArchivedCrossOrigin
		}
	}
	return ArchivedSameOrigin
}

// record makes the recording of the entry, what it was redirected to, and the
// preflights of each.
func (reading *archiveReading) record() {
	recording := &Recording{}
	if reading.entry.isPreflight() {
		recording.Exchanges = []RecordedExchange{reading.entry.recorded(fetchspec.ExchangePreflight)}
		reading.call.Recording = recording
		return
	}
	for _, hop := range reading.hops {
		if preflight := reading.archive.takePreflight(hop); preflight != nil {
			reading.preflights = append(reading.preflights, preflight)
			reading.request.Preflights = append(reading.request.Preflights, preflight.Index)
			recording.Exchanges = append(recording.Exchanges, preflight.recorded(fetchspec.ExchangePreflight))
		}
		recording.Exchanges = append(recording.Exchanges, hop.recorded(fetchspec.ExchangeRequest))
	}
	reading.call.Recording = recording
	reading.takeRequestedHeaders()
	reading.addPassedPreflights()
}

// takeRequestedHeaders adds the headers that the preflight asked for and the
// request's own list lacks: sanitized archives leave Authorization out.
func (reading *archiveReading) takeRequestedHeaders() {
	if len(reading.preflights) == 0 {
		return
	}
	asked, _ := reading.preflights[0].Request.Header("Access-Control-Request-Headers")
	call := &reading.call.Call
	for _, name := range strings.Split(asked, ",") {
		name = strings.Trim(name, " \t")
		if name == "" || slices.ContainsFunc(call.Headers, func(header simulate.HeaderField) bool { return asciiLower(header.Name) == name }) {
			continue
		}
		call.Headers = append(call.Headers, simulate.HeaderField{Name: name, Value: placeholderValue(name)})
		// What was sent is not what is listed.
		for i := range reading.call.Recording.Exchanges {
			reading.call.Recording.Exchanges[i].RequestHeaders = nil
		}
		reading.caveat("the archive leaves out the header %s, which the preflight asked for; its value is made up", cut(name))
	}
}

// addPassedPreflights stands in for preflights that a browser's archive lacks
// although the requests behind them were sent: they had passed.
func (reading *archiveReading) addPassedPreflights() {
	if reading.archive.engine() == "" || reading.isProvisional() || reading.entry.Response.Status == 0 {
		return
	}
	replay := reading.call.Recording.Replay()
	reading.perform(reading.call.Call, replay)
	for range reading.hops {
		missing := replay.Missing()
		if missing == nil || missing.Kind != fetchspec.ExchangePreflight {
			return
		}
		url, err := fetchspec.ParseURL(missing.URL)
		if err != nil {
			return
		}
		reading.call.Recording.Exchanges = append(reading.call.Recording.Exchanges, reading.passedPreflight(url))
		reading.caveat("no preflight of %s is in the archive; as the browser went on to send the request, it had passed, or was still in the cache", cut(missing.URL))
		replay = reading.call.Recording.Replay()
		reading.perform(reading.call.Call, replay)
	}
}

// passedPreflight permits everything that the request asks for.
func (reading *archiveReading) passedPreflight(url *fetchspec.URL) RecordedExchange {
	call := reading.call.Call
	var names []string
	for _, header := range call.Headers {
		names = append(names, asciiLower(header.Name))
	}
	origin := sentOrigin(call)
	for _, hop := range reading.hops {
		if sent, told := hop.Request.Header("Origin"); told && hop.address == url.WithoutFragment() {
			origin = sent
		}
	}
	return RecordedExchange{
		Kind: fetchspec.ExchangePreflight, Method: "OPTIONS", URL: url,
		Response: &fetchspec.HTTPResponse{
			HTTPVersion: "1.1", Status: 204, Body: fetchspec.ResponseBody{Bytes: []byte{}},
			HeaderList: fetchspec.HeaderList{
				{Name: "Access-Control-Allow-Origin", Value: origin},
				{Name: "Access-Control-Allow-Credentials", Value: "true"},
				{Name: "Access-Control-Allow-Methods", Value: cmp.Or(call.Method, "GET")},
				{Name: "Access-Control-Allow-Headers", Value: strings.Join(names, ", ")},
			},
		},
	}
}

// perform performs a call as the recording browser, by a replay.
func (reading *archiveReading) perform(call simulate.Call, replay *Replay) *simulate.Result {
	engine, _ := fetchspec.EngineByName(reading.archive.engine())
	browser := simulate.Browser{Network: replay, Engine: engine}
	result, err := browser.Do(context.Background(), call)
	if err != nil {
		return nil
	}
	return result
}
