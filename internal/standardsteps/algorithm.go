package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// An algorithm is what the Standard defines by a list of steps.
type algorithm struct{ name, anchor string }

// citedName gives the name by which an algorithm is cited where the
// definition's own text is no name, or is one that another shares; "" for the
// others.
func citedName(anchor string) string {
	switch anchor {
	case "block-bad-port":
		return "should request be blocked due to a bad port"
	case "should-response-to-request-be-blocked-due-to-mime-type?":
		return "should response to request be blocked due to MIME type"
	case "concept-header-list-get-decode-split":
		return "get, decode, and split"
	}
	return ""
}

// idlDefinitions are the kinds of definition whose anchor begins with "dom-".
var idlDefinitions = []string{"constructor", "method", "attribute"}

// isDefinition reports whether n defines a term: a dfn, or a heading that is
// marked as one.
func isDefinition(n *node) bool { return n.name == "dfn" || n.has("dfn") }

// countTerms returns how many definitions below root there are of each term.
func countTerms(root *node) map[string]int {
	counts := make(map[string]int)
	for n := range root.all() {
		if isDefinition(n) {
			counts[term(n)]++
		}
	}
	return counts
}

// nameAlgorithm returns the algorithm that definition introduces.
func nameAlgorithm(definition *node, termCounts map[string]int) algorithm {
	anchor := anchorOf(definition)
	if name := citedName(anchor); name != "" {
		return algorithm{name, anchor}
	}
	name := term(definition)
	if definedFor := definition.attributes["for"]; definedFor != "" && termCounts[name] > 1 {
		name = definedFor + " " + name
	}
	return algorithm{name, anchor}
}

// term returns the text that definition defines.
func term(definition *node) string {
	if definition.name != "dfn" {
		return firstLinkText(definition)
	}
	text := definition.textWithout(nothing)
	if beginsSentence(definition) {
		return lowerFirst(text)
	}
	return text
}

// firstLinkText returns the text by which Bikeshed links to definition.
func firstLinkText(definition *node) string {
	if texts := definition.attributes["lt"]; texts != "" {
		first, _, _ := strings.Cut(texts, "|")
		return first
	}
	return definition.textWithout(nothing)
}

func beginsSentence(definition *node) bool {
	for _, sibling := range definition.parent.children {
		if sibling == definition {
			return true
		}
		if strings.TrimSpace(sibling.textWithout(nothing)) != "" {
			return false
		}
	}
	return false
}

// lowerFirst lowers the first letter of a sentence, unless its first word is
// spelled with capitals wherever it stands ("CORS", "Cross-Origin").
func lowerFirst(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if strings.ContainsFunc(word[min(1, len(word)):], unicode.IsUpper) {
		return text
	}
	return strings.ToLower(word) + text[len(word):]
}

// anchorOf returns definition's id: its own, or the one Bikeshed would make.
func anchorOf(definition *node) string {
	if id := definition.attributes["id"]; id != "" {
		return id
	}
	text := firstLinkText(definition)
	isIDL := slices.ContainsFunc(idlDefinitions, definition.has)
	if isIDL {
		text, _, _ = strings.Cut(text, "(")
	}
	if definedFor := definition.attributes["for"]; definedFor != "" {
		text = definedFor + "-" + text
	}
	if isIDL {
		text = "dom-" + text
	}
	return slug(text)
}

// idPatterns are what separates words in an id, and what no id holds.
var idPatterns = sync.OnceValues(func() (separator, dropped *regexp.Regexp) {
	return regexp.MustCompile(`[\s/(,]+`), regexp.MustCompile(`[^a-z0-9_-]`)
})

// slug returns text in the characters that Bikeshed keeps for an id.
func slug(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "()", "")
	separator, dropped := idPatterns()
	text = separator.ReplaceAllString(text, "-")
	return strings.TrimRight(dropped.ReplaceAllString(text, ""), "-")
}

// introduction returns the definition that list gives the steps of: the first
// in the same <div algorithm>, or else the first in the nearest block before.
func introduction(list *node) (*node, error) {
	if block := enclosingAlgorithm(list); block != nil {
		if definition := firstDefinition(block); definition != nil {
			return definition, nil
		}
	}
	siblings := list.parent.children
	for i := slices.Index(siblings, list) - 1; i >= 0; i-- {
		if definition := firstDefinition(siblings[i]); definition != nil {
			return definition, nil
		}
	}
	return nil, fmt.Errorf("no definition introduces the list: %.60q", list.textWithout(nothing))
}

// firstDefinition returns the first definition in block, or nil.
func firstDefinition(block *node) *node {
	for n := range block.all() {
		if isDefinition(n) {
			return n
		}
	}
	return nil
}

// enclosingAlgorithm returns the <div algorithm> around list, or nil.
func enclosingAlgorithm(list *node) *node {
	for element := list.parent; element != nil; element = element.parent {
		if element.name == "div" && element.has("algorithm") {
			return element
		}
	}
	return nil
}

// nothing is what textWithout skips to give all text.
func nothing(*node) bool { return false }
