package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// posixCommands splits text as a POSIX shell or bash would, without running
// anything: what would have to be run or looked up is an error at its place.
func posixCommands(src source) ([]shellCommand, error) {
	if fault := checkShellText(src); fault != nil {
		return nil, fault
	}
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash))
	file, err := parser.Parse(strings.NewReader(src.text), "")
	if err != nil {
		return nil, shellParseFault(src, err)
	}
	reader := posixReader{source: src, variables: map[string]string{}}
	for i, statement := range file.Stmts {
		if fault := reader.checkBackground(file.Stmts, i); fault != nil {
			return nil, fault
		}
		if err := reader.statement(statement); err != nil {
			return nil, err
		}
	}
	return reader.commands, nil
}

func shellParseFault(src source, err error) error {
	var parseError syntax.ParseError
	if errors.As(err, &parseError) {
		offset := int(parseError.Pos.Offset())
		return src.at(offset, offset+1, "the shell words cannot be read: "+parseError.Text)
	}
	var languageError syntax.LangError
	if errors.As(err, &languageError) {
		offset := int(languageError.Pos.Offset())
		return src.at(offset, offset+1, languageError.Feature+" would have to be evaluated by a shell")
	}
	return src.at(0, 1, "the shell words cannot be read: "+err.Error())
}

// A posixReader collects the commands of a shell text.
type posixReader struct {
	source
	commands []shellCommand
	// variables are those that the text itself sets to plain values.
	variables map[string]string
	expanded  int // bytes that variables stood for so far
}

// checkBackground finds the & of a URL without quotes: the shell ends the
// command there, and the rest of the URL is lost.
func (reader *posixReader) checkBackground(statements []*syntax.Stmt, i int) *SyntaxError {
	statement := statements[i]
	if !statement.Background || i+1 == len(statements) {
		return nil
	}
	ampersand := int(statement.Semicolon.Offset())
	if int(statements[i+1].Pos().Offset()) != ampersand+1 {
		return nil
	}
	fault := reader.at(ampersand, ampersand+1, "the & ends the command here, so that the rest of the URL is lost")
	fault.Expected = "the URL in quotes"
	fault.Hint = "write 'https://…&…' in single quotes"
	return fault
}

func (reader *posixReader) statement(statement *syntax.Stmt) error {
	switch command := statement.Cmd.(type) {
	case *syntax.CallExpr:
		return reader.call(command, statement.Redirs)
	case *syntax.DeclClause:
		return reader.assignments(command.Args)
	case *syntax.BinaryCmd:
		return reader.binary(command)
	case nil:
		return nil
	}
	start := int(statement.Pos().Offset())
	return reader.at(start, start+1, "this is a script, not a curl command; nothing of a pasted text is run")
}

// binary reads both sides of && and ||, and the left side of a pipe: what
// comes after it only changes how the answer is shown.
func (reader *posixReader) binary(command *syntax.BinaryCmd) error {
	if command.Op != syntax.Pipe && command.Op != syntax.PipeAll {
		if err := reader.statement(command.X); err != nil {
			return err
		}
		return reader.statement(command.Y)
	}
	if fault := reader.checkPipedInto(command); fault != nil {
		return fault
	}
	before := len(reader.commands)
	if err := reader.statement(command.X); err != nil {
		return err
	}
	for i := before; i < len(reader.commands); i++ {
		reader.commands[i].notes = append(reader.commands[i].notes, "what comes after the pipe (|) is ignored")
	}
	return nil
}

// checkPipedInto refuses a curl that reads what another program writes.
func (reader *posixReader) checkPipedInto(command *syntax.BinaryCmd) *SyntaxError {
	call, isCall := command.Y.Cmd.(*syntax.CallExpr)
	if !isCall || len(call.Args) == 0 {
		return nil
	}
	first := call.Args[0]
	if programName(first.Lit()) != "curl" {
		return nil
	}
	offset := int(command.OpPos.Offset())
	fault := reader.at(offset, offset+1, "curl gets the output of another command here; nothing of a pasted text is run")
	fault.Hint = "put the body into the command: --data-raw '…'"
	return fault
}

func (reader *posixReader) call(call *syntax.CallExpr, redirections []*syntax.Redirect) error {
	if len(call.Args) == 0 {
		return reader.assignments(call.Assigns)
	}
	command := shellCommand{}
	for _, argument := range call.Args {
		value, err := reader.word(argument)
		if err != nil {
			return err
		}
		command.words = append(command.words, word{
			value: value, start: int(argument.Pos().Offset()), end: int(argument.End().Offset()),
			ansiQuoted: isANSIQuoted(argument),
		})
	}
	command.undoFirefoxCarets()
	for _, redirection := range redirections {
		if err := reader.redirection(&command, redirection); err != nil {
			return err
		}
	}
	reader.commands = append(reader.commands, command)
	return nil
}

func isANSIQuoted(argument *syntax.Word) bool {
	if len(argument.Parts) != 1 {
		return false
	}
	quoted, isQuoted := argument.Parts[0].(*syntax.SglQuoted)
	return isQuoted && quoted.Dollar
}

// assignments remembers values that the text itself gives.
func (reader *posixReader) assignments(assignments []*syntax.Assign) error {
	for _, assignment := range assignments {
		if assignment.Name == nil || assignment.Value == nil || assignment.Append {
			continue
		}
		value, err := reader.word(assignment.Value)
		if err != nil {
			return err
		}
		reader.variables[assignment.Name.Value] = value
	}
	return nil
}

// redirection takes a here-document as what curl reads; any other redirection
// concerns the output.
func (reader *posixReader) redirection(command *shellCommand, redirection *syntax.Redirect) error {
	switch redirection.Op {
	case syntax.Hdoc, syntax.DashHdoc:
		if redirection.Hdoc == nil {
			return nil
		}
		text, err := reader.hereDocument(redirection)
		if err != nil {
			return err
		}
		if redirection.Op == syntax.DashHdoc {
			text = withoutLeadingTabs(text)
		}
		command.stdin = &text
	case syntax.WordHdoc:
		text, err := reader.word(redirection.Word)
		if err != nil {
			return err
		}
		text += "\n"
		command.stdin = &text
	case syntax.RdrIn:
		offset := int(redirection.OpPos.Offset())
		fault := reader.at(offset, offset+1, "curl would read a file here, which is not read")
		fault.Hint = "use --data-binary @FILE and add --allow-files"
		return fault
	default:
		const note = "the redirection of the output is ignored"
		if !slices.Contains(command.notes, note) {
			command.notes = append(command.notes, note)
		}
	}
	return nil
}

// hereDocument is the text of a here-document: as it stands if its delimiter
// is quoted, else with variables and escapes.
func (reader *posixReader) hereDocument(redirection *syntax.Redirect) (string, error) {
	raw := false
	for _, part := range redirection.Word.Parts {
		literal, isLiteral := part.(*syntax.Lit)
		raw = raw || !isLiteral || strings.Contains(literal.Value, `\`)
	}
	var text strings.Builder
	for _, part := range redirection.Hdoc.Parts {
		literal, isLiteral := part.(*syntax.Lit)
		switch {
		case isLiteral && raw:
			text.WriteString(literal.Value)
		case isLiteral:
			text.WriteString(unescape(literal.Value, "$`\\"))
		default:
			if err := reader.part(&text, part, escapableQuoted); err != nil {
				return "", err
			}
		}
	}
	return text.String(), nil
}

func withoutLeadingTabs(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, "\t")
	}
	return strings.Join(lines, "\n")
}

// word is the value of a shell word.
func (reader *posixReader) word(argument *syntax.Word) (string, error) {
	var value strings.Builder
	for _, part := range argument.Parts {
		if err := reader.part(&value, part, escapableAll); err != nil {
			return "", err
		}
	}
	return value.String(), nil
}

// What a backslash escapes: anything outside quotes, these within "…".
const (
	escapableAll    = ""
	escapableQuoted = "$`\"\\"
)

func (reader *posixReader) part(value *strings.Builder, part syntax.WordPart, escapable string) error {
	switch part := part.(type) {
	case *syntax.Lit:
		value.WriteString(unescape(part.Value, escapable))
	case *syntax.SglQuoted:
		text := part.Value
		if part.Dollar {
			text = decodeANSIC(text)
		}
		value.WriteString(text)
	case *syntax.DblQuoted:
		for _, inner := range part.Parts {
			if err := reader.part(value, inner, escapableQuoted); err != nil {
				return err
			}
		}
	case *syntax.ParamExp:
		return reader.variable(value, part)
	default:
		start := int(part.Pos().Offset())
		return reader.at(start, int(part.End().Offset()), "this would have to be evaluated by a shell; nothing of a pasted text is run")
	}
	return nil
}

func (reader *posixReader) variable(value *strings.Builder, expansion *syntax.ParamExp) error {
	name := ""
	if expansion.Param != nil {
		name = expansion.Param.Value
	}
	start, end := int(expansion.Pos().Offset()), int(expansion.End().Offset())
	if known, ok := reader.variables[name]; ok {
		if reader.expanded += len(known); reader.expanded > maxExpansion {
			return reader.at(start, end, tooMuchExpanded)
		}
		value.WriteString(known)
		return nil
	}
	fault := reader.at(start, end, fmt.Sprintf("the variable $%s has no value here", cut(name)))
	fault.Expected = "the value itself"
	fault.Hint = fmt.Sprintf("write the value in place of $%s, or put %s='…' on a line before the command", cut(name), cut(name))
	if !isVariableName(name) {
		fault.Hint = "use single quotes if the $ is meant as it is"
	}
	return fault
}

// unescape removes the backslashes that the shell removes: those before the
// escapable characters and a newline, or all of them.
func unescape(text, escapable string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out.WriteByte(text[i])
			continue
		}
		i++
		if text[i] == '\n' {
			continue
		}
		if escapable != escapableAll && strings.IndexByte(escapable, text[i]) < 0 {
			out.WriteByte('\\')
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// programName is the last part of a path, in lower case, without .exe.
func programName(path string) string {
	if i := strings.LastIndexAny(path, `/\`); i >= 0 {
		path = path[i+1:]
	}
	return strings.TrimSuffix(asciiLower(path), ".exe")
}
