package explain

import (
	"crypto/x509"
	"errors"
)

// chromeTLSError is Chromium's name for what a TLS connection failed over.
func chromeTLSError(cause error) string {
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(cause, &authority):
		return "net::ERR_CERT_AUTHORITY_INVALID"
	case errors.As(cause, &hostname):
		return "net::ERR_CERT_COMMON_NAME_INVALID"
	case errors.As(cause, &invalid) && invalid.Reason == x509.Expired:
		return "net::ERR_CERT_DATE_INVALID"
	case errors.As(cause, &invalid):
		return "net::ERR_CERT_INVALID"
	}
	return "net::ERR_SSL_PROTOCOL_ERROR"
}
