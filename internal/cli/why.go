package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/internal/report"
)

func whyCommand() *command {
	return &command{
		name:     "why",
		synopsis: "[options] MESSAGE | - | @FILE",
		summary:  "explain a line of a browser's console",
		about: "Knows what Chrome, Firefox and Safari print, also in earlier versions, whatever was copied around it. " +
			"With --run it repeats the request, to look at the real exchange.",
		options: whyOptions,
		run:     runWhy,
	}
}

func whyOptions() []option {
	repeat := []option{
		{name: "run", help: "repeat the request, and judge what comes of it", flag: func(s *settings) *bool { return &s.intake.live }},
		{name: "url", argument: "URL", help: "the request's URL, where the message does not tell", text: func(s *settings) *string { return &s.intake.url }},
		{name: "request", short: 'X', argument: "METHOD", help: "the request's method, where the message does not tell", text: func(s *settings) *string { return &s.intake.method }},
	}
	return slices.Concat(
		grouped(groupRequest, repeat),
		grouped(groupPage, importOptions()),
		grouped(groupRun, runOptions()),
		grouped(groupConnection, connectionOptions()),
		grouped(groupOutput, append(reportOptions(), verboseOption())),
		grouped(groupOther, []option{helpOption()}),
	)
}

func runWhy(ctx context.Context, invocation *invocation) (exitStatus, error) {
	name, text, err := invocation.pastedText()
	if err != nil {
		return statusUsage, err
	}
	return invocation.explainConsole(ctx, name, text)
}

// explainConsole explains the messages in a text, or repeats their requests.
func (invocation *invocation) explainConsole(ctx context.Context, name, text string) (exitStatus, error) {
	options, err := invocation.intakeOptions(name)
	if err != nil {
		return statusUsage, err
	}
	messages, err := intake.ParseConsole(text, options)
	if err != nil {
		return statusUsage, err
	}
	if invocation.settings.intake.live {
		return invocation.repeatMessages(ctx, messages, options)
	}
	for i := range messages {
		if i > 0 {
			invocation.say("\n")
		}
		made, err := invocation.messageObject(ctx, &messages[i], options)
		if err != nil {
			return statusUsage, err
		}
		if err := invocation.writeMessage(&messages[i], made); err != nil {
			return statusUsage, err
		}
	}
	return statusAllowed, nil
}

// messageObject says what a message means: what its scene would be judged to
// be, in the words of the message where it tells less than the scene.
func (invocation *invocation) messageObject(ctx context.Context, message *intake.Message, options intake.Options) (*report.Message, error) {
	made := report.Message{
		Engine: message.Engine, Code: message.Code(), URL: message.URL, Origin: message.Origin, Method: message.Method,
		Header: message.HeaderName(), Value: message.Value, Status: message.Status, Redirected: message.FirstURL, Text: message.Text,
		Summary: "This browser blocked the request, in words that corsplain does not know.",
	}
	if message.Preflight {
		made.Exchange = string(fetchspec.ExchangePreflight)
	}
	if message.Cause != nil {
		made.Message = message.Cause.ID
		made.Summary = message.Words(fillWords(message, firstText(message.Cause.Summary, titleOf(made.Code))))
	}
	if scene, known := message.Scene(options); known {
		if err := invocation.takeScene(ctx, message, &scene, &made); err != nil {
			return nil, err
		}
	}
	return report.NewMessage(made, invocation.settings.output.showSecrets), nil
}

// takeScene judges the scene of a message.
func (invocation *invocation) takeScene(ctx context.Context, message *intake.Message, scene *intake.ImportedCall, made *report.Message) error {
	settings := invocation.settings
	settings.run.browser = string(message.Engine)
	judged, err := judgeRecording(ctx, &settings, scene, &report.Intake{Format: string(intake.FormatConsole)})
	if err != nil || len(judged.report.Blockers) == 0 {
		return err
	}
	blocker := judged.report.Blockers[0]
	if blocker.Code != made.Code || message.Cause.Summary == "" {
		made.Code, made.Summary = blocker.Code, message.Words(blocker.Summary)
	}
	for _, index := range blocker.Remedies {
		remedy := judged.report.Remedies[index]
		// The scene is made up around the message: it proves nothing.
		remedy.Proven, remedy.Unlocks = false, []int{}
		remedy.Text = message.Words(remedy.Text)
		remedy.Change = slices.Clone(remedy.Change)
		for i := range remedy.Change {
			remedy.Change[i].Value = report.ByteString(message.Words(string(remedy.Change[i].Value)))
		}
		made.Remedies = append(made.Remedies, remedy)
	}
	return nil
}

func firstText(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func titleOf(code explain.Code) string {
	if entry := explain.Lookup(code); entry != nil {
		return entry.Title + "."
	}
	return ""
}

// fillWords fills the values of a message into a sentence.
func fillWords(message *intake.Message, sentence string) string {
	host, what := "", "the request"
	if url, err := fetchspec.ParseURL(message.URL); err == nil {
		host = url.HostPort()
	}
	if message.Preflight {
		what = "the preflight"
	}
	pairs := []string{"{what}", what}
	for _, value := range []struct{ name, value, otherwise string }{
		{"host", host, "the-server.invalid"},
		{"url", message.URL, "the URL"},
		{"origin", message.Origin, "https://the-page.invalid"},
		{"page", message.Page, "the page"},
		{"method", message.Method, "the method"},
		{"header", message.HeaderName(), "the header"},
		{"value", message.Value, "something else"},
		{"reason", message.Reason, "it was refused"},
		{"port", message.Port, "of this URL"},
		{"status", statusText(message.Status), "an error"},
	} {
		pairs = append(pairs, "{"+value.name+"}", firstText(value.value, value.otherwise))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

func statusText(status int) string {
	if status == 0 {
		return ""
	}
	return strconv.Itoa(status)
}

// writeMessage writes a message as --format asks: for people, with the page on
// its code, in which the example's addresses are those of the message.
func (invocation *invocation) writeMessage(message *intake.Message, made *report.Message) error {
	switch format := invocation.formatName(); format {
	case "json":
		return report.WriteMessageJSON(invocation.Out, made)
	case "text":
	default:
		return wrong("--format %s: why writes text or json", format).hint("with --run, it writes reports in every format")
	}
	if err := report.WriteMessage(invocation.Out, made, invocation.textOptions()); err != nil {
		return err
	}
	page := pageFor(message, made.Code)
	if page == "" {
		return nil
	}
	_, err := fmt.Fprintf(invocation.Out, "\n%s\n", page)
	return err
}

// pageFor is the page on a code without its example, and with the addresses of
// the message in the place of the example's.
func pageFor(message *intake.Message, code explain.Code) string {
	page, _, _ := strings.Cut(explain.Page(code), "```case")
	page = strings.TrimRight(page, "\n")
	if message.Origin != "" && message.Origin != "null" {
		page = strings.ReplaceAll(page, "https://app.example", plain(message.Origin))
	}
	if url, err := fetchspec.ParseURL(message.URL); err == nil && !url.Origin().IsOpaque() {
		page = strings.NewReplacer("https://api.example", plain(url.Origin().String()), "api.example", plain(url.HostPort())).Replace(page)
	}
	return page
}

// repeatMessages makes the requests that the messages tell of, as far as they
// do.
func (invocation *invocation) repeatMessages(ctx context.Context, messages []intake.Message, options intake.Options) (exitStatus, error) {
	imported := &intake.Import{Format: intake.FormatConsole}
	for i := range messages {
		call, known := messages[i].Call(options)
		if !known {
			return statusUsage, wrong("the message does not tell which page asked for which URL: %s", messages[i].Text).
				hint("say what it leaves out: --url URL --origin ORIGIN")
		}
		imported.Calls = append(imported.Calls, intake.ImportedCall{
			Call: call, Notes: []string{"headers and body of the request are not known from the message"},
		})
	}
	return invocation.judgeImport(ctx, imported)
}
