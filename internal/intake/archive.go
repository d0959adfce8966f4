package intake

import (
	"errors"
	"io"
	"slices"
	"strings"

	"corsplain/fetchspec"
	"corsplain/internal/intake/har"
)

// An Archive gives the requests of an HTTP archive one after the other. Of the
// entries around each it keeps as many as preflights and redirects can be
// apart from the request that they belong to.
type Archive struct {
	options Options
	reader  *har.Reader
	// waiting are entries that were read ahead, preflights those that have
	// passed without their request.
	waiting    []*archivedEntry
	preflights []*archivedEntry
	// firstURLs are the addresses of the pages, by the names that entries have
	// for them.
	firstURLs map[string]string
	ended     error
}

const (
	// archiveWindow is how many entries apart a preflight and its request may
	// be, redirectWindow how many a redirect and its target.
	archiveWindow  = 128
	redirectWindow = 32
	// maxHops is how many redirects are followed: one more than browsers do.
	maxHops = 21
	// maxFirstURLs bounds the pages whose address is kept.
	maxFirstURLs = 1000
)

// An archivedEntry is an entry, and whether it has been taken for a part of
// another request.
type archivedEntry struct {
	*har.Entry
	url     *fetchspec.URL // nil if it is none
	address string         // the URL without its fragment
	used    bool
}

// OpenArchive reads an archive from source.
func OpenArchive(source io.Reader, options Options) *Archive {
	return &Archive{options: options, reader: har.NewReader(source), firstURLs: map[string]string{}}
}

// Offset is how many bytes of the archive have been read.
func (archive *Archive) Offset() int64 { return archive.reader.Offset() }

// Creator is the program that wrote the archive; "" until the first entry.
func (archive *Archive) Creator() string { return archive.reader.Creator }

// Next returns the next request, with the preflights and redirects that belong
// to it; io.EOF after the last. Errors are a *SyntaxError.
func (archive *Archive) Next() (*ArchivedRequest, error) {
	for {
		if err := archive.fill(); err != nil {
			return nil, err
		}
		if len(archive.waiting) == 0 {
			return nil, io.EOF
		}
		entry := archive.waiting[0]
		archive.waiting = archive.waiting[1:]
		if entry.used {
			continue
		}
		if entry.isPreflight() && archive.isAwaited(entry) {
			archive.keepPreflight(entry)
			continue
		}
		return archive.request(entry), nil
	}
}

// fill reads ahead.
func (archive *Archive) fill() error {
	for len(archive.waiting) <= archiveWindow && archive.ended == nil {
		entry, err := archive.reader.Next()
		if err != nil {
			archive.ended = archive.fault(err)
			break
		}
		archived := &archivedEntry{Entry: entry}
		if url, err := fetchspec.ParseURL(entry.Request.URL); err == nil {
			archived.url, archived.address = url, url.WithoutFragment()
		}
		archive.waiting = append(archive.waiting, archived)
		if _, known := archive.firstURLs[entry.PageRef]; !known && len(archive.firstURLs) < maxFirstURLs {
			archive.firstURLs[entry.PageRef] = entry.Request.URL
		}
	}
	if archive.ended == io.EOF || len(archive.waiting) > 0 {
		return nil
	}
	return archive.ended
}

// fault gives an error of the archive its place, as all importers do.
func (archive *Archive) fault(err error) error {
	var syntax *har.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	text := strings.ToValidUTF8(syntax.Before+syntax.After, "\uFFFD")
	before := len([]rune(strings.ToValidUTF8(syntax.Before, "\uFFFD")))
	return &SyntaxError{
		Input: archive.options.name(), Line: syntax.Line, Column: syntax.Column, LineText: text, Span: 1,
		Skipped: syntax.Column - 1 - before, Problem: syntax.Problem, Expected: syntax.Expected,
	}
}

// isAwaited reports whether the request behind a preflight is still to come.
func (archive *Archive) isAwaited(preflight *archivedEntry) bool {
	return slices.ContainsFunc(archive.waiting, func(entry *archivedEntry) bool {
		return !entry.isPreflight() && preflight.isFor(entry)
	})
}

func (archive *Archive) keepPreflight(entry *archivedEntry) {
	if len(archive.preflights) == archiveWindow {
		archive.preflights = archive.preflights[1:]
	}
	archive.preflights = append(archive.preflights, entry)
}

// isPreflight reports whether an entry is a preflight.
func (entry *archivedEntry) isPreflight() bool {
	if entry.ResourceType == "preflight" || entry.InitiatorType == "preflight" {
		return true
	}
	_, asks := entry.Request.Header("Access-Control-Request-Method")
	return asks && entry.Request.Method == "OPTIONS"
}

// isFor reports whether a preflight asks for a request like this one.
func (entry *archivedEntry) isFor(request *archivedEntry) bool {
	if entry.url == nil || request.url == nil || entry.address != request.address {
		return false
	}
	method, told := entry.Request.Header("Access-Control-Request-Method")
	return !told || method == request.Request.Method
}

// takePreflight takes the nearest preflight for a request; after a redirect
// with another method, an engine may ask with that one.
func (archive *Archive) takePreflight(request *archivedEntry) *archivedEntry {
	var nearest *archivedEntry
	for _, list := range [][]*archivedEntry{archive.preflights, archive.waiting} {
		for _, entry := range list {
			if entry.used || !entry.isPreflight() || !entry.isFor(request) {
				continue
			}
			if nearest == nil || distance(entry, request) < distance(nearest, request) {
				nearest = entry
			}
		}
	}
	if nearest == nil || archive.belongsToAnother(nearest, request) {
		return nil
	}
	nearest.used = true
	archive.preflights = slices.DeleteFunc(archive.preflights, func(entry *archivedEntry) bool { return entry == nearest })
	return nearest
}

// belongsToAnother reports whether the same request was made again right
// beside the preflight.
func (archive *Archive) belongsToAnother(preflight, request *archivedEntry) bool {
	return slices.ContainsFunc(archive.waiting, func(entry *archivedEntry) bool {
		return entry != request && !entry.used && !entry.isPreflight() && preflight.isFor(entry) &&
			distance(preflight, entry) < distance(preflight, request)
	})
}

func distance(a, b *archivedEntry) int {
	if a.Index > b.Index {
		return a.Index - b.Index
	}
	return b.Index - a.Index
}

// takeRedirects takes the entries that a request was redirected through.
func (archive *Archive) takeRedirects(entry *archivedEntry) []*archivedEntry {
	var hops []*archivedEntry
	for len(hops) < maxHops {
		next := archive.redirectTarget(entry)
		if next == nil {
			break
		}
		next.used = true
		hops = append(hops, next)
		entry = next
	}
	return hops
}

func (archive *Archive) redirectTarget(entry *archivedEntry) *archivedEntry {
	if entry.url == nil || !fetchspec.IsRedirectStatus(entry.Response.Status) {
		return nil
	}
	location, present := entry.Response.Header("Location")
	if !present {
		location = entry.Response.RedirectURL
	}
	target, err := entry.url.Parse(location)
	if location == "" || err != nil {
		return nil
	}
	address := target.WithoutFragment()
	for _, next := range archive.waiting {
		if !next.used && !next.isPreflight() && next.url != nil && next.address == address &&
			next.PageRef == entry.PageRef && distance(next, entry) <= redirectWindow {
			return next
		}
	}
	return nil
}

// pageURL is the address of the page that an entry belongs to; "" if the
// archive does not tell.
func (archive *Archive) pageURL(entry *archivedEntry) string {
	for _, page := range archive.reader.Pages {
		if page.ID == entry.PageRef && entry.PageRef != "" && isWebAddress(page.Title) {
			return page.Title
		}
	}
	first := archive.firstURLs[entry.PageRef]
	if entry.PageRef != "" && isWebAddress(first) {
		return first
	}
	return ""
}

func isWebAddress(text string) bool {
	url, err := fetchspec.ParseURL(text)
	return err == nil && url.IsHTTP()
}

// engine is the browser that wrote the archive; "" if no browser did.
func (archive *Archive) engine() fetchspec.EngineName {
	creator := strings.ToLower(archive.reader.Creator + " " + archive.reader.Browser)
	switch {
	case strings.Contains(creator, "webkit"), strings.Contains(creator, "safari"):
		return fetchspec.EngineSafari
	case strings.HasPrefix(creator, "webinspector"), strings.Contains(creator, "chrom"), strings.Contains(creator, "corsplain"):
		return fetchspec.EngineChrome
	case strings.Contains(creator, "firefox"):
		return fetchspec.EngineFirefox
	}
	return ""
}
