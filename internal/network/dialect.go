package network

import "corsplain/fetchspec"

// A Dialect says which malformed HTTP/1.x answers are understood. The zero
// value does what two of the three engines do (Chromium 156, Firefox 153 and
// WebKitGTK 2.50, as recorded, or else as their sources say); each field is
// one way in which an engine differs.
type Dialect struct {
	// SpaceBeforeColon accepts `Name : value` (Chromium).
	SpaceBeforeColon bool
	// AnyHeaderName accepts names that are no tokens but have no white space
	// (WebKitGTK).
	AnyHeaderName bool
	// CRBreaksLines takes a CR alone as the end of a header line (Chromium).
	CRBreaksLines bool
	// NULsDropped takes NUL bytes out of the head, where others refuse the
	// answer (Chromium).
	NULsDropped bool
	// InvalidUTF8Replaced turns bytes in the head that are not UTF-8 into
	// U+FFFD (WebKitGTK).
	InvalidUTF8Replaced bool

	// LooseStatusLine accepts "http/1.1" in any case and without a version,
	// statuses with leading zeros, and takes a missing status as 200
	// (Chromium).
	LooseStatusLine bool
	// StrictStatusLine wants HTTP/1.0 or HTTP/1.1 and three digits
	// (WebKitGTK).
	StrictStatusLine bool
	// SpaceAfterStatus refuses `200OK` (Firefox).
	SpaceAfterStatus bool

	// ConflictingContentLength reads a body with two different lengths until
	// the connection closes (WebKitGTK).
	ConflictingContentLength bool
	// ConflictingLocation refuses an answer with two different Location or
	// Content-Disposition headers as an attack, whatever its status
	// (Chromium, Firefox). The default leaves Location to the Standard.
	ConflictingLocation bool
	// ShortBody accepts a body that is shorter than its Content-Length
	// (Firefox).
	ShortBody bool
	// ChunkedInHTTP10 honors Transfer-Encoding in HTTP/1.0 (WebKitGTK).
	ChunkedInHTTP10 bool
	// ResetContentHasBody reads a body after status 205 (WebKitGTK).
	ResetContentHasBody bool
	// TruncatedHeadRefused refuses a head that breaks off, which others accept
	// over plain http (WebKitGTK).
	TruncatedHeadRefused bool
}

// DialectFor returns the dialect of an engine; the Standard's is the zero
// value.
func DialectFor(engine fetchspec.EngineName) Dialect {
	switch engine {
	case fetchspec.EngineChrome:
		return Dialect{
			SpaceBeforeColon:    true,
			CRBreaksLines:       true,
			NULsDropped:         true,
			LooseStatusLine:     true,
			ConflictingLocation: true,
		}
	case fetchspec.EngineFirefox:
		return Dialect{
			SpaceAfterStatus:    true,
			ConflictingLocation: true,
			ShortBody:           true,
		}
	case fetchspec.EngineSafari:
		return Dialect{
			AnyHeaderName:            true,
			InvalidUTF8Replaced:      true,
			StrictStatusLine:         true,
			ConflictingContentLength: true,
			ChunkedInHTTP10:          true,
			ResetContentHasBody:      true,
			TruncatedHeadRefused:     true,
		}
	}
	return Dialect{}
}
