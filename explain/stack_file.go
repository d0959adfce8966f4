package explain

import (
	"fmt"
	"strings"
)

// A stack file is a head of "name: value" lines and sections, each under a
// line "-- name --". In the head, lines that begin with # are for readers.
//
//	name: nginx
//	title: nginx
//	role: proxy
//	verified: documentation
//	version: 1.22.1
//	date: 2026-11-02
//	source: https://nginx.org/en/docs/http/ngx_http_headers_module.html
//
//	-- recognize --
//	likely
//	  header Server begins nginx
//
//	-- settings --
//	add_header: adds a line to the answer
//
//	-- snippet --
//	file: /etc/nginx/snippets/cors.conf
//	place: include it in the server block
//	language: nginx
//
//	add_header Access-Control-Allow-Origin {{quote .Origin}} always;
//
//	-- traps --
//	- Without always, error answers have no headers.
//
// There may be several snippet sections, one a file. The sections recognize
// and snippet are explained at parseMarks and SnippetFile.
func parseStack(file, text string) (*Stack, error) {
	parser := &stackParser{file: file, stack: &Stack{}}
	head, sections := splitSections(text)
	parser.head(head)
	for _, section := range sections {
		parser.section(section)
	}
	if parser.err == nil {
		parser.err = parser.missing()
	}
	return parser.stack, parser.err
}

// A section is lines under a "-- name --".
type section struct {
	name  string
	line  int // of the first of lines
	lines []string
}

func splitSections(text string) (head section, sections []section) {
	head.line = 1
	current := &head
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		name, isHeading := strings.CutPrefix(line, "-- ")
		if name, closed := strings.CutSuffix(name, " --"); isHeading && closed {
			sections = append(sections, section{name: name, line: i + 2})
			current = &sections[len(sections)-1]
			continue
		}
		current.lines = append(current.lines, line)
	}
	return head, sections
}

// A stackParser reads one file, up to its first error.
type stackParser struct {
	file  string
	stack *Stack
	err   error
}

func (parser *stackParser) fail(line int, format string, arguments ...any) {
	if parser.err == nil {
		parser.err = fmt.Errorf("%s:%d: %s", parser.file, line, fmt.Sprintf(format, arguments...))
	}
}

func (parser *stackParser) head(head section) {
	stack := parser.stack
	parser.fields(head, func(name, value string) bool {
		switch name {
		case "name":
			stack.Name = value
		case "title":
			stack.Title = value
		case "role":
			stack.Role = Role(value)
		case "aliases":
			stack.Aliases = splitList(value)
		case "refines":
			stack.Refines = splitList(value)
		case "note":
			stack.Note = value
		case "methods":
			stack.limits.methods = splitList(value)
		case "lacks":
			stack.limits.lacks = splitList(value)
		case "verified":
			stack.Verified.How = value
		case "version":
			stack.Verified.Version = value
		case "date":
			stack.Verified.Date = value
		case "source":
			stack.Verified.Sources = append(stack.Verified.Sources, value)
		default:
			return false
		}
		return true
	})
}

// fields reads "name: value" lines.
func (parser *stackParser) fields(from section, set func(name, value string) bool) {
	for i, line := range from.lines {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !found || value == "" {
			parser.fail(from.line+i, "%q is not a line of the form “name: value”", line)
			continue
		}
		if !set(name, value) {
			parser.fail(from.line+i, "there is no field %q here", name)
		}
	}
}

func splitList(value string) []string {
	var items []string
	for item := range strings.SplitSeq(value, ",") {
		items = append(items, strings.TrimSpace(item))
	}
	return items
}

func (parser *stackParser) section(section section) {
	switch section.name {
	case "recognize":
		parser.stack.marks = parser.parseMarks(section)
	case "settings":
		parser.fields(section, func(name, meaning string) bool {
			parser.stack.Settings = append(parser.stack.Settings, Setting{name, meaning})
			return true
		})
	case "snippet":
		parser.parsePart(section)
	case "traps":
		parser.traps(section)
	default:
		parser.fail(section.line-1, "there is no section %q", section.name)
	}
}

// traps are list items: "- " begins one, and further lines are indented.
func (parser *stackParser) traps(section section) {
	traps := &parser.stack.Traps
	for i, line := range section.lines {
		item, begins := strings.CutPrefix(line, "- ")
		switch {
		case strings.TrimSpace(line) == "":
		case begins:
			*traps = append(*traps, item)
		case strings.HasPrefix(line, "  ") && len(*traps) > 0:
			(*traps)[len(*traps)-1] += " " + strings.TrimSpace(line)
		default:
			parser.fail(section.line+i, "a trap begins with “- ”")
		}
	}
}

// parsePart reads a snippet section: fields up to the first empty line, then
// the template.
func (parser *stackParser) parsePart(from section) {
	end := 0
	for end < len(from.lines) && strings.TrimSpace(from.lines[end]) != "" {
		end++
	}
	part := snippetPart{}
	parser.fields(section{line: from.line, lines: from.lines[:end]}, func(name, value string) bool {
		switch name {
		case "file":
			part.file = value
		case "place":
			part.place = value
		case "language":
			part.language = value
		default:
			return false
		}
		return true
	})
	part.text = strings.Trim(strings.Join(from.lines[end:], "\n"), "\n") + "\n"
	switch {
	case part.file == "" || part.place == "":
		parser.fail(from.line, "a snippet says its file and its place")
	case !isLanguage(part.language):
		parser.fail(from.line, "there is no language %q", part.language)
	case strings.TrimSpace(part.text) == "":
		parser.fail(from.line, "the snippet is empty")
	}
	parser.stack.parts = append(parser.stack.parts, part)
}

// missing says what a stack cannot do without.
func (parser *stackParser) missing() error {
	stack := parser.stack
	lacks := ""
	switch {
	case stack.Name == "" || stack.Name+".txt" != parser.file:
		lacks = "its name, which is the file's"
	case stack.Title == "":
		lacks = "a title"
	case !isRole(stack.Role):
		lacks = "a role: cdn, gateway, proxy, platform or app"
	case len(stack.Verified.Sources) == 0:
		lacks = "a source"
	case stack.HasSnippet() && stack.Verified.How != VerifiedByRun && stack.Verified.How != VerifiedByDocumentation:
		lacks = "how it was verified: run or documentation"
	case stack.HasSnippet() && (stack.Verified.Version == "" || stack.Verified.Date == ""):
		lacks = "the version and the date of its verification"
	case stack.HasSnippet() && len(stack.Traps) == 0:
		lacks = "traps"
	case len(stack.marks) == 0 && !stack.HasSnippet():
		lacks = "anything to recognize it by"
	}
	if lacks == "" {
		return nil
	}
	return fmt.Errorf("%s: the stack lacks %s", parser.file, lacks)
}

func isRole(role Role) bool {
	switch role {
	case RoleCDN, RoleGateway, RoleProxy, RolePlatform, RoleApp:
		return true
	}
	return false
}
