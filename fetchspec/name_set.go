package fetchspec

// A nameSet is a set of header names in any case. It is for lists that a
// server has written, which may be long: searching them once for each header
// would take time by the square.
type nameSet map[string]bool

func newNameSet(names []string) nameSet {
	set := make(nameSet, len(names))
	for _, name := range names {
		set.add(name)
	}
	return set
}

// add reports whether the name is new.
func (set nameSet) add(name string) bool {
	name = lowerASCIIString(name)
	if set[name] {
		return false
	}
	set[name] = true
	return true
}

func (set nameSet) has(name string) bool { return set[lowerASCIIString(name)] }
