package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// remedies are the ways out of a failure: the smallest change first, and after
// it others that do instead. None of them is ever unsafe: no origin is sent
// back unseen together with credentials, null is never allowed, and no * stands
// where cookies are needed.
func (scene *scene) remedies(code Code) []Remedy {
	remedies := scene.waysOut(code)
	for i := range remedies {
		remedies[i].Alternative = i > 0
	}
	return remedies
}

func (scene *scene) waysOut(code Code) []Remedy {
	switch groupOf(code) {
	case "allow-origin":
		return scene.originRemedies(code)
	case "allow-credentials":
		return append(scene.onAnswer(code, allowCredentials), scene.withoutCredentials()...)
	case "preflight":
		return scene.preflightRemedies(code)
	case "preflight-list":
		return scene.listRemedies(code)
	case "outside":
		return scene.outsideRemedies(code)
	case "redirect":
		return scene.redirectRemedies(code)
	case "response":
		return scene.responseRemedies(code)
	case "network":
		return scene.networkRemedies(code)
	}
	return scene.pageRemedies(code)
}

// groupOf is the name of the table that a code stands in.
func groupOf(code Code) string {
	for _, group := range [...]struct {
		name    string
		entries []Entry
	}{
		{"allow-origin", allowOriginEntries},
		{"allow-credentials", allowCredentialsEntries},
		{"preflight", preflightEntries},
		{"preflight-list", preflightListEntries},
		{"outside", outsideEntries},
		{"redirect", redirectEntries},
		{"response", responseEntries},
		{"network", networkEntries},
	} {
		for i := range group.entries {
			if group.entries[i].Code == code {
				return group.name
			}
		}
	}
	return "page"
}

// allowCredentials is the one value that browsers accept.
var allowCredentials = Change{OpSet, "Access-Control-Allow-Credentials", "true"}

// remedy is one with the words of the code's entry.
func (scene *scene) remedy(code Code, target Target, changes ...Change) Remedy {
	entry := Lookup(code)
	exchange := scene.index
	if target == TargetPage || target == TargetRequest {
		exchange = -1
	}
	return Remedy{
		Target: target, Exchange: exchange, Change: changes,
		Text: fill(scene.safeFix(entry.Fix), scene.values), Cost: fill(entry.Cost, scene.values),
	}
}

// safeFix is a fix that never tells anyone to allow null.
func (scene *scene) safeFix(fix string) string {
	if scene.sentOrigin() != "null" || !strings.Contains(fix, "{sent}") {
		return fix
	}
	if scene.withCredentials() {
		return nullFix
	}
	return nullFix + " For public data, Access-Control-Allow-Origin: * will do."
}

// nullFix is for origins that are written null.
const nullFix = "Serve the page from an address of its own, and let {server} allow that. Never allow null."

// onAnswer changes the answer that failed.
func (scene *scene) onAnswer(code Code, changes ...Change) []Remedy {
	target := TargetResponse
	if scene.isPreflight() {
		target = TargetPreflight
	}
	return []Remedy{scene.remedy(code, target, changes...)}
}

// onPage changes what the page asks for.
func (scene *scene) onPage(code Code, changes ...Change) []Remedy {
	return []Remedy{scene.remedy(code, TargetPage, changes...)}
}

// onServer has nothing that a header could change.
func (scene *scene) onServer(code Code) []Remedy {
	return []Remedy{scene.remedy(code, TargetServer)}
}

// or is another way to the same end, with words of its own.
func (scene *scene) or(target Target, text, cost string, changes ...Change) Remedy {
	exchange := scene.index
	if target == TargetPage || target == TargetRequest {
		exchange = -1
	}
	return Remedy{
		Target: target, Exchange: exchange, Change: changes,
		Text: fill(text, scene.values), Cost: fill(cost, scene.values),
	}
}

// answerTarget says which kind of answer the scene's is.
func (scene *scene) answerTarget() Target {
	if scene.isPreflight() {
		return TargetPreflight
	}
	return TargetResponse
}

// allowOrigin is the header that allows this origin; nil where it cannot be
// allowed safely.
func (scene *scene) allowOrigin() []Change {
	sent := scene.sentOrigin()
	if sent != "null" {
		return []Change{{OpSet, "Access-Control-Allow-Origin", sent}}
	}
	if scene.withCredentials() {
		return nil
	}
	return []Change{{OpSet, "Access-Control-Allow-Origin", "*"}}
}

// varyOrigin is Vary with Origin in it; nil where it is there already, or
// where no cache keeps the answer.
func (scene *scene) varyOrigin() []Change {
	answer := scene.answer()
	if answer == nil || scene.isPreflight() || scene.sentOrigin() == "null" || varies(answer, "Origin") || varies(answer, "*") {
		return nil
	}
	value, present := answer.HeaderList.Get("Vary")
	if present && strings.TrimSpace(value) != "" {
		return []Change{{OpSet, "Vary", value + ", Origin"}}
	}
	return []Change{{OpSet, "Vary", "Origin"}}
}

// allowAnswer is all that an answer needs to be read by this page.
func (scene *scene) allowAnswer() []Change {
	changes := scene.allowOrigin()
	if scene.withCredentials() && changes != nil {
		changes = append(changes, allowCredentials)
	}
	return changes
}

// allowPreflight is all that a preflight's answer needs where another layer
// than the CORS code has made it. Where the origin is allowed, that code has
// run, and only the status is to be changed.
func (scene *scene) allowPreflight() []Change {
	changes := []Change{{OpStatus, "", "204"}}
	scene.set("below", "")
	if scene.failure.Step.Algorithm == "CORS-preflight fetch" {
		return changes
	}
	scene.set("below", " and the headers below")
	if answer := scene.answer(); answer != nil && fetchspec.IsOKStatus(answer.Status) {
		changes = nil
	}
	changes = append(changes, scene.allowAnswer()...)
	if methods := scene.neededMethods(); len(methods) > 0 {
		changes = append(changes, Change{OpSet, "Access-Control-Allow-Methods", scene.merged("Access-Control-Allow-Methods", methods)})
	}
	if names := scene.askedNames(); len(names) > 0 {
		changes = append(changes, Change{OpSet, "Access-Control-Allow-Headers", scene.merged("Access-Control-Allow-Headers", scene.asWritten(names))})
	}
	return changes
}

// merged is a list header of the answer with what it lacks.
func (scene *scene) merged(name string, needed []string) string {
	listed := fetchspec.ExtractHeaderListValues(name, scene.answer().HeaderList).Values
	if scene.withCredentials() {
		listed = without(listed, "*")
	}
	return strings.Join(appendNew(append([]string(nil), listed...), needed...), ", ")
}

// withoutCredentials is the page's way to do without them.
func (scene *scene) withoutCredentials() []Remedy {
	return []Remedy{scene.or(TargetPage,
		`If nothing there needs a cookie, leave credentials out of the page's call. An Authorization header does not need them.`,
		"The browser then sends no cookies to {server}, and keeps none from it.",
		Change{OpCredentials, "", string(fetchspec.CredentialsSameOrigin)})}
}

// anyOrigin is a * for public answers.
func (scene *scene) anyOrigin() []Remedy {
	if scene.withCredentials() {
		return nil
	}
	return []Remedy{scene.or(scene.answerTarget(),
		"If this is public data, allow every origin: Access-Control-Allow-Origin: *",
		"Every page in the world can then read it. Credentials stay excluded.",
		Change{OpSet, "Access-Control-Allow-Origin", "*"})}
}
