package fetchspec

import "strconv"

// schemeFetch fetches by the URL's scheme. Blob URLs name objects in a page's
// memory and file URLs are left to the browser: both are network errors here,
// as the Standard has it where there is no such object.
//
// https://fetch.spec.whatwg.org/#concept-scheme-fetch
func (fetch *fetchParams) schemeFetch() *Response {
	url := fetch.request.CurrentURL()
	switch url.Scheme() {
	case "about":
		if url.Path() == "blank" {
			return localResponse("text/html;charset=utf-8", nil)
		}
	case "blob":
		return fetch.refused(failure("scheme fetch", "3[2].2", url.String(), -1))
	case "data":
		data, ok := ProcessDataURL(url)
		if !ok {
			return fetch.refused(failure("scheme fetch", "3[3].2", url.String(), -1))
		}
		response := localResponse(data.MIMEType, data.Body)
		// Departure: Gecko tells fetch() how long the data is.
		if fetch.ua.Engine.DataURLContentLength && fetch.request.InitiatorType == InitiatorFetch {
			response.HeaderList.Append("Content-Length", strconv.Itoa(len(data.Body)))
		}
		return response
	case "file":
		return fetch.refused(failure("scheme fetch", "3[4]", url.String(), -1))
	case "http", "https":
		return fetch.httpFetch(false)
	}
	return fetch.refused(failure("scheme fetch", "4", url.String(), -1))
}

// localResponse is a response that no exchange brought.
func localResponse(contentType string, body []byte) *Response {
	return &Response{
		Type:          ResponseDefault,
		Status:        200,
		StatusMessage: "OK",
		HeaderList:    HeaderList{{"Content-Type", contentType}},
		Body:          &ResponseBody{Bytes: body, Size: int64(len(body))},
		Exchange:      -1,
	}
}
