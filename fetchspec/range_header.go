package fetchspec

import "strconv"

// A simpleRange is the result of parsing a single range header value: decimal
// digits, "" for the Standard's null.
type simpleRange struct{ start, end string }

// parseSingleRangeHeaderValue parses "bytes=0-499" and its like, with no
// whitespace allowed. Both numbers are kept as digits: the Standard knows no
// limit to them.
//
// https://fetch.spec.whatwg.org/#simple-range-header-value
func parseSingleRangeHeaderValue(value string) (parsed simpleRange, ok bool) {
	return parseRangeInDialect(value, "")
}

func parseRangeInDialect(value string, dialect RangeDialect) (parsed simpleRange, ok bool) {
	const unit = "bytes"
	if len(value) < len(unit) || !isRangeUnit(value[:len(unit)], dialect) {
		return simpleRange{}, false
	}
	rest, ok := cutByte(value[len(unit):], '=')
	if !ok {
		return simpleRange{}, false
	}
	parsed.start, rest = takeRangeNumber(rest, dialect)
	rest, ok = cutByte(rest, '-')
	if !ok {
		return simpleRange{}, false
	}
	parsed.end, rest = takeRangeNumber(rest, dialect)
	if rest != "" || parsed.start == "" && parsed.end == "" {
		return simpleRange{}, false
	}
	if parsed.start != "" && parsed.end != "" && compareDecimal(parsed.start, parsed.end) > 0 {
		return simpleRange{}, false
	}
	return parsed, fitsRangeLimit(parsed.start, dialect) && fitsRangeLimit(parsed.end, dialect)
}

// isRangeUnit compares with "bytes". Departure: WebKit takes it in any case.
func isRangeUnit(unit string, dialect RangeDialect) bool {
	return unit == "bytes" || dialect == RangeWebKit && equalFoldASCII(unit, "bytes")
}

// takeRangeNumber takes the digits at the start of s. Departure: WebKit reads
// numbers with a routine that allows a plus sign.
func takeRangeNumber(s string, dialect RangeDialect) (digits, rest string) {
	if dialect == RangeWebKit && len(s) > 1 && s[0] == '+' && isDigit(s[1]) {
		s = s[1:]
	}
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return s[:end], s[end:]
}

// fitsRangeLimit reports whether a number is one that the dialect can hold.
// Departure: Blink holds them in 63 bits, Gecko and WebKit in 64.
func fitsRangeLimit(digits string, dialect RangeDialect) bool {
	bits := 64
	switch dialect {
	case "":
		return true
	case RangeBlink:
		bits = 63
	}
	if digits == "" {
		return true
	}
	_, err := strconv.ParseUint(digits, 10, bits)
	return err == nil
}

// compareDecimal compares two numbers of any length by their digits.
func compareDecimal(a, b string) int {
	a, b = trimZeros(a), trimZeros(b)
	switch {
	case len(a) != len(b):
		return len(a) - len(b)
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func trimZeros(digits string) string {
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	return digits
}

func cutByte(s string, c byte) (rest string, ok bool) {
	if s == "" || s[0] != c {
		return s, false
	}
	return s[1:], true
}
