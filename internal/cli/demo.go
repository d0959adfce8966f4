package cli

import (
	"context"
	"slices"

	"corsplain/internal/playground"
)

func demoCommand() *command {
	return &command{
		name:     "demo",
		synopsis: "[options]",
		summary:  "diagnose a few real exchanges with a playground on this machine",
		about:    "Starts the server of corsplain serve on a loopback port, makes a page's calls to some of its endpoints, and shows what becomes of each.",
		options:  demoOptions,
		run:      demo,
	}
}

func demoOptions() []option {
	return slices.Concat(
		grouped(groupRun, browserOptions()),
		grouped(groupOutput, append(reportOptions(), verboseOption())),
		grouped(groupOther, []option{helpOption()}),
	)
}

// demo exits 0 when its tour is over, whatever the verdicts: most of them are
// to be seen being blocked.
func demo(ctx context.Context, invocation *invocation) (exitStatus, error) {
	if err := invocation.noOperands(); err != nil {
		return statusUsage, err
	}
	server, err := playground.Start("127.0.0.1:0")
	if err != nil {
		return statusUsage, wrong("the playground cannot start: %w", err)
	}
	defer server.Close()
	stops := playground.Tour()
	for i, stop := range stops {
		if err := invocation.showStop(ctx, server, &stop, i+1, len(stops)); err != nil || ctx.Err() != nil {
			return statusUsage, err
		}
	}
	invocation.say("\nTry them in your own browser: corsplain serve\nTry your own server: %s\n", exampleCommand)
	return statusAllowed, nil
}

// showStop makes one endpoint's call as a browser that has been nowhere yet.
func (invocation *invocation) showStop(ctx context.Context, server *playground.Server, stop *playground.Endpoint, number, count int) error {
	session, err := invocation.newNetworkSession(&invocation.settings, nil)
	if err != nil {
		return err
	}
	defer session.close()
	call := stop.Call
	call.Origin = playground.Origin
	call.URL = server.URL + stop.Path
	judged, err := session.judge(ctx, call, nil)
	if err != nil || ctx.Err() != nil {
		return err
	}
	if number > 1 {
		invocation.say("\n")
	}
	invocation.say("%d of %d   %s\n\n", number, count, stop.Title)
	return invocation.writeReport(judged.report)
}

// noOperands refuses arguments where a command takes none.
func (invocation *invocation) noOperands() error {
	if len(invocation.operands) == 0 {
		return nil
	}
	return wrong("corsplain %s takes no arguments, but was given %s", invocation.command.name, invocation.operands[0])
}
