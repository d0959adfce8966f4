package fetchspec

import "testing"

func TestTimingIsAllowedByOriginOrWildcard(t *testing.T) {
	tests := []struct {
		name     string
		lines    []string
		tainting ResponseTainting
		mode     Mode
		failed   bool
		want     string
	}{
		{"absent, same-origin", nil, TaintingBasic, ModeCORS, false, ""},
		{"absent, cross-origin", nil, TaintingCORS, ModeCORS, false, "8"},
		{"a wildcard", []string{"x, *"}, TaintingCORS, ModeCORS, false, ""},
		{"the origin in a list", []string{"https://other.example, https://app.example"}, TaintingOpaque, ModeNoCORS, false, ""},
		{"the origin on its own line", []string{"x", "https://app.example"}, TaintingCORS, ModeCORS, false, ""},
		{"the origin with a slash", []string{"https://app.example/"}, TaintingCORS, ModeCORS, false, "8"},
		{"the origin in upper case", []string{"HTTPS://APP.EXAMPLE"}, TaintingCORS, ModeCORS, false, "8"},
		{"failed before", []string{"*"}, TaintingBasic, ModeCORS, true, "2"},
		{"a navigation elsewhere", nil, TaintingBasic, ModeNavigate, false, "6"},
	}
	for _, test := range tests {
		request := requestFrom(t, "https://app.example/", "https://api.example/")
		request.ResponseTainting, request.Mode, request.TimingAllowFailed = test.tainting, test.mode, test.failed
		response := &Response{}
		for _, line := range test.lines {
			response.HeaderList.Append("Timing-Allow-Origin", line)
		}
		if got := stepNumber(TAOCheck(request, response)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
