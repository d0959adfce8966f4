package audit

import "corsplain/fetchspec"

// preflightQuestions ask what a page of the origin that is let in farthest may
// send, and whether others may send the same.
func preflightQuestions(o *observations) []question {
	best := o.bestAttack()
	preflight := func(topic topic, method, headers, purpose string, when ...condition) question {
		return question{
			topic: topic, method: "OPTIONS", attack: best,
			requestMethod: method, requestHeaders: headers, purpose: purpose, when: when,
		}
	}
	unrelated := preflight(topicUnrelated, "PUT", "", "whether any origin may announce a PUT", answersPreflight(), bestIsNotAnyone())
	unrelated.attack = attackOrigin{role: RoleUnrelated, origin: "https://" + attackerDomain}
	return []question{
		preflight(topicMethod, "PUT", "", "which methods are allowed"),
		preflight(topicAnyHeader, "GET", madeUpHeader, "whether any header is allowed"),
		preflight(topicHeaders, "GET", "authorization,content-type", "whether the headers that most pages send are allowed"),
		unrelated,
		preflight(topicMethod, "DELETE", "", "whether DELETE is allowed", onlyEchoesMethod()),
		preflight(topicMethod, "PATCH", "", "whether PATCH is allowed", onlyEchoesMethod()),
		preflight(topicAnyMethod, madeUpMethod, "", "whether any method is allowed", answersPreflight()),
	}
}

// bestIsNotAnyone leaves out what was asked with the same origin before.
func bestIsNotAnyone() condition {
	return condition{
		words: "not any origin is let in as far as a trusted one",
		holds: func(o *observations) bool { return o.bestAttack().role != RoleUnrelated && !o.isSettled() },
	}
}

// onlyEchoesMethod holds when the server answered with no more than the method
// that it was asked about.
func onlyEchoesMethod() condition {
	return condition{
		words: "the server names only the method that it is asked about",
		holds: func(o *observations) bool {
			answer := o.first(topicMethod)
			if answer == nil {
				return false
			}
			listed := fetchspec.ExtractHeaderListValues("Access-Control-Allow-Methods", answer.response.HeaderList)
			return len(listed.Values) == 1 && listed.Values[0] == "PUT" || len(listed.Values) == 0 && o.answersPreflights()
		},
	}
}
