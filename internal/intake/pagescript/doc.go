// Package pagescript runs a piece of a page's JavaScript in a sandbox and says
// which requests it would have made.
//
//	Evaluate            evaluate.go     the whole of it
//	  prepare           prepare.go      imports, exports and awaits made runnable
//	    scan            scan.go         tokens; refuses what would exhaust a parser
//	  compile           sandbox.go, syntax.go, bigint.go (what could not be stopped)
//	  sandbox           sandbox.go      the engine, its limits and its tasks
//	    host            host.go         what the page's own code asks of Go
//	    page/*.js                       fetch, XMLHttpRequest, axios, jQuery, …
//	    watch           watch.go        time and memory
//	  result            outcome.go      what came of it
//	    record          record.go       a request, as page/*.js hands it over
//	  Request           request.go      what was recorded
//	  Unknown           unknown.go      what the code did not say
//	  Problem           problem.go      why there is nothing to record
//
// There is no network, no file and no module in the sandbox: a request is
// written down and answered with a response whose data is unknown. Whatever
// the code does not define is unknown too. Unknown values can be used like any
// other (see page/unknown.js); only when one ends up in a request does it
// matter, and then the request says so.
package pagescript
