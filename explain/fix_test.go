package explain_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
)

func TestThePolicyIsTheSmallestThatTheFetchNeeds(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       explain.Policy
		notes      int
	}{
		{"a method more, next to those that are allowed", `One method is missing.
-- request --
PUT https://api.example/users
origin: https://app.example
header: X-Api-Key: 1
-- preflight --
204
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Methods: GET, DELETE
Access-Control-Allow-Headers: X-Api-Key, X-Trace
Access-Control-Max-Age: 600
-- diagnosis --
blocked
`, explain.Policy{
			Origins: []string{"https://app.example"}, Methods: []string{"GET", "DELETE", "PUT"},
			RequestHeaders: []string{"X-Api-Key", "X-Trace"}, MaxAge: 600,
		}, 0},
		{"an origin more", `Another origin is allowed.
-- request --
GET https://api.example/me
origin: https://app.example
credentials: include
-- response --
200
Access-Control-Allow-Origin: https://www.example
Access-Control-Allow-Credentials: true
Access-Control-Expose-Headers: ETag
-- diagnosis --
blocked
`, explain.Policy{
			Origins: []string{"https://app.example", "https://www.example"}, Methods: []string{"GET"},
			ExposedHeaders: []string{"ETag"}, Credentials: true,
		}, 0},
		{"a public answer stays public", `The header is not allowed.
-- request --
GET https://api.example/data
origin: https://app.example
header: X-Trace: 1
-- preflight --
204
Access-Control-Allow-Origin: *
-- diagnosis --
blocked
`, explain.Policy{Origins: []string{"*"}, Methods: []string{"GET"}, RequestHeaders: []string{"X-Trace"}}, 0},
		{"with credentials the wildcards go, and that is said", `Everything is allowed, which cookies rule out.
-- request --
PUT https://api.example/me
origin: https://app.example
credentials: include
header: Content-Type: application/json
body: {}
-- preflight --
204
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: *
Access-Control-Allow-Headers: *
-- diagnosis --
blocked
`, explain.Policy{
			Origins: []string{"https://app.example"}, Methods: []string{"PUT"}, RequestHeaders: []string{"Content-Type"}, Credentials: true,
		}, 3},
		{"an origin of plain http is not kept beside credentials", `It was the development server's.
-- request --
GET https://api.example/me
origin: https://app.example
credentials: include
-- response --
200
Access-Control-Allow-Origin: http://www.example
-- diagnosis --
blocked
`, explain.Policy{Origins: []string{"https://app.example"}, Methods: []string{"GET"}, Credentials: true}, 0},
		{"response headers that the page set by mistake are not allowed", `The page sets response headers.
-- request --
GET https://api.example/me
origin: https://app.example
header: Access-Control-Allow-Origin: *
-- preflight --
204
Access-Control-Allow-Origin: https://app.example/
-- diagnosis --
blocked
`, explain.Policy{Origins: []string{"https://app.example"}, Methods: []string{"GET"}}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, diagnosis, trace := diagnoseCase(t, []byte(test.text))
			got, notes, err := explain.PolicyFor(&diagnosis, trace)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if len(notes) != test.notes {
				t.Errorf("notes: %q", notes)
			}
		})
	}
}

func TestNoPolicyAllowsNull(t *testing.T) {
	_, diagnosis, trace := diagnoseCase(t, []byte(`A sandboxed page.
-- request --
GET https://api.example/me
origin: null
-- response --
200
-- diagnosis --
blocked
`))
	if _, _, err := explain.PolicyFor(&diagnosis, trace); !errors.Is(err, explain.ErrNullOrigin) {
		t.Errorf("got %v", err)
	}
	if fix := explain.FixFor("nginx", &diagnosis, trace); fix != nil && (fix.Snippet != nil || !strings.Contains(fix.Why, "null")) {
		t.Errorf("got %+v", fix)
	}
}

func TestTheFixIsForTheLayerThatMadeTheAnswer(t *testing.T) {
	for _, test := range []struct{ name, exchanges, stack, why string }{
		{"the application", `-- preflight --
204
X-Powered-By: Express
-- response --
200
X-Powered-By: Express
`, "express", "Express (cors) made the answer that has to change (seen: X-Powered-By: Express)."},
		{"a proxy that answers OPTIONS itself", `-- preflight --
204
Server: nginx/1.22.1
-- response --
200
Server: nginx/1.22.1
X-Powered-By: Express
Access-Control-Allow-Origin: *
`, "nginx", "nginx made the answer that has to change (seen: Server: nginx/1.22.1)."},
		{"a proxy that may have passed it on", `-- preflight --
204
Server: nginx
`, "nginx", "nginx had a part in the answer that has to change (seen: Server: nginx)."},
		{"an application that shows in another answer", `-- preflight --
404
-- response --
200
X-Powered-By: Express
Access-Control-Allow-Origin: *
`, "express", "The answer that has to change does not say who made it; Express (cors) shows in another one (seen: X-Powered-By: Express)."},
		{"nobody that is known", `-- preflight --
404
`, "", "The answers do not say what the server is made of. If you know, add --fix and its name; corsplain snippet lists them."},
		{"a guess is not enough", `-- preflight --
403
`, "", "The answers do not say for sure what the server is made of. Perhaps it is Gin (gin-contrib/cors), seen by its status alone: then add --fix gin."},
		{"a layer that has no such setting", `-- preflight --
403
Server: cloudflare
cf-ray: 1-AMS
cf-mitigated: challenge
`, "", "Cloudflare answered (seen: cf-ray: 1-AMS), which has no configuration for this here; what stands behind it does not show."},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "A case.\n-- request --\nGET https://api.example/me\norigin: https://app.example\nheader: X-Trace: 1\n" + test.exchanges + "-- diagnosis --\nblocked\n"
			_, diagnosis, trace := diagnoseCase(t, []byte(text))
			fix := explain.FixFor(explain.AnyStack, &diagnosis, trace)
			if fix == nil {
				t.Fatal("no fix")
			}
			stack := ""
			if fix.Snippet != nil {
				stack = fix.Snippet.Stack.Name
			}
			if stack != test.stack || fix.Why != test.why {
				t.Errorf("got %q: %s\nwant %q: %s", stack, fix.Why, test.stack, test.why)
			}
		})
	}
}

func TestTwoLayersThatBothAddTheHeaderAreFixedInFront(t *testing.T) {
	_, diagnosis, trace := diagnoseCase(t, []byte(`Both add it.
-- request --
GET https://api.example/me
origin: https://app.example
-- response --
200
Server: nginx
X-Powered-By: Express
Access-Control-Allow-Origin: *
Access-Control-Allow-Origin: https://app.example
-- diagnosis --
blocked
`))
	fix := explain.FixFor(explain.AnyStack, &diagnosis, trace)
	if fix == nil || fix.Snippet == nil || fix.Snippet.Stack.Name != "nginx" {
		t.Fatalf("got %+v", fix)
	}
	if !strings.Contains(fix.Snippet.Files[0].Text, "proxy_hide_header Access-Control-Allow-Origin;") {
		t.Errorf("the application's header stays:\n%s", fix.Snippet.Files[0].Text)
	}
}

func TestNothingIsFixedWhereNothingIsWrong(t *testing.T) {
	_, diagnosis, trace := diagnoseCase(t, []byte(`All is well.
-- request --
GET https://api.example/data
origin: https://app.example
-- response --
200
Access-Control-Allow-Origin: *
-- diagnosis --
allowed
`))
	if fix := explain.FixFor("nginx", &diagnosis, trace); fix != nil {
		t.Errorf("got %+v", fix)
	}
}

func TestAPageThatHasToChangeGetsNoConfiguration(t *testing.T) {
	_, diagnosis, trace := diagnoseCase(t, []byte(`A port that browsers never connect to.
-- request --
GET https://api.example:25/data
origin: https://app.example
-- response --
200
-- diagnosis --
blocked
`))
	fix := explain.FixFor("nginx", &diagnosis, trace)
	if fix == nil || fix.Snippet != nil || fix.Why == "" {
		t.Errorf("got %+v", fix)
	}
}

// A policyServer grants a policy, and answers everything.
type policyServer struct{ policy *explain.Policy }

func (server policyServer) Exchange(_ context.Context, request *fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
	policy := server.policy
	response := &fetchspec.HTTPResponse{HTTPVersion: "1.1", Status: 200}
	origin, _ := request.HeaderList.Get("Origin")
	add := func(name, value string) {
		response.HeaderList = append(response.HeaderList, fetchspec.Header{Name: name, Value: value})
	}
	switch {
	case policy.AnyOrigin():
		add("Access-Control-Allow-Origin", "*")
	case slices.Contains(policy.Origins, origin):
		add("Access-Control-Allow-Origin", origin)
	}
	if policy.Credentials {
		add("Access-Control-Allow-Credentials", "true")
	}
	if request.Kind == fetchspec.ExchangePreflight {
		add("Access-Control-Allow-Methods", strings.Join(policy.Methods, ", "))
		add("Access-Control-Allow-Headers", strings.Join(policy.RequestHeaders, ", "))
	}
	return response, nil
}

// TestEachCasePassesUnderItsPolicy holds every case of testdata/fetch whose
// server has to change against a server that grants its policy.
func TestEachCasePassesUnderItsPolicy(t *testing.T) {
	checked := 0
	for name, text := range caseFiles(t) {
		_, diagnosis, trace := diagnoseCase(t, text)
		if fix := explain.FixFor("go", &diagnosis, trace); fix == nil || fix.Snippet == nil {
			continue
		}
		policy, _, err := explain.PolicyFor(&diagnosis, trace)
		if err != nil {
			continue // null, or refused by the API
		}
		if slices.Contains(policy.Origins, "null") || policy.AnyOrigin() && policy.Credentials {
			t.Errorf("%s: the policy is unsafe: %+v", name, policy)
		}
		checked++
		agent := &fetchspec.UserAgent{
			Network: policyServer{&policy}, Engine: trace.Start.Engine, Now: func() time.Time { return trace.Start.Time },
		}
		response, _ := agent.Fetch(context.Background(), trace.Start.Request.Clone())
		if failure := response.Failure; failure != nil && isCORSFailure(failure) && !blamesThePage(&diagnosis) {
			t.Errorf("%s: %v under %+v", name, failure, policy)
		}
	}
	if checked < 20 {
		t.Errorf("only %d cases had a policy", checked)
	}
}

func isCORSFailure(failure *fetchspec.Failure) bool {
	return failure.Step.Algorithm == "CORS check" || failure.Step.Algorithm == "CORS-preflight fetch"
}

// blamesThePage reports whether the page has to change, too: then the server's
// policy alone is not enough.
func blamesThePage(diagnosis *explain.Diagnosis) bool {
	return slices.ContainsFunc(diagnosis.Remedies, func(remedy explain.Remedy) bool {
		return !remedy.Alternative && (remedy.Target == explain.TargetPage || remedy.Target == explain.TargetRequest)
	})
}
