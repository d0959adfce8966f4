//go:build unix

package realservers

import (
	"os/exec"
	"path/filepath"
	"testing"

	"corsplain/explain"
)

func TestEachStackIsRepairedByItsSnippet(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	for _, stack := range stacks() {
		t.Run(stack.title(), func(t *testing.T) {
			t.Parallel()
			stack.require(t)
			for _, breakage := range stack.breakages {
				t.Run(breakage.title(), func(t *testing.T) { stack.repair(t, breakage) })
			}
			for name, policy := range furtherPolicies() {
				t.Run(name, func(t *testing.T) { stack.grant(t, policy) })
			}
		})
	}
}

// A redirect of a preflight is no matter of CORS settings: the page has to
// call the exact address.
func TestASlashThatDjangoAddsIsThePagesToAdd(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	t.Parallel()
	django := stackNamed("django")
	django.require(t)
	server := django.start(t, django.broken(t, breakage{directory: "broken-order"}), "")
	found := ask(t, withCredentials(put(server.url+"/books", pageOrigin)))
	found.isBlockedBy(t, explain.PreflightRedirectedSlash)
	found.hasLayers(t, 0, "Django (django-cors-headers), made")
	if fix := explain.FixFor(explain.AnyStack, &found.diagnosis, found.trace); fix != nil && fix.Snippet != nil {
		t.Errorf("there is a configuration: %+v", fix.Snippet)
	}
	found.isReported(t, server.url+"/books/")
	if exact := ask(t, withCredentials(put(server.url+"/books/", pageOrigin))); exact.diagnosis.Verdict != explain.VerdictAllowed {
		t.Errorf("the exact address is %s\n%s", exact.diagnosis.Verdict, exact.describe())
	}
}

// furtherPolicies fill the parts of the snippets that one page's needs do not.
func furtherPolicies() map[string]explain.Policy {
	return map[string]explain.Policy{
		"several origins": {
			Origins: []string{pageOrigin, sameSiteOrigin, "https://a-preview-with-a-name-of-more-than-64-characters.app.example.com"},
			Methods: []string{"PUT"}, RequestHeaders: []string{"Content-Type", "X-Api-Key"},
			ExposedHeaders: []string{"X-Total-Count", "ETag"}, Credentials: true, MaxAge: 600,
		},
		"any origin": {
			Origins: []string{"*"}, Methods: []string{"PUT"}, RequestHeaders: []string{"Content-Type", "X-Api-Key"},
			ExposedHeaders: []string{"X-Total-Count"}, MaxAge: 600,
		},
	}
}

func (stack *stack) title() string {
	if stack.variant != "" {
		return stack.name + " " + stack.variant
	}
	return stack.name
}

func (stack *stack) require(t *testing.T) {
	t.Helper()
	for _, need := range stack.needs {
		need(t)
	}
	if stack.goPackage != "" {
		goModule("go")(t)
	}
}

func (breakage *breakage) title() string { return string(breakage.code) }

// repair starts the stack broken, diagnoses that, gives it the configuration
// that the diagnosis leads to, and sees whether it does what it should.
func (stack *stack) repair(t *testing.T, breakage breakage) {
	broken := stack.start(t, stack.broken(t, breakage), stack.application(t, noHeaders))
	path := breakage.path
	if path == "" {
		path = "/items"
	}
	found := ask(t, withCredentials(put(broken.url+stack.prefix+path, pageOrigin)))
	broken.stop()
	snippet := stack.diagnosed(t, breakage, found)
	if t.Failed() {
		t.Log("\n" + found.describe())
	}
	repaired := stack.start(t, stack.configured(t, snippet), stack.application(t, headersOfItsOwn))
	stack.checkGranted(t, repaired.url, snippet)
}

// diagnosed checks what is said of the broken stack, and returns the repair.
func (stack *stack) diagnosed(t *testing.T, breakage breakage, found *outcome) *explain.Snippet {
	t.Helper()
	diagnosis := &found.diagnosis
	if diagnosis.Verdict != explain.VerdictBlocked || len(diagnosis.Blockers) == 0 {
		t.Fatalf("broken as it is, the request is %s\n%s", diagnosis.Verdict, found.describe())
	}
	if got := diagnosis.Blockers[0].Code; got != breakage.code {
		t.Errorf("the cause is called %s, not %s", got, breakage.code)
	}
	chosen := explain.AnyStack
	if breakage.unseen != "" {
		chosen = stack.name
	}
	fix := explain.FixFor(chosen, diagnosis, found.trace)
	if fix == nil || fix.Snippet == nil {
		t.Fatalf("no configuration was found for it: %+v\n%s", fix, found.describe())
	}
	if got := fix.Snippet.Stack.Name; got != stack.name {
		t.Fatalf("it is taken for %s: %s\n%s", got, fix.Why, found.describe())
	}
	return fix.Snippet
}

// grant starts the stack with the configuration for a policy.
func (stack *stack) grant(t *testing.T, policy explain.Policy) {
	snippet, err := explain.StackByName(stack.name).Snippet(policy)
	if err != nil {
		t.Fatal(err)
	}
	server := stack.start(t, stack.configured(t, snippet), stack.application(t, headersOfItsOwn))
	stack.checkGranted(t, server.url, snippet)
	stack.checkSafe(t, server.url, &snippet.Policy)
}

func (stack *stack) directory(name string) string {
	return filepath.Join("testdata", stack.name, name)
}

// broken are the stack's files with the mistake in them.
func (stack *stack) broken(t *testing.T, breakage breakage) files {
	t.Helper()
	if stack.goPackage != "" {
		return nil
	}
	return readFiles(t, stack.directory("server")).with(readFiles(t, stack.directory(breakage.directory)))
}

// configured are the stack's files with the snippet in them.
func (stack *stack) configured(t *testing.T, snippet *explain.Snippet) files {
	t.Helper()
	placed := snippetFiles(snippet)
	if stack.adapt != nil {
		for name, text := range placed {
			placed[name] = stack.adapt.Replace(text)
		}
	}
	if stack.goPackage != "" {
		return placed
	}
	server := readFiles(t, stack.directory("server")).with(readFiles(t, stack.directory("fixed")))
	return server.with(placed)
}

// application is the address of what stands behind a proxy; "" behind what is
// none.
func (stack *stack) application(t *testing.T, headers ownHeaders) string {
	if !stack.isProxy {
		return ""
	}
	return startApplication(t, headers)
}

func (stack *stack) start(t *testing.T, written files, application string) *server {
	t.Helper()
	site := newSite(t, written, application)
	if stack.goPackage != "" {
		return start(t, site, exec.Command(buildGo(t, "go", "./"+stack.goPackage, site, written)))
	}
	return start(t, site, stack.command(t, site))
}
