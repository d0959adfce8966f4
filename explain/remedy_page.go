package explain

import "corsplain/fetchspec"

// pageRemedies are for what the API or main fetch refuses: the page's own code
// has to change.
func (scene *scene) pageRemedies(code Code) []Remedy {
	switch code {
	case URLWithCredentials:
		return scene.onPage(code, scene.callDirectly(withoutCredentials(scene.subjectURL())))
	case ReferrerInvalid:
		return scene.onPage(code, Change{Op: OpReferrer})
	case NoCORSMethod, SameOriginModeCrossOrigin, SameOriginModeRedirectedAway:
		return scene.onPage(code, Change{OpMode, "", string(fetchspec.ModeCORS)})
	case TrackWithoutCrossorigin:
		return scene.onPage(code, Change{OpMode, "", string(fetchspec.ModeCORS)}, Change{OpCredentials, "", string(fetchspec.CredentialsSameOrigin)})
	case StreamWithoutCORS:
		return append(scene.onPage(code, Change{OpMode, "", string(fetchspec.ModeCORS)}), scene.bodyAsText())
	case OnlyIfCachedNotSameOrigin, OnlyIfCachedMiss:
		return scene.onPage(code, Change{OpCache, "", string(fetchspec.CacheForceCache)})
	case GetWithBody:
		return append(scene.onPage(code, Change{Op: OpBody}),
			scene.or(TargetPage, "Use POST, if the server takes it.", "", Change{OpMethod, "", "POST"}))
	case StreamWithKeepalive, KeepaliveBodyTooLarge:
		return scene.onPage(code, Change{Op: OpKeepalive})
	case StreamUnsupported:
		return scene.onPage(code, Change{OpBody, "", "text"})
	case HeaderNameInvalid, HeaderValueInvalid:
		if scene.failure.Step.Algorithm == "Web IDL ByteString" {
			// There is no request to change: a header that is no bytes never
			// became part of one.
			return scene.onPage(code)
		}
		return scene.onPage(code, Change{OpRemove, scene.failure.Subject, ""})
	case NoCORSRedirectMode:
		return scene.onPage(code, Change{OpRedirect, "", string(fetchspec.RedirectFollow)})
	case MixedContent:
		return scene.overHTTPS(code)
	}
	return scene.onPage(code)
}

// overHTTPS calls the same address over https, or redirects there.
func (scene *scene) overHTTPS(code Code) []Remedy {
	url := withScheme(scene.request().CurrentURL(), "https")
	if scene.exchange != nil && scene.location() != nil {
		return scene.onAnswer(code, Change{OpSet, "Location", url.String()})
	}
	return scene.onPage(code, scene.callDirectly(url))
}
