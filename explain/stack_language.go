package explain

import (
	"fmt"
	"strings"
)

// A language is how a configuration or program writes values. Whatever it
// quotes has passed Policy.Check before, so that no value holds a quote, a
// backslash or a dollar sign; it escapes them all the same.
type language struct {
	name      string
	quoting   quoting
	separator string // between the items of a list
	yes, no   string
}

// A quoting is how a language writes text.
type quoting int

const (
	singleQuotes quoting = iota // 'a', with backslashes
	doubleQuotes                // "a", with backslashes
	noQuotes
	entities // as in XML
)

func languages() []language {
	return []language{
		{name: "javascript", quoting: singleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "typescript", quoting: singleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "python", quoting: doubleQuotes, separator: ", ", yes: "True", no: "False"},
		{name: "ruby", quoting: singleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "php", quoting: singleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "java", quoting: doubleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "csharp", quoting: doubleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "go", quoting: doubleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "json", quoting: doubleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "yaml", quoting: doubleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "toml", quoting: doubleQuotes, separator: ", ", yes: "true", no: "false"},
		{name: "xml", quoting: entities, separator: ",", yes: "true", no: "false"},
		{name: "nginx", quoting: doubleQuotes, separator: " ", yes: "on", no: "off"},
		{name: "apache", quoting: doubleQuotes, separator: " ", yes: "On", no: "Off"},
		{name: "haproxy", quoting: doubleQuotes, separator: " ", yes: "1", no: "0"},
		{name: "lighttpd", quoting: doubleQuotes, separator: ", ", yes: `"enable"`, no: `"disable"`},
		{name: "caddy", quoting: doubleQuotes, separator: " ", yes: "true", no: "false"},
		{name: "shell", quoting: singleQuotes, separator: " ", yes: "true", no: "false"},
		{name: "text", quoting: noQuotes, separator: ", ", yes: "true", no: "false"},
	}
}

func languageNamed(name string) (found language, ok bool) {
	for _, language := range languages() {
		if language.name == name {
			return language, true
		}
	}
	return language{}, false
}

func isLanguage(name string) bool {
	_, ok := languageNamed(name)
	return ok
}

// quote writes text as a string of the language.
func (language language) quote(text string) string {
	switch language.quoting {
	case singleQuotes:
		return "'" + escaped(text, `\'`, `\`) + "'"
	case doubleQuotes:
		return `"` + escaped(text, `\"`, `\`) + `"`
	case entities:
		return `"` + strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text) + `"`
	}
	return text
}

// escaped puts escape before each of the characters.
func escaped(text, characters, escape string) string {
	var written strings.Builder
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(characters, text[i]) >= 0 {
			written.WriteString(escape)
		}
		written.WriteByte(text[i])
	}
	return written.String()
}

// list writes texts as strings, separated as the language does it, without
// brackets.
func (language language) list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = language.quote(text)
	}
	return strings.Join(quoted, language.separator)
}

// comma joins texts as a header does.
func comma(texts []string) string { return strings.Join(texts, ", ") }

// pattern is a regular expression that matches a text, or each of several, and
// nothing else; its quotes are the template's.
func pattern(text any) (string, error) {
	switch text := text.(type) {
	case string:
		return "^" + patternOf(text) + "$", nil
	case []string:
		alternatives := make([]string, len(text))
		for i := range text {
			alternatives[i] = patternOf(text[i])
		}
		return "^(?:" + strings.Join(alternatives, "|") + ")$", nil
	}
	return "", fmt.Errorf("pattern takes a text or a list, not %T", text)
}

// patternOf escapes what has a meaning in regular expressions.
func patternOf(text string) string { return escaped(text, `\.+*?()|[]{}^$`, `\`) }

// bool writes yes or no.
func (language language) bool(value bool) string {
	if value {
		return language.yes
	}
	return language.no
}
