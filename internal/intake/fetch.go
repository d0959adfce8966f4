package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"corsplain/internal/intake/pagescript"
)

// ParseFetch reads JavaScript that makes requests: fetch() as browsers and Node
// copy it, and ordinary code with fetch, axios, jQuery or XMLHttpRequest. The
// code runs in a sandbox that has neither network nor files; what it would
// have sent is written down. The error is a *SyntaxError.
func ParseFetch(text string, options Options) (*Import, error) {
	src := newSource(options, text)
	result, err := pagescript.Evaluate(context.Background(), src.text, pagescript.Options{
		Page: options.pageURL(), Define: options.Define,
	})
	if err != nil {
		return nil, scriptError(src, err)
	}
	return importScript(src, result, options)
}

// pageURL is the page's address as the command line gives it; "" if it does
// not, or gives an opaque origin.
func (options Options) pageURL() string {
	switch {
	case options.Page != "":
		return options.Page
	case options.Origin != "" && options.Origin != "null":
		return strings.TrimSuffix(options.Origin, "/") + "/"
	}
	return ""
}

// scriptError gives a problem of the sandbox its place in the text.
func scriptError(src source, err error) error {
	var problem *pagescript.Problem
	if !errors.As(err, &problem) {
		return src.at(0, 1, "the code could not be run: "+err.Error())
	}
	return scriptFault(src, problem.Start, problem.End, problem.Message, problem.Expected, problem.Hint)
}

func scriptFault(src source, start, end int, problem, expected, hint string) *SyntaxError {
	if start < 0 {
		start = len(src.text) - len(strings.TrimLeft(src.text, " \t\r\n"))
		end = start + 1
	}
	fault := src.at(start, end, problem)
	fault.Expected, fault.Hint = expected, hint
	return fault
}

// importScript makes calls of what the code did. Requests that need what only
// a server's answer, or a caller, would tell are left out if others are whole.
func importScript(src source, result *pagescript.Result, options Options) (*Import, error) {
	imported := &Import{Format: FormatFetch}
	var left *pagescript.Request
	leftOut := 0
	for i := range result.Requests {
		request := &result.Requests[i]
		if request.Unknown != nil {
			if request.Because == "" && request.Unknown.Kind != pagescript.UnknownResponse {
				return nil, unknownFault(src, request)
			}
			if left == nil {
				left = request
			}
			if leftOut++; leftOut <= 3 {
				imported.Notes = append(imported.Notes, leftOutNote(src, request))
			}
			continue
		}
		call, err := scriptCall(src, *request, options)
		if err != nil {
			return nil, err
		}
		imported.Calls = append(imported.Calls, call)
	}
	if len(imported.Calls) == 0 {
		return nil, unknownFault(src, left)
	}
	if leftOut > 3 {
		imported.Notes = append(imported.Notes, fmt.Sprintf("left out: %d more requests of the kind", leftOut-3))
	}
	if result.Stopped != nil {
		imported.Notes = append(imported.Notes, stoppedNote(src, result.Stopped))
	}
	if result.WebSockets {
		imported.Notes = append(imported.Notes, "the code also opens a WebSocket, which CORS does not govern")
	}
	return imported, nil
}

// unknownFault is the error for a request that cannot be known.
func unknownFault(src source, request *pagescript.Request) *SyntaxError {
	unknown := request.Unknown
	start, end := unknown.Start, unknown.End
	if start < 0 {
		start, end = request.Start, request.End
	}
	return scriptFault(src, start, end, unknownProblem(request), "", unknownHint(unknown))
}

func unknownProblem(request *pagescript.Request) string {
	unknown := request.Unknown
	switch unknown.Kind {
	case pagescript.UnknownParameter:
		return fmt.Sprintf("%s has no value: it is a parameter of %s, which nothing in the code calls", cut(unknown.Name), cut(functionName(request.Because)))
	case pagescript.UnknownResponse:
		return fmt.Sprintf("%s is a server's answer, which is not known before it is asked", cut(unknown.Name))
	case pagescript.UnknownPage:
		return fmt.Sprintf("%s is the page's address, which the code does not say", cut(unknown.Name))
	}
	return fmt.Sprintf("%s is not defined in the code", cut(unknown.Name))
}

func unknownHint(unknown *pagescript.Unknown) string {
	if unknown.Kind == pagescript.UnknownPage {
		return "say which page the code runs in: --page https://app.example.com/"
	}
	return pagescript.DefineHint(unknown.Name)
}

func leftOutNote(src source, request *pagescript.Request) string {
	place := src.at(max(0, request.Start), max(1, request.End), "")
	return fmt.Sprintf("left out: the request in line %d, for %s; %s",
		place.Line, unknownProblem(request), unknownHint(request.Unknown))
}

func stoppedNote(src source, stopped *pagescript.Problem) string {
	if stopped.Start < 0 {
		return "not all of the code was run: " + stopped.Message
	}
	return fmt.Sprintf("not all of the code was run: %s (line %d)", stopped.Message, src.at(stopped.Start, stopped.End, "").Line)
}

// relativeURLFault is the error for a URL that needs a page's.
func relativeURLFault(src source, request pagescript.Request) *SyntaxError {
	fault := scriptFault(src, request.Start, request.End, fmt.Sprintf("%q is not an absolute URL", cut(request.URL)), "", "")
	if isRelative(request.URL) {
		fault.Problem = fmt.Sprintf("the URL %q is relative, and nothing says which page makes the request", cut(request.URL))
		fault.Hint = "say which page: --page https://app.example.com/"
	}
	return fault
}

func isRelative(url string) bool {
	colon := strings.IndexByte(url, ':')
	slash := strings.IndexAny(url, "/?#")
	return colon < 0 || slash >= 0 && slash < colon
}
