package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// A mark is something about an answer that gives a stack away: conditions that
// all have to hold.
type mark struct {
	confidence Confidence
	made       bool // only an answer that the stack itself made has it
	passed     bool // only an answer that it passed on has it
	always     bool // every answer that the stack made or passed on has it
	conditions []condition
}

// A Confidence says how sure a recognition is.
type Confidence string

// The confidences, the surest first.
const (
	Certain  Confidence = "certain"  // the stack says so itself
	Likely   Confidence = "likely"   // nothing else known does that
	Possible Confidence = "possible" // others do that, too
)

// rank orders confidences; 0 is none.
func (confidence Confidence) rank() int {
	switch confidence {
	case Certain:
		return 3
	case Likely:
		return 2
	case Possible:
		return 1
	}
	return 0
}

// A condition is one line of a mark.
type condition struct {
	subject  string // "preflight", "request", "error", "status", "header", "cookie", "body" or "host"
	name     string // of a header or cookie
	operator string // "is", "begins", "contains", "ends", "empty" or "" for being there
	value    string
	absent   bool // there is no such header
}

// parseMarks reads a section recognize. A mark begins with its confidence and
// perhaps "made", "passed" or "always" after commas; its conditions are on
// indented lines:
//
//	certain, made
//	  status 413 502
//	  header Server begins nginx
//	  body contains <center>nginx
//
// Conditions are "preflight", "request" (which is no preflight), "error" (a
// status from 400 on), "status N…", "header NAME", "no header NAME", "header
// NAME is|begins|contains|ends VALUE", "cookie NAME", "cookie begins NAME",
// "body is|begins|contains VALUE", "body empty" and "host is|ends VALUE".
// Values of headers and hosts are compared in any case, cookies' names and
// bodies byte for byte; \n in a value is a line break.
func (parser *stackParser) parseMarks(section section) []mark {
	var marks []mark
	for i, line := range section.lines {
		switch {
		case strings.TrimSpace(line) == "":
		case !strings.HasPrefix(line, " "):
			made, ok := parseMark(line)
			if !ok {
				parser.fail(section.line+i, "%q is no confidence (certain, likely or possible)", line)
			}
			marks = append(marks, made)
		case len(marks) == 0:
			parser.fail(section.line+i, "a condition stands under a confidence")
		default:
			parsed, ok := parseCondition(strings.TrimSpace(line))
			if !ok {
				parser.fail(section.line+i, "%q is no condition", strings.TrimSpace(line))
			}
			last := &marks[len(marks)-1]
			last.conditions = append(last.conditions, parsed)
		}
	}
	for _, mark := range marks {
		if len(mark.conditions) == 0 {
			parser.fail(section.line, "a mark has no conditions")
		}
	}
	return marks
}

func parseMark(line string) (made mark, ok bool) {
	words := splitList(line)
	made.confidence = Confidence(words[0])
	for _, word := range words[1:] {
		switch word {
		case "made":
			made.made = true
		case "passed":
			made.passed = true
		case "always":
			made.always = true
		default:
			return made, false
		}
	}
	return made, made.confidence.rank() > 0
}

func parseCondition(line string) (parsed condition, ok bool) {
	subject, rest, _ := strings.Cut(line, " ")
	if subject == "no" {
		subject, rest, _ = strings.Cut(rest, " ")
		parsed.absent = true
	}
	parsed.subject = subject
	switch subject {
	case "preflight", "request", "error":
		return parsed, rest == "" && !parsed.absent
	case "status":
		parsed.value = rest
		return parsed, rest != "" && !parsed.absent
	case "header":
		parsed.name, rest, _ = strings.Cut(rest, " ")
		if rest == "" || parsed.absent {
			return parsed, parsed.name != "" && rest == ""
		}
	case "cookie":
		if name, begins := strings.CutPrefix(rest, "begins "); begins {
			parsed.operator, parsed.name = "begins", name
			return parsed, name != ""
		}
		parsed.operator, parsed.name = "is", rest
		return parsed, rest != "" && !strings.Contains(rest, " ")
	case "body":
		if rest == "empty" {
			parsed.operator = rest
			return parsed, true
		}
	case "host":
	default:
		return parsed, false
	}
	parsed.operator, parsed.value, ok = strings.Cut(rest, " ")
	parsed.value = strings.ReplaceAll(parsed.value, `\n`, "\n")
	switch parsed.operator {
	case "is", "begins", "contains", "ends":
		return parsed, ok && parsed.value != "" && !parsed.absent
	}
	return parsed, false
}

// What is looked through: answers may be of any size.
const (
	markedBodyLimit  = 4096 // bytes of a body
	markedValueLimit = 2048 // bytes of a header's value
)

// A sighting is one exchange that is looked at.
type sighting struct {
	index    int
	exchange *fetchspec.Exchange
}

func (sighting sighting) answer() *fetchspec.HTTPResponse { return sighting.exchange.Response }

// shows reports whether the exchange has the mark, and quotes what it is.
func (sighting sighting) shows(mark *mark) ([]Evidence, bool) {
	var evidence []Evidence
	for i := range mark.conditions {
		quoted, holds := sighting.holds(&mark.conditions[i])
		if !holds {
			return nil, false
		}
		evidence = append(evidence, quoted...)
	}
	return evidence, true
}

func (sighting sighting) holds(condition *condition) ([]Evidence, bool) {
	switch condition.subject {
	case "preflight":
		return nil, sighting.isPreflight()
	case "request":
		return nil, !sighting.isPreflight()
	case "error":
		return sighting.status(), sighting.answer().Status >= 400
	case "status":
		status := strconv.Itoa(sighting.answer().Status)
		return sighting.status(), contains(strings.Fields(condition.value), status)
	case "header":
		return sighting.header(condition)
	case "cookie":
		return sighting.cookie(condition)
	case "body":
		return sighting.body(condition)
	}
	return sighting.host(condition)
}

// isPreflight reports whether the exchange is a preflight, or a probe that
// asks as one.
func (sighting sighting) isPreflight() bool {
	return sighting.exchange.Kind == fetchspec.ExchangePreflight ||
		sighting.exchange.Kind == fetchspec.ExchangeProbe && sighting.exchange.Request.HeaderList.Contains("Access-Control-Request-Method")
}

func (sighting sighting) status() []Evidence {
	return []Evidence{{Exchange: sighting.index, Where: fromResponse, Name: "status", Value: statusPhrase(sighting.answer())}}
}

func (sighting sighting) header(condition *condition) ([]Evidence, bool) {
	list := sighting.answer().HeaderList
	if condition.absent {
		return nil, !list.Contains(condition.name)
	}
	for _, header := range list {
		if !strings.EqualFold(header.Name, condition.name) {
			continue
		}
		value := header.Value[:min(len(header.Value), markedValueLimit)]
		if mark, fits := condition.fits(lowerCase(value), lowerCase(condition.value)); fits {
			evidence := Evidence{Exchange: sighting.index, Where: fromResponse, Name: header.Name, Value: header.Value}
			if condition.operator != "" {
				evidence.Marks = []Mark{mark}
			}
			return []Evidence{evidence}, true
		}
	}
	return nil, false
}

// lowerCase lowers ASCII letters alone: headers are bytes, and places in the
// text stay what they are.
func lowerCase(text string) string {
	lowered := []byte(text)
	for i, c := range lowered {
		if 'A' <= c && c <= 'Z' {
			lowered[i] = c + 'a' - 'A'
		}
	}
	return string(lowered)
}

// fits compares by the condition's operator, and says where it fits.
func (condition *condition) fits(text, wanted string) (Mark, bool) {
	switch condition.operator {
	case "is":
		return Mark{0, len(text)}, text == wanted
	case "begins":
		return Mark{0, len(wanted)}, strings.HasPrefix(text, wanted)
	case "ends":
		return Mark{len(text) - len(wanted), len(text)}, strings.HasSuffix(text, wanted)
	case "contains":
		at := strings.Index(text, wanted)
		return Mark{at, at + len(wanted)}, at >= 0
	case "empty":
		return Mark{}, text == ""
	}
	return Mark{}, true
}

// cookie quotes a cookie that the answer sets, without its value.
func (sighting sighting) cookie(condition *condition) ([]Evidence, bool) {
	for _, header := range sighting.answer().HeaderList {
		if !strings.EqualFold(header.Name, "Set-Cookie") {
			continue
		}
		name, _, _ := strings.Cut(header.Value[:min(len(header.Value), markedValueLimit)], "=")
		name = strings.TrimSpace(name)
		if mark, fits := condition.fits(name, condition.name); fits {
			return []Evidence{{
				Exchange: sighting.index, Where: fromResponse, Name: header.Name, Value: name + "=…", Marks: []Mark{mark},
			}}, true
		}
	}
	return nil, false
}

func (sighting sighting) body(condition *condition) ([]Evidence, bool) {
	bytes := sighting.answer().Body.Bytes
	text := string(bytes[:min(len(bytes), markedBodyLimit)])
	if _, fits := condition.fits(text, condition.value); !fits {
		return nil, false
	}
	if condition.operator == "empty" {
		return nil, sighting.exchange.Request.Method != "HEAD"
	}
	quoted := bodyExcerpt(sighting.answer())
	evidence := Evidence{Exchange: sighting.index, Where: fromResponse, Name: "body", Value: quoted}
	if at := strings.Index(quoted, strings.TrimSpace(condition.value)); at >= 0 {
		evidence.Marks = []Mark{{at, at + len(strings.TrimSpace(condition.value))}}
	}
	return []Evidence{evidence}, true
}

func (sighting sighting) host(condition *condition) ([]Evidence, bool) {
	url := sighting.exchange.Request.URL
	if url == nil {
		return nil, false
	}
	host := lowerCase(url.Host())
	mark, fits := condition.fits(host, lowerCase(condition.value))
	return []Evidence{{Exchange: sighting.index, Where: fromRequest, Name: "host", Value: host, Marks: []Mark{mark}}}, fits
}
