package fetchspec

import "testing"

func locationOf(t *testing.T, status int, engine *Engine, lines ...string) string {
	t.Helper()
	current := mustParseURL(t, "https://api.example/dir/page?q#frag")
	response := &Response{Status: status, URLList: []*URL{current}}
	for _, line := range lines {
		response.HeaderList.Append("Location", line)
	}
	location, found := LocationURL(response, current, engine)
	switch {
	case !found:
		return "(null)"
	case location.Failed:
		return "(failure)"
	}
	return location.URL.String()
}

func TestLocationIsResolvedAgainstTheResponse(t *testing.T) {
	for line, want := range map[string]string{
		"https://other.example/x":      "https://other.example/x#frag",
		"https://other.example/#own":   "https://other.example/#own",
		"https://other.example/#":      "https://other.example/#",
		"/x":                           "https://api.example/x#frag",
		"x":                            "https://api.example/dir/x#frag",
		"//other.example/x":            "https://other.example/x#frag",
		"?r":                           "https://api.example/dir/page?r#frag",
		"#g":                           "https://api.example/dir/page?q#g",
		"":                             "https://api.example/dir/page?q#frag",
		`https:\\other.example\x`:      "https://other.example/x#frag",
		"data:,x":                      "data:,x#frag",
		"http://[":                     "(failure)",
		"https://other.example:99999/": "(failure)",
		"/\xe9":                        "https://api.example/%C3%A9#frag",
		"/\xc3\xa9":                    "https://api.example/%C3%83%C2%A9#frag",
	} {
		if got := locationOf(t, 302, nil, line); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}

func TestOnlyARedirectStatusWithALocationIsARedirect(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		if got := locationOf(t, status, nil, "/x"); got != "https://api.example/x#frag" {
			t.Errorf("%d: got %s", status, got)
		}
		if got := locationOf(t, status, nil); got != "(null)" {
			t.Errorf("%d without Location: got %s", status, got)
		}
	}
	for _, status := range []int{200, 201, 300, 304, 305, 306, 309} {
		if got := locationOf(t, status, nil, "/x"); got != "(null)" {
			t.Errorf("%d: got %s", status, got)
		}
	}
}

// What Chromium, Firefox and WebKitGTK were seen to do.
func TestEnginesDepartInLocation(t *testing.T) {
	chrome, firefox, safari := Chrome(), Firefox(), Safari()
	const itself = "https://api.example/dir/page?q#frag"
	tests := []struct {
		lines                             []string
		standard, chrome, firefox, safari string
	}{
		{[]string{""}, itself, "(null)", itself, "(failure)"},
		{[]string{"/x", "/x"}, "(failure)", "https://api.example/x#frag", "https://api.example/x#frag", "https://api.example/x,%20/x#frag"},
		{[]string{"/x", "/y"}, "(failure)", "(failure)", "(failure)", "https://api.example/x,%20/y#frag"},
		{[]string{"/?\xe9"}, "https://api.example/?%C3%A9#frag", "https://api.example/?%E9#frag", "https://api.example/?%E9#frag", "https://api.example/?%C3%A9#frag"},
		{[]string{"/?\xc3\xa9"}, "https://api.example/?%C3%83%C2%A9#frag", "https://api.example/?%C3%A9#frag", "https://api.example/?%C3%A9#frag", "https://api.example/?%C3%83%C2%A9#frag"},
	}
	for _, test := range tests {
		for _, run := range []struct {
			name   string
			engine *Engine
			want   string
		}{{"standard", nil, test.standard}, {"chrome", &chrome, test.chrome}, {"firefox", &firefox, test.firefox}, {"safari", &safari, test.safari}} {
			if got := locationOf(t, 302, run.engine, test.lines...); got != run.want {
				t.Errorf("%q, %s: got %s, want %s", test.lines, run.name, got, run.want)
			}
		}
	}
}

func FuzzLocationURL(f *testing.F) {
	for _, seed := range []string{"", "/x", "//", "http://[", "\xff", "#", "data:", "?%", "\\\\x"} {
		f.Add(seed)
	}
	chrome, firefox, safari := Chrome(), Firefox(), Safari()
	f.Fuzz(func(t *testing.T, value string) {
		for _, engine := range []*Engine{nil, &chrome, &firefox, &safari} {
			current := mustParseURL(t, "https://api.example/dir/page?q#frag")
			response := &Response{Status: 302, HeaderList: HeaderList{{"Location", value}}}
			location, found := LocationURL(response, current, engine)
			if found && location.Failed != (location.URL == nil) {
				t.Fatalf("%q: failed is %v, the URL %v", value, location.Failed, location.URL)
			}
		}
	})
}
