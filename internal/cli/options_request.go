package cli

import "corsplain/internal/curl"

// requestOptions are curl's options for the request itself.
func requestOptions() []option {
	return []option{
		{name: "url", argument: "URL", help: "the URL, where an argument will not do", list: func(s *settings) *[]string { return &s.request.urls }},
		{name: "request", short: 'X', argument: "METHOD", help: "the method", text: func(s *settings) *string { return &s.request.method }},
		{name: "header", short: 'H', argument: "LINE", help: "a header that the script sets: 'Name: value', 'Name;' for an empty one, 'Name:' to leave it out, @FILE", list: func(s *settings) *[]string { return &s.request.headers }},
		{name: "data", short: 'd', argument: "DATA", help: "a form body; @FILE reads it without line ends, @- from standard input", set: addData(curl.DataPlain)},
		{name: "data-ascii", argument: "DATA", help: "the same", set: addData(curl.DataPlain)},
		{name: "data-raw", argument: "DATA", help: "the same, where @ means nothing", set: addData(curl.DataRaw)},
		{name: "data-binary", argument: "DATA", help: "the same, where @FILE keeps its line ends", set: addData(curl.DataBinary)},
		{name: "data-urlencode", argument: "DATA", help: "the same, percent-encoded: TEXT, =TEXT, NAME=TEXT, @FILE, NAME@FILE", set: addData(curl.DataURLEncoded)},
		{name: "json", argument: "DATA", help: "a JSON body, with Content-Type and Accept", set: addData(curl.DataJSON)},
		{name: "form", short: 'F', argument: "NAME=TEXT", help: "a FormData field; NAME=@FILE a file, NAME=<FILE text from one; ;type= ;filename=", set: addForm(false)},
		{name: "form-string", argument: "NAME=TEXT", help: "a FormData field as it is", set: addForm(true)},
		{name: "get", short: 'G', help: "put the data into the URL's query", flag: func(s *settings) *bool { return &s.request.queryData }},
		{name: "url-query", argument: "DATA", help: "add to the URL's query, as --data-urlencode does to a body", list: func(s *settings) *[]string { return &s.request.urlQuery }},
		{name: "head", short: 'I', help: "the method HEAD", flag: func(s *settings) *bool { return &s.request.head }},
		{name: "user", short: 'u', argument: "USER:PASSWORD", help: "set Authorization: Basic", text: func(s *settings) *string { return &s.request.user }},
		{name: "oauth2-bearer", argument: "TOKEN", help: "set Authorization: Bearer", text: func(s *settings) *string { return &s.request.bearer }},
		{name: "range", short: 'r', argument: "RANGE", help: "set Range: bytes=RANGE", text: func(s *settings) *string { return &s.request.rangeValue }},
		{name: "cookie", short: 'b', argument: "DATA", help: "cookies that the browser has: 'a=b; c=d', or a FILE; implies --credentials include", list: func(s *settings) *[]string { return &s.request.cookies }},
		{name: "set-cookie", argument: "LINE", help: "one that the server set before, with attributes: 'a=b; Secure; SameSite=Lax' (not in curl)", list: func(s *settings) *[]string { return &s.request.setCookies }},
		{name: "cookie-jar", short: 'c', argument: "FILE", help: "write the browser's cookies to FILE afterwards", text: func(s *settings) *string { return &s.request.cookieJar }},
		userAgentOption(),
		{name: "referer", short: 'e', argument: "URL", help: "the referrer; names the page, where only --origin is given", text: func(s *settings) *string { return &s.request.referer }},
	}
}

func addData(kind curl.DataKind) func(*settings, string) error {
	return func(s *settings, argument string) error {
		s.request.data = append(s.request.data, curl.Datum{Kind: kind, Argument: argument})
		return nil
	}
}

func addForm(literal bool) func(*settings, string) error {
	return func(s *settings, argument string) error {
		s.request.form = append(s.request.form, formField{argument: argument, literal: literal})
		return nil
	}
}

func userAgentOption() option {
	return option{name: "user-agent", short: 'A', argument: "TEXT", help: "the browser's User-Agent", text: func(s *settings) *string { return &s.request.userAgent }}
}
