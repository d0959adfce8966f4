package fetchspec

import "testing"

func originOfRequest(request *Request, engine *Engine) string {
	sending := request.Clone()
	AppendOriginHeader(sending, engine)
	origin, present := sending.HeaderList.Get("Origin")
	if !present {
		return "(absent)"
	}
	return origin
}

func TestOriginGoesWithCORSRequestsAndUnsafeMethods(t *testing.T) {
	const page = "https://app.example/page"
	tests := []struct {
		name     string
		method   string
		mode     Mode
		tainting ResponseTainting
		policy   ReferrerPolicy
		urls     []string
		want     string
	}{
		{"a CORS request", "GET", ModeCORS, TaintingCORS, "no-referrer", []string{"https://api.example/"}, "https://app.example"},
		{"a same-origin GET", "GET", ModeCORS, TaintingBasic, "", []string{"https://app.example/"}, "(absent)"},
		{"a same-origin HEAD", "HEAD", ModeSameOrigin, TaintingBasic, "", []string{"https://app.example/"}, "(absent)"},
		{"a same-origin POST in cors mode", "POST", ModeCORS, TaintingBasic, "no-referrer", []string{"https://app.example/"}, "https://app.example"},
		{"a no-cors GET", "GET", ModeNoCORS, TaintingOpaque, "", []string{"https://api.example/"}, "(absent)"},
		{"a no-cors POST", "POST", ModeNoCORS, TaintingOpaque, "strict-origin-when-cross-origin", []string{"https://api.example/"}, "https://app.example"},
		{"no-referrer", "POST", ModeNoCORS, TaintingOpaque, "no-referrer", []string{"https://api.example/"}, "null"},
		{"a downgrade", "POST", ModeNoCORS, TaintingOpaque, "no-referrer-when-downgrade", []string{"http://api.example/"}, "null"},
		{"a strict downgrade", "POST", ModeNoCORS, TaintingOpaque, "strict-origin", []string{"http://api.example/"}, "null"},
		{"an unsafe downgrade", "POST", ModeNoCORS, TaintingOpaque, "unsafe-url", []string{"http://api.example/"}, "https://app.example"},
		{"same-origin policy, other origin", "POST", ModeNoCORS, TaintingOpaque, "same-origin", []string{"https://api.example/"}, "null"},
		{"same-origin policy, own origin", "PUT", ModeSameOrigin, TaintingBasic, "same-origin", []string{"https://app.example/"}, "https://app.example"},
		{"a tainting redirect", "GET", ModeCORS, TaintingCORS, "", []string{"https://api.example/", "https://other.example/"}, "null"},
		{"a redirect back", "GET", ModeCORS, TaintingCORS, "", []string{"https://api.example/", "https://app.example/"}, "null"},
		{"the first redirect away", "GET", ModeCORS, TaintingCORS, "", []string{"https://app.example/", "https://api.example/"}, "https://app.example"},
	}
	for _, test := range tests {
		request := requestFrom(t, page, test.urls...)
		request.Method, request.Mode, request.ResponseTainting, request.ReferrerPolicy = test.method, test.mode, test.tainting, test.policy
		if got := originOfRequest(request, nil); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// What Chromium and WebKitGTK were seen to send.
func TestEnginesDepartInTheOrigin(t *testing.T) {
	const app, api, other = "http://app.test:8101/", "http://api.test:8102/", "http://other.test:8104/"
	chrome, firefox, safari := Chrome(), Firefox(), Safari()
	post := requestFrom(t, app, api)
	post.Method, post.Mode, post.ResponseTainting, post.ReferrerPolicy = "POST", ModeNoCORS, TaintingOpaque, ReferrerPolicySameOrigin
	element := requestFrom(t, app, app)
	element.Destination, element.ResponseTainting = "image", TaintingBasic
	rewritten := requestFrom(t, app, app, app+"next")
	rewritten.MethodRewritten, rewritten.ResponseTainting = true, TaintingBasic
	away := requestFrom(t, app, api, other)
	away.Mode, away.MethodRewritten, away.ResponseTainting = ModeNoCORS, true, TaintingOpaque
	crossing := requestFrom(t, app, app, api)
	crossing.Method, crossing.Mode, crossing.ResponseTainting, crossing.ReferrerPolicy = "POST", ModeNoCORS, TaintingOpaque, ReferrerPolicyNoReferrer
	tests := []struct {
		name                              string
		request                           *Request
		standard, chrome, firefox, safari string
	}{
		{"a no-cors POST under same-origin", post, "null", "http://app.test:8101", "null", "null"},
		{"a same-origin crossorigin element", element, "(absent)", "http://app.test:8101", "(absent)", "http://app.test:8101"},
		{"a POST that became a GET", rewritten, "(absent)", "(absent)", "(absent)", "http://app.test:8101"},
		{"the same across origins", away, "(absent)", "(absent)", "(absent)", "(absent)"},
		{"a POST redirected under no-referrer", crossing, "null", "null", "null", "null"},
	}
	for _, test := range tests {
		for _, run := range []struct {
			name   string
			engine *Engine
			want   string
		}{{"standard", nil, test.standard}, {"chrome", &chrome, test.chrome}, {"firefox", &firefox, test.firefox}, {"safari", &safari, test.safari}} {
			if got := originOfRequest(test.request, run.engine); got != run.want {
				t.Errorf("%s, %s: got %s, want %s", test.name, run.name, got, run.want)
			}
		}
	}
}
