package fetchspec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSafelistLooksAtNameLengthAndEachByte(t *testing.T) {
	long := strings.Repeat("a", 128)
	tests := []struct {
		name, value string
		want        UnsafeReason
	}{
		{"accept", "application/json", UnsafeReason{}},
		{"ACCEPT", "text/html;q=0.8, */*", UnsafeReason{}},
		{"Accept", "", UnsafeReason{}},
		{"Accept", "a\tb", UnsafeReason{}},
		{"Accept", "\xe9\xff", UnsafeReason{}},
		{"Accept", `a"b`, UnsafeReason{Kind: UnsafeByte, Index: 1}},
		{"Accept", "a\x7f", UnsafeReason{Kind: UnsafeByte, Index: 1}},
		{"Accept", "ab\x1fc", UnsafeReason{Kind: UnsafeByte, Index: 2}},
		{"Accept", long, UnsafeReason{}},
		{"Accept", long + "a", UnsafeReason{Kind: UnsafeLength, Length: 129, Limit: 128}},

		{"Accept-Language", "en-US,en;q=0.5, *", UnsafeReason{}},
		{"Content-Language", "de", UnsafeReason{}},
		{"Accept-Language", "en_US", UnsafeReason{Kind: UnsafeByte, Index: 2}},
		{"Content-Language", "e\tn", UnsafeReason{Kind: UnsafeByte, Index: 1}},
		{"Accept-Language", "en/US", UnsafeReason{Kind: UnsafeByte, Index: 2}},
		{"Accept-Language", "\xe9", UnsafeReason{Kind: UnsafeByte}},

		{"Content-Type", "text/plain", UnsafeReason{}},
		{"Content-Type", "Text/Plain;charset=utf-8", UnsafeReason{}},
		{"Content-Type", "multipart/form-data; boundary=x", UnsafeReason{}},
		{"Content-Type", "application/x-www-form-urlencoded", UnsafeReason{}},
		{"Content-Type", "text/plain; a=b, application/json", UnsafeReason{}},
		{"Content-Type", "text/plain ; x='y'", UnsafeReason{}},
		{"Content-Type", "application/json", UnsafeReason{Kind: UnsafeMIMEType, Essence: "application/json"}},
		{"Content-Type", "Text/HTML", UnsafeReason{Kind: UnsafeMIMEType, Essence: "text/html"}},
		{"Content-Type", "text/plain,application/json", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", "text/plain\tx", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", "text /plain", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", ",text/plain", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", "text/plain,", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", "text/plain;garbage", UnsafeReason{}},
		{"Content-Type", "text/plain\x0b", UnsafeReason{Kind: UnsafeByte, Index: 10}},
		{"Content-Type", "text/", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", "/plain", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", "", UnsafeReason{Kind: UnsafeNoMIMEType}},
		{"Content-Type", `text/plain; charset="utf-8"`, UnsafeReason{Kind: UnsafeByte, Index: 20}},
		{"Content-Type", "multipart/form-data;boundary=a:b", UnsafeReason{Kind: UnsafeByte, Index: 30}},

		{"Range", "bytes=0-1", UnsafeReason{}},
		{"Range", "bytes=-1", UnsafeReason{Kind: UnsafeRange}},
		{"Range", "bytes=0-1,2-3", UnsafeReason{Kind: UnsafeRange}},
		{"Range", "bytes=1" + strings.Repeat("0", 60) + "-2" + strings.Repeat("0", 60), UnsafeReason{Kind: UnsafeLength, Length: 129, Limit: 128}},
		{"Last-Event-ID", "abc123", UnsafeReason{Kind: UnsafeName}},

		{"X-A", "1", UnsafeReason{Kind: UnsafeName}},
		{"X-A", long + long, UnsafeReason{Kind: UnsafeName}},
		{"Authorization", "", UnsafeReason{Kind: UnsafeName}},
		{"Save-Data", "on", UnsafeReason{Kind: UnsafeName}},
		{"", "", UnsafeReason{Kind: UnsafeName}},
	}
	for _, test := range tests {
		header := Header{test.name, test.value}
		got := CORSUnsafeReasons(HeaderList{header}, nil)[0]
		if got != test.want {
			t.Errorf("%s: %q: got %+v, want %+v", test.name, test.value, got, test.want)
		}
		if safe := IsCORSSafelistedRequestHeader(test.name, test.value, nil); safe != (test.want.Kind == UnsafeNothing) {
			t.Errorf("%s: %q: safelisted is %v", test.name, test.value, safe)
		}
	}
}

// The Standard's list of bytes, written out.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
func TestUnsafeBytesAreControlsAndDelimiters(t *testing.T) {
	unsafe := map[byte]bool{0x7F: true}
	for c := byte(0); c < 0x20; c++ {
		unsafe[c] = c != 0x09
	}
	for _, c := range []byte{0x22, 0x28, 0x29, 0x3A, 0x3C, 0x3E, 0x3F, 0x40, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D} {
		unsafe[c] = true
	}
	for c := range 256 {
		if got := IsCORSUnsafeRequestHeaderByte(byte(c)); got != unsafe[byte(c)] {
			t.Errorf("byte %#x: got %v, want %v", c, got, unsafe[byte(c)])
		}
	}
}

func TestUnsafeNamesAreSortedLowercaseAndUnique(t *testing.T) {
	list := HeaderList{
		{"X-B", "1"}, {"Content-Type", "application/json"}, {"x-a", "1"}, {"X-A", "2"}, {"Accept", "*/*"},
		{"A_1", "1"}, {"A.1", "1"}, {"A!1", "1"}, {"A1", "1"}, {"A-1", "1"},
	}
	want := []string{"a!1", "a-1", "a.1", "a1", "a_1", "content-type", "x-a", "x-b"}
	if diff := cmp.Diff(want, CORSUnsafeRequestHeaderNames(list, nil)); diff != "" {
		t.Error(diff)
	}
}

func TestSafelistedValuesTogetherAreLimitedTo1024Bytes(t *testing.T) {
	full := strings.Repeat("a", 128)
	var list HeaderList
	for range 8 {
		list.Append("Accept", full)
	}
	list.Append("X-A", full)
	if got, want := CORSUnsafeRequestHeaderNames(list, nil), []string{"x-a"}; !cmp.Equal(got, want) {
		t.Errorf("1024 bytes: got %q, want %q", got, want)
	}
	list.Append("Content-Language", "e")
	if got, want := CORSUnsafeRequestHeaderNames(list, nil), []string{"accept", "content-language", "x-a"}; !cmp.Equal(got, want) {
		t.Errorf("1025 bytes: got %q, want %q", got, want)
	}
	got := CORSUnsafeReasons(list, nil)[9]
	if want := (UnsafeReason{Kind: UnsafeTotalLength, Length: 1025, Limit: 1024}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// What Chromium, Firefox and WebKitGTK were seen to name in
// Access-Control-Request-Headers.
func TestEnginesDepartFromTheSafelistAsRecorded(t *testing.T) {
	seventy := strings.Repeat("a", 70)
	full := strings.Repeat("a", 128)
	var nine HeaderList
	for range 3 {
		nine = append(nine, Header{"Accept", full}, Header{"Accept-Language", full}, Header{"Content-Language", full})
	}
	tests := []struct {
		name                              string
		list                              HeaderList
		standard, chrome, firefox, safari []string
	}{
		{"repeats", HeaderList{{"X-A", "1"}, {"x-a", "2"}},
			[]string{"x-a"}, []string{"x-a"}, []string{"x-a", "x-a"}, []string{"x-a"}},
		{"two of 70 bytes", HeaderList{{"Accept", seventy}, {"Accept", seventy}},
			nil, []string{"accept"}, nil, []string{"accept"}},
		{"nine of 128 bytes", nine,
			[]string{"accept", "accept-language", "content-language"},
			[]string{"accept", "accept-language", "content-language"},
			nil,
			[]string{"accept", "accept-language", "content-language"}},
		{"client hints", HeaderList{{"Width", "100"}, {"ECT", "("}, {"Save-Data", "on"}},
			[]string{"ect", "save-data", "width"}, nil, []string{"ect", "save-data", "width"}, []string{"ect", "save-data", "width"}},
		{"bytes above ASCII", HeaderList{{"Content-Type", "text/plain; x=\xe9"}, {"Accept", "\xe9"}},
			nil, nil, []string{"accept", "content-type"}, nil},
		{"a comma", HeaderList{{"Content-Type", "text/plain; a=b, application/json"}},
			nil, nil, []string{"content-type"}, nil},
		{"a joined type", HeaderList{{"Content-Type", "text/plain"}, {"Content-Type", "text/plain;charset=utf-8"}},
			nil, []string{"content-type"}, nil, []string{"content-type"}},
	}
	for _, test := range tests {
		for engine, want := range map[EngineName][]string{
			EngineStandard: test.standard, EngineChrome: test.chrome, EngineFirefox: test.firefox, EngineSafari: test.safari,
		} {
			departures, _ := EngineByName(engine)
			if got := CORSUnsafeRequestHeaderNames(test.list, &departures); !cmp.Equal(want, got, cmpopts.EquateEmpty()) {
				t.Errorf("%s, %s: got %q, want %q", test.name, engine, got, want)
			}
		}
	}
}

func TestReasonOfARepeatedHeaderIsThatOfTheJoinedValueWhereTheEngineJoins(t *testing.T) {
	list := HeaderList{{"Accept", strings.Repeat("a", 70)}, {"Accept", strings.Repeat("b", 70)}}
	chrome, firefox := Chrome(), Firefox()
	if got, want := CORSUnsafeReasons(list, &chrome)[0], (UnsafeReason{Kind: UnsafeLength, Length: 142, Limit: 128}); got != want {
		t.Errorf("chrome: got %+v, want %+v", got, want)
	}
	if got := CORSUnsafeReasons(list, &firefox)[0]; got != (UnsafeReason{}) {
		t.Errorf("firefox: got %+v", got)
	}
	comma := HeaderList{{"Content-Type", "text/plain; a=b, x"}}
	if got, want := CORSUnsafeReasons(comma, &firefox)[0], (UnsafeReason{Kind: UnsafeComma, Index: 15}); got != want {
		t.Errorf("firefox: got %+v, want %+v", got, want)
	}
}

func TestNoCORSModeTakesFourNamesWithSafelistedValues(t *testing.T) {
	tests := []struct {
		name, value string
		want        bool
	}{
		{"Accept", "a/b", true}, {"accept-language", "en", true}, {"Content-Language", "en", true}, {"content-type", "text/plain", true},
		{"Accept", "(", false}, {"Content-Type", "text/html", false}, {"Range", "bytes=0-1", false}, {"X-A", "1", false},
	}
	for _, test := range tests {
		if got := IsNoCORSSafelistedRequestHeader(test.name, test.value, nil); got != test.want {
			t.Errorf("%s: %s: got %v, want %v", test.name, test.value, got, test.want)
		}
	}
}

func TestScriptReadsSafelistedAndExposedHeadersButNeverCookies(t *testing.T) {
	exposed := []string{"X-A", "set-cookie", "*"}
	for name, want := range map[string]bool{
		"cache-control": true, "Content-Language": true, "content-length": true, "Content-Type": true, "expires": true,
		"Last-Modified": true, "PRAGMA": true, "x-a": true, "*": true,
		"Set-Cookie": false, "set-cookie2": false, "X-B": false, "ETag": false, "Date": false,
	} {
		if got := IsCORSSafelistedResponseHeaderName(name, exposed); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestAuthorizationIsTheOneNameThatAWildcardDoesNotCover(t *testing.T) {
	if !IsCORSNonWildcardRequestHeaderName("authorization") || IsCORSNonWildcardRequestHeaderName("Cookie") {
		t.Error("the CORS non-wildcard request-header names are not Authorization alone")
	}
}

// Whatever the header, the Standard's safelist never lets an unsafe byte, a
// long value or an unknown name through; and the names agree with the reasons.
func FuzzSafelists(f *testing.F) {
	f.Add("Accept", "a\"b")
	f.Add("content-type", "text/plain; x=\xe9")
	f.Add("Range", "bytes=0-1")
	f.Add("Accept-Language", "en_US")
	f.Fuzz(func(t *testing.T, name, value string) {
		header := Header{name, value}
		safe := IsCORSSafelistedRequestHeader(name, value, nil)
		if safe != (len(CORSUnsafeRequestHeaderNames(HeaderList{header}, nil)) == 0) {
			t.Fatal("the header and its list disagree")
		}
		if safe != (CORSUnsafeReasons(HeaderList{header}, nil)[0] == UnsafeReason{}) {
			t.Fatal("the header and its reason disagree")
		}
		if !safe {
			return
		}
		if len(value) > 128 {
			t.Fatalf("%d bytes are safe", len(value))
		}
		for i := range len(value) {
			if IsCORSUnsafeRequestHeaderByte(value[i]) {
				t.Fatalf("byte %#x is safe in %s", value[i], name)
			}
		}
		switch lowerASCIIString(name) {
		case "accept", "accept-language", "content-language", "content-type", "range":
		default:
			t.Fatalf("%q is safe", name)
		}
	})
}

func BenchmarkSafelistedHeader(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		IsCORSSafelistedRequestHeader("Content-Type", "multipart/form-data; boundary=----FormBoundary7MA4YWxkTrZu0gW", nil)
	}
}

func BenchmarkUnsafeNamesOfASafeRequest(b *testing.B) {
	list := HeaderList{
		{"Accept", "application/json, text/plain;q=0.9"}, {"Accept-Language", "en-US,en;q=0.5"},
		{"Content-Type", "text/plain;charset=UTF-8"}, {"Range", "bytes=0-1023"},
	}
	b.ReportAllocs()
	for b.Loop() {
		CORSUnsafeRequestHeaderNames(list, nil)
	}
}

func TestSafelistDecisionsDoNotAllocate(t *testing.T) {
	list := HeaderList{{"Accept", "*/*"}, {"Content-Type", "Text/Plain;charset=UTF-8"}, {"Range", "bytes=0-1"}}
	allocations := testing.AllocsPerRun(100, func() {
		CORSUnsafeRequestHeaderNames(list, nil)
		IsCORSSafelistedRequestHeader("Content-Type", "application/json", nil)
		IsForbiddenRequestHeader("X-A", "1")
	})
	if allocations != 0 {
		t.Errorf("%v allocations, want none", allocations)
	}
}
