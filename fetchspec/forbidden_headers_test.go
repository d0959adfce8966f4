package fetchspec

import "testing"

func TestForbiddenRequestHeadersAreTheBrowsersOwn(t *testing.T) {
	tests := []struct {
		name, value string
		want        bool
	}{
		{"Accept-Charset", "", true}, {"accept-encoding", "", true}, {"Access-Control-Request-Headers", "", true},
		{"Access-Control-Request-Method", "", true}, {"Connection", "", true}, {"content-length", "", true}, {"COOKIE", "", true},
		{"Cookie2", "", true}, {"Date", "", true}, {"DNT", "", true}, {"Expect", "", true}, {"Host", "", true}, {"Keep-Alive", "", true},
		{"Origin", "", true}, {"Referer", "", true}, {"Set-Cookie", "", true}, {"TE", "", true}, {"Trailer", "", true},
		{"Transfer-Encoding", "", true}, {"Upgrade", "", true}, {"Via", "", true},
		{"Proxy-Authorization", "", true}, {"proxy-", "", true}, {"SEC-", "", true}, {"Sec-Fetch-Mode", "", true}, {"sec-foo", "", true},

		{"Proxy", "", false}, {"XSec-", "", false}, {"Sec", "", false}, {"Referrer", "", false}, {"User-Agent", "", false},
		{"Content-Transfer-Encoding", "", false}, {"Access-Control-Allow-Origin", "*", false}, {"Authorization", "", false},
		{"Access-Control-Request-Private-Network", "", false},

		{"X-HTTP-Method-Override", "TRACE", true}, {"x-http-method", "get, Track", true}, {"X-Method-Override", "\tCONNECT ,GET", true},
		{"X-HTTP-Method-Override", "PUT", false}, {"X-HTTP-Method", "TRACE;", false}, {"X-Method-Override", `"TRACE"`, false},
		{"X-HTTP-Method", `"a,TRACE"`, false}, {"X-HTTP-Method-Override", "", false}, {"X-HTTP-Methods", "TRACE", false},
	}
	for _, test := range tests {
		if got := IsForbiddenRequestHeader(test.name, test.value); got != test.want {
			t.Errorf("%s: %s: got %v, want %v", test.name, test.value, got, test.want)
		}
	}
}
