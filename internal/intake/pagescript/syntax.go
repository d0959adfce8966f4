package pagescript

import (
	"errors"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// syntaxProblem makes a problem of the engine's parse error.
func syntaxProblem(source, text string, err error) *Problem {
	message, at := parseError(err)
	start := offset(source, at.Line, at.Column)
	end := start
	for end >= 0 && end < len(source) && isNamePart(source[end]) {
		end++
	}
	problem := &Problem{Start: start, End: end, Message: message}
	if start < 0 || start >= len(strings.TrimRight(source, " \t\r\n")) {
		problem.Start, problem.End = len(source), len(source)
		problem.Message = "the code ends too early"
		problem.Hint = "part of it may be missing"
		return problem
	}
	explainSyntax(source, problem)
	return problem
}

func parseError(err error) (message string, at file.Position) {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return plainMessage(list[0].Message), list[0].Position
	}
	var one *parser.Error
	if errors.As(err, &one) {
		return plainMessage(one.Message), one.Position
	}
	var compiled *goja.CompilerSyntaxError
	if errors.As(err, &compiled) && compiled.File != nil {
		return plainMessage(compiled.Message), compiled.File.Position(compiled.Offset)
	}
	return plainMessage(err.Error()), file.Position{}
}

// plainMessage puts the parser's message in our words.
func plainMessage(message string) string {
	token, unexpected := strings.CutPrefix(message, "Unexpected token ")
	switch {
	case unexpected && token == "ILLEGAL":
		return "this character is not JavaScript"
	case unexpected:
		return "this " + token + " is not expected here"
	case strings.HasPrefix(message, "Unexpected end"):
		return "the code ends too early"
	case strings.HasPrefix(message, "Unexpected "):
		return "this is not expected here"
	}
	return "not JavaScript: " + strings.ToLower(message[:1]) + message[1:]
}

// typeScript finds what only TypeScript has.
var typeScript = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*(export\s+)?(interface|enum|namespace|declare|abstract class)\s+\w|` +
		`^\s*(export\s+)?type\s+\w+(<[^>]*>)?\s*=|` +
		`\b(const|let|var)\s+\w+\s*:\s*[\w{\[(]|` +
		`[(,]\s*\w+\??\s*:\s*(string|number|boolean|any|unknown|void|never|object|[A-Z]\w*)\b|` +
		`\)\s*:\s*(Promise<|void\b|string\b|number\b|boolean\b|any\b|[A-Z]\w*\b)|` +
		`\bas\s+(const|string|number|any|unknown|[A-Z]\w*)\b|` +
		`\w+<\w+(\[\])?>\(|\b(private|public|protected|readonly)\s+\w`)
})

var markup = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(return|=>|\()\s*\(?\s*<[A-Za-z>]`)
})

// explainSyntax recognizes other languages.
func explainSyntax(source string, problem *Problem) {
	switch {
	case strings.HasPrefix(strings.TrimSpace(source), "<") && strings.Contains(source, "<script"):
		problem.Message = "this is HTML, not JavaScript"
		problem.Hint = "paste what is between <script> and </script>"
	case strings.HasPrefix(strings.TrimSpace(source), "curl ") || strings.HasPrefix(strings.TrimSpace(source), "$ curl "):
		problem.Message = "this is a curl command, not JavaScript"
		problem.Hint = "put the word corsplain before it: corsplain curl …"
	case typeScript().MatchString(source):
		problem.Message += "; the code looks like TypeScript, which browsers do not run"
		problem.Hint = "remove the type annotations, or paste what the compiler makes of it"
	case strings.HasPrefix(source[problem.Start:], "<") || markup().MatchString(source):
		problem.Message += "; the code looks like JSX, which browsers do not run"
		problem.Hint = "paste the function that makes the request, without the markup"
	}
}
