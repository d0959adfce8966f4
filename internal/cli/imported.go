package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/internal/intake"
	"corsplain/internal/network"
	"corsplain/internal/report"
)

// importOptions are those of every command that reads what was pasted.
func importOptions() []option {
	return []option{
		{name: "origin", argument: "ORIGIN", help: "the page's origin, instead of the one that the text names", text: func(s *settings) *string { return &s.page.origin }},
		{name: "page", argument: "URL", help: "the page's address, instead of the one that the text names", text: func(s *settings) *string { return &s.page.page }},
		{name: "credentials", argument: "MODE", values: []string{"same-origin", "include", "omit"}, help: "same-origin, include or omit, instead of what the text implies", text: func(s *settings) *string { return &s.page.credentials }},
	}
}

func allowFilesOption() option {
	return option{name: "allow-files", help: "read the files that the text names, as in -d @FILE", flag: func(s *settings) *bool { return &s.intake.allowFiles }}
}

// intakeOptions are the settings as the intake room takes them.
func (invocation *invocation) intakeOptions(name string) (intake.Options, error) {
	settings := &invocation.settings
	if settings.page.origin != "" {
		if err := checkOrigin(settings.page.origin); err != nil {
			return intake.Options{}, err
		}
	}
	options := intake.Options{
		Name: name, Origin: settings.page.origin, Page: settings.page.page, Credentials: settings.page.credentials,
		URL: settings.intake.url, Method: settings.intake.method,
		AllowFiles: settings.intake.allowFiles, ReadFile: invocation.readFile,
	}
	for _, definition := range settings.intake.define {
		name, value, found := strings.Cut(definition, "=")
		if !found || name == "" {
			return options, wrong("--define %s: write NAME=VALUE", definition)
		}
		if options.Define == nil {
			options.Define = map[string]string{}
		}
		options.Define[name] = value
	}
	return options, nil
}

// pastedText is the text that a command was given: "-" is standard input,
// @FILE a file, anything else the text itself. Without operands it is standard
// input.
func (invocation *invocation) pastedText() (name, text string, err error) {
	operands := invocation.operands
	if len(operands) == 0 {
		operands = []string{"-"}
		if descriptor, isFile := fileDescriptor(invocation.In); isFile && term.IsTerminal(descriptor) {
			invocation.warn("paste it here, then press Ctrl-D")
		}
	}
	file, isFile := strings.CutPrefix(operands[0], "@")
	if operands[0] == "-" || isFile && len(operands) == 1 {
		return invocation.namedText(file)
	}
	return "command line", strings.Join(operands, " "), nil
}

// namedText is the content of a file; of standard input for "" and "-".
func (invocation *invocation) namedText(file string) (name, text string, err error) {
	name = file
	if file == "" || file == "-" {
		file, name = "-", "standard input"
	}
	content, err := invocation.readFile(file)
	if err != nil {
		return name, "", wrong("%w", err)
	}
	return name, string(content), nil
}

// judgeImport judges each call of an import: by its recording where it has
// one, else over the network.
func (invocation *invocation) judgeImport(ctx context.Context, imported *intake.Import) (exitStatus, error) {
	status := statusAllowed
	for i := range imported.Calls {
		judged, err := invocation.judgeImported(ctx, imported, i)
		if err != nil {
			return statusUsage, err
		}
		if ctx.Err() != nil {
			return statusInterrupted, nil
		}
		if err := invocation.deliver(judged, i); err != nil {
			return statusUsage, err
		}
		status = worst(status, invocation.importStatus(judged))
	}
	return status, nil
}

// importStatus is the exit status of a pasted call: a recording that holds too
// little gives no verdict, as a failed exchange does.
func (invocation *invocation) importStatus(judged *judged) exitStatus {
	if judged.report.Verdict == explain.VerdictUnknown && judged.report.Error != nil {
		return statusFailed
	}
	return statusOf(judged.report.Verdict)
}

func (invocation *invocation) judgeImported(ctx context.Context, imported *intake.Import, index int) (*judged, error) {
	call := &imported.Calls[index]
	notes := &report.Intake{
		Format: string(imported.Format), Notes: slices.Concat(imported.Notes, call.Notes), Caveats: call.Caveats,
	}
	if index == 0 {
		notes.Caveats = slices.Concat(imported.Notes, call.Caveats)
	}
	settings := invocation.settings
	settings.run.preflightOnly = settings.run.preflightOnly || call.PreflightOnly
	if call.Recording != nil && !settings.intake.live {
		if call.Call.ID == nil {
			call.Call.ID = strconv.AppendInt(nil, int64(index), 10)
		}
		return judgeRecording(ctx, &settings, call, notes)
	}
	settings.connection.fillFrom(&call.Network)
	session, err := invocation.newNetworkSession(&settings, nil)
	if err != nil {
		return nil, err
	}
	defer session.close()
	fillProfile(&session.browser.Profile, call.Profile)
	return session.judge(ctx, call.Call, notes)
}

// fillProfile takes what the text tells about the browser.
func fillProfile(profile *fetchspec.Profile, told fetchspec.Profile) {
	setIfGiven(&profile.UserAgent, told.UserAgent)
	setIfGiven(&profile.AcceptLanguage, told.AcceptLanguage)
	setIfGiven(&profile.AcceptEncoding, told.AcceptEncoding)
}

// fillFrom takes what a pasted command says of the connection, where the
// options do not.
func (connection *connectionSettings) fillFrom(told *intake.NetworkOptions) {
	connection.insecure = connection.insecure || told.Insecure
	connection.resolve = slices.Concat(connection.resolve, told.Resolve)
	connection.connectTo = slices.Concat(connection.connectTo, told.ConnectTo)
	setDefault(&connection.proxy, told.Proxy)
	setDefault(&connection.caCert, told.CACert)
	setDefault(&connection.cert, told.ClientCert)
	setDefault(&connection.key, told.ClientKey)
	if connection.ipVersion == network.IPAny {
		connection.ipVersion = network.IPVersion(told.IPVersion)
	}
	if connection.httpVersion != network.HTTPVersionAuto {
		return
	}
	switch told.HTTPVersion {
	case "1.0", "1.1":
		connection.httpVersion = network.HTTPVersion11
	case "2":
		connection.httpVersion = network.HTTPVersion2
	}
}
