package main

import (
	"html"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A node is an element of the source, or a run of text when it has no name.
type node struct {
	name       string
	attributes map[string]string
	text       string
	parent     *node
	children   []*node
}

var tokenPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<!--(?s:.*?)-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>`)
})

var attributePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+)))?`)
})

var linkPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[=(?:[^=\]]*[/|])?([^=\]]*)=\]`)
})

// An impliedEnd tells which open elements a start tag ends when the source
// leaves out their end tags, and which elements keep it from looking further.
type impliedEnd struct{ ends, within []string }

// impliedEndOf returns what a start tag ends.
func impliedEndOf(name string) impliedEnd {
	switch name {
	case "li":
		return impliedEnd{ends: []string{"li"}, within: []string{"ol", "ul"}}
	case "dt", "dd":
		return impliedEnd{ends: []string{"dt", "dd"}, within: []string{"dl"}}
	case "p", "ol", "ul", "dl", "div", "details", "pre", "table", "hr", "h2", "h3", "h4":
		return impliedEnd{ends: []string{"p"}, within: []string{"li", "dt", "dd", "div", "details", "ol", "ul", "dl", "table"}}
	}
	return impliedEnd{}
}

func isVoidElement(name string) bool {
	switch name {
	case "br", "hr", "img", "input", "link", "meta", "wbr":
		return true
	}
	return false
}

// parse returns the root of source's tree. Comments are left out.
func parse(source string) *node {
	root := &node{name: "root"}
	open := root
	position := 0
	for _, token := range tokenPattern().FindAllStringSubmatchIndex(source, -1) {
		open.addText(source[position:token[0]])
		position = token[1]
		isComment := token[4] < 0
		if isComment {
			continue
		}
		name := strings.ToLower(source[token[4]:token[5]])
		isEndTag := token[2] != token[3]
		if isEndTag {
			open = open.closed(impliedEnd{ends: []string{name}})
		} else {
			open = open.opened(name, source[token[6]:token[7]])
		}
	}
	open.addText(source[position:])
	return root
}

func (n *node) addText(text string) {
	if text != "" {
		n.children = append(n.children, &node{text: html.UnescapeString(text), parent: n})
	}
}

// opened returns the innermost open element after a start tag within n.
func (n *node) opened(name, attributes string) *node {
	parent := n.closed(impliedEndOf(name))
	child := &node{name: name, attributes: parseAttributes(attributes), parent: parent}
	parent.children = append(parent.children, child)
	if isVoidElement(name) {
		return parent
	}
	return child
}

// closed returns the innermost open element once end has ended what it can of
// n and the elements around it: n itself if there is nothing to end.
func (n *node) closed(end impliedEnd) *node {
	for element := n; element.parent != nil; element = element.parent {
		if slices.Contains(end.ends, element.name) {
			return element.parent
		}
		if slices.Contains(end.within, element.name) {
			break
		}
	}
	return n
}

func parseAttributes(source string) map[string]string {
	attributes := make(map[string]string)
	for _, match := range attributePattern().FindAllStringSubmatch(source, -1) {
		attributes[strings.ToLower(match[1])] = html.UnescapeString(match[2] + match[3] + match[4])
	}
	return attributes
}

func (n *node) has(attribute string) bool {
	_, ok := n.attributes[attribute]
	return ok
}

func (n *node) hasClass(class string) bool {
	return slices.Contains(strings.Fields(n.attributes["class"]), class)
}

// isAside reports whether n is beside the Standard's requirements.
func (n *node) isAside() bool {
	return n.hasClass("note") || n.hasClass("example") || n.hasClass("warning")
}

// childrenNamed returns the children of n that are elements of that name.
func (n *node) childrenNamed(name string) []*node {
	var named []*node
	for _, child := range n.children {
		if child.name == name {
			named = append(named, child)
		}
	}
	return named
}

// all yields n and every node below it, in the order of the source.
func (n *node) all() iter.Seq[*node] {
	return func(yield func(*node) bool) { n.yieldTo(yield) }
}

func (n *node) yieldTo(yield func(*node) bool) bool {
	if !yield(n) {
		return false
	}
	for _, child := range n.children {
		if !child.yieldTo(yield) {
			return false
		}
	}
	return true
}

// textWithout returns n's text on one line, leaving out the elements below it
// for which skip holds. A Bikeshed link [=for/term|text=] reads as its text.
func (n *node) textWithout(skip func(*node) bool) string {
	var text strings.Builder
	n.appendText(&text, skip)
	linked := linkPattern().ReplaceAllString(text.String(), "$1")
	return strings.Join(strings.Fields(linked), " ")
}

func (n *node) appendText(text *strings.Builder, skip func(*node) bool) {
	text.WriteString(n.text)
	for _, child := range n.children {
		if !skip(child) {
			child.appendText(text, skip)
		}
	}
}
