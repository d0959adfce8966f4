package audit

import (
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"

	"corsplain/fetchspec"
)

// A Role says what an origin stands for among those that are asked about.
type Role string

// The roles.
const (
	RoleGiven     Role = "given"     // named as one to let in
	RoleLearned   Role = "learned"   // the server named it
	RoleOwn       Role = "own"       // the audited server's
	RoleUnrelated Role = "unrelated" // anyone's
	RoleNull      Role = "null"      // opaque: a sandboxed frame, a local file

	RolePrefix           Role = "prefix"            // begins with a trusted one
	RoleSubstring        Role = "substring"         // holds a trusted host
	RoleSuffix           Role = "suffix"            // ends with a trusted domain
	RoleUnescapedDot     Role = "unescaped-dot"     // another character for a dot
	RoleTruncated        Role = "truncated"         // is a part of a trusted one
	RoleSpecialCharacter Role = "special-character" // goes on after the trusted host
	RolePublicSuffix     Role = "public-suffix"     // another domain under the same suffix
	RoleSharedHosting    Role = "shared-hosting"    // another account of the same host
	RoleHTTP             Role = "http"              // not encrypted
	RoleSubdomain        Role = "subdomain"         // of the same domain
	RoleOtherPort        Role = "other-port"
	RoleLocal            Role = "local" // on the visitor's machine or network
)

// attackerLabel names what someone else might register. It has no hyphen,
// which some patterns do not take, and begins and ends with a letter.
const attackerLabel = "corsplainaudit"

// attackerDomain stands for any domain of someone else's. Nobody can own it.
//
// https://www.rfc-editor.org/rfc/rfc2606
const attackerDomain = attackerLabel + ".example"

// An attackOrigin is one that someone else could have, as a browser would send
// it.
type attackOrigin struct {
	role   Role
	origin string
	// base is the trusted origin that it was made from; "" for none.
	base string
	// unregistrable is set when no such name can be had today: that it is let
	// in shows a mistake that cannot be used.
	unregistrable bool
	// special is the character that role special-character is about.
	special specialCharacter
}

// withHost is base with another host, as a browser serializes it; ok is false
// if no page can have it, or it is base itself.
func withHost(base fetchspec.Origin, host string) (origin string, ok bool) {
	return serialized(base.Scheme, host, base.Port, base)
}

func serialized(scheme, host string, port int, base fetchspec.Origin) (origin string, ok bool) {
	text := scheme + "://" + host
	if port != 0 {
		text += ":" + strconv.Itoa(port)
	}
	url, err := fetchspec.ParseURL(text)
	if err != nil || url.Host() != host || url.Origin().SameOrigin(base) {
		return "", false
	}
	return url.Origin().String(), true
}

// attacksOnHost are the origins made by changing the host of base.
func attacksOnHost(base fetchspec.Origin, role Role, hosts ...string) []attackOrigin {
	var attacks []attackOrigin
	for _, host := range hosts {
		if origin, ok := withHost(base, host); ok && host != "" {
			attacks = append(attacks, attackOrigin{role: role, origin: origin, base: base.String()})
		}
	}
	return attacks
}

func prefixAttack(base fetchspec.Origin) []attackOrigin {
	return attacksOnHost(base, RolePrefix, base.Host+"."+attackerDomain)
}

func substringAttack(base fetchspec.Origin) []attackOrigin {
	return attacksOnHost(base, RoleSubstring, attackerLabel+base.Host+"."+attackerDomain)
}

// suffixAttack ends with the domain of base without a dot before it.
func suffixAttack(base fetchspec.Origin) []attackOrigin {
	domain := fetchspec.RegistrableDomain(base.Host)
	if !isRegistrable(attackerLabel + domain) {
		return nil
	}
	return attacksOnHost(base, RoleSuffix, attackerLabel+domain)
}

func specialCharacterAttacks(base fetchspec.Origin) []attackOrigin {
	var attacks []attackOrigin
	for _, special := range specialCharacters() {
		if !special.asked {
			continue
		}
		for _, attack := range attacksOnHost(base, RoleSpecialCharacter, base.Host+special.character+"."+attackerDomain) {
			attack.special = special
			attacks = append(attacks, attack)
		}
	}
	return attacks
}

// unescapedDotAttack has a letter in the place of one dot, so that the domain
// is another one.
func unescapedDotAttack(base fetchspec.Origin) []attackOrigin {
	domain := fetchspec.RegistrableDomain(base.Host)
	for i := range base.Host {
		if base.Host[i] != '.' || domain == "" {
			continue
		}
		host := base.Host[:i] + "x" + base.Host[i+1:]
		if isRegistrable(host) && fetchspec.RegistrableDomain(host) != domain {
			return attacksOnHost(base, RoleUnescapedDot, host)
		}
	}
	return nil
}

// lastDotAttack has a letter in the place of the last dot. No such top-level
// domain exists, but that it is let in shows that the dots are not escaped.
func lastDotAttack(base fetchspec.Origin) []attackOrigin {
	i := strings.LastIndexByte(base.Host, '.')
	if i < 0 || fetchspec.RegistrableDomain(base.Host) == "" {
		return nil
	}
	attacks := attacksOnHost(base, RoleUnescapedDot, base.Host[:i]+"x"+base.Host[i+1:])
	for n := range attacks {
		attacks[n].unregistrable = true
	}
	return attacks
}

// truncatedAttacks are parts of base's host that are domains of their own:
// what is let in when the trusted origin is searched for the page's and not
// compared with it.
func truncatedAttacks(base fetchspec.Origin) []attackOrigin {
	domain := fetchspec.RegistrableDomain(base.Host)
	var hosts []string
	for cut := 1; cut <= 3 && cut < len(base.Host); cut++ {
		host := base.Host[:len(base.Host)-cut]
		if isRegistrable(host) && fetchspec.RegistrableDomain(host) != domain {
			hosts = append(hosts, host)
			break
		}
	}
	if domain != "" && isRegistrable(domain[1:]) {
		hosts = append(hosts, domain[1:])
	}
	return attacksOnHost(base, RoleTruncated, hosts...)
}

// neighborAttack is another name under base's public suffix: another domain, or
// another account where a host has a suffix of its own.
func neighborAttack(base fetchspec.Origin) []attackOrigin {
	if !isRegistrable(base.Host) {
		return nil
	}
	suffix, isICANN := publicsuffix.PublicSuffix(base.Host)
	role := RoleSharedHosting
	if isICANN {
		role = RolePublicSuffix
	}
	return attacksOnHost(base, role, attackerLabel+"."+suffix)
}

func httpAttack(base fetchspec.Origin) []attackOrigin {
	if base.Scheme != "https" {
		return nil
	}
	origin, ok := serialized("http", base.Host, base.Port, base)
	if !ok {
		return nil
	}
	return []attackOrigin{{role: RoleHTTP, origin: origin, base: base.String()}}
}

func subdomainAttack(base fetchspec.Origin) []attackOrigin {
	domain := fetchspec.RegistrableDomain(base.Host)
	if domain == "" {
		return nil
	}
	return attacksOnHost(base, RoleSubdomain, attackerLabel+"."+domain)
}

// deepSubdomainAttacks are below the same domain, too, but match patterns that
// are made for base's own host.
func deepSubdomainAttacks(base fetchspec.Origin) []attackOrigin {
	domain := fetchspec.RegistrableDomain(base.Host)
	if domain == "" || domain == base.Host {
		return nil
	}
	return attacksOnHost(base, RoleSubdomain, attackerLabel+"."+base.Host, attackerLabel+base.Host)
}

func otherPortAttack(base fetchspec.Origin) []attackOrigin {
	port := 8443
	if base.Port == port {
		port = 9443
	}
	origin, ok := serialized(base.Scheme, base.Host, port, base)
	if !ok {
		return nil
	}
	return []attackOrigin{{role: RoleOtherPort, origin: origin, base: base.String()}}
}

// localAttacks are pages on the visitor's own machine or network, of which
// development leaves traces in lists. The first is the likeliest.
func localAttacks() []attackOrigin {
	var attacks []attackOrigin
	for _, origin := range []string{"http://localhost:3000", "http://localhost", "http://127.0.0.1:8080", "http://192.168.1.1"} {
		attacks = append(attacks, attackOrigin{role: RoleLocal, origin: origin})
	}
	return attacks
}

// localhostPrefixAttack begins as a page on the visitor's own machine does.
func localhostPrefixAttack() []attackOrigin {
	return prefixAttack(fetchspec.Origin{Scheme: "http", Host: "localhost"})
}

func sharedHostAttacks() []attackOrigin {
	var attacks []attackOrigin
	for _, origin := range sharedHosts() {
		attacks = append(attacks, attackOrigin{role: RoleSharedHosting, origin: origin})
	}
	return attacks
}

// isRegistrable reports whether host belongs to a domain under a public suffix
// that exists. The rule for suffixes that nobody listed would take any name.
func isRegistrable(host string) bool {
	if fetchspec.RegistrableDomain(host) == "" {
		return false
	}
	suffix, isICANN := publicsuffix.PublicSuffix(host)
	return isICANN || strings.Contains(suffix, ".")
}
