package explain_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The codes are ngrok's: https://ngrok.com/docs/errors/
func TestATunnelsErrorIsNotItsWarningPage(t *testing.T) {
	const request = `
-- request --
%s https://ada.ngrok-free.app/me
origin: https://app.example
-- %s --
%s
ngrok-error-code: %s
`
	for _, test := range []struct{ method, kind, status, errorCode, want string }{
		{"GET", "response", "200 OK", "ERR_NGROK_6024", "tunnel-warning-page"},
		{"PUT", "preflight", "200 OK", "ERR_NGROK_6024", "tunnel-warning-page"},
		{"GET", "response", "404 Not Found", "ERR_NGROK_3200", "gateway-error-outside-cors"},
		{"PUT", "preflight", "404 Not Found", "ERR_NGROK_3200", "preflight-gateway-error"},
		{"GET", "response", "502 Bad Gateway", "ERR_NGROK_8012", "gateway-error-outside-cors"},
		{"PUT", "preflight", "502 Bad Gateway", "ERR_NGROK_8012", "preflight-gateway-error"},
	} {
		text := fmt.Sprintf(request, test.method, test.kind, test.status, test.errorCode)
		_, diagnosis, _ := diagnoseCase(t, []byte(text))
		if diff := cmp.Diff([]string{test.want}, codesOf(diagnosis.Blockers)[:1]); diff != "" {
			t.Errorf("%s with %s (-want +got):\n%s", test.kind, test.errorCode, diff)
		}
	}
}
