package explain

import (
	"context"
	"slices"

	"corsplain/fetchspec"
)

// engineViews says what Chrome, Firefox and Safari make of the fetch: each
// replays it with its own departures. A replay holds only as far as that
// browser would have sent the same requests.
func engineViews(ctx context.Context, record *record, first run) map[fetchspec.EngineName]EngineView {
	views := make(map[fetchspec.EngineName]EngineView, 3)
	for _, engine := range [...]fetchspec.Engine{fetchspec.Chrome(), fetchspec.Firefox(), fetchspec.Safari()} {
		views[engine.Name] = engineView(ctx, record, first, engine)
	}
	return views
}

func engineView(ctx context.Context, record *record, first run, engine fetchspec.Engine) EngineView {
	refusedForGood := record.start.Request == nil && record.start.Init == nil
	if record.start.Engine.Name == engine.Name || refusedForGood {
		return EngineView{
			Verdict: verdictOf(first.response),
			Console: Console(engine.Name, first.response, first.trace),
		}
	}
	replayed := record.replayAs(ctx, engine)
	view := EngineView{Verdict: verdictOf(replayed.response)}
	if !sameExchanges(first.trace.Exchanges, replayed.trace.Exchanges) {
		view.Exchanges = append([]fetchspec.Exchange{}, replayed.trace.Exchanges...)
	}
	if replayed.unsent != nil {
		view.Verdict, view.Why = VerdictUnknown, record.engineWhy(engine.Name, replayed.unsent)
		return view
	}
	view.Console = Console(engine.Name, replayed.response, replayed.trace)
	if !sameResponse(first.response, replayed.response) {
		view.Response = replayed.response
	}
	return view
}

// engineWhy says which request the browser would have sent that nobody has
// answered.
func (record *record) engineWhy(name fetchspec.EngineName, unsent *fetchspec.HTTPRequest) string {
	browser := engineTitle(name)
	for _, answer := range record.answers {
		if !answer.answers(unsent) {
			continue
		}
		if different := differentHeaders(&answer.exchange.Request, unsent); len(different) > 0 {
			return browser + " would have sent this request with another " + joinNames(different) +
				" header, and what the server says to that is not known"
		}
	}
	return browser + " would have sent another request, " + unsent.Method + " to " + shownURL(unsent.URL) +
		", and what the server says to that is not known"
}

// sameExchanges reports whether two fetches sent the same requests.
func sameExchanges(a, b []fetchspec.Exchange) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Kind != b[i].Kind || a[i].Request.Method != b[i].Request.Method || !a[i].Request.URL.Equal(b[i].Request.URL) {
			return false
		}
		if len(differentHeaders(&a[i].Request, &b[i].Request)) > 0 {
			return false
		}
	}
	return true
}

// sameResponse reports whether a script sees the same.
func sameResponse(a, b *fetchspec.Response) bool {
	return a.Type == b.Type && a.Status == b.Status && slices.Equal(a.HeaderList, b.HeaderList)
}
