package fetchspec

import "testing"

func TestBadPortsAreBlockedForHTTPOnly(t *testing.T) {
	for url, want := range map[string]bool{
		"http://a.example:6000/": true, "https://a.example:25/": true, "http://a.example:0/": true, "http://a.example:10080/": true,
		"http://a.example:4190/": true, "http://a.example:6679/": true,
		"http://a.example/": false, "https://a.example/": false, "http://a.example:443/": false, "http://a.example:8080/": false,
		"http://a.example:6001/": false, "http://a.example:10081/": false, "ftp://a.example/": false, "data:,x": false,
	} {
		if got := BlockBadPort(requestFrom(t, "https://app.example/", "https://other.example/", url)); got != want {
			t.Errorf("%s: got %v, want %v", url, got, want)
		}
	}
}
