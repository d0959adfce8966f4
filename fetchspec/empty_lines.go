package fetchspec

// GetAs is Get as engine does it. Departure: where a name repeats, Gecko
// leaves out the values that are empty. A nil engine is the Standard.
func (list HeaderList) GetAs(name string, engine *Engine) (value string, present bool) {
	if engine == nil || !engine.EmptyLineIgnored {
		return list.Get(name)
	}
	var kept HeaderList
	for _, header := range list {
		if header.Value != "" && equalFoldASCII(header.Name, name) {
			kept = append(kept, header)
		}
	}
	if len(kept) == 0 {
		return "", list.Contains(name)
	}
	return kept.Get(name)
}
