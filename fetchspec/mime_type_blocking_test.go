package fetchspec

import "testing"

func TestScriptsAreNotMadeOfImagesAudioVideoOrCSV(t *testing.T) {
	tests := []struct {
		destination Destination
		contentType string
		want        bool
	}{
		{"script", "image/png", true}, {"worker", "audio/mpeg", true}, {"sharedworker", "video/mp4", true}, {"serviceworker", "text/csv", true},
		{"audioworklet", "image/svg+xml", true}, {"paintworklet", "Text/CSV;x=y", true},
		{"script", "text/plain", false}, {"script", "text/html", false}, {"script", "bogus", false}, {"script", "imagex/png", false},
		{"image", "image/png", false}, {"", "text/csv", false}, {"xslt", "image/png", false},
	}
	for _, test := range tests {
		response := &Response{HeaderList: HeaderList{{"Content-Type", test.contentType}}}
		if got := BlockDueToMIMEType(&Request{Destination: test.destination}, response); got != test.want {
			t.Errorf("%s of %s: got %v, want %v", test.destination, test.contentType, got, test.want)
		}
	}
}

func TestNosniffIsTheFirstValueInAnyCase(t *testing.T) {
	tests := []struct {
		lines []string
		want  bool
	}{
		{nil, false}, {[]string{""}, false}, {[]string{"nosniff"}, true}, {[]string{"NoSniff"}, true}, {[]string{"nosniff,"}, true},
		{[]string{"nosniff", "x"}, true}, {[]string{"x", "nosniff"}, false}, {[]string{"", "nosniff"}, false}, {[]string{"\tnosniff "}, true},
		{[]string{`"nosniff"`}, false}, {[]string{"no\u017fniff"}, false}, {[]string{"nosniff;"}, false},
	}
	for _, test := range tests {
		var list HeaderList
		for _, line := range test.lines {
			list = append(list, Header{"x-content-type-options", line})
		}
		if got := DetermineNosniff(list); got != test.want {
			t.Errorf("%q: got %v, want %v", test.lines, got, test.want)
		}
	}
}

func TestNosniffBlocksScriptsAndStylesOfOtherTypes(t *testing.T) {
	tests := []struct {
		destination Destination
		contentType string
		want        bool
	}{
		{"script", "text/javascript", false}, {"script", "application/json", true}, {"script", "text/plain", true}, {"script", "", true},
		{"worker", "text/html", true}, {"style", "text/css; charset=utf-8", false}, {"style", "text/plain", true}, {"style", "", true},
		{"image", "text/plain", false}, {"", "text/plain", false}, {"font", "", false},
	}
	for _, test := range tests {
		response := &Response{HeaderList: HeaderList{{"X-Content-Type-Options", "nosniff"}}}
		if test.contentType != "" {
			response.HeaderList.Append("Content-Type", test.contentType)
		}
		request := &Request{Destination: test.destination}
		if got := BlockDueToNosniff(request, response); got != test.want {
			t.Errorf("%s of %q: got %v, want %v", test.destination, test.contentType, got, test.want)
		}
		response.HeaderList.Set("X-Content-Type-Options", "sniff")
		if BlockDueToNosniff(request, response) {
			t.Errorf("%s of %q is blocked without nosniff", test.destination, test.contentType)
		}
	}
}
