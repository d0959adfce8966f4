package main

import (
	"regexp"
	"strings"
	"sync"
)

// saysNothing is what a step says that gives up nothing.
const saysNothing = "-"

// An outcome is a thing that a step can say, with the wording that says it. A
// condition ("If response is a network error") says nothing by itself.
type outcome struct {
	name    string
	wording *regexp.Regexp
}

var outcomes = sync.OnceValue(func() []outcome {
	return []outcome{
		{"network error", regexp.MustCompile(`(?i)(?:\breturn|\bset [^.]*? to|\bgiven [^.]*? and) (?:an?|the) (?:new |aborted |appropriate )?network error\b`)},
		{"failure", regexp.MustCompile(`(?i)\breturn failure\b`)},
		{"throw", regexp.MustCompile(`(?i)\b(?:throw|reject|return a promise rejected)\b`)},
		{"blocked", regexp.MustCompile(`(?i)\breturn blocked\b`)},
	}
})

// passedOn matches a step that returns what it has found to be a network error.
var passedOn = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\bIf (\w+) is a network error, then return (\w+)\b`)
})

// whatSays returns the outcomes that a step with that text says, or saysNothing.
func whatSays(text string) string {
	var said []string
	for _, outcome := range outcomes() {
		if outcome.wording.MatchString(text) || outcome.name == "network error" && passesOn(text) {
			said = append(said, outcome.name)
		}
	}
	if said == nil {
		return saysNothing
	}
	return strings.Join(said, "|")
}

func passesOn(text string) bool {
	match := passedOn().FindStringSubmatch(text)
	return match != nil && match[1] == match[2]
}
