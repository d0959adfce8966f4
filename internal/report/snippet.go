package report

import (
	"fmt"
	"io"
	"strings"

	"corsplain/explain"
)

// SnippetSchemaName is the version of the snippet that this package writes.
const SnippetSchemaName = "corsplain.snippet/v1"

// A Snippet is the machine contract's snippet object: how a stack grants a
// policy.
type Snippet struct {
	Schema string    `json:"schema"`
	Stack  string    `json:"stack"`
	Title  string    `json:"title"`
	Role   string    `json:"role"`
	Policy Policy    `json:"policy"`
	Files  []FixFile `json:"files"`
	// Unmet are the wishes that the stack cannot fulfill.
	Unmet    []string     `json:"unmet"`
	Traps    []string     `json:"traps"`
	Settings []Setting    `json:"settings"`
	Verified Verification `json:"verified"`
}

// A Setting is what a stack calls a part of a policy.
type Setting struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// A Policy is what a snippet grants.
type Policy struct {
	Origins        []string `json:"origins"`
	Methods        []string `json:"methods"`
	RequestHeaders []string `json:"requestHeaders"`
	ExposedHeaders []string `json:"exposedHeaders"`
	Credentials    bool     `json:"credentials"`
	MaxAge         int      `json:"maxAge,omitempty"` // seconds; absent where the server's own counts
}

// A Verification says how a snippet is known to work.
type Verification struct {
	How     string   `json:"how"` // "run" or "documentation"
	Version string   `json:"version"`
	Date    string   `json:"date"`
	Sources []string `json:"sources"`
}

// A StackEntry is one line of the list of stacks.
type StackEntry struct {
	Stack    string       `json:"stack"`
	Title    string       `json:"title"`
	Role     string       `json:"role"`
	Aliases  []string     `json:"aliases"`
	Verified Verification `json:"verified"`
}

func verification(verified explain.Verification) Verification {
	return Verification{How: verified.How, Version: verified.Version, Date: verified.Date, Sources: listOf(verified.Sources)}
}

// listOf is never null in JSON.
func listOf(texts []string) []string { return append([]string{}, texts...) }

func fixFiles(files []explain.SnippetFile) []FixFile {
	made := []FixFile{}
	for _, file := range files {
		made = append(made, FixFile{file.Name, file.Place, file.Language, file.Text})
	}
	return made
}

func settingsOf(stack *explain.Stack) []Setting {
	made := []Setting{}
	for _, setting := range stack.Settings {
		made = append(made, Setting(setting))
	}
	return made
}

// WriteSnippetJSON writes a snippet as one line.
func WriteSnippetJSON(w io.Writer, snippet *explain.Snippet) error {
	stack, policy := snippet.Stack, &snippet.Policy
	return writeJSON(w, Snippet{
		Schema: SnippetSchemaName, Stack: stack.Name, Title: stack.Title, Role: string(stack.Role),
		Policy: Policy{
			Origins: listOf(policy.Origins), Methods: listOf(policy.Methods),
			RequestHeaders: listOf(policy.RequestHeaders), ExposedHeaders: listOf(policy.ExposedHeaders),
			Credentials: policy.Credentials, MaxAge: policy.MaxAge,
		},
		Files: fixFiles(snippet.Files), Unmet: listOf(snippet.Unmet), Traps: listOf(stack.Traps),
		Settings: settingsOf(stack), Verified: verification(stack.Verified),
	}, "")
}

// WriteSnippet writes a snippet for people. What is to be pasted stands at the
// left edge, as it is: in some languages indentation counts.
func WriteSnippet(w io.Writer, snippet *explain.Snippet, options TextOptions) error {
	layout := newLayout(options)
	layout.wrapped(cellsOf(span{roleLabel, visible(snippet.Stack.Title)}), 0)
	for _, unmet := range snippet.Unmet {
		layout.paragraph(paragraph{{roleWarning, visible(unmet)}}, 0)
	}
	for _, file := range snippet.Files {
		layout.line(nil)
		layout.paragraph(paragraph{{roleName, visible(file.Name)}, {rolePlain, ": " + visible(file.Place)}}, 0)
		layout.line(nil)
		for line := range strings.SplitSeq(strings.TrimSuffix(file.Text, "\n"), "\n") {
			layout.line(cellsOf(span{rolePaste, visibleWithTabs(line)}))
		}
	}
	layout.line(nil)
	layout.line(cellsOf(span{roleLabel, "Traps"}))
	var traps bullets
	for _, trap := range snippet.Stack.Traps {
		traps = append(traps, plain(visible(trap)))
	}
	layout.bullets(traps, indent)
	if settings := snippet.Stack.Settings; options.Verbose && len(settings) > 0 {
		layout.line(nil)
		layout.line(cellsOf(span{roleLabel, "Settings"}))
		for _, setting := range settings {
			layout.bullets(bullets{{{roleName, visible(setting.Name)}, {rolePlain, ": " + visible(setting.Meaning)}}}, indent)
		}
	}
	layout.line(nil)
	layout.paragraph(paragraph{{roleAside, verifiedWords(verification(snippet.Stack.Verified))}}, 0)
	for _, source := range snippet.Stack.Verified.Sources {
		layout.line(append(spaces(indent), cellsOf(span{roleLink, visible(source)})...))
	}
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// visibleWithTabs is visible for a line that is to be pasted.
func visibleWithTabs(line string) shown {
	parts := strings.Split(line, "\t")
	for i := range parts {
		parts[i] = string(visible(parts[i]))
	}
	return shown(strings.Join(parts, "\t"))
}

// verifiedWords says how far a snippet can be trusted.
func verifiedWords(verified Verification) shown {
	how := "Written from its documentation and not run here"
	if verified.How == explain.VerifiedByRun {
		how = "Run by a test, with the real server"
	}
	return visible(fmt.Sprintf("%s: %s, %s.", how, verified.Version, verified.Date))
}

// WriteStacks lists the stacks that have a snippet, by their roles.
func WriteStacks(w io.Writer, stacks []*explain.Stack, options TextOptions) error {
	layout := newLayout(options)
	for _, role := range []struct {
		role    explain.Role
		heading shown
	}{
		{explain.RoleApp, "Applications"},
		{explain.RoleProxy, "Web servers and proxies"},
		{explain.RoleGateway, "Gateways"},
		{explain.RolePlatform, "Platforms"},
		{explain.RoleCDN, "Content delivery networks"},
	} {
		if layout.text.Len() > 0 {
			layout.line(nil)
		}
		layout.line(cellsOf(span{roleLabel, role.heading}))
		for _, stack := range stacks {
			if stack.Role == role.role && stack.HasSnippet() {
				layout.line(stackLine(stack))
			}
		}
	}
	_, err := io.WriteString(w, layout.text.String())
	return err
}

// The columns of the list of stacks.
const (
	stackNameWidth  = 20
	stackTitleWidth = 40
)

func stackLine(stack *explain.Stack) row {
	how := shown("documentation")
	if stack.Verified.How == explain.VerifiedByRun {
		how = "run"
	}
	line := append(spaces(indent), cellsOf(span{roleName, visible(stack.Name)})...)
	line = append(line, spaces(max(indent+stackNameWidth-line.width(), 1))...)
	line = append(line, cellsOf(span{rolePlain, visible(stack.Title)})...)
	line = append(line, spaces(max(indent+stackNameWidth+stackTitleWidth-line.width(), 1))...)
	return append(line, cellsOf(span{roleAside, how})...)
}

// WriteStacksJSON writes a line for each stack that has a snippet.
func WriteStacksJSON(w io.Writer, stacks []*explain.Stack) error {
	for _, stack := range stacks {
		if !stack.HasSnippet() {
			continue
		}
		entry := StackEntry{stack.Name, stack.Title, string(stack.Role), listOf(stack.Aliases), verification(stack.Verified)}
		if err := writeJSON(w, entry, ""); err != nil {
			return err
		}
	}
	return nil
}
