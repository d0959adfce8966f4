package audit

// A specialCharacter is one that may stand in a host name by the URL Standard
// but in no certificate, and that code which looks for the end of a host name
// often takes for that end.
type specialCharacter struct {
	character string
	// browsers are those in which a page at such a host runs, and sends its
	// origin with the character as it is.
	browsers string
	// asked says that it is one of those that are asked about: one for each way
	// in which code goes wrong.
	asked bool
}

const (
	everyBrowser    = "Chrome, Firefox and Safari"
	chromeAndSafari = "Chrome and Safari"
)

// specialCharacters are recorded of Chromium 156 and Firefox ESR 153, with a
// page at http://app.example.com{.evil.test that fetched from elsewhere.
// Chromium sends %2A for *; Firefox loads none of those not listed for it.
// WebKit allows what the URL Standard does.
//
// https://url.spec.whatwg.org/#forbidden-domain-code-point
func specialCharacters() []specialCharacter {
	return []specialCharacter{
		{"_", everyBrowser, true}, // to \w a letter
		{"+", everyBrowser, false},
		{"$", everyBrowser, false},
		{"`", chromeAndSafari, true}, // to many URL parsers the end of the host
		{"{", chromeAndSafari, true},
		{"}", chromeAndSafari, false},
		{"!", chromeAndSafari, false},
		{`"`, chromeAndSafari, false},
		{"&", chromeAndSafari, false},
		{"'", chromeAndSafari, false},
		{"(", chromeAndSafari, false},
		{")", chromeAndSafari, false},
		{",", chromeAndSafari, false},
		{";", chromeAndSafari, false},
		{"=", chromeAndSafari, false},
		{"~", chromeAndSafari, false},
		{"*", "Safari", false},
	}
}
