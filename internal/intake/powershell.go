package intake

import (
	"fmt"
	"strings"

	"corsplain/internal/nearest"
)

// powerShellRequests reads the requests of a PowerShell text: each
// Invoke-WebRequest, Invoke-RestMethod or curl.exe, with the literals that the
// lines before it set. Nothing is run.
//
// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.utility/invoke-webrequest
func powerShellRequests(src source, options Options) ([]copiedRequest, []string, error) {
	script := psScript{
		psReader: psReader{source: src, variables: map[string]psValue{}, room: &expansion{left: maxExpansion}},
		options:  options,
	}
	for {
		script.skipSeparators()
		if script.position >= len(src.text) {
			return script.requests, script.notes, nil
		}
		start := script.position
		if err := script.statement(); err != nil {
			return nil, nil, err
		}
		if script.room.exceeded {
			return nil, nil, script.at(start, script.position, tooMuchExpanded)
		}
		if len(script.requests) > MaxCalls {
			return nil, nil, script.fault(1, fmt.Sprintf("there are more than %d requests here", MaxCalls))
		}
	}
}

// A psScript collects the requests of a PowerShell text.
type psScript struct {
	psReader
	options  Options
	requests []copiedRequest
	notes    []string
}

func (script *psScript) statement() error {
	start := script.position
	if script.peek() == '$' {
		return script.variableStatement()
	}
	name := script.name("-.")
	switch asciiLower(name) {
	case "invoke-webrequest", "invoke-restmethod", "iwr", "irm", "wget":
		return script.request(start)
	case "curl", "curl.exe":
		return script.curl(start)
	case "":
		return script.fault(1, "this is not the beginning of a PowerShell command")
	}
	script.notes = append(script.notes, "the command "+cut(name)+" is not run and ignored")
	script.skipStatement()
	return nil
}

// skipStatement skips to the end of a statement, over strings and brackets.
func (script *psScript) skipStatement() {
	depth := 0
	for script.position < len(script.text) {
		switch c := script.text[script.position]; {
		case c == '"' || c == '\'':
			script.skipString(c)
			continue
		case c == '`':
			script.position++
		case c == '(' || c == '{':
			depth++
		case c == ')' || c == '}':
			depth = max(0, depth-1)
		case depth == 0 && (c == '\n' || c == ';'):
			return
		}
		script.position++
	}
	script.position = min(script.position, len(script.text))
}

func (script *psScript) skipString(quote byte) {
	script.position++
	for script.position < len(script.text) && script.text[script.position] != quote {
		if quote == '"' && script.text[script.position] == '`' {
			script.position++
		}
		script.position++
	}
	script.position = min(script.position+1, len(script.text))
}

// variableStatement reads $name = …, $name.member = …, $name.Add(…) and
// $name["key"] = ….
func (script *psScript) variableStatement() error {
	script.position++
	name := asciiLower(script.name(":"))
	path, err := script.memberPath()
	if err != nil {
		return err
	}
	if script.peek() == '(' {
		return script.methodCall(name, path)
	}
	script.skipBlanks(false)
	if !script.take("=") {
		script.skipStatement() // $response, $response | ConvertTo-Json
		return nil
	}
	script.skipBlanks(true)
	if script.isRequest() {
		return script.statement()
	}
	value, err := script.list()
	if err == nil {
		value, err = script.pipeline(value)
	}
	if err != nil {
		return err
	}
	script.assign(name, path, value)
	return script.expectStatementEnd()
}

func (script *psScript) expectStatementEnd() error {
	script.skipBlanks(false)
	if script.atStatementEnd() {
		return nil
	}
	return script.fault(1, "this would have to be run by PowerShell; nothing of a pasted text is run")
}

// isRequest reports whether a command that makes a request begins here.
func (script *psScript) isRequest() bool {
	start := script.position
	name := asciiLower(script.name("-."))
	script.position = start
	switch name {
	case "invoke-webrequest", "invoke-restmethod", "iwr", "irm", "wget", "curl", "curl.exe":
		return true
	}
	return false
}

// memberPath reads .member and ["key"] after a variable.
func (script *psScript) memberPath() ([]string, error) {
	var path []string
	for {
		switch script.peek() {
		case '.':
			script.position++
			path = append(path, script.name(""))
		case '[':
			open := script.position
			script.position++
			key, err := script.value()
			if err != nil {
				return nil, err
			}
			if !script.take("]") {
				return nil, script.unclosed(open, "]")
			}
			path = append(path, script.room.text(key))
		default:
			return path, nil
		}
	}
}

func (script *psScript) tableOf(name string) *psTable {
	if table, isTable := script.variables[name].(*psTable); isTable {
		return table
	}
	table := &psTable{}
	script.variables[name] = table
	return table
}

func (script *psScript) assign(name string, path []string, value psValue) {
	if len(path) == 0 {
		script.variables[name] = value
		return
	}
	table := script.tableOf(name)
	for _, member := range path[:len(path)-1] {
		table = table.child(member)
	}
	table.set(path[len(path)-1], value)
}

// methodCall reads $table.Add("name", "value") and
// $session.Cookies.Add((New-Object System.Net.Cookie(…))).
func (script *psScript) methodCall(name string, path []string) error {
	start := script.position
	arguments, err := script.parenthesized()
	if err != nil {
		return err
	}
	if len(path) == 0 || !strings.EqualFold(path[len(path)-1], "Add") {
		return script.at(start, script.position, "this would have to be run by PowerShell; nothing of a pasted text is run")
	}
	table := script.tableOf(name)
	for _, member := range path[:len(path)-1] {
		table = table.child(member)
	}
	switch arguments := arguments.(type) {
	case []psValue:
		if len(arguments) == 2 {
			table.set(script.room.text(arguments[0]), arguments[1])
		}
	case *psTable: // a cookie
		cookie, _ := arguments.get("name")
		value, _ := arguments.get("value")
		table.set(script.room.text(cookie), value)
	}
	return script.expectStatementEnd()
}

// request reads the parameters of Invoke-WebRequest or Invoke-RestMethod.
func (script *psScript) request(start int) error {
	parameters, err := script.parameters()
	if err != nil {
		return err
	}
	end := script.position
	if script.peek() == '|' {
		script.notes = append(script.notes, "what comes after the pipe (|) is ignored")
		script.skipStatement()
	}
	builder := psRequest{script: script, parameters: parameters, start: start, end: end}
	request, err := builder.build()
	if err != nil {
		return err
	}
	script.requests = append(script.requests, request)
	return nil
}

// parameters reads -Name value pairs, switches, splatted tables (@name) and
// one positional value, which is the URL.
func (script *psScript) parameters() (*psTable, error) {
	parameters := &psTable{}
	for {
		script.skipBlanks(false)
		if script.atStatementEnd() {
			return parameters, nil
		}
		var err error
		switch {
		case script.peek() == '-':
			err = script.parameter(parameters)
		case script.peek() == '@' && !script.has("@{") && !script.has("@(") && !script.has(`@"`) && !script.has("@'"):
			err = script.splat(parameters)
		default:
			err = script.positional(parameters)
		}
		if err != nil {
			return nil, err
		}
	}
}

func (script *psScript) positional(parameters *psTable) error {
	start := script.position
	value, err := script.value()
	if err != nil {
		return err
	}
	if _, has := parameters.get("uri"); has {
		return script.at(start, script.position, "there is a second URL here")
	}
	parameters.set("uri", value)
	return nil
}

func (script *psScript) splat(parameters *psTable) error {
	start := script.position
	script.position++
	name := script.name("")
	table, isTable := script.variables[asciiLower(name)].(*psTable)
	if !isTable {
		return script.unknownVariable(start, name)
	}
	for i, key := range table.keys {
		full, known := psParameter(key)
		if !known {
			continue
		}
		parameters.set(full, table.values[i])
	}
	return nil
}

func (script *psScript) parameter(parameters *psTable) error {
	start := script.position
	script.position++
	written := script.name("")
	name, known := psParameter(written)
	if !known {
		fault := script.at(start, script.position, "-"+cut(written)+" is not a parameter of Invoke-WebRequest")
		fault.Hint = "remove it, with its value, if it does not change the request"
		if near, found := nearest.Word(written, append(psParameters(), psSwitches()...)); found {
			fault.Hint = "did you mean -" + near + "?"
		}
		return fault
	}
	script.take(":")
	if isPSSwitch(name) {
		parameters.set(name, true)
		if script.peek() == '$' {
			value, err := script.value()
			parameters.set(name, value)
			return err
		}
		return nil
	}
	script.skipBlanks(false)
	value, err := script.list()
	if err != nil {
		return err
	}
	parameters.set(name, value)
	return nil
}
