package audit

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

func mustURL(t testing.TB, text string) *fetchspec.URL {
	t.Helper()
	url, err := fetchspec.ParseURL(text)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func (staged staged) options(t testing.TB) Options {
	options := Options{URL: mustURL(t, stagedURL), Pace: NewPace(1e9)}
	if staged.url != "" {
		options.URL = mustURL(t, staged.url)
	}
	origins := staged.origins
	if origins == "" {
		origins = stagedOrigin
	}
	for _, origin := range strings.Fields(strings.TrimPrefix(origins, "-")) {
		parsed, err := ParseOrigin(origin)
		if err != nil {
			t.Fatal(err)
		}
		options.Origins = append(options.Origins, parsed)
	}
	return options
}

func (staged staged) audit(t testing.TB) *Report {
	t.Helper()
	report, err := Run(t.Context(), staged.options(t), simulate.Handler{Handler: staged.handler()})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func found(report *Report) []string {
	var found []string
	for _, finding := range report.Findings {
		found = append(found, fmt.Sprintf("%s %s", finding.Severity, finding.Code))
	}
	return found
}

func TestEachServerHasExactlyItsFindings(t *testing.T) {
	for _, staged := range stagedServers() {
		t.Run(staged.name, func(t *testing.T) {
			report := staged.audit(t)
			if diff := cmp.Diff(staged.want, found(report)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if report.Policy.Kind != staged.kind {
				t.Errorf("policy %s, want %s", report.Policy.Kind, staged.kind)
			}
			if len(report.Unasked) > 0 {
				t.Errorf("not asked: %+v", report.Unasked)
			}
		})
	}
}

var _ = context.Background
