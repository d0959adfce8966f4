package har

import (
	"encoding/base64"
	"strings"
)

// readText reads a text into field.
func (s *scanner) readText(field *string, limit int) error {
	text, _, err := s.text(limit)
	if err == nil {
		*field = text
	}
	return err
}

// entry reads one entry.
func (s *scanner) entry(index int) (*Entry, error) {
	entry := &Entry{Index: index}
	next, err := s.peek()
	if err != nil {
		return nil, err
	}
	if next != '{' {
		return nil, s.fail(describe(next)+" stands here in place of an entry", "an entry of the archive, which is an object")
	}
	return entry, s.object(func(name string) error {
		switch name {
		case "pageref":
			return s.readText(&entry.PageRef, maxShort)
		case "startedDateTime":
			return s.readText(&entry.Started, maxShort)
		case "time":
			entry.Time, err = s.number()
			return err
		case "request":
			return s.request(&entry.Request)
		case "response":
			return s.response(&entry.Response)
		case "_resourceType":
			return s.readText(&entry.ResourceType, maxShort)
		case "_initiator":
			return s.object(func(name string) error {
				if name == "type" {
					return s.readText(&entry.InitiatorType, maxShort)
				}
				return s.skip()
			})
		case "_fromCache":
			return s.readText(&entry.FromCache, maxShort)
		case "_fetchedViaServiceWorker":
			return s.flag(&entry.ServiceWorker)
		case "_request":
			return s.call(&entry.Call)
		}
		return s.skip()
	})
}

func (s *scanner) request(request *Request) error {
	return s.object(func(name string) error {
		switch name {
		case "method":
			return s.readText(&request.Method, maxShort)
		case "url":
			return s.readText(&request.URL, maxURL)
		case "httpVersion":
			return s.readText(&request.HTTPVersion, maxShort)
		case "headers":
			return s.headers(&request.Headers)
		case "cookies":
			return s.list(func() error {
				request.Cookies++
				return s.skip()
			})
		case "postData":
			return s.postData(request)
		}
		return s.skip()
	})
}

func (s *scanner) postData(request *Request) error {
	encoding, found := "", false
	err := s.object(func(name string) error {
		switch name {
		case "mimeType":
			return s.readText(&request.BodyType, maxShort)
		case "text":
			text, cut, err := s.text(maxBody)
			request.Body, request.BodyCut, found = []byte(text), cut, true
			return err
		case "encoding", "_encoding":
			return s.readText(&encoding, maxShort)
		}
		return s.skip()
	})
	if found && encoding == "base64" {
		request.Body = decodeBase64(request.Body)
	}
	return err
}

func (s *scanner) response(response *Response) error {
	return s.object(func(name string) error {
		switch name {
		case "status":
			status, err := s.number()
			if status >= 0 && status <= 999 {
				response.Status = int(status)
			}
			return err
		case "statusText":
			return s.readText(&response.StatusText, maxShort)
		case "httpVersion":
			return s.readText(&response.HTTPVersion, maxShort)
		case "headers":
			return s.headers(&response.Headers)
		case "redirectURL":
			return s.readText(&response.RedirectURL, maxURL)
		case "_error":
			return s.readText(&response.Error, maxShort)
		case "content":
			return s.content(response)
		}
		return s.skip()
	})
}

func (s *scanner) content(response *Response) error {
	encoding := ""
	size := int64(-1)
	err := s.object(func(name string) error {
		switch name {
		case "size":
			number, err := s.number()
			size = int64(number)
			return err
		case "mimeType":
			return s.readText(&response.MIMEType, maxShort)
		case "encoding":
			return s.readText(&encoding, maxShort)
		case "text":
			text, cut, err := s.text(maxBody)
			response.Body, response.BodyCut = []byte(text), cut
			return err
		}
		return s.skip()
	})
	if encoding == "base64" {
		response.Body = decodeBase64(response.Body)
	}
	response.BodySize = max(size, int64(len(response.Body)))
	return err
}

// decodeBase64 decodes as much of a text as is whole.
func decodeBase64(text []byte) []byte {
	text = []byte(strings.TrimRight(string(text), "=\r\n"))
	text = text[:len(text)-len(text)%4]
	decoded, err := base64.RawStdEncoding.DecodeString(string(text))
	if err != nil {
		return nil
	}
	return decoded
}

// headers reads a list of names and values. HTTP/2's pseudo-headers, which some
// recorders list among them, are left out; so is what a message has beyond the
// limits.
func (s *scanner) headers(headers *[]Header) error {
	room := maxHeaderBytes
	return s.list(func() error {
		var header Header
		err := s.object(func(name string) error {
			switch name {
			case "name":
				return s.readText(&header.Name, maxShort)
			case "value":
				return s.readText(&header.Value, maxHeader)
			}
			return s.skip()
		})
		if err != nil || header.Name == "" || strings.HasPrefix(header.Name, ":") {
			return err
		}
		if room -= len(header.Name) + len(header.Value); room >= 0 {
			*headers = appendLines(*headers, header)
		}
		return nil
	})
}

// appendLines takes apart the lines of one name that Chrome and Firefox write
// as one value.
func appendLines(headers []Header, header Header) []Header {
	for value := range strings.SplitSeq(header.Value, "\n") {
		if len(headers) < maxHeaders {
			headers = append(headers, Header{header.Name, strings.Trim(value, " \t\r")})
		}
	}
	return headers
}

// flag reads true or false.
func (s *scanner) flag(field *bool) error {
	next, err := s.peek()
	if err != nil {
		return err
	}
	*field = next == 't'
	return s.skip()
}
