package explain

import (
	"net/netip"
	"strings"

	"corsplain/fetchspec"
)

// security is about what others can abuse.
func (warn *warner) security() {
	warn.reflection()
	for _, i := range warn.exchanges(fetchspec.ExchangeRequest) {
		scene := warn.scene(i)
		if scene.exchange.Tainting != fetchspec.TaintingCORS || !warn.passed(i) {
			continue
		}
		value, _ := scene.header("Access-Control-Allow-Origin")
		if value == "null" {
			scene.showHeader("Access-Control-Allow-Origin", "", wholeValue(value)...)
			warn.add(scene, NullOriginAllowed)
		}
		if isInsecureOrigin(scene) {
			scene.showAsked("Origin", "")
			scene.showHeader("Access-Control-Allow-Credentials", "")
			warn.add(scene, InsecureOriginWithCredentials)
		}
	}
}

// isInsecureOrigin reports whether a page over plain http may use credentials
// with a server that is reached over https.
func isInsecureOrigin(scene *scene) bool {
	origin, err := fetchspec.ParseURL(scene.sentOrigin())
	return err == nil && scene.withCredentials() && origin.Scheme() == "http" &&
		scene.url().Scheme() == "https" && !isLoopbackName(origin.Host())
}

// reflection is proven by a probe only: that this one origin is allowed says
// nothing about others.
func (warn *warner) reflection() {
	probe := warn.session.record.probe(purposeOtherOrigin)
	if probe == nil || probe.Response == nil {
		return
	}
	list := probe.Response.HeaderList
	origin, _ := list.Get("Access-Control-Allow-Origin")
	credentials, _ := list.Get("Access-Control-Allow-Credentials")
	if origin != otherOrigin || credentials != "true" {
		return
	}
	scene := warn.scene(-1)
	scene.index = warn.session.record.indexOf(probe)
	scene.set("value", origin)
	scene.set("server", probe.Request.URL.HostPort())
	scene.show(headerEvidence(scene.index, fromRequest, probe.Request.HeaderList, "Origin", "the probe's")...)
	scene.show(headerEvidence(scene.index, fromResponse, list, "Access-Control-Allow-Origin", "", wholeValue(origin)...)...)
	scene.show(headerEvidence(scene.index, fromResponse, list, "Access-Control-Allow-Credentials", "")...)
	warn.add(scene, OriginReflectedWithCredentials)
}

// probeReflection asks as another origin where this one is allowed with
// credentials, if that is wanted.
func (session *session) probeReflection() {
	if !session.diagnoser.Thorough || !session.mayProbe() || session.record.probe(purposeOtherOrigin) != nil {
		return
	}
	for _, exchange := range session.first.trace.Exchanges {
		request := exchange.Request
		if exchange.Response == nil || !isSafe(&request) || !allowsByName(&exchange) {
			continue
		}
		request.HeaderList = request.HeaderList.Clone()
		request.HeaderList.Set("Origin", otherOrigin)
		stripLogin(&request)
		request.Purpose = purposeOtherOrigin
		session.send(request, "")
		return
	}
}

// allowsByName reports whether an answer allows its origin by name, and
// credentials.
func allowsByName(exchange *fetchspec.Exchange) bool {
	origin, _ := exchange.Response.HeaderList.Get("Access-Control-Allow-Origin")
	credentials, _ := exchange.Response.HeaderList.Get("Access-Control-Allow-Credentials")
	sent, _ := exchange.Request.HeaderList.Get("Origin")
	return origin == sent && sent != "null" && sent != "" && credentials == "true"
}

// environment is about where page and server are, and what browsers make of
// the fetch.
func (warn *warner) environment() {
	warn.enginesDiffer()
	for _, i := range warn.exchanges(fetchspec.ExchangeRequest) {
		scene := warn.scene(i)
		space := addressSpace(scene.answer().RemoteAddress)
		if space == "" || !isPublicPage(warn.requestMade()) {
			continue
		}
		scene.set("address", scene.answer().RemoteAddress)
		scene.set("reason", space)
		scene.show(Evidence{Exchange: i, Where: fromNetwork, Name: "address", Value: scene.answer().RemoteAddress})
		warn.add(scene, LocalNetworkAccess)
		return
	}
}

// addressSpace is whose network an address belongs to; "" for the public one.
//
// https://wicg.github.io/local-network-access/#ip-address-space-section
func addressSpace(address string) string {
	parsed, err := netip.ParseAddrPort(address)
	if err != nil {
		return ""
	}
	ip := parsed.Addr().Unmap()
	switch {
	case ip.IsLoopback():
		return "the visitor's own machine"
	case ip.IsPrivate(), ip.IsLinkLocalUnicast():
		return "a private network"
	}
	return ""
}

// isPublicPage reports whether the page is one of the public web, by its name
// alone: its address is not known here.
func isPublicPage(request *fetchspec.Request) bool {
	if request == nil || request.Origin.IsOpaque() {
		return false
	}
	host := request.Origin.Host
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addressSpace(host+":80") == "" && addressSpace(strings.Trim(host, "[]")+":80") == ""
	}
	labels := strings.Split(host, ".")
	switch labels[len(labels)-1] {
	case "localhost", "local", "test", "example", "invalid", "internal", "lan", "home", "intranet", "arpa":
		return false
	}
	return len(labels) > 1
}

// enginesDiffer is for fetches that browsers, or a browser and the Standard,
// do not judge alike.
func (warn *warner) enginesDiffer() {
	own := warn.session.diagnosis.Verdict
	if own == VerdictFailed || own == VerdictUnknown {
		return
	}
	differing := map[Verdict][]string{}
	for _, name := range [...]fetchspec.EngineName{fetchspec.EngineChrome, fetchspec.EngineFirefox, fetchspec.EngineSafari} {
		if verdict := warn.session.diagnosis.Engines[name].Verdict; verdict != own {
			differing[verdict] = append(differing[verdict], engineTitle(name))
		}
	}
	reason := warn.disagreement(own, differing)
	if reason == "" {
		return
	}
	scene := warn.scene(-1)
	scene.set("reason", reason)
	warn.add(scene, EnginesDiffer)
}

// disagreement is "the Standard blocks it, Chrome and Firefox allow it"; "" if
// no browser is known to differ.
func (warn *warner) disagreement(own Verdict, differing map[Verdict][]string) string {
	var others []string
	for _, verdict := range [...]Verdict{VerdictAllowed, VerdictOpaque, VerdictBlocked} {
		if browsers := differing[verdict]; len(browsers) > 0 {
			others = append(others, joinNames(browsers)+" "+verdictVerb(verdict, len(browsers)))
		}
	}
	if len(others) == 0 {
		return ""
	}
	whose := "the Standard"
	if name := warn.session.record.start.Engine.Name; name != "" && name != fetchspec.EngineStandard {
		whose = engineTitle(name)
	}
	return strings.Join(append([]string{whose + " " + verdictVerb(own, 1)}, others...), ", ")
}

// verdictVerb is what so many browsers do with a fetch.
func verdictVerb(verdict Verdict, browsers int) string {
	verb, rest := "block", " it"
	switch verdict {
	case VerdictAllowed:
		verb = "allow"
	case VerdictOpaque:
		verb, rest = "hide", " the response from the page"
	}
	if browsers == 1 {
		verb += "s"
	}
	return verb + rest
}
