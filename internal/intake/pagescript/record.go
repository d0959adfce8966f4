package pagescript

import (
	"fmt"
	"reflect"

	"github.com/dop251/goja"
)

// record writes down a request, and returns its number.
func (box *sandbox) record(call goja.FunctionCall) goja.Value {
	given := call.Argument(0).ToObject(box.vm)
	reading := requestReading{box: box, given: given}
	request := reading.read()
	if box.fault != nil || box.iterated && box.isRepeated(request) {
		return box.vm.ToValue(len(box.requests))
	}
	box.requests = append(box.requests, request)
	if len(box.requests) >= maxRequests {
		box.stop(&Problem{
			Start: request.Start, End: request.End,
			Message: fmt.Sprintf("the code was stopped after %d requests", maxRequests),
		})
	}
	return box.vm.ToValue(len(box.requests))
}

// isRepeated reports whether a request is one that going through an unknown
// list made twice.
func (box *sandbox) isRepeated(request Request) bool {
	for _, other := range box.requests {
		other.Unknown, request.Unknown = nil, nil
		if reflect.DeepEqual(other, request) {
			return true
		}
	}
	return false
}

// A requestReading reads the object that page/*.js makes of a request: plain
// texts, lists and flags, made without the pasted code's doing.
type requestReading struct {
	box     *sandbox
	given   *goja.Object
	request Request
}

func (reading *requestReading) read() Request {
	request := &reading.request
	request.API = API(reading.textOf("api"))
	request.Via = reading.textOf("via")
	request.URL = reading.textOf("url")
	request.Method = reading.textOf("method")
	request.Mode = reading.textOf("mode")
	request.Credentials = reading.textOf("credentials")
	request.Redirect = reading.textOf("redirect")
	request.Cache = reading.textOf("cache")
	request.ReferrerPolicy = reading.textOf("referrerPolicy")
	request.Integrity = reading.textOf("integrity")
	request.Destination = reading.textOf("destination")
	if referrer := reading.given.Get("referrer"); referrer != nil && !goja.IsUndefined(referrer) {
		text := reading.textOf("referrer")
		request.Referrer = &text
	}
	request.Keepalive = reading.flag("keepalive")
	request.WithCredentials = reading.flag("withCredentials")
	request.UploadListeners = reading.flag("uploadListeners")
	request.Because = reading.box.because
	reading.readHeaders()
	reading.readBody()
	reading.readScript()
	reading.textOf("leftovers")
	request.Start, request.End = -1, -1
	if callAt := reading.given.Get("callAt"); callAt != nil {
		request.Start, request.End = reading.box.span(callAt)
	}
	return *request
}

// textOf reads a text, and notes the unknown that it was made from.
func (reading *requestReading) textOf(name string) string {
	value := reading.given.Get(name)
	if value == nil || goja.IsUndefined(value) || goja.IsNull(value) {
		return ""
	}
	text := value.String()
	reading.look(text)
	return text
}

func (reading *requestReading) flag(name string) bool {
	value := reading.given.Get(name)
	return value != nil && value.ToBoolean()
}

// look notes the first unknown of the request.
func (reading *requestReading) look(text string) {
	if reading.request.Unknown != nil || !hasMarker(text) {
		return
	}
	reading.request.Unknown = reading.box.unknownOf(text)
	if reading.request.Unknown == nil {
		reading.request.Unknown = &Unknown{Name: "a value", Kind: UnknownVariable, Start: -1, End: -1}
	}
}

func (reading *requestReading) readHeaders() {
	list := reading.given.Get("headers")
	if list == nil || goja.IsUndefined(list) {
		return
	}
	headers := list.ToObject(reading.box.vm)
	for i := range lengthOf(headers) {
		pair := member(headers, fmt.Sprint(i)).ToObject(reading.box.vm)
		reading.readHeader(member(pair, "0"), member(pair, "1"))
	}
}

func (reading *requestReading) readHeader(name, value goja.Value) {
	reading.look(name.String())
	reading.look(value.String())
	if hasMarker(name.String()) || hasMarker(value.String()) {
		reading.request.Headers = append(reading.request.Headers, Header{name.String(), value.String()})
		return
	}
	nameBytes, nameOK := byteString(name)
	valueBytes, valueOK := byteString(value)
	if !nameOK || !valueOK {
		reading.refuse("the header " + firstLine(name.String()) + " has a character above U+00FF, which a browser refuses")
		return
	}
	reading.request.Headers = append(reading.request.Headers, Header{nameBytes, valueBytes})
}

// refuse ends the run at the request, which a browser would not make.
func (reading *requestReading) refuse(message string) {
	start, end := -1, -1
	if callAt := reading.given.Get("callAt"); callAt != nil {
		start, end = reading.box.span(callAt)
	}
	reading.box.stop(&Problem{Start: start, End: end, Message: message})
}

func (reading *requestReading) readBody() {
	value := reading.given.Get("body")
	if value == nil || goja.IsUndefined(value) || goja.IsNull(value) {
		return
	}
	body := value.ToObject(reading.box.vm)
	request := &reading.request
	request.BodyKind = BodyKind(member(body, "kind").String())
	request.BodyType = member(body, "type").String()
	reading.look(request.BodyType)
	chunks := member(body, "chunks").ToObject(reading.box.vm)
	request.Body = []byte{}
	for i := range lengthOf(chunks) {
		bytes := chunk(member(chunks, fmt.Sprint(i)))
		reading.look(string(bytes))
		request.Body = append(request.Body, bytes...)
	}
	files := member(body, "files").ToObject(reading.box.vm)
	for i := range lengthOf(files) {
		request.Files = append(request.Files, member(files, fmt.Sprint(i)).String())
	}
	if form := body.Get("pageForm"); form != nil && !goja.IsUndefined(form) {
		request.PageForm = form.String()
	}
	request.BodyIsObject = member(body, "object").ToBoolean()
}

// member is a member of an object that page/*.js made, which may not be what
// it seems: the code can have replaced functions that made it.
func member(object *goja.Object, name string) goja.Value {
	if value := object.Get(name); value != nil {
		return value
	}
	return goja.Undefined()
}

func lengthOf(list *goja.Object) int { return int(member(list, "length").ToInteger()) }

// readScript makes a JSONP request what it is: a script element's.
func (reading *requestReading) readScript() {
	if !reading.flag("script") {
		return
	}
	reading.request.API = APIFetch
	reading.request.Mode = "no-cors"
	reading.request.Credentials = "include"
	reading.request.Destination = "script"
	reading.request.Headers = nil
	reading.request.WithCredentials = false
}
