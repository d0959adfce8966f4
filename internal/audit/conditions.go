package audit

import "strings"

// notSettled leaves out what could find nothing more.
func notSettled() condition {
	return condition{
		words: "some origin may be let in farther than any",
		holds: func(o *observations) bool { return !o.isSettled() },
	}
}

func letInAlready(roles ...Role) condition {
	return condition{
		words: "an origin of this kind was let in: " + roleNames(roles),
		holds: func(o *observations) bool { return len(o.letIn(roles...)) > 0 },
	}
}

func notLetIn(roles ...Role) condition {
	return condition{
		words: "no origin of these kinds was let in: " + roleNames(roles),
		holds: func(o *observations) bool { return len(o.letIn(roles...)) == 0 },
	}
}

func roleNames(roles []Role) string {
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = string(role)
	}
	return strings.Join(names, ", ")
}

func unrelatedLetIn() condition {
	return condition{
		words: "one was named in the answer",
		holds: func(o *observations) bool {
			for _, answer := range o.inRole(RoleUnrelated) {
				if answer.echoes() {
					return true
				}
			}
			return false
		},
	}
}

func someoneLetIn() condition {
	return condition{
		words: "an origin was let in",
		holds: func(o *observations) bool { return o.highest() != AccessNone },
	}
}

// unexpectedStatus holds when the first answer with an Origin, which is also
// the first with the throwaway parameter, has another status than the one
// without both.
func unexpectedStatus() condition {
	return condition{
		words: "the status is another than without it",
		holds: func(o *observations) bool {
			baseline, unrelated := o.first(topicBaseline), o.first(topicOrigin)
			return baseline != nil && unrelated != nil && !o.options.PlainURL && baseline.status() != unrelated.status()
		},
	}
}

// cacheMayMixUp holds when a shared cache was seen, and the answers depend on
// the Origin without saying so.
func cacheMayMixUp() condition {
	return condition{
		words: "a shared cache was seen, and the answers depend on the Origin without saying so in Vary",
		holds: func(o *observations) bool {
			return o.cacheSeen() != "" && !o.refusesParameter && !o.options.PlainURL && len(o.withoutVary()) > 0
		},
	}
}

// answersPreflight leaves out what a server that answers no preflight cannot
// tell.
func answersPreflight() condition {
	return condition{
		words: "preflights are answered",
		holds: (*observations).answersPreflights,
	}
}
