package intake

import (
	"slices"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// A foundMessage is one match of a pattern in a text.
type foundMessage struct {
	Message
	pattern messagePattern
}

// findMessages returns the matches in the order of the text, without those
// that are only a part of another.
func findMessages(text string) []foundMessage {
	var found []foundMessage
	lower := asciiLower(text)
	for _, pattern := range messagePatterns() {
		if !strings.Contains(lower, pattern.word) {
			continue
		}
		for _, match := range pattern.expression.FindAllStringSubmatchIndex(text, -1) {
			found = append(found, pattern.message(text, match))
		}
	}
	slices.SortStableFunc(found, func(a, b foundMessage) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var kept []foundMessage
	for _, message := range found {
		if len(kept) == 0 || message.end > kept[len(kept)-1].end {
			kept = append(kept, message)
			continue
		}
		// Chrome and Safari share some wordings; the rest of the text tells.
		last := &kept[len(kept)-1]
		if last.start == message.start && last.end == message.end && last.Engine != message.Engine && message.Engine == otherEngine(found, last.Engine) {
			*last = message
		}
	}
	return kept
}

// otherEngine is the engine that alone printed the rest, if the rest has none
// of the given engine's own words; "" otherwise.
func otherEngine(found []foundMessage, than fetchspec.EngineName) fetchspec.EngineName {
	other := fetchspec.EngineName("")
	for _, message := range found {
		shared := slices.ContainsFunc(found, func(twin foundMessage) bool {
			return twin.start == message.start && twin.end == message.end && twin.Engine != message.Engine
		})
		switch {
		case message.Engine == "" || shared:
		case message.Engine == than:
			return ""
		default:
			other = message.Engine
		}
	}
	return other
}

func (pattern messagePattern) message(text string, match []int) foundMessage {
	found := foundMessage{pattern: pattern}
	found.Engine, found.Cause = pattern.engine, pattern.cause
	found.start, found.end = match[0], match[1]
	found.Text = strings.Join(strings.Fields(text[match[0]:match[1]]), " ")
	for i, name := range pattern.expression.SubexpNames() {
		if name != "" && match[2*i] >= 0 {
			found.set(name, text[match[2*i]:match[2*i+1]])
		}
	}
	return found
}

// A messageMerger puts together what belongs to one failure.
type messageMerger struct {
	text     string
	frame    *foundMessage // one that waits for its reason
	messages []Message
	requests []Message
}

func mergeMessages(text string, found []foundMessage) []Message {
	merger := messageMerger{text: text}
	for i := range found {
		merger.add(&found[i])
	}
	merger.dropFrame()
	merger.takeRequests()
	for i := range merger.messages {
		merger.messages[i].complete()
	}
	return merger.distinct()
}

func (merger *messageMerger) add(found *foundMessage) {
	switch {
	case found.pattern.request:
		merger.requests = append(merger.requests, found.Message)
	case found.Cause != nil:
		merger.addReason(found)
	case found.pattern.after:
		merger.addEnding(found)
	default:
		merger.dropFrame()
		merger.frame = found
	}
}

// dropFrame keeps a frame whose reason is in no wording that is known.
func (merger *messageMerger) dropFrame() {
	frame := merger.frame
	merger.frame = nil
	if frame != nil && frame.Engine != "" && frame.URL != "" {
		merger.messages = append(merger.messages, frame.Message)
	}
}

func (merger *messageMerger) last() *Message {
	if len(merger.messages) == 0 {
		return nil
	}
	return &merger.messages[len(merger.messages)-1]
}

func (merger *messageMerger) addReason(found *foundMessage) {
	message := found.Message
	if frame := merger.frame; frame != nil && (frame.Engine == "" || frame.Engine == message.Engine) {
		between := merger.text[frame.end:max(frame.end, message.start)]
		message.Preflight = strings.Contains(strings.Join(strings.Fields(between), " "), strings.TrimSpace(preflightOpening))
		message.fillFrom(&frame.Message)
		message.Text = strings.Join(strings.Fields(merger.text[frame.start:message.end]), " ")
		merger.frame = nil
	}
	last := merger.last()
	if last != nil && last.Engine == message.Engine && message.followsUp(last) {
		last.fillFrom(&message)
		return
	}
	merger.dropFrame()
	merger.messages = append(merger.messages, message)
}

// followsUp reports whether a message is only printed after the one that tells
// why. Firefox adds that the request did not succeed.
func (message *Message) followsUp(last *Message) bool {
	if message.Cause.FollowUp {
		return last.URL == "" || message.URL == "" || last.URL == message.URL
	}
	return message.Cause.ID == "CORSDidNotSucceed2" && last.Cause != nil && last.URL == message.URL
}

func (merger *messageMerger) addEnding(found *foundMessage) {
	last := merger.last()
	if last == nil || last.Engine != found.Engine {
		return
	}
	last.fillFrom(&found.Message)
}

// fillFrom takes what the message does not tell from one that belongs to it.
func (message *Message) fillFrom(other *Message) {
	setDefaultText(&message.URL, other.URL)
	setDefaultText(&message.FirstURL, other.FirstURL)
	setDefaultText(&message.Origin, other.Origin)
	setDefaultText(&message.Method, other.Method)
	setDefaultText(&message.Kind, other.Kind)
	if message.Status == 0 {
		message.Status = other.Status
	}
}

func setDefaultText(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// takeRequests gives each failure the method and status of the request's own
// line; one that no message tells of becomes one.
func (merger *messageMerger) takeRequests() {
	for i := range merger.requests {
		request := &merger.requests[i]
		if request.Value != "" && request.Value != "net::ERR_FAILED" && !merger.tellsOf(request) {
			request.Engine, request.Cause = fetchspec.EngineChrome, networkErrorCause()
			merger.messages = append(merger.messages, *request)
			continue
		}
		for j := range merger.messages {
			message := &merger.messages[j]
			vague := message.Cause != nil && (message.Cause.FollowUp || message.Cause.NetErrors != nil)
			if message.URL == request.URL || message.URL == "" && vague {
				message.fillFrom(request)
			}
		}
	}
}

// networkErrorCause is that of Chrome's network errors.
func networkErrorCause() *explain.Cause {
	for _, pattern := range messagePatterns() {
		if pattern.cause != nil && pattern.cause.NetErrors != nil {
			return pattern.cause
		}
	}
	return nil
}

func (merger *messageMerger) tellsOf(request *Message) bool {
	return slices.ContainsFunc(merger.messages, func(message Message) bool { return message.URL == request.URL })
}

// distinct drops repetitions, and lines that tell nothing where others do.
func (merger *messageMerger) distinct() []Message {
	telling := slices.ContainsFunc(merger.messages, func(message Message) bool {
		return message.Cause != nil && !message.Cause.FollowUp
	})
	var kept []Message
	for _, message := range merger.messages {
		if telling && message.Cause != nil && message.Cause.FollowUp {
			continue
		}
		repeated := slices.ContainsFunc(kept, func(other Message) bool {
			if other.Cause != nil && other.Cause == message.Cause && message.URL == "" {
				return other.Origin == message.Origin && other.Status == message.Status && other.Header == message.Header
			}
			other.start, other.end, message.start, message.end = 0, 0, 0, 0
			return other == message
		})
		if !repeated {
			kept = append(kept, message)
		}
	}
	return kept
}
