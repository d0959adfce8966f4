package report

import (
	"bytes"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

func TestHeaderValuesAreRedactedByName(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"Authorization", "Bearer abcdefghij", "Bearer [redacted-10-bytes]"},
		{"authorization", "Basic dXNlcjpwYXNz", "Basic [redacted-12-bytes]"},
		{"Authorization", "abcdefghij", "[redacted-10-bytes]"},
		{"Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/1, Signature=fe5f", "AWS4-HMAC-SHA256 [redacted-33-bytes]"},
		{"Proxy-Authorization", "Basic x", "Basic [redacted-1-byte]"},
		{"Cookie", "sid=abc; theme=dark;flag", "sid=[redacted-3-bytes]; theme=[redacted-4-bytes];[redacted-4-bytes]"},
		{"Set-Cookie", "sid=abc; Path=/; Secure; SameSite=None", "sid=[redacted-3-bytes]; Path=/; Secure; SameSite=None"},
		{"Set-Cookie", "sid=; Max-Age=0", "sid=; Max-Age=0"},
		{"X-Api-Key", "abc", "[redacted-3-bytes]"},
		{"apikey", "abc", "[redacted-3-bytes]"},
		{"X-Auth-Token", "Bearer abc", "Bearer [redacted-3-bytes]"},
		{"Ocp-Apim-Subscription-Key", "0123", "[redacted-4-bytes]"},
		{"x-functions-key", "0123", "[redacted-4-bytes]"},
		{"X-CSRF-Token", "0123", "[redacted-4-bytes]"},
		{"X-Amz-Security-Token", "0123", "[redacted-4-bytes]"},
		{"X-Custom", "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA", "[redacted-30-bytes]"},
		{"X-Custom", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "[redacted-49-bytes]"},
		{"Location", "/next?token=abc&page=2#access_token=def", "/next?token=[redacted-3-bytes]&page=2#access_token=[redacted-3-bytes]"},
		{"Referer", "https://user:pass@app.example.com/?sig=xyz", "https://[redacted-9-bytes]@app.example.com/?sig=[redacted-3-bytes]"},

		{"Access-Control-Allow-Headers", "authorization, x-api-key", "authorization, x-api-key"},
		{"Access-Control-Allow-Credentials", "true", "true"},
		{"Content-Security-Policy", "script-src 'nonce-4AEemGb0xJptoIGFP3Nd'", "script-src 'nonce-4AEemGb0xJptoIGFP3Nd'"},
		{"Content-Type", "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW", "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW"},
		{"ETag", `"33a64df551425fcc55e4d42a148795d9f25f89d4"`, `"33a64df551425fcc55e4d42a148795d9f25f89d4"`},
		{"X-Request-Id", "7b3f1c2d9e8a4f5b6c7d8e9f0a1b2c3d", "7b3f1c2d9e8a4f5b6c7d8e9f0a1b2c3d"},
		{"WWW-Authenticate", `Bearer realm="api"`, `Bearer realm="api"`},
		{"Idempotency-Key", "order-7", "order-7"},
		{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=="},
		{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"},
		{"X-Author", "Ada", "Ada"},
		{"Content-Language", "caf\xe9", "caf\xe9"},
	}
	redact := &redactor{}
	for _, test := range tests {
		if got := string(redact.header(test.name, test.value)); got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.name, test.value, got, test.want)
		}
	}
}

func TestTextIsRedactedByPlaceAndLook(t *testing.T) {
	tests := []struct{ text, want string }{
		{"https://a.example/?access_token=abc&x=1", "https://a.example/?access_token=[redacted-3-bytes]&x=1"},
		{"fetch at 'https://a.example/?api_key=abc' from origin", "fetch at 'https://a.example/?api_key=[redacted-3-bytes]' from origin"},
		{"resource at https://a.example/?key=abc. (Reason: x).", "resource at https://a.example/?key=[redacted-3-bytes]. (Reason: x)."},
		{"Blocked “https://a.example/?password=abc”", "Blocked “https://a.example/?password=[redacted-3-bytes]”"},
		{"https://a.example/?%74oken=abc", "https://a.example/?%74oken=[redacted-3-bytes]"},
		{"ftp://user@host/", "ftp://[redacted-4-bytes]@host/"},
		{"https://a.example/?q=1&sort_key=name#top", "https://a.example/?q=1&sort_key=name#top"},
		{"https://a.example/@user?a=b", "https://a.example/@user?a=b"},
		{"the key is ghp_0123456789abcdefABCDEF0123456789abcd, keep it", "the key is [redacted-40-bytes], keep it"},
		{"sk-learn is no key", "sk-learn is no key"},
		{"caf\xe9 ?token=x", `caf\xe9 ?token=[redacted-1-byte]`},
		{"nothing here", "nothing here"},
		{"", ""},
	}
	redact := &redactor{}
	for _, test := range tests {
		if got := redact.text(test.text); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
		if again := redact.text(redact.text(test.text)); again != test.want {
			t.Errorf("%s: a second time gives %s", test.text, again)
		}
	}
}

// secretSample has secrets in every place that they can come to.
func secretSample(t testing.TB) (sample, []string) {
	secrets := []string{"s3cr3tToken", "s3cr3tCookie", "s3cr3tSet", "s3cr3tKey", "s3cr3tParam", "s3cr3tPass", "s3cr3tBasic", "s3cr3tNext"}
	call := simulate.Call{
		URL: "https://api.example.com/me?api_key=s3cr3tParam", Origin: "https://app.example.com", Page: "https://app.example.com/?session=s3cr3tNext",
		Method: "PUT", Credentials: "include", Cookies: []string{"sid=s3cr3tCookie; Secure"}, Body: []byte("again s3cr3tToken"),
		Headers: []simulate.HeaderField{{Name: "Authorization", Value: "Bearer s3cr3tToken"}, {Name: "X-Api-Key", Value: "s3cr3tKey"}},
	}
	url := parseURL(t, call.URL)
	sent := browserHeaders(
		fetchspec.Header{Name: "Authorization", Value: "Bearer s3cr3tToken"}, fetchspec.Header{Name: "X-Api-Key", Value: "s3cr3tKey"},
		fetchspec.Header{Name: "Cookie", Value: "sid=s3cr3tCookie"}, fetchspec.Header{Name: "Proxy-Authorization", Value: "Basic dXNlcjpzM2NyM3RCYXNpYw=="},
	)
	everything := "echo: " + strings.Join(secrets, " ")
	received := answer(302, "Found", everything,
		fetchspec.Header{Name: "Location", Value: "https://user:s3cr3tPass@next.example/?token=s3cr3tNext"},
		fetchspec.Header{Name: "Set-Cookie", Value: "sid=s3cr3tSet; Secure"}, fetchspec.Header{Name: "X-Echo", Value: everything},
	)
	exchange := exchangeOf(fetchspec.ExchangeRequest, url, "PUT", sent, received)
	exchange.Request.Body = &fetchspec.Body{Bytes: call.Body}
	evidence := explain.Evidence{Where: "request", Name: "Authorization", Value: "Bearer s3cr3tToken", Note: everything, Marks: []explain.Mark{{Start: 7, End: 18}}}
	finding := explain.Finding{Code: "some-code", Summary: everything, Detail: everything, Evidence: []explain.Evidence{evidence}}
	result := resultOf(t, simulate.Call{URL: call.URL, Method: "PUT", Headers: call.Headers, Body: call.Body}, networkError("CORS check", "4", 0), exchange)
	result.Call = call
	return sample{name: "secrets", result: result, diagnosis: explain.Diagnosis{
		Verdict:   explain.VerdictBlocked,
		Preflight: explain.PreflightNeed{Needed: true, Reasons: []explain.PreflightReason{{Kind: "header", Name: "Authorization", Value: "Bearer s3cr3tToken", Why: everything}}},
		Blockers:  []explain.Finding{finding}, Warnings: []explain.Finding{finding},
		Remedies: []explain.Remedy{{Target: explain.TargetPage, Text: everything, Cost: everything, Change: []explain.Change{{Op: "url", Value: call.URL}}}},
		Repaired: explain.Repaired{Verdict: explain.VerdictUnknown, Why: everything},
		Engines:  map[fetchspec.EngineName]explain.EngineView{fetchspec.EngineChrome: {Verdict: explain.VerdictBlocked, Console: []string{everything}, Exchanges: []fetchspec.Exchange{exchange}}},
		Probes:   []fetchspec.Exchange{exchange},
		Layers:   []explain.Layer{{Name: everything, Evidence: []explain.Evidence{evidence}}},
		Checks:   [][]explain.CheckResult{{{Step: fetchspec.Step{Algorithm: "CORS check", Number: "4"}, Evidence: &evidence}}},
	}}, secrets
}

func TestNoOutputHoldsASecret(t *testing.T) {
	sample, secrets := secretSample(t)
	sample.options.Intake = &Intake{Format: "curl", Notes: []string{"Cookie: sid=s3cr3tCookie"}}
	report := sample.report()
	for _, format := range Formats() {
		for _, verbose := range []bool{false, true} {
			output := formatted(t, format.Name, report, TextOptions{Verbose: verbose, Width: maxWidth})
			for _, secret := range secrets {
				if strings.Contains(output, secret) {
					t.Errorf("%s holds %s:\n%s", format.Name, secret, output)
				}
			}
			if !strings.Contains(output, markerPrefix) {
				t.Errorf("%s does not say that something was redacted", format.Name)
			}
		}
	}
}

func TestShowSecretsShowsThem(t *testing.T) {
	sample, secrets := secretSample(t)
	sample.options.ShowSecrets = true
	report := sample.report()
	output := formatted(t, "json", report, TextOptions{})
	for _, secret := range secrets {
		if !strings.Contains(output, secret) {
			t.Errorf("JSON lacks %s", secret)
		}
	}
	if strings.Contains(output, markerPrefix) {
		t.Error("JSON is redacted")
	}
}

func TestMarkdownNeverShowsSecrets(t *testing.T) {
	sample, secrets := secretSample(t)
	sample.options.ShowSecrets = true
	output := formatted(t, "markdown", sample.report(), TextOptions{Verbose: true})
	for _, secret := range secrets {
		if strings.Contains(output, secret) {
			t.Errorf("Markdown holds %s:\n%s", secret, output)
		}
	}
}

func TestMarksGoWithTheValueTheyPointInto(t *testing.T) {
	sample, _ := secretSample(t)
	if marks := sample.report().Blockers[0].Evidence[0].Marks; marks != nil {
		t.Errorf("marks %v of a redacted value", marks)
	}
	sample.options.ShowSecrets = true
	if marks := sample.report().Blockers[0].Evidence[0].Marks; len(marks) != 1 {
		t.Errorf("marks %v", marks)
	}
}

func TestWhatIsPublicIsNoSecretAnywhere(t *testing.T) {
	call := simulate.Call{
		URL: "https://api.example.com/users", Origin: "https://app.example.com",
		Headers: []simulate.HeaderField{{Name: "X-Auth-Origin", Value: "https://app.example.com"}, {Name: "Cookie", Value: "consent=accepted"}},
	}
	result := resultOf(t, call, nil)
	redact := newRedactor(result, &explain.Diagnosis{}, Options{})
	const text = "The server at api.example.com accepted https://app.example.com."
	if got := redact.text(text); got != text {
		t.Errorf("got %s", got)
	}
}

func TestCookieAnswerIsRedacted(t *testing.T) {
	result := &simulate.Result{Call: simulate.Call{ID: []byte(`1`)}, Cookie: "a=secret; b=2"}
	if got := NewCookieAnswer(result, Options{}).Cookie; got != "a=[redacted-6-bytes]; b=[redacted-1-byte]" {
		t.Errorf("got %s", got)
	}
	if got := NewCookieAnswer(result, Options{ShowSecrets: true}).Cookie; got != "a=secret; b=2" {
		t.Errorf("got %s", got)
	}
}

func TestSecretsInBinaryBodiesAreRedacted(t *testing.T) {
	redact := &redactor{known: strings.NewReplacer("s3cr3t", marker("s3cr3t"))}
	if got := redact.bytes([]byte("\xff s3cr3t\x00")); bytes.Contains(got, []byte("s3cr3t")) {
		t.Errorf("got %q", got)
	}
}

func FuzzRedactionIsStable(f *testing.F) {
	f.Add("https://user:pass@a.example/?token=abc#key=def")
	f.Add("?a=b&sig=;token=[redacted-3-bytes]x")
	f.Fuzz(func(t *testing.T, text string) {
		redact := &redactor{}
		once := redact.text(text)
		if again := redact.text(once); again != once {
			t.Errorf("%q\nonce  %q\nagain %q", text, once, again)
		}
		redact.header("Cookie", text)
		redact.header("Authorization", text)
	})
}
