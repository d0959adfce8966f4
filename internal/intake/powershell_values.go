package intake

import (
	"fmt"
	"strings"
)

// A psValue is a literal of a PowerShell text: a string, float64, bool, nil,
// []psValue or *psTable.
type psValue any

// A psTable is a hashtable, dictionary or object, in the order written. A
// hashtable's keys do not mind case.
type psTable struct {
	keys   []string
	values []psValue
	index  map[string]int // by key in lower case
}

func (table *psTable) set(key string, value psValue) {
	if i, known := table.index[asciiLower(key)]; known {
		table.values[i] = value
		return
	}
	if table.index == nil {
		table.index = map[string]int{}
	}
	table.index[asciiLower(key)] = len(table.keys)
	table.keys = append(table.keys, key)
	table.values = append(table.values, value)
}

func (table *psTable) get(key string) (psValue, bool) {
	if i, known := table.index[asciiLower(key)]; known {
		return table.values[i], true
	}
	return nil, false
}

// child returns the table under key, making it if there is none.
func (table *psTable) child(key string) *psTable {
	if value, ok := table.get(key); ok {
		if child, isTable := value.(*psTable); isTable {
			return child
		}
	}
	child := &psTable{}
	table.set(key, child)
	return child
}

// An expansion bounds what the values of variables add up to where they are
// put into texts: a variable made of others, and these of others again, soon
// is larger than any memory.
type expansion struct {
	left     int // bytes
	exceeded bool
}

// take counts bytes, and reports whether there is room for them.
func (room *expansion) take(bytes int) bool {
	room.left -= bytes
	room.exceeded = room.exceeded || room.left < 0
	return !room.exceeded
}

// text is how PowerShell writes a value where a string is wanted; "" once there
// is no room for it.
func (room *expansion) text(value psValue) string {
	items, isList := value.([]psValue)
	if !isList {
		text := psScalar(value)
		if !room.take(len(text)) {
			return ""
		}
		return text
	}
	var out strings.Builder
	for i, item := range items {
		text := psScalar(item)
		if !room.take(len(text) + 1) {
			return ""
		}
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(text)
	}
	return out.String()
}

// psScalar is what a value is within a text; what has members is named after
// its type there.
func psScalar(value psValue) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return value
	case bool:
		if value {
			return "True"
		}
		return "False"
	case []psValue:
		return "System.Object[]"
	case *psTable:
		return "System.Collections.Hashtable"
	}
	return fmt.Sprint(value)
}
