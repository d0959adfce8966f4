package intake

import "strings"

// maskSecrets replaces the values that follow a secret's name by asterisks,
// character for character, so that places in the line stay where they are.
// The span characters from start are shown: they are what the error is about.
func maskSecrets(line string, start, span int) string {
	line = strings.ToValidUTF8(line, "\uFFFD")
	masked := secretValues(asciiLower(line))
	var out strings.Builder
	character := 0
	for i, r := range line {
		for len(masked) > 0 && i >= masked[0].end {
			masked = masked[1:]
		}
		isMeant := start <= character && character < start+span
		if len(masked) > 0 && i >= masked[0].start && !isMeant {
			r = '*'
		}
		out.WriteRune(r)
		character++
	}
	return out.String()
}

// A byteRange is [start, end) of a text.
type byteRange struct{ start, end int }

// secretValues finds the values of secrets in a line in lower case.
func secretValues(lower string) []byteRange {
	var values []byteRange
	for i := 0; i < len(lower); {
		length := secretNameAt(lower[i:])
		if length == 0 {
			i++
			continue
		}
		start, ends := valueStart(lower, i+length)
		end := start
		for end < len(lower) && strings.IndexByte(ends, lower[end]) < 0 {
			end++
		}
		values = append(values, byteRange{start, end})
		i = max(end, i+1)
	}
	return values
}

// secretNameAt returns the length of the name of a secret, as commands and
// headers write it, that text begins with; 0 if it begins with none.
func secretNameAt(text string) int {
	if strings.IndexByte("ac-tspb", text[0]) < 0 {
		return 0
	}
	for _, name := range []string{
		"authorization:", "cookie:", "-b ", "--cookie ", "-u ", "--user ", "--oauth2-bearer ",
		"api-key:", "apikey:", "api_key=", "apikey=", "token:", "token=", "secret=", "password=", "bearer ",
	} {
		if strings.HasPrefix(text, name) {
			return len(name)
		}
	}
	return 0
}

// valueStart skips the blanks and the quote before a value, and says which
// bytes end it: a quote, and after an option without one a blank.
func valueStart(line string, i int) (start int, ends string) {
	afterOption := line[i-1] == ' '
	for i < len(line) && strings.IndexByte(" \t^$", line[i]) >= 0 {
		i++
	}
	start = i
	for start < len(line) && strings.IndexByte(`'"`, line[start]) >= 0 {
		start++
	}
	if afterOption && start == i {
		return start, "'\"& \t"
	}
	return start, `'"&`
}

// asciiLower keeps the number of bytes, which strings.ToLower may not.
func asciiLower(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
