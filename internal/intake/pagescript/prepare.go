package pagescript

import (
	"fmt"
	"strings"
)

// A preparation is the code made ready for the engine: the same bytes at the
// same places, but for what the engine does not know.
type preparation struct {
	text     string
	declared []string // top-level functions, classes and variables
	free     []string // names that are used, whoever declares them
	imports  []importedName
	// beginsFunction is set if the code may be nothing but a function.
	beginsFunction bool
	// hidesBigInt is set if the code has operators that BigInt must not get to.
	hidesBigInt bool
}

// An importedName is a name that an import declaration of a known library
// gives the code.
type importedName struct {
	local, library, member string // member is "" for the whole module
}

// A preparer goes through the tokens once.
type preparer struct {
	source    string
	text      []byte
	tokens    []token
	known     func(library string) bool
	result    preparation
	seen      map[string]bool
	protected map[string]bool // names whose typeof the code asks
}

// prepare makes code runnable within an async function. known says which
// libraries the sandbox has.
func prepare(source string, known func(library string) bool) (preparation, *Problem) {
	source = blankFences(source)
	tokens, problem := scan(source)
	if problem != nil {
		return preparation{}, problem
	}
	p := preparer{
		source: source, text: []byte(source), tokens: tokens, known: known,
		seen: map[string]bool{}, protected: map[string]bool{},
	}
	for i := 0; i < len(tokens); {
		i = p.statement(i)
	}
	p.result.text = string(p.text)
	p.result.beginsFunction = p.beginsFunction()
	p.removeProtected()
	return p.result, nil
}

// beginsFunction reports whether the first tokens are those of an arrow
// function, or of a function without a name.
func (p *preparer) beginsFunction() bool {
	first := 0
	if p.word(0) == "async" {
		first = 1
	}
	switch p.word(first) {
	case "(":
		return true
	case "function":
		return p.word(first+1) == "(" || p.word(first+1) == "*"
	}
	return p.word(first+1) == "=>"
}

// blankFences blanks the ``` lines around code copied from Markdown, and the
// line that names an interpreter.
func blankFences(source string) string {
	lines := strings.SplitAfter(source, "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") || i == 0 && strings.HasPrefix(line, "#!") {
			lines[i] = blanks(line)
		}
	}
	return strings.Join(lines, "")
}

func blanks(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, text)
}

func (p *preparer) word(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.source[p.tokens[i].start:p.tokens[i].end]
}

func (p *preparer) isName(i int) bool {
	return i < len(p.tokens) && p.tokens[i].kind == tokenName
}

// blank blanks the bytes of the tokens [from, to), and what is between them.
func (p *preparer) blank(from, to int) {
	if from >= to {
		return
	}
	for i := p.tokens[from].start; i < p.tokens[to-1].end; i++ {
		if p.text[i] != '\n' {
			p.text[i] = ' '
		}
	}
}

// statement handles the token at i, and returns the next one to look at.
func (p *preparer) statement(i int) int {
	token := p.tokens[i]
	if token.kind != tokenName {
		return i + 1
	}
	word := p.word(i)
	if word == "import" && p.word(i-1) != "." {
		return p.importing(i)
	}
	if word == "for" && p.word(i+1) == "await" {
		p.blank(i+1, i+2) // the engine has no asynchronous iteration; nothing here needs it
		return i + 2
	}
	if token.depth == 0 && p.beginsStatement(i) {
		if word == "export" {
			return p.exporting(i)
		}
		p.declaration(i)
	}
	p.use(i, word)
	return i + 1
}

func (p *preparer) beginsStatement(i int) bool {
	previous := p.word(i - 1)
	return i == 0 || previous == ";" || previous == "}" || p.tokens[i].newline || previous == "export" || previous == "default"
}

// use notes a name that the code may have from elsewhere.
func (p *preparer) use(i int, word string) {
	if previous := p.word(i - 1); previous == "." && p.word(i-2) != "." || strings.HasPrefix(word, "#") {
		return
	}
	if p.word(i-1) == "typeof" {
		p.protected[word] = true
	}
	if !p.seen[word] && !isKeyword(word) {
		p.seen[word] = true
		p.result.free = append(p.result.free, word)
	}
}

// removeProtected leaves names undeclared that the code itself asks about.
func (p *preparer) removeProtected() {
	kept := p.result.free[:0]
	for _, name := range p.result.free {
		if !p.protected[name] {
			kept = append(kept, name)
		}
	}
	p.result.free = kept
}

// declaration notes the name that a top-level declaration declares.
func (p *preparer) declaration(i int) {
	switch p.word(i) {
	case "async":
		if p.word(i+1) == "function" {
			p.declaration(i + 1)
		}
	case "function", "class", "const", "let", "var":
		next := i + 1
		if p.word(next) == "*" {
			next++
		}
		if p.isName(next) && !isKeyword(p.word(next)) {
			p.result.declared = append(p.result.declared, p.word(next))
		}
	}
}

// exporting makes an export declaration a plain one.
func (p *preparer) exporting(i int) int {
	switch p.word(i + 1) {
	case "default":
		return p.exportingDefault(i)
	case "{", "*":
		end := p.clauseEnd(i + 1)
		p.blank(i, end)
		return end
	}
	p.blank(i, i+1)
	return i + 1
}

// exportingDefault keeps a declaration, and assigns an expression to
// module.exports: "export default" has as many bytes as it takes.
func (p *preparer) exportingDefault(i int) int {
	next := i + 2
	named := next + 1
	if p.word(next) == "async" {
		named++
	}
	if p.word(named) == "*" {
		named++
	}
	kind := p.word(next)
	declares := kind == "function" || kind == "class" || kind == "async" && p.word(next+1) == "function"
	if declares && p.isName(named) && p.word(named) != "extends" {
		p.blank(i, next)
		return next
	}
	start, end := p.tokens[i].start, p.tokens[i+1].end
	copy(p.text[start:end], fmt.Sprintf("%-*s", end-start, "$exports="))
	return next
}

// clauseEnd returns the token after `{…} from "…"` or `* as x from "…"`.
func (p *preparer) clauseEnd(i int) int {
	for ; i < len(p.tokens); i++ {
		switch {
		case p.tokens[i].kind == tokenString:
			return p.afterAttributes(i + 1)
		case p.word(i) == "}" && p.word(i+1) != "from" || p.word(i) == ";":
			return i + 1
		}
	}
	return i
}

// afterAttributes skips `with { type: "json" }` and a semicolon.
func (p *preparer) afterAttributes(i int) int {
	if word := p.word(i); (word == "with" || word == "assert") && p.word(i+1) == "{" {
		for i < len(p.tokens) && p.word(i) != "}" {
			i++
		}
		i++
	}
	if p.word(i) == ";" {
		i++
	}
	return min(i, len(p.tokens))
}

// importing handles import declarations, import() and import.meta.
func (p *preparer) importing(i int) int {
	start := p.tokens[i].start
	switch p.word(i + 1) {
	case "(":
		copy(p.text[start:], "$load_")
		return i + 1
	case ".":
		copy(p.text[start:], "import_meta")
		p.use(i, "import_meta")
		return i + 3
	}
	end := i + 1
	for end < len(p.tokens) && p.tokens[end].kind != tokenString {
		if p.tokens[end].depth > p.tokens[i].depth+1 || p.word(end) == ";" {
			return i + 1 // no import declaration: the engine will say so
		}
		end++
	}
	if end == len(p.tokens) {
		return i + 1
	}
	library := strings.Trim(p.word(end), `'"`)
	if p.known(library) {
		p.importClause(i+1, end-1, library)
	}
	end = p.afterAttributes(end + 1)
	p.blank(i, end)
	return end
}

// importClause reads `a, { b, c as d }` or `* as a`: the tokens [i, end).
func (p *preparer) importClause(i, end int, library string) {
	for i < end {
		member, local := "default", p.word(i)
		switch {
		case local == "*":
			member, local = "", p.word(i+2)
			i += 3
		case p.tokens[i].depth > 0 && p.word(i+1) == "as":
			member, local = local, p.word(i+2)
			i += 3
		default:
			if p.tokens[i].depth > 0 {
				member = local
			}
			i++
		}
		if local != "" && isNameStart(local[0]) {
			p.result.imports = append(p.result.imports, importedName{local, library, member})
		}
	}
}

func isKeyword(word string) bool {
	switch word {
	case "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete",
		"do", "else", "export", "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof",
		"let", "new", "null", "return", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void",
		"while", "with", "yield", "undefined", "NaN", "Infinity", "arguments", "of", "static", "get", "set":
		return true
	}
	return false
}
