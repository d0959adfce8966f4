package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"corsplain/simulate"
)

// ParseRequests reads request objects of the machine contract, one after the
// other. The error is a *SyntaxError.
func ParseRequests(text string, options Options) (*Import, error) {
	src := newSource(options, text)
	if len(text) > MaxCommandBytes {
		return nil, src.at(0, 1, "the text is longer than 16 MiB")
	}
	result := &Import{Format: FormatRequests}
	decoder := json.NewDecoder(strings.NewReader(src.text))
	for {
		var object json.RawMessage
		err := decoder.Decode(&object)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, jsonFault(src, err, int(decoder.InputOffset()))
		}
		if len(result.Calls) == MaxCalls {
			return nil, src.at(int(decoder.InputOffset()), 0, fmt.Sprintf("there are more than %d requests here; corsplain batch reads any number", MaxCalls))
		}
		call, err := simulate.ParseCall(object)
		if err == nil && call.Origin != "" {
			_, err = simulate.ParseOrigin(call.Origin)
		}
		if err != nil {
			return nil, objectFault(src, err, object, int(decoder.InputOffset()))
		}
		result.Calls = append(result.Calls, withPage(call, options))
	}
	if len(result.Calls) == 0 {
		return nil, unrecognized(src)
	}
	return result, nil
}

// withPage lets the command line replace the object's page.
func withPage(call simulate.Call, options Options) ImportedCall {
	imported := ImportedCall{Call: call}
	if options.Origin != "" || options.Page != "" {
		imported.Call.Origin, imported.Call.Page = options.Origin, options.Page
		imported.Notes = append(imported.Notes, "the page is the one given on the command line")
	}
	if options.Credentials != "" {
		imported.Call.Credentials = options.Credentials
	}
	return imported
}

func jsonFault(src source, err error, offset int) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = int(syntax.Offset) - 1
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		offset = len(strings.TrimRight(src.text, " \t\r\n"))
		return src.at(offset, offset+1, "the JSON ends within the object")
	}
	return src.at(offset, offset+1, "this is not JSON: "+err.Error())
}

// objectFault places what is wrong with a request object at its field.
func objectFault(src source, err error, object []byte, end int) error {
	start := end - len(object)
	var invalid *simulate.InvalidCallError
	if !errors.As(err, &invalid) {
		return src.at(start, start+1, err.Error())
	}
	span := 1
	if name := `"` + invalid.Field + `"`; invalid.Field != "" {
		if i := bytes.Index(object, []byte(name)); i >= 0 {
			start, span = start+i, len(name)
		}
	}
	fault := src.at(start, start+span, invalid.Error())
	fault.Hint = invalid.Hint
	return fault
}
