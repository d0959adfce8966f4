package network

import (
	"fmt"
	"strconv"
	"strings"
)

// A connectTo sends connections for one host and port to another, as curl's
// --connect-to does; an empty part matches all, or changes nothing.
type connectTo struct {
	fromHost, fromPort string
	toHost, toPort     string
}

// parseConnectTo reads "HOST1:PORT1:HOST2:PORT2" entries.
//
// https://curl.se/docs/manpage.html#--connect-to
func parseConnectTo(entries []string) ([]connectTo, error) {
	rules := make([]connectTo, 0, len(entries))
	for _, entry := range entries {
		rule, ok := cutConnectTo(entry)
		if !ok {
			return nil, fmt.Errorf("--connect-to %q is not HOST1:PORT1:HOST2:PORT2", entry)
		}
		for _, port := range [...]string{rule.fromPort, rule.toPort} {
			if _, err := strconv.ParseUint(port, 10, 16); port != "" && err != nil {
				return nil, fmt.Errorf("--connect-to %q: %q is not a port number", entry, port)
			}
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

func cutConnectTo(entry string) (rule connectTo, ok bool) {
	var rest string
	if rule.fromHost, rest, ok = cutHost(entry); !ok {
		return rule, false
	}
	if rule.fromPort, rest, ok = strings.Cut(rest, ":"); !ok {
		return rule, false
	}
	if rule.toHost, rule.toPort, ok = cutHost(rest); !ok {
		return rule, false
	}
	return rule, true
}

// applyConnectTo returns where a connection for host and port goes: the first
// rule that matches counts.
func applyConnectTo(rules []connectTo, host string, port int) (string, int) {
	for _, rule := range rules {
		if rule.fromHost != "" && !strings.EqualFold(rule.fromHost, host) {
			continue
		}
		if rule.fromPort != "" && rule.fromPort != strconv.Itoa(port) {
			continue
		}
		if rule.toHost != "" {
			host = rule.toHost
		}
		if rule.toPort != "" {
			port, _ = strconv.Atoi(rule.toPort)
		}
		return host, port
	}
	return host, port
}
