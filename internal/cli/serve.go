package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"

	"corsplain/internal/playground"
)

func serveCommand() *command {
	return &command{
		name:     "serve",
		synopsis: "[--addr ADDRESS]",
		summary:  "keep the playground running, to compare with your own browser",
		about:    "Serves endpoints that are each wrong in one real way, and right ones beside them, until it is interrupted. Its front page has code to try each in a browser.",
		options:  serveOptions,
		run:      serve,
	}
}

func serveOptions() []option {
	address := option{name: "addr", argument: "ADDRESS", help: "where to listen, on a loopback address (127.0.0.1:8973; port 0 takes a free one)", text: func(s *settings) *string { return &s.run.address }}
	return slices.Concat(grouped(groupRun, []option{address}), grouped(groupOther, []option{helpOption()}))
}

const defaultServeAddress = "127.0.0.1:8973"

func serve(ctx context.Context, invocation *invocation) (exitStatus, error) {
	if err := invocation.noOperands(); err != nil {
		return statusUsage, err
	}
	address := defaultServeAddress
	setIfGiven(&address, invocation.settings.run.address)
	if err := checkLoopback(address); err != nil {
		return statusUsage, err
	}
	server, err := playground.Start(address)
	if err != nil {
		return statusUsage, wrong("the playground cannot start: %w", err).hint("--addr 127.0.0.1:0 takes a free port")
	}
	if err := listEndpoints(invocation.Out, server.URL); err != nil {
		return statusUsage, err
	}
	return statusAllowed, server.Wait(ctx)
}

// checkLoopback keeps the playground, which allows what nobody should, from
// the network.
func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return wrong("--addr %s: that is not HOST:PORT", address).hint("for example --addr 127.0.0.1:8973")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return wrong("--addr %s: the playground listens on loopback addresses only", address).hint("for example --addr 127.0.0.1:8973")
	}
	return nil
}

func listEndpoints(w io.Writer, url string) error {
	text := fmt.Appendf(nil, "The playground is at %s/ until it is interrupted. Its endpoints:\n\n", url)
	for _, endpoint := range playground.Endpoints() {
		text = fmt.Appendf(text, "  %-32s%s\n", endpoint.Path, endpoint.Title)
	}
	text = fmt.Appendf(text, "\nFor example: corsplain --origin %s %s/wrong/no-header\n", playground.Origin, url)
	_, err := w.Write(text)
	return err
}
