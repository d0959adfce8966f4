//go:build unix

package realservers

import (
	"testing"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/audit"
	"corsplain/internal/network"
)

// checkSafe audits the server with its new policy: what an auditor would find
// wrong, no configuration should have been given for.
func (stack *stack) checkSafe(t *testing.T, url string, policy *explain.Policy) {
	t.Helper()
	target, err := fetchspec.ParseURL(url + stack.prefix + "/items")
	if err != nil {
		t.Fatal(err)
	}
	options := audit.Options{URL: target, Pace: audit.NewPace(1000), MaxRequests: 100}
	for _, text := range policy.Origins {
		if text == "*" {
			continue
		}
		origin, err := fetchspec.ParseURL(text)
		if err != nil {
			t.Fatal(err)
		}
		options.Origins = append(options.Origins, origin.Origin())
	}
	client, err := network.New(network.Options{Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	found, err := audit.Run(t.Context(), options, client)
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range found.Findings {
		switch {
		case finding.Severity == audit.SeverityInfo:
		case finding.Code == audit.PrivateServerOpenToAnyPage && policy.AnyOrigin(): // it is on loopback
		case finding.Code == audit.AnswersLackVaryOrigin && stack.withoutVary != "":
		default:
			t.Errorf("an audit finds %s (%s): %s", finding.Code, finding.Severity, finding.Summary)
		}
	}
}
