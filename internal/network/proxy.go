package network

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// A proxy is where connections go instead of to the server.
type proxy struct {
	scheme   string // "http", "https", "socks5" or "socks5h"
	host     string
	port     string
	user     string
	password string
	hasUser  bool
}

// parseProxy reads a proxy URL as curl does: without a scheme it is http, and
// the port is 1080 if not given.
//
// https://curl.se/docs/manpage.html#-x
func parseProxy(text string) (*proxy, error) {
	full := text
	if !strings.Contains(full, "://") {
		full = "http://" + full
	}
	parsed, err := url.Parse(full)
	if err != nil || parsed.Hostname() == "" {
		// The text may hold a password: it is not repeated.
		return nil, fmt.Errorf("the proxy is not a URL such as http://proxy.example:3128")
	}
	found := &proxy{scheme: strings.ToLower(parsed.Scheme), host: parsed.Hostname(), port: parsed.Port()}
	switch found.scheme {
	case "http", "https", "socks5", "socks5h":
	default:
		return nil, fmt.Errorf("a proxy of kind %q is not supported: http, https, socks5 and socks5h are", found.scheme)
	}
	if found.port == "" {
		found.port = defaultProxyPort(found.scheme)
	}
	if parsed.User != nil {
		found.hasUser = true
		found.user = parsed.User.Username()
		found.password, _ = parsed.User.Password()
	}
	return found, nil
}

func defaultProxyPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "1080"
}

// speaksHTTP reports whether the proxy takes HTTP requests.
func (proxy *proxy) speaksHTTP() bool { return proxy.scheme == "http" || proxy.scheme == "https" }

func (proxy *proxy) address() string { return net.JoinHostPort(proxy.host, proxy.port) }

// authorization is the value of Proxy-Authorization; "" for none.
func (proxy *proxy) authorization() string {
	if !proxy.hasUser {
		return ""
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(proxy.user+":"+proxy.password))
}

// proxyFromEnvironment returns the proxy that the environment names for a
// scheme; nil for none. As in curl, http_proxy counts in lower case only:
// a CGI program's HTTP_PROXY is under its visitors' control.
func proxyFromEnvironment(getenv func(string) string, scheme string) (*proxy, error) {
	names := []string{"http_proxy", "all_proxy", "ALL_PROXY"}
	if scheme == "https" {
		names = []string{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}
	}
	for _, name := range names {
		value := getenv(name)
		if value == "" {
			continue
		}
		found, err := parseProxy(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return found, nil
	}
	return nil, nil
}

// noProxyCovers reports whether a list as in the variable no_proxy names host:
// "*", names that cover their subdomains, addresses and CIDR blocks, each with
// an optional port.
func noProxyCovers(list, host string, port string) bool {
	host = strings.TrimSuffix(strings.ToLower(unbracket(host)), ".")
	address, _ := netip.ParseAddr(host)
	for item := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if item == "*" || noProxyItemCovers(strings.ToLower(item), host, port, address) {
			return true
		}
	}
	return false
}

func noProxyItemCovers(item, host, port string, address netip.Addr) bool {
	if block, err := netip.ParsePrefix(unbracket(item)); err == nil {
		return address.IsValid() && block.Contains(address.Unmap())
	}
	name := item
	if splitHost, splitPort, err := net.SplitHostPort(item); err == nil {
		if splitPort != port {
			return false
		}
		name = splitHost
	}
	if wanted, err := netip.ParseAddr(unbracket(name)); err == nil {
		return address.IsValid() && wanted.Unmap() == address.Unmap()
	}
	name = strings.TrimSuffix(strings.TrimLeft(name, "*."), ".")
	return name != "" && (host == name || strings.HasSuffix(host, "."+name))
}
