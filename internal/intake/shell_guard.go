package intake

import (
	"strings"
)

// A shellGuard walks over shell text before the parser does. It refuses what
// would run programs, with its place, and what would make the parser recurse
// without bound. Nothing of a pasted text is ever executed.
type shellGuard struct {
	source
	position  int
	operators int
	// hereDocs are the delimiters whose bodies begin after this line.
	hereDocs     []hereDoc
	hereDocsRead int // in all
}

type hereDoc struct {
	delimiter string
	quoted    bool
	stripTabs bool
}

const (
	maxOperators = 10_000 // separators between commands
	maxHereDocs  = 1000
)

// checkShellText returns nil for text that consists of plain commands.
func checkShellText(src source) *SyntaxError {
	guard := shellGuard{source: src}
	wordStart := true
	for guard.position < len(guard.text) {
		c := guard.text[guard.position]
		fault, isBlank := guard.step(c, wordStart)
		if fault != nil {
			return fault
		}
		wordStart = isBlank
	}
	return nil
}

// step handles the construct that begins with c, and reports whether the next
// byte begins a word.
func (guard *shellGuard) step(c byte, wordStart bool) (fault *SyntaxError, nextIsWordStart bool) {
	switch c {
	case '\\':
		guard.position += 2
	case '\'':
		return guard.skipSingleQuoted(), false
	case '"':
		return guard.skipDoubleQuoted(), false
	case '$':
		return guard.dollar(), false
	case '`':
		return guard.refuseCommand(1), false
	case '#':
		if !wordStart {
			guard.position++
			return nil, false
		}
		guard.skipLine()
	case '\n':
		guard.position++
		return guard.skipHereDocs(), true
	case ' ', '\t', '\r':
		guard.position++
		return nil, true
	case '<', '>':
		return guard.redirection(c), true
	case '(', ')':
		return guard.refuseScript(1, "("), false
	case ';', '&', '|':
		guard.position++
		guard.operators++
		if guard.operators > maxOperators {
			return guard.at(guard.position-1, guard.position, "there are too many commands here"), true
		}
		return nil, true
	case '{', '}', '!':
		return guard.brace(wordStart), false
	default:
		return guard.plain(wordStart), false
	}
	return nil, false
}

func (guard *shellGuard) skipSingleQuoted() *SyntaxError {
	open := guard.position
	end := strings.IndexByte(guard.text[open+1:], '\'')
	if end < 0 {
		return guard.unclosed(open, "'")
	}
	guard.position = open + 1 + end + 1
	return nil
}

// skipANSIQuoted skips $'…', in which a backslash escapes a quote.
func (guard *shellGuard) skipANSIQuoted() *SyntaxError {
	open := guard.position
	for i := open + 2; i < len(guard.text); i++ {
		switch guard.text[i] {
		case '\\':
			i++
		case '\'':
			guard.position = i + 1
			return nil
		}
	}
	return guard.unclosed(open, "'")
}

func (guard *shellGuard) skipDoubleQuoted() *SyntaxError {
	open := guard.position
	guard.position++
	for guard.position < len(guard.text) {
		switch guard.text[guard.position] {
		case '"':
			guard.position++
			return nil
		case '\\':
			guard.position += 2
		case '`':
			return guard.refuseCommand(1)
		case '$':
			if fault := guard.dollarInQuotes(); fault != nil {
				return fault
			}
		default:
			guard.position++
		}
	}
	return guard.unclosed(open, `"`)
}

func (guard *shellGuard) unclosed(open int, quote string) *SyntaxError {
	fault := guard.at(open, open+1, "the quote that begins here is never closed")
	fault.Expected = "a closing " + quote
	if quote == "'" {
		fault.Hint = `within '…' a quote itself is written '\''; the text may also have been cut when it was copied`
	}
	return fault
}

func (guard *shellGuard) dollar() *SyntaxError {
	rest := guard.text[guard.position:]
	if strings.HasPrefix(rest, "$'") {
		return guard.skipANSIQuoted()
	}
	if strings.HasPrefix(rest, `$"`) {
		guard.position++
		return guard.skipDoubleQuoted()
	}
	return guard.dollarInQuotes()
}

func (guard *shellGuard) dollarInQuotes() *SyntaxError {
	rest := guard.text[guard.position:]
	switch {
	case strings.HasPrefix(rest, "$("):
		return guard.refuseCommand(2)
	case strings.HasPrefix(rest, "$["):
		return guard.refuseScript(2, "$[")
	case strings.HasPrefix(rest, "${"):
		return guard.bracedVariable()
	}
	guard.position++
	return nil
}

// bracedVariable lets only ${NAME} through: the rest is a language.
func (guard *shellGuard) bracedVariable() *SyntaxError {
	start := guard.position
	end := strings.IndexByte(guard.text[start:], '}')
	if end < 0 {
		return guard.unclosedBrace(start)
	}
	if name := guard.text[start+2 : start+end]; !isVariableName(name) {
		fault := guard.at(start, start+end+1, cut(guard.text[start:start+end+1])+" would have to be evaluated by a shell")
		fault.Hint = "write the value itself in its place"
		return fault
	}
	guard.position = start + end + 1
	return nil
}

func (guard *shellGuard) unclosedBrace(start int) *SyntaxError {
	fault := guard.at(start, start+2, "the variable that begins here is never closed")
	fault.Expected = "a closing }"
	return fault
}

// refuseCommand refuses a command substitution, which begins with length bytes.
func (guard *shellGuard) refuseCommand(length int) *SyntaxError {
	rest := lineAt(guard.text, guard.position)
	closing := ")"
	if rest[0] == '`' {
		closing = "`"
	}
	if end := strings.Index(rest[length:], closing); end >= 0 {
		length += end + 1
	}
	fault := guard.at(guard.position, guard.position+length, "a command within the command would have to be run to know its output; nothing of a pasted text is run")
	fault.Hint = "run it yourself and put its output in its place, or use single quotes if it is not meant as a command"
	return fault
}

func (guard *shellGuard) refuseScript(length int, what string) *SyntaxError {
	fault := guard.at(guard.position, guard.position+length, "an unquoted "+what+" makes this a script, not a curl command; nothing of a pasted text is run")
	fault.Hint = "put the argument in single quotes, or paste the curl command alone"
	return fault
}

// redirection notes here-documents, and refuses process substitutions.
func (guard *shellGuard) redirection(c byte) *SyntaxError {
	rest := guard.text[guard.position:]
	switch {
	case len(rest) > 1 && rest[1] == '(':
		return guard.refuseCommand(2)
	case strings.HasPrefix(rest, "<<<"):
		guard.position += 3
	case strings.HasPrefix(rest, "<<"):
		if guard.hereDocsRead++; guard.hereDocsRead > maxHereDocs {
			return guard.at(guard.position, guard.position+2, "there are too many here-documents here")
		}
		guard.position += 2
		guard.readHereDoc()
	default:
		guard.position++
	}
	return nil
}

func (guard *shellGuard) readHereDoc() {
	doc := hereDoc{}
	if guard.position < len(guard.text) && guard.text[guard.position] == '-' {
		doc.stripTabs = true
		guard.position++
	}
	for guard.position < len(guard.text) && strings.IndexByte(" \t", guard.text[guard.position]) >= 0 {
		guard.position++
	}
	start := guard.position
	for guard.position < len(guard.text) && strings.IndexByte(" \t\r\n;|&<>", guard.text[guard.position]) < 0 {
		guard.position++
	}
	doc.delimiter = guard.text[start:guard.position]
	if unquoted := strings.NewReplacer(`'`, "", `"`, "", `\`, "").Replace(doc.delimiter); unquoted != doc.delimiter {
		doc.delimiter, doc.quoted = unquoted, true
	}
	guard.hereDocs = append(guard.hereDocs, doc)
}

// skipHereDocs skips the bodies that begin at this line.
func (guard *shellGuard) skipHereDocs() *SyntaxError {
	docs := guard.hereDocs
	guard.hereDocs = nil
	for _, doc := range docs {
		for guard.position < len(guard.text) {
			start := guard.position
			guard.skipLine()
			line := strings.TrimSuffix(guard.text[start:guard.position], "\r")
			if guard.position < len(guard.text) {
				guard.position++
			}
			if doc.stripTabs {
				line = strings.TrimLeft(line, "\t")
			}
			if line == doc.delimiter {
				break
			}
			if fault := guard.checkHereDocLine(doc, start, line); fault != nil {
				return fault
			}
		}
	}
	return nil
}

// checkHereDocLine refuses what a shell would evaluate in an unquoted body.
func (guard *shellGuard) checkHereDocLine(doc hereDoc, start int, line string) *SyntaxError {
	if doc.quoted {
		return nil
	}
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case line[i] == '`', strings.HasPrefix(line[i:], "$("), strings.HasPrefix(line[i:], "$["), strings.HasPrefix(line[i:], "${"):
			guard.position = start + i
			fault := guard.refuseCommand(1)
			fault.Hint = "a here-document whose delimiter is quoted (<<'EOF') is taken as it is"
			return fault
		}
	}
	return nil
}

// skipLine moves to the next newline, or the end.
func (guard *shellGuard) skipLine() {
	if end := strings.IndexByte(guard.text[guard.position:], '\n'); end >= 0 {
		guard.position += end
		return
	}
	guard.position = len(guard.text)
}

// brace refuses { and ! as words of their own; within words they are bytes.
func (guard *shellGuard) brace(wordStart bool) *SyntaxError {
	next := byte('\n')
	if guard.position+1 < len(guard.text) {
		next = guard.text[guard.position+1]
	}
	if wordStart && strings.IndexByte(" \t\r\n", next) >= 0 {
		return guard.refuseScript(1, guard.text[guard.position:guard.position+1])
	}
	guard.position++
	return nil
}

// plain skips the rest of an unquoted word, refusing the shell's keywords and
// characters that only a word processor puts where a shell needs others.
func (guard *shellGuard) plain(wordStart bool) *SyntaxError {
	start := guard.position
	for guard.position < len(guard.text) && strings.IndexByte(" \t\r\n\\'\"$`<>();&|{}!", guard.text[guard.position]) < 0 {
		guard.position++
	}
	text := guard.text[start:guard.position]
	if fault := guard.typographic(start, text, wordStart); fault != nil {
		return fault
	}
	if wordStart && (isShellKeyword(text) || beginsWithIndex(text)) {
		return guard.at(start, guard.position, text+" makes this a script, not a curl command; nothing of a pasted text is run")
	}
	return nil
}

func (guard *shellGuard) typographic(start int, text string, wordStart bool) *SyntaxError {
	for i, r := range text {
		name, right := typographicFor(r, wordStart && i == 0)
		if name == "" {
			continue
		}
		length := len(string(r))
		fault := guard.at(start+i, start+i+length, "this is "+name+", as word processors and web pages write it, not the character that a shell knows")
		fault.Expected = right
		return fault
	}
	return nil
}

// typographicFor names a character that stands for another one.
func typographicFor(r rune, wordStart bool) (name, right string) {
	switch r {
	case '‘', '’':
		return "a typographic quote (" + string(r) + ")", "a straight '"
	case '“', '”':
		return "a typographic quote (" + string(r) + ")", `a straight "`
	case '–', '—', '−':
		if wordStart {
			return "a dash (" + string(r) + ")", "hyphens: - or --"
		}
	case '\u00a0', '\u2007', '\u202f':
		return "a no-break space", "a space"
	}
	return "", ""
}

func isShellKeyword(text string) bool {
	switch text {
	case "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac",
		"select", "function", "coproc", "time", "[[", "let", "declare", "typeset", "local", "readonly", "nameref":
		return true
	}
	return false
}

// beginsWithIndex reports whether a word would be an assignment to an array's
// element, whose index the parser reads as an expression.
func beginsWithIndex(text string) bool {
	name, _, found := strings.Cut(text, "[")
	return found && isVariableName(name)
}

func isVariableName(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}
