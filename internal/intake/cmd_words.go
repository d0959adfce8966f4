package intake

import (
	"strings"
)

// maxCmdBytes bounds text for cmd.exe, whose own lines end at 8191 characters.
const maxCmdBytes = 4 << 20

// cmdCommands splits text as Windows' cmd.exe and then a program's start-up
// code would, in the two passes that these make. Browsers write such text with
// mistakes that are repaired here: see cmdUnit.
//
// https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
func cmdCommands(src source) ([]shellCommand, error) {
	if len(src.text) > maxCmdBytes {
		return nil, src.at(0, 1, "the text is longer than 4 MiB, far more than cmd.exe takes")
	}
	reader := cmdReader{source: src}
	var commands []shellCommand
	for reader.position < len(src.text) {
		units, piped, fault := reader.command()
		if fault != nil {
			return nil, fault
		}
		command, fault := cmdArguments(src, units)
		if fault != nil {
			return nil, fault
		}
		if len(command.words) == 0 {
			continue
		}
		if piped {
			command.notes = append(command.notes, "what comes after the pipe (|) is ignored")
		}
		commands = append(commands, command)
	}
	return commands, nil
}

// A cmdUnit is one byte that cmd.exe hands on to the program.
type cmdUnit struct {
	position uint32
	value    byte
	kind     cmdUnitKind
}

// A cmdUnitKind says what a byte means for the program's start-up code.
type cmdUnitKind uint8

const (
	cmdPlain cmdUnitKind = iota
	cmdQuote             // a quote that cmd.exe saw too
	// cmdBrowserQuote is a quote of an argument that a browser wrote: ^"…^", or
	// "…" with carets within (Chrome until 2022). There a backslash is always
	// doubled, where the start-up code would halve it only before a quote.
	cmdBrowserQuote
	cmdLiteral // neither quote nor separator, whatever the byte
)

// A cmdReader is cmd.exe's own pass.
type cmdReader struct {
	source
	position int
	units    []cmdUnit
	// inBrowserQuote and inQuote say within which quotes the position is.
	inBrowserQuote bool
	inQuote        bool
	backslashes    int // directly before the position
}

// command reads to the end of a command: a newline, & or |.
func (reader *cmdReader) command() (units []cmdUnit, piped bool, fault *SyntaxError) {
	reader.units, reader.inQuote, reader.inBrowserQuote, reader.backslashes = nil, false, false, 0
	for reader.position < len(reader.text) {
		c := reader.text[reader.position]
		switch {
		case c == '^' && !reader.inQuote:
			reader.caret()
		case c == '"' && !reader.inBrowserQuote:
			reader.quote()
		case reader.inBrowserQuote:
			reader.emit(c, cmdPlain, 1)
		case c == '\n':
			reader.position++
			return reader.units, false, nil
		case reader.inQuote:
			reader.emit(c, cmdPlain, 1)
		case c == '&':
			reader.position++
			return reader.units, false, nil
		case c == '|':
			reader.skipPipe()
			return reader.units, true, nil
		case c == '>' || c == '<':
			return nil, false, reader.redirection()
		default:
			reader.emit(c, cmdPlain, 1)
		}
	}
	return reader.units, false, nil
}

func (reader *cmdReader) redirection() *SyntaxError {
	fault := reader.at(reader.position, reader.position+1, "a redirection is not a part of the request")
	fault.Hint = `if it belongs to an argument, put the argument in "…"; else remove it`
	return fault
}

// skipPipe skips the rest of the line.
func (reader *cmdReader) skipPipe() {
	if end := strings.IndexByte(reader.text[reader.position:], '\n'); end >= 0 {
		reader.position += end + 1
		return
	}
	reader.position = len(reader.text)
}

func (reader *cmdReader) emit(value byte, kind cmdUnitKind, length int) {
	reader.units = append(reader.units, cmdUnit{uint32(reader.position), value, kind})
	reader.position += length
	if value == '\\' {
		reader.backslashes++
		return
	}
	reader.backslashes = 0
}

// caret reads ^ and what it escapes. ^ before a line's end continues the line;
// ^ and two line ends are one line end of the argument.
func (reader *cmdReader) caret() {
	rest := reader.text[reader.position+1:]
	ending := lineEnding(rest)
	switch {
	case rest == "":
		reader.position++
	case ending > 0:
		reader.position += 1 + ending
		if next := lineEnding(reader.text[reader.position:]); next > 0 && reader.inBrowserQuote {
			reader.emit('\n', cmdLiteral, next)
		}
	case rest[0] == '"':
		reader.caretQuote()
	case reader.inBrowserQuote && rest[0] == ' ':
		reader.emit(' ', cmdLiteral, 2) // cmdArguments counts these as lost
	default:
		kind := cmdPlain
		if reader.inBrowserQuote && rest[0] != '\\' {
			kind = cmdLiteral
		}
		reader.emit(rest[0], kind, 2)
	}
}

// caretQuote reads ^", which the program sees as a quote but cmd.exe does not.
func (reader *cmdReader) caretQuote() {
	if reader.backslashes%2 == 0 {
		reader.inBrowserQuote = !reader.inBrowserQuote
	}
	reader.emit('"', cmdBrowserQuote, 2)
}

// quote reads a plain quote.
func (reader *cmdReader) quote() {
	if end := oldChromeArgument(reader.text[reader.position:]); end > 0 && !reader.inQuote {
		reader.oldChromeArgument(reader.position + end)
		return
	}
	reader.inQuote = !reader.inQuote
	reader.emit('"', cmdQuote, 1)
}

func lineEnding(text string) int {
	if strings.HasPrefix(text, "\r\n") {
		return 2
	}
	if strings.HasPrefix(text, "\n") {
		return 1
	}
	return 0
}

// oldChromeArgument returns the length of the argument at the beginning of
// text if it is one as Chrome wrote them for some years: in plain quotes, but
// with carets before all odd bytes; else 0.
func oldChromeArgument(text string) int {
	carets := 0
	for i := 1; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '"':
			if carets == 0 {
				return 0
			}
			return i + 1
		case c == '\n' || c == '\r':
			return 0
		case c == '^' && i+1 < len(text):
			afterPercent := text[i-1] == '%'
			i++
			if isSafeForChrome(text[i]) && !afterPercent {
				return 0
			}
			carets++
		case !isSafeForChrome(c):
			return 0
		}
	}
	return 0
}

// isSafeForChrome reports whether Chrome leaves a byte without a caret.
func isSafeForChrome(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c >= 0x80:
		return true
	}
	return strings.IndexByte(" \t_-:=+~'/.,?;()*`&", c) >= 0
}

func (reader *cmdReader) oldChromeArgument(end int) {
	reader.emit('"', cmdBrowserQuote, 1)
	for reader.position < end-1 {
		c := reader.text[reader.position]
		if c != '^' {
			reader.emit(c, cmdPlain, 1)
			continue
		}
		next := reader.text[reader.position+1]
		kind := cmdLiteral
		if next == '\\' || next == '"' {
			kind = cmdPlain
		}
		reader.emit(next, kind, 2)
	}
	reader.emit('"', cmdBrowserQuote, 1)
}

// A cmdArgumentReader is the program's start-up code's pass.
type cmdArgumentReader struct {
	source
	units   []cmdUnit
	command shellCommand

	value   strings.Builder
	started bool
	start   uint32
	quote   cmdUnitKind // cmdPlain when outside quotes
	opened  uint32
}

func cmdArguments(src source, units []cmdUnit) (shellCommand, *SyntaxError) {
	reader := cmdArgumentReader{source: src, units: units}
	for i := 0; i < len(units); {
		i += reader.unit(i)
	}
	if reader.quote != cmdPlain {
		fault := src.at(int(reader.opened), int(reader.opened)+1, "the quote that begins here is never closed")
		fault.Expected = `a closing "`
		return shellCommand{}, fault
	}
	reader.finish(uint32(src.endOf(units)))
	return reader.command, nil
}

func (src source) endOf(units []cmdUnit) int {
	if len(units) == 0 {
		return 0
	}
	return int(units[len(units)-1].position) + 1
}

// unit reads what begins at units[i] and returns how many units that took.
func (reader *cmdArgumentReader) unit(i int) int {
	unit := reader.units[i]
	switch {
	case unit.kind == cmdLiteral:
		reader.literal(unit)
	case unit.value == '\\':
		return reader.backslashes(i)
	case unit.value == '"':
		return reader.quoteMark(i)
	case reader.quote == cmdPlain && strings.IndexByte(" \t\r", unit.value) >= 0:
		reader.finish(unit.position)
	default:
		reader.write(unit, unit.value)
	}
	return 1
}

func (reader *cmdArgumentReader) literal(unit cmdUnit) {
	if unit.value == ' ' && reader.quote == cmdBrowserQuote {
		reader.command.lost++
	}
	reader.write(unit, unit.value)
}

// quoteMark opens or closes a quoted part; "" within one is a quote itself.
func (reader *cmdArgumentReader) quoteMark(i int) int {
	unit := reader.units[i]
	if reader.quote == cmdPlain {
		reader.begin(unit)
		reader.quote, reader.opened = unit.kind, unit.position
		return 1
	}
	if reader.quote == cmdQuote && i+1 < len(reader.units) && reader.units[i+1].value == '"' {
		reader.write(unit, '"')
		return 2
	}
	reader.quote = cmdPlain
	return 1
}

// backslashes reads a run of backslashes and the quote after it, if any.
func (reader *cmdArgumentReader) backslashes(i int) int {
	if reader.quote == cmdBrowserQuote {
		return reader.browserBackslash(i)
	}
	n := 0
	for i+n < len(reader.units) && reader.units[i+n].value == '\\' {
		n++
	}
	if i+n == len(reader.units) || reader.units[i+n].value != '"' {
		reader.writeBackslashes(reader.units[i], n)
		return n
	}
	reader.writeBackslashes(reader.units[i], n/2)
	if n%2 == 0 {
		return n
	}
	reader.write(reader.units[i+n], '"')
	return n + 1
}

// browserBackslash undoes what the browser did to the characters that it
// thought needed a backslash.
func (reader *cmdArgumentReader) browserBackslash(i int) int {
	unit := reader.units[i]
	if i+1 < len(reader.units) && strings.IndexByte("\\\"`$", reader.units[i+1].value) >= 0 {
		reader.write(unit, reader.units[i+1].value)
		return 2
	}
	reader.write(unit, '\\')
	return 1
}

func (reader *cmdArgumentReader) writeBackslashes(unit cmdUnit, n int) {
	for range n {
		reader.write(unit, '\\')
	}
	reader.begin(unit)
}

func (reader *cmdArgumentReader) begin(unit cmdUnit) {
	if reader.started {
		return
	}
	reader.started, reader.start = true, unit.position
}

func (reader *cmdArgumentReader) write(unit cmdUnit, value byte) {
	reader.begin(unit)
	reader.value.WriteByte(value)
}

func (reader *cmdArgumentReader) finish(end uint32) {
	if !reader.started {
		return
	}
	reader.command.words = append(reader.command.words, word{value: reader.value.String(), start: int(reader.start), end: int(end)})
	reader.value.Reset()
	reader.started = false
}
