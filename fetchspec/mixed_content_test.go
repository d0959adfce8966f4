package fetchspec

import "testing"

func TestSecurePagesDoNotFetchInsecurely(t *testing.T) {
	tests := []struct {
		page, url string
		want      bool
	}{
		{"https://app.example/", "http://api.example/", true},
		{"https://app.example/", "ws://api.example/", true},
		{"https://app.example/", "https://api.example/", false},
		{"https://app.example/", "http://localhost:3000/", false},
		{"https://app.example/", "http://127.0.0.1/", false},
		{"https://app.example/", "data:,x", false},
		{"http://app.example/", "http://api.example/", false},
		{"http://localhost:3000/", "http://api.example/", false},
		{"file:///index.html", "http://api.example/", false},
	}
	for _, test := range tests {
		request := requestFrom(t, test.page, "https://app.example/", test.url)
		if got := BlockMixedContentRequest(request); got != test.want {
			t.Errorf("request from %s to %s: got %v, want %v", test.page, test.url, got, test.want)
		}
		response := &Response{URLList: []*URL{mustParseURL(t, test.url)}}
		if got := BlockMixedContentResponse(request, response); got != test.want {
			t.Errorf("response to %s from %s: got %v, want %v", test.page, test.url, got, test.want)
		}
	}
}

// The example of Mixed Content's section on settings objects: a data: frame in
// a secure page.
func TestFrameInASecurePageIsRestricted(t *testing.T) {
	request := requestFrom(t, "data:text/html,x", "http://api.example/")
	if BlockMixedContentRequest(request) {
		t.Error("a data: page of its own is restricted")
	}
	request.Client.TopLevelOrigin = Origin{Scheme: "https", Host: "a.example"}
	if !BlockMixedContentRequest(request) {
		t.Error("a data: frame of a secure page is not restricted")
	}
}

func TestTopLevelNavigationIsNoMixedContent(t *testing.T) {
	request := requestFrom(t, "https://app.example/", "http://other.example/")
	request.Mode, request.Destination = ModeNavigate, "document"
	if BlockMixedContentRequest(request) {
		t.Error("a navigation of the tab is blocked")
	}
	request.Destination = "iframe"
	if !BlockMixedContentRequest(request) {
		t.Error("a navigation of a frame is not blocked")
	}
}

func TestImagesAudioAndVideoAreUpgraded(t *testing.T) {
	tests := []struct {
		destination Destination
		page, url   string
		want        string
	}{
		{"image", "https://app.example/", "http://cdn.example/a?b", "https://cdn.example/a?b"},
		{"audio", "https://app.example/", "http://cdn.example:8080/", "https://cdn.example:8080/"},
		{"video", "https://app.example/", "http://cdn.example/#f", "https://cdn.example/#f"},
		{"", "https://app.example/", "http://cdn.example/", "http://cdn.example/"},
		{"script", "https://app.example/", "http://cdn.example/", "http://cdn.example/"},
		{"image", "http://app.example/", "http://cdn.example/", "http://cdn.example/"},
		{"image", "https://app.example/", "http://192.0.2.1/", "http://192.0.2.1/"},
		{"image", "https://app.example/", "http://[2001:db8::1]/", "http://[2001:db8::1]/"},
		{"image", "https://app.example/", "http://localhost/", "http://localhost/"},
		{"image", "https://app.example/", "ftp://cdn.example/", "ftp://cdn.example/"},
	}
	for _, test := range tests {
		request := requestFrom(t, test.page, "https://first.example/", test.url)
		request.Destination = test.destination
		before := request.URLList
		changed := UpgradeMixedContentRequest(request)
		if got := request.CurrentURL().String(); got != test.want || changed != (test.want != test.url) {
			t.Errorf("%s %s: got %s (%v), want %s", test.destination, test.url, got, changed, test.want)
		}
		if before[1].String() != test.url || request.URL().String() != "https://first.example/" {
			t.Errorf("%s: another URL was changed", test.url)
		}
	}
}
