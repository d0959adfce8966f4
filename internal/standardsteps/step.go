package main

import (
	"fmt"
	"strings"
)

// A step is one step of an algorithm, under the number by which it is cited.
type step struct {
	algorithm algorithm
	number    string
	what      string // what it says: see whatSays
}

// findSteps returns the steps of all algorithms in source, in its order. No
// two have the same anchor and number.
func findSteps(source string) ([]step, error) {
	root := parse(source)
	found := finder{termCounts: countTerms(root)}
	if err := found.algorithms(root); err != nil {
		return nil, err
	}
	return found.steps, checkUnique(found.steps)
}

func checkUnique(steps []step) error {
	seen := make(map[string]bool)
	for _, step := range steps {
		key := step.algorithm.anchor + " step " + step.number
		if seen[key] {
			return fmt.Errorf("%s found twice", key)
		}
		seen[key] = true
	}
	return nil
}

// A finder gathers steps on its way through the source.
type finder struct {
	termCounts map[string]int
	current    algorithm
	steps      []step
}

// algorithms gathers the steps of every algorithm below n.
func (found *finder) algorithms(n *node) error {
	for _, child := range n.children {
		if child.isAside() {
			continue
		}
		if child.name != "ol" {
			if err := found.algorithms(child); err != nil {
				return err
			}
			continue
		}
		definition, err := introduction(child)
		if err != nil {
			return err
		}
		found.current = nameAlgorithm(definition, found.termCounts)
		found.list(child, "")
	}
	return nil
}

// list gathers the steps of an <ol>, whose numbers begin with prefix.
func (found *finder) list(list *node, prefix string) {
	for i, item := range list.childrenNamed("li") {
		number := fmt.Sprintf("%s%d", prefix, i+1)
		found.add(number, whatSays(ownText(item)))
		found.within(item, number)
	}
}

func (found *finder) add(number, what string) {
	found.steps = append(found.steps, step{found.current, number, what})
}

// within gathers the steps of the lists in item, which has that number itself.
func (found *finder) within(item *node, number string) {
	lists := 0
	for _, child := range item.children {
		switch child.name {
		case "ol":
			lists++
			found.list(child, listPrefix(number, lists))
		case "ul":
			found.alternatives(child.childrenNamed("li"), number, false)
		case "dl":
			found.alternatives(child.childrenNamed("dd"), number, isSwitch(child, item))
		}
	}
}

func listPrefix(number string, list int) string {
	if list == 1 {
		return number + "."
	}
	return fmt.Sprintf("%s(%d).", number, list)
}

// alternatives gathers the steps of items that are not steps in a sequence:
// those of a switch, each counting as a step if it has none of its own, or
// those of a bullet list, which count only through the steps they have.
func (found *finder) alternatives(items []*node, number string, counting bool) {
	for i, item := range items {
		number := fmt.Sprintf("%s[%d]", number, i+1)
		if what := whatSays(ownText(item)); counting && (what != saysNothing || !hasSteps(item)) {
			found.add(number, what)
		}
		found.within(item, number)
	}
}

func hasSteps(item *node) bool { return len(item.childrenNamed("ol")) > 0 }

// isSwitch reports whether list, in item, has cases to choose from, rather than
// properties to set. HTTP-network fetch has a switch without the class.
func isSwitch(list, item *node) bool {
	return list.hasClass("switch") || strings.HasPrefix(ownText(item), "Switch on ")
}

// ownText returns the text of item without its sub-steps, its alternatives and
// its notes. Bullets are part of it: they are mostly conditions.
func ownText(item *node) string {
	return item.textWithout(func(n *node) bool {
		return n.name == "ol" || n.name == "dl" || n.isAside()
	})
}
