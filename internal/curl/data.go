package curl

import "strings"

// A DataKind is the option by which a piece of a body was given.
type DataKind string

// The data kinds. DataPlain is also --data-ascii.
const (
	DataPlain      DataKind = "data"
	DataRaw        DataKind = "data-raw"
	DataBinary     DataKind = "data-binary"
	DataURLEncoded DataKind = "data-urlencode"
	DataJSON       DataKind = "json"
)

// A Datum is one -d or one of its kin.
type Datum struct {
	Kind     DataKind
	Argument string
}

// JoinData puts the pieces of a body together: with "&" between them, but
// none before a --json.
func JoinData(data []Datum, files Files) ([]byte, error) {
	var body []byte
	for _, datum := range data {
		var err error
		if body, err = AppendData(body, datum, files); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// AppendData appends one more piece to a body, as JoinData does.
func AppendData(body []byte, datum Datum, files Files) ([]byte, error) {
	piece, err := datum.bytes(files)
	if err != nil {
		return nil, err
	}
	if len(body) > 0 && datum.Kind != DataJSON {
		body = append(body, '&')
	}
	return append(body, piece...), nil
}

func (datum Datum) bytes(files Files) ([]byte, error) {
	switch datum.Kind {
	case DataRaw:
		return []byte(datum.Argument), nil
	case DataURLEncoded:
		encoded, err := EncodeData(datum.Argument, files)
		return []byte(encoded), err
	}
	name, isFile := strings.CutPrefix(datum.Argument, "@")
	if !isFile {
		return []byte(datum.Argument), nil
	}
	content, err := files(name)
	if err != nil || datum.Kind != DataPlain {
		return content, err
	}
	return withoutLineEnds(content), nil
}

// withoutLineEnds drops what -d drops from a file.
func withoutLineEnds(content []byte) []byte {
	kept := content[:0:0]
	for _, c := range content {
		if c != '\r' && c != '\n' && c != 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// EncodeData reads the argument of --data-urlencode: `content`, `=content`,
// `name=content`, `@file` or `name@file`. The name is taken as already
// encoded.
func EncodeData(argument string, files Files) (string, error) {
	separator := strings.IndexByte(argument, '=')
	if separator < 0 {
		separator = strings.IndexByte(argument, '@')
	}
	if separator < 0 {
		return percentEncode(argument), nil
	}
	name, content := argument[:separator], argument[separator+1:]
	if argument[separator] == '@' {
		read, err := files(content)
		if err != nil {
			return "", err
		}
		content = string(read)
	}
	if name == "" {
		return percentEncode(content), nil
	}
	return name + "=" + percentEncode(content), nil
}

// percentEncode keeps the unreserved characters and writes a space as "+".
func percentEncode(content string) string {
	const hex = "0123456789ABCDEF"
	var encoded strings.Builder
	for i := 0; i < len(content); i++ {
		switch c := content[i]; {
		case isUnreserved(c):
			encoded.WriteByte(c)
		case c == ' ':
			encoded.WriteByte('+')
		default:
			encoded.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return encoded.String()
}

func isUnreserved(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return c == '-' || c == '.' || c == '_' || c == '~'
}

// AppendQuery adds a query to a URL, before its fragment and after what query
// it has: what -G does with the data.
func AppendQuery(url, query string) string {
	if query == "" {
		return url
	}
	url, fragment, hasFragment := strings.Cut(url, "#")
	switch {
	case !strings.Contains(url, "?"):
		url += "?"
	case !strings.HasSuffix(url, "?") && !strings.HasSuffix(url, "&"):
		url += "&"
	}
	url += query
	if hasFragment {
		url += "#" + fragment
	}
	return url
}
