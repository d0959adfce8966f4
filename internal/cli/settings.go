package cli

import (
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/curl"
	"corsplain/internal/network"
)

// settings are what options set. The zero value is what runs without any.
type settings struct {
	request    requestSettings
	page       pageSettings
	run        runSettings
	connection connectionSettings
	output     outputSettings
	policy     explain.Policy // of corsplain snippet
	audit      auditSettings
	intake     intakeSettings
	archive    archiveSettings

	help    bool
	version bool
}

// requestSettings say what is asked for, in curl's terms.
type requestSettings struct {
	urls       []string
	method     string
	headers    []string
	data       []curl.Datum
	form       []formField
	queryData  bool // -G
	head       bool // -I
	urlQuery   []string
	user       string
	bearer     string
	rangeValue string
	cookies    []string
	setCookies []string
	cookieJar  string
	userAgent  string
	referer    string
}

// A formField is one -F or --form-string.
type formField struct {
	argument string
	literal  bool
}

// pageSettings say which page makes the request, and by which API.
type pageSettings struct {
	origin, page                string
	mode, credentials, redirect string
	cache, integrity            string
	referrerPolicy, embedder    string
	keepalive, xhr              bool
	withCredentials             bool
	uploadListeners             bool
	as, crossOrigin             string
	bodyType                    string
}

type runSettings struct {
	browser       string
	preflightOnly bool
	dryRun        bool
	strict        bool
	probe         bool
	fix           string // a stack, or explain.AnyStack
	jobs          int
	address       string
	timeout       time.Duration
}

type connectionSettings struct {
	insecure       bool
	caCert         string
	cert, key      string
	proxy          string
	proxyUser      string
	noProxy        *string
	resolve        []string
	connectTo      []string
	unixSocket     string
	ipVersion      network.IPVersion
	httpVersion    network.HTTPVersion
	connectTimeout time.Duration
	maxHeaderBytes int64
	maxBody        int64
}

type outputSettings struct {
	format      string
	color       string
	showSecrets bool
	silent      bool
	verbose     bool
	include     bool
	files       []string // -o, one for each URL
	dumpHeader  string
	writeOut    string
}

// intakeSettings say how a pasted text is understood.
type intakeSettings struct {
	allowFiles  bool
	live        bool // repeat what was recorded
	url, method string
	define      []string
}

// engine is whom the run emulates.
func (settings *settings) engine() fetchspec.Engine {
	engine, known := fetchspec.EngineByName(fetchspec.EngineName(settings.run.browser))
	if !known {
		return fetchspec.Standard()
	}
	return engine
}
