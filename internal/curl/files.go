package curl

// Files reads a file that an argument names; "-" is standard input. It
// refuses by an error.
type Files func(name string) ([]byte, error)
