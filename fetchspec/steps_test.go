package fetchspec

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// standardSteps reads testdata/steps.txt: what each step of each algorithm
// says.
func standardSteps(t *testing.T) map[Step]string {
	t.Helper()
	file, err := os.Open("testdata/steps.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	steps := map[Step]string{}
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			t.Fatalf("steps.txt: %q has %d fields, want 4", line, len(fields))
		}
		steps[Step{fields[0], fields[2]}] = fields[3]
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}

// citedSteps finds every step that the package's code names: two string
// literals in a Step literal, or as the first arguments of failure, decide and
// the like.
func citedSteps(t *testing.T) map[Step][]token.Position {
	t.Helper()
	cited := map[Step][]token.Position{}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			for _, step := range stepsIn(node) {
				cited[step] = append(cited[step], files.Position(node.Pos()))
			}
			return true
		})
	}
	return cited
}

// stepsIn returns the steps that a call or composite literal names.
func stepsIn(node ast.Node) []Step {
	switch node := node.(type) {
	case *ast.CallExpr:
		if name, ok := node.Fun.(*ast.Ident); ok && name.Name == "requestFailure" {
			number, _ := literalString(node.Args[0])
			return []Step{{"new Request(input, init)", number}}
		}
		return literalStep(node.Args)
	case *ast.CompositeLit:
		if name, ok := node.Type.(*ast.Ident); !ok || name.Name != "Step" {
			return nil
		}
		return literalStep(node.Elts)
	}
	return nil
}

func literalStep(arguments []ast.Expr) []Step {
	if len(arguments) < 2 {
		return nil
	}
	algorithm, ok := literalString(arguments[0])
	number, also := literalString(arguments[1])
	if !ok || !also || number == "" || !strings.ContainsAny(number[:1], "123456789") {
		return nil
	}
	return []Step{{algorithm, number}}
}

func literalString(expression ast.Expr) (string, bool) {
	if pair, ok := expression.(*ast.KeyValueExpr); ok {
		expression = pair.Value
	}
	literal, ok := expression.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}

func TestEachCitedStepExistsInTheStandard(t *testing.T) {
	steps := standardSteps(t)
	algorithms := map[string]bool{}
	for step := range steps {
		algorithms[step.Algorithm] = true
	}
	for step, positions := range citedSteps(t) {
		if !algorithms[step.Algorithm] {
			// A neighbour's algorithm: it must at least be one that has an address.
			if step.URL() == "" {
				t.Errorf("%s: %q is no algorithm of the Fetch Standard, and has no address", positions[0], step.Algorithm)
			}
			continue
		}
		// Switch cases with steps of their own, and bulleted conditions, are
		// cited by the step that holds them.
		if _, ok := steps[step]; !ok && !hasSubsteps(steps, step) {
			t.Errorf("%s: the Standard has no %s", positions[0], step)
		}
		if step.URL() == "" {
			t.Errorf("%s: %s has no address", positions[0], step)
		}
	}
}

func hasSubsteps(steps map[Step]string, step Step) bool {
	for other := range steps {
		if other.Algorithm == step.Algorithm && strings.HasPrefix(other.Number, step.Number) {
			return true
		}
	}
	return false
}

// leftOut lists the steps at which the Standard gives up and this package does
// not, each with its reason.
var leftOut = map[Step]string{
	{"scheme fetch", "1"}:                                           "a fetch is canceled through its context, which the Exchanger sees",
	{"scheme fetch", "3[2].8"}:                                      "there are no blob URLs here: step 3[2].2 refuses them all",
	{"scheme fetch", "3[2].14.4"}:                                   "there are no blob URLs here: step 3[2].2 refuses them all",
	{"scheme fetch", "3[2].14.7.1"}:                                 "there are no blob URLs here: step 3[2].2 refuses them all",
	{"main fetch", "23.1"}:                                          "processBodyError is cited by the steps that run it: 23.2, 23.3.1 and 23.4",
	{"HTTP fetch", "3.5.7"}:                                         "there are no service workers here",
	{"HTTP fetch", "4.1.2"}:                                         "hands on the preflight's network error, whose Failure has its own step",
	{"HTTP-network-or-cache fetch", "9"}:                            "a fetch is canceled through its context, which the Exchanger sees",
	{"HTTP-network-or-cache fetch", "15.2.1"}:                       "needs a user who is asked for a password",
	{"HTTP-network-or-cache fetch", "15.3.1"}:                       "needs a user who is asked for a password",
	{"HTTP-network-or-cache fetch", "16.3"}:                         "needs a user who is asked for a password",
	{"HTTP-network-or-cache fetch", "17.1"}:                         "a fetch is canceled through its context, which the Exchanger sees",
	{"HTTP-network fetch", "2"}:                                     "being offline shows as a failed connection: step 8.1",
	{"HTTP-network fetch", "8.5.2"}:                                 "a client certificate that is asked for and missing shows as a failed handshake: step 8.1",
	{"appropriate network error", "2"}:                              "a canceled fetch is a network error whose cause is the context's: HTTP-network fetch, step 9.2",
	{"navigation TAO check", "1.3"}:                                 "only navigation timing reads it",
	{"obtain a connection", "5"}:                                    "the Exchanger's: shows as HTTP-network fetch, step 8.1",
	{"create a connection", "2"}:                                    "the Exchanger's: shows as HTTP-network fetch, step 8.1",
	{"resolve an origin", "4"}:                                      "the Exchanger's: shows as HTTP-network fetch, step 8.1",
	{"new Request(input, init)", "10"}:                              "a Go caller has no window member to set",
	{"new Request(input, init)", "39.1"}:                            "a stream is always given with its duplex member",
	{"new Request(input, init)", "41.1"}:                            "the input is never a Request object whose body was read",
	{"cross-origin resource policy check", "3"}:                     "cited by the internal check's step",
	{"cross-origin resource policy check", "7"}:                     "cited by the internal check's step",
	{"parse a single range header value", "2"}:                      "the range of a request is read by the safelist's rule alone",
	{"should request be blocked due to a bad port", "2"}:            "cited as main fetch, step 7",
	{"should response to request be blocked due to nosniff", "4"}:   "cited as main fetch, step 20",
	{"should response to request be blocked due to nosniff", "5"}:   "cited as main fetch, step 20",
	{"should response to request be blocked due to MIME type", "4"}: "cited as main fetch, step 20",
}

// transcribed are the algorithms whose every way to give up must be in the
// code or in leftOut.
var transcribed = []string{
	"main fetch", "scheme fetch", "HTTP fetch", "HTTP-redirect fetch", "HTTP-network-or-cache fetch",
	"HTTP-network fetch", "CORS-preflight fetch", "CORS check", "TAO check",
	"cross-origin resource policy check", "cross-origin resource policy internal check",
	"new Request(input, init)", "appropriate network error", "navigation TAO check", "obtain a connection",
	"create a connection", "resolve an origin",
	"should request be blocked due to a bad port",
	"should response to request be blocked due to nosniff",
	"should response to request be blocked due to MIME type",
}

func TestEachStepThatGivesUpIsTranscribedOrLeftOutWithAReason(t *testing.T) {
	steps := standardSteps(t)
	cited := citedSteps(t)
	for step, what := range steps {
		if what == "-" || !slices.Contains(transcribed, step.Algorithm) {
			continue
		}
		_, inCode := cited[step]
		reason, out := leftOut[step]
		switch {
		case !inCode && !out:
			t.Errorf("%s gives up (%s), which no code cites and leftOut does not list", step, what)
		case inCode && out:
			t.Errorf("%s is cited in the code and listed as left out: %s", step, reason)
		}
	}
	for step := range leftOut {
		if _, ok := steps[step]; !ok {
			t.Errorf("leftOut lists %s, which the Standard does not have", step)
		}
	}
}
