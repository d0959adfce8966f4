package network

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
)

// The parts of SOCKS5 that are spoken here.
//
// https://www.rfc-editor.org/rfc/rfc1928
const (
	socksVersion       = 5
	socksNoLogin       = 0
	socksPasswordLogin = 2
	socksConnect       = 1
	socksIPv4          = 1
	socksName          = 3
	socksIPv6          = 4
)

var errNotSOCKS = errors.New("it does not answer as a SOCKS5 proxy does")

// socksConnect asks a SOCKS5 proxy to connect to the route's server. With
// socks5 the name is looked up here, with socks5h by the proxy.
func (client *Client) socksConnect(ctx context.Context, conn net.Conn, way *route) error {
	proxy := way.proxy
	if err := socksLogIn(conn, proxy); err != nil {
		return failuref(err, "the proxy %s: %s", proxy.address(), err)
	}
	destination, err := client.socksDestination(ctx, way)
	if err != nil {
		return err
	}
	request := append([]byte{socksVersion, socksConnect, 0}, destination...)
	request = binary.BigEndian.AppendUint16(request, uint16(way.dialPort))
	if _, err := conn.Write(request); err != nil {
		return err
	}
	if err := readSOCKSReply(conn); err != nil {
		return failuref(err, "the proxy %s cannot connect to %s: %s", proxy.address(), way.dialHost, err)
	}
	return nil
}

// https://www.rfc-editor.org/rfc/rfc1929
func socksLogIn(conn net.Conn, proxy *proxy) error {
	offer := []byte{socksVersion, 1, socksNoLogin}
	if proxy.hasUser {
		offer = []byte{socksVersion, 2, socksNoLogin, socksPasswordLogin}
	}
	if _, err := conn.Write(offer); err != nil {
		return err
	}
	var choice [2]byte
	if _, err := io.ReadFull(conn, choice[:]); err != nil {
		return err
	}
	switch {
	case choice[0] != socksVersion:
		return errNotSOCKS
	case choice[1] == socksNoLogin:
		return nil
	case choice[1] != socksPasswordLogin || !proxy.hasUser:
		return errors.New("it wants another way to log in")
	case len(proxy.user) > 255 || len(proxy.password) > 255:
		return errors.New("the user name or password is too long")
	}
	login := append([]byte{1, byte(len(proxy.user))}, proxy.user...)
	login = append(append(login, byte(len(proxy.password))), proxy.password...)
	if _, err := conn.Write(login); err != nil {
		return err
	}
	if _, err := io.ReadFull(conn, choice[:]); err != nil {
		return err
	}
	if choice[1] != 0 {
		return errors.New("it refused the user name and password")
	}
	return nil
}

// socksDestination encodes where to: an address type and an address.
func (client *Client) socksDestination(ctx context.Context, way *route) ([]byte, error) {
	address, err := netip.ParseAddr(way.dialHost)
	switch {
	case err == nil:
	case len(way.addresses) > 0:
		address = way.addresses[0]
	case way.proxy.scheme == "socks5h":
		if len(way.dialHost) > 255 {
			return nil, errors.New("the host name is too long for a SOCKS5 proxy")
		}
		return append([]byte{socksName, byte(len(way.dialHost))}, way.dialHost...), nil
	default:
		found, err := client.dialer.Resolver.LookupNetIP(ctx, client.options.IPVersion.lookupNetwork(), way.dialHost)
		if err != nil {
			return nil, client.dialFailed(ctx, err, way.dialHost)
		}
		address = found[0]
	}
	address = address.Unmap()
	if address.Is4() {
		return append([]byte{socksIPv4}, address.AsSlice()...), nil
	}
	return append([]byte{socksIPv6}, address.AsSlice()...), nil
}

func (version IPVersion) lookupNetwork() string {
	switch version {
	case IPv4:
		return "ip4"
	case IPv6:
		return "ip6"
	}
	return "ip"
}

func readSOCKSReply(conn net.Conn) error {
	var reply [4]byte
	if _, err := io.ReadFull(conn, reply[:]); err != nil {
		return err
	}
	if reply[0] != socksVersion {
		return errNotSOCKS
	}
	if reply[1] != 0 {
		return errors.New(socksReplyText(reply[1]))
	}
	length := 0
	switch reply[3] {
	case socksIPv4:
		length = net.IPv4len
	case socksIPv6:
		length = net.IPv6len
	case socksName:
		var size [1]byte
		if _, err := io.ReadFull(conn, size[:]); err != nil {
			return err
		}
		length = int(size[0])
	default:
		return errNotSOCKS
	}
	_, err := io.CopyN(io.Discard, conn, int64(length)+2)
	return err
}

func socksReplyText(code byte) string {
	switch code {
	case 2:
		return "its rules do not allow it"
	case 3:
		return "the network cannot be reached"
	case 4:
		return "the host cannot be reached"
	case 5:
		return "the connection was refused"
	case 6:
		return "the connection timed out"
	}
	return fmt.Sprintf("it answered with code %d", code)
}
