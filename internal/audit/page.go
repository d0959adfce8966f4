package audit

import (
	"fmt"
	"strings"
)

// Page is what is known about a code, in Markdown; "" if there is no such
// code.
func Page(code Code) string {
	entry, found := Lookup(code)
	if !found {
		return ""
	}
	var page strings.Builder
	fmt.Fprintf(&page, "# %s\n\n", entry.Title)
	fmt.Fprintf(&page, "A finding of `corsplain audit`. At its worst it is %s: %s.\n\n", entry.Worst, severityWords(entry.Worst))
	fmt.Fprintf(&page, "## What someone else could do\n\n%s\n\n", entry.Attack)
	fmt.Fprintf(&page, "## How to fix it\n\n%s\n\n", strings.ReplaceAll(entry.Fix, "{trusted}", "such as https://app.example.com"))
	page.WriteString("## Read on\n\n")
	for _, reference := range entry.References {
		fmt.Fprintf(&page, "- %s\n", reference)
	}
	return page.String()
}

func severityWords(severity Severity) string {
	switch severity {
	case SeverityHigh:
		return "someone else's page can read what a visitor's login gives"
	case SeverityMedium:
		return "someone else's page can do so under conditions, or do less"
	case SeverityLow:
		return "a mistake that helps an attack, or breaks pages"
	}
	return "without effect, or a matter of taste"
}
