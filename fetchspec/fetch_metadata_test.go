package fetchspec

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFetchMetadataTellsHowFarTheRequestHasCome(t *testing.T) {
	tests := []struct {
		page string
		urls []string
		want string
	}{
		{"https://app.example/", []string{"https://app.example/x"}, "same-origin"},
		{"https://app.example/", []string{"https://app.example:8443/"}, "same-site"},
		{"https://www.app.example/", []string{"https://api.app.example/"}, "same-site"},
		{"http://app.example/", []string{"https://app.example/"}, "cross-site"},
		{"https://app.example/", []string{"https://api.example/"}, "cross-site"},
		{"https://app.example/", []string{"https://api.example/", "https://app.example/"}, "cross-site"},
		{"https://app.example/", []string{"https://api.app.example/", "https://app.example/"}, "same-site"},
		{"data:text/html,x", []string{"https://api.example/"}, "cross-site"},
	}
	for _, test := range tests {
		request := requestFrom(t, test.page, test.urls...)
		AppendFetchMetadataHeaders(request)
		want := HeaderList{{"Sec-Fetch-Dest", "empty"}, {"Sec-Fetch-Mode", "cors"}, {"Sec-Fetch-Site", test.want}}
		if diff := cmp.Diff(want, request.HeaderList); diff != "" {
			t.Errorf("%s to %q: %s", test.page, test.urls, diff)
		}
	}
}

func TestFetchMetadataGoesToTrustworthyURLsOnly(t *testing.T) {
	for url, want := range map[string]bool{"http://api.example/": false, "http://localhost:3000/": true, "https://api.example/": true} {
		request := requestFrom(t, "http://app.example/", url)
		AppendFetchMetadataHeaders(request)
		if got := request.HeaderList.Contains("Sec-Fetch-Site"); got != want {
			t.Errorf("%s: got %v, want %v", url, got, want)
		}
	}
}

func TestNavigationThatTheUserTypedComesFromNowhere(t *testing.T) {
	request := requestFrom(t, "https://app.example/", "https://app.example/")
	request.Mode, request.Destination, request.UserActivation = ModeNavigate, "document", true
	AppendFetchMetadataHeaders(request)
	want := HeaderList{{"Sec-Fetch-Dest", "document"}, {"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Site", "none"}, {"Sec-Fetch-User", "?1"}}
	if diff := cmp.Diff(want, request.HeaderList); diff != "" {
		t.Error(diff)
	}
}
