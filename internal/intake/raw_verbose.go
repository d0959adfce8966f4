package intake

import (
	"errors"
	"net"
	"strings"

	"corsplain/fetchspec"
)

// A verboseReader reads what `curl -v` prints: "> " before what was sent, "< "
// before what was received, "* " before what curl says about it, and the body
// as it came.
//
// https://curl.se/docs/manpage.html#-v
type verboseReader struct {
	source
	messageList

	security      connectionSecurity
	remoteAddress string
}

// isVerboseLog reports whether text has lines of curl -v with a message in it.
func isVerboseLog(text string) bool {
	for line := range linesOf(text) {
		marked := withoutTime(line.text)
		if len(marked) < 3 || marked[1] != ' ' || marked[0] != '>' && marked[0] != '<' {
			continue
		}
		if startOfMessage(rawLine{text: marked[2:]}) != nil {
			return true
		}
	}
	return false
}

func verboseMessages(src source) ([]*rawMessage, error) {
	reader := verboseReader{source: src}
	for line := range linesOf(src.text) {
		if err := reader.line(line); err != nil {
			return nil, err
		}
	}
	reader.finish()
	return reader.messages, nil
}

func (reader *verboseReader) line(line rawLine) error {
	text := withoutTime(line.text)
	offset := line.position + len(line.text) - len(text)
	switch {
	case text == ">" || text == "<" || text == "> " || text == "< ":
		return nil
	case strings.HasPrefix(text, "> "), strings.HasPrefix(text, "< "):
		return reader.message(rawLine{text[2:], offset + 2})
	case strings.HasPrefix(text, "* "), strings.HasPrefix(text, "== Info: "):
		reader.info(text)
	case strings.HasPrefix(text, "curl: ("):
		reader.failed(text)
	case isTransferNoise(text):
	case reader.current != nil && reader.current.isResponse:
		reader.body.WriteString(line.text + "\n")
	}
	return nil
}

// withoutTime removes what --trace-time puts before each line.
func withoutTime(text string) string {
	const form = "00:00:00.000000 "
	if len(text) < len(form) {
		return text
	}
	for i := range form {
		if c := text[i]; c != form[i] && (form[i] != '0' || c < '0' || c > '9') {
			return text
		}
	}
	return text[len(form):]
}

// isTransferNoise recognizes counts of bytes and the progress meter.
func isTransferNoise(text string) bool {
	if strings.HasPrefix(text, "{ [") || strings.HasPrefix(text, "} [") {
		return true
	}
	return strings.HasPrefix(text, "  % Total ") || strings.Contains(text, "--:--:--") ||
		strings.HasPrefix(strings.TrimSpace(text), "Dload  Upload")
}

func (reader *verboseReader) message(line rawLine) error {
	if message := startOfMessage(line); message != nil {
		reader.finish()
		message.overTLS, message.remoteAddress = reader.security, reader.remoteAddress
		reader.current = message
		return nil
	}
	if reader.current == nil {
		return nil
	}
	if strings.HasPrefix(line.text, " ") && reader.current.fold(line.text) {
		return nil
	}
	header, ok := parseHeaderLine(line.text)
	if !ok {
		fault := reader.at(line.position, line.position+len(line.text), "this is not a header")
		fault.Expected = "name: value"
		return fault
	}
	reader.current.add(header)
	return nil
}

// info reads what curl says about the connection.
func (reader *verboseReader) info(text string) {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "* "), "== Info: ")
	switch {
	case strings.HasPrefix(text, "Connected to "):
		reader.connected(text)
	case strings.HasPrefix(text, "SSL connection using"), strings.HasPrefix(text, "ALPN"), strings.HasPrefix(text, "TLSv1"):
		reader.security = securityTLS
	}
}

// connected reads "Connected to api.example (203.0.113.7) port 443 (#0)".
func (reader *verboseReader) connected(text string) {
	_, rest, _ := strings.Cut(text, "(")
	address, rest, found := strings.Cut(rest, ") port ")
	if !found {
		return
	}
	port, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if net.ParseIP(address) == nil {
		return
	}
	reader.remoteAddress = net.JoinHostPort(address, port)
	reader.security = securityNone
}

// failed reads curl's last word on a transfer that failed.
func (reader *verboseReader) failed(text string) {
	if reader.current == nil || reader.current.isResponse {
		return
	}
	reader.current.failure = curlFailure(text, reader.remoteAddress)
}

// curlFailure reads "curl: (7) Failed to connect to …"; nil for another line.
func curlFailure(text, remoteAddress string) *fetchspec.ExchangeError {
	rest, isFailure := strings.CutPrefix(text, "curl: (")
	code, reason, _ := strings.Cut(rest, ")")
	kind := networkFailureOfCurl(code)
	if !isFailure || kind == "" {
		return nil
	}
	return &fetchspec.ExchangeError{
		Kind: kind, Err: errors.New("curl: " + strings.TrimSpace(reason)), RemoteAddress: remoteAddress,
	}
}

// networkFailureOfCurl tells what one of curl's exit codes means.
//
// https://curl.se/docs/manpage.html#EXIT
func networkFailureOfCurl(code string) fetchspec.NetworkFailure {
	switch code {
	case "6":
		return fetchspec.FailureNameLookup
	case "5", "97":
		return fetchspec.FailureProxy
	case "7":
		return fetchspec.FailureConnect
	case "28":
		return fetchspec.FailureTimeout
	case "35", "51", "58", "59", "60", "77":
		return fetchspec.FailureTLS
	case "1", "8", "16", "92":
		return fetchspec.FailureHTTP
	case "18", "52", "55", "56":
		return fetchspec.FailureClosed
	}
	return ""
}
