package explain

import (
	"embed"
	"strings"
)

//go:embed pages
var pageFiles embed.FS

// PageHeadings are the headings that every page has, in this order, under the
// code's title.
var PageHeadings = [...]string{"What happened", "Why browsers do this", "How to fix it", "When not to", "In the Standard"}

// Page is a code's page in Markdown; "" if there is no such page. It begins
// with the code's title, has the PageHeadings, and ends with an example that
// the tests run.
func Page(code Code) string {
	if Lookup(code) == nil {
		return ""
	}
	text, err := pageFiles.ReadFile("pages/" + string(code) + ".md")
	if err != nil {
		return ""
	}
	return string(text)
}

// Pages are the codes that have a page, in the order of their names.
func Pages() []Code {
	files, err := pageFiles.ReadDir("pages")
	if err != nil {
		return nil
	}
	var codes []Code
	for _, file := range files {
		if name, isPage := strings.CutSuffix(file.Name(), ".md"); isPage {
			codes = append(codes, Code(name))
		}
	}
	return codes
}

// PageExample is the text of a page's fenced case, in the format of package
// cases; "" if it has none.
func PageExample(page string) string {
	_, after, found := strings.Cut(page, "```case\n")
	if !found {
		return ""
	}
	example, _, closed := strings.Cut(after, "\n```")
	if !closed {
		return ""
	}
	return example + "\n"
}
