package fetchspec

import "testing"

func TestSingleRangeHeaderValueIsParsedByteForByte(t *testing.T) {
	tests := []struct {
		value string
		want  simpleRange
		ok    bool
	}{
		{"bytes=0-", simpleRange{"0", ""}, true},
		{"bytes=-500", simpleRange{"", "500"}, true},
		{"bytes=0-499", simpleRange{"0", "499"}, true},
		{"bytes=00-01", simpleRange{"00", "01"}, true},
		{"bytes=10-10", simpleRange{"10", "10"}, true},
		{"bytes=9-10", simpleRange{"9", "10"}, true},
		{"bytes=99999999999999999999-100000000000000000000", simpleRange{"99999999999999999999", "100000000000000000000"}, true},
		{"bytes=10-9", simpleRange{}, false},
		{"bytes=100000000000000000000-99999999999999999999", simpleRange{}, false},
		{"bytes=-", simpleRange{}, false},
		{"bytes=", simpleRange{}, false},
		{"bytes", simpleRange{}, false},
		{"", simpleRange{}, false},
		{"BYTES=0-1", simpleRange{}, false},
		{"bytes =0-1", simpleRange{}, false},
		{"bytes= 0-1", simpleRange{}, false},
		{"bytes=0 -1", simpleRange{}, false},
		{"bytes=0-1,", simpleRange{}, false},
		{"bytes=0-1,3-4", simpleRange{}, false},
		{"bytes=0-1 ", simpleRange{}, false},
		{"bytes=a-1", simpleRange{}, false},
		{"bytes=+1-2", simpleRange{}, false},
	}
	for _, test := range tests {
		got, ok := parseSingleRangeHeaderValue(test.value)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("%q: got %v, %v, want %v, %v", test.value, got, ok, test.want, test.ok)
		}
	}
}

// What Chromium, Firefox and WebKitGTK were seen to send without a preflight.
func TestEachEngineHasItsOwnRangeDialect(t *testing.T) {
	tests := []struct {
		value                          string
		standard, blink, gecko, webkit bool
	}{
		{"bytes=0-1", true, true, true, true},
		{"bytes=00-01", true, true, true, true},
		{"bytes=-5", false, false, false, false},
		{"BYTES=0-1", false, false, false, true},
		{"bytes=+1-2", false, false, false, true},
		{"bytes=0 -1", false, false, false, false},
		{"bytes=0-9223372036854775807", true, true, true, true},
		{"bytes=0-9223372036854775808", true, false, true, true},
		{"bytes=0-18446744073709551615", true, false, true, true},
		{"bytes=0-18446744073709551616", true, false, false, false},
	}
	for _, test := range tests {
		for dialect, want := range map[RangeDialect]bool{"": test.standard, RangeBlink: test.blink, RangeGecko: test.gecko, RangeWebKit: test.webkit} {
			if got := IsCORSSafelistedRequestHeader("Range", test.value, &Engine{RangeDialect: dialect}); got != want {
				t.Errorf("%q in dialect %q: got %v, want %v", test.value, dialect, got, want)
			}
		}
	}
}
