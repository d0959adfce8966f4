package fetchspec

import "testing"

func TestResourcePolicyAllowsByOriginAndSite(t *testing.T) {
	tests := []struct {
		page, url string
		lines     []string
		want      string // the internal check's step; "" for allowed
	}{
		{"https://app.example/", "https://api.example/", nil, ""},
		{"https://app.example/", "https://api.example/", []string{"cross-origin"}, ""},
		{"https://app.example/", "https://api.example/", []string{"same-origin"}, "5[2]"},
		{"https://app.example/", "https://app.example/", []string{"same-origin"}, ""},
		{"https://app.example/", "https://app.example:444/", []string{"same-origin"}, "5[2]"},
		{"https://app.example/", "https://api.example/", []string{"same-site"}, "5[3]"},
		{"https://www.app.example/", "https://api.app.example/", []string{"same-site"}, ""},
		{"http://www.app.example/", "https://api.app.example/", []string{"same-site"}, "5[3]"},
		{"https://www.app.example/", "http://api.app.example/", []string{"same-site"}, ""},
		{"http://www.app.example/", "http://api.app.example/", []string{"same-site"}, ""},
		{"data:,x", "https://api.example/", []string{"same-site"}, "5[3]"},
		// The note in the internal check: lists and repeats never match.
		{"https://app.example/", "https://api.example/", []string{"same-site, same-origin"}, ""},
		{"https://app.example/", "https://api.example/", []string{"same-origin", "same-origin"}, ""},
		{"https://app.example/", "https://api.example/", []string{"Same-Origin"}, ""},
		{"https://app.example/", "https://api.example/", []string{""}, ""},
		{"https://app.example/", "https://api.example/", []string{"", "same-origin"}, ""},
	}
	for _, test := range tests {
		client := pageAt(t, test.page)
		response := &Response{URLList: []*URL{mustParseURL(t, test.url)}, Exchange: 3}
		for _, line := range test.lines {
			response.HeaderList.Append("Cross-Origin-Resource-Policy", line)
		}
		failed := CrossOriginResourcePolicyCheck(client.Origin, client, "", response)
		if got := stepNumber(failed); got != test.want {
			t.Errorf("%s from %s with %q: got %q, want %q", test.url, test.page, test.lines, got, test.want)
		}
		if failed != nil && failed.Exchange != 3 {
			t.Errorf("the failure is of exchange %d, not 3", failed.Exchange)
		}
	}
}

func stepNumber(failed *Failure) string {
	if failed == nil {
		return ""
	}
	return failed.Step.Number
}

func TestEmbedderPolicyAsksForAResourcePolicy(t *testing.T) {
	tests := []struct {
		policy      EmbedderPolicy
		credentials bool
		line        string
		want        string
	}{
		{EmbedderPolicyUnsafeNone, true, "", ""},
		{EmbedderPolicyRequireCORP, false, "", "5[2]"},
		{EmbedderPolicyRequireCORP, false, "bogus", "5[2]"},
		{EmbedderPolicyRequireCORP, false, "cross-origin", ""},
		{EmbedderPolicyCredentialless, false, "", ""},
		{EmbedderPolicyCredentialless, true, "", "5[2]"},
		{EmbedderPolicyCredentialless, true, "cross-origin", ""},
	}
	for _, test := range tests {
		client := pageAt(t, "https://app.example/")
		client.EmbedderPolicy = test.policy
		response := &Response{URLList: []*URL{mustParseURL(t, "https://api.example/")}, RequestIncludesCredentials: test.credentials}
		if test.line != "" {
			response.HeaderList.Append("cross-origin-resource-policy", test.line)
		}
		if got := stepNumber(CrossOriginResourcePolicyCheck(client.Origin, client, "image", response)); got != test.want {
			t.Errorf("%s, credentials %v, %q: got %q, want %q", test.policy, test.credentials, test.line, got, test.want)
		}
	}
}
