// Package report turns what came of a call into bytes: text, JSON, Markdown,
// curl lines, JavaScript, an HTTP archive. It decides nothing: every verdict,
// cause and remedy in it was found by fetchspec and explain.
//
// The way through:
//
//	simulate.Result, explain.Diagnosis
//	        │  New (build*.go)
//	        │  every string passes the redactor (redact.go, known_secrets.go)
//	        ▼
//	     *Report                    the machine contract's object (report.go), as JSON (json.go)
//	        │  documentOf (tree*.go)
//	        │  every string passes visible (visible.go)
//	        ▼
//	     document                   blocks: what is shown, and in which order
//	        │
//	        ├─▶ WriteText           blocks laid out in columns (text.go, text_exchange.go, wrap.go, style.go)
//	        └─▶ WriteMarkdown       the same blocks for a bug ticket (markdown.go)
//
// WriteCurl, WriteFetch and WriteHAR make something to paste from a Report:
// the requests as sent, the call as a script writes it (script.go), the
// exchanges as a browser records them. Formats lists all of these by name.
//
// Audits go the same way, from *audit.Report through NewAudit (audit.go) to text
// and Markdown (audit_text.go), JSON, and SARIF (audit_sarif.go); AuditFormats
// (audit_formats.go) lists them.
//
// WritePage (page.go) lays out an explanation page.
//
// schema/ holds the JSON Schemas of the report, the request object and the
// audit; a test holds them against the types here.
package report
