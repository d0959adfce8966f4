package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scannerHits are what two well-known scanners report of a staged server, by
// their own names of their checks: CORScanner (commit 593043f), which asks
// everything in any case, and Corsy (commit 2985ae2), which stops at its first
// hit. Both were run against the staged servers over TLS, with every check of
// theirs and no trusted origin, of which they know none. Behind the staged
// caches their answers depend on which of their own requests came first.
type scannerHits struct {
	corScanner []string
	corsy      string
}

func recordedHits() map[string]scannerHits {
	return map[string]scannerHits{
		"any origin by name, with credentials":                         {everyCORScannerCheck(), "origin reflected"},
		"any origin by name, without credentials":                      {everyCORScannerCheck(), "origin reflected"},
		"any origin by name, credentials for a list that has null":     {everyCORScannerCheck(), "origin reflected"},
		"null on the list, with credentials":                           {[]string{"trust_null"}, ""},
		"null on the list, without credentials":                        {[]string{"trust_null"}, ""},
		"ends with the domain, any scheme":                             {[]string{"https_trust_http", "suffix_match", "trust_any_subdomain"}, "pre-domain wildcard"},
		"ends with the domain, https":                                  {[]string{"suffix_match", "trust_any_subdomain"}, "pre-domain wildcard"},
		"ends with the domain, without credentials":                    {[]string{"suffix_match", "trust_any_subdomain"}, "pre-domain wildcard"},
		"begins with the server's own origin":                          {[]string{"prefix_match", "special_characters_bypass"}, "post-domain wildcard"},
		"holds the domain":                                             {[]string{"https_trust_http", "prefix_match", "special_characters_bypass", "suffix_match", "trust_any_subdomain"}, "post-domain wildcard"},
		"a dot of the server's own name that stands for any character": {nil, "unescaped regex"},
		"the host is searched for in the trusted one":                  {[]string{"include_match"}, ""},
		"a special character ends the host, any scheme":                {[]string{"https_trust_http", "special_characters_bypass", "trust_any_subdomain"}, "pre-domain wildcard"},
		"every subdomain":                                              {[]string{"trust_any_subdomain"}, "pre-domain wildcard"},
		"subdomains of the server's host":                              {[]string{"trust_any_subdomain"}, ""},
		"the server's own host without TLS":                            {[]string{"https_trust_http"}, "http origin allowed"},
		"every .net":                                                   {[]string{"custom_third_parties", "include_match", "suffix_match", "trust_any_subdomain"}, "pre-domain wildcard"},
		"every account beside the trusted one":                         {[]string{"custom_third_parties"}, ""},
		"a page that runs anyone's scripts":                            {[]string{"custom_third_parties"}, ""},
		"a private server, everyone":                                   {nil, "wildcard value"},
		"a server on this machine, everyone":                           {nil, "wildcard value"},
		"* behind Basic authentication":                                {nil, "wildcard value"},
		"* with a session cookie":                                      {nil, "wildcard value"},
		"* only where there is an Origin":                              {nil, "wildcard value"},
		"two origins in one header":                                    {nil, "third party allowed"},
		"a slash at the end":                                           {nil, "third party allowed"},
		"* beside credentials":                                         {nil, "wildcard value"},
		"rs/cors for everyone":                                         {nil, "wildcard value"},
		"one origin, whoever asks":                                     {nil, "third party allowed"},
		"one origin, whoever asks, learned":                            {nil, "third party allowed"},
		"everyone":                                                     {nil, "wildcard value"},
		"everyone, nothing named":                                      {nil, "wildcard value"},
		"everyone, with methods and headers for all":                   {nil, "wildcard value"},
		"everyone, for whoever has a token":                            {nil, "wildcard value"},
		"everyone, with a cookie that counts visits":                   {nil, "wildcard value"},
	}
}

func everyCORScannerCheck() []string {
	return []string{"custom_third_parties", "https_trust_http", "include_match", "not_escape_dot", "prefix_match", "reflect_origin", "special_characters_bypass", "suffix_match", "trust_any_subdomain", "trust_null"}
}

// codesFor are the codes under which the same thing is reported here: their
// own, or those of a mistake that has it as a part.
func codesFor(check string) []Code {
	anyone := []Code{TrustsAnyOrigin, ReflectsInsteadOfWildcard}
	broad := append([]Code{TrustsOriginSubstring, TrustsPublicSuffix}, anyone...)
	switch check {
	case "reflect_origin", "origin reflected":
		return append(anyone, TrustsPublicSuffix)
	case "prefix_match", "post-domain wildcard":
		return append(broad, TrustsOriginPrefix)
	case "suffix_match":
		return append(broad, TrustsOriginSuffix)
	case "pre-domain wildcard":
		// With a subdomain as its target Corsy asks for another subdomain.
		return append(broad, TrustsOriginSuffix, TrustsAnySubdomain)
	case "trust_any_subdomain":
		return append(broad, TrustsAnySubdomain, TrustsOriginSuffix)
	case "trust_null", "null origin allowed":
		return append(anyone, TrustsNullOrigin)
	case "include_match":
		return append(broad, TrustsTruncatedOrigin)
	case "not_escape_dot", "unescaped regex":
		return append(broad, TrustsUnescapedDot)
	case "custom_third_parties":
		return append(broad, TrustsSharedHosting)
	case "special_characters_bypass", "unrecognized underscore", "broken parser":
		return append(broad, TrustsSpecialCharacters, TrustsOriginPrefix)
	case "https_trust_http", "http origin allowed":
		return append(broad, TrustsPlainHTTP)
	}
	return nil
}

// isFalseAlarm reports whether a check is about nothing that lets anyone in.
// Corsy's "wildcard value" says of * that browsers block all requests by
// default, which they do not, and that is what a public server is to say; its
// "third party allowed" is about whichever single origin a server names, also
// about values that no browser takes.
func isFalseAlarm(check string) bool {
	return check == "wildcard value" || check == "third party allowed"
}

func TestWhatOtherScannersFindIsFoundHereToo(t *testing.T) {
	hits := recordedHits()
	for _, staged := range stagedServers() {
		hit := hits[staged.name]
		report := staged.audit(t)
		for _, check := range append(slices.Clone(hit.corScanner), hit.corsy) {
			if check == "" || isFalseAlarm(check) {
				continue
			}
			if !slices.ContainsFunc(report.Findings, func(finding Finding) bool { return slices.Contains(codesFor(check), finding.Code) }) {
				t.Errorf("%s: %s is not found; found %v", staged.name, check, found(report))
			}
		}
		delete(hits, staged.name)
	}
	for name := range hits {
		t.Errorf("no server is called %q", name)
	}
}

// alarming are the findings of a server that are more than info.
func (staged staged) alarming() []string {
	return slices.DeleteFunc(slices.Clone(staged.want), func(found string) bool { return strings.HasPrefix(found, "info ") })
}

func TestFalseAlarmsOfOtherScannersAreNoneHere(t *testing.T) {
	silent := 0
	for _, staged := range stagedServers() {
		hit := recordedHits()[staged.name]
		if !isFalseAlarm(hit.corsy) || len(hit.corScanner) > 0 {
			continue
		}
		for _, found := range staged.alarming() {
			_, code, _ := strings.Cut(found, " ")
			switch Code(code) {
			case PrivateServerOpenToAnyPage, WildcardBehindLogin, AllowOriginNeverMatches:
				// What is wrong there is not what Corsy says.
			default:
				t.Errorf("%s: %s", staged.name, found)
			}
		}
		if len(staged.alarming()) == 0 {
			silent++
		}
	}
	if silent < 8 {
		t.Errorf("only %d servers with a false alarm are silent here", silent)
	}
	// A reflected origin without credentials is no more than *.
	for _, staged := range stagedServers() {
		if staged.name == "any origin by name, without credentials" && len(staged.alarming()) > 0 {
			t.Errorf("%s: %v", staged.name, staged.alarming())
		}
	}
}

func TestMoreIsFoundThanByOtherScanners(t *testing.T) {
	var missed []string
	for _, staged := range stagedServers() {
		hit, recorded := recordedHits()[staged.name]
		isCache := strings.Contains(staged.name, "and a cache")
		if !isCache && len(staged.alarming()) > 0 && (!recorded || len(hit.corScanner) == 0 && isFalseAlarm(hit.corsy)) {
			missed = append(missed, staged.name)
		}
	}
	want := []string{
		"begins with the origin",
		"a dot that stands for any character",
		"a last dot that stands for any character",
		"the origin is searched for in the list",
		"a special character ends the host, https",
		"an underscore is a letter",
		"the page without TLS",
		"the page without TLS, without credentials",
		"a development server",
		"what begins like localhost",
		"private addresses",
		"every preview of a hosting service",
		"every port",
		"a private server, everyone",
		"a server on this machine, everyone",
		"* behind Basic authentication",
		"* with a session cookie",
		"no Vary",
		"Vary only where there is an Origin",
		"preflights for anyone",
		"preflights for anyone, answers for no one",
		"preflights for everyone without credentials",
		"preflights without credentials",
		"answers without headers",
		"errors without headers",
		"a refusal without headers",
		"two origins in one header",
		"a slash at the end",
		"a * within",
		"quoted names",
	}
	if diff := cmp.Diff(want, missed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
