package report

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"corsplain/fetchspec"
	"corsplain/internal/audit"
	"corsplain/simulate"
)

// auditOf audits a handler at an address that holds a secret, with a cookie.
func auditOf(t testing.TB, handler http.HandlerFunc) *audit.Report {
	t.Helper()
	options := auditOptions(t)
	made, err := audit.Run(t.Context(), options, simulate.Handler{Handler: handler})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func auditOptions(t testing.TB) audit.Options {
	t.Helper()
	url, err := fetchspec.ParseURL("https://api.example.net/users?api_key=hunter2hunter2")
	if err != nil {
		t.Fatal(err)
	}
	origin, err := audit.ParseOrigin("https://app.example.net")
	if err != nil {
		t.Fatal(err)
	}
	return audit.Options{
		URL: url, Origins: []fetchspec.Origin{origin}, Pace: audit.NewPace(1e9), Token: func() string { return "0123456789ab" },
		Headers: fetchspec.HeaderList{{Name: "Cookie", Value: "sid=open-sesame-7"}, {Name: "Authorization", Value: "Bearer deadbeefcafe"}},
	}
}

// reflecting lets in everyone, sets a session, and says back what it was sent.
func reflecting(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	w.Header().Set("Access-Control-Allow-Credentials", "true")
	w.Header().Set("Access-Control-Allow-Headers", r.Header.Get("Access-Control-Request-Headers"))
	w.Header().Set("Access-Control-Expose-Headers", r.Header.Get("Cookie"))
	w.Header().Set("Set-Cookie", "session=fresh-secret-9; HttpOnly")
}

func hostileServer(w http.ResponseWriter, r *http.Request) {
	w.Header()["Access-Control-Allow-Origin"] = []string{"https://\x1b]0;owned\x07\u202eevil\xff", strings.Repeat("x", 5000)}
	w.Header()["Access-Control-Allow-Methods"] = []string{"\x1b[2J"}
	w.Header()["WWW-Authenticate"] = []string{"Basic\x1b[31m"}
}

func wildcard(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
}

func sampleAudits(t testing.TB) []*audit.Report {
	plan, err := audit.Plan(auditOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	return []*audit.Report{auditOf(t, reflecting), auditOf(t, hostileServer), auditOf(t, wildcard), plan}
}

// written is all of what a format makes of audits.
func written(t testing.TB, format AuditFormat, audits ...*Audit) string {
	t.Helper()
	var text bytes.Buffer
	if err := format.Write(&text, audits, TextOptions{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestEveryAuditIsValidAgainstItsSchema(t *testing.T) {
	schema := compiledSchema(t, "audit")
	for _, made := range sampleAudits(t) {
		for _, showSecrets := range []bool{false, true} {
			var line bytes.Buffer
			if err := WriteAuditJSON(&line, NewAudit(made, showSecrets)); err != nil {
				t.Fatal(err)
			}
			if err := validate(t, schema, line.Bytes()); err != nil {
				t.Errorf("%v\n%s", err, line.String())
			}
		}
	}
}

func TestAuditSchemaNamesTheFieldsOfTheTypes(t *testing.T) {
	var schema struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(JSONSchema("audit"), &schema); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fieldNames(reflect.TypeFor[Audit]()), keys(schema.Properties)); diff != "" {
		t.Errorf("audit (-type +schema):\n%s", diff)
	}
	for name, each := range map[string]reflect.Type{
		"policy": reflect.TypeFor[AuditPolicy](), "origin": reflect.TypeFor[AuditOrigin](), "finding": reflect.TypeFor[AuditFinding](),
		"evidence": reflect.TypeFor[AuditEvidence](), "unasked": reflect.TypeFor[AuditUnasked](), "planned": reflect.TypeFor[AuditPlanned](),
	} {
		if diff := cmp.Diff(fieldNames(each), keys(schema.Defs[name].Properties)); diff != "" {
			t.Errorf("%s (-type +schema):\n%s", name, diff)
		}
	}
}

func TestNoFormatOfAnAuditShowsSecrets(t *testing.T) {
	for _, made := range sampleAudits(t) {
		for _, format := range AuditFormats() {
			text := written(t, format, NewAudit(made, false))
			for _, secret := range []string{"hunter2", "open-sesame", "deadbeef", "fresh-secret"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s shows %s:\n%s", format.Name, secret, text)
				}
			}
		}
	}
	if text := written(t, AuditFormats()[1], NewAudit(auditOf(t, reflecting), true)); !strings.Contains(text, "hunter2") {
		t.Error("secrets that are to be shown are not")
	}
}

func TestNothingOfAHostileServerReachesTheTerminal(t *testing.T) {
	made := NewAudit(auditOf(t, hostileServer), false)
	for _, format := range AuditFormats() {
		for _, r := range written(t, format, made) {
			isForPeople := format.Name == "text" || format.Name == "markdown"
			if r != '\n' && unicode.IsControl(r) || isForPeople && r == '\u202e' || r == unicode.ReplacementChar {
				t.Errorf("%s: %q", format.Name, r)
				break
			}
		}
	}
}

func TestAuditTextKeepsToItsWidth(t *testing.T) {
	for _, made := range sampleAudits(t) {
		var text bytes.Buffer
		if err := WriteAuditText(&text, NewAudit(made, false), TextOptions{Width: 72}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(text.String()) {
			if width := len([]rune(strings.TrimRight(line, "\n"))); width > 72 {
				t.Errorf("%d columns: %s", width, line)
			}
		}
	}
}

// What code scanning asks of a SARIF log.
func TestSARIFHasOneRuleACodeAndAResultAFinding(t *testing.T) {
	audits := []*Audit{NewAudit(auditOf(t, reflecting), false), NewAudit(auditOf(t, wildcard), false)}
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID               string
						ShortDescription struct{ Text string }
						Properties       map[string]any
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
				PartialFingerprints map[string]string
			}
		}
	}
	format, _ := AuditFormatNamed("sarif")
	if err := json.Unmarshal([]byte(written(t, format, audits...)), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || !strings.Contains(log.Schema, "sarif") || len(log.Runs) != 1 {
		t.Fatalf("version %s, schema %s, %d runs", log.Version, log.Schema, len(log.Runs))
	}
	run := log.Runs[0]
	if run.Tool.Driver.Name != "corsplain" || len(run.Tool.Driver.Rules) != len(audit.Codes()) {
		t.Errorf("%s has %d rules for %d codes", run.Tool.Driver.Name, len(run.Tool.Driver.Rules), len(audit.Codes()))
	}
	for i, entry := range audit.Codes() {
		rule := run.Tool.Driver.Rules[i]
		if rule.ID != string(entry.Code) || rule.ShortDescription.Text == "" || rule.Properties["security-severity"] == "" {
			t.Errorf("rule %d: %+v", i, rule)
		}
	}
	if want := len(audits[0].Findings) + len(audits[1].Findings); len(run.Results) != want {
		t.Errorf("%d results for %d findings", len(run.Results), want)
	}
	for _, result := range run.Results {
		if run.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID || result.Message.Text == "" || len(result.PartialFingerprints) == 0 {
			t.Errorf("%+v", result)
		}
		if len(result.Locations) != 1 || !strings.HasPrefix(result.Locations[0].PhysicalLocation.ArtifactLocation.URI, "https://api.example.net/") {
			t.Errorf("%s: locations %+v", result.RuleID, result.Locations)
		}
	}
	if run.Results[0].Level != "error" {
		t.Errorf("a grave finding has level %s", run.Results[0].Level)
	}
}
