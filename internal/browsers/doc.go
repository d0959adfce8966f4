// Package browsers holds what this tool says against browsers that are really
// run: a page of the test's own calls each endpoint of the playground, and
// tells what script could see. Where a browser is missing the test skips, and
// fails in CI.
//
//	runner.html         makes the calls that it is given and posts the results
//	browsers_test.go    starts the browsers and compares
package browsers
