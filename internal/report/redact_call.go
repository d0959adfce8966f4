package report

import "corsplain/simulate"

// call is a copy of a call without its secrets.
func (redact *redactor) call(call simulate.Call) simulate.Call {
	if redact == nil {
		return call
	}
	call.URL = redact.raw(call.URL)
	call.Page = redact.raw(call.Page)
	call.Body = redact.bytes(call.Body)
	call.Cookie = string(redact.header("Set-Cookie", call.Cookie))
	if call.Referrer != nil {
		referrer := redact.raw(*call.Referrer)
		call.Referrer = &referrer
	}
	headers := call.Headers
	call.Headers = nil
	for _, header := range headers {
		call.Headers = append(call.Headers, simulate.HeaderField{
			Name:  header.Name,
			Value: string(redact.header(header.Name, header.Value)),
		})
	}
	lines := call.Cookies
	call.Cookies = nil
	for _, line := range lines {
		call.Cookies = append(call.Cookies, string(redact.header("Set-Cookie", line)))
	}
	return call
}
