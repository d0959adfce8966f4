// Package cli is the command line: commands, options, exit status. It holds no
// knowledge about CORS; each command turns its arguments into calls for
// simulate or the rooms beside this one, and hands what comes back to report.
//
// One run through the files:
//
//  1. run.go       picks the command: the first word if it is one, else check
//  2. scan.go      reads the words as curl does (internal/curl), expands -K,
//     and hands them in one plain form to urfave/cli
//  3. options*.go  one table says what each option is called, means and sets
//  4. settings.go  is what they set
//  5. request.go   makes simulate.Calls of it (body.go, page.go,
//     element.go, cookies.go)
//  6. check.go     performs them, batch.go those on standard input, imported.go
//     those that were pasted (curl.go, fetch.go, judge.go, paste.go)
//  7. session.go   is one browser profile and its judgment; rehearsal.go is its
//     network for --dry-run and --preflight-only
//  8. deliver.go   writes reports (response.go, write_out.go, terminal.go)
//  9. exit_status.go
//
// To add a command: write NAME.go with a function that returns its command,
// and name it in commands. To add an option: one entry in a table of options.
// The help text, the completions and the "did you mean" follow.
//
// Verdicts go to standard output. Everything else goes to standard error with
// a "corsplain:" prefix, without capitals and full stops, followed by "hint:"
// lines that say what to type.
package cli
