package report

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// A role is what a piece of text is there for; a style is how that looks.
type role int

// The roles.
const (
	rolePlain   role = iota
	roleAllowed      // the verdict, where the script gets what it asked for
	roleBlocked      // the verdict, where it does not
	roleUnknown      // the verdict, where there is none, or it is opaque
	roleAddress      // a URL or an origin in the first line
	rolePassed       // a header that passed its check
	roleFailed       // a header that did not
	roleMark         // the bytes of a value that matter
	roleName         // a header's name
	roleLabel        // "Why", "Fix"
	roleAside        // citations, durations, what is there for completeness
	roleWarning
	roleLink  // where to read on
	rolePaste // lines to copy
	roleQuote // what the server wrote
)

// styles draws text in its role.
type styles struct {
	byRole []lipgloss.Style // nil draws plain text
}

// newStyles makes the styles. They use the terminal's own sixteen colors, which
// suit its background, and ask the terminal nothing.
func newStyles(color bool) styles {
	if !color {
		return styles{}
	}
	renderer := lipgloss.NewRenderer(io.Discard)
	renderer.SetColorProfile(termenv.ANSI)
	renderer.SetHasDarkBackground(true)
	plain := renderer.NewStyle()
	const red, green, yellow, blue, cyan = lipgloss.Color("1"), lipgloss.Color("2"), lipgloss.Color("3"), lipgloss.Color("4"), lipgloss.Color("6")
	return styles{byRole: []lipgloss.Style{
		rolePlain:   plain,
		roleAllowed: plain.Bold(true).Foreground(green),
		roleBlocked: plain.Bold(true).Foreground(red),
		roleUnknown: plain.Bold(true).Foreground(yellow),
		roleAddress: plain.Bold(true),
		rolePassed:  plain.Foreground(green),
		roleFailed:  plain.Foreground(red),
		roleMark:    plain.Bold(true).Foreground(red),
		roleName:    plain.Foreground(cyan),
		roleLabel:   plain.Bold(true),
		roleAside:   plain.Faint(true),
		roleWarning: plain.Foreground(yellow),
		roleLink:    plain.Faint(true),
		rolePaste:   plain.Foreground(blue),
		roleQuote:   plain.Faint(true),
	}}
}

// draw returns text as its role looks.
func (styles styles) draw(role role, text string) string {
	if styles.byRole == nil || role == rolePlain || text == "" {
		return text
	}
	return styles.byRole[role].Render(text)
}
