package pagescript

import (
	"embed"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

//go:embed page/*.js
var pageFiles embed.FS

// pageProgram is the page's own code: one function of the host, in which all
// files share their names.
var pageProgram = sync.OnceValue(func() *goja.Program {
	var text strings.Builder
	text.WriteString("(function (host, global) { 'use strict';\n")
	for _, name := range []string{
		"intrinsics", "guard", "unknown", "tasks", "body", "headers", "fetch", "xhr", "axios", "jquery", "url", "page",
	} {
		content, err := pageFiles.ReadFile("page/" + name + ".js")
		if err != nil {
			panic(err)
		}
		text.Write(content)
	}
	text.WriteString("})")
	// A backtracking regular expression could run for longer than the
	// universe, and the engine cannot interrupt it.
	regexp2.DefaultMatchTimeout = defaultTimeout
	return goja.MustCompile("page", text.String(), true)
})

// isLibrary reports whether page/page.js has a library of that name.
func isLibrary(name string) bool {
	switch name {
	case "axios", "jquery", "node-fetch", "cross-fetch", "isomorphic-fetch", "unfetch", "undici", "form-data",
		"url", "node:url", "buffer", "node:buffer":
		return true
	}
	return false
}

// pastedName is how the engine calls the code in its positions.
const pastedName = "pasted"

// compile compiles the code as an asynchronous function, so that it can await
// and return. Its lines are one further down than in the source.
func compile(source string, prepared *preparation) (*goja.Program, *Problem) {
	if text := prepared.wrappedExpression(); text != "" {
		if parsed, err := parse(text); err == nil {
			return compileParsed(source, text, parsed, prepared)
		}
	}
	text := prepared.wrapped()
	parsed, err := parse(text)
	if err != nil {
		return nil, syntaxProblem(source, text, err)
	}
	return compileParsed(source, text, parsed, prepared)
}

func parse(text string) (*ast.Program, error) {
	return parser.ParseFile(nil, pastedName, text, 0, parser.WithDisableSourceMaps)
}

// compileParsed refuses what could not be stopped, before the compiler
// computes what is constant.
func compileParsed(source, text string, parsed *ast.Program, prepared *preparation) (*goja.Program, *Problem) {
	use := bigIntUseOf(parsed)
	prepared.hidesBigInt = use.grows > 0
	if use.grows > 0 && use.hasLiteral {
		problem := &Problem{Message: "the code shifts a number, or raises it to a power, by what is computed, which is not run beside BigInt numbers"}
		at := parsed.File.Position(int(use.grows) - 1)
		problem.Start, problem.End = position(source, at.Line, at.Column)
		problem.Hint = "write the number itself in its place"
		return nil, problem
	}
	program, err := goja.CompileAST(parsed, false)
	if err != nil {
		return nil, syntaxProblem(source, text, err)
	}
	return program, nil
}

// wrapped is the program: one line of ours, then the code.
func (prepared preparation) wrapped() string {
	return prepared.beginning() + "\n" + prepared.text + "\n})"
}

// wrappedExpression is the program for code that is nothing but a function,
// which can then be called; "" for other code.
func (prepared preparation) wrappedExpression() string {
	code := strings.TrimRight(prepared.text, "; \t\r\n")
	if !prepared.beginsFunction {
		return ""
	}
	return prepared.beginning() + "$exports = (\n" + code + "\n)})"
}

func (prepared preparation) beginning() string {
	var line strings.Builder
	line.WriteString("(async function ($imports) { var $exports; ")
	for i, imported := range prepared.imports {
		fmt.Fprintf(&line, "var %s = $imports[%d]; ", imported.local, i)
	}
	line.WriteString("$declare({ ")
	for _, name := range prepared.declared {
		fmt.Fprintf(&line, "get %s() { return %s }, ", name, name)
	}
	line.WriteString("get default() { return $exports } }); ")
	return line.String()
}

// A sandbox is an engine with a page around it, for one run.
type sandbox struct {
	source   string
	prepared preparation
	options  Options
	vm       *goja.Runtime

	unknowns   []*Unknown
	requests   []Request
	websockets bool
	because    string
	tasks      int
	fault      *Problem // what ended the run
	stranger   *Unknown // a function that is called with a URL
	compared   int      // the unknown that was compared first, + 1
	iterated   bool     // an unknown was iterated, so that requests may repeat
	declared   *goja.Object
	rejected   []*goja.Promise // and never handled
	callbacks  callbacks
}

// callbacks are the functions that page/page.js returns.
type callbacks struct {
	runTask, callDeclared, resolveGlobal, importDefault, importNamed, watchRejection goja.Callable
}

func newSandbox(source string, prepared preparation, options Options) *sandbox {
	box := &sandbox{source: source, prepared: prepared, options: options, vm: goja.New()}
	box.vm.SetMaxCallStackSize(maxCallStack)
	box.vm.SetPromiseRejectionTracker(box.trackRejection)
	return box
}

// run runs the code, then its tasks, then, if it made no request, what it
// declares.
func (box *sandbox) run(program *goja.Program) {
	if err := box.start(program); err != nil {
		box.fail(err)
		return
	}
	box.runTasks()
	if len(box.requests) > 0 || box.fault != nil || box.declared == nil {
		return
	}
	if _, err := box.callbacks.callDeclared(goja.Undefined(), box.declared); err != nil {
		box.fail(err)
		return
	}
	box.runTasks()
}

func (box *sandbox) start(program *goja.Program) error {
	if err := box.furnish(); err != nil {
		return err
	}
	value, err := box.vm.RunProgram(program)
	if err != nil {
		return err
	}
	body, ok := goja.AssertFunction(value)
	if !ok {
		return errors.New("the code closes the function around it")
	}
	imports, err := box.imports()
	if err != nil {
		return err
	}
	promise, err := body(box.vm.GlobalObject().Get("window"), box.vm.ToValue(imports))
	if err != nil {
		return err
	}
	_, err = box.callbacks.watchRejection(goja.Undefined(), promise)
	return err
}

func (box *sandbox) runTasks() {
	for box.fault == nil {
		more, err := box.callbacks.runTask(goja.Undefined())
		if err != nil {
			box.fail(err)
			return
		}
		if !more.ToBoolean() {
			return
		}
	}
}

// furnish puts the page around the code, and an accessor for each name that
// nothing declares.
func (box *sandbox) furnish() error {
	value, err := box.vm.RunProgram(pageProgram())
	if err != nil {
		return err
	}
	page, _ := goja.AssertFunction(value)
	returned, err := page(goja.Undefined(), box.host(), box.vm.GlobalObject())
	if err != nil {
		return err
	}
	functions := returned.ToObject(box.vm)
	for name, callback := range map[string]*goja.Callable{
		"runTask": &box.callbacks.runTask, "callDeclared": &box.callbacks.callDeclared,
		"resolveGlobal": &box.callbacks.resolveGlobal, "importDefault": &box.callbacks.importDefault,
		"importNamed": &box.callbacks.importNamed, "watchRejection": &box.callbacks.watchRejection,
	} {
		*callback, _ = goja.AssertFunction(functions.Get(name))
	}
	return box.declareFreeNames()
}

func (box *sandbox) declareFreeNames() error {
	global := box.vm.GlobalObject()
	if err := box.setHidden("$declare", box.declare); err != nil {
		return err
	}
	if err := box.setHidden("$load_", box.load); err != nil {
		return err
	}
	for _, name := range box.prepared.free {
		if global.Get(name) != nil {
			continue
		}
		if err := box.declareFreeName(global, name); err != nil {
			return err
		}
	}
	return nil
}

func (box *sandbox) setHidden(name string, function func(goja.FunctionCall) goja.Value) error {
	return box.vm.GlobalObject().DefineDataProperty(name, box.vm.ToValue(function), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// declareFreeName makes a name mean what page/unknown.js finds for it, when
// the code comes to use it, and lets the code assign to it.
func (box *sandbox) declareFreeName(global *goja.Object, name string) error {
	written := name
	if name == "import_meta" {
		written = "import.meta"
	}
	var value goja.Value
	getter := func(goja.FunctionCall) goja.Value {
		if value == nil {
			resolved, err := box.callbacks.resolveGlobal(goja.Undefined(), box.vm.ToValue(written))
			if err != nil {
				panic(err)
			}
			value = resolved
		}
		return value
	}
	setter := func(call goja.FunctionCall) goja.Value {
		value = call.Argument(0)
		return goja.Undefined()
	}
	return global.DefineAccessorProperty(name, box.vm.ToValue(getter), box.vm.ToValue(setter), goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (box *sandbox) imports() ([]goja.Value, error) {
	values := make([]goja.Value, len(box.prepared.imports))
	for i, imported := range box.prepared.imports {
		function := box.callbacks.importNamed
		if imported.member == "" {
			function = box.callbacks.importDefault
		}
		value, err := function(goja.Undefined(), box.vm.ToValue(imported.library), box.vm.ToValue(imported.member))
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}

// declare keeps the getters of what the code declares.
func (box *sandbox) declare(call goja.FunctionCall) goja.Value {
	box.declared = call.Argument(0).ToObject(box.vm)
	return goja.Undefined()
}

// load is import(): a promise of what require gives.
func (box *sandbox) load(call goja.FunctionCall) goja.Value {
	require, _ := goja.AssertFunction(box.vm.GlobalObject().Get("require"))
	library, err := require(goja.Undefined(), call.Argument(0))
	if err != nil {
		panic(err)
	}
	promise, resolve, _ := box.vm.NewPromise()
	module := box.vm.NewObject()
	_ = module.Set("default", library)
	if object, ok := library.(*goja.Object); ok && isLibrary(call.Argument(0).String()) {
		for _, name := range object.Keys() {
			_ = module.Set(name, object.Get(name))
		}
	}
	_ = resolve(module)
	return box.vm.ToValue(promise)
}

// offset returns the byte of the source that a line and column of the program
// mean; -1 if they are not in the code.
func offset(source string, line, column int) int {
	line-- // our own line
	if line < 1 {
		return -1
	}
	start := 0
	for ; line > 1; line-- {
		next := strings.IndexByte(source[start:], '\n')
		if next < 0 {
			return -1
		}
		start += next + 1
	}
	if start += column - 1; start < 0 || start > len(source) {
		return -1
	}
	return start
}

// position returns the bytes of the source that the expression at a line and
// column of the program takes; (-1, -1) if they are not in the code.
func position(source string, line, column int) (start, end int) {
	at := offset(source, line, column)
	if at < 0 {
		return -1, -1
	}
	return expression(source, at)
}

// expression widens a position, which may be that of a dot or bracket, to the
// names and members around it.
func expression(source string, at int) (start, end int) {
	end = at
	if end < len(source) && source[end] == '.' {
		end++
	}
	for end < len(source) && isNamePart(source[end]) {
		end++
	}
	start = at
	for start > 0 && (isNamePart(source[start-1]) || source[start-1] == '.') {
		start--
	}
	for start < end && source[start] == '.' {
		start++
	}
	if start == end && end < len(source) {
		end++
	}
	return start, end
}
