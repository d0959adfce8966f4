package pagescript

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The most that a parser may be asked to keep in mind at once. Code that
// people write stays far below; deeper code would exhaust the engine's stack,
// or take it minutes.
const (
	maxSourceBytes = 1 << 20
	maxNesting     = 200
	maxOperators   = 4000 // between two separators
	maxRegExp      = 4000 // bytes of a regular expression
)

// A tokenKind tells tokens apart as far as preparing needs it.
type tokenKind uint8

const (
	tokenName tokenKind = iota
	tokenNumber
	tokenString
	tokenTemplate // a piece of a template between its holes
	tokenRegExp
	tokenPunctuator
)

// A token is a piece of the source that is neither blank nor comment.
type token struct {
	kind       tokenKind
	start, end int
	depth      int  // brackets that are open around it
	newline    bool // a line ended before it
}

// A scanner splits JavaScript into tokens. It need not be exact where the
// grammar is needed to be so (a slash after a closing bracket): the engine's
// parser decides in the end.
type scanner struct {
	text     string
	position int
	tokens   []token
	open     []int // positions of open brackets
	// templates are the depths at which a } goes back into a template.
	templates []int
	newline   bool
	operators int
}

// scan returns the tokens of text, or why the engine may not have it.
func scan(text string) ([]token, *Problem) {
	if len(text) > maxSourceBytes {
		return nil, &Problem{Message: "the text is longer than 1 MiB", Hint: "paste the part that makes the request"}
	}
	s := scanner{text: text}
	for s.position < len(s.text) {
		if problem := s.next(); problem != nil {
			return nil, problem
		}
	}
	return s.tokens, s.unclosedBracket()
}

// unclosedBracket is what a parser would only say at the end of the text.
func (s *scanner) unclosedBracket() *Problem {
	if len(s.open) == 0 {
		return nil
	}
	open := s.open[len(s.open)-1]
	bracket := s.text[open : open+1]
	if bracket == "$" {
		bracket = "${"
	}
	return &Problem{
		Start: open, End: open + len(bracket),
		Message:  "the " + bracket + " that opens here is never closed",
		Expected: "a closing " + string(closer(bracket[len(bracket)-1])),
		Hint:     "part of the code may be missing",
	}
}

func (s *scanner) next() *Problem {
	c := s.text[s.position]
	rest := s.text[s.position:]
	switch {
	case c == '\n':
		s.newline = true
		s.position++
	case c == ' ' || c == '\t' || c == '\r':
		s.position++
	case strings.HasPrefix(rest, "//"):
		s.skipLine()
	case strings.HasPrefix(rest, "/*"):
		s.skipComment()
	case c == '\'' || c == '"':
		return s.quoted(c)
	case c == '`':
		s.position++
		return s.template()
	case isNameStart(c):
		s.emit(tokenName, s.nameEnd())
	case '0' <= c && c <= '9':
		s.emit(tokenNumber, s.nameEnd())
	case c == '/' && s.regExpEnd() > 0:
		return s.regExp()
	default:
		return s.punctuator(c)
	}
	return nil
}

func (s *scanner) emit(kind tokenKind, end int) {
	s.tokens = append(s.tokens, token{kind, s.position, end, len(s.open), s.newline})
	s.newline = false
	s.position = end
}

func (s *scanner) skipLine() {
	if i := strings.IndexByte(s.text[s.position:], '\n'); i >= 0 {
		s.position += i
		return
	}
	s.position = len(s.text)
}

func (s *scanner) skipComment() {
	end := strings.Index(s.text[s.position+2:], "*/")
	if end < 0 {
		s.position = len(s.text)
		return
	}
	comment := s.text[s.position : s.position+2+end+2]
	s.newline = s.newline || strings.Contains(comment, "\n")
	s.position += len(comment)
}

func (s *scanner) quoted(quote byte) *Problem {
	for i := s.position + 1; i < len(s.text); i++ {
		switch s.text[i] {
		case quote:
			s.emit(tokenString, i+1)
			return nil
		case '\\':
			if strings.HasPrefix(s.text[i+1:], "\r\n") {
				i++
			}
			i++
		case '\n':
			return s.unclosedText(i, string(quote))
		}
	}
	return s.unclosedText(len(s.text), string(quote))
}

func (s *scanner) unclosedText(end int, quote string) *Problem {
	return &Problem{
		Start: s.position, End: end,
		Message:  "the text that begins here is never closed",
		Expected: "a closing " + quote,
		Hint:     "part of the code may be missing, or the text holds a line break that must be written \\n",
	}
}

// template reads a template from where the position is to its end or its
// next hole.
func (s *scanner) template() *Problem {
	start := s.position - 1
	for i := s.position; i < len(s.text); i++ {
		switch {
		case s.text[i] == '`':
			s.position = start
			s.emit(tokenTemplate, i+1)
			return nil
		case s.text[i] == '\\':
			i++
		case strings.HasPrefix(s.text[i:], "${"):
			s.position = start
			s.emit(tokenTemplate, i+2)
			s.open = append(s.open, i)
			s.templates = append(s.templates, len(s.open))
			return s.checkNesting(i)
		}
	}
	s.position = start
	return s.unclosedText(start+1, "`")
}

func (s *scanner) checkNesting(position int) *Problem {
	if len(s.open) <= maxNesting {
		return nil
	}
	return &Problem{
		Start: position, End: position + 1,
		Message: fmt.Sprintf("the code is nested more than %d brackets deep", maxNesting),
		Hint:    "paste the part that makes the request",
	}
}

// regExpEnd returns the end of the regular expression that the position may
// be at, or 0 if the slash there divides.
func (s *scanner) regExpEnd() int {
	if s.dividesHere() {
		return 0
	}
	inClass := false
	for i := s.position + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '\n':
			return 0
		case c == '\\':
			i++
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case c == '/' && !inClass:
			for i++; i < len(s.text) && isNamePart(s.text[i]); i++ {
			}
			return i
		}
	}
	return 0
}

// dividesHere reports whether the token before makes a slash a division.
func (s *scanner) dividesHere() bool {
	if len(s.tokens) == 0 {
		return false
	}
	last := s.tokens[len(s.tokens)-1]
	text := s.text[last.start:last.end]
	switch last.kind {
	case tokenName:
		switch text {
		case "return", "typeof", "case", "in", "of", "void", "delete", "new", "else", "do", "throw", "await", "yield":
			return false
		}
		return true
	case tokenPunctuator:
		return text == ")" || text == "]" || text == "}"
	case tokenTemplate:
		return strings.HasSuffix(text, "`")
	}
	return true
}

func (s *scanner) regExp() *Problem {
	end := s.regExpEnd()
	if end-s.position > maxRegExp {
		return &Problem{Start: s.position, End: end, Message: "this regular expression is too long to be run here"}
	}
	s.emit(tokenRegExp, end)
	return nil
}

func (s *scanner) punctuator(c byte) *Problem {
	switch c {
	case '(', '[', '{':
		s.operators = 0
		s.emit(tokenPunctuator, s.position+1)
		s.open = append(s.open, s.position-1)
		return s.checkNesting(s.position - 1)
	case ')', ']', '}':
		return s.closing(c)
	case ';', ',':
		s.operators = 0
		s.emit(tokenPunctuator, s.position+1)
		return nil
	}
	r, size := utf8.DecodeRuneInString(s.text[s.position:])
	if strings.ContainsRune("‘’“”", r) {
		return &Problem{
			Start: s.position, End: s.position + size,
			Message:  "this is a typographic quote (" + string(r) + "), as word processors and web pages write it",
			Expected: `a straight ' or "`,
		}
	}
	s.emit(tokenPunctuator, s.position+size)
	s.operators++
	if s.operators > maxOperators {
		return &Problem{Start: s.position - size, End: s.position, Message: "the expression that ends here is too long to be run"}
	}
	return nil
}

func (s *scanner) closing(c byte) *Problem {
	if len(s.open) == 0 {
		return &Problem{
			Start: s.position, End: s.position + 1,
			Message: "this " + string(c) + " closes nothing",
			Hint:    "the beginning of the code may be missing",
		}
	}
	open := s.open[len(s.open)-1]
	if closer(s.text[open]) != c && s.text[open] != '$' {
		return &Problem{
			Start: s.position, End: s.position + 1,
			Message:  fmt.Sprintf("this %c does not close the %c before it", c, s.text[open]),
			Expected: "a " + string(closer(s.text[open])),
		}
	}
	depth := len(s.open)
	s.open = s.open[:depth-1]
	if n := len(s.templates); n > 0 && s.templates[n-1] == depth && c == '}' {
		s.templates = s.templates[:n-1]
		s.position++
		return s.template()
	}
	s.emit(tokenPunctuator, s.position+1)
	return nil
}

func closer(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '}'
}

func (s *scanner) nameEnd() int {
	i := s.position + 1
	for i < len(s.text) && isNamePart(s.text[i]) {
		i++
	}
	return i
}

func isNameStart(c byte) bool {
	return c == '_' || c == '$' || c == '#' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80 && !isTypographic(c)
}

func isNamePart(c byte) bool { return isNameStart(c) && c != '#' || '0' <= c && c <= '9' }

// isTypographic reports whether a byte begins a character of U+2000 to U+2FFF,
// where typographic quotes and dashes are.
func isTypographic(c byte) bool { return c == 0xE2 }
