package cli

import (
	"context"
	"slices"
	"strings"

	"corsplain/internal/curl"
	"corsplain/internal/intake"
)

func curlCommand() *command {
	return &command{
		name:     "curl",
		synopsis: "[options] URL [curl's options] | - | @FILE",
		summary:  "judge the request of a pasted curl command: put corsplain before it",
		about: "Takes a curl command as browsers' developer tools and API documentation write it. With - it reads one or several from standard input, also those for Windows' cmd.exe and PowerShell. " +
			"What a browser added by itself, such as Origin, Referer, Cookie and Sec-*, becomes the page's context. Nothing in the text is run; no file that it names is read without --allow-files. " +
			"Options that curl has too are the command's own, unless the command is text.",
		options: pastedOptions,
		split:   splitCurlWords,
		run:     runCurl,
	}
}

// pastedOptions are those of commands that judge pasted requests which may name
// files.
func pastedOptions() []option {
	return slices.Concat(
		grouped(groupPage, importOptions()),
		grouped(groupRun, append(runOptions(), allowFilesOption())),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, append(reportOptions(), verboseOption())),
		grouped(groupOther, []option{helpOption()}),
	)
}

func runCurl(ctx context.Context, invocation *invocation) (exitStatus, error) {
	imported, err := invocation.importCurl()
	if err != nil {
		return statusUsage, err
	}
	return invocation.judgeImport(ctx, imported)
}

// importCurl reads a command that the user's shell has split into words, or
// text.
func (invocation *invocation) importCurl() (*intake.Import, error) {
	words := invocation.operands
	if len(words) > 0 && !isCurlText(words) {
		options, err := invocation.intakeOptions("command line")
		if err != nil {
			return nil, err
		}
		return intake.ParseCurlArgs(words, options)
	}
	name, text, err := invocation.pastedText()
	if err != nil {
		return nil, err
	}
	options, err := invocation.intakeOptions(name)
	if err != nil {
		return nil, err
	}
	return intake.ParseCurl(text, options)
}

// isCurlText reports whether the words name or are a text, where a curl
// command's own would begin with an option or a URL.
func isCurlText(words []string) bool {
	return len(words) > 0 && (words[0] == "-" || strings.HasPrefix(words[0], "@") || strings.ContainsAny(words[0], " \n"))
}

// splitCurlWords parts our options from the words of a curl command: what
// curl has, too, is the command's. Before a text all options are ours.
func splitCurlWords(words []string, vocabulary curl.Vocabulary) (ours, curls []string) {
	all := words
	for len(words) > 0 {
		count, isOurs := curlWord(words[0], vocabulary)
		count = min(count, len(words))
		if isOurs {
			ours = append(ours, words[:count]...)
		} else {
			curls = append(curls, words[:count]...)
		}
		words = words[count:]
	}
	if isCurlText(curls) {
		return all, nil
	}
	return ours, curls
}

// curlWord says whose a word is, and how many words it and its value are.
func curlWord(word string, vocabulary curl.Vocabulary) (count int, isOurs bool) {
	option, known := ownOption(word, vocabulary)
	if known && !isAlsoCurls(option) {
		if option.TakesValue && !strings.Contains(word, "=") {
			return 2, true
		}
		return 1, true
	}
	if intake.CurlOptionTakesValue(word) && !strings.Contains(word, "=") {
		return 2, false
	}
	return 1, false
}

// isAlsoCurls leaves us the options that nobody means for curl here.
func isAlsoCurls(option curl.Option) bool {
	switch option.Name {
	case "help", "verbose":
		return false
	}
	return intake.IsCurlOption(option.Name)
}

func ownOption(word string, vocabulary curl.Vocabulary) (curl.Option, bool) {
	if name, isLong := strings.CutPrefix(word, "--"); isLong {
		name, _, _ = strings.Cut(name, "=")
		return vocabulary.Long(name)
	}
	if len(word) == 2 && word[0] == '-' {
		return vocabulary.Letter(word[1])
	}
	return curl.Option{}, false
}
