package report

import (
	"cmp"
	"fmt"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// An exchangeRow is one exchange, or a request that was never sent.
type exchangeRow struct {
	number   shown
	method   shown
	target   shown
	outcome  span
	duration shown // "" if nothing was sent
	fields   []field
	remarks  []paragraph
}

// exchanges are the rows for the exchanges and for the probes, numbered in the
// order in which they are shown.
func (tree treeMaker) exchanges() (own, probes []exchangeRow) {
	for i := range tree.report.Exchanges {
		if tree.report.Exchanges[i].Kind == fetchspec.ExchangeProbe {
			probes = append(probes, tree.row(i))
			continue
		}
		own = append(own, tree.row(i))
	}
	own = append(own, tree.unsent(len(own))...)
	for i := range own {
		own[i].number = shown(fmt.Sprint(i + 1))
	}
	for i := range probes {
		probes[i].number = shown(fmt.Sprint(len(own) + i + 1))
	}
	return own, probes
}

func (tree treeMaker) row(index int) exchangeRow {
	exchange := &tree.report.Exchanges[index]
	return exchangeRow{
		method:   name(exchange.Request.Method),
		target:   tree.value(tree.target(exchange.Request.URL)),
		outcome:  outcome(exchange),
		duration: duration(exchange.Timing.Total),
		fields:   tree.fields(index),
		remarks:  tree.remarks(index),
	}
}

// unsent are the requests of a dry run, or the one that a refused preflight or
// --preflight-only kept from being sent.
func (tree treeMaker) unsent(sent int) []exchangeRow {
	request := tree.report.Request
	switch {
	case tree.report.Extent == ExtentDryRun:
		return tree.planned()
	case sent == 0 && tree.report.Extent == ExtentPreflightOnly && tree.report.Verdict == explain.VerdictUnknown:
		return []exchangeRow{tree.unsentRow(request.Method, request.URL)}
	case sent == 0 || tree.report.Exchanges[sent-1].Kind != fetchspec.ExchangePreflight:
		return nil
	}
	last := &tree.report.Exchanges[sent-1].Request
	return []exchangeRow{tree.unsentRow(cmp.Or(last.Headers.get("Access-Control-Request-Method"), request.Method), last.URL)}
}

func (tree treeMaker) unsentRow(method, url string) exchangeRow {
	return exchangeRow{
		method:  name(method),
		target:  tree.value(tree.target(url)),
		outcome: span{roleAside, "not sent"},
	}
}

// planned are the requests of a dry run: of their headers those that ask, and
// those that the script sets.
func (tree treeMaker) planned() []exchangeRow {
	var rows []exchangeRow
	for i := range tree.report.Planned {
		planned := &tree.report.Planned[i]
		row := tree.unsentRow(planned.Method, planned.URL)
		for _, header := range planned.Headers {
			if tree.verbose || tree.isOfInterest(planned.Kind, header) || tree.isAuthors(planned.Kind, header) {
				row.fields = append(row.fields, tree.plainField("→", header))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (tree treeMaker) isAuthors(kind fetchspec.ExchangeKind, header Header) bool {
	return kind == fetchspec.ExchangeRequest && tree.report.Request.Headers.has(string(header.Name))
}

// target is the path of a URL on the host that the call is to, else all of it.
func (tree treeMaker) target(url string) string {
	_, rest, found := strings.Cut(tree.report.Request.URL, "://")
	if !found {
		return url
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		return url
	}
	origin := tree.report.Request.URL[:len(tree.report.Request.URL)-len(rest)+end]
	path, found := strings.CutPrefix(url, origin)
	if !found || !strings.HasPrefix(path, "/") {
		return url
	}
	path, _, _ = strings.Cut(path, "#")
	return path
}

func outcome(exchange *Exchange) span {
	switch {
	case exchange.Error != nil:
		return span{roleFailed, visible(failureWords(fetchspec.NetworkFailure(exchange.Error.Code)))}
	case exchange.Response == nil:
		return span{roleAside, "not sent"}
	}
	return span{rolePlain, statusLine(exchange.Response.Status, string(exchange.Response.StatusText))}
}

// statusLine is "204 No Content". A reason phrase can be of any length.
func statusLine(status int, text string) shown {
	return visible(strings.TrimSpace(fmt.Sprintf("%d %s", status, cutMiddle(cmp.Or(text, reasonPhrase(status)), 40))))
}
