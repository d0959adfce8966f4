package report

import (
	"embed"
	"strings"
)

//go:embed schema/*.schema.json
var schemas embed.FS

// Schema returns the JSON Schema called name: "report" or "request".
func Schema(name string) (schema []byte, found bool) {
	if strings.ContainsAny(name, `/\.`) {
		return nil, false
	}
	schema, err := schemas.ReadFile("schema/" + name + ".schema.json")
	return schema, err == nil
}

// SchemaNames are the names that Schema knows.
func SchemaNames() []string { return []string{"report", "request"} }
