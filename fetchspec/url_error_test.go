package fetchspec

import "testing"

func TestRefusedURLsSayWhy(t *testing.T) {
	for input, want := range map[string]string{
		"http://127.0.0.1:99999/": "its port is larger than 65535",
		"http://127.0.0.1:x/":     "its port is not a number",
		"https://exa mple/":       "its host has a character that no host can have",
		"http://":                 "it has no host",
		"users":                   "it has no scheme",
		"http://[::1/":            "its host is no IP address",
		"http://1.2.3.4.5/":       "its host is no IP address",
		"http://xn--a/":           "its host is no domain name",
	} {
		_, err := ParseURL(input)
		if err == nil {
			t.Errorf("%s was parsed", input)
			continue
		}
		if got := URLProblem(err); got != want {
			t.Errorf("%s: %q, want %q", input, got, want)
		}
	}
}
