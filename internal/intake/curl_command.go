package intake

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"corsplain/internal/curl"
	"corsplain/simulate"
)

// curlRequests reads the requests of one curl command: one for each URL, and
// afresh after --next.
func curlRequests(src source, command shellCommand, options Options) ([]copiedRequest, error) {
	arguments, err := curlArguments(src, command.words[1:])
	if err != nil {
		return nil, err
	}
	var requests []copiedRequest
	operation := newCurlOperation(src, command, options)
	fromBrowser := command.copiedFromBrowser()
	operation.fromBrowser = fromBrowser
	for _, argument := range arguments {
		if argument.option.Name == "next" {
			if requests, err = operation.finish(requests); err != nil {
				return nil, err
			}
			operation = newCurlOperation(src, command, options)
			operation.fromBrowser = fromBrowser
			continue
		}
		if err := operation.apply(argument); err != nil {
			return nil, err
		}
	}
	return operation.finish(requests)
}

// A curlOperation is what the options of a curl command add up to.
type curlOperation struct {
	source
	command shellCommand
	options Options

	urls        []word
	method      string
	head, get   bool
	headers     []simulate.HeaderField
	headerWords map[string]word // where each header stands, by its name in lower case
	removed     []string        // header names that -H 'name:' leaves out
	cookies     []string
	cookieFile  []curl.Cookie
	userAgent   string
	referer     string
	user        *string
	bearer      string
	byteRange   string
	body        curlBody
	queries     []string
	globOff     bool
	scheme      string
	network     NetworkOptions
	timeoutMs   int
	ignored     []string
	notes       []string
	caveats     []string
	uploadsFile bool
	fromBrowser bool // a browser wrote the command
}

func newCurlOperation(src source, command shellCommand, options Options) *curlOperation {
	operation := &curlOperation{source: src, command: command, options: options, scheme: "http", headerWords: map[string]word{}}
	operation.notes = append(operation.notes, command.notes...)
	if command.lost > 0 {
		operation.caveat("characters were lost when the command was copied (%d): in its cmd form Chrome writes a blank for each that is outside ASCII or a control character; its bash form keeps them", command.lost)
	}
	return operation
}

// apply does what one argument asks for. An option without a case does not
// change the request.
func (operation *curlOperation) apply(argument curlArgument) error {
	if argument.unknown != "" {
		operation.caveat("%s is not an option of curl that is known here; it is ignored", cut(argument.unknown))
		return nil
	}
	switch argument.option.Name {
	case "", "url":
		operation.urls = append(operation.urls, word{value: argument.value, start: argument.valueAt.start, end: argument.valueAt.end})
		return operation.refuseURLFile(argument)
	case "request":
		operation.method = argument.value
	case "head":
		operation.head = true
	case "get":
		operation.get = true
	case "header":
		return operation.header(argument)
	case "cookie":
		return operation.cookie(argument)
	case "user-agent":
		operation.userAgent = argument.value
	case "referer":
		operation.referer, _, _ = strings.Cut(argument.value, ";auto")
	case "user":
		operation.user = &argument.value
	case "oauth2-bearer":
		operation.bearer = argument.value
	case "range":
		operation.byteRange = argument.value
	case "globoff":
		operation.globOff = true
	case "proto-default":
		operation.scheme = argument.value
	case "url-query":
		return operation.query(argument)
	case "data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json", "form", "form-string", "upload-file":
		return operation.data(argument)
	default:
		return operation.connection(argument)
	}
	return nil
}

// caveat notes what somebody who reads the verdict must know.
func (operation *curlOperation) caveat(format string, arguments ...any) {
	operation.note(format, arguments...)
	operation.caveats = append(operation.caveats, fmt.Sprintf(format, arguments...))
}

func (operation *curlOperation) note(format string, arguments ...any) {
	operation.notes = append(operation.notes, fmt.Sprintf(format, arguments...))
}

func (operation *curlOperation) refuseURLFile(argument curlArgument) error {
	if argument.option.Name == "url" && strings.HasPrefix(argument.value, "@") {
		return operation.at(argument.valueAt.start, argument.valueAt.end, "a file of URLs is not read")
	}
	return nil
}

// connection applies the options that concern the connection, and those that
// are passed over.
func (operation *curlOperation) connection(argument curlArgument) error {
	network := &operation.network
	switch name := argument.option.Name; name {
	case "insecure":
		network.Insecure = true
		operation.note("--insecure: any certificate is accepted, which a browser would not do")
	case "resolve":
		network.Resolve = append(network.Resolve, argument.value)
	case "connect-to":
		network.ConnectTo = append(network.ConnectTo, argument.value)
	case "proxy":
		network.Proxy = argument.value
	case "socks5", "socks5-hostname", "socks4", "socks4a":
		network.Proxy = strings.TrimSuffix(name, "-hostname") + "://" + argument.value
	case "http1.0":
		network.HTTPVersion = "1.0"
	case "http1.1":
		network.HTTPVersion = "1.1"
	case "http2", "http2-prior-knowledge":
		network.HTTPVersion = "2"
	case "http3", "http3-only":
		network.HTTPVersion = "3"
	case "ipv4":
		network.IPVersion = 4
	case "ipv6":
		network.IPVersion = 6
	case "cacert", "cert", "key":
		return operation.certificate(name, argument)
	case "max-time":
		return operation.maxTime(argument)
	case "config", "variable", "expand-url", "expand-data", "expand-header":
		fault := operation.at(argument.at.start, argument.at.end, "--"+name+" gets a part of the command from elsewhere, which is not read")
		fault.Hint = "write the whole request into the command"
		return fault
	case "digest", "ntlm", "ntlm-wb", "negotiate", "anyauth", "aws-sigv4":
		operation.caveat("--%s is not done: what a page's script can send is an Authorization header with its value", name)
	case "location", "location-trusted":
		operation.note("--location says nothing new: a browser follows redirects")
	default:
		operation.ignore(argument.option)
	}
	return nil
}

func (operation *curlOperation) ignore(option curl.Option) {
	name := "--" + option.Name
	for _, known := range operation.ignored {
		if known == name {
			return
		}
	}
	operation.ignored = append(operation.ignored, name)
}

// certificate keeps a file's name only if the user allowed files: a pasted
// text must not make a browser show somebody's certificate.
func (operation *curlOperation) certificate(name string, argument curlArgument) error {
	if !operation.options.AllowFiles {
		return operation.refuseFile(argument, "--"+name)
	}
	switch name {
	case "cacert":
		operation.network.CACert = argument.value
	case "cert":
		operation.network.ClientCert = argument.value
	case "key":
		operation.network.ClientKey = argument.value
	}
	return nil
}

func (operation *curlOperation) refuseFile(argument curlArgument, what string) error {
	fault := operation.at(argument.valueAt.start, argument.valueAt.end, what+" names a file, and files named in a pasted text are not read")
	fault.Hint = "if the text is yours, add --allow-files"
	return fault
}

func (operation *curlOperation) maxTime(argument curlArgument) error {
	seconds, err := strconv.ParseFloat(argument.value, 64)
	if err != nil || math.IsNaN(seconds) || seconds < 0 {
		fault := operation.at(argument.valueAt.start, argument.valueAt.end, "this is not a number of seconds")
		fault.Expected = "a number, as 30 or 2.5"
		return fault
	}
	operation.timeoutMs = milliseconds(seconds)
	return nil
}

func milliseconds(seconds float64) int {
	return int(min(seconds*1000, math.MaxInt32))
}

// header reads -H.
func (operation *curlOperation) header(argument curlArgument) error {
	if !strings.HasPrefix(argument.value, "@") {
		name, _, _ := strings.Cut(argument.value, ":")
		operation.headerWords[asciiLower(name)] = argument.valueAt
		operation.headerField(argument.value)
		return nil
	}
	headers, err := curl.ParseHeaders(argument.value, operation.files(argument, "-H @file"))
	if err != nil {
		return operation.argumentFault(argument, err)
	}
	for _, header := range headers {
		operation.headers = append(operation.headers, simulate.HeaderField{Name: header.Name, Value: header.Value})
	}
	return nil
}

// headerField takes one header. curl leaves a header without value out;
// Firefox writes an empty header so, with the blank after the colon.
func (operation *curlOperation) headerField(text string) {
	if pseudo, isPseudo := strings.CutPrefix(text, ":"); isPseudo {
		name, value, _ := strings.Cut(pseudo, ":")
		operation.headers = append(operation.headers, simulate.HeaderField{Name: ":" + name, Value: strings.TrimSpace(value)})
		return
	}
	header, err := curl.ParseHeader(text)
	switch {
	case err != nil && text == "":
	case err != nil:
		operation.caveat("the header %q %s; curl leaves it out", cut(text), err)
	case !header.Remove:
		operation.headers = append(operation.headers, simulate.HeaderField{Name: header.Name, Value: header.Value})
	case strings.HasSuffix(text, ": ") && !isCurlsOwnHeader(asciiLower(header.Name)) && operation.fromBrowser:
		operation.headers = append(operation.headers, simulate.HeaderField{Name: header.Name})
		operation.note("%s is taken as an empty header, which Firefox copies so", cut(header.Name))
	default:
		operation.removed = append(operation.removed, header.Name)
	}
}

// isCurlsOwnHeader reports whether curl would send the header by itself, so
// that leaving it out means something.
func isCurlsOwnHeader(name string) bool {
	switch name {
	case "host", "user-agent", "accept", "content-type", "content-length", "expect", "authorization", "cookie", "referer":
		return true
	}
	return false
}

// copiedFromBrowser reports whether a header among the words is one that only
// a browser sends.
func (command shellCommand) copiedFromBrowser() bool {
	for _, argument := range command.words {
		lower := asciiLower(argument.value[:min(len(argument.value), 40)])
		if strings.HasPrefix(lower, "sec-fetch-") || strings.HasPrefix(lower, "user-agent: mozilla/") {
			return true
		}
	}
	return false
}

// cookie reads -b: pairs, or the name of a file.
func (operation *curlOperation) cookie(argument curlArgument) error {
	if strings.Contains(argument.value, "=") {
		operation.cookies = append(operation.cookies, argument.value)
		return nil
	}
	if argument.value == "" {
		return nil
	}
	content, err := operation.readFile(argument, argument.value, "-b without = in its value")
	if err != nil {
		return err
	}
	file, err := curl.ParseCookieFile(content)
	if err != nil {
		return operation.argumentFault(argument, err)
	}
	operation.cookieFile = append(operation.cookieFile, file.Cookies...)
	return nil
}

// fileCookies are the pairs of a cookie file that belong to the host.
func (operation *curlOperation) fileCookies(host string) []string {
	var pairs []string
	for _, cookie := range operation.cookieFile {
		inDomain := !cookie.HostOnly && strings.HasSuffix(host, "."+asciiLower(cookie.Domain))
		if inDomain || host == asciiLower(cookie.Domain) {
			pairs = append(pairs, cookie.Name+"="+cookie.Value)
		}
	}
	return pairs
}

// query reads --url-query.
func (operation *curlOperation) query(argument curlArgument) error {
	if raw, isRaw := strings.CutPrefix(argument.value, "+"); isRaw {
		operation.queries = append(operation.queries, raw)
		return nil
	}
	encoded, err := curl.EncodeData(argument.value, operation.files(argument, "--url-query name@file"))
	operation.queries = append(operation.queries, encoded)
	return operation.argumentFault(argument, err)
}

// files reads the files that an argument names.
func (operation *curlOperation) files(argument curlArgument, what string) curl.Files {
	return func(name string) ([]byte, error) { return operation.readFile(argument, name, what) }
}

// argumentFault places an error at the argument, unless it has its place; nil
// for no error.
func (operation *curlOperation) argumentFault(argument curlArgument, err error) error {
	var placed *SyntaxError
	if err == nil || errors.As(err, &placed) {
		return err
	}
	return operation.at(argument.valueAt.start, argument.valueAt.end, "the value of --"+argument.option.Name+" "+err.Error())
}

// readFile reads an @file, if the user allowed it.
func (operation *curlOperation) readFile(argument curlArgument, name, what string) ([]byte, error) {
	if name == "-" {
		return operation.readStandardInput(argument)
	}
	if !operation.options.AllowFiles || operation.options.ReadFile == nil {
		return nil, operation.refuseFile(argument, what)
	}
	content, err := operation.options.ReadFile(name)
	if err != nil {
		return nil, operation.at(argument.valueAt.start, argument.valueAt.end, "the file cannot be read: "+err.Error())
	}
	if len(content) > maxFileBytes {
		return nil, operation.at(argument.valueAt.start, argument.valueAt.end, "the file is larger than 16 MiB")
	}
	return content, nil
}

// readStandardInput reads the here-document. Whoever reads standard input a
// second time finds nothing more.
func (operation *curlOperation) readStandardInput(argument curlArgument) ([]byte, error) {
	if operation.command.stdin != nil {
		content := []byte(*operation.command.stdin)
		*operation.command.stdin = ""
		return content, nil
	}
	fault := operation.at(argument.valueAt.start, argument.valueAt.end, "curl would read its standard input here, which is not in the text")
	fault.Hint = "put the body into the command: --data-raw '…'"
	return nil, fault
}

func basicAuthorization(user, password string) simulate.HeaderField {
	encoded := base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
	return simulate.HeaderField{Name: "Authorization", Value: "Basic " + encoded}
}

func percentDecode(text string) string {
	decoded, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return decoded
}
