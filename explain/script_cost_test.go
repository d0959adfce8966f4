package explain_test

import (
	"strconv"
	"testing"
	"time"

	"corsplain/explain"
	"corsplain/fetchspec"
	"corsplain/simulate"
)

// A request object may hold as many headers as fit in a line.
func TestManyHeadersAreDiagnosedInLittleTime(t *testing.T) {
	headers := make([]simulate.HeaderField, 5_000)
	for i := range headers {
		headers[i] = simulate.HeaderField{Name: "x-" + strconv.Itoa(i), Value: "1"}
	}
	network := exchangerFunc(func(*fetchspec.HTTPRequest) (*fetchspec.HTTPResponse, error) {
		return &fetchspec.HTTPResponse{Status: 200, HeaderList: fetchspec.HeaderList{
			{Name: "Access-Control-Allow-Origin", Value: "*"}, {Name: "Access-Control-Allow-Headers", Value: "x-a"},
		}}, nil
	})
	result := do(t, &simulate.Browser{Network: network}, simulate.Call{URL: "http://api.test/x", Origin: "http://app.test", Headers: headers})
	began := time.Now()
	explain.Diagnose(result.Response, result.Trace)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}
