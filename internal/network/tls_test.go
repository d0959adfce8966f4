package network

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"corsplain/fetchspec"
)

// A testCA issues certificates that live as long as the test.
type testCA struct {
	t    testing.TB
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newTestCA(t testing.TB) *testCA {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "test CA"},
		NotBefore:             time.Now().Add(-48 * time.Hour),
		NotAfter:              time.Now().Add(48 * time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &testCA{t, cert, key}
}

func (ca *testCA) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.cert.Raw})
}

// issue makes a certificate for names and addresses that is valid until then.
func (ca *testCA) issue(until time.Time, names ...string) (certPEM, keyPEM []byte) {
	ca.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		ca.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: "test leaf"},
		NotBefore:    time.Now().Add(-24 * time.Hour),
		NotAfter:     until,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, ca.cert, key.Public(), ca.key)
	if err != nil {
		ca.t.Fatal(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		ca.t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER})
}

func (ca *testCA) pair(until time.Time, names ...string) tls.Certificate {
	ca.t.Helper()
	pair, err := tls.X509KeyPair(ca.issue(until, names...))
	if err != nil {
		ca.t.Fatal(err)
	}
	return pair
}

func inAnHour() time.Time { return time.Now().Add(time.Hour) }

// serveTLS serves handler on loopback with a certificate of ca, in HTTP/2 for
// who can.
func serveTLS(t testing.TB, ca *testCA, handler http.Handler, change func(*tls.Config)) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{ca.pair(inAnHour(), "127.0.0.1", "localhost")}}
	if change != nil {
		change(server.TLS)
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func okHandler(writer http.ResponseWriter, request *http.Request) {
	io.WriteString(writer, request.Proto)
}

func TestBadCertificatesAreToldApart(t *testing.T) {
	ca, otherCA := newTestCA(t), newTestCA(t)
	cases := []struct {
		name string
		leaf tls.Certificate
		want string
		is   func(error) bool
	}{
		{"unknown authority", otherCA.pair(inAnHour(), "127.0.0.1"), "signed by an unknown authority",
			func(err error) bool { return errors.As(err, new(x509.UnknownAuthorityError)) }},
		{"another name", ca.pair(inAnHour(), "other.example"), "is for another name",
			func(err error) bool { return errors.As(err, new(x509.HostnameError)) }},
		{"expired", ca.pair(time.Now().Add(-time.Hour), "127.0.0.1"), "not valid at this time",
			func(err error) bool { return errors.As(err, new(x509.CertificateInvalidError)) }},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			server := serveTLS(t, ca, http.HandlerFunc(okHandler), func(config *tls.Config) {
				config.Certificates = []tls.Certificate{test.leaf}
			})
			failed := failedExchange(t, newClient(t, Options{CACert: ca.pem()}), getRequest(t, server.URL+"/"))
			if failed.Kind != fetchspec.FailureTLS || !strings.Contains(failed.Error(), test.want) || !test.is(failed) {
				t.Errorf("failed with %s: %v, want tls: %q", failed.Kind, failed, test.want)
			}
			if failed.RemoteAddress == "" {
				t.Error("no RemoteAddress")
			}
			insecure := newClient(t, Options{CACert: ca.pem(), InsecureSkipVerify: true})
			if response := exchangeWith(t, insecure, getRequest(t, server.URL+"/")); response.Status != 200 {
				t.Errorf("with InsecureSkipVerify: status %d", response.Status)
			}
		})
	}
}

func TestCACertReplacesTheSystemsRoots(t *testing.T) {
	ca := newTestCA(t)
	server := serveTLS(t, ca, http.HandlerFunc(okHandler), nil)
	failed := failedExchange(t, newClient(t, Options{}), getRequest(t, server.URL+"/"))
	if failed.Kind != fetchspec.FailureTLS {
		t.Errorf("without the CA: %s: %v", failed.Kind, failed)
	}
	if response := exchangeWith(t, newClient(t, Options{CACert: ca.pem()}), getRequest(t, server.URL+"/")); response.Status != 200 {
		t.Errorf("with the CA: status %d", response.Status)
	}
}

func TestClientCertificateIsShown(t *testing.T) {
	ca := newTestCA(t)
	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	server := serveTLS(t, ca, http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		io.WriteString(writer, request.TLS.PeerCertificates[0].DNSNames[0])
	}), func(config *tls.Config) {
		config.ClientAuth, config.ClientCAs = tls.RequireAndVerifyClientCert, pool
	})
	cert, key := ca.issue(inAnHour(), "me.example")
	for name, options := range map[string]Options{
		"two files": {CACert: ca.pem(), Cert: cert, Key: key},
		"one file":  {CACert: ca.pem(), Cert: append(bytes.Clone(cert), key...)},
	} {
		response := exchangeWith(t, newClient(t, options), getRequest(t, server.URL+"/"))
		if string(response.Body.Bytes) != "me.example" {
			t.Errorf("%s: the server saw %q", name, response.Body.Bytes)
		}
	}
	failed := failedExchange(t, newClient(t, Options{CACert: ca.pem()}), getRequest(t, server.URL+"/"))
	if failed.Kind != fetchspec.FailureTLS && failed.Kind != fetchspec.FailureClosed {
		t.Errorf("without a certificate: %s: %v", failed.Kind, failed)
	}
}

func TestPlainServerAsHTTPSIsNamed(t *testing.T) {
	server := serveRaw(t, always("HTTP/1.1 400 Bad Request\r\n\r\n"))
	// The raw server waits for an empty line, which a ClientHello lacks; an
	// httptest server answers at once.
	_ = server
	plain := httptest.NewServer(http.HandlerFunc(okHandler))
	defer plain.Close()
	failed := failedExchange(t, newClient(t, Options{}), getRequest(t, strings.Replace(plain.URL, "http:", "https:", 1)+"/"))
	if failed.Kind != fetchspec.FailureTLS || !strings.Contains(failed.Error(), "does not speak TLS") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}

func TestTLSServerAsPlainHTTPIsNamed(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		conn.Write([]byte("\x15\x03\x01\x00\x02\x02\x46")) // an alert record
		io.Copy(io.Discard, conn)
		conn.Close()
	}()
	failed := failedExchange(t, newClient(t, Options{}), getRequest(t, "http://"+listener.Addr().String()+"/"))
	if failed.Kind != fetchspec.FailureHTTP || !strings.Contains(failed.Error(), "speaks TLS on this port") {
		t.Errorf("failed with %s: %v", failed.Kind, failed)
	}
}
