package intake

import (
	"fmt"
	"strings"

	"corsplain/simulate"
)

// ParseCurl reads text with one or several curl commands, written for a POSIX
// shell, for Windows' cmd.exe or for PowerShell (whose own commands for
// requests it reads as well). Nothing in the text is executed, and no file is
// read unless options.AllowFiles is set. The error is a *SyntaxError.
func ParseCurl(text string, options Options) (*Import, error) {
	src := newSource(options, text)
	if len(text) > MaxCommandBytes {
		return nil, src.at(0, 1, "the text is longer than 16 MiB")
	}
	switch curlDialect(src.text) {
	case FormatPowerShell:
		return parsePowerShell(src, options)
	case FormatCurlCmd:
		return parseCurlCommands(src, cmdCommands, FormatCurlCmd, options)
	}
	src.text = blankPrompts(src.text)
	return parseCurlCommands(src, posixCommands, FormatCurl, options)
}

// prompts are what shells show before a command, which gets copied along. A #
// is not among them: in a text it begins a comment.
func prompts() []string { return []string{"$ ", "% ", "❯ ", "➜ "} }

// blankPrompts writes blanks over the prompt that the text begins with, there
// and at the beginning of other lines, so that places stay.
func blankPrompts(text string) string {
	trimmed := strings.TrimLeft(text, " \t\r\n")
	for _, prompt := range prompts() {
		if !strings.HasPrefix(trimmed, prompt) {
			continue
		}
		var out strings.Builder
		for line := range strings.Lines(text) {
			rest := strings.TrimLeft(line, " \t")
			if after, has := strings.CutPrefix(rest, prompt); has {
				line = strings.Repeat(" ", len(line)-len(after)) + after
			}
			out.WriteString(line)
		}
		return out.String()
	}
	return text
}

// ParseCurlArgs reads the arguments of a curl command that the user's own
// shell has split already: what came after the word curl.
func ParseCurlArgs(arguments []string, options Options) (*Import, error) {
	src := source{name: "command line"}
	command := shellCommand{}
	for _, argument := range append([]string{"curl"}, arguments...) {
		quoted := quotePOSIX(argument)
		start := len(src.text)
		command.words = append(command.words, word{value: argument, start: start, end: start + len(quoted)})
		src.text += quoted + " "
	}
	if fault := caretsInArguments(src, command.words); fault != nil {
		return nil, fault
	}
	requests, err := curlRequests(src, command, options)
	if err != nil {
		return nil, err
	}
	return importRequests(FormatCurl, requests, options)
}

// caretsInArguments finds a command for cmd.exe that a POSIX shell has split.
func caretsInArguments(src source, words []word) *SyntaxError {
	for _, argument := range words[1:] {
		if !strings.HasPrefix(argument.value, "^") || !strings.Contains(argument.value[1:], "^") {
			continue
		}
		fault := src.at(argument.start, argument.end, "this was copied for Windows' cmd.exe, and another shell has split it")
		fault.Hint = "copy it as cURL (bash), or paste it as it is into: corsplain curl -"
		return fault
	}
	return nil
}

// quotePOSIX writes an argument as one would type it.
func quotePOSIX(argument string) string {
	plain := strings.IndexFunc(argument, func(r rune) bool {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		return !letter && !strings.ContainsRune("-_./:=,@%+~", r)
	}) < 0
	if plain && argument != "" {
		return argument
	}
	return "'" + strings.ReplaceAll(argument, "'", `'\''`) + "'"
}

// curlDialect says for which shell a text with curl commands was written.
func curlDialect(text string) Format {
	lower := asciiLower(text[:min(len(text), 64<<10)])
	if isPowerShell(lower) {
		return FormatPowerShell
	}
	if strings.Contains(lower, ` ^"`) || strings.Contains(lower, " ^\n") || strings.Contains(lower, " ^\r\n") {
		return FormatCurlCmd
	}
	return FormatCurl
}

func isPowerShell(lower string) bool {
	for _, mark := range []string{"invoke-webrequest", "invoke-restmethod", "microsoft.powershell.commands.webrequestsession"} {
		if strings.Contains(lower, mark) {
			return true
		}
	}
	for _, alias := range []string{"iwr ", "irm ", "$response = ", "curl -uri "} {
		if strings.HasPrefix(strings.TrimSpace(lower), alias) {
			return true
		}
	}
	continued := strings.Contains(lower, " `\n") || strings.Contains(lower, " `\r\n")
	return continued && strings.Contains(lower, "curl")
}

// parseCurlCommands reads the curl commands among the commands that split finds.
func parseCurlCommands(src source, split func(source) ([]shellCommand, error), format Format, options Options) (*Import, error) {
	commands, err := split(src)
	if err != nil {
		return nil, err
	}
	var requests []copiedRequest
	var skipped []string
	for _, command := range commands {
		command.words = withoutPrefixWords(command.words)
		if command.program() != "curl" {
			skipped = append(skipped, command.program())
			continue
		}
		read, err := curlRequests(src, command, options)
		if err != nil {
			return nil, err
		}
		if requests = append(requests, read...); len(requests) > MaxCalls {
			return nil, src.at(0, 1, fmt.Sprintf("there are more than %d requests here", MaxCalls))
		}
	}
	if len(requests) == 0 {
		return nil, noCurlCommand(src, commands)
	}
	result, err := importRequests(format, requests, options)
	if err == nil && len(skipped) > 0 {
		result.Notes = append(result.Notes, "not run and ignored: "+cut(strings.Join(skipped, ", ")))
	}
	return result, err
}

// withoutPrefixWords removes commands that run another one.
func withoutPrefixWords(words []word) []word {
	for len(words) > 1 {
		switch programName(words[0].value) {
		case "sudo", "command", "exec", "nohup", "corsplain":
			words = words[1:]
			continue
		}
		break
	}
	return words
}

func noCurlCommand(src source, commands []shellCommand) error {
	fault := src.at(0, 1, "there is no curl command here")
	if len(commands) > 0 && len(commands[0].words) > 0 {
		first := commands[0].words[0]
		fault = src.at(first.start, first.end, "this is not a curl command")
	}
	fault.Expected = "curl 'https://…', as a browser's “Copy as cURL” or an API's documentation writes it"
	return fault
}

func parsePowerShell(src source, options Options) (*Import, error) {
	requests, notes, err := powerShellRequests(src, options)
	if err != nil {
		return nil, err
	}
	if len(requests) == 0 {
		fault := src.at(0, 1, "there is no Invoke-WebRequest, Invoke-RestMethod or curl.exe here")
		fault.Expected = `Invoke-WebRequest -Uri "https://…"`
		return nil, fault
	}
	result, err := importRequests(FormatPowerShell, requests, options)
	if err == nil {
		result.Notes = append(result.Notes, notes...)
	}
	return result, err
}

// importRequests turns copied requests into calls. Among several, those that
// are no script's doing are left out: page loads, and preflights whose request
// is there too.
func importRequests(format Format, requests []copiedRequest, options Options) (*Import, error) {
	result := &Import{Format: format}
	for i, request := range requests {
		if reason := leftOut(requests, i, options); reason != "" {
			result.Notes = append(result.Notes, fmt.Sprintf("request %d (%s %s) is left out: %s", i+1, cut(request.method), cut(request.url), reason))
			continue
		}
		call, err := request.importedCall(options)
		if err != nil {
			return nil, err
		}
		result.Calls = append(result.Calls, call)
	}
	if len(result.Calls) == 0 {
		fault := requests[0].fail("none of these requests was made by a page's script")
		fault.Hint = "say which page would make them: --origin https://app.example.com"
		return nil, fault
	}
	return result, nil
}

// leftOut says why a request among others is left out; "" if it is not.
func leftOut(requests []copiedRequest, i int, options Options) string {
	if len(requests) == 1 {
		return ""
	}
	mode := headerValue(requests[i].headers, "Sec-Fetch-Mode")
	if mode == "navigate" && options.Origin == "" && options.Page == "" {
		return "a page load, which CORS does not govern"
	}
	asked := headerValue(requests[i].headers, "Access-Control-Request-Method")
	if requests[i].method != "OPTIONS" || asked == "" {
		return ""
	}
	for _, other := range requests {
		if other.url == requests[i].url && other.method == asked && asked != "OPTIONS" {
			return "the preflight of another request here, which the browser makes by itself"
		}
	}
	return ""
}

func headerValue(headers []simulate.HeaderField, name string) string {
	for _, header := range headers {
		if strings.EqualFold(header.Name, name) {
			return header.Value
		}
	}
	return ""
}
