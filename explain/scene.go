package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// A scene is one failure with everything that is known about it, and the
// values that its words are filled with.
type scene struct {
	trace    *fetchspec.Trace
	failure  *fetchspec.Failure
	exchange *fetchspec.Exchange     // the one whose answer failed; nil if none did
	index    int                     // of exchange, as the Diagnosis counts; -1 if nil
	cached   *fetchspec.HTTPResponse // the answer that failed, if the HTTP cache had it; else nil
	record   *record                 // for what other exchanges show
	opaque   fetchspec.ResponseType  // of a response that is no failure but cannot be read; "" for a failure
	values   map[string]string
	evidence []Evidence
}

// newScene sets the scene for a run's failure.
func newScene(run run, record *record) *scene {
	scene := &scene{
		trace:   run.trace,
		failure: run.response.Failure,
		index:   -1,
		record:  record,
		values:  map[string]string{},
	}
	if scene.failure == nil {
		scene.failure = &fetchspec.Failure{Exchange: run.response.Unfiltered().Exchange}
		scene.opaque = run.response.Type
	}
	if i := scene.failure.Exchange; i >= 0 && i < len(run.trace.Exchanges) {
		scene.exchange = &run.trace.Exchanges[i]
		scene.index = run.source(i)
	} else {
		scene.cached = cachedAnswer(scene.failure)
	}
	scene.setCommonValues()
	return scene
}

// cachedAnswer is the answer that failed, where the HTTP cache had it; nil if
// there is none.
func cachedAnswer(failure *fetchspec.Failure) *fetchspec.HTTPResponse {
	if failure == nil || failure.Response == nil {
		return nil
	}
	response := failure.Response
	answer := &fetchspec.HTTPResponse{Status: response.Status, StatusText: response.StatusMessage, HeaderList: response.HeaderList}
	if response.Body != nil {
		answer.Body = *response.Body
	}
	return answer
}

// about moves the scene to another exchange of its trace.
func (scene *scene) about(run run, exchange int) *scene {
	scene.exchange = &run.trace.Exchanges[exchange]
	scene.index = run.source(exchange)
	scene.setCommonValues()
	return scene
}

func (scene *scene) setCommonValues() {
	scene.set("origin", scene.pageOrigin())
	scene.set("sent", scene.sentOrigin())
	scene.set("exchange", scene.exchangePhrase())
	if request := scene.request(); request != nil {
		scene.set("method", request.Method)
		scene.set("mode", string(request.Mode))
		scene.set("destination", destinationPhrase(request.Destination))
	}
	if url := scene.url(); url != nil {
		scene.set("url", shownURL(url))
		scene.set("server", url.HostPort())
		scene.set("host", url.Host())
		scene.set("scheme", url.Scheme())
		scene.set("port", strconv.Itoa(url.Port()))
	}
	if answer := scene.answer(); answer != nil {
		scene.set("status", statusPhrase(answer))
	}
}

// set gives a value to a word in braces.
func (scene *scene) set(name, value string) { scene.values[name] = value }

// show adds evidence.
func (scene *scene) show(evidence ...Evidence) { scene.evidence = append(scene.evidence, evidence...) }

// request is the fetch's request: as it began where a redirect has not
// changed it. It is nil when the API refused to make one.
func (scene *scene) request() *fetchspec.Request {
	if scene.trace.Request != nil {
		return scene.trace.Request
	}
	return scene.trace.Start.Request
}

// url is the URL of the exchange, or the one that would have been next.
func (scene *scene) url() *fetchspec.URL {
	if scene.exchange != nil {
		return scene.exchange.Request.URL
	}
	if request := scene.request(); request != nil {
		return request.CurrentURL()
	}
	return nil
}

// answer is the answer that failed; nil if there was none.
func (scene *scene) answer() *fetchspec.HTTPResponse {
	if scene.exchange == nil {
		return scene.cached
	}
	return scene.exchange.Response
}

// location is where the answer redirects to; nil if it does not, or to no URL.
func (scene *scene) location() *fetchspec.URL { return locationIn(scene.answer(), scene.url()) }

// header is a header of the answer, repeats combined.
func (scene *scene) header(name string) (value string, present bool) {
	if answer := scene.answer(); answer != nil {
		return answer.HeaderList.Get(name)
	}
	return "", false
}

// asked is a header of the exchange's request.
func (scene *scene) asked(name string) string {
	if scene.exchange == nil {
		return ""
	}
	value, _ := scene.exchange.Request.HeaderList.Get(name)
	return value
}

func (scene *scene) isPreflight() bool {
	return scene.exchange != nil && scene.exchange.Kind == fetchspec.ExchangePreflight
}

// withCredentials reports whether the CORS check asks for credentials.
func (scene *scene) withCredentials() bool {
	request := scene.request()
	return request != nil && request.CredentialsMode == fetchspec.CredentialsInclude
}

func (scene *scene) pageOrigin() string {
	if request := scene.request(); request != nil {
		return request.Origin.String()
	}
	return "null"
}

// sentOrigin is what the Origin header said, which is what the CORS check
// compares with.
func (scene *scene) sentOrigin() string {
	if sent := scene.asked("Origin"); sent != "" {
		return sent
	}
	if scene.exchange != nil {
		return scene.exchange.SerializedOrigin
	}
	return scene.pageOrigin()
}

func (scene *scene) exchangePhrase() string {
	if scene.exchange == nil {
		return "the request"
	}
	switch {
	case scene.isPreflight() && scene.exchange.Hop > 0:
		return "the preflight after the redirect"
	case scene.isPreflight():
		return "the preflight"
	case scene.exchange.Hop > 0:
		return "the redirected request"
	}
	return "the request"
}

// finding puts the words of a code together with the scene's values.
func (scene *scene) finding(code Code) Finding {
	entry := Lookup(code)
	if entry == nil {
		entry = Lookup(ExchangeFailed)
	}
	return Finding{
		Code:     entry.Code,
		Exchange: scene.index,
		Step:     scene.failure.Step,
		SpecURL:  scene.failure.Step.URL(),
		Summary:  fill(entry.Summary, scene.values),
		Detail:   fill(entry.Detail, scene.values),
		Evidence: scene.evidence,
	}
}

// fill puts values in the place of words in braces. A word without a value
// goes, so that no braces are ever shown.
func fill(template string, values map[string]string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	var filled strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		filled.WriteString(before)
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			break
		}
		filled.WriteString(values[name])
		template = after
	}
	return strings.TrimSpace(filled.String())
}
