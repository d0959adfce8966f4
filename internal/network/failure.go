package network

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"

	"corsplain/fetchspec"
)

// ErrCut is the Err of a body that was still coming when BodyTimeout passed.
var ErrCut = errors.New("cut")

// A failure is an error in plain words that unwraps to its cause.
type failure struct {
	text  string
	cause error
}

func (failure *failure) Error() string { return failure.text }
func (failure *failure) Unwrap() error { return failure.cause }

func failuref(cause error, format string, arguments ...any) error {
	return &failure{fmt.Sprintf(format, arguments...), cause}
}

// exchangeError makes an error of kind, unless the context says that the
// exchange was ended from outside, which is then the kind.
func exchangeError(ctx context.Context, kind fetchspec.NetworkFailure, err error, doing string) *fetchspec.ExchangeError {
	switch ended := ctx.Err(); {
	case errors.Is(ended, context.Canceled):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureCanceled, Err: failuref(ended, "canceled while %s", doing)}
	case ended != nil:
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureTimeout, Err: failuref(ended, "timed out while %s", doing)}
	case isTimeout(err):
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureTimeout, Err: failuref(err, "timed out while %s", doing)}
	}
	var known *fetchspec.ExchangeError
	if errors.As(err, &known) {
		return known
	}
	return &fetchspec.ExchangeError{Kind: kind, Err: err}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

// isDisconnect reports whether err means that the peer is gone.
func isDisconnect(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNABORTED)
}

// dialError says in plain words why no connection to host came about.
func dialError(err error, host string) *fetchspec.ExchangeError {
	var lookup *net.DNSError
	if errors.As(err, &lookup) {
		return &fetchspec.ExchangeError{Kind: fetchspec.FailureNameLookup, Err: lookupError(lookup, err, host)}
	}
	address := host
	var operation *net.OpError
	if errors.As(err, &operation) && operation.Addr != nil {
		address = operation.Addr.String()
	}
	failed := &fetchspec.ExchangeError{Kind: fetchspec.FailureConnect, RemoteAddress: address}
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		failed.Err = failuref(err, "connection refused: nothing listens on %s", named(address, host))
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		failed.Err = failuref(err, "no route to %s", named(address, host))
	case errors.Is(err, syscall.ENOENT):
		failed.Err = failuref(err, "there is no socket at %s", address)
	default:
		failed.Err = failuref(err, "could not connect to %s: %s", named(address, host), innermost(err))
	}
	return failed
}

func lookupError(lookup *net.DNSError, err error, host string) error {
	switch {
	case lookup.IsNotFound:
		return failuref(err, "no address found for %s", host)
	case lookup.IsTimeout:
		return failuref(err, "looking up %s timed out", host)
	}
	return failuref(err, "could not look up %s: %s", host, lookup.Err)
}

// named is the address, with the host it belongs to where that says more.
func named(address, host string) string {
	if name, _, err := net.SplitHostPort(address); err == nil && name != host && address != host {
		return address + " (" + host + ")"
	}
	return address
}

func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// tlsError says in plain words why the handshake with host failed.
func tlsError(err error, host string) error {
	var (
		noTLS     tls.RecordHeaderError
		unknown   x509.UnknownAuthorityError
		wrongName x509.HostnameError
		invalid   x509.CertificateInvalidError
	)
	switch {
	case errors.As(err, &noTLS):
		return failuref(err, "%s does not speak TLS on this port", host)
	case errors.As(err, &unknown):
		return failuref(err, "the certificate of %s is signed by an unknown authority", host)
	case errors.As(err, &wrongName):
		return failuref(err, "the certificate of %s is for another name: %s", host, wrongName.Error())
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return failuref(err, "the certificate of %s is not valid at this time: %s", host, invalid.Detail)
	case errors.As(err, &invalid):
		return failuref(err, "the certificate of %s is not valid: %s", host, invalid.Error())
	case isTLSAlert(err):
		return failuref(err, "%s refused the TLS connection: %s", host, innermost(err))
	case isDisconnect(err):
		return failuref(err, "%s closed the connection during the TLS handshake", host)
	}
	return failuref(err, "the TLS handshake with %s failed: %s", host, err)
}

// isTLSAlert reports whether err is the server's refusal in TLS. With TLS 1.3
// it may come after the handshake, as when a client certificate is missing.
func isTLSAlert(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) && operation.Op == "remote error"
}
