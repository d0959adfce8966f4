package intake

import (
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A Format is one of the forms in which a request reaches us.
type Format string

// The formats.
const (
	FormatUnknown    Format = ""
	FormatCurl       Format = "curl"       // words of a POSIX shell, or argv
	FormatCurlCmd    Format = "curl-cmd"   // words of Windows' cmd.exe
	FormatPowerShell Format = "powershell" // Invoke-WebRequest, Invoke-RestMethod, curl.exe
	FormatFetch      Format = "fetch"      // JavaScript
	FormatHAR        Format = "har"
	FormatConsole    Format = "console" // a line that a browser printed
	FormatHTTP       Format = "http"    // requests and responses as text
	FormatRequests   Format = "requests"
	FormatURL        Format = "url"
)

// An Import is what was understood of a pasted text.
type Import struct {
	Format Format
	Calls  []ImportedCall
	// Notes concern the text as a whole: what of it was left out. All are
	// caveats.
	Notes []string
}

// An ImportedCall is one request as the page's script made it, with what else
// the text said.
type ImportedCall struct {
	Call simulate.Call
	// Notes say, a sentence each, what was taken as the browser's own, what
	// was ignored and what is assumed. They hold no secrets.
	Notes []string
	// Caveats are those of the notes that somebody who reads the verdict must
	// know: what was made up, lost or left out.
	Caveats []string
	// PreflightOnly is set when the text held the preflight: the call is the
	// request behind it, whose header values and body are unknown.
	PreflightOnly bool
	// Profile is what the browser sent of its own; a zero field means that
	// the text did not say.
	Profile fetchspec.Profile
	// Network says how to connect.
	Network NetworkOptions
	// Recording holds the exchanges that the text recorded; nil if it holds
	// none, so that only the network can answer.
	Recording *Recording
}

// NetworkOptions are what a curl command says about the connection. The zero
// value says nothing.
type NetworkOptions struct {
	Insecure   bool     // accept any certificate
	Resolve    []string // "host:port:address[,address]", as curl's --resolve
	ConnectTo  []string // "host:port:host:port", as curl's --connect-to
	Proxy      string
	CACert     string // file names; set only with Options.AllowFiles
	ClientCert string
	ClientKey  string
	// HTTPVersion is "1.0", "1.1", "2", "3" or "".
	HTTPVersion string
	IPVersion   int // 4, 6 or 0 for either
}
