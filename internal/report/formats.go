package report

import (
	"io"
	"slices"
)

// A Format is a way of writing reports.
type Format struct {
	Name string
	// About says in a few words what it is for.
	About string
	// Write writes the reports of one run.
	Write func(w io.Writer, reports []*Report, options TextOptions) error
}

// Formats are all formats, in the order in which help lists them.
func Formats() []Format {
	return []Format{
		{"text", "for people", each(WriteText, "\n")},
		{"json", "for programs: one report a line", each(plainly(WriteJSON), "")},
		{"markdown", "for a bug ticket or a pull request; never shows secrets", each(WriteMarkdown, "")},
		{"curl", "the requests as curl commands, the preflight too", each(plainly(WriteCurl), "\n")},
		{"fetch", "JavaScript for the page's console", each(plainly(WriteFetch), "\n")},
		{"har", "an HTTP archive of the exchanges", writeHAR},
	}
}

// FormatNamed returns the format with a name.
func FormatNamed(name string) (format Format, found bool) {
	formats := Formats()
	index := slices.IndexFunc(formats, func(format Format) bool { return format.Name == name })
	if index < 0 {
		return Format{}, false
	}
	return formats[index], true
}

// each writes one report after the other, with a separator between.
func each(write func(io.Writer, *Report, TextOptions) error, separator string) func(io.Writer, []*Report, TextOptions) error {
	return func(w io.Writer, reports []*Report, options TextOptions) error {
		for i, report := range reports {
			if i > 0 {
				if _, err := io.WriteString(w, separator); err != nil {
					return err
				}
			}
			if err := write(w, report, options); err != nil {
				return err
			}
		}
		return nil
	}
}

func plainly(write func(io.Writer, *Report) error) func(io.Writer, *Report, TextOptions) error {
	return func(w io.Writer, report *Report, _ TextOptions) error { return write(w, report) }
}

func writeHAR(w io.Writer, reports []*Report, _ TextOptions) error { return WriteHAR(w, reports) }
