package fetchspec

import (
	"strings"
	"time"
)

// ParseCookieDate parses the value of an Expires attribute; ok is false for
// failure. The time is UTC.
//
// https://httpwg.org/http-extensions/draft-ietf-httpbis-layered-cookies.html#name-parse-a-date
func ParseCookieDate(input string) (date time.Time, ok bool) {
	var parsed cookieDate
	for input != "" {
		end := strings.IndexFunc(input, isCookieDateDelimiter)
		if end < 0 {
			end = len(input)
		}
		if end > 0 {
			parsed.take(input[:end])
		}
		input = input[min(end+1, len(input)):]
	}
	return parsed.time()
}

// A cookieDate is what the date-tokens seen so far have found.
type cookieDate struct {
	foundTime, foundDay, foundMonth, foundYear bool

	hour, minute, second, day, month, year int
}

func (date *cookieDate) take(token string) {
	if !date.foundTime && date.takeTime(token) {
		date.foundTime = true
		return
	}
	if !date.foundDay {
		if day, ok := cookieDateNumber(token, 1, 2); ok {
			date.day, date.foundDay = day, true
			return
		}
	}
	if !date.foundMonth {
		if month := cookieDateMonth(token); month != 0 {
			date.month, date.foundMonth = month, true
			return
		}
	}
	if !date.foundYear {
		if year, ok := cookieDateNumber(token, 2, 4); ok {
			date.year, date.foundYear = year, true
		}
	}
}

func (date *cookieDate) takeTime(token string) bool {
	hour, rest, ok := cutDigits(token, 1, 2)
	if !ok || !strings.HasPrefix(rest, ":") {
		return false
	}
	minute, rest, ok := cutDigits(rest[1:], 1, 2)
	if !ok || !strings.HasPrefix(rest, ":") {
		return false
	}
	second, ok := cookieDateNumber(rest[1:], 1, 2)
	if !ok {
		return false
	}
	date.hour, date.minute, date.second = hour, minute, second
	return true
}

func (date *cookieDate) time() (result time.Time, ok bool) {
	year := date.year
	switch {
	case 70 <= year && year <= 99:
		year += 1900
	case 0 <= year && year <= 69:
		year += 2000
	}
	if !date.foundDay || !date.foundMonth || !date.foundYear || !date.foundTime {
		return time.Time{}, false
	}
	if date.day < 1 || date.day > 31 || year < 1601 || date.hour > 23 || date.minute > 59 || date.second > 59 {
		return time.Time{}, false
	}
	result = time.Date(year, time.Month(date.month), date.day, date.hour, date.minute, date.second, 0, time.UTC)
	// time.Date carries the 30th of February over into March.
	return result, result.Day() == date.day
}

// cookieDateNumber reads a token of least to most digits, of which anything
// may follow that is not a digit.
func cookieDateNumber(token string, least, most int) (number int, ok bool) {
	number, rest, ok := cutDigits(token, least, most)
	if !ok || rest != "" && isDigit(rest[0]) {
		return 0, false
	}
	return number, true
}

// cutDigits reads up to most digits at the start of token.
func cutDigits(token string, least, most int) (number int, rest string, ok bool) {
	count := 0
	for count < len(token) && count < most && isDigit(token[count]) {
		number = number*10 + int(token[count]-'0')
		count++
	}
	return number, token[count:], count >= least
}

func cookieDateMonth(token string) int {
	if len(token) < 3 {
		return 0
	}
	const months = "janfebmaraprmayjunjulaugsepoctnovdec"
	for at := 0; at < len(months); at += 3 {
		if equalFoldASCII(token[:3], months[at:at+3]) {
			return at/3 + 1
		}
	}
	return 0
}

func isCookieDateDelimiter(c rune) bool {
	return c == 0x09 || 0x20 <= c && c <= 0x2F || 0x3B <= c && c <= 0x40 ||
		0x5B <= c && c <= 0x60 || 0x7B <= c && c <= 0x7E
}
