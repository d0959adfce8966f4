package audit

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/rs/cors"
)

// A staged server stands for a real one with that policy.
type staged struct {
	name    string
	url     string // "" is stagedURL
	origins string // those that are named as trusted; "" is stagedOrigin, "-" none
	handler func() http.Handler
	want    []string // "severity code", the gravest first; nothing else may be found
	kind    PolicyKind
}

const (
	stagedURL    = "https://api.example.net/users"
	stagedOrigin = "https://app.example.net"
)

// A rule says what an origin gets: the value of Access-Control-Allow-Origin,
// "" for none, and whether credentials are allowed.
type rule func(origin string) (allow string, credentials bool)

// A stage answers GET /users as a rule says.
type stage struct {
	rule rule
	// preflights answers preflights by another rule; nil is the same.
	preflights rule
	// headers go with each answer to /users, and preflightHeaders with
	// preflights instead of the usual lists.
	headers, preflightHeaders [][2]string
	noVary                    bool // never send Vary: Origin
	varyWithOriginOnly        bool // or only where the request has an Origin
	status                    int  // of /users; 0 is 200
	bareErrors                bool // no CORS headers where there is nothing
	bareAnswers               bool // no CORS headers on GET
}

func (stage stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	isPreflight := r.Method == "OPTIONS" && r.Header.Get("Access-Control-Request-Method") != ""
	exists := r.URL.Path == "/users"
	if !stage.noVary && (origin != "" || !stage.varyWithOriginOnly) {
		w.Header().Add("Vary", "Origin")
	}
	rule := stage.rule
	if isPreflight && stage.preflights != nil {
		rule = stage.preflights
	}
	allow, credentials := rule(origin)
	if !exists && stage.bareErrors || !isPreflight && stage.bareAnswers {
		allow = ""
	}
	if allow != "" {
		w.Header().Set("Access-Control-Allow-Origin", allow)
		if credentials {
			w.Header().Set("Access-Control-Allow-Credentials", "true")
		}
	}
	switch {
	case isPreflight:
		lists := stage.preflightHeaders
		if lists == nil {
			lists = [][2]string{{"Access-Control-Allow-Methods", "GET, POST, PUT"}, {"Access-Control-Allow-Headers", "authorization, content-type"}}
		}
		if allow != "" {
			for _, header := range lists {
				w.Header().Set(header[0], echo(header[1], r))
			}
		}
		w.WriteHeader(http.StatusNoContent)
	case !exists:
		w.WriteHeader(http.StatusNotFound)
	default:
		for _, header := range stage.headers {
			w.Header().Add(header[0], header[1])
		}
		if stage.status != 0 {
			w.WriteHeader(stage.status)
		}
		w.Write([]byte("[]"))
	}
}

// echo puts what a preflight asks for in the place of "{method}" and
// "{headers}".
func echo(value string, r *http.Request) string {
	return strings.NewReplacer("{method}", r.Header.Get("Access-Control-Request-Method"),
		"{headers}", r.Header.Get("Access-Control-Request-Headers")).Replace(value)
}

// letting lets in by name those of which a predicate is true.
func letting(credentials bool, trusts func(origin string) bool) rule {
	return func(origin string) (string, bool) {
		if origin == "" || !trusts(origin) {
			return "", false
		}
		return origin, credentials
	}
}

func list(credentials bool, origins ...string) rule {
	return letting(credentials, func(origin string) bool { return slices.Contains(origins, origin) })
}

func matching(credentials bool, pattern string) rule {
	return letting(credentials, regexp.MustCompile(pattern).MatchString)
}

func always(value string, credentials bool) rule {
	return func(string) (string, bool) { return value, credentials }
}

// hostOf takes a host as hand-written code does: what is between the slashes
// and the next colon.
func hostOf(origin string) string {
	_, rest, _ := strings.Cut(origin, "://")
	host, _, _ := strings.Cut(rest, ":")
	return host
}

const (
	withCredentials    = true
	withoutCredentials = false
)

func stagedServers() []staged {
	return slices.Concat(stagedTrust(), stagedProtocol(), stagedRight())
}

// stagedTrust let in what they should not.
func stagedTrust() []staged {
	serve := func(rule rule) func() http.Handler {
		return func() http.Handler { return stage{rule: rule} }
	}
	any := func(string) bool { return true }
	return []staged{
		{name: "any origin by name, with credentials", handler: serve(letting(withCredentials, any)),
			kind: PolicyReflection, want: []string{"high trusts-any-origin"}},
		{name: "any origin by name, without credentials", handler: serve(letting(withoutCredentials, any)),
			kind: PolicyReflection, want: []string{"info reflects-instead-of-wildcard"}},
		{name: "any origin by name, credentials for a list that has null",
			handler: serve(func(origin string) (string, bool) {
				return origin, origin == "null" || origin == stagedOrigin
			}),
			kind: PolicyReflection, want: []string{"high trusts-null-origin", "info reflects-instead-of-wildcard"}},
		{name: "null on the list, with credentials", handler: serve(list(withCredentials, stagedOrigin, "null")),
			kind: PolicyList, want: []string{"high trusts-null-origin"}},
		{name: "null on the list, without credentials", handler: serve(list(withoutCredentials, stagedOrigin, "null")),
			kind: PolicyList, want: []string{"medium trusts-null-origin"}},
		{name: "ends with the domain, any scheme",
			handler: serve(letting(withCredentials, func(origin string) bool { return strings.HasSuffix(origin, "example.net") })),
			kind:    PolicyPattern, want: []string{"high trusts-origin-suffix", "medium trusts-plain-http"}},
		{name: "ends with the domain, https", handler: serve(matching(withCredentials, `^https://.*example\.net$`)),
			kind: PolicyPattern, want: []string{"high trusts-origin-suffix"}},
		{name: "ends with the domain, without credentials", handler: serve(matching(withoutCredentials, `^https://.*example\.net$`)),
			kind: PolicyPattern, want: []string{"medium trusts-origin-suffix"}},
		{name: "begins with the origin",
			handler: serve(letting(withCredentials, func(origin string) bool { return strings.HasPrefix(origin, stagedOrigin) })),
			kind:    PolicyPattern, want: []string{"high trusts-origin-prefix"}},
		{name: "begins with the server's own origin", origins: "-",
			handler: serve(matching(withCredentials, `^https://api\.example\.net`)),
			kind:    PolicyPattern, want: []string{"high trusts-origin-prefix"}},
		{name: "holds the domain",
			handler: serve(letting(withCredentials, func(origin string) bool { return strings.Contains(origin, "example.net") })),
			kind:    PolicyPattern, want: []string{"high trusts-origin-substring", "medium trusts-plain-http"}},
		{name: "a dot that stands for any character", handler: serve(matching(withCredentials, `^https://app.example\.net$`)),
			kind: PolicyPattern, want: []string{"high trusts-unescaped-dot"}},
		{name: "a last dot that stands for any character", handler: serve(matching(withCredentials, `^https://app\.example.net$`)),
			kind: PolicyPattern, want: []string{"low trusts-unescaped-dot"}},
		{name: "a dot of the server's own name that stands for any character", origins: "-",
			handler: serve(matching(withCredentials, `^https://api.example\.net$`)),
			kind:    PolicyPattern, want: []string{"high trusts-unescaped-dot"}},
		{name: "the origin is searched for in the list",
			handler: serve(letting(withCredentials, func(origin string) bool {
				return strings.Contains("https://app.example.net https://admin.example.net", origin)
			})),
			kind: PolicyPattern, want: []string{"high trusts-truncated-origin"}},
		{name: "the host is searched for in the trusted one",
			handler: serve(letting(withCredentials, func(origin string) bool {
				return hostOf(origin) != "" && strings.Contains("app.example.net", hostOf(origin))
			})),
			kind: PolicyPattern, want: []string{"high trusts-truncated-origin", "medium trusts-plain-http", "low trusts-any-port"}},
		{name: "a special character ends the host, any scheme",
			handler: serve(matching(withCredentials, `^https?://([a-z0-9-]+\.)*example\.net([^a-z0-9.-].*)?$`)),
			kind:    PolicyPattern, want: []string{"high trusts-special-characters", "medium trusts-plain-http", "medium trusts-any-subdomain", "low trusts-any-port"}},
		{name: "a special character ends the host, https",
			handler: serve(matching(withCredentials, `^https://app\.example\.net([^a-z0-9.:-].*)?$`)),
			kind:    PolicyPattern, want: []string{"medium trusts-special-characters"}},
		{name: "an underscore is a letter", handler: serve(matching(withCredentials, `^https?://app\.example\.net\w*(\.corsplainaudit\.example)?$`)),
			kind: PolicyPattern, want: []string{"high trusts-origin-prefix", "medium trusts-plain-http"}},
		{name: "every subdomain", handler: serve(matching(withCredentials, `^https://([a-z0-9-]+\.)*example\.net$`)),
			kind: PolicyPattern, want: []string{"medium trusts-any-subdomain"}},
		{name: "subdomains of the server's host", origins: "-", handler: serve(matching(withCredentials, `^https://([a-z0-9-]+\.)*api\.example\.net$`)),
			kind: PolicyPattern, want: []string{"medium trusts-any-subdomain"}},
		{name: "the page without TLS", handler: serve(list(withCredentials, stagedOrigin, "http://app.example.net")),
			kind: PolicyList, want: []string{"medium trusts-plain-http"}},
		{name: "the page without TLS, without credentials", handler: serve(list(withoutCredentials, stagedOrigin, "http://app.example.net")),
			kind: PolicyList, want: []string{"low trusts-plain-http"}},
		{name: "the server's own host without TLS", origins: "-", handler: serve(matching(withCredentials, `^https?://api\.example\.net$`)),
			kind: PolicyList, want: []string{"medium trusts-plain-http"}},
		{name: "a development server", handler: serve(list(withCredentials, stagedOrigin, "http://localhost:3000")),
			kind: PolicyList, want: []string{"medium trusts-local-pages"}},
		{name: "what begins like localhost",
			handler: serve(letting(withCredentials, func(origin string) bool {
				return origin == stagedOrigin || strings.HasPrefix(origin, "http://localhost")
			})),
			kind: PolicyPattern, want: []string{"high trusts-origin-prefix", "medium trusts-local-pages"}},
		{name: "private addresses", handler: serve(matching(withCredentials, `^https://app\.example\.net$|^http://192\.168\.\d+\.\d+(:\d+)?$`)),
			kind: PolicyList, want: []string{"medium trusts-local-pages"}},
		{name: "every .net", handler: serve(matching(withCredentials, `^https://[^/]+\.net$`)),
			kind: PolicyPattern, want: []string{"high trusts-public-suffix"}},
		{name: "every preview of a hosting service", handler: serve(matching(withCredentials, `^https://(app\.example\.net|[a-z0-9-]+\.vercel\.app)$`)),
			kind: PolicyPattern, want: []string{"high trusts-shared-hosting"}},
		{name: "every account beside the trusted one", origins: "https://shop.github.io", handler: serve(matching(withCredentials, `^https://[a-z0-9-]+\.github\.io$`)),
			kind: PolicyPattern, want: []string{"high trusts-shared-hosting"}},
		{name: "a page that runs anyone's scripts", handler: serve(list(withCredentials, stagedOrigin, "https://codepen.io")),
			kind: PolicyList, want: []string{"high trusts-shared-hosting"}},
		{name: "every port", handler: serve(matching(withCredentials, `^https://app\.example\.net(:\d+)?$`)),
			kind: PolicyPattern, want: []string{"low trusts-any-port"}},
		{name: "a private server, everyone", url: "http://192.168.1.20/users", handler: serve(always("*", false)),
			kind: PolicyWildcard, want: []string{"medium private-server-open-to-any-page"}},
		{name: "a server on this machine, everyone", url: "http://localhost:8080/users", handler: serve(always("*", false)),
			kind: PolicyWildcard, want: []string{"low private-server-open-to-any-page"}},
	}
}

// stagedProtocol use the headers in a way that does not do what is meant.
func stagedProtocol() []staged {
	serve := func(stage stage) func() http.Handler { return func() http.Handler { return stage } }
	trusted := list(withCredentials, stagedOrigin)
	any := letting(withCredentials, func(string) bool { return true })
	return []staged{
		{name: "* behind Basic authentication", handler: serve(stage{rule: always("*", false), noVary: true, status: 401, headers: [][2]string{{"WWW-Authenticate", `Basic realm="x"`}}}),
			kind: PolicyWildcard, want: []string{"low wildcard-behind-login"}},
		{name: "* with a session cookie", handler: serve(stage{rule: always("*", false), noVary: true, headers: [][2]string{{"Set-Cookie", "connect.sid=s%3Aabc; Path=/; HttpOnly"}}}),
			kind: PolicyWildcard, want: []string{"low wildcard-behind-login"}},
		{name: "no Vary", handler: serve(stage{rule: trusted, noVary: true}),
			kind: PolicyList, want: []string{"low answers-lack-vary-origin"}},
		{name: "Vary only where there is an Origin", handler: serve(stage{rule: trusted, varyWithOriginOnly: true}),
			kind: PolicyList, want: []string{"low answers-lack-vary-origin"}},
		{name: "no Vary, but private", handler: serve(stage{rule: trusted, noVary: true, headers: [][2]string{{"Cache-Control", "private, max-age=60"}}}),
			kind: PolicyList, want: []string{"info answers-lack-vary-origin"}},
		{name: "* only where there is an Origin", handler: serve(stage{noVary: true, rule: func(origin string) (string, bool) {
			if origin == "" {
				return "", false
			}
			return "*", false
		}}),
			kind: PolicyWildcard, want: []string{"info answers-lack-vary-origin"}},
		{name: "no Vary, and a cache", handler: func() http.Handler { return newCachingProxy(stage{rule: trusted, noVary: true}) },
			kind: PolicyList, want: []string{"medium answers-lack-vary-origin"}},
		{name: "any origin by name, no Vary, and a cache", handler: func() http.Handler { return newCachingProxy(stage{rule: any, noVary: true}) },
			kind: PolicyReflection, want: []string{"high trusts-any-origin", "medium answers-lack-vary-origin"}},
		{name: "preflights for anyone", handler: serve(stage{rule: trusted, preflights: any}),
			kind: PolicyList, want: []string{"medium preflight-open-to-any-origin"}},
		{name: "preflights for anyone, answers for no one", handler: serve(stage{rule: always("", false), preflights: any}),
			kind: PolicyClosed, want: []string{"medium preflight-open-to-any-origin"}},
		{name: "preflights for everyone without credentials", handler: serve(stage{rule: trusted, preflights: always("*", false)}),
			kind: PolicyList, want: []string{"low preflight-open-to-any-origin"}},
		{name: "preflights without credentials", handler: serve(stage{rule: trusted, preflights: list(withoutCredentials, stagedOrigin)}),
			kind: PolicyList, want: []string{"low preflight-disagrees-with-response"}},
		{name: "answers without headers", handler: serve(stage{rule: trusted, bareAnswers: true}),
			kind: PolicyClosed, want: []string{"low preflight-disagrees-with-response"}},
		{name: "errors without headers", handler: serve(stage{rule: trusted, bareErrors: true}),
			kind: PolicyList, want: []string{"low errors-not-readable"}},
		{name: "a refusal without headers", handler: serve(stage{rule: trusted, bareAnswers: true, status: 401}),
			kind: PolicyClosed, want: []string{"low errors-not-readable"}},
		{name: "two origins in one header", handler: serve(stage{rule: always("https://app.example.net, https://admin.example.net", true), noVary: true}),
			kind: PolicyStatic, want: []string{"low allow-origin-never-matches"}},
		{name: "a slash at the end", handler: serve(stage{rule: always("https://app.example.net/", true), noVary: true}),
			kind: PolicyStatic, want: []string{"low allow-origin-never-matches"}},
		{name: "a * within", handler: serve(stage{rule: always("https://*.example.net", true), noVary: true}),
			kind: PolicyStatic, want: []string{"low allow-origin-never-matches"}},
		{name: "True", handler: serve(stage{rule: list(withoutCredentials, stagedOrigin), headers: [][2]string{{"Access-Control-Allow-Credentials", "True"}}}),
			kind: PolicyList, want: []string{"info allow-credentials-not-exactly-true"}},
		{name: "* beside credentials", handler: serve(stage{rule: always("*", true), noVary: true}),
			kind: PolicyWildcard, want: []string{"info credentials-beside-wildcard"}},
		{name: "* for methods and headers beside credentials",
			handler: serve(stage{rule: trusted, preflightHeaders: [][2]string{{"Access-Control-Allow-Methods", "*"}, {"Access-Control-Allow-Headers", "*"}}}),
			kind:    PolicyList, want: []string{"info wildcard-without-effect"}},
		{name: "every method and header by name",
			handler: serve(stage{rule: trusted, preflightHeaders: [][2]string{{"Access-Control-Allow-Methods", "{method}"}, {"Access-Control-Allow-Headers", "{headers}"}}}),
			kind:    PolicyList, want: []string{"info allows-any-method", "info allows-any-header"}},
		{name: "TRACE on the list",
			handler: serve(stage{rule: trusted, preflightHeaders: [][2]string{{"Access-Control-Allow-Methods", "GET, PUT, TRACE"}, {"Access-Control-Allow-Headers", "authorization, content-type"}}}),
			kind:    PolicyList, want: []string{"info lists-forbidden-method"}},
		{name: "methods that there are not", handler: serve(stage{rule: trusted, headers: [][2]string{{"Allow", "GET, HEAD, OPTIONS"}}}),
			kind: PolicyList, want: []string{"info lists-unsupported-method"}},
		{name: "kept for a year",
			handler: serve(stage{rule: trusted, preflightHeaders: [][2]string{{"Access-Control-Allow-Methods", "PUT"}, {"Access-Control-Max-Age", "31536000"}}}),
			kind:    PolicyList, want: []string{"info max-age-beyond-any-browser"}},
		{name: "quoted names",
			handler: serve(stage{rule: trusted, preflightHeaders: [][2]string{{"Access-Control-Allow-Methods", `"GET", "PUT"`}, {"Access-Control-Allow-Headers", "authorization"}}}),
			kind:    PolicyList, want: []string{"low list-not-parsable"}},
	}
}

// stagedRight have nothing wrong with them.
func stagedRight() []staged {
	serve := func(stage stage) func() http.Handler { return func() http.Handler { return stage } }
	behind := func(options cors.Options) func() http.Handler {
		return func() http.Handler { return cors.New(options).Handler(stage{rule: always("", false), noVary: true}) }
	}
	refusing := func(w http.ResponseWriter, r *http.Request) {
		if origin := r.Header.Get("Origin"); origin != "" && origin != stagedOrigin {
			w.Header().Set("Vary", "Origin")
			http.Error(w, "Invalid CORS request", http.StatusForbidden)
			return
		}
		stage{rule: list(withCredentials, stagedOrigin)}.ServeHTTP(w, r)
	}
	return []staged{
		{name: "rs/cors with a list", kind: PolicyList, handler: behind(cors.Options{AllowedOrigins: []string{stagedOrigin}, AllowCredentials: true})},
		{name: "rs/cors with a list that is not known", origins: "-", kind: PolicyClosed, handler: behind(cors.Options{AllowedOrigins: []string{stagedOrigin}, AllowCredentials: true})},
		{name: "rs/cors for everyone", kind: PolicyWildcard, handler: behind(cors.Options{})},
		{name: "a list", kind: PolicyList, handler: serve(stage{rule: list(withCredentials, stagedOrigin)})},
		{name: "a list, without credentials", kind: PolicyList, handler: serve(stage{rule: list(withoutCredentials, stagedOrigin)})},
		{name: "a list, no-store instead of Vary", kind: PolicyList, handler: serve(stage{rule: list(withCredentials, stagedOrigin), noVary: true, headers: [][2]string{{"Cache-Control", "no-store"}}})},
		{name: "a list behind a cache that heeds Vary", kind: PolicyList, handler: func() http.Handler { return newCachingProxy(stage{rule: list(withCredentials, stagedOrigin)}) }},
		{name: "one origin, whoever asks", kind: PolicyStatic, handler: serve(stage{rule: always(stagedOrigin, true), noVary: true})},
		{name: "one origin, whoever asks, learned", origins: "-", kind: PolicyStatic, handler: serve(stage{rule: always(stagedOrigin, true), noVary: true})},
		{name: "everyone", kind: PolicyWildcard, handler: serve(stage{rule: always("*", false), noVary: true})},
		{name: "everyone, nothing named", origins: "-", kind: PolicyWildcard, handler: serve(stage{rule: always("*", false), noVary: true})},
		{name: "everyone, with methods and headers for all", kind: PolicyWildcard,
			handler: serve(stage{rule: always("*", false), noVary: true, preflightHeaders: [][2]string{{"Access-Control-Allow-Methods", "*"}, {"Access-Control-Allow-Headers", "*"}, {"Access-Control-Max-Age", "86400"}}})},
		{name: "everyone, for whoever has a token", kind: PolicyWildcard,
			handler: serve(stage{rule: always("*", false), noVary: true, status: 401, headers: [][2]string{{"WWW-Authenticate", "Bearer"}}})},
		{name: "everyone, with a cookie that counts visits", kind: PolicyWildcard,
			handler: serve(stage{rule: always("*", false), noVary: true, headers: [][2]string{{"Set-Cookie", "_ga=GA1.2.3; Path=/"}}})},
		{name: "no one", kind: PolicyNone, handler: serve(stage{rule: always("", false), noVary: true})},
		{name: "an error instead of other origins", kind: PolicyList, handler: func() http.Handler { return http.HandlerFunc(refusing) }},
	}
}
