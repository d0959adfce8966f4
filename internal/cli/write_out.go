package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"corsplain/fetchspec"
	"corsplain/internal/report"
	"corsplain/simulate"
)

// writeOut writes the text of -w, which is curl's language: %{variable}, %%,
// %header{NAME}, \n, \r, \t, and %{stdout}, %{stderr} and %output{FILE} for
// where it goes.
//
// https://curl.se/docs/manpage.html#-w
func (invocation *invocation) writeOut(judged *judged) error {
	format := invocation.settings.output.writeOut
	if format == "" {
		return nil
	}
	if name, isFile := strings.CutPrefix(format, "@"); isFile {
		content, err := invocation.readFile(name)
		if err != nil {
			return wrong("-w: %w", err)
		}
		format = string(content)
	}
	writer := &outWriter{invocation: invocation, judged: judged, to: invocation.Out, variables: outVariables(judged)}
	defer writer.close()
	return writer.write(format)
}

// An outWriter writes one format.
type outWriter struct {
	invocation *invocation
	judged     *judged
	variables  map[string]outValue
	to         io.Writer
	file       *os.File // of %output{FILE}; nil if none is open
	buffer     bytes.Buffer
}

func (writer *outWriter) write(format string) error {
	for format != "" {
		special := strings.IndexAny(format, `%\`)
		if special < 0 || special+1 == len(format) {
			writer.buffer.WriteString(format)
			break
		}
		writer.buffer.WriteString(format[:special])
		var err error
		if format, err = writer.special(format[special:]); err != nil {
			return err
		}
	}
	return writer.flush()
}

// special writes what an escape or a variable at the beginning of format
// stands for, and returns what follows it.
func (writer *outWriter) special(format string) (string, error) {
	switch format[:2] {
	case `\n`:
		writer.buffer.WriteByte('\n')
	case `\r`:
		writer.buffer.WriteByte('\r')
	case `\t`:
		writer.buffer.WriteByte('\t')
	case "%%":
		writer.buffer.WriteByte('%')
	case "%{":
		return writer.variable(format[2:])
	case "%o", "%h":
		return writer.function(format)
	default:
		writer.buffer.WriteString(format[:2])
	}
	return format[2:], nil
}

// function writes what %output{FILE} and %header{NAME} stand for.
func (writer *outWriter) function(format string) (string, error) {
	if name, after, found := cutBraced(format, "%output{"); found {
		return after, writer.redirect(name)
	}
	if name, after, found := cutBraced(format, "%header{"); found {
		writer.received(writer.header(name))
		return after, nil
	}
	writer.buffer.WriteString(format[:2])
	return format[2:], nil
}

func (writer *outWriter) variable(rest string) (string, error) {
	name, after, found := strings.Cut(rest, "}")
	if !found {
		writer.buffer.WriteString("%{")
		return rest, nil
	}
	switch name {
	case "stdout":
		return after, writer.switchTo(writer.invocation.Out)
	case "stderr":
		return after, writer.switchTo(writer.invocation.Err)
	case "json":
		return after, writer.writeJSON()
	case "header_json":
		return after, writer.writeHeaderJSON()
	case "onerror":
		if writer.variables["errormsg"] == outText("") {
			return "", nil
		}
		return after, nil
	}
	value, known := writer.variables[name]
	if !known {
		writer.invocation.warn("-w: there is no variable %s", name)
		return after, nil
	}
	writer.received(value.text())
	return after, nil
}

// received writes what may come from a server.
func (writer *outWriter) received(text string) {
	if isTerminal(writer.to) {
		text = plain(text)
	}
	writer.buffer.WriteString(text)
}

func cutBraced(format, begin string) (name, after string, found bool) {
	inside, found := strings.CutPrefix(format, begin)
	if !found {
		return "", "", false
	}
	return strings.Cut(inside, "}")
}

// redirect makes what follows go to a file; ">>" before its name appends.
func (writer *outWriter) redirect(name string) error {
	flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if appended, found := strings.CutPrefix(name, ">>"); found {
		name, flags = appended, os.O_WRONLY|os.O_CREATE|os.O_APPEND
	}
	file, err := os.OpenFile(name, flags, forAll)
	if err != nil {
		return wrong("-w: %w", outputError(name, err))
	}
	if err := writer.switchTo(file); err != nil {
		return err
	}
	writer.file = file
	return nil
}

// switchTo ends what went to one place and begins another.
func (writer *outWriter) switchTo(to io.Writer) error {
	err := writer.flush()
	writer.close()
	writer.to = to
	return err
}

func (writer *outWriter) flush() error {
	_, err := writer.buffer.WriteTo(writer.to)
	return err
}

func (writer *outWriter) close() {
	if writer.file != nil {
		writer.file.Close()
		writer.file = nil
	}
}

// header is the value of a response's header, as received.
func (writer *outWriter) header(name string) string {
	exchange := lastExchange(writer.judged.result)
	if exchange == nil || exchange.Response == nil {
		return ""
	}
	value, _ := exchange.Response.HeaderList.Get(name)
	return value
}

func (writer *outWriter) writeJSON() error {
	encoded, err := json.Marshal(writer.variables)
	writer.buffer.Write(encoded)
	return err
}

// writeHeaderJSON writes the response's headers as curl does: names in lower
// case, each with the list of its values.
func (writer *outWriter) writeHeaderJSON() error {
	headers := map[string][]report.ByteString{}
	if exchange := lastExchange(writer.judged.result); exchange != nil && exchange.Response != nil {
		for _, header := range exchange.Response.HeaderList {
			name := strings.ToLower(header.Name)
			headers[name] = append(headers[name], report.ByteString(header.Value))
		}
	}
	encoded, err := json.MarshalIndent(headers, "", "  ")
	writer.buffer.Write(encoded)
	return err
}

// An outValue is a variable's value: text, a number, or seconds.
type outValue interface{ text() string }

type (
	outText    string
	outNumber  int64
	outStatus  int // three digits
	outSeconds time.Duration
)

func (value outText) text() string    { return string(value) }
func (value outNumber) text() string  { return strconv.FormatInt(int64(value), 10) }
func (value outStatus) text() string  { return fmt.Sprintf("%03d", int(value)) }
func (value outSeconds) text() string { return fmt.Sprintf("%.6f", time.Duration(value).Seconds()) }

// MarshalJSON writes seconds as a number.
func (value outSeconds) MarshalJSON() ([]byte, error) { return []byte(value.text()), nil }

// outVariables are curl's variables that make sense here, and verdict, code
// and preflight. Those about an exchange are about the last one.
func outVariables(judged *judged) map[string]outValue {
	variables := map[string]outValue{
		"verdict":       outText(judged.report.Verdict),
		"code":          outText(firstCode(judged.report)),
		"preflight":     outText(preflightWord(judged.report)),
		"exitcode":      outNumber(statusOf(judged.report.Verdict)),
		"errormsg":      outText(errorMessage(judged.report)),
		"url":           outText(judged.result.Call.URL),
		"url_effective": outText(judged.result.Call.URL),
		"method":        outText(cmp.Or(judged.result.Call.Method, "GET")),
		"time_total":    outSeconds(judged.result.Total),
	}
	exchange := lastExchange(judged.result)
	if exchange == nil {
		exchange = &fetchspec.Exchange{}
	}
	addExchangeVariables(variables, exchange)
	addTraceVariables(variables, judged.result)
	return variables
}

func addExchangeVariables(variables map[string]outValue, exchange *fetchspec.Exchange) {
	response := exchange.Response
	if response == nil {
		response = &fetchspec.HTTPResponse{}
	}
	contentType, _ := response.HeaderList.Get("Content-Type")
	location, _ := response.HeaderList.Get("Location")
	host, port := splitAddress(response.RemoteAddress)
	timing := response.Timing
	connected := timing.NameLookup + timing.Connect
	secured := connected + timing.TLS
	for name, value := range map[string]outValue{
		"http_code":          outStatus(response.Status),
		"response_code":      outStatus(response.Status),
		"http_version":       outText(response.HTTPVersion),
		"content_type":       outText(contentType),
		"redirect_url":       outText(redirectURL(exchange.Request.URL, location)),
		"size_download":      outNumber(response.Body.Size),
		"size_upload":        outNumber(bodySize(exchange.Request.Body)),
		"num_headers":        outNumber(len(response.HeaderList)),
		"remote_ip":          outText(host),
		"remote_port":        outText(port),
		"time_namelookup":    outSeconds(timing.NameLookup),
		"time_connect":       outSeconds(connected),
		"time_appconnect":    outSeconds(appConnect(timing, secured)),
		"time_pretransfer":   outSeconds(secured),
		"time_starttransfer": outSeconds(secured + timing.FirstByte),
	} {
		variables[name] = value
	}
	if exchange.Request.URL != nil {
		variables["scheme"] = outText(exchange.Request.URL.Scheme())
		variables["url_effective"] = outText(exchange.Request.URL.WithoutFragment())
		variables["method"] = outText(exchange.Request.Method)
	} else {
		variables["scheme"] = outText("")
	}
}

// addTraceVariables adds those about all exchanges.
func addTraceVariables(variables map[string]outValue, result *simulate.Result) {
	redirects, connections := 0, 0
	if result.Trace != nil {
		for _, exchange := range result.Trace.Exchanges {
			redirects = max(redirects, exchange.Hop)
			if exchange.Response != nil && exchange.Response.Timing.Connect > 0 {
				connections++
			}
		}
	}
	variables["num_redirects"] = outNumber(redirects)
	variables["num_connects"] = outNumber(connections)
}

// appConnect is 0 without TLS, as curl's is.
func appConnect(timing fetchspec.Timing, secured time.Duration) time.Duration {
	if timing.TLS == 0 {
		return 0
	}
	return secured
}

func bodySize(body *fetchspec.Body) int {
	if body == nil {
		return 0
	}
	return len(body.Bytes)
}

func redirectURL(base *fetchspec.URL, location string) string {
	if base == nil || location == "" {
		return ""
	}
	url, err := base.Parse(location)
	if err != nil {
		return ""
	}
	return url.String()
}

func splitAddress(address string) (host, port string) {
	end := strings.LastIndexByte(address, ':')
	if end < 0 {
		return address, ""
	}
	return strings.Trim(address[:end], "[]"), address[end+1:]
}

func firstCode(report *report.Report) string {
	if len(report.Blockers) > 0 {
		return string(report.Blockers[0].Code)
	}
	if report.Error != nil {
		return report.Error.Code
	}
	return ""
}

// preflightWord is "none", "needed", or "cached" for one that an earlier
// preflight's answer made unnecessary.
func preflightWord(report *report.Report) string {
	switch {
	case report.Preflight == nil || !report.Preflight.Needed:
		return "none"
	case report.Preflight.FromCache:
		return "cached"
	}
	return "needed"
}

func errorMessage(report *report.Report) string {
	if report.Error != nil {
		return report.Error.Message
	}
	return ""
}
