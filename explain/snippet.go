package explain

import (
	"fmt"
	"slices"
	"strings"
	"text/template"

	"corsplain/fetchspec"
)

// A Snippet is the configuration by which a stack grants a policy, and nothing
// else.
type Snippet struct {
	Stack  *Stack
	Policy Policy // what it grants
	Files  []SnippetFile
	// Unmet are the wishes that the stack cannot fulfill, a sentence each.
	Unmet []string
}

// A SnippetFile is what to put into one file. Several belong together.
type SnippetFile struct {
	Name     string // "server.js"
	Place    string // where in it: "before the routes"
	Language string // "javascript"
	Text     string // ends with a line break
}

// limits are what a stack cannot grant.
type limits struct {
	methods []string // the only ones; nil for any
	// lacks are "credentials", "several-origins", "exposed-headers", "max-age",
	// "custom-schemes", and "methods" and "request-headers" where it allows all
	// of them and cannot do otherwise.
	lacks []string
}

// Snippet fills the stack's templates. The error says why the policy is none
// to grant, or that the stack has no snippet.
func (stack *Stack) Snippet(policy Policy) (*Snippet, error) {
	if !stack.HasSnippet() {
		return nil, fmt.Errorf("%s has no configuration for this: what stands behind it has to answer", stack.Title)
	}
	if err := policy.Check(); err != nil {
		return nil, err
	}
	snippet := &Snippet{Stack: stack}
	snippet.Policy, snippet.Unmet = stack.granted(policy.normalized())
	for i := range stack.parts {
		file, err := stack.parts[i].fill(&snippet.Policy)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", stack.Name, err)
		}
		if strings.TrimSpace(file.Text) != "" {
			snippet.Files = append(snippet.Files, file)
		}
	}
	return snippet, nil
}

// granted is the part of a policy that the stack can grant, and what is left.
func (stack *Stack) granted(policy Policy) (granted Policy, unmet []string) {
	lack := func(what string) bool { return slices.Contains(stack.limits.lacks, what) }
	say := func(format string, arguments ...any) {
		unmet = append(unmet, stack.Title+" "+fmt.Sprintf(format, arguments...))
	}
	if methods := stack.limits.methods; methods != nil {
		policy.Methods = slices.DeleteFunc(slices.Clone(policy.Methods), func(method string) bool {
			if slices.Contains(methods, method) {
				return false
			}
			say("cannot allow the method %s: it knows %s.", method, joinNames(methods))
			return true
		})
	}
	if lack("methods") {
		policy.Methods = []string{"*"}
		say("allows every method; that cannot be narrowed here.")
	}
	if lack("request-headers") {
		policy.RequestHeaders = []string{"*"}
		say("allows every request header; that cannot be narrowed here.")
	}
	if policy.Credentials && lack("credentials") {
		policy.Credentials = false
		say("cannot allow credentials: no cookie can be sent to it from another origin.")
	}
	if len(policy.Origins) > 1 && lack("several-origins") {
		say("can allow one origin alone: %s are left out.", joinNames(policy.Origins[1:]))
		policy.Origins = policy.Origins[:1]
	}
	if len(policy.ExposedHeaders) > 0 && lack("exposed-headers") {
		policy.ExposedHeaders = nil
		say("cannot expose headers.")
	}
	if policy.MaxAge > 0 && lack("max-age") {
		policy.MaxAge = 0
		say("cannot set how long a preflight's answer is kept.")
	}
	if custom := customSchemes(policy.Origins); len(custom) > 0 && lack("custom-schemes") {
		say("accepts origins of http and https alone, not of %s.", joinNames(custom))
	}
	return policy, unmet
}

// A snippetPart is the template of one file.
type snippetPart struct {
	file, place, language string
	text                  string
}

// A snippetData is what templates are filled with.
type snippetData struct {
	Origins     []string
	Origin      string // the first
	Any         bool   // every origin: Origins is "*" alone
	One         bool   // one origin alone, and not "*"
	Methods     []string
	Headers     []string // that a request may have
	Exposed     []string
	Credentials bool
	MaxAge      int // seconds; 0 for none
}

// fill puts the policy into the template. A part that does not apply to the
// policy comes out empty.
func (part *snippetPart) fill(policy *Policy) (SnippetFile, error) {
	parsed, err := part.template()
	if err != nil {
		return SnippetFile{}, err
	}
	var filled strings.Builder
	err = parsed.Execute(&filled, snippetData{
		Origins:     policy.Origins,
		Origin:      policy.Origins[0],
		Any:         policy.AnyOrigin(),
		One:         len(policy.Origins) == 1 && !policy.AnyOrigin(),
		Methods:     policy.Methods,
		Headers:     policy.RequestHeaders,
		Exposed:     policy.ExposedHeaders,
		Credentials: policy.Credentials,
		MaxAge:      policy.MaxAge,
	})
	return SnippetFile{Name: part.file, Place: part.place, Language: part.language, Text: filled.String()}, err
}

// template parses the template, which is one of text/template. Its functions
// write in the part's language:
//
//	quote TEXT       a string: 'text', "text"
//	list TEXTS       strings with commas or spaces between, without brackets
//	comma TEXTS      text as in a header: GET, HEAD
//	join SEP TEXTS   text with that between
//	pattern TEXTS    a regular expression for exactly these, without quotes
//	bool FLAG        true, True, on
//	lower TEXT       in lower case
//	has TEXTS TEXT   whether it is among them
//	schemes TEXTS    the schemes of origins that are not http or https
//	insecure TEXTS   the origins of plain http that are not of this machine
//	plain TEXT MORE  whether it has letters, digits and these characters alone
//
// https://pkg.go.dev/text/template
func (part *snippetPart) template() (*template.Template, error) {
	language, _ := languageNamed(part.language)
	return template.New(part.file).Option("missingkey=error").Funcs(template.FuncMap{
		"quote":    language.quote,
		"list":     language.list,
		"comma":    comma,
		"join":     func(separator string, texts []string) string { return strings.Join(texts, separator) },
		"pattern":  pattern,
		"bool":     language.bool,
		"lower":    strings.ToLower,
		"has":      contains,
		"schemes":  customSchemes,
		"insecure": insecureOrigins,
		"plain": func(text, more string) bool {
			return !strings.ContainsFunc(text, func(r rune) bool { return !isLetterOrDigit(r) && !strings.ContainsRune(more, r) })
		},
	}).Parse(part.text)
}

// customSchemes are the schemes of origins that no web server has, as
// capacitor://localhost.
func customSchemes(origins []string) []string {
	var schemes []string
	for _, origin := range origins {
		scheme, _, found := strings.Cut(origin, "://")
		if found && scheme != "http" && scheme != "https" {
			schemes = appendNew(schemes, scheme)
		}
	}
	return schemes
}

// insecureOrigins are those of plain http, but for this machine's own.
func insecureOrigins(origins []string) []string {
	var insecure []string
	for _, origin := range origins {
		url, err := fetchspec.ParseURL(origin)
		if err == nil && url.Scheme() == "http" && !fetchspec.IsPotentiallyTrustworthyURL(url) {
			insecure = append(insecure, origin)
		}
	}
	return insecure
}
