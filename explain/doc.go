// Package explain says why a browser let a page read a response or did not,
// from the trace of the fetch. It never looks at headers to decide: package
// fetchspec has decided, and every verdict here is that of a fetch or of its
// replay.
//
// # The way of a diagnosis
//
// Diagnoser.Diagnose (diagnose.go) starts from a response and its trace, and
// goes round while the response is blocked:
//
//	scene      what is known about the failure        scene.go, record.go
//	classify   the step becomes a Code                classify*.go
//	probe      if one safe request settles the cause  probe*.go, classify_probed.go
//	finding    the code's words, filled, and evidence entries_*.go, evidence.go
//	remedies   the smallest changes                   remedy*.go
//	replay     the fetch again, with the changes      change.go, replay_network.go
//
// A remedy is proven when the replay gets past its blocker. A request that was
// never sent ends the replays, unless it is safe: then a probe sends it, and
// what stands behind the preflight is known too.
//
// Beside the blockers a diagnosis holds the warnings (warnings*.go), why there
// was a preflight (preflight_need.go), the rules applied to each exchange
// (checks.go), what each browser does and prints (engines.go, console*.go,
// consoles/) and which layers answered (layers*.go).
//
// A Fix (fix.go) is the configuration of the layer whose answer has to change:
// the smallest Policy that the fetch needs (policy*.go), written by that
// stack's template (snippet.go, stack*.go, stacks/).
//
// # Words are data
//
// A Code names one cause with one cure, and stands in a table of entries_*.go
// with its title, the steps of the Standard where it comes up, and its words:
// one sentence of what happened, a little more, what to do, what that costs. In
// them a word in braces is a value that classify has set: {server}, {sent} (the
// Origin header), {origin} (the page's), {exchange} ("the preflight"),
// {method}, {url}, {status}, {value} (the header as received), {names},
// {list} (the header as it should be), {target} (of a redirect), {reason}.
//
// # How to add a code
//
//  1. Write a case in testdata/fetch that shows the cause: package cases says
//     how. Run the tests and see what it is called now.
//  2. Add the code to a table of entries_*.go: a name that says the mistake,
//     without the stage (rule: "allow-headers-lacks-name"), and its words.
//  3. Return it where classify*.go looks at that step, after setting the values
//     that its words use and showing the evidence. For a warning, add it where
//     warnings*.go looks.
//  4. Say in remedy*.go which change gets past it. The case proves it.
//  5. Write pages/CODE.md: the title as heading, the sections of PageHeadings,
//     and a fenced "case" that yields the code. It is for someone who meets the
//     code for the first time; values in it are examples.
//
// # How to add a stack
//
//  1. Write stacks/NAME.txt after one that is like it; parseStack and
//     parseMarks say what goes where, snippetPart.template what a template has.
//     The snippet grants exactly what the policy says, errors included.
//  2. Say what gives it away: marks that only it leaves, each as sure as it is.
//     Record real answers in testdata/layers if it runs on your machine.
//  3. Cite the documentation. "verified: run" needs a test that starts it:
//     internal/realservers.
//
// The tests hold that each file is complete, and its snippet filled and well
// formed for every kind of policy. For codes they hold that each comes up in a
// case, at a step that its entry names, with no word left unfilled; that each
// page has a code and each code a page, and that the page's case yields it.
package explain
