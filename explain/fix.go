package explain

import (
	"fmt"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// AnyStack lets FixFor choose the stack by what was seen of it.
const AnyStack = "auto"

// A Fix is how a server is to be configured so that a fetch passes.
type Fix struct {
	// Snippet is nil where no stack could be told, or none can be configured:
	// then the remedies' header lines are all there is.
	Snippet *Snippet
	// Why says how the stack was chosen, or why there is no snippet.
	Why string
	// Notes say what else changes with it.
	Notes []string
}

// FixFor fills the snippet of a stack, or of the one that was seen at work if
// stack is AnyStack, with what a fetch needs. It is nil where nothing stands in
// the way. An unknown stack is the caller's mistake and gives a Fix without
// snippet.
func FixFor(stack string, diagnosis *Diagnosis, trace *fetchspec.Trace) *Fix {
	if len(diagnosis.Blockers) == 0 {
		return nil
	}
	policy, notes, err := PolicyFor(diagnosis, trace)
	if err != nil {
		return &Fix{Why: "There is no configuration to give: " + err.Error() + "."}
	}
	if exchangeToFix(diagnosis) < 0 {
		return &Fix{Why: "What has to change here is not how a server is configured for CORS."}
	}
	chosen, why := chooseStack(stack, diagnosis)
	if chosen == nil {
		return &Fix{Why: why}
	}
	snippet, err := chosen.Snippet(policy)
	if err != nil {
		return &Fix{Why: "There is no configuration to give: " + err.Error() + "."}
	}
	return &Fix{Snippet: snippet, Why: why, Notes: notes}
}

// FixHint says which stack made the answer that has to change, and how to get
// its configuration; "" where that is not known or nothing has to change.
func FixHint(diagnosis *Diagnosis) string {
	if exchangeToFix(diagnosis) < 0 {
		return ""
	}
	if maker := otherMaker(diagnosis); maker != nil {
		return noteOn(maker)
	}
	layer, why := layerToFix(diagnosis)
	if layer == nil {
		return ""
	}
	return fmt.Sprintf("%s Add --fix %s for its configuration.", why, layer.Stack)
}

func chooseStack(name string, diagnosis *Diagnosis) (*Stack, string) {
	if name != AnyStack {
		if stack := StackByName(name); stack != nil {
			return stack, ""
		}
		return nil, "There is no stack " + name + "."
	}
	layer, why := layerToFix(diagnosis)
	if layer == nil {
		return nil, why
	}
	return StackByName(layer.Stack), why
}

// layerToFix is the layer that made the answer that has to change, and why it
// is that one; nil if that cannot be told.
func layerToFix(diagnosis *Diagnosis) (*Layer, string) {
	at := exchangeToFix(diagnosis)
	here := layersThat(diagnosis, func(layer *Layer) bool { return layer.Exchange == at })
	if repeatsHeader(diagnosis) && len(here) > 1 {
		return here[0], fmt.Sprintf("%s and %s both had a part in the answer (%s); %s can drop the header that comes from behind it.",
			here[0].Name, here[len(here)-1].Name, seen(here[0]), here[0].Name)
	}
	if maker := otherMaker(diagnosis); maker != nil {
		if note := noteOn(maker); note != "" {
			return nil, note
		}
		return nil, fmt.Sprintf("%s made the answer that has to change (%s), and there is no configuration for it here.", maker.Name, seen(maker))
	}
	if maker := slices.IndexFunc(here, func(layer *Layer) bool { return layer.Made }); maker >= 0 {
		return here[maker], fmt.Sprintf("%s made the answer that has to change (%s).", here[maker].Name, seen(here[maker]))
	}
	if len(here) > 0 {
		inner := here[len(here)-1]
		return inner, fmt.Sprintf("%s had a part in the answer that has to change (%s).", inner.Name, seen(inner))
	}
	elsewhere := layersThat(diagnosis, func(layer *Layer) bool { return Role(layer.Role) == RoleApp })
	if len(elsewhere) > 0 {
		return elsewhere[0], fmt.Sprintf("The answer that has to change does not say who made it; %s shows in another one (%s).", elsewhere[0].Name, seen(elsewhere[0]))
	}
	return nil, nothingSeen(diagnosis, at)
}

// otherMaker is the layer that made the answer that has to change, if that is
// one without a snippet: no configuration of another one would help.
func otherMaker(diagnosis *Diagnosis) *Layer {
	at := exchangeToFix(diagnosis)
	for i := range diagnosis.Layers {
		layer := &diagnosis.Layers[i]
		if layer.Exchange == at && layer.Made && layer.Stack == "" && Confidence(layer.Confidence).rank() >= Likely.rank() {
			return layer
		}
	}
	return nil
}

// noteOn says what to set in a stack without a snippet; "" if nothing is known.
func noteOn(layer *Layer) string {
	for _, stack := range Stacks() {
		if stack.Title == layer.Name && stack.Note != "" {
			return fmt.Sprintf("%s made the answer that has to change (%s). %s", layer.Name, seen(layer), stack.Note)
		}
	}
	return ""
}

// layersThat are the layers with a snippet and more than a possibility.
func layersThat(diagnosis *Diagnosis, fits func(*Layer) bool) []*Layer {
	var layers []*Layer
	for i := range diagnosis.Layers {
		layer := &diagnosis.Layers[i]
		if layer.Stack != "" && Confidence(layer.Confidence).rank() >= Likely.rank() && fits(layer) {
			layers = append(layers, layer)
		}
	}
	return layers
}

// repeatsHeader reports whether the first blocker is a header that two layers
// have sent.
func repeatsHeader(diagnosis *Diagnosis) bool {
	if len(diagnosis.Blockers) == 0 {
		return false
	}
	return diagnosis.Blockers[0].Code == AllowOriginRepeatedSame || diagnosis.Blockers[0].Code == AllowOriginRepeatedDifferent
}

// nothingSeen says what a guess could be.
func nothingSeen(diagnosis *Diagnosis, at int) string {
	for i := range diagnosis.Layers {
		layer := &diagnosis.Layers[i]
		switch {
		case layer.Exchange == at && layer.Stack == "":
			return fmt.Sprintf("%s answered (%s), which has no configuration for this here; what stands behind it does not show.", layer.Name, seen(layer))
		case layer.Stack != "":
			return fmt.Sprintf("The answers do not say for sure what the server is made of. Perhaps it is %s, %s: then add --fix %s.", layer.Name, seen(layer), layer.Stack)
		}
	}
	return "The answers do not say what the server is made of. If you know, add --fix and its name; corsplain snippet lists them."
}

// seen quotes the first evidence for a layer.
func seen(layer *Layer) string {
	for _, evidence := range layer.Evidence {
		switch {
		case evidence.Absent || evidence.Where == fromNetwork:
		case evidence.Name == "body":
			return "seen: “" + shorten(evidence.Value, 60) + "”"
		case evidence.Name == "host":
			return "seen: the host " + shownValue(evidence.Value)
		case evidence.Name == "status":
		default:
			return "seen: " + evidence.Name + ": " + shownValue(strings.TrimSpace(evidence.Value))
		}
	}
	return "seen by its status alone"
}
