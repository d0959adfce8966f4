package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"corsplain/explain"
	"corsplain/internal/audit"
	"corsplain/internal/nearest"
	"corsplain/internal/report"
)

func explainCommand() *command {
	return &command{
		name:     "explain",
		synopsis: "[CODE]",
		summary:  "say what a code means and how to fix it; without one, list them",
		options:  explainOptions,
		run:      explainCode,
	}
}

func explainOptions() []option {
	format := option{name: "format", argument: "FORMAT", values: []string{"text", "json"}, help: "text or json", text: func(s *settings) *string { return &s.output.format }}
	return slices.Concat(grouped(groupOutput, []option{format, colorOption()}), grouped(groupOther, []option{helpOption()}))
}

func explainCode(_ context.Context, invocation *invocation) (exitStatus, error) {
	switch len(invocation.operands) {
	case 0:
		return statusAllowed, invocation.listCodes()
	case 1:
		return invocation.explainOne(explain.Code(invocation.operands[0]))
	}
	return statusUsage, wrong("one code at a time, not %d", len(invocation.operands))
}

func (invocation *invocation) listCodes() error {
	var list strings.Builder
	kind := explain.Kind("")
	for entry := range explain.Entries() {
		if invocation.settings.output.format == "json" {
			line, err := json.Marshal(codeObject{Code: entry.Code, Title: entry.Title})
			if err != nil {
				return err
			}
			list.Write(append(line, '\n'))
			continue
		}
		if entry.Kind != kind {
			kind = entry.Kind
			fmt.Fprintf(&list, "%s:\n", codeKindHeading(kind))
		}
		fmt.Fprintf(&list, "  %-40s  %s\n", entry.Code, entry.Title)
	}
	if err := invocation.listAuditCodes(&list); err != nil {
		return err
	}
	_, err := fmt.Fprint(invocation.Out, list.String())
	return err
}

// listAuditCodes adds the findings of audits, which no single request has.
func (invocation *invocation) listAuditCodes(list *strings.Builder) error {
	isJSON := invocation.settings.output.format == "json"
	if !isJSON {
		list.WriteString("Findings of corsplain audit:\n")
	}
	for _, entry := range audit.Codes() {
		if !isJSON {
			fmt.Fprintf(list, "  %-40s  %s\n", entry.Code, entry.Title)
			continue
		}
		line, err := json.Marshal(codeObject{Code: explain.Code(entry.Code), Title: entry.Title})
		if err != nil {
			return err
		}
		list.Write(append(line, '\n'))
	}
	return nil
}

func codeKindHeading(kind explain.Kind) string {
	if kind == explain.KindWarning {
		return "Warnings, which change no verdict"
	}
	return "Blockers"
}

// A codeObject is `explain CODE --format json`.
type codeObject struct {
	Code  explain.Code `json:"code"`
	Title string       `json:"title"`
	Page  string       `json:"page,omitempty"` // Markdown
}

func (invocation *invocation) explainOne(code explain.Code) (exitStatus, error) {
	title, page := "", ""
	if entry := explain.Lookup(code); entry != nil {
		title, page = entry.Title, explain.Page(code)
	} else if entry, found := audit.Lookup(audit.Code(code)); found {
		title, page = entry.Title, audit.Page(entry.Code)
	} else {
		return statusUsage, unknownCode(code)
	}
	if invocation.settings.output.format == "json" {
		encoder := json.NewEncoder(invocation.Out)
		encoder.SetEscapeHTML(false)
		return statusAllowed, encoder.Encode(codeObject{Code: code, Title: title, Page: page})
	}
	return statusAllowed, report.WritePage(invocation.Out, page, invocation.textOptions())
}

func unknownCode(code explain.Code) error {
	var codes []string
	for entry := range explain.Entries() {
		codes = append(codes, string(entry.Code))
	}
	for _, entry := range audit.Codes() {
		codes = append(codes, string(entry.Code))
	}
	usage := wrong("there is no code %s", code)
	if meant, ok := nearest.Word(string(code), codes); ok {
		usage.hint("did you mean %s?", meant)
	}
	return usage.hint("corsplain explain lists the codes")
}
