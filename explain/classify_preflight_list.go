package explain

import (
	"cmp"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// classifyUnparsableList names the item that spoils the list.
func (scene *scene) classifyUnparsableList() Code {
	name := scene.failure.Subject
	value, _ := scene.header(name)
	parsed := fetchspec.ExtractHeaderListValues(name, scene.answer().HeaderList)
	scene.set("value", shownValue(value))
	scene.set("item", shownValue(parsed.Bad))
	scene.showHeader(name, "", markOf(value, parsed.Bad)...)
	if name == "Access-Control-Allow-Methods" {
		scene.set("list", strings.Join(appendNew(goodTokens(value, fetchspec.IsMethod), scene.neededMethods()...), ", "))
		return AllowMethodsUnparsable
	}
	scene.set("list", strings.Join(appendNew(goodTokens(value, fetchspec.IsHeaderName), scene.asWritten(scene.askedNames())...), ", "))
	return AllowHeadersUnparsable
}

// goodTokens are the items of a broken list that can be saved: stripped of
// quotes and brackets, and only if each of the list's items is one word.
func goodTokens(value string, valid func(string) bool) []string {
	value = strings.Map(func(r rune) rune {
		switch r {
		case '"', '\'', '[', ']', '(', ')', '{', '}', '<', '>':
			return -1
		case ';', '|':
			return ','
		}
		return r
	}, value)
	var good []string
	for item := range strings.SplitSeq(value, ",") {
		if item = strings.TrimSpace(item); item != "*" && valid(item) {
			good = appendNew(good, item)
		}
	}
	return good
}

func (scene *scene) classifyMethodNotAllowed() Code {
	method := scene.failure.Subject
	value, present := scene.header("Access-Control-Allow-Methods")
	allowed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Methods", scene.answer().HeaderList).Values
	scene.set("method", shownValue(method))
	scene.set("value", "only GET, HEAD and POST")
	if len(allowed) > 0 {
		scene.set("value", shownValue(joinNames(allowed)))
	}
	scene.set("list", strings.Join(appendNew(without(allowed, "*"), method), ", "))
	scene.showAsked("Access-Control-Request-Method", "")
	if !present {
		if code := scene.misspelled("Access-Control-Allow-Methods"); code != "" {
			return code
		}
		scene.showHeader("Access-Control-Allow-Methods", "")
		return AllowMethodsMissing
	}
	if similar := foldedItem(allowed, method); similar != "" {
		return scene.classifyMethodCase(allowed, similar, value)
	}
	if slices.Contains(allowed, "*") {
		scene.showHeader("Access-Control-Allow-Methods", "", markOf(value, "*")...)
		return AllowMethodsWildcardWithCredentials
	}
	scene.showHeader("Access-Control-Allow-Methods", "", wholeValue(value)...)
	return AllowMethodsLacksMethod
}

// classifyMethodCase says which side has the unusual spelling. Where it is the
// page, the server's own stays in the list, for other pages use it.
func (scene *scene) classifyMethodCase(allowed []string, similar, value string) Code {
	method := scene.failure.Subject
	scene.set("item", shownValue(similar))
	scene.showHeader("Access-Control-Allow-Methods", "", markOf(value, similar)...)
	if method == strings.ToUpper(method) {
		scene.set("list", strings.Join(appendNew(without(allowed, similar), method), ", "))
		return AllowMethodsCase
	}
	scene.set("list", strings.Join(append(slices.Clone(allowed), method), ", "))
	return MethodCase
}

func (scene *scene) classifyHeadersNotAllowed() Code {
	value, present := scene.header("Access-Control-Allow-Headers")
	allowed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Headers", scene.answer().HeaderList).Values
	missing := scene.missingNames(allowed)
	scene.set("names", joinNames(scene.asWritten(missing)))
	scene.set("value", listPhrase(allowed))
	scene.set("reason", whoAdds(missing))
	scene.set("list", strings.Join(appendNew(append([]string(nil), allowed...), scene.asWritten(missing)...), ", "))
	scene.showAsked("Access-Control-Request-Headers", "")
	if own := responseHeaders(missing); len(own) > 0 {
		scene.set("names", joinNames(scene.asWritten(own)))
		return ResponseHeaderSetOnRequest
	}
	if !present {
		if code := scene.misspelled("Access-Control-Allow-Headers"); code != "" {
			return code
		}
		scene.showHeader("Access-Control-Allow-Headers", "")
		return AllowHeadersMissing
	}
	if slices.Contains(allowed, "*") {
		scene.showHeader("Access-Control-Allow-Headers", "", markOf(value, "*")...)
		if scene.withCredentials() {
			scene.set("list", strings.Join(appendNew(without(allowed, "*"), scene.asWritten(missing)...), ", "))
			return AllowHeadersWildcardWithCredentials
		}
		return AuthorizationUnderWildcard
	}
	scene.showHeader("Access-Control-Allow-Headers", "", wholeValue(value)...)
	return AllowHeadersLacksName
}

// missingNames are the names that were asked for and are not in the list: the
// one that the Standard stopped at, and those behind it.
func (scene *scene) missingNames(allowed []string) []string {
	missing := []string{strings.ToLower(scene.failure.Subject)}
	if slices.Contains(allowed, "*") && !scene.withCredentials() {
		return missing
	}
	listed := foldedSet(allowed)
	for _, name := range scene.askedNames() {
		if !listed[strings.ToLower(name)] {
			missing = append(missing, name)
		}
	}
	return appendNew(nil, missing...)
}

// askedNames are the names in the preflight's Access-Control-Request-Headers.
func (scene *scene) askedNames() []string {
	var names []string
	for name := range strings.SplitSeq(scene.asked("Access-Control-Request-Headers"), ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return appendNew(nil, names...)
}

// neededMethods is the method that the preflight asks for, if it needs to be
// listed.
func (scene *scene) neededMethods() []string {
	method := scene.asked("Access-Control-Request-Method")
	if method == "" || fetchspec.IsCORSSafelistedMethod(method) {
		return nil
	}
	return []string{method}
}

// asWritten gives names the spelling that the script used.
func (scene *scene) asWritten(names []string) []string {
	request := scene.request()
	if request == nil {
		return names
	}
	spellings := make(map[string]string, len(request.HeaderList))
	for _, header := range request.HeaderList {
		spellings[strings.ToLower(header.Name)] = header.Name
	}
	written := make([]string, len(names))
	for i, name := range names {
		written[i] = cmp.Or(spellings[strings.ToLower(name)], name)
	}
	return written
}

// listPhrase is a parsed list within a sentence.
func listPhrase(items []string) string {
	if len(items) == 0 {
		return "nothing"
	}
	return shownValue(strings.Join(items, ", "))
}
