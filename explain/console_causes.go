package explain

import (
	_ "embed"
	"encoding/json"
	"sync"

	"corsplain/fetchspec"
)

//go:embed consoles/causes.json
var consoleCauses []byte

// A Cause is what a browser's message tells of the exchange behind it.
type Cause struct {
	Engine fetchspec.EngineName
	ID     string // of the Template
	// Code is what the message stands for, as far as it alone tells; "" if no
	// code is meant.
	Code Code
	// At is what the message is about: "page", "preflight", "response",
	// "redirect" or "network".
	At string
	// PreflightToo is set if the same words are printed for a preflight.
	PreflightToo bool
	// FollowUp is set for a line that is printed after the one that tells why.
	FollowUp bool
	// Header is the header that the message is about, and Value its value
	// where the words imply it.
	Header string
	Value  string
	// Summary says it in a sentence with values in braces; "" to take the
	// diagnosis's own.
	Summary string
	// Older are wordings of earlier versions.
	Older []string
	// NetErrors are the codes of a message that quotes a network error.
	NetErrors map[string]Code

	// The rest sets the scene that makes the browser print the message, where
	// a scene can: an answer with Status, "" for one that passes, with header
	// lines Set in the place of those that would pass, and some Removed.
	Credentials string
	Status      string
	Set         []string
	Remove      []string
	Failure     fetchspec.NetworkFailure
	Call        json.RawMessage // members of the request object
}

// A Frame is what several messages begin or end with.
type Frame struct {
	Engine fetchspec.EngineName // "" for any
	Text   string
	After  bool // it stands after what it frames
}

type causeFile struct {
	Frames []Frame
	Causes []Cause
}

var readCauses = sync.OnceValue(func() causeFile {
	var file causeFile
	if err := json.Unmarshal(consoleCauses, &file); err != nil {
		panic("consoles/causes.json: " + err.Error()) // a test reads it
	}
	return file
})

// Causes are what is known of each console message. They are read when they
// are first asked for.
func Causes() []Cause { return readCauses().Causes }

// Frames are what console messages begin and end with.
func Frames() []Frame { return readCauses().Frames }
