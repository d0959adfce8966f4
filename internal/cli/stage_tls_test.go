package cli_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// stageTLS makes a certificate authority that lives as long as the script,
// and a server certificate for loopback and the names under .test.
func stageTLS(ts *testscript.TestScript, clientCert, http2 bool) *tls.Config {
	authority := newCertificate(ts, nil, &x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	writePEM(ts, "ca.pem", "CERTIFICATE", authority.Certificate[0])
	server := newCertificate(ts, authority, &x509.Certificate{
		DNSNames:    []string{"localhost", "*.test", "*.example.com"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	config := &tls.Config{Certificates: []tls.Certificate{*server}, NextProtos: []string{"http/1.1"}}
	if http2 {
		config.NextProtos = []string{"h2", "http/1.1"}
	}
	if clientCert {
		client := newCertificate(ts, authority, &x509.Certificate{ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
		writePEM(ts, "client.pem", "CERTIFICATE", client.Certificate[0])
		key, err := x509.MarshalPKCS8PrivateKey(client.PrivateKey)
		ts.Check(err)
		writePEM(ts, "client.key", "PRIVATE KEY", key)
		config.ClientAuth = tls.RequireAndVerifyClientCert
		config.ClientCAs = x509.NewCertPool()
		config.ClientCAs.AddCert(authority.Leaf)
	}
	return config
}

// newCertificate signs a certificate with the authority's key, or with its
// own if there is none.
func newCertificate(ts *testscript.TestScript, authority *tls.Certificate, template *x509.Certificate) *tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ts.Check(err)
	template.SerialNumber = big.NewInt(time.Now().UnixNano())
	template.Subject = pkix.Name{CommonName: "stage"}
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	parent, signer := template, key
	if authority != nil {
		parent, signer = authority.Leaf, authority.PrivateKey.(*ecdsa.PrivateKey)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	ts.Check(err)
	leaf, err := x509.ParseCertificate(der)
	ts.Check(err)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func writePEM(ts *testscript.TestScript, name, kind string, der []byte) {
	ts.Check(os.WriteFile(ts.MkAbs(name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}
