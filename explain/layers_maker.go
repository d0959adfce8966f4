package explain

import (
	"fmt"
	"time"

	"corsplain/fetchspec"
)

// findMaker marks the layer that made the answer, where that can be told: one
// whose marks prove it, or the innermost one, unless something stands behind
// it that shows elsewhere and not here.
func (answer *answerLayers) findMaker(all []answerLayers) {
	if maker := answer.prover(); maker != nil {
		maker.layer.Made = true
		return
	}
	maker := answer.innermost()
	if maker == nil || maker.passed {
		return
	}
	switch Role(maker.layer.Role) {
	case RoleApp, RolePlatform:
		maker.layer.Made = true
		return
	case RoleUnknown:
		return
	}
	// A proxy that shows alone may have passed on what a quiet application
	// said. But an application that is never quiet was not asked.
	if other, behind := answer.lacks(all); behind != nil {
		maker.layer.Made = true
		maker.layer.Evidence = append(maker.layer.Evidence, answer.absence(other, behind)...)
		maker.layer.Evidence = append(maker.layer.Evidence, answer.haste(other)...)
	}
}

// prover is the innermost layer with a mark that only its own answers have.
func (answer *answerLayers) prover() *foundLayer {
	for i := len(answer.found) - 1; i >= 0; i-- {
		if answer.found[i].made {
			return &answer.found[i]
		}
	}
	return nil
}

func (answer *answerLayers) innermost() *foundLayer {
	if len(answer.found) == 0 {
		return nil
	}
	return &answer.found[len(answer.found)-1]
}

// lacks finds another answer of the same server that shows a layer which marks
// all it has a part in, and which this answer does not show.
func (answer *answerLayers) lacks(all []answerLayers) (*answerLayers, *foundLayer) {
	for i := range all {
		other := &all[i]
		if other.index == answer.index || !sameServer(answer.exchange, other.exchange) {
			continue
		}
		behind := other.innermost()
		if behind == nil || len(behind.always) == 0 || depth(Role(behind.layer.Role)) <= depth(RoleUnknown) {
			continue
		}
		if !answer.shows(behind.stack) {
			return other, behind
		}
	}
	return nil, nil
}

func (answer *answerLayers) shows(stack *Stack) bool {
	for i := range answer.found {
		if answer.found[i].stack == stack {
			return true
		}
	}
	return false
}

func sameServer(a, b *fetchspec.Exchange) bool {
	return a.Request.URL != nil && b.Request.URL != nil && a.Request.URL.Origin().SameOrigin(b.Request.URL.Origin())
}

// absence quotes what the other answer has and this one lacks.
func (answer *answerLayers) absence(other *answerLayers, behind *foundLayer) []Evidence {
	for _, mark := range behind.always {
		for _, condition := range mark.conditions {
			if condition.subject != "header" || answer.answer().HeaderList.Contains(condition.name) {
				continue
			}
			value, _ := other.answer().HeaderList.Get(condition.name)
			return []Evidence{{
				Exchange: answer.index, Where: fromResponse, Name: condition.name, Absent: true,
				Note: fmt.Sprintf("%s has it: %s", other.phrase(), shownValue(value)),
			}}
		}
	}
	return nil
}

// phrase is what the exchange is called in a sentence.
func (answer *answerLayers) phrase() string {
	if answer.isPreflight() {
		return "the answer to the preflight"
	}
	return "the answer to the request"
}

// The answer of a layer in front comes so much sooner than one from behind it.
const (
	hasteFactor = 4
	hasteLeast  = 20 * time.Millisecond
)

// haste tells that the answer came much sooner than the other one.
func (answer *answerLayers) haste(other *answerLayers) []Evidence {
	here, there := answer.answer().Timing.FirstByte, other.answer().Timing.FirstByte
	if here <= 0 || there < here*hasteFactor || there-here < hasteLeast {
		return nil
	}
	return []Evidence{{
		Exchange: answer.index, Where: fromNetwork, Name: "timing", Value: milliseconds(here),
		Note: fmt.Sprintf("%s took %s", other.phrase(), milliseconds(there)),
	}}
}

func milliseconds(duration time.Duration) string {
	return fmt.Sprintf("%d ms", max(duration.Milliseconds(), 1))
}
