package audit

import (
	"net/netip"
	"strings"
)

// A reach says from where a host can be reached.
type reach int

const (
	reachPublic  reach = iota
	reachPrivate       // from one network: an address or name that is nowhere else
	reachLoopback
)

// reachOf tells by a serialized host alone; nothing is looked up.
func reachOf(host string) reach {
	if address, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return reachOfAddress(address.Unmap())
	}
	name := strings.TrimSuffix(host, ".")
	switch {
	case name == "localhost", strings.HasSuffix(name, ".localhost"):
		return reachLoopback
	case !strings.Contains(name, "."):
		return reachPrivate
	}
	for _, suffix := range []string{".local", ".internal", ".lan", ".corp", ".intranet", ".home.arpa"} {
		if strings.HasSuffix(name, suffix) {
			return reachPrivate
		}
	}
	return reachPublic
}

func reachOfAddress(address netip.Addr) reach {
	switch {
	case address.IsLoopback(), address.IsUnspecified():
		return reachLoopback
	case address.IsPrivate(), address.IsLinkLocalUnicast():
		return reachPrivate
	}
	return reachPublic
}
