package intake

// Options is what the command line says about a pasted text.
type Options struct {
	// Name is what errors call the input: "standard input", a file's name.
	Name string
	// Origin and Page say which page makes the request; they replace what the
	// text says. Origin may be "null".
	Origin string
	Page   string
	// URL and Method give what raw HTTP lacks.
	URL    string
	Method string
	// Credentials, if not "", replaces what the text implies.
	Credentials string
	// Define gives values to names that pasted JavaScript does not declare:
	// JSON, or else the text itself.
	Define map[string]string
	// AllowFiles lets @file arguments be read, with ReadFile.
	AllowFiles bool
	ReadFile   func(name string) ([]byte, error)
}

// The most that is read of each format, in bytes.
const (
	MaxCommandBytes = 16 << 20 // curl, cmd and PowerShell text, raw HTTP
	MaxCalls        = 1000     // requests in one pasted text
	maxFileBytes    = 16 << 20 // one @file
	// maxExpansion is how many bytes variables may add up to where they stand in
	// a text.
	maxExpansion = 64 << 20
	maxHeaders   = 1000 // of one request; a Cookie header counts once for each cookie
)

const tooMuchExpanded = "what the variables stand for adds up to more than 64 MiB"

func (options Options) name() string {
	if options.Name == "" {
		return "input"
	}
	return options.Name
}
