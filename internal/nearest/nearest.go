package nearest

import "strings"

// Word returns the candidate nearest to word, and whether it is near enough to
// suggest: a candidate that word is the beginning of, or one at a small edit
// distance for its length. Case does not count.
func Word(word string, candidates []string) (string, bool) {
	word = strings.ToLower(word)
	if word == "" || len(word) > maxLength {
		return "", false
	}
	best, bestDistance := "", limit(word)+1
	for _, candidate := range candidates {
		distance := distanceTo(word, strings.ToLower(candidate), bestDistance)
		if distance < bestDistance {
			best, bestDistance = candidate, distance
		}
	}
	return best, best != ""
}

// maxLength keeps the cost of one look-up small; no word of ours is longer.
const maxLength = 64

// limit is how many edits still look like a slip: one for short words, up to
// three for long ones.
func limit(word string) int {
	return min(1+len(word)/4, 3)
}

func distanceTo(word, candidate string, bound int) int {
	if word == candidate {
		return 0
	}
	if len(word) > 2 && strings.HasPrefix(candidate, word) {
		return 1
	}
	if abs(len(word)-len(candidate)) >= bound {
		return bound
	}
	return editDistance(word, candidate)
}

// editDistance is the optimal string alignment distance: insertions,
// deletions, substitutions and swaps of neighbors each cost one.
func editDistance(a, b string) int {
	previous, current, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range current {
		current[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			substitution := current[j-1]
			if a[i-1] != b[j-1] {
				substitution++
			}
			next[j] = min(substitution, current[j]+1, next[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], previous[j-2]+1)
			}
		}
		previous, current, next = current, next, previous
	}
	return current[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
