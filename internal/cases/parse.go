package cases

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A Case is what a page asks, what servers answer, and what must come of it.
type Case struct {
	Comment  string
	Browser  fetchspec.EngineName
	NoProbes bool
	Requests []Request
	Want     Diagnosis
}

// A Request is a call with the answers to it.
type Request struct {
	Call    simulate.Call
	Answers []*Answer
}

// A Diagnosis is what a case expects. Lists that are nil are not compared.
type Diagnosis struct {
	Verdict  string
	Blockers []Blocker
	Warnings []string
	// Unproven are the codes of blockers whose remedies no replay has proven.
	Unproven []string
	Repaired string // "" is not compared
}

// A Blocker is a line of a case's diagnosis.
type Blocker struct {
	Code     string
	Exchange string // "preflight", "request", "probe" or "none"; "" is not compared
	Step     string // "CORS check, step 4"; "" is not compared
}

// Parse reads a case. The error names the section and line that is wrong.
func Parse(text []byte) (*Case, error) {
	archive := txtar.Parse(text)
	parsed := &Case{Comment: strings.TrimSpace(string(archive.Comment))}
	for _, file := range archive.Files {
		if err := parsed.section(file.Name, string(file.Data)); err != nil {
			return nil, fmt.Errorf("section %q: %w", file.Name, err)
		}
	}
	if len(parsed.Requests) == 0 {
		return nil, fmt.Errorf("there is no section %q", "request")
	}
	return parsed, nil
}

func (parsed *Case) section(name, text string) error {
	kind, rest, _ := strings.Cut(name, " ")
	switch kind {
	case "request":
		return parsed.readRequest(text)
	case "preflight", "response":
		if len(parsed.Requests) == 0 {
			return fmt.Errorf("it comes before any request")
		}
		answer, err := parseAnswer(kind, rest, text)
		if err != nil {
			return err
		}
		last := &parsed.Requests[len(parsed.Requests)-1]
		last.Answers = append(last.Answers, answer)
		return nil
	case "diagnosis":
		return parsed.readDiagnosis(text)
	}
	return fmt.Errorf("a section is a request, preflight, response or diagnosis")
}

// readRequest reads a request through the request object, so that names and
// errors are its own.
func (parsed *Case) readRequest(text string) error {
	reader := requestReader{parsed: parsed, object: map[string]any{}}
	for i, line := range lines(text) {
		read := reader.field
		if i == 0 {
			read = reader.firstLine
		}
		if err := read(line); err != nil {
			return err
		}
	}
	encoded, err := json.Marshal(reader.object)
	if err != nil {
		return err
	}
	call, err := simulate.ParseCall(encoded)
	if err != nil {
		return err
	}
	parsed.Requests = append(parsed.Requests, Request{Call: call})
	return nil
}

// A requestReader makes a request object of a section's lines.
type requestReader struct {
	parsed  *Case
	object  map[string]any
	headers [][2]string
	cookies []string
}

func (reader *requestReader) firstLine(line string) error {
	method, url, found := strings.Cut(line, " ")
	if !found {
		return fmt.Errorf("%q: the first line is a method and a URL", line)
	}
	reader.object["method"], reader.object["url"] = method, strings.TrimSpace(url)
	return nil
}

func (reader *requestReader) field(line string) error {
	key, value, found := strings.Cut(line, ":")
	if !found {
		return fmt.Errorf("%q: a line is a name, a colon and a value", line)
	}
	value = strings.TrimSpace(value)
	switch key {
	case "header":
		name, content, _ := strings.Cut(value, ":")
		reader.headers = append(reader.headers, [2]string{name, strings.TrimSpace(content)})
		reader.object["headers"] = reader.headers
	case "cookie":
		reader.cookies = append(reader.cookies, value)
		reader.object["cookies"] = reader.cookies
	case "browser":
		reader.parsed.Browser = fetchspec.EngineName(value)
	case "probes":
		reader.parsed.NoProbes = value == "none"
	case "body-size":
		body, err := bodyOfSize(value)
		if err != nil {
			return err
		}
		reader.object["body"] = body
	default:
		reader.object[key] = fieldValue(key, value)
	}
	return nil
}

// largestBody is the most bytes that "body-size" can ask for.
const largestBody = 1 << 20

// bodyOfSize is a body that is too large to be written out.
func bodyOfSize(value string) (string, error) {
	size, err := strconv.Atoi(value)
	if err != nil || size < 0 || size > largestBody {
		return "", fmt.Errorf("%q: body-size is a number of bytes, at most %d", value, largestBody)
	}
	return strings.Repeat("x", size), nil
}

// fieldValue is a value as the request object has it.
func fieldValue(key, value string) any {
	switch key {
	case "keepalive", "withCredentials", "uploadListeners":
		return value == "true"
	}
	return value
}

func (parsed *Case) readDiagnosis(text string) error {
	for i, line := range lines(text) {
		key, value, isField := strings.Cut(line, ": ")
		switch {
		case i == 0:
			parsed.Want.Verdict = line
		case isField && key == "warnings":
			parsed.Want.Warnings = list(value)
		case isField && key == "unproven":
			parsed.Want.Unproven = list(value)
		case isField && key == "repaired":
			parsed.Want.Repaired = strings.TrimSpace(value)
		default:
			parsed.Want.Blockers = append(parsed.Want.Blockers, parseBlocker(line))
		}
	}
	if parsed.Want.Verdict == "" {
		return fmt.Errorf("it begins with the verdict")
	}
	return nil
}

func parseBlocker(line string) Blocker {
	fields := strings.Fields(line)
	blocker := Blocker{Code: fields[0]}
	if len(fields) > 1 {
		blocker.Exchange = fields[1]
	}
	if len(fields) > 2 {
		blocker.Step = strings.Join(fields[2:], " ")
	}
	return blocker
}

// list is a list with commas; "none" is the empty one.
func list(value string) []string {
	items := []string{}
	for item := range strings.SplitSeq(value, ",") {
		if item = strings.TrimSpace(item); item != "" && item != "none" {
			items = append(items, item)
		}
	}
	return items
}

// lines are those of a section that are not empty.
func lines(text string) []string {
	var kept []string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			kept = append(kept, line)
		}
	}
	return kept
}
