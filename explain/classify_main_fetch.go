package explain

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"

	"corsplain/fetchspec"
)

// classifyMainFetch is for what is refused before the network, and for what is
// refused of a response that passed.
func (scene *scene) classifyMainFetch() Code {
	switch scene.failure.Step.Number {
	case "7":
		return scene.classifyRefusedURL()
	case "12[3]":
		return scene.classifySameOriginMode()
	case "12[4].1":
		scene.set("value", scene.failure.Subject)
		scene.showPage("redirect", scene.failure.Subject, "")
		return NoCORSRedirectMode
	case "12[5]":
		scene.aboutNextURL()
		return SchemeNotHTTP
	case "20":
		return scene.classifyBlockedResponse()
	}
	return scene.classifyIntegrity()
}

// aboutNextURL makes the URL that was to be fetched next the scene's, in place
// of that of the exchange that led there.
func (scene *scene) aboutNextURL() *fetchspec.URL {
	request := scene.request()
	if request == nil {
		return nil
	}
	url := request.CurrentURL()
	scene.set("url", shownURL(url))
	scene.set("server", url.HostPort())
	scene.set("host", url.Host())
	scene.set("scheme", url.Scheme())
	scene.showURL(url)
	return url
}

// showURL shows the URL that the page asked for, or that a redirect led to.
func (scene *scene) showURL(url *fetchspec.URL) {
	where := fromPage
	if scene.exchange != nil {
		where = fromResponse
	}
	scene.show(Evidence{Exchange: scene.index, Where: where, Name: "url", Value: url.String()})
}

func (scene *scene) classifyRefusedURL() Code {
	url := scene.aboutNextURL()
	if url == nil {
		return ""
	}
	shown := &scene.evidence[len(scene.evidence)-1]
	if scene.failure.Subject == "bad port" {
		scene.set("port", portOf(url))
		shown.Marks = markOf(shown.Value, ":"+portOf(url))
		return BadPort
	}
	shown.Marks = markOf(shown.Value, url.Scheme())
	if url.Scheme() != "http" {
		return scene.schemeCode()
	}
	scene.set("target", shownURL(withScheme(url, "https")))
	return MixedContent
}

// schemeCode is for a URL of a scheme that is no page's business.
func (scene *scene) schemeCode() Code {
	if scene.request().Mode == fetchspec.ModeCORS {
		return SchemeNotHTTP
	}
	return SchemeUnknown
}

func (scene *scene) classifySameOriginMode() Code {
	scene.aboutNextURL()
	request := scene.request()
	if request == nil {
		return SameOriginModeCrossOrigin
	}
	switch request.Destination {
	case "worker", "sharedworker":
		return WorkerScriptCrossOrigin
	case "track":
		return TrackWithoutCrossorigin
	}
	if request.RedirectCount > 0 {
		scene.showHeader("Location", "")
		return SameOriginModeRedirectedAway
	}
	return SameOriginModeCrossOrigin
}

func (scene *scene) classifyBlockedResponse() Code {
	contentType, present := scene.header("Content-Type")
	scene.set("value", "no Content-Type")
	if present {
		scene.set("value", "Content-Type: "+shownValue(contentType))
	}
	switch scene.failure.Subject {
	case "mixed content":
		scene.set("target", shownURL(withScheme(scene.url(), "https")))
		return MixedContent
	case "nosniff":
		scene.set("list", contentTypeFor(scene.request().Destination))
		scene.showHeader("X-Content-Type-Options", "")
		scene.showHeader("Content-Type", "", wholeValue(contentType)...)
		return NosniffBlocked
	case "MIME type":
		scene.showHeader("Content-Type", "", wholeValue(contentType)...)
		return MIMETypeBlocked
	}
	return ""
}

// contentTypeFor is what nosniff wants for a destination.
func contentTypeFor(destination fetchspec.Destination) string {
	if destination == "style" {
		return "text/css"
	}
	return "text/javascript"
}

func (scene *scene) classifyIntegrity() Code {
	scene.showPage("integrity", scene.failure.Subject, "")
	switch scene.failure.Step.Number {
	case "23.2":
		return IntegrityWithoutBody
	case "23.4":
		if answer := scene.answer(); answer != nil && answer.Body.Err != nil {
			scene.set("cause", shownValue(answer.Body.Err.Error()))
		}
		return IntegrityBodyIncomplete
	case "23.3.1":
		scene.set("value", scene.servedIntegrity())
		scene.showBody("what the server sends now")
		return IntegrityMismatch
	}
	return ""
}

// servedIntegrity is the integrity of what was received; "not known" if not
// all of it was kept.
func (scene *scene) servedIntegrity() string {
	answer := scene.answer()
	if answer == nil || answer.Body.Truncated {
		return "not known, for it is too large"
	}
	hash := sha512.Sum384(answer.Body.Bytes)
	return "sha384-" + base64.StdEncoding.EncodeToString(hash[:])
}

func (scene *scene) classifySchemeFetch() Code {
	scene.aboutNextURL()
	switch scene.failure.Step.Number {
	case "3[2].2":
		return BlobURLGone
	case "3[3].2":
		return DataURLInvalid
	case "3[4]":
		return FileURL
	case "4":
		return SchemeUnknown
	}
	return ""
}

func (scene *scene) classifyNetworkOrCache() Code {
	switch scene.failure.Step.Number {
	case "8.10.5":
		scene.set("value", scene.failure.Subject)
		scene.showPage("body", scene.failure.Subject+" bytes", "")
		return KeepaliveBodyTooLarge
	case "11.1":
		scene.aboutNextURL()
		return OnlyIfCachedMiss
	case "16.1":
		scene.showStatus("")
		scene.showHeader("Proxy-Authenticate", "")
		return ProxyAuthenticationRequired
	}
	return ""
}

func (scene *scene) classifyResourcePolicy() Code {
	policy, present := scene.header("Cross-Origin-Resource-Policy")
	scene.set("value", shownValue(policy))
	if request := scene.request(); request != nil && request.Client != nil {
		scene.set("policy", string(request.Client.EmbedderPolicy))
	}
	scene.showHeader("Cross-Origin-Resource-Policy", "", wholeValue(policy)...)
	switch {
	case scene.at("5[3]"):
		return ResourcePolicySameSite
	case present && policy == "same-origin":
		return ResourcePolicySameOrigin
	}
	// The embedder policy filled in for a policy that is absent, or that
	// browsers do not know.
	return EmbedderPolicyLacksResourcePolicy
}

// classifyElement is for an answer that was allowed, and that the element that
// asked for it does not take.
func (scene *scene) classifyElement() Code {
	if scene.failure.Subject == "status" {
		scene.showStatus("")
		scene.showBody("")
		return ElementErrorStatus
	}
	contentType, _ := scene.header("Content-Type")
	scene.set("value", "Content-Type: "+shownValue(contentType))
	scene.showHeader("Content-Type", "", wholeValue(contentType)...)
	return StyleSheetWrongType
}

// wholeValue marks all of a value; nothing if it is empty.
func wholeValue(value string) []Mark {
	if value == "" {
		return nil
	}
	return []Mark{{0, len(value)}}
}

// markOf marks the first place where part stands in value; nothing if it does
// not.
func markOf(value, part string) []Mark {
	at := strings.Index(value, part)
	if at < 0 || part == "" {
		return nil
	}
	return []Mark{{at, at + len(part)}}
}
