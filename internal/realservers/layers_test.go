//go:build unix

package realservers

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/internal/report"
	"corsplain/simulate"
)

func TestNginxDropsAHeaderThatExpressAddsAsWell(t *testing.T) {
	chain := newChain(t)
	found := ask(t, withCredentials(put(chain.nginx("repeats")+"/items", pageOrigin)))
	found.isBlockedBy(t, explain.AllowOriginRepeatedSame)
	found.hasLayers(t, 0, "nginx", "Express (cors), made")
	found.isReported(t, "nginx", "X-Powered-By: Express")
	snippet := found.snippetFor(t, "nginx")
	repaired := chain.nginxWith(snippet, "repeats")
	nginxStack().checkGranted(t, repaired, snippet)
}

func TestABodyThatIsTooLargeForNginxIsRefusedByNginx(t *testing.T) {
	chain := newChain(t)
	call := withCredentials(put(chain.nginx("too-large")+"/items", pageOrigin))
	call.Body = bytes.Repeat([]byte("a"), 2000)
	found := ask(t, call)
	found.isBlockedBy(t, explain.PayloadTooLargeOutsideCORS)
	found.hasLayers(t, 0, "nginx", "Express (cors), made")
	found.hasLayers(t, 1, "nginx, made")
	found.isReported(t, "413", "nginx")
	snippet := found.snippetFor(t, "nginx")
	url := chain.nginxWith(snippet, "too-large")
	call.URL = url + "/items"
	readable := ask(t, call)
	if readable.diagnosis.Verdict != explain.VerdictAllowed || readable.response.Status != 413 {
		t.Errorf("the page does not get to see the status 413\n%s", readable.describe())
	}
	nginxStack().checkGranted(t, url, snippet)
}

func TestAnApplicationThatIsGoneIsReportedByNginx(t *testing.T) {
	chain := newChain(t)
	url := chain.nginx("gateway")
	found := ask(t, withCredentials(get(url+"/gateway", pageOrigin)))
	found.isBlockedBy(t, explain.GatewayErrorOutsideCORS)
	found.hasLayers(t, 0, "nginx, made")
	found.isReported(t, "502 Bad Gateway", "nginx")
	working := ask(t, withCredentials(get(url+"/items", pageOrigin)))
	if working.diagnosis.Verdict != explain.VerdictAllowed {
		t.Errorf("what the application answers is %s\n%s", working.diagnosis.Verdict, working.describe())
	}
	snippet := found.snippetFor(t, "nginx")
	readable := ask(t, withCredentials(get(chain.nginxWith(snippet, "gateway")+"/gateway", pageOrigin)))
	if readable.diagnosis.Verdict != explain.VerdictAllowed || readable.response.Status != 502 {
		t.Errorf("the page does not get to see the status 502\n%s", readable.describe())
	}
}

func TestALoginThatNginxAsksPreflightsForIsFoundAsSuch(t *testing.T) {
	chain := newChain(t)
	found := ask(t, withCredentials(put(chain.nginx("login")+"/items", sameSiteOrigin)))
	found.isBlockedBy(t, explain.PreflightRedirectedToLogin)
	found.hasLayers(t, 0, "nginx, made")
	found.isReported(t, "https://login.example.com/oauth2/sign_in", "nginx")
	snippet := found.snippetFor(t, "nginx")
	url := chain.nginxWith(snippet, "login")
	allowed := ask(t, withCredentials(put(url+"/items", sameSiteOrigin)))
	if allowed.diagnosis.Verdict != explain.VerdictAllowed {
		t.Errorf("with the login the request is %s\n%s", allowed.diagnosis.Verdict, allowed.describe())
	}
	foreign := ask(t, withCredentials(put(url+"/items", "http://127.0.0.1:1234")))
	if foreign.diagnosis.Verdict != explain.VerdictBlocked {
		t.Errorf("from another origin the request is %s\n%s", foreign.diagnosis.Verdict, foreign.describe())
	}
}

func TestALoginThatOAuth2ProxyAsksPreflightsForIsFoundAsSuch(t *testing.T) {
	goModule("oauth2-proxy")(t)
	chain := newChain(t)
	found := ask(t, withLogin(put(chain.oauth2Proxy()+"/items", pageOrigin)))
	found.isBlockedBy(t, explain.PreflightRedirectedToLogin)
	found.hasLayers(t, 0, "oauth2-proxy, made")
	found.isReported(t, "oauth2-proxy", "--skip-auth-preflight")
	allowed := ask(t, withLogin(put(chain.oauth2Proxy("--skip-auth-preflight")+"/items", pageOrigin)))
	if allowed.diagnosis.Verdict != explain.VerdictAllowed {
		t.Errorf("with --skip-auth-preflight the request is %s\n%s", allowed.diagnosis.Verdict, allowed.describe())
	}
}

// withLogin adds what oauth2-proxy takes for a login.
func withLogin(call simulate.Call) simulate.Call {
	// ada:secret, as in testdata/layers/oauth2-proxy/users.
	call.Headers = append(call.Headers, simulate.HeaderField{Name: "Authorization", Value: "Basic YWRhOnNlY3JldA=="})
	return call
}

// A chain is an Express application that speaks CORS, and what is put in front
// of it.
type chain struct {
	t           *testing.T
	application string
}

func newChain(t *testing.T) *chain {
	t.Helper()
	if testing.Short() {
		t.Skip("starts servers")
	}
	for _, need := range []requirement{program("nginx"), nodePackage("express"), nodePackage("cors")} {
		need(t)
	}
	t.Parallel()
	site := newSite(t, readFiles(t, "testdata/layers/application"), "")
	server := start(t, site, node("server.js")(t, site))
	return &chain{t: t, application: strings.TrimPrefix(server.url, "http://")}
}

func nginxStack() *stack { return stackNamed("nginx") }

// nginx starts nginx in front, with the files of a directory of
// testdata/layers.
func (chain *chain) nginx(directory string) (url string) {
	chain.t.Helper()
	return chain.start(readFiles(chain.t, "testdata/layers/"+directory))
}

// nginxWith starts it with a snippet over these files.
func (chain *chain) nginxWith(snippet *explain.Snippet, directory string) (url string) {
	chain.t.Helper()
	return chain.start(readFiles(chain.t, "testdata/layers/"+directory).with(snippetFiles(snippet)))
}

func (chain *chain) start(configuration files) (url string) {
	chain.t.Helper()
	stack := nginxStack()
	return stack.start(chain.t, readFiles(chain.t, stack.directory("server")).with(configuration), chain.application).url
}

// oauth2Proxy starts oauth2-proxy in front.
func (chain *chain) oauth2Proxy(options ...string) (url string) {
	chain.t.Helper()
	site := newSite(chain.t, readFiles(chain.t, "testdata/layers/oauth2-proxy"), chain.application)
	binary := buildGo(chain.t, "oauth2-proxy", "github.com/oauth2-proxy/oauth2-proxy/v7", site, nil)
	options = append([]string{
		"--http-address", "127.0.0.1:" + site.port, "--upstream", "http://" + site.application,
		"--provider", "github", "--client-id", "id", "--client-secret", "secret", "--login-url", "http://" + site.nobody + "/login/oauth/authorize",
		"--cookie-secret", "0123456789abcdef", "--cookie-secure=false",
		"--email-domain", "*", "--htpasswd-file", "users", "--skip-provider-button",
	}, options...)
	return start(chain.t, site, exec.Command(binary, options...)).url
}

func (outcome *outcome) isBlockedBy(t *testing.T, code explain.Code) {
	t.Helper()
	if outcome.diagnosis.Verdict != explain.VerdictBlocked || len(outcome.diagnosis.Blockers) == 0 {
		t.Fatalf("the request is %s\n%s", outcome.diagnosis.Verdict, outcome.describe())
	}
	if got := outcome.diagnosis.Blockers[0].Code; got != code {
		t.Errorf("the cause is called %s, not %s\n%s", got, code, outcome.describe())
	}
}

// hasLayers checks who had a part in an exchange's answer, from the browser's
// end to the other; ", made" marks the one that made it.
func (outcome *outcome) hasLayers(t *testing.T, exchange int, want ...string) {
	t.Helper()
	var got []string
	for _, layer := range outcome.diagnosis.Layers {
		switch {
		case layer.Exchange != exchange:
		case layer.Made:
			got = append(got, layer.Name+", made")
		default:
			got = append(got, layer.Name)
		}
		if layer.Exchange == exchange && layer.Confidence == string(explain.Possible) {
			t.Errorf("%s is only %s\n%s", layer.Name, layer.Confidence, outcome.describe())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("layers of exchange %d (-want +got)\n%s\n%s", exchange, diff, outcome.describe())
	}
}

// isReported checks that the text for people quotes these.
func (outcome *outcome) isReported(t *testing.T, quotes ...string) {
	t.Helper()
	format, known := report.FormatNamed("text")
	if !known {
		t.Fatal("there is no format text")
	}
	var text bytes.Buffer
	if err := format.Write(&text, []*report.Report{outcome.report}, report.TextOptions{Width: 200}); err != nil {
		t.Fatal(err)
	}
	for _, quote := range quotes {
		if !strings.Contains(text.String(), quote) {
			t.Errorf("the report does not say %q:\n%s", quote, text.String())
		}
	}
}

// snippetFor is the configuration that the report gives, for the layer that
// has to change.
func (outcome *outcome) snippetFor(t *testing.T, stack string) *explain.Snippet {
	t.Helper()
	fix := explain.FixFor(explain.AnyStack, &outcome.diagnosis, outcome.trace)
	if fix == nil || fix.Snippet == nil || fix.Snippet.Stack.Name != stack {
		t.Fatalf("the configuration is not for %s: %+v\n%s", stack, fix, outcome.describe())
	}
	return fix.Snippet
}
