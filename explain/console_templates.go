package explain

import (
	_ "embed"
	"encoding/json"
	"sync"

	"corsplain/fetchspec"
)

//go:embed consoles/messages.json
var consoleMessages []byte

// A Template is a message that a browser prints. The texts are the browsers'
// own, as their consoles showed them and as they stand in Chromium's
// cors_error_string.cc, Gecko's security.properties and WebKit's
// CrossOriginAccessControl.cpp.
type Template struct {
	Engine fetchspec.EngineName
	// ID is the browser's own name for the message, where it has one.
	ID string
	// Text has placeholders: "{url}", "{origin}", "{hint}".
	Text string
	// Level is "error", "warning" or "info"; "" means "error".
	Level string
	// Fragment is set for a text that only occurs within another.
	Fragment bool
	// Endings are sentences that some versions add, for some APIs.
	Endings []string
}

// Templates returns the messages of all engines. They are read when they are
// first asked for.
var Templates = sync.OnceValue(func() []Template {
	var templates []Template
	if err := json.Unmarshal(consoleMessages, &templates); err != nil {
		panic("consoles/messages.json: " + err.Error()) // a test reads it
	}
	return templates
})

// consoleTexts finds a text by engine and id.
var consoleTexts = sync.OnceValue(func() map[fetchspec.EngineName]map[string]string {
	texts := map[fetchspec.EngineName]map[string]string{}
	for _, template := range Templates() {
		if texts[template.Engine] == nil {
			texts[template.Engine] = map[string]string{}
		}
		texts[template.Engine][template.ID] = template.Text
	}
	return texts
})

func consoleTemplate(engine fetchspec.EngineName, id string) string {
	text, ok := consoleTexts()[engine][id]
	if !ok {
		panic("no console message " + id + " of " + string(engine)) // a test asks for each
	}
	return text
}
