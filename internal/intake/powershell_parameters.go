package intake

import "strings"

// psParameters are the parameters that take a value; psSwitches take none.
func psParameters() []string {
	return []string{
		"Uri", "Method", "CustomMethod", "Headers", "ContentType", "Body", "UserAgent", "WebSession",
		"SessionVariable", "Form", "InFile", "OutFile", "TimeoutSec", "ConnectionTimeoutSeconds",
		"OperationTimeoutSeconds", "MaximumRedirection", "MaximumRetryCount", "RetryIntervalSec", "Proxy",
		"ProxyCredential", "Credential", "Authentication", "Token", "Certificate", "CertificateThumbprint",
		"TransferEncoding", "HttpVersion", "SslProtocol", "UnixSocket", "ResponseHeadersVariable",
		"StatusCodeVariable", "MaximumFollowRelLink", "ErrorAction", "ErrorVariable", "OutVariable",
		"WarningAction", "InformationAction",
	}
}

func psSwitches() []string {
	return []string{
		"UseBasicParsing", "UseDefaultCredentials", "DisableKeepAlive", "SkipCertificateCheck",
		"SkipHeaderValidation", "SkipHttpErrorCheck", "PassThru", "Resume", "AllowUnencryptedAuthentication",
		"PreserveAuthorizationOnRedirect", "PreserveHttpMethodOnRedirect", "FollowRelLink", "NoProxy",
		"AllowInsecureRedirect", "ProxyUseDefaultCredentials", "Verbose", "Debug",
	}
}

func isPSSwitch(name string) bool {
	for _, known := range psSwitches() {
		if name == asciiLower(known) {
			return true
		}
	}
	return false
}

// psParameter completes an abbreviated parameter's name, in lower case.
func psParameter(written string) (name string, known bool) {
	written = asciiLower(written)
	if written == "" {
		return "", false
	}
	matches := []string{}
	for _, candidate := range append(psParameters(), psSwitches()...) {
		candidate = asciiLower(candidate)
		if candidate == written {
			return candidate, true
		}
		if strings.HasPrefix(candidate, written) {
			matches = append(matches, candidate)
		}
	}
	if len(matches) != 1 {
		return "", false
	}
	return matches[0], true
}
