package report

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"strings"
	"time"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// The types are those of HAR 1.2, with the fields beginning with "_" that
// Chrome adds, and _request, which is ours: the request object that makes the
// same call again.
//
// http://www.softwareishard.com/blog/har-12-spec/
type (
	harFile struct {
		Log harLog `json:"log"`
	}
	harLog struct {
		Version string     `json:"version"`
		Creator harCreator `json:"creator"`
		Pages   []harPage  `json:"pages"`
		Entries []harEntry `json:"entries"`
	}
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harPage struct {
		StartedDateTime string         `json:"startedDateTime"`
		ID              string         `json:"id"`
		Title           string         `json:"title"`
		PageTimings     harPageTimings `json:"pageTimings"`
	}
	harPageTimings struct{}
	harEntry       struct {
		PageRef         string          `json:"pageref"`
		StartedDateTime string          `json:"startedDateTime"`
		Time            Milliseconds    `json:"time"`
		Request         harRequest      `json:"request"`
		Response        harResponse     `json:"response"`
		Cache           struct{}        `json:"cache"`
		Timings         harTimings      `json:"timings"`
		ServerIPAddress string          `json:"serverIPAddress,omitempty"`
		Initiator       harInitiator    `json:"_initiator"`
		ResourceType    string          `json:"_resourceType"`
		Call            json.RawMessage `json:"_request,omitempty"`
	}
	harInitiator struct {
		Type string `json:"type"`
		URL  string `json:"url,omitempty"`
	}
	harRequest struct {
		Method      string       `json:"method"`
		URL         string       `json:"url"`
		HTTPVersion string       `json:"httpVersion"`
		Headers     []harPair    `json:"headers"`
		QueryString []harPair    `json:"queryString"`
		Cookies     []harPair    `json:"cookies"`
		HeadersSize int          `json:"headersSize"`
		BodySize    int          `json:"bodySize"`
		PostData    *harPostData `json:"postData,omitempty"`
	}
	harPair struct {
		Name  ByteString `json:"name"`
		Value ByteString `json:"value"`
	}
	harPostData struct {
		MIMEType string `json:"mimeType"`
		Text     string `json:"text"`
		Encoding string `json:"_encoding,omitempty"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  ByteString `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Headers     []harPair  `json:"headers"`
		Cookies     []harPair  `json:"cookies"`
		Content     harContent `json:"content"`
		RedirectURL ByteString `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
		Error       string     `json:"_error,omitempty"`
	}
	harContent struct {
		Size     int64  `json:"size"`
		MIMEType string `json:"mimeType"`
		Text     string `json:"text,omitempty"`
		Encoding string `json:"encoding,omitempty"`
	}
	harTimings struct {
		Blocked Milliseconds `json:"blocked"`
		DNS     Milliseconds `json:"dns"`
		Connect Milliseconds `json:"connect"`
		SSL     Milliseconds `json:"ssl"`
		Send    Milliseconds `json:"send"`
		Wait    Milliseconds `json:"wait"`
		Receive Milliseconds `json:"receive"`
	}
)

// WriteHAR writes the exchanges of the reports as one HTTP archive, as Chrome
// writes it: a preflight has an entry of its own, and so has the request that
// a refused preflight kept from being sent. Probes, which no browser makes,
// are left out.
func WriteHAR(w io.Writer, reports []*Report) error {
	archive := harFile{Log: harLog{
		Version: "1.2",
		Creator: harCreator{Name: "corsplain", Version: version()},
		Pages:   []harPage{},
		Entries: []harEntry{},
	}}
	for _, report := range reports {
		archive.Log.add(report)
	}
	return writeJSON(w, archive, "  ")
}

// add adds a page and the entries of a report.
func (log *harLog) add(report *Report) {
	if report.source.result == nil || report.Request == nil {
		return
	}
	var start time.Time
	if report.source.result.Trace != nil {
		start = report.source.result.Trace.Start.Time
	}
	page := harPage{
		StartedDateTime: harTime(start),
		ID:              fmt.Sprintf("page_%d", len(log.Pages)+1),
		Title:           cmp.Or(report.Request.Page, report.Request.Origin),
	}
	log.Pages = append(log.Pages, page)
	called := false
	for _, request := range report.wireRequests() {
		entry := report.harEntry(&request)
		if request.kind != fetchspec.ExchangePreflight && !called {
			entry.Call, called = report.callObject(), true
		}
		entry.PageRef = page.ID
		entry.StartedDateTime = harTime(start)
		start = start.Add(time.Duration(float64(entry.Time) * float64(time.Millisecond)))
		log.Entries = append(log.Entries, entry)
	}
}

// version is the program's own, as the Go toolchain stamped it.
func version() string {
	info, found := debug.ReadBuildInfo()
	if !found || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}

func harTime(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

func (report *Report) harEntry(request *wireRequest) harEntry {
	entry := harEntry{
		Request:      harRequestOf(request),
		Response:     harNoResponse("net::ERR_FAILED"),
		Initiator:    harInitiator{Type: "script", URL: report.Request.Page},
		ResourceType: report.resourceType(),
	}
	if request.kind == fetchspec.ExchangePreflight {
		entry.ResourceType = "preflight"
		entry.Initiator = harInitiator{Type: "preflight", URL: request.url}
	}
	if request.exchange == nil {
		return entry
	}
	timing := request.exchange.Timing
	entry.Time = timing.Total
	entry.Timings = harTimingsOf(timing)
	entry.ServerIPAddress = hostOf(request.exchange.RemoteAddress)
	switch {
	case request.exchange.Response != nil:
		entry.Response = report.harResponse(request.exchange.Response)
	case request.exchange.Error != nil:
		entry.Response = harNoResponse(request.exchange.Error.Message)
	}
	return entry
}

// callObject is the request object of the call; nil if it cannot be written.
func (report *Report) callObject() json.RawMessage {
	object, err := json.Marshal(report.source.redact.call(report.source.result.Call))
	if err != nil {
		return nil
	}
	return object
}

// resourceType is what Chrome calls requests of this kind.
func (report *Report) resourceType() string {
	switch {
	case report.Request.API == simulate.APIXHR:
		return "xhr"
	case report.Request.Mode == string(fetchspec.ModeNavigate):
		return "document"
	case report.Request.Destination == "":
		return "fetch"
	case report.Request.Destination == "style":
		return "stylesheet"
	case report.Request.Destination == "audio", report.Request.Destination == "video":
		return "media"
	case report.Request.Destination == "track":
		return "texttrack"
	}
	return report.Request.Destination
}

func hostOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return ""
	}
	return host
}

func harRequestOf(request *wireRequest) harRequest {
	made := harRequest{
		Method:      request.method,
		URL:         request.url,
		HTTPVersion: harVersion(request.version),
		Headers:     harHeaders(request.headers),
		QueryString: harQuery(request.url),
		Cookies:     harCookies(request.headers, "cookie"),
		HeadersSize: -1,
		BodySize:    len(request.body),
	}
	if request.body != nil {
		made.PostData = &harPostData{MIMEType: validText(request.headers.get("Content-Type"))}
		made.PostData.Text, made.PostData.Encoding = harText(request.body)
	}
	return made
}

func (report *Report) harResponse(response *ExchangeResponse) harResponse {
	made := harResponse{
		Status:      response.Status,
		StatusText:  response.StatusText,
		HTTPVersion: harVersion(response.HTTPVersion),
		Headers:     harHeaders(response.Headers),
		Cookies:     harCookies(response.Headers, "set-cookie"),
		RedirectURL: ByteString(response.Headers.get("Location")),
		HeadersSize: -1,
		BodySize:    response.BodySize,
		Content: harContent{
			Size:     response.BodySize,
			MIMEType: cmp.Or(validText(response.Headers.get("Content-Type")), "x-unknown"),
		},
	}
	made.Content.Text, made.Content.Encoding = harText(report.source.redact.bytes(response.body.Bytes))
	return made
}

// harNoResponse is how Chrome records a request that got no answer.
func harNoResponse(reason string) harResponse {
	return harResponse{
		Headers:     []harPair{},
		Cookies:     []harPair{},
		Content:     harContent{MIMEType: "x-unknown"},
		HeadersSize: -1,
		BodySize:    -1,
		Error:       reason,
	}
}

func harText(body []byte) (text, encoding string) {
	if isPlainUTF8(body) {
		return string(body), ""
	}
	return base64.StdEncoding.EncodeToString(body), "base64"
}

func harVersion(version string) string {
	switch version {
	case "":
		return "unknown"
	case "2":
		return "http/2.0"
	}
	return "HTTP/" + version
}

func harHeaders(list HeaderList) []harPair {
	pairs := make([]harPair, 0, len(list))
	for _, header := range list {
		pairs = append(pairs, harPair(header))
	}
	return pairs
}

func harQuery(url string) []harPair {
	pairs := []harPair{}
	url, _, _ = strings.Cut(url, "#")
	_, query, _ := strings.Cut(url, "?")
	for pair := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(pair, "="); pair != "" {
			pairs = append(pairs, harPair{ByteString(name), ByteString(value)})
		}
	}
	return pairs
}

// harCookies are the names and values in Cookie or Set-Cookie headers.
func harCookies(list HeaderList, header string) []harPair {
	pairs := []harPair{}
	for _, each := range list {
		if !strings.EqualFold(string(each.Name), header) {
			continue
		}
		value := string(each.Value)
		if header == "set-cookie" {
			value, _, _ = strings.Cut(value, ";")
		}
		for pair := range strings.SplitSeq(value, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
			pairs = append(pairs, harPair{ByteString(name), ByteString(value)})
		}
	}
	return pairs
}

// harTimingsOf has -1 for phases that did not happen, as HAR wants it. The
// time to connect includes that for TLS.
func harTimingsOf(timing Timing) harTimings {
	wait := timing.FirstByte
	spent := timing.NameLookup + timing.Connect + timing.TLS + wait
	return harTimings{
		Blocked: -1,
		DNS:     happened(timing.NameLookup),
		Connect: happened(rounded(float64(timing.Connect + timing.TLS))),
		SSL:     happened(timing.TLS),
		Wait:    wait,
		Receive: rounded(float64(max(0, timing.Total-spent))),
	}
}

func happened(took Milliseconds) Milliseconds {
	if took == 0 {
		return -1
	}
	return took
}
