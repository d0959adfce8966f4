// Corsplain says whether a browser would let a page read the response to a
// cross-origin request, why not, and what to change.
package main

import (
	"context"
	"os"

	"corsplain/internal/cli"
)

func main() {
	streams := cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, LookupEnv: os.LookupEnv}
	os.Exit(cli.Run(context.Background(), os.Args[1:], streams))
}
