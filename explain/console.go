package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// Console returns the error lines that engine prints for a fetch that ended in
// response, in the order in which they appear. The trace must be one under
// that engine. The texts are data: see consoles/.
func Console(engine fetchspec.EngineName, response *fetchspec.Response, trace *fetchspec.Trace) []string {
	console := consoleOf(engine, response, trace)
	switch engine {
	case fetchspec.EngineChrome:
		return console.chrome()
	case fetchspec.EngineFirefox:
		return console.firefox()
	case fetchspec.EngineSafari:
		return console.safari()
	}
	return nil
}

// A console gathers what the browsers' messages are made of.
type console struct {
	engine   fetchspec.EngineName
	response *fetchspec.Response
	trace    *fetchspec.Trace
	failure  *fetchspec.Failure      // nil if the fetch succeeded
	request  *fetchspec.Request      // as it began; nil if the API refused to make one
	exchange *fetchspec.Exchange     // whose answer failed; nil if none did
	answer   *fetchspec.HTTPResponse // that answer, from wherever; nil if none

	firstURL  string // where the fetch began
	failedURL string // the URL of the request that failed
	origin    string // the page's, also where Origin: null was sent
}

func consoleOf(engine fetchspec.EngineName, response *fetchspec.Response, trace *fetchspec.Trace) *console {
	console := &console{
		engine:   engine,
		response: response,
		trace:    trace,
		failure:  response.Failure,
		request:  trace.Start.Request,
	}
	if console.request != nil {
		console.origin = console.request.Origin.String()
		console.firstURL = printedURL(console.request.URL())
		console.failedURL = console.firstURL
	}
	if trace.Request != nil {
		console.failedURL = printedURL(trace.Request.CurrentURL())
	}
	if failure := console.failure; failure != nil && failure.Exchange >= 0 && failure.Exchange < len(trace.Exchanges) {
		console.exchange = &trace.Exchanges[failure.Exchange]
		if answered(failure) {
			console.failedURL = printedURL(console.exchange.Request.URL)
		}
	}
	console.answer = console.failedAnswer()
	return console
}

// failedAnswer is the exchange's answer, or one from the HTTP cache.
func (console *console) failedAnswer() *fetchspec.HTTPResponse {
	if console.exchange != nil {
		return console.exchange.Response
	}
	return cachedAnswer(console.failure)
}

// answeredURL is the URL that the answer is from.
func (console *console) answeredURL() *fetchspec.URL {
	if console.exchange != nil {
		return console.exchange.Request.URL
	}
	return console.trace.Request.CurrentURL()
}

// answered reports whether the failure is about an answer, not about the
// request that was to come next: main fetch looks at answers from step 20 on.
func answered(failure *fetchspec.Failure) bool {
	switch failure.Step.Algorithm {
	case "main fetch":
		return strings.HasPrefix(failure.Step.Number, "2")
	case "scheme fetch":
		return false
	}
	return true
}

// printedURL is how consoles print a URL: without user name and password.
func printedURL(url *fetchspec.URL) string { return withoutCredentials(url).WithoutFragment() }

// header is a header of the answer that failed, combined.
func (console *console) header(name string) (string, bool) {
	if console.answer == nil {
		return "", false
	}
	return console.answer.HeaderList.Get(name)
}

// printed is a header value as consoles print it: a character for each byte.
func printed(value string) string {
	var text strings.Builder
	for i := 0; i < len(value); i++ {
		text.WriteRune(rune(value[i]))
	}
	return text.String()
}

// status is the status of the answer that failed; 0 for none.
func (console *console) status() int {
	if console.answer == nil {
		return 0
	}
	return console.answer.Status
}

func (console *console) statusText() string { return strconv.Itoa(console.status()) }

// isRedirect reports whether the answer that failed is a redirect that would
// have been followed.
func (console *console) isRedirect() bool {
	_, located := console.header("Location")
	return located && fetchspec.IsRedirectStatus(console.status())
}

func (console *console) inPreflight() bool {
	return console.exchange != nil && console.exchange.Kind == fetchspec.ExchangePreflight
}

func (console *console) isXHR() bool {
	return console.request != nil && console.request.InitiatorType == fetchspec.InitiatorXHR
}

// failedAt reports whether the fetch gave up at the step.
func (console *console) failedAt(algorithm string, numbers ...string) bool {
	if console.failure == nil || console.failure.Step.Algorithm != algorithm {
		return false
	}
	for _, number := range numbers {
		if console.failure.Step.Number == number {
			return true
		}
	}
	return len(numbers) == 0
}

// networkKind is how the network failed; "" if it did not.
func (console *console) networkKind() fetchspec.NetworkFailure {
	if console.failure == nil {
		return ""
	}
	return networkKind(console.failure.Cause)
}

// text fills the template called id of this console's engine: pairs are
// placeholder names and their values.
func (console *console) text(id string, pairs ...string) string {
	template := consoleTemplate(console.engine, id)
	replacements := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		replacements = append(replacements, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(replacements...).Replace(template)
}
