package pagescript

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"corsplain/fetchspec"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"
)

// host is the object through which the page's own code asks for what only Go
// can do. The pasted code never sees it.
func (box *sandbox) host() *goja.Object {
	host := box.vm.NewObject()
	for name, function := range map[string]func(goja.FunctionCall) goja.Value{
		"here":            box.here,
		"page":            box.page,
		"hidesBigInt":     box.hidesBigInt,
		"define":          box.define,
		"registerUnknown": box.registerUnknown,
		"unknownUsed":     box.unknownUsed,
		"unknownCompared": box.unknownCompared,
		"unknownIterated": box.unknownIterated,
		"unknownName":     box.unknownName,
		"unknownKind":     box.unknownKind,
		"calledWithURL":   box.calledWithURL,
		"beginTask":       box.beginTask,
		"record":          box.record,
		"failed":          box.failed,
		"tooLarge":        box.tooLarge,
		"note":            box.note,
		"parseURL":        box.parseURL,
		"setURL":          box.setURL,
		"utf8":            box.utf8,
		"text":            box.text,
		"bytes":           box.bytes,
		"byteLength":      box.byteLength,
		"base64":          box.base64,
		"base64Bytes":     box.base64Bytes,
		"fromBase64":      box.fromBase64,
	} {
		_ = host.Set(name, function)
	}
	return host
}

// here is where the pasted code is, as line and column in one number that
// only span reads; 0 if it is not running.
func (box *sandbox) here(goja.FunctionCall) goja.Value {
	for _, frame := range box.vm.CaptureCallStack(0, nil) {
		if frame.SrcName() != pastedName {
			continue
		}
		at := frame.Position()
		return box.vm.ToValue(int64(at.Line)<<21 | int64(at.Column))
	}
	return box.vm.ToValue(0)
}

func (box *sandbox) span(here goja.Value) (start, end int) {
	at := here.ToInteger()
	if at <= 0 {
		return -1, -1
	}
	return position(box.source, int(at>>21), int(at&(1<<21-1)))
}

func (box *sandbox) page(goja.FunctionCall) goja.Value { return box.vm.ToValue(box.options.Page) }

func (box *sandbox) hidesBigInt(goja.FunctionCall) goja.Value {
	return box.vm.ToValue(box.prepared.hidesBigInt)
}

// define returns what the user says that a name means.
func (box *sandbox) define(call goja.FunctionCall) goja.Value {
	text, defined := box.options.Define[call.Argument(0).String()]
	if !defined {
		return goja.Undefined()
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err == nil && value != nil {
		return box.vm.ToValue(value)
	}
	return box.vm.ToValue(text)
}

func (box *sandbox) registerUnknown(call goja.FunctionCall) goja.Value {
	start, end := box.span(call.Argument(2))
	if same := box.unknownOf(call.Argument(3).String()); same != nil && same.Name == call.Argument(0).String() {
		start, end = same.Start, same.End
	}
	box.unknowns = append(box.unknowns, &Unknown{
		Name: call.Argument(0).String(), Kind: UnknownKind(call.Argument(1).String()), Start: start, End: end,
	})
	return box.vm.ToValue(fmt.Sprint(len(box.unknowns) - 1))
}

// unknownOf returns the first unknown that a text was made from.
func (box *sandbox) unknownOf(text string) *Unknown {
	for _, number := range markers(text) {
		if number < len(box.unknowns) {
			return box.unknowns[number]
		}
	}
	return nil
}

func (box *sandbox) unknownUsed(call goja.FunctionCall) goja.Value {
	if unknown := box.unknownOf(call.Argument(0).String()); unknown != nil && unknown.Start < 0 {
		unknown.Start, unknown.End = box.span(call.Argument(1))
	}
	return goja.Undefined()
}

func (box *sandbox) unknownCompared(call goja.FunctionCall) goja.Value {
	box.unknownUsed(call)
	if numbers := markers(call.Argument(0).String()); len(numbers) > 0 && box.compared == 0 {
		box.compared = numbers[0] + 1
	}
	return goja.Undefined()
}

func (box *sandbox) unknownIterated(goja.FunctionCall) goja.Value {
	box.iterated = true
	return goja.Undefined()
}

// calledWithURL notes a function that may well make a request, but is not known.
func (box *sandbox) calledWithURL(call goja.FunctionCall) goja.Value {
	if box.stranger == nil {
		box.stranger = &Unknown{Name: call.Argument(0).String(), Kind: UnknownVariable}
		box.stranger.Start, box.stranger.End = box.span(call.Argument(1))
	}
	return goja.Undefined()
}

func (box *sandbox) unknownName(call goja.FunctionCall) goja.Value {
	if unknown := box.unknownOf(call.Argument(0).String()); unknown != nil {
		return box.vm.ToValue(unknown.Name)
	}
	return box.vm.ToValue("…")
}

func (box *sandbox) unknownKind(call goja.FunctionCall) goja.Value {
	if unknown := box.unknownOf(call.Argument(0).String()); unknown != nil {
		return box.vm.ToValue(string(unknown.Kind))
	}
	return box.vm.ToValue(string(UnknownVariable))
}

// beginTask says because of what the code that follows runs; undefined leaves
// the last reason, for what only continues a request.
func (box *sandbox) beginTask(call goja.FunctionCall) goja.Value {
	if because := call.Argument(0); !goja.IsUndefined(because) {
		box.because = because.String()
	}
	box.tasks++
	if box.tasks > maxTasks {
		box.stop(&Problem{Start: -1, End: -1, Message: fmt.Sprintf("the code does not come to an end: it was stopped after %d timers and callbacks", maxTasks)})
	}
	return goja.Undefined()
}

func (box *sandbox) tooLarge(call goja.FunctionCall) goja.Value {
	start, end := box.span(box.here(call))
	box.stop(&Problem{
		Start: start, End: end,
		Message: "the code makes " + call.Argument(0).String() + ", more than is run here",
	})
	return goja.Undefined()
}

func (box *sandbox) note(goja.FunctionCall) goja.Value {
	box.websockets = true
	return goja.Undefined()
}

func (box *sandbox) parseURL(call goja.FunctionCall) goja.Value {
	input, base := call.Argument(0).String(), call.Argument(1).String()
	var record *whatwg.Url
	var err error
	if goja.IsUndefined(call.Argument(1)) || base == "" {
		record, err = whatwg.Parse(input)
	} else {
		record, err = whatwg.ParseRef(base, input)
	}
	if err != nil {
		return goja.Null()
	}
	return box.urlParts(record)
}

func (box *sandbox) setURL(call goja.FunctionCall) goja.Value {
	record, err := whatwg.Parse(call.Argument(0).String())
	if err != nil {
		return goja.Null()
	}
	value := call.Argument(2).String()
	switch call.Argument(1).String() {
	case "protocol":
		record.SetProtocol(value)
	case "username":
		record.SetUsername(value)
	case "password":
		record.SetPassword(value)
	case "host":
		record.SetHost(value)
	case "hostname":
		record.SetHostname(value)
	case "port":
		record.SetPort(value)
	case "pathname":
		record.SetPathname(value)
	case "search":
		record.SetSearch(value)
	case "hash":
		record.SetHash(value)
	}
	return box.urlParts(record)
}

func (box *sandbox) urlParts(record *whatwg.Url) goja.Value {
	parts := box.vm.NewObject()
	_ = parts.SetPrototype(nil)
	href := record.Href(false)
	origin := fetchspec.Origin{}
	if url, err := fetchspec.ParseURL(href); err == nil {
		origin = url.Origin()
	}
	for name, value := range map[string]string{
		"href": href, "origin": origin.String(), "protocol": record.Protocol(), "username": record.Username(),
		"password": record.Password(), "host": record.Host(), "hostname": record.Hostname(), "port": record.Port(),
		"pathname": record.Pathname(), "search": record.Search(), "hash": record.Hash(),
	} {
		_ = parts.Set(name, value)
	}
	return parts
}

func (box *sandbox) utf8(call goja.FunctionCall) goja.Value {
	return box.vm.ToValue(box.vm.NewArrayBuffer([]byte(call.Argument(0).String())))
}

// chunk returns the bytes of a chunk of a body: of a text, or of a buffer.
func chunk(value goja.Value) []byte {
	if buffer, ok := value.Export().(goja.ArrayBuffer); ok {
		return buffer.Bytes()
	}
	return []byte(value.String())
}

func (box *sandbox) text(call goja.FunctionCall) goja.Value {
	return box.vm.ToValue(strings.ToValidUTF8(string(chunk(call.Argument(0))), "\uFFFD"))
}

func (box *sandbox) byteLength(call goja.FunctionCall) goja.Value {
	return box.vm.ToValue(len(chunk(call.Argument(0))))
}

// bytes copies a buffer or the part of it that a view shows.
func (box *sandbox) bytes(call goja.FunctionCall) goja.Value {
	switch value := call.Argument(0).Export().(type) {
	case goja.ArrayBuffer:
		return box.vm.ToValue(box.vm.NewArrayBuffer(append([]byte(nil), value.Bytes()...)))
	}
	view := call.Argument(0).ToObject(box.vm)
	buffer, ok := view.Get("buffer").Export().(goja.ArrayBuffer)
	if !ok {
		return box.vm.ToValue(box.vm.NewArrayBuffer(nil))
	}
	offset, length := int(view.Get("byteOffset").ToInteger()), int(view.Get("byteLength").ToInteger())
	all := buffer.Bytes()
	if offset < 0 || length < 0 || offset+length > len(all) {
		return box.vm.ToValue(box.vm.NewArrayBuffer(nil))
	}
	return box.vm.ToValue(box.vm.NewArrayBuffer(append([]byte(nil), all[offset:offset+length]...)))
}

func (box *sandbox) base64(call goja.FunctionCall) goja.Value {
	binary, ok := byteString(call.Argument(0))
	if !ok {
		return goja.Null()
	}
	return box.vm.ToValue(base64.StdEncoding.EncodeToString([]byte(binary)))
}

func (box *sandbox) base64Bytes(call goja.FunctionCall) goja.Value {
	buffer, _ := box.bytes(call).Export().(goja.ArrayBuffer)
	return box.vm.ToValue(base64.StdEncoding.EncodeToString(buffer.Bytes()))
}

func (box *sandbox) fromBase64(call goja.FunctionCall) goja.Value {
	text := strings.TrimRight(strings.Join(strings.Fields(call.Argument(0).String()), ""), "=")
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return goja.Null()
	}
	units := make([]uint16, len(decoded))
	for i, b := range decoded {
		units[i] = uint16(b)
	}
	return box.vm.ToValue(string(utf16.Decode(units)))
}

// byteString returns the bytes that a string's code units are; false if one
// is greater than 255.
func byteString(value goja.Value) (string, bool) {
	text, ok := value.ToString().(goja.String)
	if !ok {
		return "", false
	}
	bytes := make([]byte, text.Length())
	for i := range bytes {
		unit := text.CharAt(i)
		if unit > 0xFF {
			return "", false
		}
		bytes[i] = byte(unit)
	}
	return string(bytes), true
}
