package fetchspec

import "testing"

func TestSixMethodsAreNormalizedAndPATCHIsNot(t *testing.T) {
	for method, want := range map[string]string{
		"delete": "DELETE", "gEt": "GET", "head": "HEAD", "Options": "OPTIONS", "post": "POST", "put": "PUT",
		"PUT": "PUT", "patch": "patch", "PATCH": "PATCH", "Egg": "Egg", "eGg": "eGg", "chicken": "chicken", "query": "query",
	} {
		if got := NormalizeMethod(method); got != want {
			t.Errorf("NormalizeMethod(%q) = %q, want %q", method, got, want)
		}
	}
}

func TestForbiddenMethodsAreForbiddenInAnyCase(t *testing.T) {
	for method, want := range map[string]bool{
		"CONNECT": true, "TRACE": true, "TRACK": true, "trace": true, "Track": true, "connect": true,
		"TRACES": false, "": false, "GET": false, "DEBUG": false,
	} {
		if got := IsForbiddenMethod(method); got != want {
			t.Errorf("IsForbiddenMethod(%q) = %v, want %v", method, got, want)
		}
	}
}

func TestMethodIsAnyToken(t *testing.T) {
	for method, want := range map[string]bool{
		"GET": true, "CHICKEN": true, "X!#$%": true, "*": true, "M-SEARCH": true,
		"": false, " ": false, "GE T": false, "GET\n": false, "G\xc9T": false, "(": false, "a/b": false, "a,b": false,
	} {
		if got := IsMethod(method); got != want {
			t.Errorf("IsMethod(%q) = %v, want %v", method, got, want)
		}
	}
}

func TestOnlyGETHEADAndPOSTAreSafelistedAndOnlyInUpperCase(t *testing.T) {
	for method, want := range map[string]bool{
		"GET": true, "HEAD": true, "POST": true, "get": false, "PUT": false, "OPTIONS": false, "": false,
	} {
		if got := IsCORSSafelistedMethod(method); got != want {
			t.Errorf("IsCORSSafelistedMethod(%q) = %v, want %v", method, got, want)
		}
	}
}
