package intake

import (
	"fmt"
	"strings"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// ParseRawHTTP reads requests and responses as text: what `curl -v` and `curl
// -i` print, what developer tools show and copy, what HTTPie prints, or what
// somebody typed. Each request with its preflight, its answers and its
// redirects becomes one call with a recording. What the text lacks comes from
// options. The error is a *SyntaxError.
func ParseRawHTTP(text string, options Options) (*Import, error) {
	src := newSource(options, text)
	if len(text) > MaxCommandBytes {
		return nil, src.at(0, 1, "the text is longer than 16 MiB")
	}
	reader := rawReader{source: src, options: options}
	if err := reader.readCommand(); err != nil {
		return nil, err
	}
	messages, err := rawMessages(src)
	if err != nil {
		return nil, err
	}
	if len(messages) == 0 {
		messages = reader.failedTransfer()
	}
	if len(messages) == 0 {
		return nil, noMessages(src)
	}
	if err := reader.pair(messages); err != nil {
		return nil, err
	}
	return reader.imported()
}

func rawMessages(src source) ([]*rawMessage, error) {
	switch {
	case isVerboseLog(src.text):
		return verboseMessages(src)
	case isPanelText(src.text):
		return panelMessages(src)
	}
	return plainMessages(src)
}

func noMessages(src source) error {
	start := len(src.text) - len(strings.TrimLeft(src.text, " \t\r\n"))
	fault := src.at(start, start+1, "there is no HTTP request or response here")
	fault.Expected = "GET /path HTTP/1.1 or HTTP/1.1 200 OK, with headers after it; or the output of curl -v"
	return fault
}

// failedTransfer makes the request of a curl that failed before it sent one;
// nil if the text does not say so.
func (reader *rawReader) failedTransfer() []*rawMessage {
	if reader.command == nil && reader.options.URL == "" {
		return nil
	}
	for line := range linesOf(reader.text) {
		failure := curlFailure(line.text, "")
		if failure == nil {
			continue
		}
		message := &rawMessage{position: line.position, method: reader.options.Method, failure: failure}
		if reader.command != nil {
			message.method = reader.command.method
			for _, field := range reader.command.headers {
				message.headers = append(message.headers, fetchspec.Header(field))
			}
		}
		return []*rawMessage{message}
	}
	return nil
}

// A rawExchange is a request and its answer; either may be missing.
type rawExchange struct {
	request  *rawMessage
	response *rawMessage
	interim  []fetchspec.InterimResponse
	url      *fetchspec.URL
	kind     fetchspec.ExchangeKind
	// assumed is set where the URL's scheme is a guess.
	assumed bool
}

// A rawReader pairs messages and makes calls of the pairs.
type rawReader struct {
	source
	options   Options
	command   *copiedRequest // the curl command that stands before its output
	exchanges []*rawExchange
}

// readCommand reads a curl command that was pasted with its output, for the
// URL and headers that the output may not show.
func (reader *rawReader) readCommand() error {
	text := leadingCommand(reader.text)
	if text == "" {
		return nil
	}
	commands, err := posixCommands(source{reader.name, text})
	if err != nil {
		return err
	}
	for _, command := range commands {
		command.words = withoutPrefixWords(command.words)
		if command.program() != "curl" {
			continue
		}
		requests, err := curlRequests(source{reader.name, text}, command, reader.options)
		if err != nil {
			return err
		}
		reader.command = &requests[0]
	}
	return nil
}

// leadingCommand returns the curl command at the beginning of text; "" if
// there is none.
func leadingCommand(text string) string {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	rest := text[start:]
	for _, prompt := range append(prompts(), "# ", "> ") {
		if after, found := strings.CutPrefix(rest, prompt); found {
			rest = strings.TrimLeft(after, " ")
			break
		}
	}
	if !strings.HasPrefix(rest, "curl ") {
		return ""
	}
	// The prompt becomes blanks, so that places stay.
	end := len(text) - len(rest)
	for line := range strings.Lines(rest) {
		end += len(line)
		if !strings.HasSuffix(strings.TrimRight(line, "\r\n"), `\`) {
			break
		}
	}
	return strings.Repeat(" ", len(text)-len(rest)) + text[len(text)-len(rest):end]
}

// pair makes exchanges of the messages: a response answers the request before
// it, or, where only answers were printed, follows a redirect.
func (reader *rawReader) pair(messages []*rawMessage) error {
	for _, message := range messages {
		switch {
		case !message.isResponse && message.method == "CONNECT":
			reader.exchanges = append(reader.exchanges, &rawExchange{request: message})
		case !message.isResponse:
			if message.method == "" {
				message.method = "GET"
			}
			exchange := &rawExchange{request: message, kind: preflightKind(message.method, message.headers)}
			if err := reader.locate(exchange); err != nil {
				return err
			}
			reader.exchanges = append(reader.exchanges, exchange)
		default:
			if err := reader.answer(message); err != nil {
				return err
			}
		}
		if len(reader.exchanges) > MaxCalls {
			return reader.at(message.position, message.position+1, fmt.Sprintf("there are more than %d exchanges here", MaxCalls))
		}
	}
	reader.dropConnects()
	return nil
}

func (reader *rawReader) dropConnects() {
	kept := reader.exchanges[:0]
	for _, exchange := range reader.exchanges {
		if exchange.request == nil || exchange.request.method != "CONNECT" {
			kept = append(kept, exchange)
		}
	}
	reader.exchanges = kept
}

func (reader *rawReader) last() *rawExchange {
	if len(reader.exchanges) == 0 {
		return nil
	}
	return reader.exchanges[len(reader.exchanges)-1]
}

func (reader *rawReader) answer(message *rawMessage) error {
	exchange := reader.last()
	if exchange == nil || exchange.response != nil {
		exchange = &rawExchange{kind: fetchspec.ExchangeRequest}
		if err := reader.locateAnswer(exchange, message); err != nil {
			return err
		}
		reader.exchanges = append(reader.exchanges, exchange)
	}
	switch {
	case message.status < 200 && message.status != 101:
		exchange.interim = append(exchange.interim, fetchspec.InterimResponse{Status: message.status, HeaderList: message.headers})
	case isTunnelAnswer(exchange, message):
	default:
		exchange.response = message
	}
	return nil
}

// isTunnelAnswer: through a proxy, `curl -i` prints the answer to CONNECT too.
func isTunnelAnswer(exchange *rawExchange, message *rawMessage) bool {
	return exchange.request == nil && strings.Contains(asciiLower(message.statusText), "connection established")
}

// locate finds a request's URL.
func (reader *rawReader) locate(exchange *rawExchange) error {
	text := reader.urlText(exchange)
	if text == "" {
		request := exchange.request
		fault := reader.at(request.position, request.position+len(request.method), "the request has no Host header, so that its URL is not known")
		fault.Expected = "a Host header, or the whole URL after the method"
		fault.Hint = "add --url https://api.example.com" + visible(cut(request.target))
		return fault
	}
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		return reader.at(exchange.request.position, exchange.request.position+1, "the request's URL, "+cut(text)+", is not one")
	}
	exchange.url = url
	return nil
}

// urlText puts a request's URL together from what is there.
func (reader *rawReader) urlText(exchange *rawExchange) string {
	request := exchange.request
	first := len(reader.exchanges) == 0
	switch {
	case first && reader.options.URL != "":
		return reader.options.URL
	case request.url != "":
		return request.url
	case strings.Contains(request.target, "://"):
		return request.target
	case first && reader.command != nil:
		return reader.command.url
	}
	host := request.header("Host")
	if host == "" {
		host = request.header(":authority")
	}
	if host == "" {
		return ""
	}
	scheme, certain := schemeOf(request, host)
	exchange.assumed = !certain
	return scheme + "://" + host + request.target
}

// schemeOf tells http from https by what the text says, or by what is likely.
func schemeOf(request *rawMessage, host string) (scheme string, certain bool) {
	if scheme := request.header(":scheme"); scheme != "" {
		return scheme, true
	}
	switch request.overTLS {
	case securityTLS:
		return "https", true
	case securityNone:
		return "http", true
	}
	if request.version == "2" || request.version == "3" || strings.HasSuffix(host, ":443") {
		return "https", true
	}
	if strings.HasSuffix(host, ":80") {
		return "http", true
	}
	name, _, _ := strings.Cut(host, ":")
	if name == "localhost" || strings.HasPrefix(host, "127.") || strings.HasPrefix(host, "[::1]") || strings.HasSuffix(name, ".localhost") {
		return "http", false
	}
	return "https", false
}

// locateAnswer finds the URL that an answer without its request belongs to.
func (reader *rawReader) locateAnswer(exchange *rawExchange, message *rawMessage) error {
	if before := reader.last(); before != nil {
		if next := redirectTarget(before); next != nil {
			exchange.url = next
			return nil
		}
		return reader.lineFault(message.position, "this response answers no request here, and the one before it is no redirect")
	}
	text := reader.options.URL
	if text == "" && reader.command != nil {
		text = reader.command.url
	}
	if text == "" {
		fault := reader.lineFault(message.position, "this is a response without its request, so that its URL is not known")
		fault.Hint = "add --url https://… (and -X METHOD unless it was GET), or paste what curl -v prints"
		return fault
	}
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		return reader.at(message.position, message.position+1, cut(text)+" is not a URL")
	}
	exchange.url = url
	return nil
}

// redirectTarget is where a redirect leads; nil if the answer is none.
func redirectTarget(exchange *rawExchange) *fetchspec.URL {
	if exchange.response == nil || exchange.url == nil || !fetchspec.IsRedirectStatus(exchange.response.status) {
		return nil
	}
	location, has := exchange.response.headers.Get("Location")
	if !has {
		return nil
	}
	target, err := exchange.url.Parse(location)
	if err != nil {
		return nil
	}
	return target
}

// copied is the exchange's request as something to make a call of.
func (reader *rawReader) copied(exchange *rawExchange) copiedRequest {
	position := 0
	if exchange.request != nil {
		position = exchange.request.position
	} else if exchange.response != nil {
		position = exchange.response.position
	}
	copied := copiedRequest{method: "GET", fromTool: true}
	if reader.command != nil && exchange == reader.exchanges[0] {
		copied = *reader.command
	}
	copied.url = exchange.url.String()
	copied.fail = func(problem string) *SyntaxError { return reader.lineFault(position, problem) }
	if reader.options.Method != "" {
		copied.method = reader.options.Method
	}
	if exchange.request == nil {
		return copied
	}
	copied.method = exchange.request.method
	copied.headers = fieldsOf(exchange.request.headers)
	if copied.body == nil {
		copied.body = exchange.request.body
	}
	if exchange.assumed {
		copied.caveat("the text does not say whether the URL is http or https; " + exchange.url.Scheme() + " is assumed (--url says otherwise)")
	}
	return copied
}

func (reader *rawReader) lineFault(position int, problem string) *SyntaxError {
	return reader.at(position, position+len(lineAt(reader.text, position)), problem)
}

func lineAt(text string, position int) string {
	line, _, _ := strings.Cut(text[position:], "\n")
	return strings.TrimRight(line, "\r")
}

func fieldsOf(headers fetchspec.HeaderList) []simulate.HeaderField {
	fields := make([]simulate.HeaderField, len(headers))
	for i, header := range headers {
		fields[i] = simulate.HeaderField{Name: header.Name, Value: header.Value}
	}
	return fields
}

// recorded is the exchange as the recording holds it.
func (exchange *rawExchange) recorded() RecordedExchange {
	recorded := RecordedExchange{Kind: exchange.kind, URL: exchange.url}
	if exchange.request != nil {
		recorded.Method = exchange.request.method
		recorded.RequestHeaders = withoutPseudoHeaders(exchange.request.headers)
		recorded.Err = exchange.request.failure
	}
	if exchange.response == nil {
		return recorded
	}
	message := exchange.response
	version := message.version
	if version == "" {
		version = "1.1"
	}
	recorded.Response = &fetchspec.HTTPResponse{
		HTTPVersion: version, Status: message.status, StatusText: message.statusText,
		HeaderList: message.headers, Interim: exchange.interim, RemoteAddress: message.remoteAddress,
		Body: fetchspec.ResponseBody{Bytes: message.body, Size: int64(len(message.body))},
	}
	return recorded
}

func withoutPseudoHeaders(headers fetchspec.HeaderList) fetchspec.HeaderList {
	kept := fetchspec.HeaderList{}
	for _, header := range headers {
		if !strings.HasPrefix(header.Name, ":") {
			kept = append(kept, header)
		}
	}
	return kept
}
