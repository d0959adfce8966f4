// Package audit learns what CORS policy a server has by asking it, and says
// where that policy lets in what it should keep out. It asks with OPTIONS, GET
// and HEAD alone, at a bounded rate and within a budget, and follows no answer
// to another host.
//
//	options.go           what may be asked, of whom, how fast
//	run.go               Run and Plan: the stages, one after the other
//	stages.go            which questions each stage asks, and in which order
//	stages_preflight.go  those that are preflights
//	conditions.go        when a question is worth a request
//	question.go          one request, and what it is to find out
//	attack_origins.go    origins that someone else could have, made from trusted ones
//	shared_hosts.go, special_characters.go
//	                     data for them
//	pace.go              how fast
//	observations.go      the answers, and how far a browser would let each origin in
//	preflight.go         whether a browser would go on after a preflight
//	caches.go, login.go, internal_host.go
//	                     what else the answers and the address tell
//	policy.go            the policy that the answers show
//	judge.go, findings_*.go
//	                     what is wrong with it
//	finding.go, report.go
//	                     what comes out
//	codes.go, page.go    what each finding is called, what it lets someone do, what mends it
//
// A finding is real only if a browser would let a page of someone else read an
// answer or go on after a preflight: fetchspec's CORS check and its preflight
// decide that, nothing here does. What was asked and what was answered goes
// through judge, which sends nothing, so that any set of answers can be
// judged.
//
// To add a finding: an entry in codes.go, a question in stages.go if the
// present ones do not show it, a function in findings_*.go, a staged server in
// the tests.
package audit
