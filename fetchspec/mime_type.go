package fetchspec

import "strings"

// A MIMEType is a MIME type record. Type, Subtype and the parameters' names
// are in lower case; all strings are byte strings.
//
// https://mimesniff.spec.whatwg.org/#mime-type
type MIMEType struct {
	Type, Subtype string
	Parameters    []MIMEParameter // in order, each name once
}

// A MIMEParameter is one parameter of a MIME type, its value unquoted.
type MIMEParameter struct{ Name, Value string }

// Essence is the type and subtype: "text/plain".
//
// https://mimesniff.spec.whatwg.org/#mime-type-essence
func (mimeType MIMEType) Essence() string { return mimeType.Type + "/" + mimeType.Subtype }

// Parameter returns the value of a parameter, named in lower case.
func (mimeType MIMEType) Parameter(name string) (value string, ok bool) {
	for _, parameter := range mimeType.Parameters {
		if parameter.Name == name {
			return parameter.Value, true
		}
	}
	return "", false
}

// withParameter returns the MIME type with a parameter set.
func (mimeType MIMEType) withParameter(name, value string) MIMEType {
	parameters := append([]MIMEParameter(nil), mimeType.Parameters...)
	for i := range parameters {
		if parameters[i].Name == name {
			parameters[i].Value = value
			mimeType.Parameters = parameters
			return mimeType
		}
	}
	mimeType.Parameters = append(parameters, MIMEParameter{name, value})
	return mimeType
}

// String serializes the MIME type.
//
// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
func (mimeType MIMEType) String() string {
	var serialization strings.Builder
	serialization.WriteString(mimeType.Essence())
	for _, parameter := range mimeType.Parameters {
		serialization.WriteString(";" + parameter.Name + "=")
		if isToken(parameter.Value) {
			serialization.WriteString(parameter.Value)
			continue
		}
		serialization.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(parameter.Value) + `"`)
	}
	return serialization.String()
}

// ParseMIMEType parses a MIME type; ok is false for the Standard's failure.
//
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
func ParseMIMEType(input string) (mimeType MIMEType, ok bool) {
	kind, subtype, rest, ok := splitMIMEType(input)
	if !ok {
		return MIMEType{}, false
	}
	mimeType = MIMEType{Type: lowerASCIIString(kind), Subtype: lowerASCIIString(subtype)}
	seen := newNameSet(nil)
	for rest != "" {
		var name, value string
		name, value, rest = takeMIMEParameter(rest[1:])
		name = lowerASCIIString(name)
		if !isToken(name) || !isQuotedStringContent(value) {
			continue
		}
		if seen.add(name) {
			mimeType.Parameters = append(mimeType.Parameters, MIMEParameter{name, value})
		}
	}
	return mimeType, true
}

// splitMIMEType is the parser up to its parameters, which rest holds with the
// semicolon before them. It makes no copies.
func splitMIMEType(input string) (kind, subtype, rest string, ok bool) {
	input = strings.Trim(input, httpWhitespace)
	kind, rest, found := strings.Cut(input, "/")
	if !found || !isToken(kind) {
		return "", "", "", false
	}
	end := indexAnyOrEnd(rest, ";")
	subtype = strings.TrimRight(rest[:end], httpWhitespace)
	return kind, subtype, rest[end:], isToken(subtype)
}

// takeMIMEParameter takes one parameter from the text behind a semicolon. What
// is left is empty or begins with the next semicolon. A parameter that the
// parser passes over comes back without a name.
func takeMIMEParameter(input string) (name, value, rest string) {
	input = strings.TrimLeft(input, httpWhitespace)
	end := indexAnyOrEnd(input, ";=")
	name, rest = input[:end], input[end:]
	input, hasValue := cutByte(rest, '=')
	if !hasValue {
		return "", "", rest
	}
	if strings.HasPrefix(input, `"`) {
		value, position := collectHTTPQuotedString(input, 0)
		// What stands between the closing quote and the next semicolon is lost.
		return name, value, input[position+indexAnyOrEnd(input[position:], ";"):]
	}
	end = indexAnyOrEnd(input, ";")
	value = strings.TrimRight(input[:end], httpWhitespace)
	if value == "" {
		name = ""
	}
	return name, value, input[end:]
}

// isQuotedStringContent reports whether s has only HTTP quoted-string token
// code points.
func isQuotedStringContent(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 && s[i] != '\t' || s[i] == 0x7F {
			return false
		}
	}
	return true
}

// IsJavaScriptMIMEType reports whether browsers run the MIME type as a script.
//
// https://mimesniff.spec.whatwg.org/#javascript-mime-type
func (mimeType MIMEType) IsJavaScriptMIMEType() bool {
	switch mimeType.Essence() {
	case "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
		"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
		"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
		"text/x-ecmascript", "text/x-javascript":
		return true
	}
	return false
}
