package cli

import (
	"io"
	"strings"
	"time"

	"corsplain/fetchspec"
	"corsplain/internal/curl"
	"corsplain/simulate"
)

// cookies are those that the browser has before the request: of -b, of its
// files, and of --set-cookie.
func (build *callBuilder) cookies() error {
	request := &build.settings.request
	for _, argument := range request.cookies {
		if err := build.cookieArgument(argument); err != nil {
			return err
		}
	}
	build.call.Cookies = append(build.call.Cookies, request.setCookies...)
	if len(request.cookies) > 0 {
		build.includeCredentials()
	}
	return nil
}

// cookieArgument reads -b's: text has a "=" in it, anything else is a file.
func (build *callBuilder) cookieArgument(argument string) error {
	if strings.Contains(argument, "=") {
		for pair := range strings.SplitSeq(argument, ";") {
			if pair = strings.TrimSpace(pair); pair != "" {
				build.pairs = append(build.pairs, pair)
			}
		}
		return nil
	}
	if argument == "" {
		return nil
	}
	content, err := build.files(argument)
	if err != nil {
		return wrong("-b %s: %w", argument, err).hint("text for -b has a = in it: -b name=value")
	}
	file, err := curl.ParseCookieFile(content)
	if err != nil {
		return wrong("-b: %s: %w", argument, err)
	}
	now := time.Now()
	for _, cookie := range file.Cookies {
		build.jar = append(build.jar, cookieOf(cookie, now))
	}
	build.call.Cookies = append(build.call.Cookies, file.SetCookies...)
	return nil
}

// includeCredentials makes the request one that sends cookies: who gives -b
// wants them sent.
func (build *callBuilder) includeCredentials() {
	switch {
	case build.call.API == simulate.APIXHR:
		if !build.call.WithCredentials {
			build.call.WithCredentials = true
			build.note("-b implies --with-credentials")
		}
	case build.settings.page.credentials == "" && build.settings.page.as == "":
		build.call.Credentials = "include"
		build.note("-b implies --credentials include")
	}
}

// jarLines are the cookies of -b as the server would have set them for sites
// to send along: over https with SameSite=None; Secure. Over http no cookie
// can say that.
func (build *callBuilder) jarLines(url *fetchspec.URL) []string {
	attributes := "; Path=/"
	if url.Scheme() == "https" {
		attributes += "; Secure; SameSite=None"
	}
	var lines []string
	for _, pair := range build.pairs {
		lines = append(lines, pair+attributes)
	}
	if len(lines) > 0 {
		build.note("the cookies of -b are taken as set with %s; --set-cookie can say otherwise", strings.TrimPrefix(attributes, "; "))
	}
	return lines
}

// cookieOf makes a browser's cookie of one from a cookie file. A Secure one of
// which the file does not say SameSite, as none of curl's do, is taken as
// SameSite=None.
func cookieOf(cookie curl.Cookie, now time.Time) fetchspec.Cookie {
	made := fetchspec.Cookie{
		Name: cookie.Name, Value: cookie.Value, Domain: strings.ToLower(cookie.Domain), HostOnly: cookie.HostOnly,
		Path: cookie.Path, Secure: cookie.Secure, HTTPOnly: cookie.HTTPOnly, CreationTime: now,
	}
	switch {
	case cookie.SameSite != "":
		made.SameSite = fetchspec.CookieSameSite(cookie.SameSite)
	case cookie.Secure:
		made.SameSite = fetchspec.CookieSameSiteNone
	}
	if cookie.Expires > 0 {
		made.Expiry = time.Unix(cookie.Expires, 0)
	}
	return made
}

// writeCookieJar writes what -c asks for.
func (invocation *invocation) writeCookieJar(store *fetchspec.CookieStore) error {
	name := invocation.settings.request.cookieJar
	if name == "" {
		return nil
	}
	var cookies []curl.Cookie
	for _, cookie := range store.Snapshot() {
		kept := curl.Cookie{
			Domain: cookie.Domain, HostOnly: cookie.HostOnly, Path: cookie.Path, Secure: cookie.Secure,
			HTTPOnly: cookie.HTTPOnly, Name: cookie.Name, Value: cookie.Value, SameSite: string(cookie.SameSite),
		}
		if !cookie.Expiry.IsZero() {
			kept.Expires = cookie.Expiry.Unix()
		}
		cookies = append(cookies, kept)
	}
	return invocation.writeFile("-c", name, forOwner, func(w io.Writer) error { return curl.WriteCookieFile(w, cookies) })
}
