package cli

import (
	"encoding/base64"
	"strings"

	"corsplain/fetchspec"
	"corsplain/internal/curl"
	"corsplain/internal/nearest"
	"corsplain/simulate"
)

// A callBuilder makes calls of the settings. What it finds out on the way
// that a user may want to know goes to note, or to warn.
type callBuilder struct {
	settings *settings
	files    curl.Files
	note     func(format string, arguments ...any)
	warn     func(format string, arguments ...any)

	call    simulate.Call
	removed []string           // names that -H 'Name:' leaves out
	jar     []fetchspec.Cookie // from cookie files
	pairs   []string           // cookies as name=value, from -b
}

// calls makes one call for each URL.
func (build *callBuilder) calls(operands []string) ([]simulate.Call, error) {
	urls, err := build.urls(operands)
	if err != nil {
		return nil, err
	}
	steps := []func() error{build.page, build.api, build.headers, build.body, build.method, build.referrer, build.cookies}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	build.call.TimeoutMs = int(build.settings.run.timeout.Milliseconds())
	calls := make([]simulate.Call, len(urls))
	for i, text := range urls {
		if calls[i], err = build.callTo(text); err != nil {
			return nil, err
		}
	}
	return calls, nil
}

// urls are the URLs as given, which must be there, and a page with them.
func (build *callBuilder) urls(operands []string) ([]string, error) {
	urls := append(append([]string(nil), build.settings.request.urls...), operands...)
	if len(urls) == 0 {
		return nil, wrong("there is no URL").hint("for example: %s", exampleCommand).hint("corsplain --help lists the options, corsplain demo shows what it does")
	}
	if err := commandAmongURLs(urls); err != nil {
		return nil, err
	}
	if build.settings.page.origin == "" && build.settings.page.page == "" {
		return nil, missingPage(urls[0], build.settings.request.headers)
	}
	return urls, nil
}

const exampleCommand = "corsplain --origin https://app.example.com https://api.example.com/users"

// commandAmongURLs notices a command that does not come first, or is spelled
// wrong: "bacth" could be a host, but hardly is.
func commandAmongURLs(urls []string) error {
	word := urls[0]
	if commandNamed(word) != nil {
		return wrong("%s is not a URL", word).hint("the command comes first: corsplain %s …", word)
	}
	if strings.ContainsAny(word, ".:/") {
		return nil
	}
	if meant, ok := nearest.Word(word, commandNames()); ok {
		return wrong("%s is neither a command nor a URL", word).hint("did you mean %s?", meant)
	}
	return nil
}

// callTo is the call for one URL.
func (build *callBuilder) callTo(text string) (simulate.Call, error) {
	call := build.call
	text, err := build.absolute(text)
	if err != nil {
		return call, err
	}
	query, err := build.query()
	if err != nil {
		return call, err
	}
	call.URL = curl.AppendQuery(text, query)
	url, err := fetchspec.ParseURL(call.URL)
	if err != nil {
		return call, notURL(text, err)
	}
	call.Cookies = append(build.jarLines(url), call.Cookies...)
	return call, nil
}

// notURL says what is wrong with a URL, where there are words for it.
func notURL(text string, err error) error {
	if problem := fetchspec.URLProblem(err); problem != "" {
		return wrong("%s is not a URL: %s", text, problem)
	}
	return wrong("%s is not a URL", text)
}

// absolute completes a URL as curl does. One that has only a path means
// something to a page, but the tool's user may mean another host.
func (build *callBuilder) absolute(text string) (string, error) {
	if text == "" {
		return "", wrong("the URL is empty").hint("for example: %s", exampleCommand)
	}
	if strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") {
		usage := wrong("%s has no host: the URL must be absolute", text)
		if base := build.pageURL(); base != nil {
			if meant, err := base.Parse(text); err == nil {
				usage.hint("on the page's own host it is %s", meant)
			}
		}
		return "", usage
	}
	full, guessed := curl.GuessScheme(text)
	if guessed {
		build.note("%s has no scheme; taken as %s", text, full)
	}
	return full, nil
}

// query is what -G and --url-query add to the URL.
func (build *callBuilder) query() (string, error) {
	request := &build.settings.request
	var pieces []curl.Datum
	if request.queryData {
		pieces = append(pieces, request.data...)
	}
	for _, argument := range request.urlQuery {
		kind := curl.DataURLEncoded
		if raw, found := strings.CutPrefix(argument, "+"); found {
			kind, argument = curl.DataRaw, raw
		}
		pieces = append(pieces, curl.Datum{Kind: kind, Argument: argument})
	}
	query, err := curl.JoinData(pieces, build.files)
	if err != nil {
		return "", wrong("%w", err)
	}
	return string(query), nil
}

// method is -X's, or the one that the other options imply.
func (build *callBuilder) method() error {
	request := &build.settings.request
	var ways []string
	if request.head {
		ways = append(ways, "-I (HEAD)")
	}
	if len(request.data) > 0 && !request.queryData {
		ways = append(ways, "-d (POST)")
	}
	if len(request.form) > 0 {
		ways = append(ways, "-F (POST)")
	}
	if len(ways) > 1 {
		return wrong("%s each make another request; use one of them", strings.Join(ways, " and "))
	}
	switch {
	case request.method != "":
		build.call.Method = request.method
	case request.head:
		build.call.Method = "HEAD"
	case len(ways) > 0:
		build.call.Method = "POST"
	}
	return nil
}

// headers are those of -H, then what other options add unless -H did or left
// it out.
func (build *callBuilder) headers() error {
	request := &build.settings.request
	for _, argument := range request.headers {
		headers, err := curl.ParseHeaders(argument, build.files)
		if err != nil {
			return wrong("-H %s: %w", firstWord(argument), err)
		}
		for _, header := range headers {
			if header.Remove {
				build.remove(header.Name)
				continue
			}
			build.call.Headers = append(build.call.Headers, simulate.HeaderField{Name: header.Name, Value: header.Value})
		}
	}
	if request.user != "" {
		if !strings.Contains(request.user, ":") {
			return wrong("-u: the password is missing").hint("write USER:PASSWORD; for an empty password USER:")
		}
		build.addHeader("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(request.user)))
	}
	if request.bearer != "" {
		build.addHeader("Authorization", "Bearer "+request.bearer)
	}
	if request.rangeValue != "" {
		build.addHeader("Range", "bytes="+request.rangeValue)
	}
	return nil
}

// remove leaves a header out. What the browser adds by itself a script cannot
// take away, but for the referrer.
func (build *callBuilder) remove(name string) {
	build.removed = append(build.removed, name)
	switch strings.ToLower(name) {
	case "content-type", "authorization", "range":
	case "referer":
		none := ""
		build.call.Referrer = &none
	case "accept":
		if !build.settings.sendsJSON() {
			build.warn("-H %s: a script cannot leave out the browser's own header", name+":")
		}
	default:
		build.warn("-H %s: a script cannot leave out the browser's own header", name+":")
	}
}

// addHeader sets a header unless -H set it or left it out.
func (build *callBuilder) addHeader(name, value string) {
	if build.isSet(name) || build.isRemoved(name) {
		return
	}
	build.call.Headers = append(build.call.Headers, simulate.HeaderField{Name: name, Value: value})
}

func (build *callBuilder) isSet(name string) bool {
	for _, header := range build.call.Headers {
		if strings.EqualFold(header.Name, name) {
			return true
		}
	}
	return false
}

func (build *callBuilder) isRemoved(name string) bool {
	for _, removed := range build.removed {
		if strings.EqualFold(removed, name) {
			return true
		}
	}
	return false
}
