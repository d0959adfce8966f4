package network

import (
	"fmt"
	"strings"
)

// parseStatusLine reads "HTTP/1.1 200 OK" and what two of three engines take
// for it.
func (parsed *head) parseStatusLine(line string, dialect Dialect) error {
	version, rest, hasStatus := cutSpace(line)
	var ok bool
	if parsed.version, ok = parseVersion(version, dialect); !ok {
		return fmt.Errorf("its status line %q has no HTTP version that browsers know", clip(line))
	}
	if !hasStatus && !dialect.StrictStatusLine {
		parsed.status, parsed.statusText = 200, "OK"
		return nil
	}
	rest = strings.TrimLeft(rest, " \t")
	digits := 0
	for digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9' {
		digits++
	}
	if digits == 0 && dialect.LooseStatusLine {
		parsed.status, parsed.statusText = 200, "OK"
		return nil
	}
	parsed.status = parseStatus(rest[:digits], dialect)
	glued := digits < len(rest) && rest[digits] != ' ' && rest[digits] != '\t'
	if parsed.status == 0 || glued && dialect.SpaceAfterStatus {
		return fmt.Errorf("its status line %q has no status that browsers accept", clip(line))
	}
	parsed.statusText = strings.Trim(rest[digits:], " \t")
	return nil
}

// parseVersion returns "1.0" or "1.1", which is also what a server means that
// claims another version on such a connection.
func parseVersion(text string, dialect Dialect) (version string, ok bool) {
	if dialect.StrictStatusLine {
		switch text {
		case "HTTP/1.0", "HTTP/1.1":
			return text[len("HTTP/"):], true
		}
		return "", false
	}
	if dialect.LooseStatusLine {
		text = strings.ToUpper(text)
	}
	number, ok := strings.CutPrefix(text, "HTTP/")
	switch {
	case !ok:
		return "1.0", dialect.LooseStatusLine
	case strings.HasPrefix(number, "2"), strings.HasPrefix(number, "3"):
		return "1.1", true
	case !strings.HasPrefix(number, "1."):
		return "1.0", dialect.LooseStatusLine
	case len(number) > 2 && '1' <= number[2] && number[2] <= '9':
		return "1.1", true
	}
	return "1.0", true
}

// parseStatus returns the status, 0 for one that is refused.
func parseStatus(digits string, dialect Dialect) int {
	switch {
	case dialect.StrictStatusLine && len(digits) != 3:
		return 0
	case dialect.LooseStatusLine:
		digits = strings.TrimLeft(digits, "0")
	}
	if len(digits) > 3 {
		return 0
	}
	status := 0
	for _, digit := range []byte(digits) {
		status = status*10 + int(digit-'0')
	}
	if dialect.StrictStatusLine && status < 100 {
		return 0
	}
	return status
}

// cutSpace cuts text at its first space or tab.
func cutSpace(text string) (before, after string, found bool) {
	i := strings.IndexAny(text, " \t")
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

// clip keeps the beginning of what a server sent, to be quoted in an error.
func clip(text string) string {
	const most = 60
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}
