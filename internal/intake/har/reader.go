package har

import (
	"errors"
	"io"
)

// A Reader reads an archive. It goes forward only; if the source can seek and
// its pages are listed after its entries, it looks for them first.
type Reader struct {
	// Creator is the name of the program that wrote the archive, and Browser
	// that of the browser it came from; "" until they were met.
	Creator, Browser string
	// Pages are those met so far.
	Pages []Page

	source  io.Reader
	scanner *scanner
	entries int
	state   readerState
}

type readerState int

const (
	beforeEntries readerState = iota
	inEntries
	afterEntries
)

// errStop ends the reading of an object at its entries.
var errStop = errors.New("stop")

// NewReader returns a reader of an archive.
func NewReader(source io.Reader) *Reader {
	return &Reader{source: source, scanner: newScanner(source)}
}

// Offset is how many bytes have been read.
func (reader *Reader) Offset() int64 { return reader.scanner.offset }

// Next returns the next entry; io.EOF after the last. Errors in the archive are
// a *SyntaxError.
func (reader *Reader) Next() (*Entry, error) {
	if reader.state == beforeEntries {
		if err := reader.begin(); err != nil {
			return nil, err
		}
	}
	if reader.state == afterEntries {
		return nil, io.EOF
	}
	more, err := reader.moreEntries()
	if err != nil {
		return nil, err
	}
	if !more {
		reader.state = afterEntries
		return nil, io.EOF
	}
	entry, err := reader.scanner.entry(reader.entries)
	if err != nil {
		return nil, err
	}
	reader.entries++
	return entry, nil
}

// begin reads up to the first entry.
func (reader *Reader) begin() error {
	if err := reader.skipMark(); err != nil {
		return err
	}
	found := false
	err := reader.top(func(name string) error {
		if name == "entries" {
			found = true
			return errStop
		}
		return reader.member(name)
	})
	switch {
	case errors.Is(err, errStop):
	case err != nil:
		return err
	case !found:
		return reader.scanner.fail("the archive has no log.entries", `{"log": {"entries": […]}}`)
	}
	reader.state = inEntries
	if len(reader.Pages) == 0 {
		return reader.lookForPages()
	}
	return reader.openList()
}

// skipMark passes over a byte order mark, which Charles and Fiddler write.
func (reader *Reader) skipMark() error {
	mark, err := reader.scanner.in.Peek(3)
	if err == nil && string(mark) == "\uFEFF" {
		_, err = reader.scanner.in.Discard(3)
		return err
	}
	return nil
}

func (reader *Reader) openList() error { return reader.scanner.expect('[', "the list of entries") }

// top reads the archive's object, and calls member for each member of log.
func (reader *Reader) top(member func(name string) error) error {
	s := reader.scanner
	next, err := s.peek()
	if err != nil {
		return err
	}
	if next == 0 {
		return s.fail("there is nothing here", "an HTTP archive")
	}
	if next != '{' {
		return s.fail(describe(next)+" stands here in place of an archive", `{"log": {"entries": […]}}`)
	}
	return s.object(func(name string) error {
		if name != "log" {
			return s.skip()
		}
		return s.object(member)
	})
}

// member reads a member of log that is not its entries.
func (reader *Reader) member(name string) error {
	s := reader.scanner
	switch name {
	case "creator":
		return reader.name(&reader.Creator)
	case "browser":
		return reader.name(&reader.Browser)
	case "pages":
		return s.list(func() error { return reader.page() })
	}
	return s.skip()
}

func (reader *Reader) name(field *string) error {
	return reader.scanner.object(func(name string) error {
		if name == "name" {
			return reader.scanner.readText(field, maxShort)
		}
		return reader.scanner.skip()
	})
}

// maxPages bounds the pages that are kept.
const maxPages = 1000

func (reader *Reader) page() error {
	s := reader.scanner
	var page Page
	err := s.object(func(name string) error {
		switch name {
		case "id":
			return s.readText(&page.ID, maxShort)
		case "title":
			return s.readText(&page.Title, maxURL)
		}
		return s.skip()
	})
	if len(reader.Pages) < maxPages {
		reader.Pages = append(reader.Pages, page)
	}
	return err
}

// lookForPages reads the archive once for its pages and then comes back to its
// entries, if the source can be read again.
func (reader *Reader) lookForPages() error {
	seeker, canSeek := reader.source.(io.Seeker)
	if !canSeek {
		return reader.openList()
	}
	start, err := seeker.Seek(0, io.SeekStart)
	if err != nil {
		return reader.openList() // a pipe, say
	}
	ahead := &Reader{source: reader.source, scanner: newScanner(reader.source)}
	if err := ahead.skipMark(); err != nil {
		return err
	}
	if err := ahead.top(ahead.member); err != nil {
		return err
	}
	if _, err := seeker.Seek(start, io.SeekStart); err != nil {
		return err
	}
	reader.Pages = ahead.Pages
	setDefault(&reader.Creator, ahead.Creator)
	setDefault(&reader.Browser, ahead.Browser)
	reader.scanner = newScanner(reader.source)
	if err := reader.skipMark(); err != nil {
		return err
	}
	err = reader.top(func(name string) error {
		if name == "entries" {
			return errStop
		}
		return reader.scanner.skip()
	})
	if !errors.Is(err, errStop) {
		return err
	}
	return reader.openList()
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// moreEntries moves to the next entry; false at the end of the list.
func (reader *Reader) moreEntries() (bool, error) {
	s := reader.scanner
	next, err := s.peek()
	if err != nil {
		return false, err
	}
	switch {
	case next == 0:
		return false, s.fail("the archive ends too early", "the end of the list of entries")
	case next == ']':
		return false, nil
	case next == ',' && reader.entries > 0:
		_, err := s.read()
		return err == nil, err
	case reader.entries > 0:
		return false, s.fail("the entry before this is not followed by a comma", "a comma, or ]")
	}
	return true, nil
}
