package cli

import (
	"fmt"
	"io"
	"runtime/debug"
)

// version is set by the linker in a release; otherwise the module's own is
// shown.
var version = ""

func writeVersion(w io.Writer) error {
	_, err := fmt.Fprintf(w, "corsplain %s (Fetch Standard, commit 586cd2a)\n", versionText())
	return err
}

func versionText() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
