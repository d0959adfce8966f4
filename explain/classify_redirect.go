package explain

import (
	"strings"

	"corsplain/fetchspec"
)

func (scene *scene) classifyRedirectMode() Code {
	scene.showStatus("")
	scene.showLocation()
	return RedirectModeError
}

// showLocation shows where a redirect leads, and sets its words.
func (scene *scene) showLocation(marks ...Mark) {
	scene.showHeader("Location", "", marks...)
	if target := scene.location(); target != nil {
		scene.set("target", shownURL(withoutCredentials(target)))
		scene.set("targethost", target.HostPort())
	}
}

func (scene *scene) classifyRedirect() Code {
	scene.showStatus("")
	scene.set("value", shownValue(scene.failure.Subject))
	switch scene.failure.Step.Number {
	case "5":
		scene.showLocation()
		if len(scene.answer().HeaderList.Values("Location")) > 1 {
			return LocationRepeated
		}
		return LocationInvalid
	case "6":
		location, _ := scene.header("Location")
		scene.showLocation(wholeValue(location)...)
		if target := scene.subjectURL(); target != nil {
			scene.set("scheme", target.Scheme())
		}
		return LocationSchemeNotHTTP
	case "7":
		scene.showLocation()
		return scene.classifyRedirectCount()
	case "9", "10":
		location, _ := scene.header("Location")
		scene.showLocation(userInfoMark(location)...)
		return LocationWithCredentials
	case "11":
		scene.showLocation()
		return StreamBodyRedirected
	}
	return ""
}

// classifyRedirectCount tells a circle from a long way: in a circle a URL
// comes twice.
func (scene *scene) classifyRedirectCount() Code {
	seen := map[string]bool{}
	for _, url := range scene.trace.Request.URLList {
		if seen[url.WithoutFragment()] {
			scene.set("url", shownURL(url))
			return RedirectLoop
		}
		seen[url.WithoutFragment()] = true
	}
	return TooManyRedirects
}

func userInfoMark(location string) []Mark {
	start := strings.Index(location, "//")
	end := strings.LastIndex(location, "@")
	if start < 0 || end < start {
		return wholeValue(location)
	}
	return []Mark{{start + 2, end + 1}}
}

// isLoginURL reports whether a redirect leads to a login, as identity
// providers and authenticating proxies write their addresses.
func isLoginURL(url *fetchspec.URL) bool {
	host := strings.ToLower(url.Host())
	for _, name := range loginHosts() {
		if host == name || strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	label, _, _ := strings.Cut(host, ".")
	if isLoginWord(label) {
		return true
	}
	for segment := range strings.SplitSeq(strings.ToLower(url.Path()), "/") {
		segment, _, _ = strings.Cut(segment, ".")
		if isLoginWord(segment) {
			return true
		}
	}
	return strings.HasPrefix(url.Path(), "/cdn-cgi/access/")
}

func isLoginWord(word string) bool {
	switch word {
	case "login", "log-in", "log_in", "signin", "sign-in", "sign_in", "logon", "sso", "saml", "saml2", "oauth", "oauth2",
		"oidc", "openid-connect", "authorize", "auth", "idp", "cas":
		return true
	}
	return false
}

// loginHosts are identity providers, and proxies that log people in.
func loginHosts() []string {
	return []string{
		"accounts.google.com", "login.microsoftonline.com", "login.live.com", "cloudflareaccess.com",
		"okta.com", "auth0.com", "onelogin.com", "amazoncognito.com", "b2clogin.com", "ciamlogin.com",
	}
}
