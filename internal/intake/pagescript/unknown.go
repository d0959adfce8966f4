package pagescript

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// An UnknownKind says where the code would have had a value from.
type UnknownKind string

// The kinds of unknown values.
const (
	UnknownVariable  UnknownKind = "variable"  // of another script
	UnknownParameter UnknownKind = "parameter" // of a function that nothing calls
	UnknownResponse  UnknownKind = "response"  // the server's
	UnknownPage      UnknownKind = "page"      // the page's address
)

// An Unknown is a value that the code does not have.
type Unknown struct {
	Name       string // as the code could write it: "config.apiURL"
	Kind       UnknownKind
	Start, End int // bytes of the source where it is used; both -1 if nowhere
}

// A marker stands for an unknown in text. Its two ends are noncharacters,
// which no text contains.
const (
	markerStart = '\uFDD0'
	markerEnd   = '\uFDD1'
)

// markerPattern finds markers, also where the code has encoded them for a URL.
var markerPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:\x{FDD0}|%EF%B7%90)([0-9]+)(?:\x{FDD1}|%EF%B7%91)`)
})

// hasMarker reports whether text was made from something unknown, even if it
// was cut so that nobody can say from what.
func hasMarker(text string) bool {
	return strings.ContainsRune(text, markerStart) || strings.ContainsRune(text, markerEnd) ||
		strings.Contains(text, "%EF%B7%9") || strings.Contains(text, "%ef%b7%9")
}

// markers returns the numbers of the unknowns in text.
func markers(text string) []int {
	if !hasMarker(text) {
		return nil
	}
	var numbers []int
	for _, match := range markerPattern().FindAllStringSubmatch(text, -1) {
		if number, err := strconv.Atoi(match[1]); err == nil {
			numbers = append(numbers, number)
		}
	}
	return numbers
}
