package intake

import (
	"strconv"
	"strings"
)

// A psReader reads the literals of PowerShell text. It evaluates nothing but
// strings that the text itself spells out.
type psReader struct {
	source
	position  int
	depth     int
	variables map[string]psValue // by lower-case name
	room      *expansion
}

// maxPowerShellDepth bounds nesting.
const maxPowerShellDepth = 50

func (reader *psReader) fault(length int, problem string) *SyntaxError {
	return reader.at(reader.position, reader.position+length, problem)
}

func (reader *psReader) peek() byte {
	if reader.position < len(reader.text) {
		return reader.text[reader.position]
	}
	return 0
}

func (reader *psReader) has(prefix string) bool {
	rest := reader.text[min(reader.position, len(reader.text)):]
	return len(rest) >= len(prefix) && strings.EqualFold(rest[:len(prefix)], prefix)
}

func (reader *psReader) take(prefix string) bool {
	if !reader.has(prefix) {
		return false
	}
	reader.position += len(prefix)
	return true
}

// skipBlanks skips blanks, comments and continued line ends; with lines set,
// other line ends too.
func (reader *psReader) skipBlanks(lines bool) {
	for reader.position < len(reader.text) {
		rest := reader.text[reader.position:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r':
			reader.position++
		case rest[0] == '`' && lineEnding(rest[1:]) > 0:
			reader.position += 1 + lineEnding(rest[1:])
		case rest[0] == '\n' && lines:
			reader.position++
		case rest[0] == '#':
			reader.skipToLineEnd()
		case strings.HasPrefix(rest, "<#"):
			reader.skipPast("#>")
		default:
			return
		}
	}
}

func (reader *psReader) skipToLineEnd() {
	if end := strings.IndexByte(reader.text[reader.position:], '\n'); end >= 0 {
		reader.position += end
		return
	}
	reader.position = len(reader.text)
}

func (reader *psReader) skipPast(mark string) {
	if end := strings.Index(reader.text[reader.position:], mark); end >= 0 {
		reader.position += end + len(mark)
		return
	}
	reader.position = len(reader.text)
}

// atStatementEnd reports whether a statement ends at the position.
func (reader *psReader) atStatementEnd() bool {
	switch reader.peek() {
	case 0, '\n', ';', '|', '&', ')', '}':
		return true
	}
	return false
}

// name reads letters, digits and the given others.
func (reader *psReader) name(others string) string {
	start := reader.position
	for reader.position < len(reader.text) {
		c := reader.text[reader.position]
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && strings.IndexByte(others, c) < 0 {
			break
		}
		reader.position++
	}
	return reader.text[start:reader.position]
}

// value reads an expression: a literal, or literals joined with +.
func (reader *psReader) value() (psValue, error) {
	reader.depth++
	defer func() { reader.depth-- }()
	if reader.depth > maxPowerShellDepth {
		return nil, reader.fault(1, "this is nested too deeply")
	}
	value, err := reader.operand()
	if err != nil {
		return nil, err
	}
	if reader.skipBlanks(false); reader.peek() != '+' {
		return value, nil
	}
	var sum strings.Builder
	sum.WriteString(reader.room.text(value))
	for reader.peek() == '+' {
		reader.position++
		reader.skipBlanks(true)
		if value, err = reader.operand(); err != nil {
			return nil, err
		}
		sum.WriteString(reader.room.text(value))
		reader.skipBlanks(false)
	}
	return sum.String(), nil
}

func (reader *psReader) operand() (psValue, error) {
	switch c := reader.peek(); {
	case c == '"':
		return reader.doubleQuoted()
	case c == '\'':
		return reader.singleQuoted()
	case reader.has(`@"`), reader.has(`@'`):
		return reader.hereString()
	case reader.has("@{"):
		return reader.table()
	case reader.has("@("):
		reader.position++
		return reader.parenthesized()
	case c == '(':
		return reader.parenthesized()
	case c == '[':
		return reader.typed()
	case c == '$':
		return reader.variable()
	case reader.has("New-Object"):
		return reader.newObject()
	case c == '-' || '0' <= c && c <= '9':
		return reader.number(), nil
	}
	return reader.bareWord()
}

func (reader *psReader) number() psValue {
	start := reader.position
	if reader.peek() == '-' {
		reader.position++
	}
	text := reader.text[start:reader.position] + reader.name(".")
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return number
}

// bareWord reads an argument without quotes.
func (reader *psReader) bareWord() (psValue, error) {
	start := reader.position
	for reader.position < len(reader.text) && strings.IndexByte(" \t\r\n;|&(){}<>,\"'`$@", reader.text[reader.position]) < 0 {
		reader.position++
	}
	if reader.position == start {
		fault := reader.fault(1, "this is not a value that can be read without running PowerShell")
		fault.Expected = `a string in quotes, a number, or @{ "name" = "value" }`
		return nil, fault
	}
	return reader.text[start:reader.position], nil
}

func (reader *psReader) unclosed(open int, closing string) *SyntaxError {
	fault := reader.at(open, open+1, "what begins here is never closed")
	fault.Expected = "a closing " + closing
	return fault
}

func (reader *psReader) unknownVariable(start int, name string) error {
	fault := reader.at(start, reader.position, "the variable $"+cut(name)+" has no value here")
	fault.Expected = "the value itself"
	fault.Hint = "write the value in place of $" + cut(name) + ", or set it on a line before: $" + cut(name) + " = '…'"
	return fault
}

func (reader *psReader) lookUp(name string) (psValue, bool) {
	switch asciiLower(name) {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	}
	value, known := reader.variables[asciiLower(name)]
	return value, known
}

func (reader *psReader) variable() (psValue, error) {
	start := reader.position
	reader.position++
	braced := reader.take("{")
	name := reader.name(":")
	if braced && !reader.take("}") {
		return nil, reader.unclosed(start, "}")
	}
	value, known := reader.lookUp(name)
	if !known {
		return nil, reader.unknownVariable(start, name)
	}
	if next := reader.peek(); next == '.' || next == '[' || next == '(' {
		return nil, reader.fault(1, "this would have to be run by PowerShell; nothing of a pasted text is run")
	}
	return value, nil
}

// table reads @{ key = value; … }.
func (reader *psReader) table() (psValue, error) {
	open := reader.position
	reader.position += 2
	table := &psTable{}
	for {
		reader.skipSeparators()
		if reader.position >= len(reader.text) {
			return nil, reader.unclosed(open, "}")
		}
		if reader.take("}") {
			return table, nil
		}
		if err := reader.tableEntry(table); err != nil {
			return nil, err
		}
	}
}

func (reader *psReader) skipSeparators() {
	reader.skipBlanks(true)
	for reader.peek() == ';' {
		reader.position++
		reader.skipBlanks(true)
	}
}

func (reader *psReader) tableEntry(table *psTable) error {
	key, err := reader.tableKey()
	if err != nil {
		return err
	}
	reader.skipBlanks(false)
	if !reader.take("=") {
		fault := reader.fault(1, "a name in @{ } is followed by = and a value")
		fault.Expected = "="
		return fault
	}
	reader.skipBlanks(true)
	value, err := reader.list()
	if err != nil {
		return err
	}
	table.set(reader.room.text(key), value)
	return nil
}

func (reader *psReader) tableKey() (psValue, error) {
	switch reader.peek() {
	case '"':
		return reader.doubleQuoted()
	case '\'':
		return reader.singleQuoted()
	}
	if name := reader.name("-."); name != "" {
		return name, nil
	}
	fault := reader.fault(1, "this is not a name")
	fault.Expected = `"name" = "value"`
	return nil, fault
}

// list reads one value, or several with commas between.
func (reader *psReader) list() (psValue, error) {
	first, err := reader.value()
	if err != nil {
		return nil, err
	}
	reader.skipBlanks(false)
	if reader.peek() != ',' {
		return first, nil
	}
	items := []psValue{first}
	for reader.peek() == ',' {
		reader.position++
		reader.skipBlanks(true)
		item, err := reader.value()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		reader.skipBlanks(false)
	}
	return items, nil
}

// parenthesized reads ( … ), with a pipe into ConvertTo-Json if there is one.
func (reader *psReader) parenthesized() (psValue, error) {
	open := reader.position
	isArray := open > 0 && reader.text[open-1] == '@'
	reader.position++
	reader.skipBlanks(true)
	if reader.take(")") {
		return []psValue{}, nil
	}
	value, err := reader.list()
	if err == nil {
		value, err = reader.pipeline(value)
	}
	if err != nil {
		return nil, err
	}
	reader.skipBlanks(true)
	if reader.position >= len(reader.text) {
		return nil, reader.unclosed(open, ")")
	}
	if !reader.take(")") {
		fault := reader.at(open, reader.position+1, "this would have to be run by PowerShell; nothing of a pasted text is run")
		fault.Hint = "write the value itself in its place: '…'"
		return nil, fault
	}
	if _, already := value.([]psValue); isArray && !already {
		return []psValue{value}, nil
	}
	return value, nil
}

// pipeline reads | ConvertTo-Json, the one program whose output is known.
func (reader *psReader) pipeline(value psValue) (psValue, error) {
	reader.skipBlanks(false)
	if reader.peek() != '|' {
		return value, nil
	}
	bar := reader.position
	reader.position++
	reader.skipBlanks(true)
	if !reader.take("ConvertTo-Json") {
		reader.position = bar
		return nil, reader.fault(1, "the output of another command would be needed here; nothing of a pasted text is run")
	}
	for reader.skipBlanks(false); !reader.atStatementEnd(); reader.skipBlanks(false) {
		if _, err := reader.value(); err != nil {
			return nil, err
		}
	}
	text, err := reader.room.json(value)
	if err != nil {
		return nil, reader.at(bar, bar+1, "this cannot be made JSON: "+err.Error())
	}
	return text, nil
}

// typed reads a cast or a call of a static method.
func (reader *psReader) typed() (psValue, error) {
	start := reader.position
	reader.position++
	name := asciiLower(reader.name(".[],"))
	if !reader.take("]") && !strings.HasSuffix(name, "]") {
		return nil, reader.unclosed(start, "]")
	}
	if reader.take("::") {
		return reader.static(start)
	}
	switch strings.TrimSuffix(name, "]") {
	case "string", "ordered", "int", "hashtable", "pscustomobject", "uri", "system.uri":
		reader.skipBlanks(false)
		return reader.value()
	case "char":
		code, err := strconv.ParseUint(reader.name(""), 0, 16)
		if err == nil {
			return string(rune(code)), nil
		}
	}
	return nil, reader.at(start, reader.position, "this would have to be run by PowerShell; nothing of a pasted text is run")
}

// static reads UTF8.GetBytes(…): the bytes of a string are that string here.
func (reader *psReader) static(start int) (psValue, error) {
	method := asciiLower(reader.name("."))
	if method == "utf8.getbytes" && reader.peek() == '(' {
		return reader.parenthesized()
	}
	fault := reader.at(start, reader.position, "this would have to be run by PowerShell; nothing of a pasted text is run")
	fault.Hint = "write the value itself in its place"
	return nil, fault
}

// newObject reads New-Object TYPE or New-Object TYPE(arguments).
func (reader *psReader) newObject() (psValue, error) {
	reader.take("New-Object")
	reader.skipBlanks(false)
	if reader.peek() == '"' || reader.peek() == '\'' {
		if _, err := reader.operand(); err != nil {
			return nil, err
		}
		return &psTable{}, nil
	}
	typeName := asciiLower(reader.name(".[],"))
	object := &psTable{}
	reader.skipBlanks(false)
	if reader.peek() != '(' {
		return object, nil
	}
	arguments, err := reader.parenthesized()
	if err != nil {
		return nil, err
	}
	if items, ok := arguments.([]psValue); ok && strings.HasSuffix(typeName, "cookie") && len(items) >= 2 {
		object.set("name", reader.room.text(items[0]))
		object.set("value", reader.room.text(items[1]))
	}
	return object, nil
}
