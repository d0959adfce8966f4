package intake

import (
	"encoding/json"
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

// MarshalJSON keeps the order of the keys.
func (table *psTable) MarshalJSON() ([]byte, error) {
	var out strings.Builder
	out.WriteByte('{')
	for i, key := range table.keys {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := psJSON(key)
		if err != nil {
			return nil, err
		}
		value, err := psJSON(table.values[i])
		if err != nil {
			return nil, err
		}
		out.WriteString(name + ":" + value)
	}
	out.WriteByte('}')
	return []byte(out.String()), nil
}

// psJSON is what ConvertTo-Json makes of a value, but for white space.
func psJSON(value psValue) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

// psString is how PowerShell writes a value where a string is wanted.
func psString(value psValue) string {
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
		texts := make([]string, len(value))
		for i, item := range value {
			texts[i] = psString(item)
		}
		return strings.Join(texts, " ")
	case *psTable:
		return "System.Collections.Hashtable"
	}
	return fmt.Sprint(value)
}
