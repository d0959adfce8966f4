package fetchspec

import (
	"cmp"
	"strings"
)

// NewXMLHttpRequest makes the request of an XMLHttpRequest that is opened,
// given its headers, and sent. It tells which headers were left out; the
// Failure is the step of open() or setRequestHeader() that throws.
//
// https://xhr.spec.whatwg.org/
func NewXMLHttpRequest(init RequestInit) (*Request, []DroppedHeader, *Failure) {
	engine := init.Engine.orStandard()
	request, failed := init.open()
	if failed != nil {
		return nil, nil, failed
	}
	headers := &headersObject{guard: guardRequest, engine: engine}
	for _, field := range init.Headers {
		if failed := headers.setRequestHeader(field); failed != nil {
			return nil, headers.dropped, failed
		}
	}
	request.AuthorHeaderNames = uniqueNames(headers.list)
	init.send(request, headers)
	request.HeaderList = headers.list
	request.DroppedHeaders = headers.dropped
	return request, headers.dropped, nil
}

// open makes a request of method and URL, which may hold credentials.
//
// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-open
func (init RequestInit) open() (*Request, *Failure) {
	method := cmp.Or(init.Method, "GET")
	if !IsMethod(method) {
		return nil, failure("open(method, url)", "2", method, -1)
	}
	if IsForbiddenMethod(method) {
		return nil, failure("open(method, url)", "3", method, -1)
	}
	parsedURL, err := init.parse(init.URL)
	if err != nil {
		return nil, failure("open(method, url)", "6", init.URL, -1)
	}
	request := requestFor(init.Client, parsedURL)
	request.Method = NormalizeMethod(method)
	request.InitiatorType = InitiatorXHR
	return request, nil
}

// setRequestHeader combines a header with those of its name.
//
// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
func (headers *headersObject) setRequestHeader(field Header) *Failure {
	value := NormalizeHeaderValue(field.Value)
	if !IsHeaderName(field.Name) || !IsHeaderValue(value) {
		return failure("setRequestHeader(name, value)", "4", field.Name, -1)
	}
	if reason := headers.refuses(field.Name, value); reason != "" {
		headers.dropped = append(headers.dropped, DroppedHeader{Header{field.Name, value}, reason})
		return nil
	}
	if present, has := headers.list.Get(field.Name); has {
		value = present + ", " + value
	}
	headers.list.Set(field.Name, value)
	return nil
}

// send gives the request its body and flags. A body of GET or HEAD is ignored.
//
// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send
func (init RequestInit) send(request *Request, headers *headersObject) {
	body := init.Body
	if request.Method == "GET" || request.Method == "HEAD" {
		body = nil
	}
	if body != nil {
		setXHRBody(request, *body, headers)
	}
	request.UploadListeners = init.UploadListeners
	// Departure: to Blink listeners are none while there is nothing to upload.
	request.UseCORSPreflight = init.UploadListeners && !(headers.engine.UploadListenersNeedBody && body == nil)
	if init.WithCredentials {
		request.CredentialsMode = CredentialsInclude
	}
	request.UseURLCredentials = request.URL().IncludesCredentials()
}

// setXHRBody is step 4. A ReadableStream is no body here, and becomes a
// string.
func setXHRBody(request *Request, body BodyInit, headers *headersObject) {
	if body.Type == BodyInitStream {
		body = BodyInit{Bytes: []byte(streamAsString)}
	}
	extracted, contentType, _ := body.extract(false, headers.engine)
	request.Body = extracted
	authorContentType, has := headers.list.Get("Content-Type")
	switch {
	case !has && contentType != "":
		headers.list.Set("Content-Type", contentType)
	case has && body.isText():
		headers.list.Set("Content-Type", withUTF8(authorContentType, headers.engine))
	}
}

func (init BodyInit) isText() bool { return init.Type == "" || init.Type == BodyInitText }

// withUTF8 makes the charset of a text that is sent in UTF-8 say so.
func withUTF8(contentType string, engine *Engine) string {
	mimeType, ok := ParseMIMEType(contentType)
	if !ok {
		return contentType
	}
	charset, has := mimeType.Parameter("charset")
	if !has || equalFoldASCII(charset, "UTF-8") {
		return contentType
	}
	// Departure: Blink changes the one word, and keeps the rest as written.
	if engine.RewritesXHRCharsetInPlace {
		return replaceCharset(contentType)
	}
	return mimeType.withParameter("charset", "UTF-8").String()
}

// replaceCharset puts UTF-8 in the place of each charset parameter's value,
// and leaves quotes and spaces around it.
func replaceCharset(contentType string) string {
	var replaced strings.Builder
	for {
		start, end, found := findCharset(contentType)
		if !found {
			replaced.WriteString(contentType)
			return replaced.String()
		}
		replaced.WriteString(contentType[:start] + "UTF-8")
		contentType = contentType[end:]
	}
}

// findCharset finds the value of the first parameter called charset.
func findCharset(contentType string) (start, end int, found bool) {
	const name = "charset"
	for at := 1; at+len(name) <= len(contentType); at++ {
		before := contentType[at-1]
		if before != ';' && before > ' ' || !equalFoldASCII(contentType[at:at+len(name)], name) {
			continue
		}
		equals := at + len(name) + spacesIn(contentType[at+len(name):], "\t ")
		if equals >= len(contentType) || contentType[equals] != '=' {
			continue
		}
		start = equals + 1 + spacesIn(contentType[equals+1:], "\t \"'")
		end = start + indexAnyOrEnd(contentType[start:], "\t \"';")
		if end > start {
			return start, end, true
		}
	}
	return 0, 0, false
}

// spacesIn counts the bytes at the start of s that are in set.
func spacesIn(s, set string) int { return len(s) - len(strings.TrimLeft(s, set)) }
