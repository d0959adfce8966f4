package cli

import (
	"net/url"
	"strings"

	"corsplain/fetchspec"
	"corsplain/internal/network"
)

// networkOptions are the connection options as the network room takes them;
// the files that they name are read.
func (streams *Streams) networkOptions(settings *settings) (network.Options, error) {
	connection := &settings.connection
	options := network.Options{
		Resolve:            connection.resolve,
		ConnectTo:          connection.connectTo,
		UnixSocket:         connection.unixSocket,
		IPVersion:          connection.ipVersion,
		Getenv:             streams.getenv,
		InsecureSkipVerify: connection.insecure,
		HTTPVersion:        connection.httpVersion,
		Dialect:            network.DialectFor(fetchspec.EngineName(settings.run.browser)),
		ConnectTimeout:     connection.connectTimeout,
		Timeout:            -1, // the browser bounds the whole call
		MaxHeaderBytes:     int(connection.maxHeaderBytes),
		MaxBodyKept:        connection.maxBody,
	}
	var err error
	if options.Proxy, err = connection.proxyURL(); err != nil {
		return options, err
	}
	if connection.noProxy != nil {
		// A list of nothing still replaces the variable.
		options.NoProxy = " " + *connection.noProxy
	}
	for _, file := range []struct {
		option, name string
		content      *[]byte
	}{
		{"--cacert", connection.caCert, &options.CACert},
		{"--cert", connection.cert, &options.Cert},
		{"--key", connection.key, &options.Key},
	} {
		if file.name == "" {
			continue
		}
		if *file.content, err = streams.readFile(file.name); err != nil {
			if name, _, found := strings.Cut(file.name, ":"); found && len(name) > 1 && file.option == "--cert" {
				return options, wrong("--cert %s: a key with a password cannot be read", name).hint("take it off: openssl pkey -in %s -out FILE", name)
			}
			return options, wrong("%s: %w", file.option, err)
		}
	}
	if connection.key != "" && connection.cert == "" {
		return options, wrong("--key needs --cert, the certificate that it belongs to")
	}
	return options, nil
}

// proxyURL is -x with the user that -U names.
func (connection *connectionSettings) proxyURL() (string, error) {
	if connection.proxyUser == "" {
		return connection.proxy, nil
	}
	if connection.proxy == "" {
		return "", wrong("--proxy-user needs --proxy")
	}
	scheme, address, found := strings.Cut(connection.proxy, "://")
	if !found {
		scheme, address = "http", connection.proxy
	}
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		address = address[at+1:]
	}
	user, password, _ := strings.Cut(connection.proxyUser, ":")
	return scheme + "://" + url.UserPassword(user, password).String() + "@" + address, nil
}
