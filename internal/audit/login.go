package audit

import "strings"

// A login is how an answer shows that it depends on who is logged in.
type login struct {
	// shown says what shows it, as a noun phrase; "" if nothing does.
	shown  string
	answer *answer
	header string
	// ambient is set if browsers send what the login needs by themselves:
	// cookies, or credentials of HTTP's own. A token that a script adds is none.
	ambient bool
}

// login looks for a login in the answers without an Origin.
func (o *observations) login() login {
	for _, topic := range []topic{topicBaseline, topicAnonymous} {
		for _, answer := range o.of(topic) {
			if found := loginIn(answer); found.shown != "" {
				return found
			}
		}
	}
	return o.loginByDifference()
}

func loginIn(answer *answer) login {
	if challenge := answer.header("WWW-Authenticate"); challenge != "" {
		scheme, _, _ := strings.Cut(challenge, " ")
		return login{"WWW-Authenticate: " + scheme, answer, "WWW-Authenticate", isAmbientScheme(scheme)}
	}
	for _, header := range answer.response.HeaderList {
		if equalFold(header.Name, "Set-Cookie") && isSessionCookie(header.Value) {
			name, _, _ := strings.Cut(header.Value, "=")
			return login{"the cookie " + strings.TrimSpace(name), answer, "Set-Cookie", true}
		}
	}
	if answer.status() == 401 {
		return login{"status 401", answer, "WWW-Authenticate", false}
	}
	return login{}
}

// loginByDifference compares what is answered with and without the user's
// headers.
func (o *observations) loginByDifference() login {
	with, without := o.lastBaseline(), o.first(topicAnonymous)
	if with == nil || without == nil || with.status() == without.status() {
		return login{}
	}
	_, sendsCookie := o.options.Headers.Get("Cookie")
	return login{"another status without the given headers", without, "", sendsCookie}
}

// isAmbientScheme reports whether browsers answer a challenge of that scheme
// by themselves once a visitor has logged in.
func isAmbientScheme(scheme string) bool {
	switch strings.ToLower(strings.TrimSuffix(scheme, ",")) {
	case "basic", "digest", "negotiate", "ntlm", "kerberos":
		return true
	}
	return false
}

// isSessionCookie tells by name and attributes: a cookie that scripts cannot
// read is rarely there to count visits.
func isSessionCookie(line string) bool {
	pair, attributes, _ := strings.Cut(line, ";")
	name, _, _ := strings.Cut(pair, "=")
	name = strings.ToLower(strings.TrimSpace(name))
	for _, part := range []string{"sess", "sid", "auth", "token", "jwt", "login", "remember"} {
		if strings.Contains(name, part) {
			return strings.Contains(strings.ToLower(attributes), "httponly")
		}
	}
	return false
}
