package network

import (
	"net/netip"
	"strconv"

	"corsplain/fetchspec"
)

// A route is where an exchange's connection goes.
type route struct {
	key       poolKey
	host      string // of the URL, without brackets: whom certificates must name
	dialHost  string // after --connect-to
	dialPort  int
	addresses []netip.Addr // from --resolve; nil: look the name up
	proxy     *proxy       // nil for none
	http1Only bool         // the server said that it wants no HTTP/2
}

// route works out where the connection for request goes.
func (client *Client) route(request *fetchspec.HTTPRequest) (route, error) {
	url := request.URL
	way := route{host: unbracket(url.Host())}
	way.key = poolKey{
		secure:       url.Scheme() == "https",
		host:         way.host,
		port:         url.Port(),
		credentials:  request.IncludeCredentials,
		partitionKey: request.PartitionKey,
	}
	way.dialHost, way.dialPort = applyConnectTo(client.connectTo, way.host, way.key.port)
	way.addresses = client.resolve.lookup(way.dialHost, way.dialPort)
	if client.options.UnixSocket != "" {
		return way, nil
	}
	var err error
	way.proxy, err = client.proxyFor(&way, url.Scheme())
	return way, err
}

// proxyFor chooses the proxy: --proxy, else the environment's, unless no_proxy
// names the host. The environment's never applies to loopback.
func (client *Client) proxyFor(way *route, scheme string) (*proxy, error) {
	noProxy := client.options.NoProxy
	if noProxy == "" {
		if noProxy = client.getenv("no_proxy"); noProxy == "" {
			noProxy = client.getenv("NO_PROXY")
		}
	}
	if client.proxy != nil {
		if noProxyCovers(noProxy, way.host, strconv.Itoa(way.key.port)) {
			return nil, nil
		}
		return client.proxy, nil
	}
	found, err := proxyFromEnvironment(client.getenv, scheme)
	if found == nil || err != nil {
		return nil, err
	}
	if noProxyCovers(noProxy, way.host, strconv.Itoa(way.key.port)) || way.isLoopback() {
		return nil, nil
	}
	return found, nil
}

func (way *route) isLoopback() bool {
	for _, address := range way.addresses {
		return address.Unmap().IsLoopback()
	}
	return isLoopback(way.dialHost)
}
