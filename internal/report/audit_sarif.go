package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"corsplain/internal/audit"
)

// WriteAuditSARIF writes audits as one SARIF log with one run. It has a rule
// for each code, whether or not it was found.
//
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
func WriteAuditSARIF(w io.Writer, audits []*Audit) error {
	run := sarifRun{
		Tool:    sarifTool{Driver: sarifDriver{Name: "corsplain", Rules: sarifRules()}},
		Results: []sarifResult{},
	}
	for _, audit := range audits {
		run.Invocations = append(run.Invocations, sarifInvocation{ExecutionSuccessful: audit.Stopped == ""})
		for i := range audit.Findings {
			run.Results = append(run.Results, sarifResultOf(audit, &audit.Findings[i]))
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// The parts of SARIF that are used, under its own names.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations,omitempty"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string             `json:"id"`
		Name                 string             `json:"name"`
		ShortDescription     sarifText          `json:"shortDescription"`
		FullDescription      sarifText          `json:"fullDescription"`
		Help                 sarifText          `json:"help"`
		HelpURI              string             `json:"helpUri,omitempty"`
		DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
		Properties           map[string]any     `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool `json:"executionSuccessful"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		WebRequest          *sarifWebRequest  `json:"webRequest,omitempty"`
		WebResponse         *sarifWebResponse `json:"webResponse,omitempty"`
		Properties          map[string]any    `json:"properties"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysicalLocation `json:"physicalLocation"`
	}
	sarifPhysicalLocation struct {
		ArtifactLocation sarifArtifactLocation `json:"artifactLocation"`
		Region           sarifRegion           `json:"region"`
	}
	sarifArtifactLocation struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifWebRequest struct {
		Protocol string            `json:"protocol"`
		Method   string            `json:"method"`
		Target   string            `json:"target"`
		Headers  map[string]string `json:"headers"`
	}
	sarifWebResponse struct {
		StatusCode   int               `json:"statusCode"`
		ReasonPhrase string            `json:"reasonPhrase"`
		Headers      map[string]string `json:"headers"`
	}
)

func sarifRules() []sarifRule {
	var rules []sarifRule
	for _, entry := range audit.Codes() {
		fix := withoutPlaceholder(entry.Fix)
		rule := sarifRule{
			ID:               string(entry.Code),
			Name:             camelCase(string(entry.Code)),
			ShortDescription: sarifText{Text: entry.Title + "."},
			FullDescription:  sarifText{Text: entry.Attack},
			Help: sarifText{
				Text:     entry.Attack + "\n\n" + fix,
				Markdown: fmt.Sprintf("%s\n\n**Fix:** %s\n\n%s", entry.Attack, fix, linksOf(entry.References)),
			},
			DefaultConfiguration: sarifConfiguration{Level: sarifLevel(entry.Worst)},
			Properties:           map[string]any{"tags": []string{"security", "cors"}, "security-severity": securitySeverity(entry.Worst)},
		}
		if len(entry.References) > 0 {
			rule.HelpURI = entry.References[0]
		}
		rules = append(rules, rule)
	}
	return rules
}

// withoutPlaceholder takes the place of a trusted origin out of a fix that is
// about no server.
func withoutPlaceholder(fix string) string {
	return strings.ReplaceAll(fix, "{trusted}", "such as https://app.example.com")
}

func linksOf(references []string) string {
	var links strings.Builder
	for _, reference := range references {
		fmt.Fprintf(&links, "- <%s>\n", reference)
	}
	return links.String()
}

// camelCase is how SARIF names rules: TrustsNullOrigin.
func camelCase(code string) string {
	var name strings.Builder
	for word := range strings.SplitSeq(code, "-") {
		name.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return name.String()
}

func sarifLevel(severity audit.Severity) string {
	switch severity {
	case audit.SeverityHigh:
		return "error"
	case audit.SeverityMedium:
		return "warning"
	}
	return "note"
}

// securitySeverity is what code-scanning services sort by: a number from 0 to
// 10 in text.
func securitySeverity(severity audit.Severity) string {
	switch severity {
	case audit.SeverityHigh:
		return "8.0"
	case audit.SeverityMedium:
		return "5.0"
	case audit.SeverityLow:
		return "2.0"
	}
	return "0.0"
}

func sarifResultOf(made *Audit, finding *AuditFinding) sarifResult {
	result := sarifResult{
		RuleID: string(finding.Code),
		RuleIndex: slices.IndexFunc(audit.Codes(), func(entry audit.Entry) bool {
			return entry.Code == finding.Code
		}),
		Level:   sarifLevel(finding.Severity),
		Message: sarifText{Text: finding.Summary + " " + finding.Remedy},
		Locations: []sarifLocation{{PhysicalLocation: sarifPhysicalLocation{
			ArtifactLocation: sarifArtifactLocation{URI: made.URL},
			// Code-scanning services show no result without a line.
			Region: sarifRegion{StartLine: 1},
		}}},
		PartialFingerprints: map[string]string{"codeAndURL/v1": string(finding.Code) + " " + made.URL},
		Properties:          map[string]any{"severity": string(finding.Severity), "reason": finding.Reason, "attack": finding.Attack},
	}
	if len(finding.Evidence) > 0 {
		evidence := &finding.Evidence[0]
		result.WebRequest = &sarifWebRequest{
			Protocol: "http", Method: evidence.Request.Method, Target: evidence.Request.URL,
			Headers: sarifHeaders(evidence.Request.Headers),
		}
		result.WebResponse = &sarifWebResponse{
			StatusCode: evidence.Response.Status, ReasonPhrase: validText(string(evidence.Response.StatusText)),
			Headers: sarifHeaders(evidence.Response.Headers),
		}
	}
	return result
}

// sarifHeaders joins the values of repeated names: SARIF has an object here.
func sarifHeaders(list HeaderList) map[string]string {
	headers := map[string]string{}
	for _, header := range list {
		name, value := string(header.Name), validText(string(header.Value))
		if earlier, repeated := headers[name]; repeated {
			value = earlier + ", " + value
		}
		headers[name] = value
	}
	return headers
}
