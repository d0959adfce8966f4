package fetchspec

import "testing"

func TestTLSLocalhostFilesAndInheritedContextsAreTrustworthy(t *testing.T) {
	for url, want := range map[string]bool{
		"https://a.example/": true, "wss://a.example/": true, "file:///etc/passwd": true, "data:,x": true,
		"about:blank": true, "about:srcdoc": true, "about:blank#x": true,
		"http://localhost/": true, "http://localhost./": true, "http://LOCALHOST:3000/": true, "http://app.localhost/": true, "http://a.b.localhost.:8/": true,
		"http://127.0.0.1:8080/": true, "http://127.1.2.3/": true, "http://0x7f000001/": true, "http://[::1]:3000/": true,
		"blob:https://a.example/id": true, "blob:http://localhost/id": true,

		"http://a.example/": false, "ws://a.example/": false, "ftp://a.example/": false, "about:config": false, "mailto:a@b.example": false,
		"http://localhost.example/": false, "http://notlocalhost/": false, "http://127.example/": false, "http://128.0.0.1/": false,
		"http://[::2]/": false, "http://[::ffff:127.0.0.1]/": false, "http://0.0.0.0/": false,
		"blob:http://a.example/id": false, "blob:null/id": false, "blob:blob:https://a.example/": false,
	} {
		if got := IsPotentiallyTrustworthyURL(mustParseURL(t, url)); got != want {
			t.Errorf("%s: got %v, want %v", url, got, want)
		}
	}
}

func TestOpaqueOriginIsNotTrustworthy(t *testing.T) {
	if IsPotentiallyTrustworthyOrigin(Origin{}) {
		t.Error("an opaque origin is potentially trustworthy")
	}
}
