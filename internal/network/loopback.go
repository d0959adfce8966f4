package network

import (
	"bufio"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// isLocalhostName reports whether host is localhost or below it: such names
// are loopback without any lookup.
//
// https://www.rfc-editor.org/rfc/rfc6761#section-6.3
func isLocalhostName(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// isLoopback reports whether host is loopback, as far as can be told without
// the network: the name may be one of the system's hosts file.
func isLoopback(host string) bool {
	if isLocalhostName(host) {
		return true
	}
	if address, err := netip.ParseAddr(unbracket(host)); err == nil {
		return address.Unmap().IsLoopback()
	}
	file, err := os.Open(hostsFile())
	if err != nil {
		return false
	}
	defer file.Close()
	return hostsFileSaysLoopback(file, host)
}

func hostsFile() string {
	if runtime.GOOS == "windows" {
		return filepath.Join(os.Getenv("SystemRoot"), "System32", "drivers", "etc", "hosts")
	}
	return "/etc/hosts"
}

func hostsFileSaysLoopback(file io.Reader, host string) bool {
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		address, err := netip.ParseAddr(fields[0])
		if err != nil || !address.Unmap().IsLoopback() {
			continue
		}
		for _, name := range fields[1:] {
			if strings.EqualFold(name, strings.TrimSuffix(host, ".")) {
				return true
			}
		}
	}
	return false
}
