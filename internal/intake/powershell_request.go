package intake

import (
	"net/url"
	"strconv"
	"strings"

	"corsplain/internal/curl"
	"corsplain/simulate"
)

// A psRequest is one Invoke-WebRequest on the way to a copied request.
type psRequest struct {
	script     *psScript
	parameters *psTable
	start, end int
}

func (request psRequest) text(name string) (string, bool) {
	value, has := request.parameters.get(name)
	return request.room().text(value), has
}

func (request psRequest) room() *expansion { return request.script.room }

func (request psRequest) fail(problem string) *SyntaxError {
	return request.script.at(request.start, request.end, problem)
}

func (request psRequest) build() (copiedRequest, error) {
	copied := copiedRequest{fromTool: true, fail: request.fail}
	address, has := request.text("uri")
	if !has {
		fault := request.fail("this command has no URL")
		fault.Expected = `-Uri "https://…"`
		return copied, fault
	}
	copied.url = copied.withScheme(address)
	copied.method = request.method()
	copied.headers = request.headers()
	if err := request.readBody(&copied); err != nil {
		return copied, err
	}
	if err := request.refuseFiles(); err != nil {
		return copied, err
	}
	request.readNetwork(&copied)
	return copied, nil
}

// method: PowerShell's own methods are written in any case, and sent in upper.
func (request psRequest) method() string {
	if custom, has := request.text("custommethod"); has {
		return custom
	}
	method, has := request.text("method")
	if !has {
		return "GET"
	}
	return strings.ToUpper(method)
}

func (request psRequest) headers() []simulate.HeaderField {
	var headers []simulate.HeaderField
	if session, ok := request.parameters.get("websession"); ok {
		if table, isTable := session.(*psTable); isTable {
			headers = append(headers, request.room().sessionHeaders(table)...)
		}
	}
	if agent, has := request.text("useragent"); has {
		headers = append(headers, simulate.HeaderField{Name: "User-Agent", Value: agent})
	}
	given, _ := request.parameters.get("headers")
	headers = append(headers, request.room().tableHeaders(given)...)
	if contentType, has := request.text("contenttype"); has {
		headers = append(headers, simulate.HeaderField{Name: "Content-Type", Value: contentType})
	}
	if scheme, _ := request.text("authentication"); strings.EqualFold(scheme, "bearer") || strings.EqualFold(scheme, "oauth") {
		token, _ := request.text("token")
		headers = append(headers, simulate.HeaderField{Name: "Authorization", Value: "Bearer " + token})
	}
	return headers
}

// readBody takes -Body; a table is a form, which a GET carries in its URL.
func (request psRequest) readBody(copied *copiedRequest) error {
	if form, has := request.parameters.get("form"); has {
		return request.readForm(copied, form)
	}
	value, has := request.parameters.get("body")
	if !has || value == nil {
		return nil
	}
	table, isTable := value.(*psTable)
	if !isTable {
		copied.body = []byte(request.room().text(value))
		copied.toolContentType = "application/x-www-form-urlencoded"
		return nil
	}
	fields := make([]string, len(table.keys))
	for i, name := range table.keys {
		fields[i] = url.QueryEscape(name) + "=" + url.QueryEscape(request.room().text(table.values[i]))
	}
	query := strings.Join(fields, "&")
	if copied.method == "GET" {
		copied.url = curl.AppendQuery(copied.url, query)
		return nil
	}
	copied.body, copied.toolContentType = []byte(query), "application/x-www-form-urlencoded"
	return nil
}

func (request psRequest) readForm(copied *copiedRequest, form psValue) error {
	table, isTable := form.(*psTable)
	if !isTable {
		return request.fail("-Form takes a table, @{ name = value }")
	}
	var parts []curl.FormPart
	for i, name := range table.keys {
		parts = append(parts, curl.FormPart{Name: name, Content: []byte(request.room().text(table.values[i]))})
	}
	copied.body, copied.toolContentType = curl.EncodeForm(parts)
	return nil
}

func (request psRequest) refuseFiles() error {
	for _, name := range []string{"infile", "certificate"} {
		if _, has := request.parameters.get(name); has {
			fault := request.fail("-" + name + " would read a file, which is not read")
			fault.Hint = "put the body into the command: -Body '…'"
			return fault
		}
	}
	return nil
}

func (request psRequest) readNetwork(copied *copiedRequest) {
	if skip, _ := request.parameters.get("skipcertificatecheck"); skip == true {
		copied.network.Insecure = true
	}
	if proxy, has := request.text("proxy"); has {
		copied.network.Proxy = proxy
	}
	if text, has := request.text("timeoutsec"); has {
		if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 {
			copied.timeoutMs = milliseconds(seconds)
		}
	}
	if version, has := request.text("httpversion"); has {
		copied.network.HTTPVersion = strings.TrimSuffix(version, ".0")
	}
}

// sessionHeaders are the Cookie and User-Agent that a session adds.
func (room *expansion) sessionHeaders(session *psTable) []simulate.HeaderField {
	var headers []simulate.HeaderField
	if agent, ok := session.get("useragent"); ok {
		headers = append(headers, simulate.HeaderField{Name: "User-Agent", Value: room.text(agent)})
	}
	if extra, ok := session.get("headers"); ok {
		headers = append(headers, room.tableHeaders(extra)...)
	}
	cookies, _ := session.get("cookies")
	table, isTable := cookies.(*psTable)
	if !isTable {
		return headers
	}
	var pairs []string
	for i, name := range table.keys {
		pairs = append(pairs, name+"="+room.text(table.values[i]))
	}
	return append(headers, simulate.HeaderField{Name: "Cookie", Value: strings.Join(pairs, "; ")})
}

func (room *expansion) tableHeaders(value psValue) []simulate.HeaderField {
	table, isTable := value.(*psTable)
	if !isTable {
		return nil
	}
	var headers []simulate.HeaderField
	for i, name := range table.keys {
		headers = append(headers, simulate.HeaderField{Name: name, Value: room.text(table.values[i])})
	}
	return headers
}
