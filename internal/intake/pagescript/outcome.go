package pagescript

import (
	"errors"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// failed is told of an error that the code did not handle.
func (box *sandbox) failed(call goja.FunctionCall) goja.Value {
	if box.fault == nil {
		box.fault = box.exceptionProblem(call.Argument(0), nil)
	}
	return goja.Undefined()
}

// fail keeps why the engine ended the run.
func (box *sandbox) fail(err error) {
	if box.fault != nil {
		return
	}
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	var exception *goja.Exception
	switch {
	case errors.As(err, &overflow):
		box.fault = &Problem{Message: "the code calls itself without end"}
		box.fault.Start, box.fault.End = box.locate(overflow.Stack())
	case errors.As(err, &interrupted):
		box.fault = box.interruptedProblem(interrupted)
	case errors.As(err, &exception):
		box.fault = box.exceptionProblem(exception.Value(), exception.Stack())
	default:
		box.fault = &Problem{Start: -1, End: -1, Message: "the code could not be run: " + err.Error()}
	}
}

func (box *sandbox) interruptedProblem(interrupted *goja.InterruptedError) *Problem {
	problem, ok := interrupted.Value().(*Problem)
	if !ok {
		return &Problem{Start: -1, End: -1, Message: "the code was stopped"}
	}
	located := *problem
	located.Start, located.End = box.locate(interrupted.Stack())
	return &located
}

// trackRejection keeps the promises whose rejection nothing handles.
func (box *sandbox) trackRejection(promise *goja.Promise, operation goja.PromiseRejectionOperation) {
	if operation == goja.PromiseRejectionReject {
		box.rejected = append(box.rejected, promise)
		return
	}
	box.rejected = slices.DeleteFunc(box.rejected, func(other *goja.Promise) bool { return other == promise })
}

// locate returns the innermost place of a stack that is in the code.
func (box *sandbox) locate(stack []goja.StackFrame) (start, end int) {
	for _, frame := range stack {
		if frame.SrcName() == pastedName {
			at := frame.Position()
			return position(box.source, at.Line, at.Column)
		}
	}
	return -1, -1
}

// exceptionProblem says which error the code threw.
func (box *sandbox) exceptionProblem(value goja.Value, stack []goja.StackFrame) *Problem {
	problem := &Problem{Message: "the code stops here with an error: " + describe(value)}
	problem.Start, problem.End = box.locate(stack)
	if problem.Start < 0 {
		problem.Start, problem.End = box.locateText(value)
	}
	return problem
}

// describe returns an error's name and message, without running any of the
// code's own functions.
func describe(value goja.Value) string {
	object, ok := value.(*goja.Object)
	if !ok {
		if value == nil {
			return "unknown"
		}
		return firstLine(value.String())
	}
	if object.ClassName() != "Error" {
		return "an object that is no Error"
	}
	name, message := plainText(object, "name"), plainText(object, "message")
	if name == "" {
		name = "Error"
	}
	if message == "" {
		return name
	}
	return firstLine(name + ": " + message)
}

// plainText reads a member that is plain text.
func plainText(object *goja.Object, name string) (text string) {
	defer func() {
		if recover() != nil {
			text = "" // a getter of the code's own threw
		}
	}()
	value := object.Get(name)
	if _, isText := value.(goja.String); !isText {
		return ""
	}
	return value.String()
}

func firstLine(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	const most = 200
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// locateText finds the place in an error's stack text: "at pasted:3:5(2)".
func (box *sandbox) locateText(value goja.Value) (start, end int) {
	object, ok := value.(*goja.Object)
	if !ok || object.ClassName() != "Error" {
		return -1, -1
	}
	_, rest, found := strings.Cut(plainText(object, "stack"), pastedName+":")
	if !found {
		return -1, -1
	}
	line, rest := leadingNumber(rest)
	column, _ := leadingNumber(strings.TrimPrefix(rest, ":"))
	return position(box.source, line, column)
}

func leadingNumber(text string) (number int, rest string) {
	i := 0
	for i < len(text) && i < 9 && '0' <= text[i] && text[i] <= '9' {
		number = number*10 + int(text[i]-'0')
		i++
	}
	return number, text[i:]
}

// result returns the requests, or why there are none.
func (box *sandbox) result() (*Result, error) {
	result := &Result{Requests: box.requests, Stopped: box.fault, WebSockets: box.websockets}
	if len(box.requests) > 0 {
		return result, nil
	}
	if box.fault != nil {
		return nil, box.fault
	}
	if result.WebSockets {
		return nil, &Problem{
			Start: -1, End: -1,
			Message: "the code opens a WebSocket, which CORS does not govern",
			Hint:    "a server protects a WebSocket by checking the Origin header itself",
		}
	}
	if len(box.rejected) > 0 {
		return nil, box.exceptionProblem(box.rejected[0].Result(), nil)
	}
	return nil, box.nothingProblem()
}

// nothingProblem says why code that ran to its end made no request.
func (box *sandbox) nothingProblem() *Problem {
	problem := &Problem{
		Start: -1, End: -1,
		Message:  "the code makes no request",
		Expected: "a call of fetch, axios, $.ajax or XMLHttpRequest",
	}
	if box.stranger != nil {
		problem.Start, problem.End = box.stranger.Start, box.stranger.End
		problem.Message = "the code makes no request that is known here; " + box.stranger.Name + " is given a URL, but its library is not known"
		problem.Hint = "write the request as fetch(URL, {method, headers, body})"
		return problem
	}
	if box.compared > 0 {
		unknown := box.unknowns[box.compared-1]
		problem.Start, problem.End = unknown.Start, unknown.End
		problem.Message += "; whether it would depends on " + unknown.Name + ", which it does not say"
		problem.Expected, problem.Hint = "", DefineHint(unknown.Name)
	}
	return problem
}

// DefineHint says how to give a value to a name.
func DefineHint(name string) string {
	flag := name + "=…"
	if strings.ContainsAny(name, ` "'()[]$&;|<>*?!\`) {
		flag = "'" + strings.ReplaceAll(flag, "'", `'\''`) + "'"
	}
	return "replace " + name + " by its value, or pass --define " + flag
}
