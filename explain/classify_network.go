package explain

import (
	"crypto/x509"
	"errors"
	"os"
	"strings"
	"syscall"

	"corsplain/fetchspec"
)

// classifyNetwork is for exchanges that failed below HTTP.
func (scene *scene) classifyNetwork() Code {
	cause := scene.failure.Cause
	if cause == nil {
		return ExchangeFailed
	}
	scene.show(Evidence{Exchange: scene.index, Where: fromNetwork, Name: "error", Value: cause.Error()})
	switch networkKind(cause) {
	case fetchspec.FailureNameLookup:
		return NameLookupFailed
	case fetchspec.FailureConnect:
		return classifyConnect(cause)
	case fetchspec.FailureTLS:
		return classifyTLS(cause)
	case fetchspec.FailureTimeout:
		if strings.Contains(cause.Error(), "waiting for the proxy") {
			return ProxyFailed
		}
		return ResponseTimeout
	case fetchspec.FailureProxy:
		if strings.Contains(cause.Error(), ": 407") {
			return ProxyAuthenticationRequired
		}
		return ProxyFailed
	case fetchspec.FailureHTTP:
		return MalformedHTTP
	case fetchspec.FailureClosed:
		return ConnectionClosed
	case fetchspec.FailureTooLarge:
		return HeadersTooLarge
	case fetchspec.FailureStreamOverHTTP1:
		return StreamNeedsHTTP2
	case fetchspec.FailureRecording:
		return ExchangeNotRecorded
	case fetchspec.FailureCanceled:
		return FetchCanceled
	}
	return ExchangeFailed
}

// networkKind is the layer that failed; "" where the Exchanger did not say.
func networkKind(cause error) fetchspec.NetworkFailure {
	var failed *fetchspec.ExchangeError
	if errors.As(cause, &failed) {
		return failed.Kind
	}
	return ""
}

// classifyConnect looks at the operating system's error where there is one,
// and at the words where there is a recording of it.
func classifyConnect(cause error) Code {
	text := strings.ToLower(cause.Error())
	switch {
	case errors.Is(cause, syscall.ECONNREFUSED), strings.Contains(text, "refused"):
		return ConnectionRefused
	case errors.Is(cause, os.ErrDeadlineExceeded), errors.Is(cause, syscall.ETIMEDOUT),
		strings.Contains(text, "timeout"), strings.Contains(text, "timed out"), strings.Contains(text, "timed_out"):
		return ConnectionTimeout
	}
	return ConnectionFailed
}

func classifyTLS(cause error) Code {
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(cause, &authority):
		return TLSUnknownAuthority
	case errors.As(cause, &hostname):
		return TLSHostnameMismatch
	case errors.As(cause, &invalid) && invalid.Reason == x509.Expired:
		return TLSCertificateExpired
	}
	return classifyTLSText(strings.ToLower(cause.Error()))
}

// classifyTLSText reads the words of Go, OpenSSL and browsers.
func classifyTLSText(text string) Code {
	switch {
	case containsAny(text, "unknown authority", "self-signed", "self signed", "authority_invalid", "unknown_issuer", "unable to get local issuer"):
		return TLSUnknownAuthority
	case containsAny(text, "not valid for", "certificate is valid for", "common_name_invalid", "hostname mismatch", "bad_cert_domain"):
		return TLSHostnameMismatch
	case containsAny(text, "expired", "date_invalid", "not yet valid"):
		return TLSCertificateExpired
	case containsAny(text, "does not look like a tls handshake", "wrong version number", "http response to https", "ssl_protocol_error"):
		return TLSNotSpoken
	}
	return TLSFailed
}

func containsAny(text string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
