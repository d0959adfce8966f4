// Package realservers proves the configurations of explain/stacks on the
// servers that they are for. Each server is started on loopback, broken as it
// is in real life; asked as a browser asks; diagnosed; given the configuration
// that the diagnosis leads to; and asked again: the page's requests must pass,
// errors included, and those of other origins must not.
//
//	proof_test.go          these steps, the same for all
//	stacks_test.go         the servers, and in which ways each is broken
//	site_test.go           a server's files in a directory of its own
//	server_test.go         a server's process, from its start to its end
//	go_program_test.go     servers that are built first
//	questions_test.go      what is asked, as a browser asks it
//	granted_test.go        what a repaired server has to answer
//	audited_test.go        what an auditor says of it
//	layers_test.go         several servers in a row: who made which answer
//	application_test.go    the application behind the proxies
//	requirements_test.go   what a machine must have installed
//	verified_test.go       what the stacks' files say of these tests
//
// In testdata each stack has a directory:
//
//	server/      its files, with a line that says @CORS@ where the configuration goes
//	broken*/     the configuration that it is broken by
//	fixed/       files in place of the server's that the repair asks for besides
//
// The rows of servers have theirs in layers. The frameworks of npm and of Go
// have their modules, in fixed versions, in testdata/node (filled by npm ci),
// testdata/go and testdata/oauth2-proxy.
//
// A test of a server that the machine does not have is skipped, and fails
// where the environment says CI.
package realservers
