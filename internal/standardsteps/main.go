// Command standardsteps lists the steps of every algorithm in the Fetch
// Standard, so that a step named in this module can be checked against the
// Standard itself.
//
// It reads the Standard's Bikeshed source, fetch.bs of
// https://github.com/whatwg/fetch at the commit given with -commit, and writes
// one line a step: algorithm, anchor, step number and what the step says, with
// tabs between. No prose of the Standard is copied.
//
//	go run ./internal/standardsteps -commit 586cd2a44c2a865b37c166dc0740f3fb8bb220d6 fetch.bs > fetchspec/testdata/steps.txt
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	commit := flag.String("commit", "", "commit of https://github.com/whatwg/fetch that fetch.bs is of")
	flag.Parse()
	if *commit == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: standardsteps -commit COMMIT fetch.bs")
		os.Exit(2)
	}
	if err := run(os.Stdout, *commit, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "standardsteps:", err)
		os.Exit(1)
	}
}

// run writes to out the list of the steps in the source at path.
func run(out io.Writer, commit, path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	steps, err := findSteps(string(source))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return write(out, commit, steps)
}

const header = `# The steps of the algorithms in the WHATWG Fetch Standard, for checking that the
# steps named in this module exist and say what they are taken to say.
#
# Source: fetch.bs of https://github.com/whatwg/fetch
# at commit %[1]s.
# Generated; do not edit. To regenerate:
#   go run ./internal/standardsteps -commit %[1]s fetch.bs > fetchspec/testdata/steps.txt
#
# A line is: algorithm <TAB> anchor <TAB> step number <TAB> what.
#
# algorithm    the defined term; where several definitions share it, with what
#              it is defined for in front: "Headers append"
# step number  7.3      step 3 of step 7's list
#              12[3]    alternative 3 (counting <dd>) of step 12's switch; with
#                       steps of its own, those stand in its place: 12[3].1
#              8.5[3].1 so too for a list in the third bullet of a step
#              8.5(2).1 step 1 of step 8.5's second list
# what         what the step itself says, its sub-steps apart, joined with "|":
#              "network error", "failure" and "blocked" are returned, set or
#              handed on; "throw" is thrown or rejects a promise; "-" is none
`

// write writes steps to out, under a header that says where they come from.
func write(out io.Writer, commit string, steps []step) error {
	buffered := bufio.NewWriter(out)
	fmt.Fprintf(buffered, header, commit)
	for _, step := range steps {
		fmt.Fprintf(buffered, "%s\t%s\t%s\t%s\n", step.algorithm.name, step.algorithm.anchor, step.number, step.what)
	}
	return buffered.Flush()
}
