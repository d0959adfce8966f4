package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// maxPowerShellJSONDepth is the most that ConvertTo-Json takes as its -Depth.
const maxPowerShellJSONDepth = 100

// json is what ConvertTo-Json makes of a value, but for white space; "" once
// there is no room for it.
func (room *expansion) json(value psValue) (string, error) {
	writer := psJSONWriter{room: room}
	writer.encoder = json.NewEncoder(&writer.encoded)
	writer.encoder.SetEscapeHTML(false)
	err := writer.value(value, 0)
	return writer.out.String(), err
}

// A psJSONWriter writes a value as JSON, with the keys of tables in the order
// in which they were written.
type psJSONWriter struct {
	room    *expansion
	out     strings.Builder
	encoder *json.Encoder // of scalars, into encoded
	encoded bytes.Buffer
}

func (writer *psJSONWriter) write(text string) {
	if writer.room.take(len(text)) {
		writer.out.WriteString(text)
	}
}

func (writer *psJSONWriter) value(value psValue, depth int) error {
	if depth > maxPowerShellJSONDepth {
		return fmt.Errorf("it is nested more than %d deep", maxPowerShellJSONDepth)
	}
	if writer.room.exceeded {
		return nil
	}
	switch value := value.(type) {
	case *psTable:
		return writer.table(value, depth)
	case []psValue:
		return writer.list(value, depth)
	}
	return writer.scalar(value)
}

func (writer *psJSONWriter) table(table *psTable, depth int) error {
	writer.write("{")
	for i, key := range table.keys {
		if i > 0 {
			writer.write(",")
		}
		if err := writer.scalar(key); err != nil {
			return err
		}
		writer.write(":")
		if err := writer.value(table.values[i], depth+1); err != nil {
			return err
		}
	}
	writer.write("}")
	return nil
}

func (writer *psJSONWriter) list(items []psValue, depth int) error {
	writer.write("[")
	for i, item := range items {
		if i > 0 {
			writer.write(",")
		}
		if err := writer.value(item, depth+1); err != nil {
			return err
		}
	}
	writer.write("]")
	return nil
}

func (writer *psJSONWriter) scalar(value psValue) error {
	writer.encoded.Reset()
	err := writer.encoder.Encode(value)
	encoded := bytes.TrimSuffix(writer.encoded.Bytes(), []byte("\n"))
	if writer.room.take(len(encoded)) {
		writer.out.Write(encoded)
	}
	return err
}
