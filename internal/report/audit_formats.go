package report

import (
	"encoding/json"
	"io"
	"slices"
)

// An AuditFormat is a way of writing audits.
type AuditFormat struct {
	Name string
	// About says in a few words what it is for.
	About string
	// Whole is set if all audits of a run make one document.
	Whole bool
	// Write writes audits.
	Write func(w io.Writer, audits []*Audit, options TextOptions) error
}

// AuditFormats are all formats of audits, in the order in which help lists
// them.
func AuditFormats() []AuditFormat {
	return []AuditFormat{
		{Name: "text", About: "for people", Write: eachAudit(WriteAuditText)},
		{Name: "json", About: "for programs: one audit a line", Write: eachAudit(func(w io.Writer, audit *Audit, _ TextOptions) error {
			return WriteAuditJSON(w, audit)
		})},
		{Name: "markdown", About: "for a ticket", Write: eachAudit(WriteAuditMarkdown)},
		{Name: "sarif", About: "for code scanning: SARIF 2.1.0", Whole: true, Write: func(w io.Writer, audits []*Audit, _ TextOptions) error {
			return WriteAuditSARIF(w, audits)
		}},
	}
}

// AuditFormatNamed returns the format with a name.
func AuditFormatNamed(name string) (format AuditFormat, found bool) {
	formats := AuditFormats()
	index := slices.IndexFunc(formats, func(format AuditFormat) bool { return format.Name == name })
	if index < 0 {
		return AuditFormat{}, false
	}
	return formats[index], true
}

func eachAudit(write func(io.Writer, *Audit, TextOptions) error) func(io.Writer, []*Audit, TextOptions) error {
	return func(w io.Writer, audits []*Audit, options TextOptions) error {
		for _, audit := range audits {
			if err := write(w, audit, options); err != nil {
				return err
			}
		}
		return nil
	}
}

// WriteAuditJSON writes an audit as one line.
func WriteAuditJSON(w io.Writer, audit *Audit) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(audit)
}
