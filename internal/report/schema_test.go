package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"corsplain/simulate"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compiledSchema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	source := JSONSchema(name)
	if source == nil {
		t.Fatalf("no schema called %q", name)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t testing.TB, schema *jsonschema.Schema, object []byte) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(object))
	if err != nil {
		t.Fatalf("not JSON: %v\n%s", err, object)
	}
	return schema.Validate(document)
}

func TestEveryReportIsValidAgainstItsSchema(t *testing.T) {
	schema := compiledSchema(t, "report")
	for _, report := range allReports(t) {
		var line bytes.Buffer
		if err := WriteJSON(&line, report); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, line.Bytes()); err != nil {
			t.Errorf("%v\n%s", err, line.String())
		}
		if newlines := bytes.Count(line.Bytes(), []byte("\n")); newlines != 1 {
			t.Errorf("a report has %d lines", newlines)
		}
	}
}

// allReports are those of the samples, with and without secrets, and those
// without a call.
func allReports(t testing.TB) []*Report {
	reports := []*Report{
		Invalid(json.RawMessage(`{"a": 1}`), "request", "origin: it must be a string"),
		Invalid(nil, "request", "it is not JSON"),
		Invalid(json.RawMessage(`{`), "request", "an id that is no JSON"),
		Unknown(json.RawMessage(`3`), "no-response", "the entry has no response"),
		sampleHostile(t).report(),
	}
	for _, sample := range samples(t) {
		reports = append(reports, sample.report())
		sample.options.ShowSecrets = true
		reports = append(reports, sample.report())
	}
	return reports
}

func TestReportSchemaRefusesWhatTheContractDoes(t *testing.T) {
	schema := compiledSchema(t, "report")
	tests := map[string]string{
		"no verdict":        `{"schema":"corsplain.report/v1"}`,
		"another verdict":   `{"schema":"corsplain.report/v1","verdict":"maybe"}`,
		"another version":   `{"schema":"corsplain.report/v2","verdict":"unknown"}`,
		"invalid, no error": `{"schema":"corsplain.report/v1","verdict":"invalid"}`,
		"allowed, no more":  `{"schema":"corsplain.report/v1","verdict":"allowed"}`,
		"beyond a byte":     `{"schema":"corsplain.report/v1","verdict":"unknown","exchanges":[{"kind":"request","hop":0,"request":{"method":"GET","url":"","httpVersion":"","headers":[["a","Ā"]]},"response":null,"timing":{"totalMs":0},"checks":[]}]}`,
	}
	for name, object := range tests {
		if validate(t, schema, []byte(object)) == nil {
			t.Errorf("%s: valid", name)
		}
	}
}

func TestReportSchemaNamesTheFieldsOfTheTypes(t *testing.T) {
	var schema struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	source := JSONSchema("report")
	if err := json.Unmarshal(source, &schema); err != nil {
		t.Fatal(err)
	}
	types := map[string]reflect.Type{
		"request": reflect.TypeFor[Request](), "droppedHeader": reflect.TypeFor[DroppedHeader](),
		"preflight": reflect.TypeFor[Preflight](), "preflightReason": reflect.TypeFor[PreflightReason](),
		"exchange": reflect.TypeFor[Exchange](), "exchangeRequest": reflect.TypeFor[ExchangeRequest](),
		"exchangeResponse": reflect.TypeFor[ExchangeResponse](), "interimResponse": reflect.TypeFor[InterimResponse](),
		"check": reflect.TypeFor[Check](), "cookie": reflect.TypeFor[Cookie](), "response": reflect.TypeFor[Response](),
		"hidden": reflect.TypeFor[Hidden](), "finding": reflect.TypeFor[Finding](), "evidence": reflect.TypeFor[Evidence](),
		"remedy": reflect.TypeFor[Remedy](), "change": reflect.TypeFor[Change](), "repaired": reflect.TypeFor[Repaired](),
		"engineView": reflect.TypeFor[EngineView](), "layer": reflect.TypeFor[Layer](), "intake": reflect.TypeFor[Intake](),
		"error": reflect.TypeFor[Error](), "fix": reflect.TypeFor[Fix](), "fixFile": reflect.TypeFor[FixFile](), "verification": reflect.TypeFor[Verification](), "plannedRequest": reflect.TypeFor[PlannedRequest](), "timing": reflect.TypeFor[Timing](),
	}
	if diff := cmp.Diff(fieldNames(reflect.TypeFor[Report]()), keys(schema.Properties)); diff != "" {
		t.Errorf("report (-type +schema):\n%s", diff)
	}
	for name, each := range types {
		if diff := cmp.Diff(fieldNames(each), keys(schema.Defs[name].Properties)); diff != "" {
			t.Errorf("%s (-type +schema):\n%s", name, diff)
		}
	}
}

// fieldNames are the names that a struct's fields have in JSON.
func fieldNames(each reflect.Type) []string {
	var names []string
	for i := range each.NumField() {
		field := each.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous:
			names = append(names, fieldNames(field.Type)...)
		case name != "":
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func keys(properties map[string]any) []string {
	var names []string
	for name := range properties {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func TestRequestSchemaNamesTheFieldsOfTheCall(t *testing.T) {
	var schema struct {
		Properties map[string]struct {
			Enum []string
		}
	}
	source := JSONSchema("request")
	if err := json.Unmarshal(source, &schema); err != nil {
		t.Fatal(err)
	}
	var names []string
	for name, property := range schema.Properties {
		names = append(names, name)
		if diff := cmp.Diff(simulate.CallFieldValues(name), property.Enum); diff != "" {
			t.Errorf("%s (-call +schema):\n%s", name, diff)
		}
	}
	wanted := slices.Clone(simulate.CallFields())
	slices.Sort(wanted)
	slices.Sort(names)
	if diff := cmp.Diff(wanted, names); diff != "" {
		t.Errorf("(-call +schema):\n%s", diff)
	}
}

func TestRequestSchema(t *testing.T) {
	schema := compiledSchema(t, "request")
	valid := []string{
		`{"url":"https://api.example.com/"}`,
		`{"id":[1],"url":"https://a.example/","headers":[["X-A","caf\u00e9"],["x-a","2"]],"method":"PUT","body":"x"}`,
		`{"url":"https://a.example/","headers":{"X-A":"1"}}`,
		`{"op":"getCookies","page":"https://a.example/"}`,
	}
	for _, object := range valid {
		if err := validate(t, schema, []byte(object)); err != nil {
			t.Errorf("%s: %v", object, err)
		}
	}
	invalid := []string{
		`{}`,
		`{"url":"https://a.example/","metod":"PUT"}`,
		`{"url":"https://a.example/","headers":[["X-A"]]}`,
		`{"url":"https://a.example/","headers":{"X-A":"\u0100"}}`,
		`{"url":"https://a.example/","body":"a","bodyBase64":"YQ=="}`,
		`{"url":"https://a.example/","api":"axios"}`,
		`{"op":"getCookies"}`,
	}
	for _, object := range invalid {
		if validate(t, schema, []byte(object)) == nil {
			t.Errorf("%s: valid", object)
		}
	}
}

func TestSchemaKnowsNoOtherFiles(t *testing.T) {
	for _, name := range []string{"", "Report", "../schema/report", "report.schema.json", "report\x00"} {
		if JSONSchema(name) != nil {
			t.Errorf("JSONSchema(%q) found something", name)
		}
	}
	for _, name := range SchemaNames() {
		if JSONSchema(name) == nil {
			t.Errorf("JSONSchema(%q) found nothing", name)
		}
	}
}
