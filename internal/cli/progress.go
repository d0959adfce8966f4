package cli

import (
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progressFrom is the size from which on reading takes long enough to show how
// far it has come.
const progressFrom = 8 << 20

// A progress is a bar on standard error; nil shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// startProgress shows a bar for an input of that size, if a person looks on.
func (invocation *invocation) startProgress(size int64) *progress {
	descriptor, isFile := fileDescriptor(invocation.Err)
	if size < progressFrom || !isFile || !term.IsTerminal(descriptor) || invocation.settings.output.silent {
		return nil
	}
	return &progress{progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(invocation.Err),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(false),
	)}
}

// reach moves the bar to a number of bytes.
func (progress *progress) reach(offset int64) {
	if progress != nil {
		progress.bar.Set64(offset)
	}
}

// clear takes the bar off the screen, for something else to be written there.
func (progress *progress) clear() {
	if progress != nil {
		progress.bar.Clear()
	}
}

// end takes it off for good.
func (progress *progress) end() {
	if progress != nil {
		progress.bar.Exit()
		progress.bar.Clear()
	}
}
