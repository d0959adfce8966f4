package fetchspec_test

import (
	"slices"
	"strings"
)

// sorted joins names in order, for comparing sets.
func sorted(names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	return strings.Join(names, " ")
}
