package fetchspec

import "strings"

// GetDecodeAndSplit splits the combined value of name at the commas that are
// in no quoted string; present is false for the Standard's null. The strings
// are byte strings: decoding them isomorphically is left to who shows them.
//
// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
func GetDecodeAndSplit(name string, list HeaderList) (values []string, present bool) {
	value, present := list.Get(name)
	if !present {
		return nil, false
	}
	return splitHeaderValue(value), true
}

// splitHeaderValue is the part of get, decode, and split that works on a
// header value.
//
// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
func splitHeaderValue(input string) []string {
	var values []string
	start, position := 0, 0
	for {
		position += indexAnyOrEnd(input[position:], `",`)
		if position < len(input) && input[position] == '"' {
			position = quotedStringEnd(input, position)
			if position < len(input) {
				continue
			}
		}
		values = append(values, strings.Trim(input[start:position], httpTabOrSpace))
		if position >= len(input) {
			return values
		}
		position++
		start = position
	}
}

// collectHTTPQuotedString reads the quoted string that begins at position and
// returns its unescaped value and the position behind it. A string that is not
// closed ends with the input.
//
// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
func collectHTTPQuotedString(input string, position int) (value string, end int) {
	var unescaped strings.Builder
	for position++; position < len(input); position++ {
		switch input[position] {
		case '"':
			return unescaped.String(), position + 1
		case '\\':
			if position+1 < len(input) {
				position++
			}
		}
		unescaped.WriteByte(input[position])
	}
	return unescaped.String(), position
}

// quotedStringEnd is the position behind the quoted string that begins at
// position.
func quotedStringEnd(input string, position int) int {
	for position++; position < len(input); position++ {
		switch input[position] {
		case '"':
			return position + 1
		case '\\':
			position++
		}
	}
	return len(input)
}

func indexAnyOrEnd(s, characters string) int {
	if i := strings.IndexAny(s, characters); i >= 0 {
		return i
	}
	return len(s)
}
