package intake

import "strings"

// curl reads curl.exe with its words, or curl as the alias of
// Invoke-WebRequest that Windows PowerShell makes of it.
func (script *psScript) curl(start int) error {
	if script.looksLikeAlias() {
		return script.request(start)
	}
	command := shellCommand{words: []word{{value: "curl", start: start, end: script.position}}}
	for {
		script.skipBlanks(false)
		if script.atStatementEnd() {
			break
		}
		begin := script.position
		value, err := script.curlWord()
		if err != nil {
			return err
		}
		command.words = append(command.words, word{value: value, start: begin, end: script.position})
	}
	if script.peek() == '|' {
		command.notes = append(command.notes, "what comes after the pipe (|) is ignored")
		script.skipStatement()
	}
	requests, err := curlRequests(script.source, command, script.options)
	script.requests = append(script.requests, requests...)
	return err
}

// looksLikeAlias: curl has no options of one hyphen and a whole word.
func (script *psScript) looksLikeAlias() bool {
	rest := asciiLower(script.text[script.position:min(len(script.text), script.position+2000)])
	for _, name := range []string{"-uri", "-headers", "-method", "-usebasicparsing", "-body", "-contenttype", "-websession"} {
		if strings.Contains(rest, " "+name) {
			return true
		}
	}
	return false
}

// curlWord reads one argument, whose parts stand without blanks between.
func (script *psScript) curlWord() (string, error) {
	var out strings.Builder
	for begin := script.position; ; begin = script.position {
		var value psValue
		var err error
		switch c := script.peek(); {
		case c == '"' || c == '\'' || c == '$' || script.has(`@"`) || script.has("@'"):
			value, err = script.operand()
		case c == '`':
			var unit codeUnits
			script.escape(&unit)
			value = unit.String()
		case c == '(' || c == '{' || c == '@' && out.Len() == 0:
			value, err = script.operandOrByte()
		default:
			value, err = script.curlBytes(), nil
		}
		if err != nil {
			return "", err
		}
		out.WriteString(script.room.text(value))
		if script.position == begin || script.position >= len(script.text) ||
			strings.IndexByte(" \t\r\n;|&)}", script.text[script.position]) >= 0 {
			return out.String(), nil
		}
	}
}

// operandOrByte reads an expression in parentheses, or one byte.
func (script *psScript) operandOrByte() (psValue, error) {
	if script.peek() == '(' {
		return script.parenthesized()
	}
	script.position++
	return script.text[script.position-1 : script.position], nil
}

func (script *psScript) curlBytes() psValue {
	start := script.position
	for script.position < len(script.text) && strings.IndexByte(" \t\r\n;|&(){}\"'`$", script.text[script.position]) < 0 {
		script.position++
	}
	return script.text[start:script.position]
}
