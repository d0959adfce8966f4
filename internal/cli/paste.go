package cli

import (
	"context"
	"strings"

	"corsplain/internal/intake"
)

func pasteCommand() *command {
	return &command{
		name:     pasteName,
		synopsis: "[options] [- | @FILE | TEXT]",
		summary:  "judge whatever is pasted: a curl line, JavaScript, HTTP, a HAR file, a console line",
		about:    "Recognizes which of these it was given. corsplain - is the same.",
		options:  pastedOptions,
		run:      runPaste,
	}
}

func runPaste(ctx context.Context, invocation *invocation) (exitStatus, error) {
	name, text, err := invocation.pastedText()
	if err != nil {
		return statusUsage, err
	}
	switch intake.Recognize(text) {
	case intake.FormatConsole:
		return invocation.explainConsole(ctx, name, text)
	case intake.FormatHAR:
		return invocation.judgeArchive(ctx, name, strings.NewReader(text), 0)
	}
	return invocation.judgeText(ctx, name, text, intake.ParsePaste)
}
