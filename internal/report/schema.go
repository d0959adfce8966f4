package report

import (
	"embed"
	"strings"
)

//go:embed schema/*.schema.json
var schemas embed.FS

// JSONSchema returns the JSON Schema called name, one of SchemaNames; nil for any
// other name.
func JSONSchema(name string) []byte {
	if strings.ContainsAny(name, `/\.`) {
		return nil
	}
	schema, err := schemas.ReadFile("schema/" + name + ".schema.json")
	if err != nil {
		return nil
	}
	return schema
}

// SchemaNames are the names that JSONSchema knows.
func SchemaNames() []string { return []string{"report", "request", "audit", "message"} }
