package recordings

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// compared is what of a result is compared, each part as one text.
type compared struct {
	verdict string // "allowed", "opaque" or "error"
	wire    string
	headers string
	console string
}

// verdictClass folds what a script cannot tell apart.
func verdictClass(outcome string) string {
	switch outcome {
	case "blocked", "failed", "error":
		return "error"
	}
	return outcome
}

// author are the headers that the scripts of a scenario set.
type author struct {
	names  []string // in lower case, in order, without those that browsers keep
	values map[string][]string
}

var browsersOwn = regexp.MustCompile(`^(accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$`)

func authorOf(requests []json.RawMessage) author {
	of := author{values: map[string][]string{}}
	hasBody := false
	for _, text := range requests {
		var request struct {
			Headers          [][2]string
			Body, BodyBase64 *string
		}
		if json.Unmarshal(text, &request) != nil {
			continue
		}
		hasBody = hasBody || request.Body != nil || request.BodyBase64 != nil
		for _, header := range request.Headers {
			name := strings.ToLower(header[0])
			of.values[name] = append(of.values[name], strings.TrimSpace(header[1]))
			if !browsersOwn.MatchString(name) && !slices.Contains(of.names, name) {
				of.names = append(of.names, name)
			}
		}
	}
	if hasBody && !slices.Contains(of.names, "content-type") {
		of.names = append(of.names, "content-type")
	}
	slices.Sort(of.names)
	return of
}

var (
	scenarioURL = regexp.MustCompile(`^https?://[^/]*:(8101|8102|8103|8104|8105|8541|8542|8543|8544)/[sc]/[^/]+/[^/]`)
	boundary    = regexp.MustCompile(`boundary=\S+`)
)

// wireKey is a line for each request that went to a scenario's hop.
func wireKey(list []wireRequest, author author) string {
	var lines []string
	for _, request := range list {
		if !scenarioURL.MatchString(request.URL) {
			continue
		}
		address, err := url.Parse(request.URL)
		if err != nil {
			continue
		}
		address.User, address.Fragment = nil, ""
		parts := []string{request.Kind, request.Method, address.String()}
		for _, name := range []string{"origin", "access-control-request-method", "access-control-request-headers", "cookie"} {
			parts = append(parts, request.get(name))
		}
		if request.Kind != "preflight" {
			for _, name := range author.names {
				parts = append(parts, name+"="+author.own(name, request.get(name)))
			}
		}
		lines = append(lines, strings.Join(parts, " | "))
	}
	return strings.Join(lines, "\n")
}

// own is the value if the author set it: some headers browsers also send by
// themselves.
func (author author) own(name, value string) string {
	switch name {
	case "accept", "accept-language", "user-agent", "upgrade-insecure-requests", "priority":
		if !slices.Contains(author.values[name], value) {
			return "-"
		}
	}
	return boundary.ReplaceAllString(value, "boundary=*")
}

// get is a header's combined value; "-" for none.
func (request wireRequest) get(name string) string {
	var values []string
	for _, header := range request.Headers {
		if strings.EqualFold(header[0], name) {
			values = append(values, header[1])
		}
	}
	if values == nil {
		return "-"
	}
	return strings.TrimSpace(strings.Join(values, ", "))
}

// headerKey is what a script can read: names in lower case, repeats combined.
func headerKey(list [][2]string) string {
	var names []string
	values := map[string]string{}
	for _, header := range list {
		name := strings.ToLower(header[0])
		if value, has := values[name]; has {
			values[name] = value + ", " + header[1]
			continue
		}
		names = append(names, name)
		values[name] = header[1]
	}
	slices.Sort(names)
	var lines []string
	for _, name := range names {
		lines = append(lines, name+": "+values[name])
	}
	return strings.Join(lines, "\n")
}

var (
	chatter       = regexp.MustCompile(`^(Failed to load resource:|Cookie “|Error parsing 'integrity'|downloadable font: (download failed|rejected)|Firefox can’t establish a connection)`)
	nullPrincipal = regexp.MustCompile(`moz-nullprincipal:\{[^}]*\}`)
)

// consoleKey leaves out lines about other things than the request's fate.
func consoleKey(lines []string) string {
	var kept []string
	for _, line := range lines {
		if !chatter.MatchString(line) {
			kept = append(kept, nullPrincipal.ReplaceAllString(line, "moz-nullprincipal:{*}"))
		}
	}
	return strings.Join(kept, "\n")
}

// characters gives each byte the character that a script sees.
func characters(text string) string {
	runes := make([]rune, len(text))
	for i := range len(text) {
		runes[i] = rune(text[i])
	}
	return string(runes)
}

func pairsOf(list fetchspec.HeaderList) [][2]string {
	var pairs [][2]string
	for _, header := range list {
		pairs = append(pairs, [2]string{characters(header.Name), characters(header.Value)})
	}
	return pairs
}
