package curl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
)

// A FormPart is one field of a form, as FormData holds it: text, or a file
// when it has a file name or a type.
type FormPart struct {
	Name     string
	Content  []byte
	FileName string
	Type     string // the part's Content-Type; "" for a text field
}

// A formArgument is -F's argument before its files are read.
type formArgument struct {
	name     string
	content  string
	files    []string // after "@": parts of their own
	textFile string   // after "<": a text field with the file's content
	fileName string
	mimeType string
}

// ParseFormPart reads the argument of -F: `name=text`, `name=<file`,
// `name=@file` or `name=@file,file`, each with `;type=` and `;filename=`, and
// with values in double quotes where they hold ";" or ",". Several files make
// several parts of one name, as they do in a browser.
func ParseFormPart(argument string, files Files) ([]FormPart, error) {
	parsed, err := parseFormArgument(argument)
	if err != nil {
		return nil, err
	}
	if len(parsed.files) > 0 {
		return fileParts(parsed, files)
	}
	part := FormPart{Name: parsed.name, Content: []byte(parsed.content), FileName: parsed.fileName, Type: parsed.mimeType}
	if parsed.textFile != "" {
		part.Content, err = files(parsed.textFile)
	}
	// FormData turns a typed Blob without a name into a file called "blob".
	switch {
	case part.Type != "" && part.FileName == "":
		part.FileName = "blob"
	case part.Type == "" && part.FileName != "":
		part.Type = typeOfFile(part.FileName)
	}
	return []FormPart{part}, err
}

// LiteralFormPart reads the argument of --form-string, in which nothing but
// the first "=" means anything.
func LiteralFormPart(argument string) (FormPart, error) {
	name, content, found := strings.Cut(argument, "=")
	if !found || name == "" {
		return FormPart{}, errFormSyntax
	}
	return FormPart{Name: name, Content: []byte(content)}, nil
}

var errFormSyntax = errors.New("is not name=content")

func parseFormArgument(argument string) (formArgument, error) {
	name, rest, found := strings.Cut(argument, "=")
	if !found || name == "" {
		return formArgument{}, errFormSyntax
	}
	parsed := formArgument{name: name}
	if rest == "" {
		return parsed, nil
	}
	switch rest[0] {
	case '(', ')':
		return formArgument{}, errors.New("makes a nested multipart body, which a browser's FormData cannot")
	case '@':
		return parsed, parsed.readFiles(rest[1:])
	case '<':
		parsed.textFile, rest = formWord(rest[1:], ";")
	default:
		parsed.content, rest = formWord(rest, ";")
	}
	return parsed, parsed.readAttributes(rest)
}

func (parsed *formArgument) readFiles(rest string) error {
	for {
		var name string
		name, rest = formWord(rest, ";,")
		parsed.files = append(parsed.files, name)
		if !strings.HasPrefix(rest, ",") {
			return parsed.readAttributes(rest)
		}
		rest = rest[1:]
	}
}

func (parsed *formArgument) readAttributes(rest string) error {
	for strings.HasPrefix(rest, ";") {
		var key, value string
		rest = strings.TrimLeft(rest[1:], " ")
		key, rest, _ = strings.Cut(rest, "=")
		switch key {
		case "type":
			// A type may have parameters: they are part of it up to the
			// next attribute.
			value, rest = mimeTypeWord(rest)
			parsed.mimeType = value
		case "filename":
			parsed.fileName, rest = formWord(rest, ";")
		default:
			return fmt.Errorf("has ;%s, where only ;type= and ;filename= can be: put the content in double quotes if the semicolon belongs to it", key)
		}
	}
	return nil
}

// formWord reads up to one of the ends, or a word in double quotes in which
// a backslash stands before a quote or a backslash.
func formWord(rest, ends string) (word, after string) {
	if !strings.HasPrefix(rest, `"`) {
		if end := strings.IndexAny(rest, ends); end >= 0 {
			return rest[:end], rest[end:]
		}
		return rest, ""
	}
	var unquoted strings.Builder
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] == '"':
			after = rest[i+1:]
			if end := strings.IndexAny(after, ends); end >= 0 {
				return unquoted.String(), after[end:]
			}
			return unquoted.String(), ""
		case rest[i] == '\\' && i+1 < len(rest) && (rest[i+1] == '"' || rest[i+1] == '\\'):
			i++
		}
		unquoted.WriteByte(rest[i])
	}
	// Without a closing quote the quote is an ordinary character.
	if end := strings.IndexAny(rest, ends); end >= 0 {
		return rest[:end], rest[end:]
	}
	return rest, ""
}

func mimeTypeWord(rest string) (word, after string) {
	for i := 0; i < len(rest); i++ {
		if rest[i] != ';' {
			continue
		}
		next := strings.TrimLeft(rest[i+1:], " ")
		if strings.HasPrefix(next, "filename=") || strings.HasPrefix(next, "type=") {
			return rest[:i], rest[i:]
		}
	}
	return rest, ""
}

func fileParts(parsed formArgument, files Files) ([]FormPart, error) {
	var parts []FormPart
	for _, name := range parsed.files {
		content, err := files(name)
		if err != nil {
			return nil, err
		}
		part := FormPart{Name: parsed.name, Content: content, FileName: parsed.fileName, Type: parsed.mimeType}
		if part.FileName == "" {
			part.FileName = path.Base(name)
		}
		if part.Type == "" {
			part.Type = typeOfFile(part.FileName)
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func typeOfFile(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".gif":
		return "image/gif"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".svg":
		return "image/svg+xml"
	case ".webp":
		return "image/webp"
	case ".txt":
		return "text/plain"
	case ".htm", ".html":
		return "text/html"
	case ".css":
		return "text/css"
	case ".js", ".mjs":
		return "text/javascript"
	case ".json":
		return "application/json"
	case ".csv":
		return "text/csv"
	case ".pdf":
		return "application/pdf"
	case ".xml":
		return "application/xml"
	case ".zip":
		return "application/zip"
	}
	return "application/octet-stream"
}

// EncodeForm writes the parts as multipart/form-data and returns the body
// with its Content-Type. The boundary is made from the content, so that one
// form always gives one body; it is in lower case, as the type of a Blob is.
//
// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
func EncodeForm(parts []FormPart) (body []byte, contentType string) {
	boundary := formBoundary(parts)
	var encoded bytes.Buffer
	for _, part := range parts {
		encoded.WriteString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escapeFormName(normalizeLineEnds(part.Name)) + "\"")
		content := part.Content
		if part.FileName != "" {
			encoded.WriteString("; filename=\"" + escapeFormName(part.FileName) + "\"\r\nContent-Type: " + part.Type)
		} else {
			content = []byte(normalizeLineEnds(string(content)))
		}
		encoded.WriteString("\r\n\r\n")
		encoded.Write(content)
		encoded.WriteString("\r\n")
	}
	encoded.WriteString("--" + boundary + "--\r\n")
	return encoded.Bytes(), "multipart/form-data; boundary=" + boundary
}

func formBoundary(parts []FormPart) string {
	hash := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(hash, "%q %q %q %d ", part.Name, part.FileName, part.Type, len(part.Content))
		hash.Write(part.Content)
	}
	return "----formboundary" + hex.EncodeToString(hash.Sum(nil)[:12])
}

// normalizeLineEnds makes every line end of a text field CRLF.
func normalizeLineEnds(text string) string {
	if !strings.ContainsAny(text, "\r\n") {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.ReplaceAll(text, "\n", "\r\n")
}

func escapeFormName(name string) string {
	return strings.NewReplacer("\n", "%0A", "\r", "%0D", `"`, "%22").Replace(name)
}
