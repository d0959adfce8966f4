package cli

// outputOptions say what is written, and where.
func outputOptions() []option {
	return append(reportOptions(),
		verboseOption(),
		option{name: "silent", short: 's', help: "no notes on standard error", flag: func(s *settings) *bool { return &s.output.silent }},
		option{name: "show-error", short: 'S', help: "errors even with -s, as always", flag: ignored},
		option{name: "include", short: 'i', help: "write the response's head and body, too, as received", flag: func(s *settings) *bool { return &s.output.include }},
		option{name: "output", short: 'o', argument: "FILE", help: "write the response's body to FILE", list: func(s *settings) *[]string { return &s.output.files }},
		option{name: "dump-header", short: 'D', argument: "FILE", help: "write the response's head to FILE", text: func(s *settings) *string { return &s.output.dumpHeader }},
		option{name: "write-out", short: 'w', argument: "FORMAT", help: "write text afterwards: curl's %{variables}, and %{verdict}, %{code}, %{preflight}; @FILE", text: func(s *settings) *string { return &s.output.writeOut }},
	)
}

// reportOptions are those that every command has whose answer is a report.
func reportOptions() []option {
	return []option{
		{name: "format", argument: "FORMAT", values: formatNames(), help: "how to write reports: " + joinWords(formatNames()), text: func(s *settings) *string { return &s.output.format }},
		colorOption(),
		showSecretsOption(),
	}
}

func colorOption() option {
	return option{name: "color", argument: "WHEN", values: []string{"auto", "always", "never"}, help: "auto (the default), always or never; NO_COLOR and CLICOLOR_FORCE count", text: func(s *settings) *string { return &s.output.color }}
}

func showSecretsOption() option {
	return option{name: "show-secrets", help: "show cookies, credentials and keys whole", flag: func(s *settings) *bool { return &s.output.showSecrets }}
}

func verboseOption() option {
	return option{name: "verbose", short: 'v', help: "show everything: all headers, all warnings, how the options were understood; ask once more as another origin where credentials are allowed", flag: func(s *settings) *bool { return &s.output.verbose }}
}

// configOption is -K; its values are options themselves.
func configOption() option {
	return option{name: configName, short: 'K', argument: "FILE", help: "read more options from FILE, in curl's format (~/.curlrc is never read)", set: func(*settings, string) error { return nil }}
}

const configName = "config"

func helpOption() option {
	return option{name: "help", short: 'h', help: "this text", flag: func(s *settings) *bool { return &s.help }}
}

func versionOption() option {
	return option{name: "version", short: 'V', help: "the version", flag: func(s *settings) *bool { return &s.version }}
}

// ignoredOptions are curl's that ask for what a browser does anyway, or for
// nothing that shows here.
func ignoredOptions() []option {
	return []option{
		{name: "location", short: 'L', help: "browsers follow redirects", flag: ignored},
		{name: "compressed", help: "browsers ask for compression", flag: ignored},
		{name: "globoff", short: 'g', help: "URLs are never globbed", flag: ignored},
		{name: "fail", short: 'f', help: "the exit status is the verdict's", flag: ignored},
		{name: "no-buffer", short: 'N', flag: ignored},
		{name: "progress-bar", short: '#', flag: ignored},
		{name: "progress-meter", flag: ignored},
		{name: "disable", short: 'q', help: "~/.curlrc is never read", flag: ignored},
		{name: "tcp-nodelay", flag: ignored},
		{name: "basic", flag: ignored},
	}
}

func ignored(*settings) *bool { return new(bool) }

// curlOnly says why an option of curl's is none of ours; "" if it is not
// curl's.
func curlOnly(written string) string {
	switch trimDashes(written) {
	case "next", ":":
		return "give each request its own run, or paste the line after `corsplain curl`"
	case "upload-file", "T":
		return "write -X PUT --data-binary @FILE"
	case "http3", "http3-only":
		return "HTTP/3 is not spoken here; the verdict does not depend on the HTTP version"
	case "http1.0", "0", "http0.9":
		return "browsers do not speak that"
	case "digest", "ntlm", "negotiate", "anyauth", "aws-sigv4", "delegation":
		return "a script cannot ask for that kind of authentication"
	case "netrc", "n", "netrc-file", "netrc-optional":
		return "browsers do not read .netrc; use -u"
	case "retry", "retry-delay", "retry-max-time", "retry-all-errors", "retry-connrefused":
		return "a browser does not try again"
	case "post301", "post302", "post303", "max-redirs", "location-trusted":
		return "the Fetch Standard says how redirects are followed"
	case "remote-name", "O", "remote-header-name", "J", "output-dir":
		return "use -o FILE"
	case "parallel", "Z", "parallel-max":
		return "use `corsplain batch --jobs N`"
	case "junk-session-cookies", "j", "limit-rate", "interface", "local-port", "trace", "trace-ascii", "trace-time",
		"ciphers", "tls13-ciphers", "curves", "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3", "tls-max", "1",
		"capath", "crlfile", "pinnedpubkey", "cert-type", "key-type", "pass", "doh-url", "dns-servers", "proto", "proto-default",
		"request-target", "path-as-is", "tr-encoding", "raw", "ignore-content-length", "continue-at", "C", "time-cond", "z",
		"expect100-timeout", "haproxy-protocol", "alt-svc", "hsts", "socks5", "socks5-hostname", "socks4", "socks4a",
		"preproxy", "proxytunnel", "p", "proxy-header", "proxy-insecure", "proxy-cacert", "abstract-unix-socket",
		"stderr", "fail-early", "fail-with-body", "create-dirs", "remove-on-error", "etag-save", "etag-compare":
		return "leave it out"
	}
	return ""
}
