package report

import (
	"encoding/base64"
	"slices"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// The bounds of what is looked for everywhere. A shorter value would be found
// in words that have nothing to do with it.
const (
	shortestKnownSecret = 6
	mostKnownSecrets    = 1000
)

// newRedactor makes the redactor for a result; nil if secrets are shown.
func newRedactor(result *simulate.Result, diagnosis *explain.Diagnosis, options Options) *redactor {
	if options.ShowSecrets {
		return nil
	}
	known := knownSecrets{values: map[string]bool{}}
	known.ofCall(&result.Call)
	if result.Trace != nil {
		known.ofTrace(result.Trace)
	}
	known.ofExchanges(diagnosis.Probes)
	for _, view := range diagnosis.Engines {
		known.ofExchanges(view.Exchanges)
	}
	return &redactor{known: known.replacer()}
}

// knownSecrets are the values that stand where secrets do.
type knownSecrets struct {
	values map[string]bool
	// public is what is shown everywhere: the URL without its query, the
	// origin. No part of it is a secret.
	public []string
}

func (known *knownSecrets) ofCall(call *simulate.Call) {
	known.public = append(known.public, publicPart(call.URL), publicPart(call.Page), call.Origin, call.Method)
	known.ofURL(call.URL)
	known.ofURL(call.Page)
	for _, header := range call.Headers {
		known.ofHeader(header.Name, header.Value)
	}
	for _, line := range call.Cookies {
		known.ofHeader("Set-Cookie", line)
	}
	known.ofHeader("Set-Cookie", call.Cookie)
}

// publicPart is a URL without user name, password, query and fragment.
func publicPart(url string) string {
	if end := strings.IndexAny(url, "?#"); end >= 0 {
		url = url[:end]
	}
	return url[strings.LastIndexByte(url, '@')+1:]
}

func (known *knownSecrets) ofTrace(trace *fetchspec.Trace) {
	if request := trace.Start.Request; request != nil {
		known.public = append(known.public, request.Origin.String())
		known.ofHeaders(request.HeaderList)
	}
	if trace.Request != nil {
		for _, url := range trace.Request.URLList {
			known.ofURL(url.String())
		}
	}
	known.ofExchanges(trace.Exchanges)
}

func (known *knownSecrets) ofExchanges(exchanges []fetchspec.Exchange) {
	for i := range exchanges {
		known.ofURL(exchanges[i].Request.URL.String())
		known.ofHeaders(sentHeaders(&exchanges[i]))
		if exchanges[i].Response != nil {
			known.ofHeaders(exchanges[i].Response.HeaderList)
		}
	}
}

func (known *knownSecrets) ofHeaders(list fetchspec.HeaderList) {
	for _, header := range list {
		known.ofHeader(header.Name, header.Value)
	}
}

func (known *knownSecrets) ofHeader(name, value string) {
	switch strings.ToLower(name) {
	case "authorization", "proxy-authorization":
		known.ofCredentials(value)
	case "cookie":
		for pair := range strings.SplitSeq(value, ";") {
			known.ofCookie(pair)
		}
	case "set-cookie":
		pair, _, _ := strings.Cut(value, ";")
		known.ofCookie(pair)
	case "location", "referer", "content-location":
		known.ofURL(value)
	default:
		if isSecretName(name) {
			known.ofCredentials(value)
		}
	}
}

// ofCredentials adds what follows the scheme, and what Basic has encoded.
func (known *knownSecrets) ofCredentials(value string) {
	scheme, secret, found := strings.Cut(value, " ")
	if !found {
		known.add(value)
		return
	}
	known.add(secret)
	if !strings.EqualFold(scheme, "basic") {
		return
	}
	decoded, err := base64.StdEncoding.DecodeString(secret)
	if _, password, found := strings.Cut(string(decoded), ":"); err == nil && found {
		known.add(password)
	}
}

func (known *knownSecrets) ofCookie(pair string) {
	name, value, found := strings.Cut(strings.TrimSpace(pair), "=")
	if !found {
		value = name
	}
	if !isPlainWord(value) {
		known.add(value)
	}
}

func (known *knownSecrets) ofURL(url string) {
	if _, rest, found := strings.Cut(url, "://"); found {
		end := strings.IndexFunc(rest, endsAuthority)
		if end < 0 {
			end = len(rest)
		}
		if at := strings.LastIndexByte(rest[:end], '@'); at > 0 {
			_, password, _ := strings.Cut(rest[:at], ":")
			known.add(password)
			known.add(percentDecode(password))
		}
	}
	_, query, _ := strings.Cut(url, "?")
	for pair := range strings.FieldsFuncSeq(query, isParameterSeparator) {
		name, value, _ := strings.Cut(pair, "=")
		if isSecretName(percentDecode(name)) {
			known.add(value)
			known.add(percentDecode(value))
		}
	}
}

func isParameterSeparator(r rune) bool { return r == '&' || r == ';' || r == '#' }

func (known *knownSecrets) add(value string) {
	if len(value) < shortestKnownSecret || len(known.values) >= mostKnownSecrets || known.isPublic(value) {
		return
	}
	known.values[value] = true
}

// isPublic keeps what everybody may see, put where secrets stand, from being
// taken out everywhere: the page's own origin as a token, say.
func (known *knownSecrets) isPublic(value string) bool {
	for _, public := range known.public {
		if strings.Contains(public, value) {
			return true
		}
	}
	return false
}

// isPlainWord reports whether a cookie's value is a word such as "accepted",
// which would also be found in prose.
func isPlainWord(value string) bool {
	return len(value) <= 12 && isMadeOf(value, func(c byte) bool { return 'a' <= c && c <= 'z' })
}

// replacer is nil if nothing is to be replaced. Where one value begins with
// another the longer one goes first.
func (known *knownSecrets) replacer() *strings.Replacer {
	if len(known.values) == 0 {
		return nil
	}
	values := make([]string, 0, len(known.values))
	for value := range known.values {
		values = append(values, value)
	}
	slices.SortFunc(values, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	pairs := make([]string, 0, 2*len(values))
	for _, value := range values {
		pairs = append(pairs, value, marker(value))
	}
	return strings.NewReplacer(pairs...)
}
