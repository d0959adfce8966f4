package fetchspec

import "strings"

// A Header is a name and a value, both byte strings.
//
// https://fetch.spec.whatwg.org/#concept-header
type Header struct {
	Name  string
	Value string
}

// A HeaderList is an ordered list of headers in which names may repeat and
// keep the case they were written in.
//
// https://fetch.spec.whatwg.org/#concept-header-list
type HeaderList []Header

// Get returns the values of name combined with ", ", and whether the list
// contains name: the Standard's null is (_, false), never "".
//
// https://fetch.spec.whatwg.org/#concept-header-list-get
func (list HeaderList) Get(name string) (value string, present bool) {
	for _, header := range list {
		if !equalFoldASCII(header.Name, name) {
			continue
		}
		if present {
			return strings.Join(list.Values(name), ", "), true
		}
		value, present = header.Value, true
	}
	return value, present
}

// Contains reports whether the list has a header called name, in any case.
//
// https://fetch.spec.whatwg.org/#header-list-contains
func (list HeaderList) Contains(name string) bool {
	for _, header := range list {
		if equalFoldASCII(header.Name, name) {
			return true
		}
	}
	return false
}

// contains reports whether the list has a header of that name and value.
func (list HeaderList) contains(header Header) bool {
	for _, candidate := range list {
		if candidate.Value == header.Value && equalFoldASCII(candidate.Name, header.Name) {
			return true
		}
	}
	return false
}

// Values returns each value of name in order, uncombined.
func (list HeaderList) Values(name string) []string {
	var values []string
	for _, header := range list {
		if equalFoldASCII(header.Name, name) {
			values = append(values, header.Value)
		}
	}
	return values
}

// Append adds a header. If the list already has the name, the new header takes
// the spelling that is there.
//
// https://fetch.spec.whatwg.org/#concept-header-list-append
func (list *HeaderList) Append(name, value string) {
	for _, header := range *list {
		if equalFoldASCII(header.Name, name) {
			name = header.Name
			break
		}
	}
	*list = append(*list, Header{name, value})
}

// Delete removes every header called name.
//
// https://fetch.spec.whatwg.org/#concept-header-list-delete
func (list *HeaderList) Delete(name string) {
	kept := (*list)[:0:0]
	for _, header := range *list {
		if !equalFoldASCII(header.Name, name) {
			kept = append(kept, header)
		}
	}
	*list = kept
}

// Set gives the first header called name the value and removes the others, or
// appends one.
//
// https://fetch.spec.whatwg.org/#concept-header-list-set
func (list *HeaderList) Set(name, value string) {
	if !list.Contains(name) {
		*list = append(*list, Header{name, value})
		return
	}
	kept := (*list)[:0:0]
	done := false
	for _, header := range *list {
		if !equalFoldASCII(header.Name, name) {
			kept = append(kept, header)
			continue
		}
		if !done {
			kept = append(kept, Header{header.Name, value})
			done = true
		}
	}
	*list = kept
}

// Clone returns a copy that shares nothing with the list.
func (list HeaderList) Clone() HeaderList {
	if list == nil {
		return nil
	}
	return append(HeaderList{}, list...)
}

// equalFoldASCII is the Infra Standard's byte-case-insensitive match:
// strings.EqualFold would also fold letters beyond ASCII.
func equalFoldASCII(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		if lowerASCII(a[i]) != lowerASCII(b[i]) {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
