package explain

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

// A Stack is a piece of server software that can answer a cross-origin
// request: how to recognize its answers, and how to make it grant a Policy.
// Each is one file in stacks/.
type Stack struct {
	Name    string // "django": what --fix and snippet take
	Title   string // "Django (django-cors-headers)"
	Role    Role
	Aliases []string // other names that people type
	// Refines are stacks that show, too, where this one is seen: Laravel's
	// answers are PHP's.
	Refines  []string
	Verified Verification
	// Settings are the names of what grants what: "credentials".
	Settings []Setting
	// Traps are the mistakes that people make with it, a sentence or two each.
	Traps []string
	// Note says how it stands to the layers around it; "" for nothing special.
	Note string

	limits limits
	marks  []mark
	parts  []snippetPart
}

// A Setting is what a stack calls the part of a policy.
type Setting struct{ Name, Meaning string }

// A Role says where in a chain of servers a stack stands.
type Role string

// The roles, from the browser's end to the other.
const (
	RoleCDN      Role = "cdn"
	RoleGateway  Role = "gateway"
	RoleProxy    Role = "proxy"
	RolePlatform Role = "platform" // runs or stores what is not a server of one's own
	RoleApp      Role = "app"
	RoleUnknown  Role = "unknown"
)

// A Verification says how a stack's snippet is known to work.
type Verification struct {
	How     string // VerifiedByRun or VerifiedByDocumentation
	Version string // of the software: "Express 5.1, cors 2.8.5"
	Date    string // "2026-11-02"
	Sources []string
}

// The two ways to verify a snippet.
const (
	VerifiedByRun           = "run" // a test starts the real server with it
	VerifiedByDocumentation = "documentation"
)

// HasSnippet reports whether the stack can be configured for CORS. The others
// are only recognized: an application behind them has to answer.
func (stack *Stack) HasSnippet() bool { return len(stack.parts) > 0 }

//go:embed stacks/*.txt
var stackFiles embed.FS

// Stacks returns all stacks in the order of their names. They are read when
// they are first needed.
func Stacks() []*Stack { return readStacks() }

// readStacks leaves out a file that cannot be read; a test sees to it that
// there is none.
var readStacks = sync.OnceValue(func() []*Stack {
	entries, _ := stackFiles.ReadDir("stacks")
	var stacks []*Stack
	for _, entry := range entries {
		text, _ := stackFiles.ReadFile("stacks/" + entry.Name())
		if stack, err := parseStack(entry.Name(), string(text)); err == nil {
			stacks = append(stacks, stack)
		}
	}
	slices.SortFunc(stacks, func(a, b *Stack) int { return strings.Compare(a.Name, b.Name) })
	return stacks
})

// StackByName returns the stack with that name or alias, in any case; nil if
// there is none.
func StackByName(name string) *Stack {
	for _, stack := range Stacks() {
		if strings.EqualFold(stack.Name, name) || foldedItem(stack.Aliases, name) != "" {
			return stack
		}
	}
	return nil
}

// StackNames are the names and aliases of all stacks that have a snippet.
func StackNames() []string {
	var names []string
	for _, stack := range Stacks() {
		if stack.HasSnippet() {
			names = append(append(names, stack.Name), stack.Aliases...)
		}
	}
	return names
}
