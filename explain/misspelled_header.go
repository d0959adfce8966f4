package explain

import "strings"

// misspelled looks for a header that was probably meant to be name.
func (scene *scene) misspelled(name string) Code {
	for _, header := range scene.answer().HeaderList {
		if meantHeader(header.Name) == name {
			scene.set("value", shownValue(header.Name))
			scene.set("header", name)
			scene.show(Evidence{
				Exchange: scene.index, Where: fromResponse, Name: header.Name, Value: header.Value,
				Note: "the name is " + name,
			})
			return CORSHeaderMisspelled
		}
	}
	return ""
}

// meantHeader is the CORS header that a name that is none looks like; "" if it
// looks like none.
func meantHeader(name string) string {
	if isCORSResponseHeader(name) || len(name) > 64 {
		return ""
	}
	bare := bareName(name)
	for _, known := range corsResponseHeaders() {
		if editDistance(bare, bareName(known)) <= 2 {
			return known
		}
	}
	return ""
}

// bareName is a header's name without case, dashes and underscores.
func bareName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// editDistance counts the insertions, deletions and replacements between two
// short words.
func editDistance(a, b string) int {
	if difference := len(a) - len(b); difference > 2 || difference < -2 {
		return 3
	}
	previous := make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range len(a) {
		diagonal := previous[0]
		previous[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, previous[j], previous[j+1])
			}
			diagonal, previous[j+1] = previous[j+1], cost
		}
	}
	return previous[len(b)]
}
