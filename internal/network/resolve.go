package network

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// A resolveTable holds addresses given for HOST:PORT, as curl's --resolve does.
type resolveTable map[hostPort][]netip.Addr

// A hostPort is a host in lower case, without brackets, and a port.
type hostPort struct {
	host string
	port int
}

// parseResolve reads entries in order: a later one replaces an earlier one,
// and "-HOST:PORT" takes it away. A leading "+" lets an entry of curl's own
// cache expire, which means nothing here.
//
// https://curl.se/docs/manpage.html#--resolve
func parseResolve(entries []string) (resolveTable, error) {
	table := make(resolveTable, len(entries))
	for _, entry := range entries {
		text, remove := strings.CutPrefix(entry, "-")
		text = strings.TrimPrefix(text, "+")
		host, rest, ok := cutHost(text)
		if !ok {
			return nil, fmt.Errorf("--resolve %q is not HOST:PORT:ADDRESS", entry)
		}
		port, list, hasList := strings.Cut(rest, ":")
		key, err := newHostPort(host, port)
		if err != nil {
			return nil, fmt.Errorf("--resolve %q: %w", entry, err)
		}
		if remove {
			delete(table, key)
			continue
		}
		if !hasList {
			return nil, fmt.Errorf("--resolve %q has no address", entry)
		}
		addresses, err := parseAddresses(list)
		if err != nil {
			return nil, fmt.Errorf("--resolve %q: %w", entry, err)
		}
		table[key] = addresses
	}
	return table, nil
}

// lookup returns the addresses given for host and port, or for "*" and port.
func (table resolveTable) lookup(host string, port int) []netip.Addr {
	if addresses, ok := table[hostPort{strings.ToLower(host), port}]; ok {
		return addresses
	}
	return table[hostPort{"*", port}]
}

func parseAddresses(list string) ([]netip.Addr, error) {
	var addresses []netip.Addr
	for text := range strings.SplitSeq(list, ",") {
		address, err := netip.ParseAddr(unbracket(text))
		if err != nil {
			return nil, fmt.Errorf("%q is not an IP address", text)
		}
		addresses = append(addresses, address)
	}
	return addresses, nil
}

// cutHost splits "host:rest" or "[v6]:rest".
func cutHost(text string) (host, rest string, ok bool) {
	if strings.HasPrefix(text, "[") {
		host, rest, ok = strings.Cut(text[1:], "]")
		if !ok {
			return "", "", false
		}
		rest, ok = strings.CutPrefix(rest, ":")
		return host, rest, ok
	}
	return strings.Cut(text, ":")
}

func newHostPort(host, port string) (hostPort, error) {
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return hostPort{}, fmt.Errorf("%q is not a port number", port)
	}
	if host == "" {
		return hostPort{}, errors.New("the host is missing")
	}
	return hostPort{strings.ToLower(host), int(number)}, nil
}

func unbracket(host string) string {
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		return host[1 : len(host)-1]
	}
	return host
}
