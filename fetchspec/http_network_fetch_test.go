package fetchspec

import "testing"

// What Firefox was seen to make of repeated lines, and Chromium not.
func TestGeckoMergesRepeatedHeaders(t *testing.T) {
	for _, test := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"X", []string{"", "true"}, "true"},
		{"X", []string{"true", ""}, "true"},
		{"X", []string{"true", "true"}, "true, true"},
		{"X", []string{"", ""}, ""},
		{"Content-Type", []string{"text/plain", "text/html"}, "text/plain,text/html"},
		{"Content-Length", []string{"2", "2"}, "2"},
		{"Access-Control-Allow-Origin", []string{"*", ""}, "*, "},
	} {
		var list HeaderList
		for _, line := range test.lines {
			list = append(list, Header{test.name, line})
		}
		if got, present := mergeRepeated(list).Get(test.name); got != test.want || !present {
			t.Errorf("%s %q: got %q (%v), want %q", test.name, test.lines, got, present, test.want)
		}
	}
}
