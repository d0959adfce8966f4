package explain

import (
	"context"

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
	if record.start.Engine.Name == engine.Name {
		return EngineView{
			Verdict: verdictOf(first.response),
			Console: Console(engine.Name, first.response, first.trace),
		}
	}
	replayed := record.replayAs(ctx, engine)
	if replayed.unsent != nil {
		return EngineView{Verdict: VerdictUnknown, Why: engineWhy(engine.Name, replayed.unsent)}
	}
	view := EngineView{
		Verdict: verdictOf(replayed.response),
		Console: Console(engine.Name, replayed.response, replayed.trace),
	}
	if !sameExchanges(first.trace.Exchanges, replayed.trace.Exchanges) {
		view.Exchanges = replayed.trace.Exchanges
	}
	if !sameResponse(first.response, replayed.response) {
		view.Response = replayed.response
	}
	return view
}

func engineWhy(name fetchspec.EngineName, unsent *fetchspec.HTTPRequest) string {
	return engineTitle(name) + " would have sent another request here, " + unsent.Method + " " + shownURL(unsent.URL) +
		", and what the server says to that is not known"
}

// sameExchanges reports whether two fetches sent the same requests.
func sameExchanges(a, b []fetchspec.Exchange) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Kind != b[i].Kind || a[i].Request.Method != b[i].Request.Method ||
			!a[i].Request.URL.Equal(b[i].Request.URL) || !sameWireHeaders(&a[i].Request, &b[i].Request) {
			return false
		}
	}
	return true
}

// sameWireHeaders compares the headers in which browsers differ over CORS.
func sameWireHeaders(a, b *fetchspec.HTTPRequest) bool {
	for _, name := range [...]string{
		"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers",
		"Cookie", "Authorization", "Referer", "Content-Type", "Range",
	} {
		if !sameHeader(a, b, name) {
			return false
		}
	}
	return true
}

// sameResponse reports whether a script sees the same.
func sameResponse(a, b *fetchspec.Response) bool {
	if a.Type != b.Type || a.Status != b.Status || len(a.HeaderList) != len(b.HeaderList) {
		return false
	}
	for i := range a.HeaderList {
		if a.HeaderList[i] != b.HeaderList[i] {
			return false
		}
	}
	return true
}
