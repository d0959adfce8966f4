package fetchspec

import (
	"testing"
	"time"
)

// The algorithm is the draft's section "Parse a Date"; the inputs are forms
// that servers send.
func TestParseCookieDateReadsWhatServersSend(t *testing.T) {
	want := time.Date(1994, time.November, 6, 8, 49, 37, 0, time.UTC)
	for _, input := range []string{
		"Sun, 06 Nov 1994 08:49:37 GMT",
		"Sunday, 06-Nov-94 08:49:37 GMT",
		"Sun Nov  6 08:49:37 1994",
		"06 NOVEMBER 1994 8:49:37 +0200",
		"08:49:37 6 nov 94",
		"Nov 6;1994,08:49:37",
		"6th-nov-1994 08:49:37.123",
		"1994 6 nov 08:49:37", // four digits are no day-of-month
	} {
		got, ok := ParseCookieDate(input)
		if !ok || !got.Equal(want) {
			t.Errorf("ParseCookieDate(%q) = %v, %v, want %v", input, got, ok, want)
		}
	}
}

func TestParseCookieDateTakesTwoDigitYears(t *testing.T) {
	for input, want := range map[string]int{
		"1 jan 00 00:00:00":   2000,
		"1 jan 69 00:00:00":   2069,
		"1 jan 70 00:00:00":   1970,
		"1 jan 99 00:00:00":   1999,
		"1 jan 100 00:00:00":  0,
		"1 jan 1600 00:00:00": 0,
		"1 jan 1601 00:00:00": 1601,
	} {
		got, ok := ParseCookieDate(input)
		if ok != (want != 0) || ok && got.Year() != want {
			t.Errorf("ParseCookieDate(%q) = %v, %v, want the year %d", input, got, ok, want)
		}
	}
}

func TestParseCookieDateFails(t *testing.T) {
	for _, input := range []string{
		"",
		"tomorrow",
		"06 Nov 1994",              // no time
		"08:49:37 1994 Nov",        // no day
		"06 08:49:37 1994",         // no month
		"06 Nov 08:49:37",          // no year
		"00 Nov 1994 08:49:37",     // day-of-month-value below 1
		"32 Nov 1994 08:49:37",     // above 31
		"31 Nov 1994 08:49:37",     // no such date
		"29 Feb 1995 08:49:37",     // no such date
		"06 Nov 1994 24:00:00",     // hour-value above 23
		"06 Nov 1994 08:60:00",     // minute-value above 59
		"06 Nov 1994 08:49:60",     // second-value above 59
		"06 Nov 1994 008:49:37",    // time-field = 1*2DIGIT
		"06 Nov 1994 08:49",        // hms-time has three fields
		"06 Nov 19940 08:49:37",    // year = 2*4DIGIT
		"006 Nov 1994 08:49:37",    // 006 is the year, and no day is left
		"06 No 1994 08:49:37",      // month has three letters at least
		"06 N\u00f6v 1994 8:49:37", // and those are ASCII
	} {
		if got, ok := ParseCookieDate(input); ok {
			t.Errorf("ParseCookieDate(%q) = %v, want failure", input, got)
		}
	}
}

func FuzzParseCookieDate(f *testing.F) {
	for _, seed := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "29 feb 00 0:0:0", "::: 1 2 3", "1 jan 1601 00:00:00\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		date, ok := ParseCookieDate(input)
		if !ok {
			return
		}
		if date.Year() < 1601 || date.Year() > 9999 {
			t.Errorf("year %d", date.Year())
		}
		again, ok := ParseCookieDate(date.Format(time.RFC1123))
		if !ok || !again.Equal(date) {
			t.Errorf("%v became %v, %v", date, again, ok)
		}
	})
}
