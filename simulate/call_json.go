package simulate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// ParseCall reads the request object of the machine contract. It is strict:
// the error, an *InvalidCallError, names a field that is unknown, given twice,
// of another type, or not one of the values that it can have. A field that is
// null counts as absent.
func ParseCall(object []byte) (Call, error) {
	var call Call
	if !utf8.Valid(object) {
		return call, wrongObject("it is not UTF-8")
	}
	seen := map[string]bool{}
	err := readObject(object, func(name string, value json.RawMessage) error {
		if seen[name] {
			return &InvalidCallError{Field: name, Reason: "it is given twice"}
		}
		seen[name] = true
		return call.readField(name, value)
	})
	if err != nil {
		return call, asInvalidCall(err)
	}
	if seen["body"] && seen["bodyBase64"] {
		return call, &InvalidCallError{Field: "bodyBase64", Reason: "there is a body already; give one of the two"}
	}
	return call, nil
}

// UnmarshalJSON is ParseCall.
func (call *Call) UnmarshalJSON(object []byte) (err error) {
	*call, err = ParseCall(object)
	return err
}

func wrongObject(reason string) *InvalidCallError {
	return &InvalidCallError{Field: "request object", Reason: reason}
}

func asInvalidCall(err error) error {
	var invalid *InvalidCallError
	if errors.As(err, &invalid) {
		return invalid
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return wrongObject(fmt.Sprintf("it is not JSON: %s at byte %d", syntax, syntax.Offset))
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return wrongObject("it is not JSON: it ends too soon")
	}
	return wrongObject("it is not JSON: " + err.Error())
}

// CallFields are the names of the request object's fields, in the contract's
// order.
func CallFields() []string {
	return []string{
		"id", "url", "page", "origin", "method", "headers", "body", "bodyBase64", "bodyType", "blobType",
		"mode", "credentials", "redirect", "cache", "referrer", "referrerPolicy", "integrity", "keepalive",
		"api", "withCredentials", "uploadListeners", "destination", "embedderPolicy", "cookies",
		"timeoutMs", "bodyTimeoutMs", "op", "cookie",
	}
}

// CallFieldValues are the values that a field can have; nil if it can have
// any.
func CallFieldValues(field string) []string {
	switch field {
	case "bodyType":
		return []string{string(BodyText), string(BodyBytes), string(BodyURLEncoded), string(BodyFormData), string(BodyBlob), string(BodyStream)}
	case "mode":
		return []string{"cors", "no-cors", "same-origin", "navigate"}
	case "credentials":
		return []string{"same-origin", "omit", "include"}
	case "redirect":
		return []string{"follow", "error", "manual"}
	case "cache":
		return []string{"default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"}
	case "referrerPolicy":
		return []string{
			"", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
			"origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
		}
	case "api":
		return []string{string(APIFetch), string(APIXHR)}
	case "destination":
		return []string{
			"", "audio", "audioworklet", "document", "embed", "font", "frame", "iframe", "image", "json", "manifest",
			"object", "paintworklet", "report", "script", "serviceworker", "sharedworker", "style", "text", "track",
			"video", "webidentity", "worker", "xslt",
		}
	case "embedderPolicy":
		return []string{"unsafe-none", "credentialless", "require-corp"}
	case "op":
		return []string{OpSetCookie, OpGetCookies}
	}
	return nil
}

func (call *Call) readField(name string, value json.RawMessage) error {
	if !slices.Contains(CallFields(), name) {
		return &InvalidCallError{Field: name, Reason: "there is no such field"}
	}
	if name == "id" {
		call.ID = bytes.Clone(value)
		return nil
	}
	if string(value) == "null" {
		return nil
	}
	text, err := call.setField(name, value)
	if err != nil {
		return &InvalidCallError{Field: name, Reason: err.Error()}
	}
	if text != nil && *text == "" && refusesEmpty(name) {
		call.Refused = name
	}
	values := CallFieldValues(name)
	if values == nil || refusedByAPI(name) || slices.Contains(values, *text) {
		return nil
	}
	return &InvalidCallError{Field: name, Value: *text, Reason: "it must be one of " + quoteAll(values)}
}

// refusedByAPI reports whether a value that the field cannot have is for
// fetch() to refuse: RequestInit's own enumerations.
func refusedByAPI(field string) bool {
	switch field {
	case "mode", "credentials", "redirect", "cache", "referrerPolicy":
		return true
	}
	return false
}

// refusesEmpty reports whether "" is a value that the API refuses, where
// the field's absence means a default.
func refusesEmpty(field string) bool {
	switch field {
	case "method", "mode", "credentials", "redirect", "cache":
		return true
	}
	return false
}

// setField sets the field; text is where it went if it is a string.
func (call *Call) setField(name string, value json.RawMessage) (text *string, err error) {
	if text = call.textField(name); text != nil {
		return text, readText(value, text)
	}
	switch name {
	case "headers":
		err = call.readHeaders(value)
	case "body":
		var body string
		err = readText(value, &body)
		call.Body = []byte(body)
	case "bodyBase64":
		if json.Unmarshal(value, &call.Body) != nil || value[0] != '"' {
			err = errors.New("it must be a string in base64")
		}
		if call.BodyType == "" {
			call.BodyType = BodyBytes
		}
	case "referrer":
		var referrer string
		err = readText(value, &referrer)
		call.Referrer = &referrer
	case "keepalive":
		err = readBool(value, &call.Keepalive)
	case "withCredentials":
		err = readBool(value, &call.WithCredentials)
	case "uploadListeners":
		err = readBool(value, &call.UploadListeners)
	case "cookies":
		if json.Unmarshal(value, &call.Cookies) != nil {
			err = errors.New("it must be a list of strings")
		}
	case "timeoutMs":
		err = readMilliseconds(value, &call.TimeoutMs)
	case "bodyTimeoutMs":
		err = readMilliseconds(value, &call.BodyTimeoutMs)
	}
	return nil, err
}

// textField is the field if it is a plain string, else nil.
func (call *Call) textField(name string) *string {
	switch name {
	case "url":
		return &call.URL
	case "page":
		return &call.Page
	case "origin":
		return &call.Origin
	case "method":
		return &call.Method
	case "bodyType":
		return (*string)(&call.BodyType)
	case "blobType":
		return &call.BlobType
	case "mode":
		return &call.Mode
	case "credentials":
		return &call.Credentials
	case "redirect":
		return &call.Redirect
	case "cache":
		return &call.Cache
	case "referrerPolicy":
		return &call.ReferrerPolicy
	case "integrity":
		return &call.Integrity
	case "api":
		return (*string)(&call.API)
	case "destination":
		return &call.Destination
	case "embedderPolicy":
		return &call.EmbedderPolicy
	case "op":
		return &call.Op
	case "cookie":
		return &call.Cookie
	}
	return nil
}

func readText(value json.RawMessage, text *string) error {
	if json.Unmarshal(value, text) != nil {
		return errors.New("it must be a string")
	}
	return nil
}

func readBool(value json.RawMessage, b *bool) error {
	if json.Unmarshal(value, b) != nil {
		return errors.New("it must be true or false")
	}
	return nil
}

func readMilliseconds(value json.RawMessage, milliseconds *int) error {
	if json.Unmarshal(value, milliseconds) != nil || *milliseconds < 0 {
		return errors.New("it must be a whole number of milliseconds")
	}
	return nil
}

// readHeaders reads [[name, value], …] or {name: value, …}, in order.
func (call *Call) readHeaders(value json.RawMessage) error {
	if value[0] == '{' {
		return call.readHeaderObject(value)
	}
	var pairs [][]string
	if json.Unmarshal(value, &pairs) != nil {
		return errors.New("it must be a list of [name, value] pairs, or an object")
	}
	for i, pair := range pairs {
		if len(pair) != 2 {
			return fmt.Errorf("item %d must be a [name, value] pair of strings", i)
		}
		call.addHeader(pair[0], pair[1])
	}
	return nil
}

func (call *Call) readHeaderObject(object json.RawMessage) error {
	return readObject(object, func(name string, raw json.RawMessage) error {
		var value string
		if json.Unmarshal(raw, &value) != nil || raw[0] != '"' {
			return fmt.Errorf("the value of %q must be a string", name)
		}
		call.addHeader(name, value)
		return nil
	})
}

// addHeader takes a header over; one that is no byte string is for the API to
// refuse.
func (call *Call) addHeader(name, value string) {
	nameBytes, nameOK := byteString(name)
	valueBytes, valueOK := byteString(value)
	if !nameOK || !valueOK {
		call.Refused, call.RefusedHeader = "headers", name
		return
	}
	call.Headers = append(call.Headers, HeaderField{nameBytes, valueBytes})
}

// byteString makes one byte of each code unit, as Web IDL does of a
// ByteString.
//
// https://webidl.spec.whatwg.org/#js-ByteString
func byteString(text string) (bytes string, ok bool) {
	units := make([]byte, 0, len(text))
	for _, unit := range text {
		if unit > 0xFF {
			return "", false
		}
		units = append(units, byte(unit))
	}
	return string(units), true
}

// readObject calls field for each field of a JSON object, in order.
func readObject(object []byte, field func(name string, value json.RawMessage) error) error {
	decoder := json.NewDecoder(bytes.NewReader(object))
	opening, err := decoder.Token()
	if err != nil {
		return err
	}
	if opening != json.Delim('{') {
		return wrongObject("it is not a JSON object")
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		if err := field(name.(string), value); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return wrongObject("something follows the object")
	}
	return nil
}

func quoteAll(values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = fmt.Sprintf("%q", value)
	}
	return strings.Join(quoted, ", ")
}
