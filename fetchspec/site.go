package fetchspec

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// RegistrableDomain is the host's public suffix and one label more; "" for
// null, which is what IP addresses, public suffixes and single labels have.
//
// https://url.spec.whatwg.org/#host-registrable-domain
func RegistrableDomain(host string) string {
	if host == "" || isIPAddress(host) {
		return ""
	}
	domain := strings.TrimSuffix(host, ".")
	registrable, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return ""
	}
	// A trailing dot stays: "example.com." is another site.
	return registrable + host[len(domain):]
}

// SiteOf serializes the site of an origin: "https://example.com", or "null".
// Sites have no ports.
//
// https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site
func SiteOf(origin Origin) string {
	if origin.IsOpaque() {
		return "null"
	}
	return origin.Scheme + "://" + siteHost(origin.Host)
}

// siteHost is the registrable domain, or the host where there is none.
func siteHost(host string) string {
	if registrable := RegistrableDomain(host); registrable != "" {
		return registrable
	}
	return host
}

// SameSite reports whether two origins are same site, schemes included. An
// opaque origin is the same site as no other.
//
// https://html.spec.whatwg.org/multipage/browsers.html#same-site
func SameSite(a, b Origin) bool {
	return a.Scheme == b.Scheme && SchemelesslySameSite(a, b)
}

// SchemelesslySameSite reports whether two origins have the same registrable
// domain, or the same host where there is none.
//
// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
func SchemelesslySameSite(a, b Origin) bool {
	if a.IsOpaque() || b.IsOpaque() {
		return false
	}
	if a.Host == b.Host {
		return true
	}
	registrable := RegistrableDomain(a.Host)
	return registrable != "" && registrable == RegistrableDomain(b.Host)
}
