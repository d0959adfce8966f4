package intake

import (
	"strings"
)

// Recognize says which format a text is in, from what it begins with and what
// is in it; FormatUnknown if it is none. It looks at the first 64 KiB.
func Recognize(text string) Format {
	text = strings.TrimPrefix(text, "\uFEFF")
	head := text[:min(len(text), 64<<10)]
	trimmed := strings.TrimSpace(head)
	lower := asciiLower(trimmed)
	switch {
	case trimmed == "":
		return FormatUnknown
	case trimmed[0] == '{':
		return recognizeJSON(trimmed)
	case isVerboseLog(head), isPanelText(head), beginsMessage(trimmed), isCommandWithOutput(head):
		return FormatHTTP
	case beginsWithCommand(lower):
		return curlDialect(text)
	case beginsScript(lower) && isScript(lower):
		return FormatFetch
	case isConsoleMessage(lower):
		return FormatConsole
	case isURL(trimmed):
		return FormatURL
	case hasCommandLine(lower):
		return curlDialect(text)
	case isScript(lower):
		return FormatFetch
	case strings.Contains(lower, "curl ") && strings.Contains(lower, "://"):
		// A loop around curl, or a pipe into it, is told better what is wrong with it.
		return curlDialect(text)
	}
	return FormatUnknown
}

// ParsePaste reads a text in whichever format it is. Archives and console
// messages are no requests and have their own readers; the caller asks
// Recognize first. The error is a *SyntaxError.
func ParsePaste(text string, options Options) (*Import, error) {
	text = strings.TrimPrefix(text, "\uFEFF")
	switch Recognize(text) {
	case FormatCurl, FormatCurlCmd, FormatPowerShell:
		return ParseCurl(text, options)
	case FormatFetch:
		return ParseFetch(text, options)
	case FormatHTTP:
		return ParseRawHTTP(text, options)
	case FormatRequests:
		return ParseRequests(text, options)
	case FormatURL:
		return parseURL(text, options)
	}
	return nil, unrecognized(source{options.name(), text})
}

func unrecognized(src source) error {
	start := len(src.text) - len(strings.TrimLeft(src.text, " \t\r\n"))
	fault := src.at(start, start+1, "this is nothing that can be pasted here")
	if start == len(src.text) {
		fault.Problem = "there is nothing here"
	}
	switch Recognize(src.text) {
	case FormatHAR:
		fault.Problem, fault.Hint = "this is an archive of many requests", "corsplain har FILE reads it"
		return fault
	case FormatConsole:
		fault.Problem, fault.Hint = "this is a message that a browser printed", "corsplain why '…' explains it"
		return fault
	}
	fault.Expected = "a curl command, fetch() or other code for a page, a HAR file, a line of a browser's console, HTTP as text, a request object, or a URL"
	return fault
}

// parseURL takes a bare URL as a GET from the page that the options name.
func parseURL(text string, options Options) (*Import, error) {
	src := source{options.name(), text}
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	address := strings.TrimSpace(text)
	if options.Origin == "" && options.Page == "" {
		fault := src.at(start, start+len(address), "a URL alone does not say which page makes the request")
		fault.Hint = "add --origin https://app.example.com (the part of the page's address before the path)"
		return nil, fault
	}
	copied := copiedRequest{method: "GET", fromTool: true}
	if options.Method != "" {
		copied.method = options.Method
	}
	copied.url = copied.withScheme(address)
	copied.fail = func(problem string) *SyntaxError { return src.at(start, start+len(address), problem) }
	return importRequests(FormatURL, []copiedRequest{copied}, options)
}

// recognizeJSON tells an archive from request objects. An object that is
// neither may still be JavaScript.
func recognizeJSON(text string) Format {
	if key := firstKey(text); key == "log" {
		return FormatHAR
	}
	for _, field := range []string{`"url"`, `"op"`} {
		if strings.Contains(text, field) {
			return FormatRequests
		}
	}
	return FormatUnknown
}

func firstKey(text string) string {
	rest := strings.TrimLeft(text[1:], " \t\r\n")
	if !strings.HasPrefix(rest, `"`) {
		return ""
	}
	key, _, _ := strings.Cut(rest[1:], `"`)
	return key
}

func beginsMessage(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return startOfMessage(rawLine{text: line}) != nil
}

// isCommandWithOutput reports whether a curl command stands before the answer
// that it got.
func isCommandWithOutput(text string) bool {
	command := leadingCommand(text)
	if command == "" {
		return false
	}
	for line := range linesOf(text[len(command):]) {
		if startOfMessage(line) != nil || curlFailure(line.text, "") != nil {
			return true
		}
	}
	return false
}

// commandBeginnings are what a command for a request begins with.
func commandBeginnings() []string {
	return []string{"curl ", "curl\u00a0", "curl.exe ", "invoke-webrequest", "invoke-restmethod", "iwr ", "irm ", "$session = new-object", "corsplain curl "}
}

func beginsWithCommand(lower string) bool {
	for _, prompt := range append(prompts(), "# ", "sudo ") {
		lower = strings.TrimPrefix(lower, prompt)
	}
	for _, beginning := range commandBeginnings() {
		if strings.HasPrefix(lower, beginning) {
			return true
		}
	}
	return false
}

// hasCommandLine reports whether some line begins a command, after lines that
// set variables or say what it is for.
func hasCommandLine(lower string) bool {
	for line := range strings.Lines(lower) {
		if beginsWithCommand(strings.TrimSpace(line)) {
			return true
		}
	}
	return strings.Contains(lower, "= invoke-restmethod") || strings.Contains(lower, "= invoke-webrequest")
}

// isConsoleMessage recognizes the words that all wordings of each browser have
// in common.
func isConsoleMessage(lower string) bool {
	for _, mark := range []string{
		"by cors policy", "cross-origin request blocked", "same origin policy disallows", "due to access control checks",
		"is not allowed by access-control-allow-", "in access-control-allow-origin when credentials flag",
		"access-control-allow-origin cannot contain", "credentials flag is true, but", "preflight response is not successful",
		"no 'access-control-allow-origin' header", "cors header ‘access-control", "denied by cross-origin resource sharing policy",
		"failed to load resource: net::err_", "cross-origin-resource-policy", "blocked loading mixed active content", "mixed content: the page at",
	} {
		if strings.Contains(lower, mark) {
			return true
		}
	}
	return strings.HasPrefix(lower, "access to ") && strings.Contains(lower, " from origin ")
}

// isURL reports whether the text is one URL, or a host with a path.
func isURL(text string) bool {
	if strings.ContainsAny(text, " \t\r\n(){}'\"`;") {
		return false
	}
	if strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
		return true
	}
	host, _, _ := strings.Cut(text, "/")
	name, _, hasPort := strings.Cut(host, ":")
	return strings.Contains(name, ".") || name == "localhost" && hasPort
}

// beginsScript reports whether a text begins as JavaScript does: a console
// message can be quoted in it.
func beginsScript(lower string) bool {
	for _, beginning := range []string{
		"//", "/*", "const ", "let ", "var ", "await ", "async ", "function ", "import ", "export ", "return ", "try ", "try{",
		"fetch(", "axios", "$.", "(", "new ", "document.", "window.",
	} {
		if strings.HasPrefix(lower, beginning) {
			return true
		}
	}
	return false
}

// isScript recognizes JavaScript that makes requests.
func isScript(lower string) bool {
	for _, mark := range []string{
		"fetch(", "fetch (", "axios", "xmlhttprequest", ".ajax(", "$.get", "$.post", "$http", "sendbeacon(", "new request(", "new eventsource(",
	} {
		if strings.Contains(lower, mark) {
			return true
		}
	}
	return false
}
