package curl

import (
	"errors"
	"strings"
)

// A Header is what one -H asks for.
type Header struct {
	Name  string
	Value string
	// Remove says that the header is not to be sent at all: -H 'Name:'.
	Remove bool
}

// ParseHeader reads the argument of -H: `Name: value`, `Name;` for an empty
// value, `Name:` to leave a header out.
func ParseHeader(argument string) (Header, error) {
	colon := strings.IndexByte(argument, ':')
	if colon < 0 {
		name, isEmpty := strings.CutSuffix(argument, ";")
		if isEmpty && name != "" {
			return Header{Name: name}, nil
		}
		return Header{}, errors.New("has no colon: write 'Name: value'")
	}
	header := Header{Name: argument[:colon], Value: strings.TrimLeft(argument[colon+1:], " \t")}
	if header.Name == "" {
		return Header{}, errors.New("has no name before the colon: write 'Name: value'")
	}
	header.Remove = strings.Trim(header.Value, " \t\r\n") == ""
	return header, nil
}

// ParseHeaders reads the argument of -H, which may also be @FILE with one
// header a line.
func ParseHeaders(argument string, files Files) ([]Header, error) {
	name, isFile := strings.CutPrefix(argument, "@")
	if !isFile {
		header, err := ParseHeader(argument)
		if err != nil {
			return nil, err
		}
		return []Header{header}, nil
	}
	content, err := files(name)
	if err != nil {
		return nil, err
	}
	var headers []Header
	for line := range strings.Lines(string(content)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		header, err := ParseHeader(line)
		if err != nil {
			return nil, err
		}
		headers = append(headers, header)
	}
	return headers, nil
}
