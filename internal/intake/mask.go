package intake

import "strings"

// maskSecrets replaces the values that follow a secret's name by asterisks,
// character for character, so that places in the line stay where they are.
// The span characters from start are shown: they are what the error is about.
func maskSecrets(line string, start, span int) string {
	runes := []rune(strings.ToValidUTF8(line, "\uFFFD"))
	lower := []rune(asciiLower(string(runes)))
	for i := range lower {
		length := secretNameAt(lower[i:])
		if length == 0 {
			continue
		}
		for j := valueStart(lower, i+length); j < len(runes) && !endsValue(runes[j]); j++ {
			if j < start || j >= start+span {
				runes[j] = '*'
			}
		}
	}
	return string(runes)
}

// secretNames are beginnings of what names a secret in a command or header.
func secretNames() []string {
	return []string{
		"authorization:", "cookie:", "set-cookie:", "-b ", "--cookie ", "-u ", "--user ",
		"--oauth2-bearer ", "api-key:", "apikey:", "api_key=", "apikey=", "token:", "token=",
		"secret=", "password=", "bearer ",
	}
}

func secretNameAt(lower []rune) int {
	for _, name := range secretNames() {
		if len(lower) >= len(name) && string(lower[:len(name)]) == name {
			return len(name)
		}
	}
	return 0
}

// valueStart skips the blanks and the quote before a value.
func valueStart(line []rune, i int) int {
	for i < len(line) && strings.ContainsRune(" \t^$", line[i]) {
		i++
	}
	for i < len(line) && strings.ContainsRune(`'"`, line[i]) {
		i++
	}
	return i
}

func endsValue(r rune) bool { return r == '\'' || r == '"' || r == '&' }

// asciiLower keeps the number of characters, which strings.ToLower may not.
func asciiLower(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
