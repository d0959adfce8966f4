package explain

import (
	"cmp"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// RecognizeLayers says of each answer which servers had a part in it: those
// that it gives away, from the browser's end to the other. Indexes are those
// of exchanges. At most one of an answer's layers is marked as the one that
// made it.
func RecognizeLayers(exchanges []fetchspec.Exchange) []Layer {
	var sightings []answerLayers
	for i := range exchanges {
		if exchanges[i].Response != nil {
			sightings = append(sightings, layersOf(sighting{i, &exchanges[i]}))
		}
	}
	known := knownApps(sightings)
	for i := range sightings {
		sightings[i].keepOneApp(known)
	}
	for i := range sightings {
		sightings[i].refine(sightings)
	}
	for i := range sightings {
		sightings[i].findMaker(sightings)
	}
	var layers []Layer
	for i := range sightings {
		for _, found := range sightings[i].found {
			layers = append(layers, found.layer)
		}
	}
	return layers
}

// layers are those of the fetch's exchanges and of the probes.
func (session *session) layers() []Layer {
	exchanges := make([]fetchspec.Exchange, len(session.record.answers))
	for i := range session.record.answers {
		exchanges[i] = session.record.answers[i].exchange
	}
	return RecognizeLayers(exchanges)
}

// answerLayers are the layers that one answer shows.
type answerLayers struct {
	sighting
	found []foundLayer
}

// A foundLayer is a layer with what its marks say of it.
type foundLayer struct {
	layer  Layer
	stack  *Stack // nil for one that is known by its name alone
	made   bool
	passed bool
	always []*mark  // marks that are on every answer of the stack
	quoted []string // the names of what its marks are in
}

// evidenceLimit bounds what is quoted for one layer.
const evidenceLimit = 4

func layersOf(sighting sighting) answerLayers {
	found := answerLayers{sighting: sighting}
	for _, stack := range Stacks() {
		if layer, seen := sighting.see(stack); seen {
			found.found = append(found.found, layer)
		}
	}
	found.dropRefined()
	found.addUnknown()
	slices.SortStableFunc(found.found, func(a, b foundLayer) int {
		return cmp.Compare(depth(Role(a.layer.Role)), depth(Role(b.layer.Role)))
	})
	return found
}

// depth orders roles from the browser's end to the other.
func depth(role Role) int {
	switch role {
	case RoleCDN:
		return 0
	case RoleGateway:
		return 1
	case RoleProxy:
		return 2
	case RolePlatform:
		return 4
	case RoleApp:
		return 5
	}
	return 3
}

// see looks for the stack's marks.
func (sighting sighting) see(stack *Stack) (foundLayer, bool) {
	found := foundLayer{stack: stack, layer: Layer{
		Exchange: sighting.index, Name: stack.Title, Role: string(stack.Role),
	}}
	if stack.HasSnippet() {
		found.layer.Stack = stack.Name
	}
	best := Confidence("")
	for i := range stack.marks {
		mark := &stack.marks[i]
		evidence, shown := sighting.shows(mark)
		if !shown {
			continue
		}
		if mark.confidence.rank() > best.rank() {
			best = mark.confidence
		}
		found.made = found.made || mark.made
		found.passed = found.passed || mark.passed
		if mark.always {
			found.always = append(found.always, mark)
		}
		found.layer.Evidence = withEvidence(found.layer.Evidence, evidence)
		for _, quoted := range evidence {
			found.quoted = appendNew(found.quoted, quoted.Name)
		}
	}
	found.layer.Confidence = string(best)
	return found, best != ""
}

// withEvidence adds what is not quoted yet.
func withEvidence(list, added []Evidence) []Evidence {
	for _, evidence := range added {
		known := slices.ContainsFunc(list, func(other Evidence) bool {
			return other.Where == evidence.Where && other.Name == evidence.Name && other.Value == evidence.Value
		})
		if !known && len(list) < evidenceLimit {
			list = append(list, evidence)
		}
	}
	return list
}

// dropRefined leaves out stacks of which a finer one was seen: PHP where
// Laravel was. What they showed stays as evidence for the finer one.
func (answer *answerLayers) dropRefined() {
	for i := range answer.found {
		finer := &answer.found[i]
		for _, name := range finer.stack.Refines {
			at := slices.IndexFunc(answer.found, func(other foundLayer) bool { return other.stack.Name == name })
			if at < 0 || at == i {
				continue
			}
			coarse := answer.found[at]
			if coarse.confidence().rank() > finer.confidence().rank() && finer.confidence() == Possible {
				continue
			}
			finer.layer.Evidence = withEvidence(finer.layer.Evidence, coarse.layer.Evidence)
			finer.always = append(finer.always, coarse.always...)
			finer.quoted = append(finer.quoted, coarse.quoted...)
			answer.found[at].layer.Confidence = ""
		}
	}
	answer.found = slices.DeleteFunc(answer.found, func(found foundLayer) bool { return found.layer.Confidence == "" })
}

// refine takes what another answer of the same server tells more finely: if
// that one is Rails', rack-cors in this one is, too.
func (answer *answerLayers) refine(all []answerLayers) {
	for i := range answer.found {
		coarse := &answer.found[i]
		if coarse.stack == nil {
			continue
		}
		finer := finerElsewhere(answer, coarse.stack, all)
		if finer == nil {
			continue
		}
		coarse.layer.Name, coarse.layer.Stack, coarse.layer.Role = finer.layer.Name, finer.layer.Stack, finer.layer.Role
		coarse.layer.Evidence = withEvidence(coarse.layer.Evidence, finer.layer.Evidence[:1])
		coarse.stack = finer.stack
	}
}

// finerElsewhere is a layer in another answer of the same server whose stack
// refines this one; nil if there is none that is more than possible.
func finerElsewhere(answer *answerLayers, stack *Stack, all []answerLayers) *foundLayer {
	for i := range all {
		other := &all[i]
		if other.index == answer.index || !sameServer(answer.exchange, other.exchange) {
			continue
		}
		for j := range other.found {
			finer := &other.found[j]
			if finer.stack != nil && contains(finer.stack.Refines, stack.Name) && finer.confidence().rank() >= Likely.rank() && len(finer.layer.Evidence) > 0 {
				return finer
			}
		}
	}
	return nil
}

func (found *foundLayer) confidence() Confidence { return Confidence(found.layer.Confidence) }

// An appAt is an application on a server.
type appAt struct {
	server string
	stack  *Stack
}

// knownApps tells how surely each application shows in any answer of each
// server.
func knownApps(all []answerLayers) map[appAt]int {
	known := map[appAt]int{}
	for i := range all {
		for j := range all[i].found {
			found := &all[i].found[j]
			at := appAt{all[i].server(), found.stack}
			known[at] = max(known[at], found.confidence().rank())
		}
	}
	return known
}

func (answer *answerLayers) server() string {
	if answer.exchange.Request.URL == nil {
		return ""
	}
	return answer.exchange.Request.URL.Origin().String()
}

// keepOneApp keeps of several applications the one that is surest, here and
// then in other answers: an answer comes from one alone.
func (answer *answerLayers) keepOneApp(known map[appAt]int) {
	var best *foundLayer
	for i := range answer.found {
		found := &answer.found[i]
		if !found.isApp() {
			continue
		}
		if best == nil || cmp.Or(
			cmp.Compare(found.confidence().rank(), best.confidence().rank()),
			cmp.Compare(known[appAt{answer.server(), found.stack}], known[appAt{answer.server(), best.stack}]),
			cmp.Compare(len(found.layer.Evidence), len(best.layer.Evidence)),
		) > 0 {
			best = found
		}
	}
	if best == nil {
		return
	}
	kept := best.stack
	answer.found = slices.DeleteFunc(answer.found, func(found foundLayer) bool { return found.isApp() && found.stack != kept })
}

func (found *foundLayer) isApp() bool { return found.stack != nil && found.stack.Role == RoleApp }

// addUnknown names the servers that name themselves and are no stack of ours.
func (answer *answerLayers) addUnknown() {
	list := answer.answer().HeaderList
	for _, named := range []struct{ header, role string }{{"Server", string(RoleUnknown)}, {"Via", string(RoleProxy)}} {
		value, present := list.Get(named.header)
		name := productName(value, named.header)
		if !present || name == "" || answer.quotes(named.header) {
			continue
		}
		answer.found = append(answer.found, foundLayer{layer: Layer{
			Exchange: answer.index, Name: name, Role: named.role, Confidence: string(Possible),
			Evidence: headerEvidence(answer.index, fromResponse, list, named.header, ""),
		}})
	}
}

// quotes reports whether a layer was recognized by the header.
func (answer *answerLayers) quotes(header string) bool {
	return slices.ContainsFunc(answer.found, func(found foundLayer) bool { return foldedItem(found.quoted, header) != "" })
}

// productName is "Jetty(12.0)" of "Jetty(12.0)", and "squid" of
// "1.1 squid (squid/5.2)"; "" if there is none that could be shown.
func productName(value, header string) string {
	value, _, _ = strings.Cut(value, ",")
	words := strings.Fields(value)
	if header == "Via" && len(words) > 0 {
		words = words[1:]
	}
	if len(words) == 0 || len(words[0]) > shownValueLimit {
		return ""
	}
	for i := 0; i < len(words[0]); i++ {
		if words[0][i] < 0x21 || words[0][i] > 0x7e {
			return ""
		}
	}
	return words[0]
}
