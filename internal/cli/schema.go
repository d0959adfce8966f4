package cli

import (
	"context"

	"corsplain/internal/report"
)

func schemaCommand() *command {
	return &command{
		name:     "schema",
		synopsis: "report|request|audit|message",
		summary:  "print the JSON Schema of a report, of a request object, of an audit, or of what why says",
		options:  func() []option { return grouped(groupOther, []option{helpOption()}) },
		run:      schema,
	}
}

func schema(_ context.Context, invocation *invocation) (exitStatus, error) {
	names := report.SchemaNames()
	if len(invocation.operands) != 1 {
		return statusUsage, wrong("which schema? %s", joinWords(names))
	}
	name := invocation.operands[0]
	if err := oneOf("schema", name, names); err != nil {
		return statusUsage, err
	}
	_, err := invocation.Out.Write(report.JSONSchema(name))
	return statusAllowed, err
}
